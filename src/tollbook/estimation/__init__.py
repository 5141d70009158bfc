"""How many were never listed: histories, estimators, checks, and when nothing may be said."""

from tollbook.estimation.answer import estimate
from tollbook.estimation.histories import Histories, histories, histories_of_draws
from tollbook.estimation.imputation import imputed
from tollbook.estimation.over_linkages import over_linkages
from tollbook.estimation.parts import from_parts, key, to_parts
from tollbook.estimation.pooling import Pooled, pooled
from tollbook.estimation.settings import Settings
from tollbook.estimation.shape import as_json
from tollbook.estimation.strata import Total, total
from tollbook.estimation.tables import capture_table

__all__ = [
    "Histories",
    "Pooled",
    "Settings",
    "Total",
    "as_json",
    "capture_table",
    "estimate",
    "from_parts",
    "histories",
    "histories_of_draws",
    "imputed",
    "key",
    "over_linkages",
    "pooled",
    "to_parts",
    "total",
]
