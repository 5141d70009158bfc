"""Which records are one person: features, blocking, scoring, persons, draws of partitions, explanations."""

from tollbook.linkage.door import Linkage, Settings, Weighed, link, weighed
from tollbook.linkage.editions import changes
from tollbook.linkage.explaining import Explained, PersonExplained, beside, explain_pair, explain_person, stated
from tollbook.linkage.frequencies import COLUMNS, NameTable, name_table
from tollbook.linkage.identifiers import kept, record_keys, renamed
from tollbook.linkage.judgements import contradictions, in_force
from tollbook.linkage.learning import FEWEST
from tollbook.linkage.parameters import Parameters
from tollbook.linkage.reviewing import checking_sample, review_order

__all__ = [
    "COLUMNS",
    "FEWEST",
    "Explained",
    "Linkage",
    "NameTable",
    "Parameters",
    "PersonExplained",
    "Settings",
    "Weighed",
    "beside",
    "changes",
    "checking_sample",
    "contradictions",
    "explain_pair",
    "explain_person",
    "in_force",
    "kept",
    "link",
    "name_table",
    "record_keys",
    "renamed",
    "review_order",
    "stated",
    "weighed",
]
