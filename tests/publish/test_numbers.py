"""Printed numbers keep what is known and claim no more."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.check import Gap
from tollbook.model.period import Period
from tollbook.model.quantity import Quantity
from tollbook.publish import numbers


def test_thousands_are_separated_and_a_minus_is_a_minus() -> None:
    assert [numbers.count(n) for n in (0, 1234567, -400)] == ["0", "1,234,567", "−400"]


def test_bounds_are_printed_as_they_are() -> None:
    assert numbers.quantity(Quantity(5, 5)) == "5"
    assert numbers.quantity(Quantity(30, 40)) == "30–40"
    assert numbers.quantity(Quantity(54_000, None)) == "≥ 54,000"


def test_an_open_gap_says_on_which_side() -> None:
    assert numbers.gap(Gap(None, -5)) == "≤ −5"
    assert numbers.gap(Gap(0, None)) == "≥ 0"
    assert numbers.gap(Gap(-10, 20)) == "−10 … 20"
    assert numbers.gap(Gap(None, None)) == "?"


def test_a_small_share_is_not_printed_as_none() -> None:
    assert [numbers.share(part, 1000) for part in (0, 4, 10, 1000)] == ["0 %", "<1 %", "1 %", "100 %"]


def test_an_open_period_shows_its_open_end() -> None:
    assert numbers.period(Period(date(2012, 1, 1), None)) == "2012-01-01 – …"


@given(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_rounded_interval_holds_the_interval_and_never_starts_below_the_documented(
    documented: int, below: int, above: int
) -> None:
    low, high = documented + min(below, above), documented + max(below, above)

    printed = numbers.interval(low, high, numbers.step(low, high), at_least=documented)

    first, last = (int(end.replace(",", "")) for end in printed.split("–"))
    assert documented <= first <= low
    assert high <= last


@given(st.integers(0, 10**9), st.integers(0, 10**8))
def test_rounding_is_a_tenth_of_the_interval_or_finer(low: int, width: int) -> None:
    assert numbers.step(low, low + width) <= max(1, width / 10)
