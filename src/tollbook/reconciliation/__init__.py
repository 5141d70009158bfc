"""How figures fit each other, and where they do not, why."""
