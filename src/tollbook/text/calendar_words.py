"""Dates as prose writes them, as intervals: days, months, years, weekdays and what is relative to another day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import lru_cache

from tollbook.text.numerals import ascii_digits

_MONTH_NAMES = (
    ("january", "jan", "يناير", "كانون الثاني"),
    ("february", "feb", "فبراير", "شباط"),
    ("march", "mar", "مارس", "آذار"),
    ("april", "apr", "أبريل", "نيسان"),
    ("may", "مايو", "أيار"),
    ("june", "jun", "يونيو", "حزيران"),
    ("july", "jul", "يوليو", "تموز"),
    ("august", "aug", "أغسطس", "آب"),
    ("september", "sept", "sep", "سبتمبر", "أيلول"),
    ("october", "oct", "أكتوبر", "تشرين الأول"),
    ("november", "nov", "نوفمبر", "تشرين الثاني"),
    ("december", "dec", "ديسمبر", "كانون الأول"),
)
_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_DAYS = {
    name: i for i, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "a": 1, "an": 1}

_M = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?(?!\w)"
_LONG_M = "|".join(name for names in _MONTH_NAMES for name in names if len(name) > 3 or name == "may")
# "12 may have died" names no day.
_MODAL = r"may\s+(?:have|be|not|also|well|still|yet|never|only|even|just|soon|die|face|need)(?!\w)"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[,.’']\d{3}(?!\d))"
_Y = r"(?P<year>(?:1[89]|20)\d{2})(?!\d)"
_LEFT = r"(?<![\w])"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(_LEFT + form, re.IGNORECASE))
    for name, form in (
        ("day", r"(?P<year>(?:1[89]|20)\d{2})-(?P<digits>\d{2})-(?P<day>\d{2})(?!\d)"),
        ("day", rf"{_D}(?:\s+of)?\s+(?!{_MODAL}){_M}(?:,?\s+{_Y})?"),
        ("day", rf"{_M}\s+{_D}(?:,?\s+{_Y})?"),
        ("day", r"(?P<day>\d{1,2})[./](?P<digits>\d{1,2})[./](?P<year>(?:19|20)\d{2})(?!\d)"),
        ("month", rf"(?:(?P<part>early|mid|late)[\s-]+)?{_M},?\s+{_Y}"),
        ("month", (
            rf"(?:(?P<which>last|next|this|in|since|of|until|by|from|to|early|late|"
            rf"mid)\s+)(?P<name>{_LONG_M})(?!\w)"
        )),
        ("weekday", r"(?:(?P<which>last|next|this|on|late|early|by|since|until)\s+)?"
                    rf"(?P<weekday>{'|'.join(_DAYS)})(?!\w)"),
        ("relative", r"(?P<word>today|tonight|yesterday|tomorrow)(?!\w)"),
        ("unit", r"(?P<which>last|next|this|past|previous|the\s+previous)\s+(?P<unit>week|month|year)(?!\w)"),
        ("past", (
            r"(?:past|last|previous)\s+(?P<count>\d{1,3}|one|two|three|four|five|six|seven|ten)\s+"
            r"(?P<unit>hour|day|week|month|year)s?(?!\w)"
        )),
        ("ago", (
            r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|ten|an?)\s+(?P<unit>day|week|month|year)s?\s+ago"
        )),
        ("year", rf"(?:(?P<which>in|since|during|of|until|by|from|to|early|late|mid)[\s-]+){_Y}(?!-\d)"),
    )
)  # fmt: skip


_NEEDED = {
    "past": ("past", "last", "previous"),
    "ago": (" ago", "\tago", "\nago", "\u00a0ago"),
    "relative": ("today", "tonight", "yesterday", "tomorrow"),
    "unit": ("week", "month", "year"),
    "weekday": ("day",),
    "year": ("18", "19", "20"),
}  # a form is looked for only where the text has one of these


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that name a day, month or year.

    Attributes:
        start: First character.
        end: One past the last.
        since: First day meant, or None where it cannot be told without an anchor.
        until: Last day meant, or None likewise.
        is_relative: Whether it was, or must be, reckoned from the anchor.
    """

    start: int
    end: int
    since: date | None
    until: date | None
    is_relative: bool


def dates(text: str, *, anchor: date | None) -> tuple[DateWords, ...]:
    """Return the dates of a text, in order, none overlapping.

    Args:
        text: Any text; offsets are into it.
        anchor: The day from which "Tuesday", "last month" and a month without a year are reckoned: as a rule the day
            of publication. None leaves them unresolved.

    Returns:
        Dates as intervals of days, both ends included.
    """
    found: list[DateWords] = []
    for name, match in _matches(ascii_digits(text)):
        start, end = match.span()
        if match.groupdict().get("which", "") and name in ("month", "weekday", "year"):
            start = _after_preposition(match)
        made = _interval(name, match, anchor)
        if made is not None:
            found.append(DateWords(start, end, *made))
    return tuple(_longest(found))


