"""Results turned into the charts that show them, each with a description in words."""

from tollbook.publish.figures.counted import by_month, overlaps, where
from tollbook.publish.figures.estimated import changes, methods, sensitivity, strata
from tollbook.publish.figures.linked import calibration
from tollbook.publish.figures.said import claimed

__all__ = ["by_month", "calibration", "changes", "claimed", "methods", "overlaps", "sensitivity", "strata", "where"]
