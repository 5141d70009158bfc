"""A case's whole and its strata: sums, what is filled in, and that one stratum does not disturb another."""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
import pytest

from tollbook import estimation
from tollbook.estimation import Settings, by_stratum
from tollbook.model.case import Case
from tollbook.model.estimate import Estimate
from tollbook.model.lists import Coverage, Source
from tollbook.model.period import Period
from tollbook.model.tables import PEOPLE, conform

LISTS = {name: Source(name, name, name) for name in "abc"}
QUICK = Settings(methods=("decomposable_graphs", "log_linear", "chao_lower_bound"), draws=2_000)
STATUS = ("armed_forces", "civilian")


def invented(rng: np.random.Generator, dead: int, *, hidden: float = 0.0) -> tuple[pl.DataFrame, dict[str, int]]:
    """Invented dead on three independent lists; a list that hides status more often than others."""
    status = rng.choice(STATUS, dead, p=(0.3, 0.7))
    year = rng.choice(["2015", "2016"], dead)
    chance = np.where(status == "civilian", 0.5, 0.35)
    held = rng.random((dead, 3)) < chance[:, None]
    unknown = rng.random(dead) < np.where(held[:, 0], 2 * hidden, hidden)
    rows = [
        {
            "sources": [name for name, on in zip("abc", row, strict=True) if on],
            "people": 1,
            "name_latin": "invented",
            "status": None if gone else str(what),
            "year": str(when),
        }
        for row, what, when, gone in zip(held, status, year, unknown, strict=True)
        if row.any()
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame = frame.with_columns(pl.format("p{}", pl.int_range(pl.len())).alias("person_id"))
    return conform(frame, PEOPLE, table="people"), {name: int((status == name).sum()) for name in STATUS}


def estimates(people: pl.DataFrame, *strata: str, imputations: int = 20) -> tuple[dict[str, Estimate], tuple]:
    case = Case("invented", "?", strata=strata, imputations=imputations)
    return by_stratum(estimation.People(people, people, []), LISTS, case=case, settings=QUICK)


def test_the_sum_of_strata_agrees_with_the_whole_and_is_a_sum_of_draws() -> None:
    people, _ = invented(np.random.default_rng(1), 3_000)

    made, (by_status, by_both) = estimates(people, "status", "status+year")

    whole = made["all"].headline
    assert whole is not None
    assert by_status.documented == by_both.documented == made["all"].documented
    assert len(by_both.estimated) == 4
    for summed in (by_status, by_both):
        assert summed.median == pytest.approx(whole.median, rel=0.03)
        assert summed.interval[0] < 3_000 < summed.interval[1]
        assert (summed.draws >= summed.documented).all()
    means = [made[name].headline.mean for name in by_status.estimated]
    assert by_status.mean == pytest.approx(sum(means), rel=0.005)


def test_missing_status_is_filled_in_and_the_truth_recovered_where_leaving_it_out_misses_it() -> None:
    people, truth = invented(np.random.default_rng(2), 4_000, hidden=0.2)

    filled, (summed,) = estimates(people, "status")
    left_out, (floor,) = estimates(people, "status", imputations=0)

    for name in STATUS:
        one, other = filled[f"status={name}"], left_out[f"status={name}"]
        assert one.headline is not None
        assert other.headline is not None
        assert one.headline.interval[0] < truth[name] < one.headline.interval[1]
        assert other.headline.interval[1] < truth[name]
        assert one.documented == other.documented
        assert one.filled["people"] > 0
        assert one.headline.diagnostics["share of variance"]["imputation"] > 0
        assert (one.headline.draws >= one.documented).all()
    assert summed.beside == 0
    assert floor.beside == summed.documented - sum(one.documented for name, one in left_out.items() if name != "all")
    assert floor.is_floor


def test_a_stratum_more_changes_no_other_and_rows_may_stand_in_any_order() -> None:
    people, _ = invented(np.random.default_rng(3), 1_500)

    first, _ = estimates(people, "status")
    second, _ = estimates(people.sample(fraction=1, shuffle=True, seed=1), "year", "status")

    for name, one in first.items():
        assert one.headline.draws.tolist() == second[name].headline.draws.tolist()


def test_a_stratum_that_cannot_be_estimated_counts_with_its_documented_people() -> None:
    people, _ = invented(np.random.default_rng(4), 1_500)
    few = people.head(6).with_columns(status=pl.lit("other_protected"), sources=pl.lit(["a"]))

    made, (summed,) = estimates(pl.concat([people, few.with_columns(person_id="person_id" + pl.lit("x"))]), "status")

    assert not made["status=other_protected"].is_estimable
    assert summed.not_estimable == {"status=other_protected": 6}
    assert summed.documented == people.height + 6
    assert summed.draws.min() >= summed.documented


def test_a_list_is_left_out_of_the_years_that_it_does_not_cover() -> None:
    people, _ = invented(np.random.default_rng(5), 800)
    lists = LISTS | {"d": Source("d", "d", "d", coverage=Coverage(period=Period(None, date(2015, 12, 31))))}
    case = Case("invented", "?", period=Period(None, date(2016, 6, 30)), strata=("year",))

    made, _ = by_stratum(estimation.People(people, people, []), lists, case=case, settings=QUICK)

    assert "d" not in made["year=2015"].dropped or "holds nobody" in made["year=2015"].dropped["d"]
    assert made["year=2016"].dropped["d"] == "covers to 2015-12-31, not all of 2016-01-01 to 2016-06-30"


def test_slow_sensitivity_is_run_for_the_whole_alone() -> None:
    people, _ = invented(np.random.default_rng(6), 600)
    first: dict[str, Estimate] = {}
    asked: list[str] = []

    def keep(key: str, make: Callable[[], Estimate]) -> Estimate:
        return first.setdefault(key, make())

    def only_ask(key: str, make: Callable[[], Estimate]) -> Estimate:
        asked.append(key)
        return next(iter(first.values()))

    for sensitivity, kept in ((False, keep), (True, only_ask)):
        case = Case("invented", "?", strata=("status",), sensitivity=sensitivity)
        by_stratum(estimation.People(people, people, []), LISTS, case=case, settings=QUICK, kept=kept)

    assert [key in first for key in asked] == [False, True, True]


def test_thresholds_of_linkage_are_tried_on_the_whole_alone() -> None:
    people, _ = invented(np.random.default_rng(1), 1_500)
    kept = ["people", "outside", "sources", "name_ar", "name_latin", "death_from", "death_to", "status"]
    settled, open_ones = people[200:], people.select(kept)
    cuts = [open_ones[200 - 40 * number : 200] for number in range(5)]  # the higher the threshold, the more people
    case = Case("invented", "?", strata=("status",), imputations=0)

    made, _ = by_stratum(estimation.People(people, settled, [], cuts), LISTS, case=case, settings=QUICK)

    medians = list(made["all"].sensitivity["linkage_threshold"].values())
    assert len(medians) == 5
    assert medians == sorted(medians)
    assert "linkage_threshold" not in made["status=civilian"].sensitivity
