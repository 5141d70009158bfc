"""Tables that are unlike any study: each ends in a coded refusal or in an answer that holds together."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.estimation import Settings, as_json, estimate
from tollbook.estimation.tables import from_people
from tollbook.model.estimate import CaptureTable, Estimate

QUICK = Settings(effective=400, draws=500, sweeps=3_000)
Held = npt.NDArray[np.bool_]


def _people(chances: list[float], people: int = 2_000) -> Held:
    return np.random.default_rng(5).random((people, len(chances))) < np.array(chances)


def _nested() -> Held:
    held = _people([0.4, 0.4, 0.3, 0.3])
    held[:, 1] &= held[:, 0]
    return held


def _nested_chain() -> Held:
    held = _people([0.6, 0.6, 0.6, 0.6])
    for j in (1, 2, 3):
        held[:, j] &= held[:, j - 1]
    return held


def _copied() -> Held:
    held = _people([0.4, 0.4, 0.3, 0.3])
    held[:, 1] = held[:, 0]
    return held


def _apart_in_pairs() -> Held:
    held = _people([0.4, 0.4, 0.3, 0.3])
    held[held[:, 0], 1] = False
    held[held[:, 2], 3] = False
    return held


def _only_on_all(together: int) -> Held:
    held = _people([0.3, 0.3, 0.3, 0.3])
    held[held.sum(axis=1) > 1] = False
    held[:together] = True
    return held


TABLES: dict[str, Callable[[], Held]] = {
    "one list inside another": _nested,
    "each list inside the one before": _nested_chain,
    "two lists of the same people": _copied,
    "lists that share nobody in pairs": _apart_in_pairs,
    "one person on all lists only": lambda: _only_on_all(1),
    "thirty on all lists, no other overlap": lambda: _only_on_all(30),
    "one giant list": lambda: _people([0.9, 0.02, 0.02, 0.02]),
    "everybody on every list": lambda: np.ones((30, 4), dtype=np.bool_),
    "nearly everybody on every list": lambda: _people([0.99] * 4, 300),
    "five people": lambda: np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1], [1, 0, 0]], dtype=np.bool_),
    "very short lists": lambda: _people([0.02, 0.015, 0.02, 0.01], 40_000),
    "twelve lists": lambda: _people([0.1] * 12, 300),
    "twenty lists, five of them empty": lambda: _people([0.3 * 0.7**j for j in range(15)] + [0.0] * 5, 600),
}


def _answered(table: CaptureTable) -> Estimate:
    return estimate(table, rng=np.random.default_rng(1), settings=QUICK)


def _holds_together(found: Estimate, n: int) -> None:
    if found.headline is None:
        assert found.checks[0].code in {"E1", "E2", "E3", "W3"}
        assert found.rule
        return
    assert found.headline.interval is not None
    low, high = found.headline.interval
    assert n <= low <= found.headline.median <= high < 1e15
    for result in found.methods.values():
        assert np.isfinite(result.median)
        assert result.draws is None or (np.isfinite(result.draws).all() and result.draws.min() >= n)


@pytest.mark.parametrize("name", TABLES)
def test_an_odd_table_gets_a_refusal_or_an_answer_that_holds_together(name: str) -> None:
    held = TABLES[name]()
    table = from_people(held, tuple("ABCDEFGHIJKLMNOPQRST"[: held.shape[1]]))

    _holds_together(_answered(table), table.n)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [2_000, 100_000])
def test_ten_million_people_are_no_harder_than_a_thousand(scale: int) -> None:
    table = from_people(_people([0.3, 0.2, 0.25, 0.1], 200), tuple("ABCD"))
    many = replace(table, counts=table.counts * scale)

    _holds_together(_answered(many), many.n)


@settings(max_examples=4, deadline=None)
@given(
    counts=st.lists(st.integers(0, 40), min_size=15, max_size=15).filter(lambda counts: sum(counts[4:]) > 30),
    order=st.permutations(range(4)),
    rows=st.randoms(use_true_random=False),
)
def test_the_order_of_lists_and_rows_changes_no_draw(counts: list[int], order: list[int], rows: object) -> None:
    codes = np.arange(1, 16)
    held = (codes[:, None] >> np.arange(4) & 1).astype(np.bool_)
    people = np.array(counts, dtype=np.int64)
    table = CaptureTable(("A", "B", "C", "D"), held[people > 0], people[people > 0])
    places = list(range(len(table.counts)))
    rows.shuffle(places)  # type: ignore[attr-defined]
    turned = CaptureTable(tuple(table.lists[j] for j in order), table.patterns[places][:, order], table.counts[places])

    first, second = _answered(table), _answered(turned)

    assert first.methods.keys() == second.methods.keys()
    for name, result in first.methods.items():
        other = second.methods[name]
        assert (result.draws is None) == (other.draws is None)
        assert result.draws is None or (result.draws == other.draws).all()
    shown, again = as_json(first), as_json(second)
    assert sorted(shown.pop("lists")) == sorted(again.pop("lists"))
    assert shown == again
