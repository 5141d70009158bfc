"""The stages in order: the table of contents of the system."""
