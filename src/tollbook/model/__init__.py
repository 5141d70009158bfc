"""What a source, record, statement, toll, pair, person and estimate is."""
