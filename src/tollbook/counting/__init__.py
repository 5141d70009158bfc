"""The documented count under a named inclusion rule."""

from tollbook.counting.ages import AGE_BANDS, COARSE_BANDS
from tollbook.counting.choice import CHOICES, choice_of
from tollbook.counting.counts import SERIES, documented, select, series
from tollbook.counting.draws import people_at, people_of_draws
from tollbook.counting.people import people
from tollbook.counting.rules import RULES, Rule
from tollbook.counting.scope import Scope, outsiders, scope_of

__all__ = [
    "AGE_BANDS",
    "CHOICES",
    "COARSE_BANDS",
    "RULES",
    "SERIES",
    "Rule",
    "Scope",
    "choice_of",
    "documented",
    "outsiders",
    "people",
    "people_at",
    "people_of_draws",
    "scope_of",
    "select",
    "series",
]
