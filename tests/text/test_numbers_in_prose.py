"""Numbers in prose: every form, and the laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.vocabulary import Qualifier
from tollbook.text.numbers import VAGUE, numbers


@pytest.mark.parametrize(
    ("text", "low", "high", "best", "qualifier"),
    [
        ("312,000", 312_000, 312_000, 312_000, Qualifier.EXACT),
        ("312 000", 312_000, 312_000, 312_000, Qualifier.EXACT),
        ("312.000", 312_000, 312_000, 312_000, Qualifier.EXACT),
        ("312\u00a0000", 312_000, 312_000, 312_000, Qualifier.EXACT),
        ("٣١٢٬٠٠٠", 312_000, 312_000, 312_000, Qualifier.EXACT),
        ("۳۱۲", 312, 312, 312, Qualifier.EXACT),
        ("1,00,000", 100_000, 100_000, 100_000, Qualifier.EXACT),
        ("two lakh", 200_000, 200_000, 200_000, Qualifier.EXACT),
        ("over 54,000", 54_000, None, 54_000, Qualifier.OVER),
        ("some 16,000", 14_400, 17_600, 16_000, Qualifier.ABOUT),
        ("nearly 500", 450, 500, 500, Qualifier.ABOUT),
        ("at least 23", 23, None, 23, Qualifier.AT_LEAST),
        ("no fewer than 260", 260, None, 260, Qualifier.AT_LEAST),
        ("30 or more", 30, None, 30, Qualifier.AT_LEAST),
        ("up to 30", 0, 30, 30, Qualifier.UP_TO),
        ("as many as 13,000", 0, 13_000, 13_000, Qualifier.UP_TO),
        ("fewer than 500", 0, 500, 500, Qualifier.UNDER),
        ("more than half a million", 500_000, None, 500_000, Qualifier.OVER),
        ("half a million", 450_000, 549_999, 500_000, Qualifier.ROUNDED),
        ("1.2 million", 1_150_000, 1_249_999, 1_200_000, Qualifier.ROUNDED),
        ("a quarter of a million", 200_000, 299_999, 250_000, Qualifier.ROUNDED),
        ("between 30 and 40", 30, 40, None, Qualifier.RANGE),
        ("30-40", 30, 40, None, Qualifier.RANGE),
        ("two to three million", 2_000_000, 3_000_000, None, Qualifier.RANGE),
        ("30–40,000", 30_000, 40_000, None, Qualifier.RANGE),
        ("dozens", 24, 99, None, Qualifier.VAGUE),
        ("tens of thousands", 20_000, 99_999, None, Qualifier.VAGUE),
        ("several hundred", 300, 999, None, Qualifier.VAGUE),
        ("a few dozen", 36, 119, None, Qualifier.VAGUE),
        ("two dozen", 22, 26, 24, Qualifier.ROUNDED),
        ("one hundred and twenty-three", 123, 123, 123, Qualifier.EXACT),
        ("three hundred and forty-one", 341, 341, 341, Qualifier.EXACT),
        ("a thousand", 1_000, 1_000, 1_000, Qualifier.EXACT),
    ],
)
def test_a_number_is_read_with_its_bounds(
    text: str, low: int, high: int | None, best: int | None, qualifier: Qualifier
) -> None:
    (number,) = numbers(f"They say {text} people died.")

    assert (number.low, number.high, number.best, number.qualifier) == (low, high, best, qualifier)


@pytest.mark.parametrize(
    ("text", "is_increment"), [("another 200", True), ("200 more", True), ("a further 29", True), ("200", False)]
)
def test_an_increment_is_marked(text: str, is_increment: bool) -> None:
    (number,) = numbers(f"and {text} people died")

    assert number.is_increment is is_increment


def test_coordinated_numbers_stay_apart() -> None:
    found = numbers("twelve civilians and four fighters")

    assert [number.best for number in found] == [12, 4]


def test_a_rise_is_two_numbers_and_no_range() -> None:
    found = numbers("the toll rose from 41 to 53")

    assert [(number.best, number.is_range_from) for number in found] == [(41, True), (53, False)]


def test_an_ordinal_is_no_number() -> None:
    assert numbers("the 23rd brigade of the 1990s") == ()


def test_the_table_of_vague_words_is_a_setting() -> None:
    (number,) = numbers("dozens died", vague={**VAGUE, "dozens": (12, 60)})

    assert (number.low, number.high) == (12, 60)


@given(st.integers(0, 99_999_999))
def test_any_figure_is_read_back_however_its_digits_are_grouped(value: int) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".replace(",", "\u202f")):
        assert [number.best for number in numbers(f"there were {text} people")] == [value]


@given(st.text(alphabet="0123456789,. -–oftenhundrdadmilx\n٣٠", max_size=200))
def test_numbers_are_in_order_inside_the_text_and_bounded(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert end <= number.start <= number.value_start < number.value_end <= number.end <= len(text)
        assert number.low >= 0
        assert number.high is None or number.high >= number.low
        end = number.end


@pytest.mark.parametrize(
    "text", ["- 90\n- 120\n", "61\n\nAt least 120", "90\r\n\r\nat least 120", "ninety\n- one hundred and twenty"]
)
def test_figures_of_two_lines_of_a_list_stay_two(text: str) -> None:
    assert [number.best for number in numbers(text)][1:] == [120]


def test_a_rise_by_some_to_more_is_two_figures_and_no_range() -> None:
    rise, new = numbers("The toll rose by 12 to 85.")

    assert (rise.best, rise.is_increment, new.best) == (12, True, 85)
