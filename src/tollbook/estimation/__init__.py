"""How many were never listed: histories, estimators, checks, and when nothing may be said."""

from tollbook.estimation.answer import estimate
from tollbook.estimation.histories import Histories, histories
from tollbook.estimation.settings import Settings
from tollbook.estimation.shape import as_json
from tollbook.estimation.tables import capture_table

__all__ = ["Histories", "Settings", "as_json", "capture_table", "estimate", "histories"]
