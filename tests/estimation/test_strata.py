"""Strata add up draw by draw; one without an estimate counts with its documented dead and is named."""

from dataclasses import replace

import numpy as np
import pytest

from tollbook.estimation import Settings, estimate, total
from tollbook.estimation.simulation import POPULATIONS, without_overlap

QUICK = Settings(effective=400, draws=1_000, methods=("decomposable_graphs", "log_linear"))


def test_strata_of_one_population_add_up_to_the_whole() -> None:
    whole = POPULATIONS["A"].table(3_000, np.random.default_rng(1))
    parts = {str(part): POPULATIONS["A"].table(1_000, np.random.default_rng(part)) for part in range(3)}
    found = {name: estimate(table, rng=np.random.default_rng(1), settings=QUICK) for name, table in parts.items()}

    added = total(found, rng=np.random.default_rng(1))
    alone = estimate(whole, rng=np.random.default_rng(1), settings=QUICK)

    assert alone.headline is not None
    assert added.documented == sum(table.n for table in parts.values())
    assert added.draws.min() >= added.documented
    assert added.interval[0] <= 3_000 <= added.interval[1]
    assert added.median == pytest.approx(alone.headline.median, rel=0.08)
    assert not added.is_floor


def test_a_stratum_that_cannot_be_estimated_is_a_floor_and_is_named() -> None:
    tables = {
        "good": POPULATIONS["A"].table(600, np.random.default_rng(1)),
        "bad": without_overlap(70, np.random.default_rng(1)),
    }
    found = {name: estimate(table, rng=np.random.default_rng(1), settings=QUICK) for name, table in tables.items()}

    added = total(found, rng=np.random.default_rng(1))

    assert added.not_estimable == {"bad": 70}
    assert added.estimated == ("good",)
    assert added.is_floor
    assert added.draws.min() >= tables["good"].n + 70

    filled = {**found, "bad": replace(found["bad"], filled={"people": 5})}
    more = total(filled, rng=np.random.default_rng(1))
    assert more.not_estimable == {"bad": 70}
    assert (more.draws == added.draws + 5).all()


def test_fewer_draws_than_tables_still_make_a_sum() -> None:
    one = estimate(POPULATIONS["A"].table(600, np.random.default_rng(1)), rng=np.random.default_rng(1), settings=QUICK)
    assert one.headline is not None
    over = replace(one, headline=replace(one.headline, diagnostics={"tables": {"all": 500, "refused": 0}}))

    added = total({"a": over, "b": over}, rng=np.random.default_rng(1), draws=100)

    assert added.draws.shape == (500,)


def test_the_order_of_strata_changes_nothing() -> None:
    tables = {str(part): POPULATIONS["A"].table(500, np.random.default_rng(part)) for part in range(3)}
    found = {name: estimate(table, rng=np.random.default_rng(1), settings=QUICK) for name, table in tables.items()}

    first = total(found, rng=np.random.default_rng(1))
    second = total(dict(reversed(found.items())), rng=np.random.default_rng(1))

    assert (first.draws == second.draws).all()
