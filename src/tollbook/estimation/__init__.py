"""How many were never listed: histories, estimators, checks."""
