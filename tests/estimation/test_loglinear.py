"""Log-linear models against closed forms, and the models that have no maximum."""

import numpy as np
import pytest

from tollbook.estimation import loglinear
from tollbook.estimation.existence import has_maximum
from tollbook.estimation.settings import Settings
from tollbook.estimation.simulation import POPULATIONS
from tollbook.model.estimate import CaptureTable

CELLS = np.array([[c >> 2 & 1, c >> 1 & 1, c & 1] for c in range(1, 8)], dtype=bool)
FULL = CaptureTable(("A", "B", "C"), CELLS, np.array([50, 40, 12, 60, 15, 10, 4], dtype=np.int64))
SPARSE = CaptureTable(
    ("A", "B", "C"), np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 0]], dtype=bool), np.array([20, 30, 40, 6])
)


def test_all_pairs_on_three_lists_have_the_closed_form() -> None:
    """Without a term of all three, the unlisted are odd cells over even cells."""
    found = loglinear.fitted(FULL)
    place = int(np.flatnonzero(found.models.all(axis=1))[0])
    cells = {tuple(map(int, p)): int(c) for p, c in zip(FULL.patterns, FULL.counts, strict=True)}
    closed = cells[1, 1, 1] * cells[1, 0, 0] * cells[0, 1, 0] * cells[0, 0, 1]
    closed /= cells[1, 1, 0] * cells[1, 0, 1] * cells[0, 1, 1]

    assert np.exp(found.intercept[place]) == pytest.approx(closed, rel=1e-6)


def test_the_variance_of_the_saturated_model_is_the_sum_of_reciprocals() -> None:
    found = loglinear.fitted(FULL)
    place = int(np.flatnonzero(found.models.all(axis=1))[0])
    unlisted = np.exp(found.intercept[place])

    assert found.error[place] ** 2 == pytest.approx((1 / FULL.counts).sum() + 1 / unlisted, rel=1e-5)


def test_two_dependent_lists_and_a_third_have_the_closed_form() -> None:
    """[AB][C]: people on C alone stand to the unlisted as C does to those outside C, among the listed by A or B."""
    found = loglinear.fitted(FULL)
    model = np.array([True, False, False])
    place = int(np.flatnonzero((found.models == model).all(axis=1))[0])
    ab, c = FULL.patterns[:, :2].any(axis=1), FULL.patterns[:, 2]
    closed = FULL.counts[ab & ~c].sum() * FULL.counts[~ab & c].sum() / FULL.counts[ab & c].sum()

    assert np.exp(found.intercept[place]) == pytest.approx(closed, rel=1e-6)


def test_a_model_that_leaves_the_unlisted_free_is_found_out() -> None:
    """A and B depend on each other and C shares nobody with either: any number of unlisted fits as well."""
    found = loglinear.fitted(SPARSE)

    assert not found.usable[found.models[:, 0]].any()


def test_a_model_whose_terms_cannot_be_told_apart_has_no_maximum() -> None:
    design = np.column_stack([np.ones(4), np.arange(4.0), np.arange(4.0)])

    assert not has_maximum(design, np.ones(4))


def test_a_zero_margin_has_no_maximum_and_a_zero_cell_may() -> None:
    design = np.column_stack([np.ones(4), [0, 0, 1, 1], [0, 1, 0, 1]]).astype(float)

    assert not has_maximum(design, np.array([5.0, 3.0, 0.0, 0.0]))
    assert has_maximum(design, np.array([5.0, 3.0, 2.0, 0.0]))


def test_independence_is_preferred_where_it_holds() -> None:
    table = POPULATIONS["A"].table(20_000, np.random.default_rng(1))
    result = loglinear.fit(table, settings=Settings(), rng=np.random.default_rng(1))

    assert result.interval is not None
    assert result.interval[0] <= 20_000 <= result.interval[1]
    assert result.diagnostics["evidence_of_dependence"] < 6


def test_dependence_is_found_where_it_holds() -> None:
    table = POPULATIONS["F"].table(5_000, np.random.default_rng(1))
    result = loglinear.fit(table, settings=Settings(), rng=np.random.default_rng(1))

    assert result.interval is not None
    assert result.interval[0] <= 5_000 <= result.interval[1]
    assert result.diagnostics["evidence_of_dependence"] > 6


def test_the_search_on_five_lists_finds_what_trying_all_models_finds() -> None:
    table = POPULATIONS["B"].table(3_000, np.random.default_rng(1))
    design, counts = loglinear._design(table)
    codes = np.arange(2**10)
    every = loglinear._newton(design, counts, (codes[:, None] >> np.arange(10) & 1).astype(bool))

    searched = loglinear.fitted(table)

    assert searched.aic[searched.usable].min() == pytest.approx(every.aic[every.usable].min(), abs=1e-6)
    assert searched.bic[searched.usable].min() == pytest.approx(every.bic[every.usable].min(), abs=1e-6)
