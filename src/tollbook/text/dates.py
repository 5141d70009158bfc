"""A date as written in a cell: the days it may mean, and how finely it says so."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tollbook.model.period import Period
from tollbook.model.vocabulary import Precision
from tollbook.text.calendars import gregorian, hijri, spreadsheet_day
from tollbook.text.misread import Misread
from tollbook.text.months import GREGORIAN, HIJRI, WEEKDAYS
from tollbook.text.scripts import ascii_digits, clean, fold


class Order(StrEnum):
    """In which order a column writes day, month and year where all are numbers."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Calendar(StrEnum):
    """By which calendar a column counts."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    SPREADSHEET = "spreadsheet"  # days since 1899-12-30


@dataclass(frozen=True, slots=True)
class DateForm:
    """How a column writes its dates.

    Attributes:
        order: Order of day, month and year, or None where not declared: a date that could be read both ways is then
            kept as the days from the one reading to the other.
        calendar: The calendar.
        century: 1900 or 2000, added to years of two digits; None where the column has none.
    """

    order: Order | None = None
    calendar: Calendar = Calendar.GREGORIAN
    century: int | None = None


PLAIN = DateForm()
AMBIGUOUS = "may be day/month or month/day"

_WRITE_DAY = "write it as YYYY-MM-DD, or map the value in the column's lookup"
_CLOCK = re.compile(r"(?<=\d)[t ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?|z|[+-]\d{2}:?\d{2})?$")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "،": ",", "٫": ".", "\\": "/"})
_PART = r"(\d{1,4}|\?{1,4}|x{1,4})"
_THREE = re.compile(rf"{_PART}\s*([-/. ])\s*{_PART}\s*\2\s*{_PART}\.?")
_TWO = re.compile(rf"{_PART}\s*[-/.]\s*{_PART}")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_DAYS_OF_MONTH = re.compile(r"(\d{1,2})\s*(?:-|to|and|until|الى|إلى|حتى|و)\s*(\d{1,2})\s+([^\d\s].*)")
_TO = re.compile(
    r"\s+(?:to|until|till|and|through|الى|إلى|حتى|و)\s+|\s+-\s+|\s*\.\.+\s*|\s+/\s+|(?<=\d{4}-\d\d-\d\d)[/-]"
)
_YEARS = re.compile(r"(\d{4})\s*[-/]\s*(\d{4})")
_MONTHS = re.compile(r"([^\d\s/-][^\d/-]*?)\s*[-/]\s*([^\d\s/-][^\d/-]*\s+\d{4})")
_OPENING = re.compile(r"(?:between|from|من|بين|ما بين)\s+(?=.*\d)")
_OPEN = re.compile(r"(before|until|up to|by|after|since|قبل|حتى|بعد|منذ)\s+(.*\d.*)")
_THIRD = re.compile(
    r"(early|mid|late|beginning of|middle of|end of|أوائل|اوائل|مطلع|منتصف|أواسط|أواخر|اواخر|نهاية)[\s-]+(.+)"
)
_EARLY = ("early", "beginning of", "أوائل", "اوائل", "مطلع")
_MIDDLE = ("mid", "middle of", "منتصف", "أواسط")
_FILLERS = frozenset(
    fold(word)
    for word in (
        "of", "the", "on", "in", "at", "day", "month", "year", "ad", "ce", "a", "d", "من", "شهر", "عام", "سنة", "في",
        "يوم", "لعام", "ميلادي", "الموافق", "م",
    )
)  # fmt: skip
_HIJRI_MARKS = frozenset(fold(word) for word in ("ah", "هـ", "ه", "هجري", "هجرية"))


def read_date(text: str, form: DateForm = PLAIN) -> Period | Misread:
    """Return the days that a written date may mean, or why it means none.

    Args:
        text: As written: "2016-12-13", "13/12/2016", "١٣ كانون الأول ٢٠١٦", "Dec 2016", "13-15 December 2016", "2016".
        form: How the column writes its dates.

    Returns:
        A period with its precision; its ends may be open ("before May 2014").
    """
    plain = ascii_digits(clean(text)).casefold().translate(_DASHES).strip(" ,;'\"()[]")
    plain = _CLOCK.sub("", plain)
    single = _single(plain, form)
    if single is not None:
        return single
    return _interval(plain, form)


def _interval(text: str, form: DateForm) -> Period | Misread:
    thirds = _THIRD.fullmatch(text)
    if thirds:
        return _third(thirds[1], thirds[2], form)
    one_sided = _OPEN.fullmatch(text)
    if one_sided and not _TO.search(one_sided[2]):
        return _open_ended(one_sided[1], one_sided[2], form)
    first, last = _ends(_OPENING.sub("", text, count=1))
    since, until = _single(first, form), _single(last, form)
    if isinstance(since, Misread):
        return since
    if isinstance(until, Misread):
        return until
    if since is None or until is None or since.first is None or until.last is None:
        return _no_date(text)
    if until.last < since.first:
        return Misread("the range ends before it begins", "put the earlier date first")
    return Period(since.first, until.last, Precision.RANGE)


def _open_ended(word: str, rest: str, form: DateForm) -> Period | Misread:
    known = _single(rest, form)
    if not isinstance(known, Period) or known.first is None or known.last is None:
        return known if isinstance(known, Misread) else _no_date(f"{word} {rest}")
    if word in {"before", "قبل"}:
        return Period(None, known.first - timedelta(days=1))
    if word in {"after", "بعد"}:
        return Period(known.last + timedelta(days=1), None)
    return Period(known.first, None) if word in {"since", "منذ"} else Period(None, known.last)


def _ends(text: str) -> tuple[str, str]:
    """Return the two halves of a range, the first given the month and year of the last where it has none."""
    days = _DAYS_OF_MONTH.fullmatch(text)
    if days:
        return f"{days[1]} {days[3]}", f"{days[2]} {days[3]}"
    years = _YEARS.fullmatch(text) or _MONTHS.fullmatch(text)
    halves = [years[1], years[2]] if years else _TO.split(text, maxsplit=1)
    if len(halves) != 2:
        return "", ""
    first, last = (half.strip() for half in halves)
    year = re.search(r"\b\d{4}\b", last)
    if year and not re.search(r"\d{4}", first) and re.search(r"[^\W\d]", first):
        first = f"{first} {year[0]}"
    return first, last


def _third(word: str, rest: str, form: DateForm) -> Period | Misread:
    """Return the first ten days, the second ten or the rest of a month; thirds of a year by four months."""
    whole = _single(rest, form)
    if isinstance(whole, Misread):
        return whole
    if whole is None or whole.precision not in {Precision.MONTH, Precision.YEAR}:
        return _no_date(f"{word} {rest}")
    first, last = whole.first, whole.last
    if first is None or last is None:
        return _no_date(rest)
    if form.calendar is not Calendar.GREGORIAN:
        return Period(first, last, Precision.RANGE)
    if whole.precision is Precision.MONTH:
        cuts = (first.replace(day=10), first.replace(day=11), first.replace(day=20), first.replace(day=21))
    else:
        cuts = (
            first.replace(month=4, day=30),
            first.replace(month=5),
            first.replace(month=8, day=31),
            first.replace(month=9),
        )
    if word in _EARLY:
        return Period(first, cuts[0], Precision.RANGE)
    if word in _MIDDLE:
        return Period(cuts[1], cuts[2], Precision.RANGE)
    return Period(cuts[3], last, Precision.RANGE)


def _single(text: str, form: DateForm) -> Period | Misread | None:
    """Return one date, why it is none, or None where the text has another shape."""
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _serial(int(serial[1]), form)
    if re.fullmatch(r"\d{8}", text):
        return _built(int(text[:4]), int(text[4:6]), int(text[6:]), form)
    if re.fullmatch(r"\d{3,4}(\.0)?", text):
        return _built(int(text.removesuffix(".0")), None, None, form)
    three = _THREE.fullmatch(text)
    if three:
        return _numeric((three[1], three[3], three[4]), form)
    two = _TWO.fullmatch(text)
    if two and not (len(two[1]) == 4 and len(two[2]) == 4):
        return _month_and_year(two[1], two[2], form)
    return _worded(text, form)


def _serial(number: int, form: DateForm) -> Period | Misread:
    day = spreadsheet_day(number)
    if form.calendar is Calendar.SPREADSHEET or isinstance(day, Misread):
        return day
    return Misread(
        f"{number} is no date as written; as a spreadsheet's day number it would be {day.first}",
        'set calendar = "spreadsheet" for the column, or format the cells as dates and save again',
    )


def _number(part: str) -> int | None:
    """Return a part of a date, or None where it says that it is not known: 0, 00, ??, xx."""
    return int(part) or None if part.isdigit() else None


def _numeric(parts: tuple[str, str, str], form: DateForm) -> Period | Misread:
    first, second, third = parts
    if len(first) >= 3 or (form.order is Order.YMD and len(third) <= 2):
        year, middle, day = _year(first, form), _number(second), _number(third)
    elif len(third) >= 3 or form.order is not None:
        year = _year(third, form)
        if form.order is None:
            return _either_order(year, _number(first), _number(second), form)
        day, middle = (
            (_number(second), _number(first)) if form.order is Order.MDY else (_number(first), _number(second))
        )
    else:
        return Misread(
            "it does not say which part is the year",
            'set order = "dmy", "mdy" or "ymd", and century, for the column',
        )
    if isinstance(year, Misread):
        return year
    if middle is None and day is not None:
        return Misread("it has a day but no month", _WRITE_DAY)
    return _built(year, middle, day, form)


def _either_order(year: int | Misread, first: int | None, second: int | None, form: DateForm) -> Period | Misread:
    """Return a date whose day and month may stand in either order; both readings, where both are dates."""
    if isinstance(year, Misread):
        return year
    if first is None or second is None:
        return _built(year, second if first is None else None, None, form)
    by_day, by_month = _built(year, second, first, form), _built(year, first, second, form)
    if isinstance(by_day, Misread):
        return by_month if isinstance(by_month, Period) else by_day
    if isinstance(by_month, Misread) or by_month == by_day:
        return by_day
    days = sorted(day for day in (by_day.first, by_month.first) if day is not None)
    return Period(days[0], days[-1], Precision.RANGE)


def is_ambiguous(text: str, form: DateForm) -> bool:
    """Return whether a numeric date may be read as day/month and as month/day, and the column does not say which."""
    if form.order is not None:
        return False
    three = _THREE.fullmatch(_CLOCK.sub("", ascii_digits(clean(text)).translate(_DASHES)))
    if not three or len(three[1]) > 2 or len(three[4]) < 3:
        return False
    first, second = _number(three[1]), _number(three[3])
    return first is not None and second is not None and first != second and max(first, second) <= 12


def _month_and_year(first: str, second: str, form: DateForm) -> Period | Misread:
    year, month = (first, second) if len(first) >= 3 else (second, first)
    if len(year) < 3 or not year.isdigit():
        return Misread("it has no year of four digits", _WRITE_DAY)
    return _built(int(year), _number(month), None, form)


def _year(part: str, form: DateForm) -> int | Misread:
    if not part.isdigit() or (len(part) >= 3 and int(part) == 0):
        return Misread("it has no year", _WRITE_DAY)
    if len(part) >= 3:
        return int(part)
    if form.century is None:
        return Misread(
            f"the year {part} has two digits", "set century = 1900 or century = 2000 for the column, or write four"
        )
    return form.century + int(part)


def _built(year: int, month: int | None, day: int | None, form: DateForm) -> Period | Misread:
    return hijri(year, month, day) if form.calendar is Calendar.HIJRI else gregorian(year, month, day)


def _worded(text: str, form: DateForm) -> Period | Misread | None:
    """Return a date whose month is a word; None where no month is named."""
    words = [word for word in fold(re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text)).split() if word not in WEEKDAYS]
    if form.calendar is not Calendar.HIJRI and _HIJRI_MARKS & set(words):
        return Misread("it is marked as Hijri", 'set calendar = "hijri" for the column')
    names = HIJRI if form.calendar is Calendar.HIJRI else GREGORIAN
    months, rest = _months_in(words, names)
    numbers = [word for word in rest if word not in _FILLERS and word not in _HIJRI_MARKS]
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or not all(word.isdecimal() for word in numbers):
        return None
    month = months.pop()
    if len(numbers) == 1:
        return _built(int(numbers[0]), month, None, form) if len(numbers[0]) >= 3 else None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    full = _year(year, form)
    return full if isinstance(full, Misread) else _built(full, month, _number(day), form)


def _months_in(words: list[str], names: dict[str, int]) -> tuple[set[int], list[str]]:
    """Return the months named ("كانون الأول/ديسمبر" names one, twice) and the words that are left."""
    months, rest, at = set(), [], 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            number = names.get(" ".join(words[at : at + length]))
            if number is not None and at + length <= len(words):
                months.add(number)
                at += length
                break
        else:
            rest.append(words[at])
            at += 1
    return months, rest


def _no_date(text: str) -> Misread:
    return Misread(f"'{text[:60]}' is no date that can be read", _WRITE_DAY)
