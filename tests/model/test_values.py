from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import EstimationError, QuantityError, TableError, UnknownReferenceError
from tollbook.model.estimate import CaptureTable
from tollbook.model.lists import Coverage
from tollbook.model.period import Period
from tollbook.model.quantity import Quantity, unexplained
from tollbook.model.reference import KINDS, Reference, count_reference, parse
from tollbook.model.tables import PAIRS, conform, empty
from tollbook.model.vocabulary import Covers

people = st.integers(0, 10**7)
quantities = st.builds(
    lambda low, more: Quantity(low, None if more is None else low + more), people, st.none() | people
)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
periods = st.tuples(st.none() | days, st.none() | days).map(
    lambda ends: Period(*(ends if None in ends else sorted(ends, key=lambda day: day or date.min)))
)


@st.composite
def true_breakdowns(draw: st.DrawFn) -> tuple[Quantity, list[Quantity], int]:
    """A total and parts as printed, with bounds around true numbers, and how many people truly are in no part."""
    parts, rest = draw(st.lists(people, max_size=6)), draw(people)

    def printed(true: int) -> Quantity:
        above = draw(st.none() | st.integers(0, 1000))
        return Quantity(max(0, true - draw(st.integers(0, 1000))), None if above is None else true + above)

    return printed(sum(parts) + rest), [printed(part) for part in parts], rest


@given(true_breakdowns())
def test_parts_and_unexplained_make_the_total(breakdown: tuple[Quantity, list[Quantity], int]) -> None:
    whole, parts, rest = breakdown

    left = unexplained(whole, parts)

    assert left is not None
    assert left.low <= rest
    assert left.high is None or rest <= left.high


@given(st.lists(people, min_size=1), st.integers(1, 10**6))
def test_parts_that_are_sure_to_exceed_their_total_leave_nothing_to_explain(parts: list[int], excess: int) -> None:
    whole = max(0, sum(parts) - excess)

    left = unexplained(Quantity(whole, whole), [Quantity(part, part) for part in parts])

    assert (left is None) == (sum(parts) > whole)


def test_the_published_figures_of_december_2016_leave_at_most_5000_unexplained() -> None:
    parts = [Quantity(110_000, 110_000), Quantity(53_000, 53_000), Quantity(54_000, None), Quantity(90_000, 90_000)]

    assert unexplained(Quantity(312_000, 312_000), parts) == Quantity(0, 5_000)


def test_the_classes_of_the_release_make_its_total() -> None:
    classes = [90_506, 50_606, 2_602, 60_309, 42_627, 1_387, 5_330, 54_951, 3_683]

    assert unexplained(Quantity(312_001, 312_001), [Quantity(n, n) for n in classes]) == Quantity(0, 0)


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (5, 4)])
def test_a_quantity_that_contradicts_itself_is_refused(low: int, high: int) -> None:
    with pytest.raises(QuantityError):
        Quantity(low, high)


@given(periods, periods)
def test_periods_overlap_both_ways_or_not_at_all(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other) and other.contains(one):
        assert (one.first, one.last) == (other.first, other.last)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(TableError, match="ends"):
        Period(date(2016, 2, 1), date(2016, 1, 1))


@given(st.sampled_from(KINDS), st.text(min_size=1).filter(lambda text: text == text.strip()))
def test_a_reference_reads_back_as_it_was_printed(kind: str, rest: str) -> None:
    assert parse(str(Reference(kind, rest))) == Reference(kind, rest)


@pytest.mark.parametrize("text", ["", "toll", "toll:", "tolls:a/t1", ":x"])
def test_what_is_no_reference_is_refused_with_a_mend(text: str) -> None:
    with pytest.raises(UnknownReferenceError, match="mend"):
        parse(text)


def test_a_cell_of_what_is_not_stated_has_a_reference_of_its_own() -> None:
    assert str(count_reference("all", {"status": None})) == "count:all:status="
    assert str(count_reference("all", {})) == "count:all"


def test_a_capture_table_with_people_on_no_list_is_refused() -> None:
    with pytest.raises(EstimationError, match="no list"):
        CaptureTable(("a", "b"), np.array([[False, False]]), np.array([3]))


HELD = np.array([[0, 1], [1, 0], [1, 1]])


def test_a_capture_table_of_numbers_is_that_of_truths() -> None:
    made = CaptureTable(["a", "b"], HELD.tolist(), [3.0, 4.0, 5.0])  # type: ignore[arg-type] # as people write it

    assert made.lists == ("a", "b")
    assert made.patterns.dtype == np.bool_
    assert made.counts.tolist() == [3, 4, 5]
    assert made.counts[made.patterns[:, 0]].sum() == 9


@pytest.mark.parametrize(
    ("lists", "held", "counts", "message"),
    [
        (("a", "a"), HELD, [3, 4, 5], "same name"),
        (("a", "b"), HELD[[0, 1, 1]], [3, 4, 5], "same combination"),
        (("a", "b"), HELD * 2, [3, 4, 5], "0 and 1"),
        (("a", "b"), HELD, [3, -4, 5], "-4 in cell 2"),
        (("a", "b"), HELD, [3, 4, 5.6], "5.6 in cell 3"),
        (("a", "b"), HELD, [0, 4, 5], "0 in cell 1"),
        (("a", "b"), HELD, [3, 4, float("nan")], "nan in cell 3"),
        (("a", "b"), HELD, ["3", "4", "5"], "not a row of numbers"),
        (("a", "b"), HELD, [[3, 4, 5]], "not a row of numbers"),
        (("a", "b"), HELD, [3, 4], "one pattern a cell"),
    ],
)
def test_a_capture_table_that_contradicts_itself_is_refused(
    lists: tuple[str, ...], held: np.ndarray, counts: list[int], message: str
) -> None:
    with pytest.raises(EstimationError, match=message):
        CaptureTable(lists, held, np.array(counts))


def test_a_list_that_does_not_speak_of_a_value_is_unknown_there() -> None:
    coverage = Coverage(status={"civilian": Covers.YES, "*": Covers.NO})

    assert coverage.of("status", "civilian") is Covers.YES
    assert coverage.of("status", "armed_forces") is Covers.NO
    assert coverage.of("side", "any") is Covers.UNKNOWN


def test_a_table_gets_its_declared_columns_in_order_and_keeps_the_rest() -> None:
    made = conform(pl.DataFrame({"w_name": [1.5], "right": ["b"], "left": ["a"]}), PAIRS, table="pairs")

    assert made.columns == [*PAIRS, "w_name"]
    assert made["probability"].to_list() == [None]
    assert empty(PAIRS).columns == list(PAIRS)


def test_a_value_that_does_not_fit_its_column_is_an_error() -> None:
    with pytest.raises(TableError, match="pairs"):
        conform(pl.DataFrame({"match_weight": ["heavy"]}), PAIRS, table="pairs")
