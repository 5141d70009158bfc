"""When and where a figure's people were counted: the dates and places of its own clause that are not the speaker's."""

import re
from collections.abc import Sequence
from datetime import date

from tollbook.reading.page import Page, Sentence
from tollbook.reading.tolls.sheet import Draft
from tollbook.text.calendar_words import DateWords

_NEAR = 200  # characters between a figure and a date without a word that ties them
_BEFORE = 80  # characters before a date that say how it bounds a period: "since the fighting in the north began in"
_BEFORE_DATE = re.compile(
    (
        r"\b(said|says|told|announced|reported|added|confirmed|statement|report|issued|ministry|Rights|published|"
        r"released)\W+(?:on\s+)?$"
    ),
    re.I,
)
_SINCE = re.compile(
    r"\bsince\s+(?:(?:[\w’'-]+\s+){1,6}(?:in|on)\s+)?(?:early\s+|late\s+|mid-?)?$", re.I
)  # "since it began in"
_END_OF = r"\s+(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+)?(?:early\s+|late\s+|mid-?)?$"
_UNTIL = re.compile(rf"\b(?:until|till|up\s+to|through|by|to|as\s+of|and){_END_OF}", re.I)
_UP_TO = re.compile(rf"(?:\b(?:until|till|up\s+to|through|to|as\s+of|as\s+at)|(?:^|[,;]\s*)by){_END_OF}", re.I)
_FROM = re.compile(r"\b(?:from|between)\s+$", re.I)


def period_of(
    page: Page, draft: Draft, found: Sequence[DateWords], others: Sequence[int], published: date | None
) -> tuple[date | None, date | None]:
    """Return the days that a figure covers, from the dates of its sentence that are not days of speaking.

    Args:
        page: The document.
        draft: The figure.
        found: The dates of its sentence.
        others: First characters of the sentence's figures.
        published: The day of publication, after which nobody has been counted, or None.

    Returns:
        First and last day; None for an end that is open or not told.
    """
    sentence = page.sentences[draft.sentence]
    since, until, taken = None, None, False
    for words in _own(page, sentence, draft, found, others):
        if words.start < sentence.start or words.end > sentence.end or words.since is None:
            continue
        before = page.text[max(sentence.start, words.start - _BEFORE) : words.start]
        if _BEFORE_DATE.search(before):
            continue
        if _SINCE.search(before) or _FROM.search(before):
            since, taken = words.since, True
        elif since is not None and _UNTIL.search(before):
            until = words.until
        elif not taken and _UP_TO.search(before):
            until, taken = words.until, True
        elif not taken and abs(words.start - draft.number.start) < _NEAR:
            since, until, taken = words.since, words.until, True
    if published is not None and since is not None and until is not None and since <= published < until:
        until = published  # "so far this year"
    return (since, until) if since is None or until is None or since <= until else (None, None)


def place_of(
    page: Page,
    draft: Draft,
    places: Sequence[tuple[int, int, str]],
    content: Sequence[tuple[int, int]],
    speaker: tuple[int, int] | None,
) -> str | None:
    """Return the place named nearest behind the figure in its clause, else nearest before it.

    Args:
        page: The document.
        draft: The figure.
        places: The places of its sentence as (start, end, name).
        content: What the statement that holds the figure says; empty where none does.
        speaker: Who says it: a place in these words is the speaker's, not the figure's.

    Returns:
        The place as the text names it, or None.
    """
    start, end = _clause(page.text, page.sentences[draft.sentence], draft.number.start)
    said = [one for one in places if any(a <= one[0] < b for a, b in content)]
    heard = [one for one in places if speaker is None or not speaker[0] <= one[0] < speaker[1]]
    inside = [one for one in said or heard if start <= one[0] < end] or said or heard
    behind = [place for place in inside if place[0] >= draft.number.end]
    if behind:
        return min(behind)[2]
    return max(inside)[2] if inside else None


def _clause(text: str, sentence: Sentence, at: int) -> tuple[int, int]:
    """Return the part of a sentence between semicolons in which a character stands."""
    start = text.rfind(";", sentence.start, at) + 1 or sentence.start
    end = text.find(";", at, sentence.end)
    return start, end if end >= 0 else sentence.end


def _own(
    page: Page, sentence: Sentence, draft: Draft, found: Sequence[DateWords], others: Sequence[int]
) -> list[DateWords]:
    """Return the dates that may be a figure's.

    Those of its clause, where it has any; and where one stands between it and the next figure, only those there.
    """
    here = draft.number.start
    start, stop = _clause(page.text, sentence, here)
    inside = [words for words in found if start <= words.start < stop]
    found = inside or list(found)
    others = [other for other in others if start <= other < stop] if inside else others
    end = min((other for other in others if other > here), default=None)
    if end is None and not any(other < here for other in others):
        return list(found)
    mine = [words for words in found if words.start > here and (end is None or words.start < end)]
    return mine or list(found)
