"""Checks warn where they should, and stay silent where nothing is wrong."""

import numpy as np
import pytest

from tollbook.estimation import Settings, estimate
from tollbook.estimation.predictive import fitness
from tollbook.estimation.simulation import POPULATIONS
from tollbook.estimation.warnings import reviewed
from tollbook.model.estimate import CaptureTable, Estimate
from tollbook.model.vocabulary import Severity

QUICK = Settings(effective=400, draws=500)
FAST = Settings(draws=500, methods=("decomposable_graphs", "log_linear", "chao_lower_bound"))


def codes(found: Estimate, severity: Severity = Severity.WARN) -> set[str]:
    return {check.code for check in found.checks if check.severity is severity}


def alarmed(population: str, people: int, seed: int, settings: Settings) -> set[str]:
    table = POPULATIONS[population].table(people, np.random.default_rng([seed, people]))
    found = estimate(table, rng=np.random.default_rng(seed), settings=settings)
    return codes(found) | codes(found, Severity.REFUSE)


def test_independent_lists_raise_an_alarm_in_at_most_two_of_forty() -> None:
    raised = [alarmed("A", 1_000, seed, FAST) for seed in range(40)]

    assert sum(bool(codes) for codes in raised) <= 2


def test_a_class_that_hardly_any_list_finds_is_warned_of() -> None:
    raised = [alarmed("E", 2_000, seed, FAST) for seed in range(20)]

    assert sum("W11" in codes for codes in raised) >= 18


def test_methods_that_disagree_are_told() -> None:
    assert "W5" in alarmed("B", 2_000, 1, QUICK)


def test_a_lower_bound_above_the_first_answer_is_a_disagreement() -> None:
    cells = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    table = CaptureTable(("A", "B", "C"), np.array(cells, dtype=np.bool_), np.array([2, 80, 60, 20, 15, 12, 5]))

    found = estimate(table, rng=np.random.default_rng(1), settings=FAST)

    said = next(check.text for check in found.checks if check.code == "W5")
    assert found.headline is not None
    assert found.methods["chao_lower_bound"].interval[0] > found.headline.interval[1]  # type: ignore[index]
    assert "chao_lower_bound says" in said


def test_others_may_be_wrong_about_a_list_as_far_as_chance_goes() -> None:
    table = POPULATIONS["A"].table(800, np.random.default_rng(1))
    wrong = {"holds": 40, "others_say": 70.0, "error": 0.75}

    by_chance = reviewed(table, {}, {"each_list_as_population": {"A": wrong | {"interval": [38, 190]}}}, headline=None)
    surely = reviewed(table, {}, {"each_list_as_population": {"A": wrong | {"interval": [55, 90]}}}, headline=None)

    assert not by_chance
    assert [check.code for check in surely] == ["W8"]


def test_a_list_left_out_and_a_list_as_the_population_are_shown() -> None:
    found = estimate(POPULATIONS["A"].table(800, np.random.default_rng(1)), rng=np.random.default_rng(1), settings=FAST)

    assert set(found.sensitivity["without_list"]) == set("ABCD")
    for told in found.sensitivity["each_list_as_population"].values():
        assert told["others_say"] == pytest.approx(told["holds"], rel=0.35)
    assert [row["xi"] for row in found.sensitivity["xi"]] == [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0]


def test_bending_nothing_leaves_log_linear_models_as_they_are() -> None:
    found = estimate(POPULATIONS["A"].table(800, np.random.default_rng(1)), rng=np.random.default_rng(1), settings=FAST)
    unbent = next(row for row in found.sensitivity["xi"] if row["xi"] == 1.0)
    doubled = next(row for row in found.sensitivity["xi"] if row["xi"] == 2.0)

    median = found.methods["log_linear"].median
    assert unbent["median"] == pytest.approx(median)
    assert doubled["median"] - found.table.n == pytest.approx(2 * (median - found.table.n))


def test_slow_sensitivity_is_made_where_it_is_asked_for() -> None:
    table = POPULATIONS["A"].table(300, np.random.default_rng(1))
    seen: list[str] = []

    found = estimate(
        table,
        rng=np.random.default_rng(1),
        settings=Settings(effective=400, draws=500, sweeps=4_000, sensitivity=True),
        progress=lambda label, done, of: seen.append(label),
    )

    assert set(found.sensitivity["classes"]) == {"2", "5", "10", "20"}
    assert "sensitivity" in seen


def test_a_weak_list_is_noted_and_the_estimate_goes_on() -> None:
    table = POPULATIONS["A"].table(800, np.random.default_rng(1))
    wider = np.column_stack([table.patterns, np.zeros(len(table.counts), dtype=bool)])
    lone = np.zeros((1, 5), dtype=bool)
    lone[0, 4] = True
    counts = np.append(table.counts, 2)
    weak = CaptureTable((*table.lists, "W"), np.concatenate([wider, lone]), counts)

    found = estimate(weak, rng=np.random.default_rng(1), settings=QUICK)

    assert found.is_estimable
    assert any(check.code == "W1" and "W" in check.text for check in found.checks)


def test_a_total_below_those_documented_elsewhere_is_not_possible() -> None:
    table = POPULATIONS["A"].table(800, np.random.default_rng(1))
    beside = CaptureTable(table.lists, table.patterns, table.counts, outside=900)

    found = estimate(beside, rng=np.random.default_rng(1), settings=QUICK)

    for result in found.methods.values():
        if result.draws is not None and result.method in ("decomposable_graphs",):
            assert result.draws.min() >= table.n + 900
    assert "W10" in codes(found) | codes(found, Severity.NOTE) or found.headline is None


def test_a_model_that_made_the_table_fits_it_and_another_does_not() -> None:
    weights = np.ones((400, 1))
    right = np.broadcast_to(np.array([0.30, 0.25, 0.20, 0.35])[None, :, None], (400, 4, 1))
    table = POPULATIONS["A"].table(2_000, np.random.default_rng(1))

    good = fitness(table, weights, right, rng=np.random.default_rng(1)).worst
    bad = fitness(table, weights, np.full((400, 4, 1), 0.5), rng=np.random.default_rng(1)).worst

    assert good > 0.01
    assert bad < 0.001
