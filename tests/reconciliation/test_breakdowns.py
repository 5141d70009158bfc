"""Totals and parts: exact, rounded, open, overlapping, too many, too few."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.check import Gap
from tollbook.model.document import Group
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Qualifier, Verdict

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("total", "parts", "verdict", "gap"),
    [
        (100, (60, 40), Verdict.CONSISTENT, Gap(0, 0)),
        (100, (61, 40), Verdict.UNKNOWN, Gap(-1, -1)),
        (101, (61, 43), Verdict.INCONSISTENT, Gap(-3, -3)),
        (12_000, (7_000, 4_000), Verdict.CONSISTENT, Gap(1_000, 1_000)),
        (12_000, (7_000, 2_000), Verdict.UNKNOWN, Gap(3_000, 3_000)),
    ],
)
def test_parts_are_added_and_rounding_is_granted(
    writer: Make, checks_of: Make, total: int, parts: tuple[int, ...], verdict: Verdict, gap: Gap
) -> None:
    made = writer("report")
    whole = made.toll(total, "people")
    for people in parts:
        made.toll(people, "fighters", parent=whole)

    check = checks_of([made.reading()])["breakdown-report-t1"]

    assert (check.verdict, check.gap) == (verdict, gap)


def test_children_and_women_are_not_added_to_fighters_and_civilians(writer: Make, checks_of: Make) -> None:
    made = writer("report")
    whole = made.toll(100, "people")
    made.toll(60, Group("civilians", status="civilian"), parent=whole)
    made.toll(40, Group("fighters"), parent=whole)
    made.toll(20, Group("children", age="children"), parent=whole)
    made.toll(15, Group("women", sex="female"), parent=whole)

    check = checks_of([made.reading()])["breakdown-report-t1"]

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(0, 0))
    assert "overlap" in check.reason


@pytest.mark.parametrize(
    "groups", [(Group("civilians"),), (Group("women", sex="female"), Group("children", age="child"))]
)
def test_one_class_of_a_kind_divides_nothing_and_is_not_called_consistent(
    writer: Make, checks_of: Make, groups: tuple[Group, ...]
) -> None:
    made = writer("report")
    whole = made.toll(82, "people")
    for group in groups:
        made.toll(13, group, parent=whole)

    assert "breakdown-report-t1" not in checks_of([made.reading()])


def test_a_total_without_an_upper_end_holds_any_parts(writer: Make, checks_of: Make) -> None:
    made = writer("report")
    whole = made.toll(50, "people", qualifier=Qualifier.AT_LEAST)
    made.toll(40, "civilians", parent=whole)
    made.toll(30, "fighters", parent=whole)

    check = checks_of([made.reading()])["breakdown-report-t1"]

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(0, None))


def test_a_range_among_the_parts_makes_the_gap_a_range(writer: Make, checks_of: Make) -> None:
    made = writer("report")
    whole = made.toll(81, "people")
    made.toll(None, "civilians", quantity=Quantity(30, 40), qualifier=Qualifier.RANGE, parent=whole)
    made.toll(33, "fighters", parent=whole)

    assert checks_of([made.reading()])["breakdown-report-t1"].gap == Gap(8, 18)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=6), st.integers(0, 5_000))
def test_parts_and_unexplained_make_the_total(writer: Make, checks_of: Make, parts: list[int], rest: int) -> None:
    made = writer("report")
    whole = made.toll(sum(parts) + rest, "people")
    for people in parts:
        made.toll(people, "fighters", parent=whole)

    assert checks_of([made.reading()])["breakdown-report-t1"].gap == Gap(rest, rest)


def test_a_part_larger_than_its_whole_breaks_its_bounds(writer: Make, checks_of: Make) -> None:
    made = writer("report")
    whole = made.toll(23, "people")
    made.toll(30, "civilians", parent=whole)

    check = checks_of([made.reading()])["bounds-report-t2-in-t1"]

    assert (check.verdict, check.gap) == (Verdict.INCONSISTENT, Gap(7, 7))


def test_a_best_figure_outside_its_own_bounds_is_named(writer: Make, checks_of: Make) -> None:
    made = writer("report")
    made.toll(50, "people", quantity=Quantity(30, 40), qualifier=Qualifier.RANGE)
    made.toll(35, "people", quantity=Quantity(30, 40), qualifier=Qualifier.RANGE)

    checks = checks_of([made.reading()])

    assert checks["bounds-report-t1"].gap == Gap(10, 10)
    assert "bounds-report-t2" not in checks
