"""Linkage on other engines: the model and the records written out for Splink, and what Splink has learnt read back."""

from tollbook.engines.exporting import export
from tollbook.engines.linkers import load_settings, on_duckdb, on_spark, trained_parameters
from tollbook.engines.model import Model
from tollbook.engines.settings import read_settings, splink_settings

TRAINED = "splink.json"  # in a case's folder: Splink's settings whose chances are used in place of fitted ones

__all__ = [
    "TRAINED",
    "Model",
    "export",
    "load_settings",
    "on_duckdb",
    "on_spark",
    "read_settings",
    "splink_settings",
    "trained_parameters",
]
