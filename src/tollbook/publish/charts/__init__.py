"""The report's charts; each takes plain values and a width."""
