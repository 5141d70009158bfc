"""Who says what, in which words: statements, tolls, parties, agreements and rights of a document."""
