"""Dates in prose, reckoned from the day of publication."""

from datetime import date

import pytest

from tollbook.text.calendar_words import dates

WEDNESDAY = date(2016, 12, 14)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("on Tuesday", date(2016, 12, 13), date(2016, 12, 13)),
        ("last July", date(2016, 7, 1), date(2016, 7, 31)),
        ("last month", date(2016, 11, 1), date(2016, 11, 30)),
        ("next month", date(2017, 1, 1), date(2017, 1, 31)),
        ("in 2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("since March 2011", date(2011, 3, 1), date(2011, 3, 31)),
        ("December 13, 2016", date(2016, 12, 13), date(2016, 12, 13)),
        ("13 Dec", date(2016, 12, 13), date(2016, 12, 13)),
        ("2016-12-13", date(2016, 12, 13), date(2016, 12, 13)),
        ("١٣ كانون الأول ٢٠١٦", date(2016, 12, 13), date(2016, 12, 13)),
        ("yesterday", date(2016, 12, 13), date(2016, 12, 13)),
        ("two years ago", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_date_is_an_interval(text: str, since: date, until: date) -> None:
    (found,) = dates(text, anchor=WEDNESDAY)

    assert (found.since, found.until) == (since, until)


def test_a_weekday_without_a_day_of_publication_stays_open() -> None:
    (found,) = dates("on Tuesday", anchor=None)

    assert (found.since, found.until, found.is_relative) == (None, None, True)


def test_a_day_that_no_month_has_stays_open() -> None:
    (found,) = dates("31 February 2015", anchor=None)

    assert found.since is None
