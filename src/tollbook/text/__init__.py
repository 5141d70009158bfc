"""Scripts, names, numbers, dates and places as they are written."""
