"""The shipped example, from its files to its estimates, against the truth that its generator knows."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tollbook import pipeline

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, run."""
    folder = tmp_path_factory.mktemp("example") / "case"
    shutil.copytree(ROOT / "examples" / "aleppo-2016", folder, ignore=shutil.ignore_patterns("out"))
    pipeline.run(folder, progress=lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def found(case: Path) -> dict[str, Any]:
    """What `benchmarks/truth/evaluate.py` says of it."""
    command = [sys.executable, str(ROOT / "benchmarks" / "truth" / "evaluate.py"), str(case), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_linkage_finds_who_is_one_person(found: dict[str, Any]) -> None:
    assert found["linkage"]["precision"] >= 0.97
    assert found["linkage"]["recall"] >= 0.97
    assert abs(found["linkage"]["persons"] / found["linkage"]["true_persons"] - 1) <= 0.01


def test_the_true_total_lies_in_the_interval(found: dict[str, Any]) -> None:
    whole = found["estimates"]["all"]

    assert whole["holds_truth"], whole


def test_no_draw_of_an_estimate_lies_below_its_documented_count(case: Path) -> None:
    estimates = pl.read_parquet(case / "out" / "estimates.parquet").filter("is_headline")
    draws = pl.read_parquet(case / "out" / "draws.parquet").group_by("stratum", "method").agg(pl.col("people").min())

    both = estimates.join(draws, on=["stratum", "method"])

    assert both.height == estimates.height > 0
    assert both.filter(pl.col("people") < pl.col("documented") * 0.98).is_empty()  # a draw has its own documented count


def test_the_cells_of_every_dimension_sum_to_the_documented_count(case: Path) -> None:
    counts = pl.read_parquet(case / "out" / "counts.parquet")
    totals = counts.filter(pl.col("dimension") == "all").select("rule", whole="people")

    cells = counts.filter(pl.col("dimension") != "all").group_by("rule", "dimension").agg(pl.col("people").sum())

    assert cells.join(totals, on="rule").filter(pl.col("people") != pl.col("whole")).is_empty()


def test_the_figures_of_the_outlets_are_traced_to_the_release(case: Path) -> None:
    reasons = pl.read_parquet(case / "out" / "checks.parquet")["reason"]

    assert reasons.str.contains("goes back to 312,001 people in 'sohr-2016-12-13'", literal=True).any()
