"""The parties, persons and places that a document names."""
