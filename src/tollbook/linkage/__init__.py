"""Which records are one person: features, blocking, scoring, persons, draws of partitions, explanations."""

from tollbook.linkage.door import Linkage, Settings, link
from tollbook.linkage.editions import CHANGES, changes
from tollbook.linkage.explaining import Explained, PersonExplained, explain_pair, explain_person
from tollbook.linkage.reviewing import checking_sample, review_order

__all__ = [
    "CHANGES",
    "Explained",
    "Linkage",
    "PersonExplained",
    "Settings",
    "changes",
    "checking_sample",
    "explain_pair",
    "explain_person",
    "link",
    "review_order",
]
