"""Counts of people with what the text says of them: by whom stated, on what basis, when and where."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from tollbook.model.document import Statement, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Basis, Measure, Qualifier
from tollbook.reading.page import Page, Sentence
from tollbook.reading.sheet import Draft
from tollbook.text.calendar_words import DateWords

_BEFORE = 80  # characters before a date that say how it bounds a period: "since the fighting in the north began in"
_AROUND = 400  # characters of the sentence on each side that say on what a figure rests
_RECENT = 60  # contents back that may still hold a figure
_DOCUMENTED = re.compile(
    (
        r"\b(?:document(?:ed|s|ing)?|verif(?:y|ied|ies)|record(?:ed|s|ing)|register(?:ed|s)|identified by name|"
        r"by name|named|counted|confirmed)\b"
    ),
    re.I,
)
_ESTIMATED = re.compile(
    (
        r"\b(?:estimat\w+|believe[sd]?|project\w*|extrapolat\w+|models?|thought to|feared|presumed|real toll|"
        r"actual (?:toll|number))\b"
    ),
    re.I,
)
_CUMULATIVE = re.compile(
    (
        r"\b(?:since|so far|to date|overall|in total|total of|in all|now|cumulative|during the (?:war|conflict)|"
        r"over the course|years? of (?:war|conflict|fighting)|toll (?:since|in the))\b"
    ),
    re.I,
)
_EVENT = re.compile(
    (
        r"\b(?:air ?strikes?|strikes?|shelling|attacks?|blast|explosion|bombing|raid|clash(?:es)?|overnight|"
        r"ambush|firing|raid)\b"
    ),
    re.I,
)
_BEFORE_DATE = re.compile(
    (
        r"\b(said|says|told|announced|reported|added|confirmed|statement|report|issued|ministry|Rights|published|"
        r"released)\W+(?:on\s+)?$"
    ),
    re.I,
)
_SINCE = re.compile(
    r"\bsince\s+(?:(?:[\w’'-]+\s+){1,6}in\s+)?(?:early\s+|late\s+|mid-?)?$", re.I
)  # "since it began in"
_END_OF = r"\s+(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+)?(?:early\s+|late\s+|mid-?)?$"
_UNTIL = re.compile(rf"\b(?:until|till|up\s+to|through|by|to|as\s+of|and){_END_OF}", re.I)
_UP_TO = re.compile(rf"\b(?:until|till|up\s+to|through|to){_END_OF}", re.I)
_FROM = re.compile(r"\b(?:from|between)\s+$", re.I)


def tolls(
    page: Page,
    drafted: Sequence[Draft],
    statements: Sequence[Statement],
    found: Sequence[DateWords],
    places: Sequence[tuple[int, int, str]],
) -> tuple[Toll, ...]:
    """Return a document's tolls.

    Args:
        page: The document.
        drafted: Its counts of people.
        statements: Its statements; a toll belongs to the innermost one whose content holds it.
        found: Its dates.
        places: Its places as (start, end, name).

    Returns:
        Tolls, in the order of the text.
    """
    made: list[Toll] = []
    spoken = sorted((span.start, span.end, statement.id) for statement in statements for span in statement.content)
    numbered: dict[int, list[int]] = {}
    for draft in drafted:
        numbered.setdefault(draft.sentence, []).append(draft.number.start)
    for i, draft in enumerate(drafted):
        sentence = page.sentences[draft.sentence]
        whole = made[draft.parent] if draft.parent is not None and draft.parent < i else None
        number = draft.number
        words = page.text[max(sentence.start, number.start - _AROUND) : min(sentence.end, number.end + _AROUND)]
        near = found[
            bisect_left(found, sentence.start, key=_start_of) : bisect_left(found, sentence.end, key=_start_of)
        ]
        since, until = _period(page, sentence, draft, near, numbered.get(draft.sentence, ()))
        cumulative = _cumulative(words, draft)
        inherits = whole is not None
        if whole is not None and (since, until) == (None, None):
            since, until = whole.since, whole.until
        made.append(
            Toll(
                id=f"t{i + 1}",
                statement=_statement(draft, spoken),
                span=page.span(number.start, number.end),
                measure=draft.measure,
                quantity=Quantity(number.low, number.high),
                best=number.best,
                qualifier=number.qualifier,
                group=draft.group,
                role=None
                if draft.measure is Measure.FORCES_DEPLOYED
                else "perpetrator"
                if draft.is_perpetrator
                else "victim",
                basis=whole.basis if whole is not None else _basis(words, draft),
                cumulative=whole.cumulative if inherits and whole is not None else cumulative,
                increment=number.is_increment,
                since=since,
                until=until,
                place=_place(sentence, draft, places) or (whole.place if whole is not None else None),
                parent=f"t{draft.parent + 1}" if draft.parent is not None else None,
                updates=f"t{draft.updates + 1}" if draft.updates is not None else None,
                share=draft.share,
            )
        )
    return tuple(made)


def _start_of(words: DateWords) -> int:
    return words.start


def _statement(draft: Draft, spoken: Sequence[tuple[int, int, str]]) -> str | None:
    at = bisect_right(spoken, (draft.number.start, 1 << 60, ""))
    holding = [(end - start, name) for start, end, name in spoken[max(0, at - _RECENT) : at] if draft.number.end <= end]
    return min(holding)[1] if holding else None


def _basis(words: str, draft: Draft) -> Basis:
    if draft.number.qualifier is Qualifier.ABOUT and "estimated" in words.lower():
        return Basis.ESTIMATED
    if _DOCUMENTED.search(words):
        return Basis.DOCUMENTED
    return Basis.ESTIMATED if _ESTIMATED.search(words) else Basis.CLAIMED


def _cumulative(words: str, draft: Draft) -> bool | None:
    if _CUMULATIVE.search(words):
        return True
    if _EVENT.search(words) or draft.number.is_increment:
        return False
    return True if draft.is_total and "toll" in words.lower() else None


def _period(
    page: Page, sentence: Sentence, draft: Draft, found: Sequence[DateWords], others: Sequence[int]
) -> tuple[date | None, date | None]:
    """Return the days that a figure covers, from the dates of its sentence that are not days of speaking."""
    since, until, taken = None, None, False
    for words in _own(draft, found, others):
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
        elif not taken and abs(words.start - draft.number.start) < 200:
            since, until, taken = words.since, words.until, True
    return (since, until) if since is None or until is None or since <= until else (None, None)


def _own(draft: Draft, found: Sequence[DateWords], others: Sequence[int]) -> list[DateWords]:
    """Return the dates that may be a figure's: where one stands between it and the next figure, only those there."""
    here = draft.number.start
    end = min((other for other in others if other > here), default=None)
    if end is None and not any(other < here for other in others):
        return list(found)
    mine = [words for words in found if words.start > here and (end is None or words.start < end)]
    return mine or list(found)


def _place(sentence: Sentence, draft: Draft, places: Sequence[tuple[int, int, str]]) -> str | None:
    """Return the place named nearest behind the figure in its sentence, else nearest before it."""
    inside = places[bisect_left(places, (sentence.start,)) : bisect_left(places, (sentence.end,))]
    behind = [place for place in inside if place[0] >= draft.number.end]
    if behind:
        return min(behind)[2]
    return max(inside)[2] if inside else None
