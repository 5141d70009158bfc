"""Every estimator on tiny tables against something slow and sure: enumeration, maximisation, draws from the prior.

Decomposable graphs have theirs in test_decomposable.py, one class and closed forms theirs in test_latent.py and
test_loglinear.py.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import hypergeom, nbinom

from tollbook.estimation import Settings, bounds, latent, loglinear
from tollbook.model.estimate import CaptureTable

CODES = np.arange(1, 8)
HELD = (CODES[:, None] >> np.arange(3) & 1).astype(np.bool_)
SETTINGS = Settings(draws=100)


def _table(counts: np.ndarray) -> CaptureTable:
    return CaptureTable(("A", "B", "C"), HELD[counts > 0], counts[counts > 0].astype(np.int64))


@pytest.mark.parametrize(("classes", "prior"), [(2, 1.0), (3, 0.5)])
def test_latent_classes_agree_with_weighted_draws_from_their_prior(classes: int, prior: float) -> None:
    """No chain, no slope: parameters from the prior, weighted by their likelihood, unlisted people summed exactly."""
    counts = np.array([4, 3, 5, 2, 1, 2, 3])
    size, n = 400_000, int(counts.sum())
    rng = np.random.default_rng(7)
    alpha = np.maximum(rng.gamma(0.25, 4.0, size), 1e-9)
    sticks = np.column_stack([rng.beta(1, alpha) for _ in range(classes - 1)] + [np.ones(size)])
    weights = sticks * np.cumprod(np.column_stack([np.ones(size), 1 - sticks[:, :-1]]), axis=1)
    chance = rng.beta(prior, prior, (size, 3, classes))
    cell = np.stack([(weights * np.where(held[:, None], chance, 1 - chance).prod(axis=1)).sum(axis=1) for held in HELD])
    listed = cell.sum(axis=0)
    log = counts @ np.log(np.maximum(cell, 1e-300)) - n * np.log(listed)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    assert 1 / (weight**2).sum() > 2_000  # worth that many draws: errors below are some 2 %

    settings = Settings(classes=classes, list_prior=prior, effective=4_000)
    found = latent.posterior(_table(counts), settings=settings, rng=np.random.default_rng(3)).unlisted.ravel()

    for unlisted in (2, 5, 10, 30, 100):
        exact = float(weight @ nbinom.cdf(unlisted, n, np.minimum(listed, 1.0)))
        assert (found <= unlisted).mean() == pytest.approx(exact, abs=0.035)


@pytest.mark.parametrize(("people", "first", "second"), [(12, 7, 5), (9, 5, 6), (20, 11, 9)])
def test_chapman_is_unbiased_over_all_that_two_lists_can_share(people: int, first: int, second: int) -> None:
    """Exact where the lists together are no shorter than the people; summed over the hypergeometric distribution."""
    mean = 0.0
    for both in range(max(0, first + second - people), min(first, second) + 1):
        counts = np.array([second - both, first - both, both])
        patterns = np.array([[False, True], [True, False], [True, True]])
        table = CaptureTable(("A", "B"), patterns[counts > 0], counts[counts > 0].astype(np.int64))
        found = bounds.chapman(table, settings=SETTINGS, rng=np.random.default_rng(1))
        mean += hypergeom.pmf(both, people, first, second) * found.median

    assert mean == pytest.approx(people, rel=1e-9)


@given(
    classes=st.lists(st.floats(-3.5, 2.0), min_size=1, max_size=4),
    sizes=st.lists(st.floats(-1.5, 1.5), min_size=3, max_size=8),
)
def test_chao_is_a_lower_bound_whatever_the_classes_and_the_sizes_of_lists(
    classes: list[float], sizes: list[float]
) -> None:
    """With the expected table of any classes whose odds of being on a list differ by one factor for all lists."""
    people, lists = 1e7, len(sizes)
    held = (np.arange(1, 2**lists)[:, None] >> np.arange(lists) & 1).astype(np.bool_)
    chance = expit(np.add.outer(classes, sizes))
    expected = people * np.where(held[None], chance[:, None], 1 - chance[:, None]).prod(axis=2).mean(axis=0)
    counts = expected.round().astype(np.int64)
    table = CaptureTable(tuple("ABCDEFGH"[:lists]), held[counts > 0], counts[counts > 0])

    found = bounds.chao(table, settings=SETTINGS, rng=np.random.default_rng(1))

    assert table.n <= found.median <= people * (1 + 1e-4)
    if len(set(classes)) == 1:
        assert found.median == pytest.approx(people, rel=0.01)


@given(counts=st.lists(st.integers(1, 60), min_size=7, max_size=7))
def test_log_linear_models_maximise_the_likelihood(counts: list[int]) -> None:
    people = np.array(counts)
    found = loglinear.fitted(_table(people))
    design = np.column_stack(
        [np.ones(7), HELD, HELD[:, 0] & HELD[:, 1], HELD[:, 0] & HELD[:, 2], HELD[:, 1] & HELD[:, 2]]
    )
    for model in (np.zeros(3, dtype=bool), np.array([True, False, False]), np.array([False, True, True])):
        columns = design[:, np.concatenate([np.ones(4, dtype=bool), model])].astype(float)
        best = minimize(
            lambda beta, columns=columns: float((np.exp(columns @ beta) - people * (columns @ beta)).sum()),
            np.append(np.log(people.mean()), np.zeros(columns.shape[1] - 1)),
            jac=lambda beta, columns=columns: columns.T @ (np.exp(columns @ beta) - people),
            method="BFGS",
            options={"gtol": 1e-6},
        )
        place = int(np.flatnonzero((found.models == model).all(axis=1))[0])

        assert found.intercept[place] == pytest.approx(best.x[0], abs=1e-3)
