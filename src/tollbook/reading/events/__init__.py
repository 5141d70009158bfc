"""What a document says that parties do: relations, agreements, places taken and lost."""
