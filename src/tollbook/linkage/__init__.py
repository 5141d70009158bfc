"""Which records are one person: features, blocking, scoring, persons, draws of partitions, explanations."""

from tollbook.linkage.door import Linkage, Settings, link

__all__ = ["Linkage", "Settings", "link"]
