"""How many were never listed: histories, estimators, checks, and when nothing may be said."""

from tollbook.estimation.answer import estimate
from tollbook.estimation.by_stratum import People, by_stratum
from tollbook.estimation.drawn import Drawn, drawn
from tollbook.estimation.histories import Histories, histories
from tollbook.estimation.imputation import imputed
from tollbook.estimation.over_linkages import over_linkages
from tollbook.estimation.parts import from_parts, key, to_parts
from tollbook.estimation.pooling import Pooled, pooled
from tollbook.estimation.published import WHOLE, Layout, capture_table, capture_tables
from tollbook.estimation.settings import Settings
from tollbook.estimation.shape import as_json, plain
from tollbook.estimation.strata import total
from tollbook.estimation.tables import on_lists
from tollbook.estimation.thresholds import THRESHOLDS
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult, Total

__all__ = [
    "THRESHOLDS",
    "WHOLE",
    "CaptureTable",
    "Drawn",
    "Estimate",
    "Histories",
    "Layout",
    "MethodResult",
    "People",
    "Pooled",
    "Settings",
    "Total",
    "as_json",
    "by_stratum",
    "capture_table",
    "capture_tables",
    "drawn",
    "estimate",
    "from_parts",
    "histories",
    "imputed",
    "key",
    "on_lists",
    "over_linkages",
    "plain",
    "pooled",
    "to_parts",
    "total",
]
