"""Results to a report, charts and tables."""
