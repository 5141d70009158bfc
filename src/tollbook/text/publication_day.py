"""On which day was a text published that does not say so?"""

import re
from datetime import date, timedelta

from tollbook.text.calendar_words import DateWords, dates

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_OPENING = 4_000  # characters; a story says early what happened when
_NEAR = 200  # characters between a weekday and a day that means the same week
_BESIDE = 4  # characters between the parts of "Monday, 12 December 2016"
_ELSEWHEN = re.compile(
    r"\b(?:since|until|till|by|before|from|began|started|founded|born|last|next|will|would|deadline|scheduled|due|"
    r"planned|anniversary)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def inferred_day(text: str) -> date | None:
    """Return the day of publication that a text's weekdays and the days named beside them show.

    "Shells hit the town on Monday, 12 December 2016. The ministry said on Tuesday ..." was published on the 13th.

    Args:
        text: The story.

    Returns:
        The first day that fits the latest weekday, on or after the latest day named beside one; None where no day
        with its year stands by a weekday, or where the text names a later time.
    """
    if _WEEKDAY.search(text, 0, _OPENING) is None:
        return None
    found = [words for words in dates(text, anchor=None) if words.since is not None and not words.is_relative]
    days = [words for words in found if words.since == words.until and words.start < _OPENING]
    told = [words for words in days if not _ELSEWHEN.search(text[max(0, words.start - 60) : words.start])]
    first: int | None = None
    known: list[date] = []
    for match in _WEEKDAY.finditer(text[:_OPENING]):
        weekday = _WEEKDAYS.index(match["day"].lower())
        if _ELSEWHEN.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        beside = _within(days, match.span(), _BESIDE)
        if not beside:
            first = weekday if first is None else first
            known += _within(told, match.span(), _NEAR)
        known += [day for day in beside if day.weekday() == weekday]
    if not known:
        return None
    latest = max(known)
    day = latest if first is None else latest + timedelta(days=(first - latest.weekday()) % 7)
    return day if all(words.since is not None and words.since <= day for words in found) else None


def _within(days: list[DateWords], place: tuple[int, int], distance: int) -> list[date]:
    """Return the days named at most so many characters before or behind a place."""
    start, end = place
    return [
        words.since
        for words in days
        if words.since is not None and min(abs(words.start - end), abs(start - words.end)) <= distance
    ]
