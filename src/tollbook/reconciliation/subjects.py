"""What is a statement about? Words, figures, places and days, by which an answer in another document finds it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log
from sys import intern
from typing import Self

from tollbook.model.document import Reading, Statement
from tollbook.text.stems import SAID, weighed

CLOSE = timedelta(days=7)  # between two publications that can speak of one event, where neither names its day
LONG = timedelta(days=31)  # between two publications that speak of one event only where a figure or a source says so
FIGURE = re.compile(r"\d[\d,.]*\d|\d")
SAID_SO = re.compile(rf"\b(?:{'|'.join(sorted(SAID))})\b", re.IGNORECASE)
LEAST = 1.3  # evidence from which a statement of another document is what an answer is about; tests/reconciliation
SHORT = 9  # words; "the Watch Group's report as fiction" is about all of it, a longer answer says what it is about
NOTHING: frozenset[str] = frozenset()
TINY = 10  # statements by which a case is taken to be larger than it is, so that one word of two weighs something


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about.

    Attributes:
        words: Stems of its words.
        tenths: What each weighs, in tenths.
        figures: The figures that it gives, as digits.
        places: Places that it names, in lower case, countries left out.
        days: First and last days that it names.
        parties: Parties that it names, besides its speaker.
    """

    words: tuple[str, ...]
    tenths: bytes
    figures: frozenset[str]
    places: frozenset[str]
    days: tuple[tuple[date, date], ...]
    parties: frozenset[str]

    @property
    def stems(self) -> dict[str, float]:
        """Stems of its words, each with its weight."""
        return {word: tenth / 10 for word, tenth in zip(self.words, self.tenths, strict=True)}


@dataclass(slots=True)
class _Held:
    """A reading's places, days and parties by the characters at which they stand."""

    places: list[tuple[int, str]] = field(default_factory=list)
    days: list[tuple[int, date, date]] = field(default_factory=list)
    parties: list[tuple[int, str]] = field(default_factory=list)


def subjects(reading: Reading) -> dict[str, Subject]:
    """Return what each statement of a document is about, by its id.

    Args:
        reading: What was read.

    Returns:
        Subjects. What a denial's own words leave open ("the reports") is taken from the statement that it targets.
    """
    held = _Held()
    for place in reading.places:
        if place.kind != "country":
            held.places += [(span.start, place.name.casefold()) for span in place.mentions]
    for dated in reading.dates:
        if dated.since is not None and dated.until is not None:
            held.days.append((dated.span.start, dated.since, dated.until))
    for party in reading.parties:
        held.parties += [(span.start, party.name) for span in party.mentions]
    own = {said.id: _subject(said, held) for said in reading.statements}
    return {said.id: _joined(own[said.id], [own[t] for t in said.targets if t in own]) for said in reading.statements}


def _subject(said: Statement, held: _Held) -> Subject:
    text = " ".join(span.text for span in said.content)

    def inside(at: int) -> bool:
        return any(span.start <= at < span.end for span in said.content)

    stems = weighed(text)
    return Subject(
        *_held_small(stems),
        _some(figure.replace(",", "") for figure in FIGURE.findall(text)),
        _some(name for at, name in held.places if inside(at)),
        tuple((first, last) for at, first, last in held.days if inside(at)),
        _some(name for at, name in held.parties if inside(at)),
    )


def _some(found: Iterable[str]) -> frozenset[str]:
    """Return what was found; nothing is one value for all statements, since most name no place and no figure."""
    return frozenset(found) or NOTHING


def _held_small(stems: Mapping[str, float]) -> tuple[tuple[str, ...], bytes]:
    """Return stems, each held once in memory however many statements have it, and their weights in tenths."""
    return tuple(map(intern, stems)), bytes(round(10 * weight) for weight in stems.values())


def _joined(own: Subject, targets: Sequence[Subject]) -> Subject:
    for target in targets:
        own = Subject(
            *_held_small({**target.stems, **own.stems}),
            own.figures | target.figures,
            own.places | target.places,
            own.days or target.days,
            own.parties | target.parties,
        )
    return own


