"""A profile, and what it makes of a row: a record or a rejection."""
