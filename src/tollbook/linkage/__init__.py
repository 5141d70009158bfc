"""Which records are one person: names, pairs, weights, persons, partitions."""
