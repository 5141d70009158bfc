"""For which totals a few classes give exactly a table of three lists."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.estimation import Settings, estimate, latent
from tollbook.estimation.latent_identity import EquallyGood, Example, equally_good
from tollbook.estimation.simulation import POPULATIONS
from tollbook.model.estimate import CaptureTable

CODES = np.arange(1, 8)
HELD = (CODES[:, None] >> np.arange(3) & 1).astype(np.bool_)
SETTINGS = Settings(effective=400, draws=500)


def _table(counts: list[int]) -> CaptureTable:
    people = np.array(counts, dtype=np.int64)
    return CaptureTable(("A", "B", "C"), HELD[people > 0], people[people > 0])


def _cells(example: Example) -> np.ndarray:
    chance = np.where(HELD[:, None, :], example.chances[None], 1 - example.chances[None]).prod(axis=2)
    return example.total * chance @ example.weights


@given(counts=st.lists(st.integers(0, 5_000), min_size=7, max_size=7).filter(lambda counts: sum(counts) > 20))
def test_every_example_gives_the_table_it_was_found_for(counts: list[int]) -> None:
    found = equally_good(_table(counts), classes=10)

    for example in () if found is None else (found.smallest, found.largest):
        assert _cells(example) == pytest.approx(counts, abs=1e-6 * sum(counts))
        assert example.weights.sum() == pytest.approx(1)
        assert (example.weights >= 0).all()
        assert ((example.chances >= 0) & (example.chances <= 1)).all()
        assert example.total >= sum(counts)


def test_totals_of_two_classes_take_in_the_one_that_the_table_was_made_from() -> None:
    truth = Example(10_000.0, np.array([0.7, 0.3]), np.array([[0.1, 0.2, 0.15], [0.6, 0.5, 0.7]]))
    table = _table(_cells(truth).round().astype(int).tolist())

    found = equally_good(table, classes=2)

    assert found is None or found.smallest.total <= 10_000 <= found.largest.total
    assert isinstance(equally_good(table, classes=3), EquallyGood)


def test_a_table_with_the_defect_gets_no_number_from_latent_classes_but_the_reason() -> None:
    table = _table([9_000, 2_500, 600, 700, 560, 170, 95])

    start = time.perf_counter()
    result = latent.fit(table, settings=SETTINGS, rng=np.random.default_rng(1))
    seconds = time.perf_counter() - start
    found = estimate(table, rng=np.random.default_rng(1), settings=SETTINGS)

    assert result.interval is None
    assert result.draws is None
    assert result.diagnostics["equally_good"]["to"] > 1.1 * result.diagnostics["equally_good"]["from"]
    assert seconds < 5
    assert found.headline is not None
    assert found.headline.method == "decomposable_graphs"
    assert "W12" in {check.code for check in found.checks}


def test_tables_without_the_defect_are_let_through() -> None:
    four = POPULATIONS["A"].table(500, np.random.default_rng(1))
    repelling = _table([100, 100, 500, 100, 500, 500, 10])  # each two lists share many, all three hardly anybody

    assert equally_good(four, classes=10) is None
    assert equally_good(repelling, classes=10) is None
    found = estimate(four, rng=np.random.default_rng(1), settings=SETTINGS)
    assert "W12" not in {check.code for check in found.checks}


def test_one_class_of_three_lists_is_still_estimated() -> None:
    table = POPULATIONS["F"].table(500, np.random.default_rng(1))

    result = latent.fit(table, settings=Settings(classes=1, effective=400), rng=np.random.default_rng(1))

    assert result.interval is not None
