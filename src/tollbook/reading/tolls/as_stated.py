"""Counts of people with what the text says of them: by whom stated, on what basis, when and where."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from tollbook.model.document import Statement, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Basis, Measure, Qualifier
from tollbook.reading.page import Page
from tollbook.reading.tolls.scopes import period_of, place_of
from tollbook.reading.tolls.sheet import Draft
from tollbook.text.calendar_words import DateWords

_AROUND = 400  # characters of the sentence on each side that say on what a figure rests
_RECENT = 60  # contents back that may still hold a figure
_DOCUMENTED = re.compile(
    (
        r"\b(?:document(?:ed|s|ing)?|verif(?:y|ied|ies)|record(?:ed|s|ing)|register(?:ed|s)|identified by name|"
        r"by name|named|counted|confirmed)\b"
    ),
    re.I,
)
_UNVERIFIED = re.compile(
    r"\b(?:(?:not|n[o']t|cannot|could\s+not|unable\s+to|yet\s+to)\s+(?:\w+\s+){0,3}(?:verif|confirm)\w*|unverified|unconfirmed)\b",
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


def tolls(
    page: Page,
    drafted: Sequence[Draft],
    statements: Sequence[Statement],
    found: Sequence[DateWords],
    places: Sequence[tuple[int, int, str]],
    published: date | None = None,
) -> tuple[Toll, ...]:
    """Return a document's tolls.

    Args:
        page: The document.
        drafted: Its counts of people.
        statements: Its statements; a toll belongs to the innermost one whose content holds it.
        found: Its dates.
        places: Its places as (start, end, name).
        published: Its day of publication, or None.

    Returns:
        Tolls, in the order of the text.
    """
    made: list[Toll] = []
    spoken = sorted((span.start, span.end, statement.id) for statement in statements for span in statement.content)
    heard = {one.id: _heard(one) for one in statements}
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
        since, until = period_of(page, draft, near, numbered.get(draft.sentence, ()), published)
        said = _statement(draft, spoken)
        if said is None and whole is not None and draft.is_carried:
            said = whole.statement  # a line of the list that breaks a toll down is said by whoever said the toll
        cumulative = _cumulative(words, draft, bounded=since is not None and until is not None)
        here = places[bisect_left(places, (sentence.start,)) : bisect_left(places, (sentence.end,))]
        inherits = whole is not None
        if whole is not None and (since, until) == (None, None):
            since, until = whole.since, whole.until
        made.append(
            Toll(
                id=f"t{i + 1}",
                statement=said,
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
                place=place_of(page, draft, here, *heard.get(said or "", ((), None)))
                or (whole.place if whole is not None else None),
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


def _heard(statement: Statement) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """Return the places in the text of what a statement says, and of its speaker."""
    speaker = statement.speaker
    content = [(span.start, span.end) for span in statement.content]
    return content, (speaker.span.start, speaker.span.end) if speaker is not None else None


def _basis(words: str, draft: Draft) -> Basis:
    if _UNVERIFIED.search(words):
        return Basis.CLAIMED
    if draft.number.qualifier is Qualifier.ABOUT and "estimated" in words.lower():
        return Basis.ESTIMATED
    if _DOCUMENTED.search(words):
        return Basis.DOCUMENTED
    return Basis.ESTIMATED if _ESTIMATED.search(words) else Basis.CLAIMED


def _cumulative(words: str, draft: Draft, *, bounded: bool) -> bool | None:
    if _CUMULATIVE.search(words):
        return True
    if _EVENT.search(words) or draft.number.is_increment or bounded:
        return False
    return True if draft.is_total and "toll" in words.lower() else None