@lru_cache(maxsize=64)
def _matches(plain: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return what looks like a date; a document is asked with and without the day that it was published."""
    low = plain.lower()
    return tuple(
        (name, match)
        for name, form in _FORMS
        if any(word in low for word in _NEEDED.get(name, ("",)))
        for match in form.finditer(plain)
    )


def _after_preposition(match: re.Match[str]) -> int:
    """Return where the date begins: "last July" keeps its first word, "in July" does not."""
    keep = match["which"].lower() in ("last", "next", "this", "early", "late", "mid")
    return match.start() if keep else match.end("which") + len(_blank_after(match))


def _blank_after(match: re.Match[str]) -> str:
    rest = match.string[match.end("which") : match.end()]
    return rest[: len(rest) - len(rest.lstrip(" \t\n\u00a0-"))]


def _longest(found: list[DateWords]) -> Iterator[DateWords]:
    end = -1
    for words in sorted(found, key=lambda words: (words.start, -words.end)):
        if words.start >= end:
            end = words.end
            yield words


def _interval(name: str, match: re.Match[str], anchor: date | None) -> tuple[date | None, date | None, bool] | None:
    groups = match.groupdict()
    if name == "day":
        return _of_day(groups, anchor)
    if name == "month":
        return _of_month(groups, anchor)
    if name == "year":
        year = int(groups["year"])
        return date(year, 1, 1), date(year, 12, 31), False
    if anchor is None:
        return None, None, True
    if name == "weekday":
        return _of_weekday(groups, anchor)
    if name == "relative":
        day = anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(groups["word"].lower(), 0))
        return day, day, True
    if name == "unit":
        return _of_unit(groups["which"].lower().split()[-1], groups["unit"].lower(), anchor)
    reckoned = _past if name == "past" else _ago
    return reckoned(groups["count"].lower(), groups["unit"].lower(), anchor)


def _of_day(groups: dict[str, str | None], anchor: date | None) -> tuple[date | None, date | None, bool] | None:
    digits = groups.get("digits")
    month = int(digits) if digits else _MONTHS[str(groups["month"]).lower()]
    day, year = int(str(groups["day"])), groups.get("year")
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is not None:
        return (*_valid(int(year), month, day), False)
    if anchor is None:
        return None, None, True
    nearest = min(
        (_valid(anchor.year + step, month, day)[0] or date.min for step in (-1, 0)),
        key=lambda found: abs((found - anchor).days) if found <= anchor + timedelta(days=31) else 10**6,
    )
    return nearest, nearest, True


def _valid(year: int, month: int, day: int) -> tuple[date | None, date | None]:
    if day > monthrange(year, month)[1]:
        return None, None
    return date(year, month, day), date(year, month, day)


def _of_month(groups: dict[str, str | None], anchor: date | None) -> tuple[date | None, date | None, bool]:
    month = _MONTHS[str(groups.get("month") or groups.get("name")).lower()]
    if groups.get("year") is not None:
        year, is_relative = int(str(groups["year"])), False
    elif anchor is None:
        return None, None, True
    else:
        is_relative = True
        year = anchor.year - (month > anchor.month) + (str(groups.get("which")).lower() == "next")
        if str(groups.get("which")).lower() == "last" and month == anchor.month:
            year -= 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), is_relative


def _of_weekday(groups: dict[str, str | None], anchor: date) -> tuple[date, date, bool]:
    target, which = _DAYS[str(groups["weekday"]).lower()], str(groups["which"]).lower()
    if which == "next":
        day = anchor + timedelta(days=(target - anchor.weekday() - 1) % 7 + 1)
    else:  # the anchor's own weekday is the anchor, unless "last" says otherwise
        back = (anchor.weekday() - target) % 7
        day = anchor - timedelta(days=back or (7 if which == "last" else 0))
    return day, day, True


def _of_unit(which: str, unit: str, anchor: date) -> tuple[date, date, bool]:
    step = {"next": 1, "this": 0}.get(which, -1)
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6), True
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), True
    years, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
    return date(years, month + 1, 1), date(years, month + 1, monthrange(years, month + 1)[1]), True


def _past(count: str, unit: str, anchor: date) -> tuple[date | None, date | None, bool]:
    """Return "the past three days" as the days up to the anchor; 24 hours are the day before and the day itself."""
    number = _NUMBERS.get(count) or int(count)
    if unit in ("month", "year"):
        return _ago(count, unit, anchor)[0], anchor, True
    days = -(-number // 24) if unit == "hour" else number * (7 if unit == "week" else 1)
    return anchor - timedelta(days=days), anchor, True


def _ago(count: str, unit: str, anchor: date) -> tuple[date | None, date | None, bool]:
    number = _NUMBERS.get(count) or int(count)
    if unit in ("day", "week"):
        day = anchor - timedelta(days=number * (7 if unit == "week" else 1))
        return day, day, True
    months = anchor.year * 12 + anchor.month - 1 - number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < MINYEAR:
        return None, None, True
    first, last = date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    return (date(year, 1, 1), date(year, 12, 31), True) if unit == "year" else (first, last, True)
