"""A world of invented deaths, and five lists that each see a part of it."""
