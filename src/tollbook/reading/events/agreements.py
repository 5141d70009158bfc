"""Agreements that a text speaks of: who brokered them, who confirmed them, on what terms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tollbook.model.document import Agreement, Span, Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading.names.mentions import Mention, Mentions
from tollbook.reading.names.places import PlaceMention
from tollbook.reading.page import Sentence
from tollbook.text.calendar_words import DateWords

_NOUN = re.compile(
    (
        r"\b(?P<noun>agreements?|deal|truce|cease-?fire|armistice|accord|pact|cessation\s+of\s+hostilities|treaty|"
        r"memorandum)\b"
    ),
    re.IGNORECASE,
)
_BROKERED = re.compile(
    r"\b(?:brokered|mediated|negotiated|sponsored|arranged|facilitated|guaranteed)\b(?:\s+\w+ly)?\s+(?:by|between)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|signed\s+by|agreed\s+by|reached\s+(?:by|with|between)|among)\b", re.IGNORECASE)
_AGREED = re.compile(rf"\bagreed\b[^.;]{{0,40}}?\b(?:to|on)\s+(?:[\w-]+\s+){{0,3}}?{_NOUN.pattern}", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:it|they|this)\s+(?:was|were|had\s+been|has\s+been|is)\s+(?:\w+ly\s+)?(?:brokered|mediated|negotiated|sponsored|"
    r"arranged|guaranteed|signed|agreed|reached)\b",
    re.IGNORECASE,
)
_TERMS = re.compile(
    (
        r"\b(?:to|that|under\s+which|allowing|providing\s+for)\s+(?=evacuat|withdraw|leav|releas|exchang|halt|end|"
        r"stop|allow|hand|transfer|let|surrender|remov|reopen|lift|all\b|fighters|civilians)"
    ),
    re.IGNORECASE,
)
_KINDS = (
    ("evacuation", r"evacuat"),
    ("prisoner exchange", r"exchang|prisoner|releas"),
    ("ceasefire", r"cease-?fire|truce|cessation|armistice|halt"),
    ("withdrawal", r"withdraw"),
    ("peace", r"peace"),
)
_NAMED_FIRST = re.compile(
    rf"(?:that\s+)?(?:(?:the|a|an|this|that|its|their|there\s+was)\s+)?(?:[\w-]+\s+){{0,3}}?{_NOUN.pattern}",
    re.IGNORECASE,
)  # what is confirmed is the agreement itself, not something about it
_CONTESTS = (Stance.DENIES, Stance.DISPUTES, Stance.DOUBTS)
_LOOK_BACK = 24  # characters: the one or two words before "agreement"
_CONNECTED = re.compile(r"[\s,]*(?:(?:and|by|the|of|its|both|between)[\s,]*)*", re.IGNORECASE)
_BEGINS = re.compile(
    (
        r"\b(?:reached|agreed|signed|concluded|announced|effect|force|began|begins?|from|starting|since|"
        r"as\s+of)\b[^.;]{0,24}$"
    ),
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:previous|earlier|past|former|trade|nuclear|arms|new|future)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Sheet:
    """An agreement while it is put together."""

    mentions: list[Span] = field(default_factory=list)
    brokers: dict[str, None] = field(default_factory=dict)
    parties: dict[str, None] = field(default_factory=dict)
    confirmed: dict[str, None] = field(default_factory=dict)
    terms: list[Span] = field(default_factory=list)
    place: str | None = None
    words: str = ""


def agreements(
    found: Mentions, statements: Sequence[Statement], places: Sequence[PlaceMention], when: Sequence[DateWords]
) -> tuple[Agreement, ...]:
    """Return the agreement that a text speaks of, where it speaks of one.

    Mentions are taken together as one agreement unless the text calls one previous, new or of another matter.

    Args:
        found: The parties named.
        statements: The document's statements; confirmations of the agreement name who confirms it.
        places: Places named.
        when: Dates named.

    Returns:
        None or one agreement.
    """
    page = found.page
    sheet = _Sheet()
    since = None
    for sentence in page.sentences:
        words = page.text[sentence.start : sentence.end]
        for match in _NOUN.finditer(words):
            if _OTHER.search(words[max(0, match.start() - _LOOK_BACK) : match.start()]) or _is_no_agreement(
                words, match
            ):
                continue
            start = sentence.start + match.start("noun")
            sheet.mentions.append(page.span(start, sentence.start + match.end("noun")))
            _take(sheet, found, sentence, words)
            if sheet.place is None:
                sheet.place = next(
                    (
                        place.entry.name
                        for place in places
                        if sentence.start <= place.start < sentence.end and place.kind != "country"
                    ),
                    None,
                )
            if since is None:
                since = next(
                    (day.since for day in when if day.since is not None and _is_beginning(words, sentence.start, day)),
                    None,
                )
        if sheet.mentions and not _NOUN.search(words) and _GOES_ON.match(words):
            _take(sheet, found, sentence, words)  # "It was brokered by ..."
    if not sheet.mentions or not (sheet.brokers or sheet.parties or sheet.terms or len(sheet.mentions) > 1):
        return ()
    _confirmations(sheet, found, statements)
    named = " ".join(page.text[max(0, span.start - _LOOK_BACK) : span.end] for span in sheet.mentions)
    kind = _kind(named) or _kind(sheet.words) or "agreement"
    contested = tuple(
        span
        for statement in statements
        if statement.stance in _CONTESTS
        for span in statement.content
        if _NOUN.search(span.text)
    )
    return (
        Agreement(
            kind,
            tuple(sheet.parties),
            tuple(sheet.brokers),
            tuple(sheet.confirmed),
            tuple(sheet.terms),
            sheet.place,
            since,
            tuple(sheet.mentions),
            contested,
        ),
    )


def _kind(words: str) -> str | None:
    return next((name for name, pattern in _KINDS if re.search(pattern, words, re.IGNORECASE)), None)


def _is_beginning(words: str, start: int, day: DateWords) -> bool:
    """Return whether a date says when an agreement was made or begins: "reached on Tuesday", "from Friday"."""
    if not start <= day.start < start + len(words):
        return False
    return _BEGINS.search(words[max(0, day.start - start - 40) : day.start - start]) is not None


def _is_no_agreement(words: str, match: re.Match[str]) -> bool:
    after = words[match.end() : match.end() + 6]
    return match["noun"].lower() == "deal" and bool(re.match(r"\s+(?:with|of)\b", after))


def _take(sheet: _Sheet, found: Mentions, sentence: Sentence, words: str) -> None:
    sheet.words += " " + words
    page = found.page
    brokered = _BROKERED.search(words)
    if brokered is not None:
        for mention in _run(found, sentence.start + brokered.end(), sentence.end):
            sheet.brokers.setdefault(_root(mention))
    between = next(
        (m for m in _BETWEEN.finditer(words) if brokered is None or not brokered.start() <= m.start() < brokered.end()),
        None,
    )
    if between is not None:
        for mention in _run(found, sentence.start + between.end(), sentence.end):
            sheet.parties.setdefault(mention.name)
    agreed = _AGREED.search(words)
    if agreed is not None:
        for mention in _before(found, sentence, sentence.start + agreed.start()):
            sheet.parties.setdefault(mention.name)
    terms = _TERMS.search(words)
    if terms is not None and not sheet.terms:
        end = re.compile(r"[,;]|\s(?:appeared|was|were|had|has|said)\s|$").search(words, terms.end())
        stop = end.start() if end is not None else len(words)
        sheet.terms.append(page.trimmed(sentence.start + terms.start(), sentence.start + stop, " .,;"))


def _before(found: Mentions, sentence: Sentence, end: int) -> list[Mention]:
    """Return the parties named one after the other right before "agreed": "A and B agreed to a truce"."""
    run: list[Mention] = []
    at = end
    for mention in found.within(sentence.start, end)[::-1]:
        between = found.page.text[mention.end : at]
        if not (_CONNECTED.fullmatch(between) if run else len(between.split()) <= 2):
            break
        if mention.use != "adjective" and mention.kind != "unknown":
            run.append(mention)
        at = mention.start
    return run[::-1]


def _run(found: Mentions, start: int, end: int) -> list[Mention]:
    """Return the parties named one after the other from a place on."""
    run: list[Mention] = []
    at = start
    for mention in found.within(start, end):
        between = found.page.text[at : mention.start]
        if len(between.split()) > 6 or (run and not _CONNECTED.fullmatch(between)):
            break
        if mention.use != "adjective" and mention.kind != "unknown":
            run.append(mention)
        at = mention.end
    return run


def _root(mention: Mention) -> str:
    """Return the government behind an office or army, so that one broker is not named twice."""
    entry = mention.entry
    return (
        entry.parent
        if entry is not None and entry.parent is not None and entry.kind in ("military", "office")
        else mention.name
    )


def _confirmations(sheet: _Sheet, found: Mentions, statements: Sequence[Statement]) -> None:
    for statement in statements:
        if statement.stance is not Stance.CONFIRMS or statement.speaker is None:
            continue
        words = " ".join(span.text for span in statement.content)
        if not _NAMED_FIRST.match(words) or len(words.split()) > 12:
            continue
        named = [
            m.name
            for m in found.within(statement.speaker.span.start, statement.speaker.span.end)
            if m.use != "adjective" and m.entry is not None
        ]
        for name in named or [statement.speaker.party or statement.speaker.name or statement.speaker.span.text]:
            sheet.confirmed.setdefault(name)
