"""Results turned into the charts that show them, each with a description in words."""

from tollbook.publish.figures.checked import cells, chains, consistency, drawn_tables
from tollbook.publish.figures.counted import by_month, overlaps, spots_of, where
from tollbook.publish.figures.divided import strata, stratum_name
from tollbook.publish.figures.estimated import assumption, bent, changes, methods, sensitivity
from tollbook.publish.figures.linked import calibration
from tollbook.publish.figures.said import claimed

__all__ = [
    "assumption",
    "bent",
    "by_month",
    "calibration",
    "cells",
    "chains",
    "changes",
    "claimed",
    "consistency",
    "drawn_tables",
    "methods",
    "overlaps",
    "sensitivity",
    "spots_of",
    "strata",
    "stratum_name",
    "where",
]