@dataclass(frozen=True, slots=True)
class About:
    """A statement's subject, and what else of it tells what it answers.

    Attributes:
        subject: The subject.
        speaker: Who speaks, or None.
        published: The day of publication, or None.
        is_of_words: Whether it is short and speaks of what was said: "rejected the Watch Group's report".
        named: The stems of the speaker's name.
    """

    subject: Subject
    speaker: str | None
    published: date | None
    is_of_words: bool
    named: frozenset[str]

    @classmethod
    def of(
        cls, subject: Subject, speaker: str | None, named: frozenset[str], *, published: date | None, words: str
    ) -> Self:
        """Return what a statement is about, given its words."""
        return cls(
            subject, speaker, published, len(words.split()) <= SHORT and SAID_SO.search(words) is not None, named
        )


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word in common weighs by the number of a case's statements that hold it.

    Attributes:
        often: Statements that hold a stem.
        statements: Statements of the case.
    """

    often: Mapping[str, int]
    statements: int

    def of(self, stem: str) -> float:
        """Return 1 for a word of one statement, near 0 for one of nearly all."""
        whole = self.statements + TINY
        return max(0.0, log(whole / max(1, self.often.get(stem, 1))) / log(whole))


def shared(answer: About, stems: Mapping[str, float], charge: About, rarity: Rarity) -> tuple[str, ...]:
    """Return what makes a statement the one that an answer of another document is about; empty where too little does.

    Words in common that may tell a deed, a figure, or the charge's speaker named in an answer to "its report" must be
    there; with names in common, place, day, and the answer's speaker named in the charge they are weighed. Places or
    days that both name and that differ rule it out.

    Args:
        answer: A denial, confirmation or the like.
        stems: Its stems with their weights.
        charge: A statement of another document.
        rarity: How much a word weighs in this case.

    Returns:
        What they share, in words for a reader: "the same place", "the same day" and so on.
    """
    mine, other = answer.subject, charge.subject
    places, day = mine.places & other.places, _same_day(answer, charge)
    if (mine.places and other.places and not places) or day is False:
        return ()
    both = (
        (stem, stems[stem], tenth / 10) for stem, tenth in zip(other.words, other.tenths, strict=True) if stem in stems
    )
    weights = {stem: min(left, right) for stem, left, right in both}
    common = {stem: weight * rarity.of(stem) for stem, weight in weights.items()}
    deeds = [stem for stem, weight in weights.items() if weight == 1.0]
    figures = {figure for figure in mine.figures & other.figures if len(figure) > 1}
    source = _names(charge, answer)
    of_source = source and answer.is_of_words
    if not deeds and not figures and not of_source:
        return ()
    if _are_far(answer, charge) and not figures and not source:
        return ()
    parts = {
        "the same deed": sum(common.values()) if deeds else 0.0,
        "the same figure": 1.0 * len(figures),
        "the same place": 0.3 * len(places),
        "the same day": 0.3 * bool(day),
        "it names the one who answers": 0.6 * _names(answer, charge),
        "the answer names who said it": (1.0 if of_source else 0.6) * source,
    }
    return tuple(name for name, weight in parts.items() if weight > 0) if sum(parts.values()) >= LEAST else ()


def _are_far(one: About, two: About) -> bool:
    return one.published is not None and two.published is not None and abs(one.published - two.published) > LONG


def _names(one: About, other: About) -> bool:
    """Return whether a statement names another's speaker: as a party, or by more than half the words of the name."""
    speaker, named = one.speaker, one.named
    if speaker is None or len(speaker) < 4:
        return False
    if speaker in other.subject.parties:
        return True
    return len(named.intersection(other.subject.words)) * 2 > len(named)


def _same_day(answer: About, charge: About) -> bool | None:
    """Return whether both can speak of one day; None where neither day nor publication tells."""
    if answer.subject.days and charge.subject.days:
        return any(a <= d and c <= b for a, b in answer.subject.days for c, d in charge.subject.days)
    if answer.published is None or charge.published is None:
        return None
    return True if abs(answer.published - charge.published) <= CLOSE else None
