"""A written date is the days that it may mean, no fewer and no more."""

from datetime import date

import pytest

from tollbook.model.period import Period
from tollbook.model.vocabulary import Precision
from tollbook.text.dates import Calendar, DateForm, Order, is_ambiguous, read_date
from tollbook.text.misread import Misread

DAY = Period(date(2016, 12, 13), date(2016, 12, 13), Precision.DAY)
MONTH = Period(date(2016, 12, 1), date(2016, 12, 31), Precision.MONTH)
YEAR = Period(date(2016, 1, 1), date(2016, 12, 31), Precision.YEAR)


def spell(*texts: str) -> tuple[str, ...]:
    return texts


@pytest.mark.parametrize(
    "text",
    spell(
        "2016-12-13", "2016/12/13", "2016.12.13", "20161213", "2016-12-13T04:05:00", "2016-12-13 04:05", "13/12/2016",
        "13.12.2016", "13-12-2016", "13 12 2016", "١٣/١٢/٢٠١٦", "۱۳/۱۲/۲۰۱۶", "٢٠١٦-١٢-١٣", "13 December 2016",
        "13 Dec 2016", "13-Dec-2016", "13th of December 2016", "December 13, 2016", "Dec. 13th, 2016",
        "2016 December 13",
        "Tuesday, 13 December 2016", "13 كانون الأول 2016", "١٣ كانون الأول ٢٠١٦", "13 ديسمبر 2016",
        "13 كانون الأول/ديسمبر 2016", "الثلاثاء 13 كانون الأول 2016", "13 كانون اول 2016", " 13/12/2016 ",
        "13/12/2016 00:00:00",
        "12/13/2016",
    ),
)  # fmt: skip
def test_every_spelling_of_a_day_is_that_day(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    spell(
        "2016-12", "12/2016", "Dec 2016", "December 2016", "كانون الأول 2016", "2016-12-00", "00/12/2016", "??/12/2016",
    ),
)  # fmt: skip
def test_a_month_without_a_day_is_all_its_days(text: str) -> None:
    assert read_date(text) == MONTH


@pytest.mark.parametrize("text", spell("2016", "2016.0", "2016-00-00", "٢٠١٦"))
def test_a_year_alone_is_all_its_days(text: str) -> None:
    assert read_date(text) == YEAR


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("13-15 December 2016", (2016, 12, 13), (2016, 12, 15)),
        ("13 to 15 Dec 2016", (2016, 12, 13), (2016, 12, 15)),
        ("من 13 إلى 15 كانون الأول 2016", (2016, 12, 13), (2016, 12, 15)),
        ("between 13 and 15 December 2016", (2016, 12, 13), (2016, 12, 15)),
        ("2016-12-13/2016-12-15", (2016, 12, 13), (2016, 12, 15)),
        ("13/12/2016 - 15/12/2016", (2016, 12, 13), (2016, 12, 15)),
        ("28 Nov - 3 Dec 2016", (2016, 11, 28), (2016, 12, 3)),
        ("Nov-Dec 2016", (2016, 11, 1), (2016, 12, 31)),
        ("2015-2016", (2015, 1, 1), (2016, 12, 31)),
        ("early December 2016", (2016, 12, 1), (2016, 12, 10)),
        ("mid-December 2016", (2016, 12, 11), (2016, 12, 20)),
        ("أواخر كانون الأول 2016", (2016, 12, 21), (2016, 12, 31)),
        ("late 2016", (2016, 9, 1), (2016, 12, 31)),
    ],
)
def test_a_range_is_from_its_first_day_to_its_last(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert read_date(text) == Period(date(*first), date(*last), Precision.RANGE)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("before May 2014", None, date(2014, 4, 30)),
        ("until May 2014", None, date(2014, 5, 31)),
        ("after 2014-05-03", date(2014, 5, 4), None),
        ("since 2014-05-03", date(2014, 5, 3), None),
        ("قبل 2014-05-03", None, date(2014, 5, 2)),
    ],
)
def test_a_range_may_have_one_open_end(text: str, first: date | None, last: date | None) -> None:
    assert read_date(text) == Period(first, last)


def test_the_declared_order_decides_between_day_and_month() -> None:
    assert read_date("03/04/2016", DateForm(Order.DMY)) == Period(date(2016, 4, 3), date(2016, 4, 3), Precision.DAY)
    assert read_date("03/04/2016", DateForm(Order.MDY)) == Period(date(2016, 3, 4), date(2016, 3, 4), Precision.DAY)
    assert read_date("16/12/13", DateForm(Order.YMD, century=2000)) == DAY


def test_without_a_declared_order_both_readings_are_kept() -> None:
    assert read_date("03/04/2016") == Period(date(2016, 3, 4), date(2016, 4, 3), Precision.RANGE)
    assert is_ambiguous("03/04/2016", DateForm())
    assert not is_ambiguous("03/04/2016", DateForm(Order.DMY))
    assert not is_ambiguous("04/04/2016", DateForm())
    assert not is_ambiguous("13/04/2016", DateForm())


@pytest.mark.parametrize(
    "text", spell("14/3/1438", "1438-03-14", "14 ربيع الأول 1438", "14 ربيع الأول 1438 هـ", "١٤/٣/١٤٣٨")
)
def test_a_hijri_date_is_read_where_declared(text: str) -> None:
    """Umm al-Qura: 14 Rabi al-awwal 1438 is 13 December 2016."""
    assert read_date(text, DateForm(Order.DMY, Calendar.HIJRI)) == DAY


def test_a_hijri_month_is_its_days_in_the_gregorian_calendar() -> None:
    month = read_date("ربيع الأول 1438", DateForm(calendar=Calendar.HIJRI))

    assert month == Period(date(2016, 11, 30), date(2016, 12, 29), Precision.MONTH)


def test_a_spreadsheets_day_number_is_read_where_declared() -> None:
    assert read_date("42717", DateForm(calendar=Calendar.SPREADSHEET)) == DAY
    assert isinstance(read_date("42717"), Misread)


def test_two_digits_of_a_year_need_a_declared_century() -> None:
    assert read_date("13/12/16", DateForm(Order.DMY, century=2000)) == DAY
    assert read_date("13 Dec 16", DateForm(century=2000)) == DAY
    assert isinstance(read_date("13/12/16", DateForm(Order.DMY)), Misread)
