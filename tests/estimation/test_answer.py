"""What `estimate` says: refusals without a number, one headline by a stated rule, the same whatever the order."""

import json

import numpy as np
import polars as pl
import pytest

from tollbook.errors import EstimationError
from tollbook.estimation import Settings, as_json, capture_table, estimate
from tollbook.estimation.simulation import POPULATIONS, without_overlap
from tollbook.model.estimate import CaptureTable, Estimate
from tollbook.model.vocabulary import Severity

QUICK = Settings(effective=400, draws=500)
NAMES = ("A", "B", "C", "D")


def table_of(cells: dict[str, int]) -> CaptureTable:
    frame = pl.DataFrame(
        {
            **{name: [cell[j] for cell in cells] for j, name in enumerate(NAMES[: len(next(iter(cells)))])},
            "count": [str(count) for count in cells.values()],
        }
    )
    return capture_table(frame, where="a test")


def answered(table: CaptureTable, settings: Settings = QUICK) -> Estimate:
    return estimate(table, rng=np.random.default_rng(19481210), settings=settings)


REFUSED = {
    "no overlap": ({"100": 40, "010": 40, "001": 40}, "E2"),
    "one list empty": ({"100": 60, "010": 50, "110": 30}, "E1"),
    "one person on all lists only": ({"100": 400, "010": 400, "001": 400, "111": 1}, "E2"),
    "the artificial table of Chan and others": ({"100": 40, "010": 30, "001": 20, "110": 6}, "E2"),
    "a large list apart": ({"1000": 90, "0100": 90, "0010": 90, "0001": 90, "1100": 30, "0110": 30, "1010": 20}, "E2"),
    "two pairs of lists": ({"1000": 90, "0100": 90, "1100": 40, "0010": 80, "0001": 70, "0011": 30}, "E2"),
    "a third list of four people": ({"110": 40, "100": 90, "010": 80, "111": 2, "001": 2}, "E1"),
    "a list that copies another": ({"100": 200, "011": 200, "111": 90}, "E1"),
    "nine people on two lists": ({"100": 50, "010": 50, "001": 50, "110": 3, "011": 3, "101": 3}, "E2"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_that_says_nothing_of_the_unlisted_gets_no_number(name: str) -> None:
    cells, code = REFUSED[name]
    table = table_of({cell + "0" if name == "one list empty" else cell: count for cell, count in cells.items()})

    found = answered(table)
    shown = as_json(found)

    assert not found.is_estimable
    assert found.checks[0].code == code
    assert found.checks[0].severity is Severity.REFUSE
    assert found.checks[0].mend
    assert shown["headline"] is None
    assert shown["methods"] == {}
    assert shown["n"] == table.n


@pytest.mark.parametrize("seed", range(10))
def test_lists_that_share_nobody_are_always_refused(seed: int) -> None:
    assert not answered(without_overlap(120 * (seed + 1), np.random.default_rng(seed))).is_estimable


def test_two_lists_get_chapman_beside_a_refusal() -> None:
    found = answered(table_of({"10": 80, "01": 50, "11": 20}))

    assert found.headline is None
    assert found.checks[0].code == "E1"
    assert found.methods["chapman"].diagnostics["rests_on_independence"]


def test_an_empty_list_among_four_is_dropped_with_its_reason() -> None:
    full = {f"{code:03b}0": 20 + code for code in range(1, 8)}

    found = answered(table_of(full))

    assert found.dropped == {"D": "holds nobody here"}
    assert found.is_estimable


def test_the_order_of_lists_and_rows_changes_nothing() -> None:
    table = POPULATIONS["A"].table(400, np.random.default_rng(1))
    turned = CaptureTable(("D", "B", "A", "C"), table.patterns[::-1][:, [3, 1, 0, 2]], table.counts[::-1])

    first, second = as_json(answered(table)), as_json(answered(turned))

    assert first.pop("lists") == ["A", "B", "C", "D"]
    assert second.pop("lists") == ["D", "B", "A", "C"]
    assert first == second


def test_the_same_seed_gives_the_same_bytes() -> None:
    table = POPULATIONS["A"].table(400, np.random.default_rng(2))

    assert json.dumps(as_json(answered(table))) == json.dumps(as_json(answered(table)))


def test_the_headline_says_by_which_rule_it_was_chosen() -> None:
    found = answered(POPULATIONS["A"].table(800, np.random.default_rng(3)))

    assert found.headline is not None
    assert found.headline.method == "latent_classes"
    assert "four lists or more" in found.rule
    assert found.headline.interval is not None
    assert found.headline.interval[0] <= 800 <= found.headline.interval[1]


def test_three_lists_lean_on_decomposable_graphs() -> None:
    found = answered(POPULATIONS["F"].table(800, np.random.default_rng(3)))

    assert found.headline is not None
    assert found.headline.method == "decomposable_graphs"
    assert "three lists" in found.rule


def test_the_same_people_in_every_list_leave_nobody_out() -> None:
    found = answered(table_of({"111": 50, "110": 12, "101": 9, "011": 11, "100": 4, "010": 3, "001": 2}))

    assert found.headline is not None
    assert found.headline.median < 1.1 * found.table.n


def test_no_draw_of_any_method_is_below_the_documented_count() -> None:
    found = answered(POPULATIONS["C"].table(500, np.random.default_rng(3)))

    for result in found.methods.values():
        assert result.draws is not None
        assert result.draws.min() >= found.table.n


def test_an_unknown_method_is_refused_with_those_that_exist() -> None:
    with pytest.raises(EstimationError, match="'guess' is no method") as caught:
        answered(table_of({"100": 5, "010": 5, "111": 30}), Settings(methods=("guess",)))

    assert "latent_classes" in caught.value.mend


@pytest.mark.parametrize(
    "wrong", [{"level": 1.0}, {"delta": 0.0}, {"classes": 0}, {"chains": 1}, {"draws": 1}, {"sweeps": 1}]
)
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(EstimationError, match="out of range"):
        Settings(**wrong)  # type: ignore[arg-type] # that is the test


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"methods": "log_linear"}, "is a text"), ({"classes": 2.5}, "no whole number"), ({"draws": 1e3}, "whole number")],
)
def test_settings_of_another_type_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(EstimationError, match=message):
        Settings(**wrong)  # type: ignore[arg-type] # that is the test


def test_a_grid_that_does_not_increase_is_refused() -> None:
    with pytest.raises(EstimationError, match="increase"):
        Settings(grid=np.array([3, 2]))


def test_the_json_holds_only_plain_values() -> None:
    shown = json.loads(json.dumps(as_json(answered(POPULATIONS["A"].table(500, np.random.default_rng(5))))))

    assert set(shown) >= {"n", "lists", "estimable", "headline", "methods", "checks"}
    assert set(shown["headline"]) == {"method", "median", "mean", "interval", "level"}
    for method in shown["methods"].values():
        assert set(method) == {"median", "mean", "interval", "level", "diagnostics"}
    assert {"rhat", "ess_bulk", "ess_tail"} <= set(shown["methods"]["latent_classes"]["diagnostics"])
