"""The days that a year, month and day of a calendar stand for, or why there are none."""

import calendar as gregorian_months
from datetime import date, timedelta

from hijridate import Hijri

from tollbook.model.period import Period
from tollbook.model.vocabulary import Precision
from tollbook.text.misread import Misread

# A living memory before the first cameras of war, and a century from now: outside lie slips of the pen.
FIRST_YEAR, LAST_YEAR = 1850, 2100
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500  # the tables of Umm al-Qura that hijridate holds
SPREADSHEET_DAY_ZERO = date(1899, 12, 30)  # serial 1 is 1900-01-01; the shift absorbs the false 29 February 1900

_WRITE_DAY = "correct the date in the file, or write it as YYYY-MM-DD"


def gregorian(year: int, month: int | None, day: int | None) -> Period | Misread:
    """Return the days of a date of the Gregorian calendar; a None month or day is not known."""
    fault = _year_fault(year)
    if fault is not None:
        return fault
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    if not 1 <= month <= 12:
        return Misread(
            f"there is no month {month}",
            f'{_WRITE_DAY}; where the month is written before the day, set order = "mdy" for the column',
        )
    days = gregorian_months.monthrange(year, month)[1]
    if day is None:
        return Period(date(year, month, 1), date(year, month, days), Precision.MONTH)
    if not 1 <= day <= days:
        return Misread(f"there is no day {day} in {year}-{month:02}, which has {days} days", _WRITE_DAY)
    return Period(date(year, month, day), date(year, month, day), Precision.DAY)


def hijri(year: int, month: int | None, day: int | None) -> Period | Misread:
    """Return the Gregorian days of a date of the Umm al-Qura calendar; a None month or day is not known.

    Local sightings of the moon may differ from the tables by a day.
    """
    if not FIRST_HIJRI_YEAR <= year <= LAST_HIJRI_YEAR:
        return Misread(
            f"year {year} lies outside {FIRST_HIJRI_YEAR}-{LAST_HIJRI_YEAR} of the Hijri calendar",
            'correct the date, or remove calendar = "hijri" from the column',
        )
    if month is not None and not 1 <= month <= 12:
        return Misread(f"there is no month {month}", _WRITE_DAY)
    first_month, last_month = (1, 12) if month is None else (month, month)
    first = Hijri(year, first_month, 1)
    days = Hijri(year, last_month, 1).month_length()
    last = Hijri(year, last_month, days)
    if month is not None and day is not None:
        if not 1 <= day <= days:
            return Misread(f"there is no day {day} in Hijri month {year}-{month:02}, which has {days} days", _WRITE_DAY)
        first = last = Hijri(year, month, day)
        precision = Precision.DAY
    else:
        precision = Precision.YEAR if month is None else Precision.MONTH
    begin, end = first.to_gregorian(), last.to_gregorian()
    return Period(date(begin.year, begin.month, begin.day), date(end.year, end.month, end.day), precision)


def spreadsheet_day(serial: int) -> Period | Misread:
    """Return the day of a spreadsheet's day number, days since 1899-12-30."""
    day = SPREADSHEET_DAY_ZERO + timedelta(days=serial) if 0 < serial < 100_000 else None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Misread(f"{serial} is no day number of a spreadsheet", _WRITE_DAY)
    return Period(day, day, Precision.DAY)


def _year_fault(year: int) -> Misread | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if FIRST_HIJRI_YEAR <= year <= LAST_HIJRI_YEAR:
        return Misread(
            f"year {year} is no year of this conflict, but would be one of the Hijri calendar",
            'set calendar = "hijri" for the column if the list uses it, else correct the date',
        )
    return Misread(f"year {year} lies outside {FIRST_YEAR}-{LAST_YEAR}", _WRITE_DAY)
