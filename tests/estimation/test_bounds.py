"""Chao's bound and Chapman's estimate by hand."""

import numpy as np
import pytest

from tollbook.estimation import bounds
from tollbook.estimation.settings import Settings
from tollbook.estimation.simulation import Population
from tollbook.model.estimate import CaptureTable

RNG = np.random.default_rng(1)


def test_chapman_is_the_textbook_number() -> None:
    table = CaptureTable(
        ("A", "B"), np.array([[False, True], [True, False], [True, True]]), np.array([50, 80, 20], dtype=np.int64)
    )

    result = bounds.chapman(table, settings=Settings(), rng=RNG)

    assert result.median == pytest.approx(101 * 71 / 21 - 1)
    assert result.diagnostics["rests_on_independence"]
    assert result.diagnostics["sd"] ** 2 == pytest.approx(101 * 71 * 80 * 50 / (21**2 * 22))


def test_chao_counts_people_on_one_list_and_on_two() -> None:
    patterns = np.array([[0, 0, 1], [0, 1, 0], [1, 1, 0], [1, 1, 1]], dtype=bool)
    table = CaptureTable(("A", "B", "C"), patterns, np.array([30, 20, 10, 5], dtype=np.int64))

    result = bounds.chao(table, settings=Settings(), rng=RNG)

    assert result.median == pytest.approx(65 + 30 * 20 / 11)
    assert result.diagnostics["is_lower_bound"]


def test_independent_lists_of_unequal_sizes_are_bounded_by_their_number() -> None:
    unequal = Population("one list far larger than the others", (1.0,), ((0.06, 0.11, 0.07, 0.38),))
    tables = [unequal.table(2_000, np.random.default_rng(seed)) for seed in range(200)]

    found = [bounds.chao(table, settings=Settings(draws=100), rng=RNG) for table in tables]

    held = [one.interval[0] <= 2_000 <= one.interval[1] for one in found if one.interval is not None]
    assert float(np.median([one.median for one in found])) == pytest.approx(2_000, rel=0.02)
    assert 0.9 <= np.mean(held) <= 0.99


def test_lists_that_share_everybody_leave_nobody_unlisted() -> None:
    table = CaptureTable(("A", "B", "C"), np.ones((1, 3), dtype=bool), np.array([40], dtype=np.int64))

    result = bounds.chao(table, settings=Settings(draws=100), rng=RNG)

    assert result.median == 40
    assert result.interval == (40.0, 40.0)
