"""Which numbers can be printed as which."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.vocabulary import Qualifier
from tollbook.reconciliation.printed import Printed, garbling, house_unit, misfit, misfits, significant_digits, unit_of


def shown(value: int, qualifier: Qualifier = Qualifier.EXACT) -> Printed:
    return Printed(value, value, value, qualifier)


def bits(figure: Printed, exact: int, *, house: int | None = None) -> float:
    return misfit(figure, exact, house=figure.unit if house is None else house)


@pytest.mark.parametrize(
    ("value", "qualifier", "exact"),
    [
        (110_000, Qualifier.EXACT, 109_653),
        (53_000, Qualifier.EXACT, 53_208),
        (54_000, Qualifier.OVER, 54_951),
        (90_000, Qualifier.EXACT, 90_506),
        (3_000, Qualifier.ABOUT, 2_961),
        (5_000, Qualifier.UP_TO, 4_411),
    ],
)
def test_a_rounded_number_can_stand_for_the_exact_one(value: int, qualifier: Qualifier, exact: int) -> None:
    assert bits(shown(value, qualifier), exact) < 10


@pytest.mark.parametrize(("value", "exact"), [(54_000, 55_000), (312_001, 312_002), (90_000, 104_000), (17, 18)])
def test_a_number_beyond_its_trailing_zeros_cannot(value: int, exact: int) -> None:
    assert bits(shown(value), exact) == math.inf


def test_over_prefers_numbers_above() -> None:
    figure = shown(54_000, Qualifier.OVER)

    assert bits(figure, 54_400) < bits(figure, 53_600)


def test_a_unit_coarser_than_the_house_costs_more() -> None:
    assert bits(shown(110_000), 106_000, house=1_000) > bits(shown(110_000), 106_000, house=10_000)


def test_a_range_holds_what_lies_in_it() -> None:
    figure = Printed(None, 30, 40, Qualifier.RANGE)

    assert bits(figure, 35, house=1) < math.inf
    assert bits(figure, 41, house=1) == math.inf


@pytest.mark.parametrize(
    ("value", "exact", "slip"),
    [
        (50_506, 50_606, "one digit differs"),
        (95_060, 90_506, ""),
        (90_056, 90_506, "two digits are swapped"),
        (321_000, 312_001, "two digits are swapped"),
        (5_606, 50_606, "one digit is missing or added"),
        (41, 14, ""),
        (90_506, 90_506, ""),
    ],
)
def test_slips_of_one_digit_are_told_by_kind(value: int, exact: int, slip: str) -> None:
    assert garbling(shown(value), exact)[1] == slip


@given(st.integers(1, 10**7), st.integers(0, 5))
def test_every_number_can_be_printed_rounded_to_any_unit(exact: int, power: int) -> None:
    unit = 10**power
    rounded = (exact + unit // 2) // unit * unit

    if rounded:
        assert bits(shown(rounded), exact) < math.inf


@given(st.integers(1, 10**9))
def test_digits_and_unit_make_up_a_number(value: int) -> None:
    assert 10 ** (significant_digits(value) - 1) <= value // unit_of(value) < 10 ** significant_digits(value)


def test_the_house_unit_is_the_finest_of_the_figures_named() -> None:
    figures = [shown(312_000), shown(90_000), Printed(None, 24, 99, Qualifier.VAGUE)]

    assert house_unit(figures) == 1_000


@given(st.lists(st.integers(0, 200_000), min_size=1), st.sampled_from([90_000, 54_000, 312_001, 120]))
def test_many_numbers_cost_what_each_costs_alone(exact: list[int], value: int) -> None:
    together = misfits(shown(value), np.array(exact), house=10)

    assert together.tolist() == [misfit(shown(value), one, house=10) for one in exact]
