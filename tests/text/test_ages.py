"""A written age is the years that it allows."""

import pytest

from tollbook.text.ages import Ages, AgeUnit, read_age
from tollbook.text.misread import Misread


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("23", 23, 23), ("23.0", 23, 23), ("٢٣", 23, 23), ("۲۳", 23, 23), ("0", 0, 0), ("1.5", 1.5, 1.5),
        ("1,5", 1.5, 1.5),
        ("23 years", 23, 23), ("23 yrs old", 23, 23), ("23-year-old", 23, 23), ("23y", 23, 23), ("aged 23", 23, 23),
        ("23 سنة", 23, 23), ("٢٣ عاماً", 23, 23), ("العمر 23", 23, 23),
        ("6 months", 0.5, 0.5), ("6m", 0.5, 0.5), ("٦ أشهر", 0.5, 0.5), ("شهران", 0.1667, 0.1667),
        ("18 months", 1.5, 1.5),
        ("3 days", 0.0082, 0.0082), ("يوم", 0.0027, 0.0027), ("2 weeks", 0.0383, 0.0383), ("سنة", 1, 1),
        ("سنتان", 2, 2),
        ("سنة ونصف", 1.5, 1.5), ("2 years 3 months", 2.25, 2.25),
        ("18-25", 18, 25), ("18 – 25", 18, 25), ("18 to 25", 18, 25), ("18-25 سنة", 18, 25), ("6-12 months", 0.5, 1),
        ("60+", 60, None), ("60 and over", 60, None), (">60", 61, None), ("over 60", 61, None),
        ("أكثر من 60", 61, None),
        ("under 18", 0, 17), ("<1", 0, 1), ("less than a day", 0, 0.0027), ("under 1 month", 0, 0.0833),
        ("<18", 0, 17), ("دون 18", 0, 17), ("30s", 30, 39), ("in his 30s", 30, 39),
        ("120", 120, 120),
    ],
)  # fmt: skip
def test_an_age_is_its_fewest_and_most_years(text: str, low: float, high: float | None) -> None:
    assert read_age(text) == Ages(low, high)


@pytest.mark.parametrize("text", ["child", "طفل", "1994", "-3", "121", "25-18", "about 30", "18-", "3 apples", "1,994"])
def test_what_is_no_age_is_not_made_one(text: str) -> None:
    assert isinstance(read_age(text), Misread)


def test_a_bare_number_counts_what_its_column_says() -> None:
    assert read_age("6", unit=AgeUnit.MONTHS) == Ages(0.5, 0.5)
    assert read_age("6 years", unit=AgeUnit.MONTHS) == Ages(6.0, 6.0)
