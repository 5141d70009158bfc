"""Many tables of the same people become one posterior that is as wide as their differences make it."""

import numpy as np
import pytest

from tollbook.errors import EstimationError
from tollbook.estimation import Settings, decomposable, latent, pooled
from tollbook.estimation.pareto import smoothed
from tollbook.estimation.pooling import RATIO, _shares
from tollbook.estimation.simulation import POPULATIONS, without_overlap
from tollbook.model.estimate import CaptureTable

RNG = np.random.default_rng(19481210)
BASE = POPULATIONS["A"].table(800, np.random.default_rng(1))


def shaken(table: CaptureTable, seed: int, share: float = 0.02) -> CaptureTable:
    """As linkage would: some people on several lists come apart into people on one list each."""
    rng = np.random.default_rng(seed)
    counts = table.counts.copy()
    single = {int(np.flatnonzero(p)[0]): place for place, p in enumerate(table.patterns) if p.sum() == 1}
    for place, pattern in enumerate(table.patterns):
        if pattern.sum() > 1:
            apart = rng.binomial(counts[place] - 1, share)
            counts[place] -= apart
            for j in np.flatnonzero(pattern):
                counts[single[int(j)]] += apart
    return CaptureTable(table.lists, table.patterns, counts)


def test_one_table_many_times_is_that_table() -> None:
    alone = decomposable.fit(BASE, settings=Settings(), rng=np.random.default_rng(1))

    found = pooled([BASE] * 50, rng=np.random.default_rng(1))

    assert alone.interval is not None
    assert found.tables["distinct"] == 1
    assert found.median == pytest.approx(alone.median, rel=0.01)
    assert found.interval == pytest.approx(alone.interval, rel=0.02)
    assert found.shares["linkage"] == pytest.approx(0, abs=0.02)
    assert found.checks == ()


def test_tables_that_differ_widen_the_interval_and_say_why() -> None:
    tables = [shaken(BASE, seed, share=0.3 * (seed % 4) / 3) for seed in range(60)]

    found = pooled(tables, rng=np.random.default_rng(1))
    narrow = pooled([tables[0]] * 60, rng=np.random.default_rng(1))

    assert found.interval[1] - found.interval[0] > narrow.interval[1] - narrow.interval[0]
    assert found.shares["linkage"] > 0.3
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.documented[1] < found.documented[2]


def test_imputation_has_its_own_share() -> None:
    more = CaptureTable(BASE.lists, BASE.patterns, BASE.counts * 2)
    tables = [table for table in (BASE, more) for _ in range(30)]

    found = pooled(tables, rng=np.random.default_rng(1), imputations=[0] * 30 + [1] * 30)

    assert found.shares["imputation"] > 0.9
    assert [check.code for check in found.checks] == ["W9"]


@pytest.mark.parametrize(("per_imputation", "linkage"), [(10, 0.2), (10, 0.0), (1, 0.0)])
def test_shares_of_variance_are_those_by_which_draws_were_made(per_imputation: int, linkage: float) -> None:
    rng = np.random.default_rng(19481210)
    groups = np.repeat(np.arange(400), per_imputation)
    middle = rng.normal(9, 0.15, 400)[groups] + rng.normal(0, linkage, len(groups))
    parts = np.exp(rng.normal(middle[:, None], 0.3, (len(groups), 40)))

    shares, between = _shares(parts, groups)

    whole = 0.15**2 + linkage**2 + 0.3**2
    assert shares["imputation"] == pytest.approx(0.15**2 / whole, abs=0.03)
    assert shares["linkage"] == pytest.approx(linkage**2 / whole, abs=0.03)
    assert between == pytest.approx(0.15**2 + linkage**2, rel=0.2)
    assert np.log(parts).var() == pytest.approx(whole, rel=0.1)


def test_a_wide_posterior_alone_is_no_doubt_about_linkage() -> None:
    wide = np.exp(np.random.default_rng(1).normal(9, 0.6, (200, 20)))

    _, between = _shares(wide, np.zeros(200, dtype=np.int64))

    assert np.exp(3.92 * np.sqrt(between)) < RATIO


def test_the_same_seed_pools_to_the_same_draws() -> None:
    tables = [shaken(BASE, seed) for seed in range(20)]

    first, second = (pooled(tables, rng=np.random.default_rng(3)).draws for _ in range(2))

    assert (first == second).all()


def test_tables_that_are_refused_are_counted_and_none_left_is_an_error() -> None:
    apart = without_overlap(200, np.random.default_rng(1))

    assert pooled([BASE, apart], rng=RNG).tables["refused"] == 1
    with pytest.raises(EstimationError, match="none of 2 tables"):
        pooled([apart, apart], rng=RNG)


def test_a_method_that_cannot_be_pooled_is_refused() -> None:
    with pytest.raises(EstimationError, match="cannot be pooled"):
        pooled([BASE], rng=RNG, method="chapman")


def test_reweighted_latent_classes_agree_with_fitting_each_table() -> None:
    tables = [shaken(BASE, seed, share=0.03) for seed in range(6)]
    settings = Settings(effective=400, draws=6_000)
    each = [
        latent.fit(table, settings=Settings(effective=400, draws=500), rng=np.random.default_rng(seed)).draws
        for seed, table in enumerate(tables)
    ]
    fitted = np.concatenate([draws for draws in each if draws is not None])

    found = pooled(tables, rng=np.random.default_rng(2), settings=settings, method=latent.NAME)

    assert found.tables["reweighted"] > 0
    assert found.median == pytest.approx(float(np.median(fitted)), rel=0.02)
    assert found.interval == pytest.approx(tuple(np.quantile(fitted, [0.025, 0.975])), rel=0.03)


def test_people_outside_the_lists_bend_pooled_classes_as_they_bend_fitted_ones() -> None:
    least = CaptureTable(BASE.lists, BASE.patterns, BASE.counts, outside=800 - BASE.n)  # about the median unlisted
    settings = Settings(effective=400, draws=4_000)
    alone = latent.fit(least, settings=settings, rng=np.random.default_rng(1))

    found = pooled([least], rng=np.random.default_rng(2), settings=settings, method=latent.NAME)

    assert found.draws.min() >= 800
    assert (found.draws == 800).mean() < 0.1
    assert found.median == pytest.approx(alone.median, rel=0.01)
    assert alone.interval is not None
    assert found.interval == pytest.approx(alone.interval, rel=0.02)


@pytest.mark.parametrize(("shape", "draws"), [(0.2, 4_000), (0.5, 4_000), (0.9, 20_000)])
def test_pareto_k_is_found(shape: float, draws: int) -> None:
    rng = np.random.default_rng(1)
    ratios = (rng.random(draws) ** -shape - 1) / shape + 1

    weights, found = smoothed(np.log(ratios))

    assert found == pytest.approx(shape, abs=0.2)
    assert weights.sum() == pytest.approx(1)


def test_equal_weights_stay_equal() -> None:
    weights, shape = smoothed(np.zeros(1_000))

    assert shape == 0
    assert weights == pytest.approx(np.full(1_000, 1e-3))
