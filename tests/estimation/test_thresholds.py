"""What the answer becomes as a threshold joins fewer records."""

import numpy as np
import pytest

from tollbook import estimation
from tollbook.estimation import THRESHOLDS, Settings, estimate
from tollbook.estimation.thresholds import at_thresholds
from tollbook.model.estimate import CaptureTable

QUICK = Settings(draws=200, methods=("decomposable_graphs", "log_linear"))
CELLS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=np.bool_)


def table(split: int) -> CaptureTable:
    """A table in which so many people of each pair of lists were taken for two."""
    alone, both = 100 + 2 * split, 40 - split
    return CaptureTable(("A", "B", "C"), CELLS, np.array([alone, alone, alone, both, both, both, 10]))


@pytest.fixture(scope="module")
def first() -> estimation.Estimate:
    return estimate(table(10), rng=np.random.default_rng(1), settings=QUICK)


def test_the_fewer_records_are_joined_the_more_are_said_to_be_unlisted(first: estimation.Estimate) -> None:
    tables = [table(split) for split in (0, 5, 10, 20, 38)]

    found = at_thresholds(first, tables, rng=np.random.default_rng(1), settings=QUICK)

    medians = found.sensitivity["linkage_threshold"]
    assert list(medians) == [f"{threshold:g}" for threshold in THRESHOLDS]
    assert list(medians.values()) == sorted(medians.values())
    assert medians["0.5"] == first.methods["decomposable_graphs"].median
    assert found.sensitivity["linkage_threshold_interval"]["0.5"] == first.methods["decomposable_graphs"].interval
    assert [check.code for check in found.checks if check not in first.checks] == ["W9"]
    assert found.headline == first.headline


def test_a_threshold_whose_table_bears_no_estimate_has_none(first: estimation.Estimate) -> None:
    nobody_shared = CaptureTable(("A", "B", "C"), CELLS[:3], np.array([200, 200, 200]))
    tables = [*(table(10) for _ in THRESHOLDS[1:]), nobody_shared]

    found = at_thresholds(first, tables, rng=np.random.default_rng(1), settings=QUICK)

    assert found.sensitivity["linkage_threshold"]["0.9"] is None
    assert found.sensitivity["linkage_threshold_interval"]["0.9"] is None
    assert found.checks == first.checks


def test_without_doubt_about_linkage_nothing_is_changed(first: estimation.Estimate) -> None:
    assert at_thresholds(first, (), rng=np.random.default_rng(1)) is first
