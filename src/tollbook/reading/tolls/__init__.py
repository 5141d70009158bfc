"""Which counts of people a document states, of whom, and which is part of which."""
