"""Which records are one person: features, blocking, scoring, persons, draws of partitions, explanations."""

from tollbook.linkage.door import Linkage, Settings, link
from tollbook.linkage.explaining import Explained, explain_pair

__all__ = ["Explained", "Linkage", "Settings", "explain_pair", "link"]
