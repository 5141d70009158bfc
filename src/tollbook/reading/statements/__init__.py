"""Who says what, by which words, and what it is about."""
