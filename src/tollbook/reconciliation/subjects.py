"""What is a statement about? Words, figures, places and days, by which an answer in another document finds it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log

from tollbook.model.document import Reading, Statement
from tollbook.text.stems import SAID, weighed

CLOSE = timedelta(days=7)  # between two publications that can speak of one event, where neither names its day
LONG = timedelta(days=31)  # between two publications that speak of one event only where a figure or a source says so
FIGURE = re.compile(r"\d[\d,.]*\d|\d")
SAID_SO = re.compile(rf"\b(?:{'|'.join(sorted(SAID))})\b", re.IGNORECASE)
LEAST = 1.3  # evidence from which a statement of another document is what an answer is about; tests/reconciliation
SHORT = 9  # words; "the Watch Group's report as fiction" is about all of it, a longer answer says what it is about
TINY = 10  # statements by which a case is taken to be larger than it is, so that one word of two weighs something


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about.

    Attributes:
        stems: Stems of its words, each with its weight.
        figures: The figures that it gives, as digits.
        places: Places that it names, in lower case, countries left out.
        days: First and last days that it names.
        parties: Parties that it names, besides its speaker.
    """

    stems: Mapping[str, float]
    figures: frozenset[str]
    places: frozenset[str]
    days: tuple[tuple[date, date], ...]
    parties: frozenset[str]


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

    return Subject(
        weighed(text),
        frozenset(figure.replace(",", "") for figure in FIGURE.findall(text)),
        frozenset(name for at, name in held.places if inside(at)),
        tuple((first, last) for at, first, last in held.days if inside(at)),
        frozenset(name for at, name in held.parties if inside(at)),
    )


def _joined(own: Subject, targets: Sequence[Subject]) -> Subject:
    for target in targets:
        own = Subject(
            {**target.stems, **own.stems},
            own.figures | target.figures,
            own.places | target.places,
            own.days or target.days,
            own.parties | target.parties,
        )
    return own


@dataclass(frozen=True, slots=True)
class About:
    """A statement's subject with who speaks, when it was published, its words, and the stems of the speaker's name."""

    subject: Subject
    speaker: str | None
    published: date | None
    words: str
    named: frozenset[str]


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


def shared(answer: About, charge: About, rarity: Rarity) -> tuple[str, ...]:
    """Return what makes a statement the one that an answer of another document is about; empty where too little does.

    Words in common that may tell a deed, a figure, or the charge's speaker named in an answer to "its report" must be
    there; with names in common, place, day, and the answer's speaker named in the charge they are weighed. Places or
    days that both name and that differ rule it out.

    Args:
        answer: A denial, confirmation or the like.
        charge: A statement of another document.
        rarity: How much a word weighs in this case.

    Returns:
        What they share, in words for a reader: "the same place", "the same day" and so on.
    """
    mine, other = answer.subject, charge.subject
    places, day = mine.places & other.places, _same_day(answer, charge)
    if (mine.places and other.places and not places) or day is False:
        return ()
    common = {
        stem: min(mine.stems[stem], other.stems[stem]) * rarity.of(stem)
        for stem in mine.stems.keys() & other.stems.keys()
    }
    deeds = [stem for stem in common if min(mine.stems[stem], other.stems[stem]) == 1.0]
    figures = {figure for figure in mine.figures & other.figures if len(figure) > 1}
    source = _names(charge, answer)
    of_source = source and SAID_SO.search(answer.words) is not None and len(answer.words.split()) <= SHORT
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
    return len(named & other.subject.stems.keys()) * 2 > len(named)


def _same_day(answer: About, charge: About) -> bool | None:
    """Return whether both can speak of one day; None where neither day nor publication tells."""
    if answer.subject.days and charge.subject.days:
        return any(a <= d and c <= b for a, b in answer.subject.days for c, d in charge.subject.days)
    if answer.published is None or charge.published is None:
        return None
    return True if abs(answer.published - charge.published) <= CLOSE else None
