"""What is a statement about? Deeds, places, days and parties, by which an answer in another document finds it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tollbook.model.document import Reading, Statement

CLOSE = timedelta(days=7)  # between two publications that can speak of one event, where neither names its day
MOST = 200  # statements of one place or speaker that are looked at
# Words that tell one deed, by their beginnings; an answer often uses another word for it than the charge.
DEEDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for name, words in {
        "killing": "kill|massacr|execut|murder|slaughter|atrocit|behead|shot\\b|shoot|dead\\b|deaths?\\b|died|slain|"
        "lynch",
        "strike": "strik|struck|bomb|shell|air ?strik|airstrik|raid|rocket|missil|drone|artillery|sortie|warplane|"
        "aircraft|blast|explo",
        "gas": "chemical|chlorin|sarin|gas\\b|toxic|poison",
        "capture": "abduct|kidnap|detain|detention|arrest|hostage|disappear|prisoner",
        "torture": "tortur|abus|beat|mistreat|ill-treat",
        "rape": "rape|raping|sexual",
        "loot": "loot|plunder|pillag",
        "siege": "besieg|siege|blockad|encircl|starv|famine|hunger",
        "expulsion": "expel|expuls|displac|deport|evict|evacuat",
        "truce": "cease-?fire|truce|agreement|deal\\b|accord|armistice",
        "control": "captur|seiz|retook|retak|recaptur|fell\\b|fallen|liberat|withdr|overran",
        "aid": "convoy|aid\\b|relief|humanitarian",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about.

    Attributes:
        deeds: Names of DEEDS.
        places: Places that it names, in lower case, countries left out.
        days: First and last days that it names.
        parties: Parties that it names, besides its speaker.
    """

    deeds: frozenset[str]
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
        frozenset(name for name, pattern in DEEDS.items() if pattern.search(text)),
        frozenset(name for at, name in held.places if inside(at)),
        tuple((first, last) for at, first, last in held.days if inside(at)),
        frozenset(name for at, name in held.parties if inside(at)),
    )


def _joined(own: Subject, targets: Sequence[Subject]) -> Subject:
    for target in targets:
        own = Subject(
            own.deeds | target.deeds,
            own.places | target.places,
            own.days or target.days,
            own.parties | target.parties,
        )
    return own


@dataclass(frozen=True, slots=True)
class About:
    """A statement's subject with who speaks, when it was published, and its words."""

    subject: Subject
    speaker: str | None
    published: date | None
    words: str


def shared(answer: About, charge: About) -> tuple[str, ...]:
    """Return what makes a statement the one that an answer of another document is about; empty where too little does.

    The deed must be the same, and two of: the place, the day, the answer's speaker named in the charge, the charge's
    speaker named in the answer. Places or days that both name and that differ rule it out.

    Args:
        answer: A denial, confirmation or the like.
        charge: A statement of another document.

    Returns:
        What they share, in words for a reader: "the same place", "the same day" and so on.
    """
    mine, other = answer.subject, charge.subject
    if not mine.deeds & other.deeds:
        return ()
    places = mine.places & other.places
    day = _same_day(answer, charge)
    if (mine.places and other.places and not places) or day is False:
        return ()
    found = ["the same place"] if places else []
    found += ["the same day"] if day else []
    found += ["it names the one who answers"] if _names(answer.speaker, charge) else []
    found += ["the answer names who said it"] if _names(charge.speaker, answer) else []
    return tuple(found) if len(found) > 1 else ()


def _names(speaker: str | None, other: About) -> bool:
    """Return whether a statement names somebody, as a party or in its words."""
    if speaker is None or len(speaker) < 4:
        return False
    return speaker in other.subject.parties or speaker.casefold() in other.words.casefold()


def _same_day(answer: About, charge: About) -> bool | None:
    """Return whether both can speak of one day; None where neither day nor publication tells."""
    if answer.subject.days and charge.subject.days:
        return any(a <= d and c <= b for a, b in answer.subject.days for c, d in charge.subject.days)
    if answer.published is None or charge.published is None:
        return None
    return True if abs(answer.published - charge.published) <= CLOSE else None
