"""Texts that people have annotated or corrected, and how well they are read."""
