"""Who denies, doubts, confirms or retracts what, in one document and across documents?

A statement that takes a stance on another names its targets where the reader found them in the same document. In other
documents, a target is a statement by another speaker that carries the same figure, says nearly the same in words that
few statements of the case share, or speaks of the same deed and shares two of place, day and parties. Nothing is
decided between the two.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.check import Check
from tollbook.model.document import Document, Reading, Statement
from tollbook.model.vocabulary import Stance, Verdict
from tollbook.reconciliation.figures import Figure, Figures, speaker_of
from tollbook.reconciliation.likeness import Likeness
from tollbook.reconciliation.subjects import About, shared, subjects

STANCES: Mapping[Stance, tuple[str, Verdict]] = {
    Stance.DENIES: ("denied", Verdict.INCONSISTENT),
    Stance.DENIES_RESPONSIBILITY: ("denied responsibility for", Verdict.INCONSISTENT),
    Stance.OTHER_EXPLANATION: ("gave another explanation for", Verdict.INCONSISTENT),
    Stance.DISPUTES: ("disputed", Verdict.INCONSISTENT),
    Stance.DOUBTS: ("doubted", Verdict.UNKNOWN),
    Stance.RETRACTS: ("retracted", Verdict.INCONSISTENT),
    Stance.CONFIRMS: ("confirmed", Verdict.CONSISTENT),
    Stance.ACCEPTS_RESPONSIBILITY: ("accepted responsibility for", Verdict.CONSISTENT),
}
TARGETABLE = frozenset({Stance.ASSERTS, Stance.REPORTS, Stance.CONFIRMS, Stance.UNKNOWN, Stance.OTHER_EXPLANATION})
NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither|no (?:side|party|source|group))\b", re.IGNORECASE)
SHOWN = 160  # characters of a statement in a sentence
MOST = 5  # targets of other documents named in a sentence
MOST_CARRIERS = 50  # statements that carry one figure and are looked at


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement in its document.

    Attributes:
        document: The document.
        statement: The statement.
        speaker: Who speaks, as `Names` knows them, or None.
        words: What is said.
        figures: References of the tolls it carries.
        about: What it is about.
    """

    document: Document
    statement: Statement
    speaker: str | None
    words: str
    figures: tuple[str, ...]
    about: About

    @property
    def reference(self) -> str:
        """The reference by which the report leads to it."""
        return f"statement:{self.document.name}/{self.statement.id}"


def dispute_checks(
    readings: Sequence[Reading], figures: Figures, clusters: Sequence[Sequence[Figure]]
) -> tuple[Check, ...]:
    """Return one check for each statement that takes a stance on others.

    Args:
        readings: What was read, one a document.
        figures: All figures.
        clusters: Figures that are one figure, as `clusters` returned them.

    Returns:
        Checks named `dispute-<document>-<statement>`: inconsistent for a denial or the like, consistent for a
        confirmation, unknown for a doubt and where no target is found.
    """
    said = utterances(readings, figures)
    places = {one.reference: place for place, one in enumerate(said)}
    alike = Likeness([one.words for one in said])
    same = {one.reference: place for place, cluster in enumerate(clusters) for one in cluster}
    carriers: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        for figure in one.figures:
            carriers[same[figure]].append(place)
    index = _Index(said)
    made = []
    for place, one in enumerate(said):
        if one.statement.stance not in STANCES:
            continue
        own = [places[name] for name in _targets(one) if name in places]
        about = [place, *own]
        sharing = [
            other for at in about for figure in said[at].figures for other in carriers[same[figure]][:MOST_CARRIERS]
        ]
        near = [other for at in about for other in alike.near(at)]
        found = dict.fromkeys(sharing, "the same figure") | dict.fromkeys(near, "in nearly the same words")
        abroad = {other: why for other, why in found.items() if _is_target(one, said[other])}
        abroad |= {other: why for other, why in index.about(place) if other not in found}
        made.append(_check(one, [said[at] for at in own], [(said[other], why) for other, why in abroad.items()]))
    return tuple(made)


class _Index:
    """Statements by the places and parties that they name and by who speaks: those that an answer may be about."""

    __slots__ = ("_by_party", "_by_place", "_by_speaker", "_said")

    def __init__(self, said: Sequence[Utterance]) -> None:
        self._said = said
        self._by_place: dict[str, list[int]] = defaultdict(list)
        self._by_speaker: dict[str, list[int]] = defaultdict(list)
        self._by_party: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(said):
            for name in one.about.subject.places:
                self._by_place[name].append(at)
            for name in one.about.subject.parties:
                self._by_party[name].append(at)
            if one.speaker is not None:
                self._by_speaker[one.speaker].append(at)

    def about(self, place: int) -> list[tuple[int, str]]:
        """Return the statements that one answers by its subject, each with what they share."""
        one = self._said[place]
        near = [at for name in sorted(one.about.subject.places) for at in self._by_place[name][:MOST_CARRIERS]]
        near += [
            at for name in sorted(one.about.subject.parties) for at in self._by_speaker.get(name, [])[:MOST_CARRIERS]
        ]
        found = []
        for at in dict.fromkeys(near):
            why = shared(one.about, self._said[at].about) if _is_target(one, self._said[at]) else ()
            if why:
                found.append((at, ", ".join(why)))
        return found


def utterances(readings: Sequence[Reading], figures: Figures) -> tuple[Utterance, ...]:
    """Return every statement in its document, by document and place in the text."""
    made = []
    for reading in sorted(readings, key=lambda one: one.document.name):
        carried: dict[str, list[str]] = defaultdict(list)
        for figure in figures.by_document.get(reading.document.name, ()):
            if figure.statement is not None:
                carried[figure.statement.id].append(figure.reference)
        statements = {statement.id: statement for statement in reading.statements}
        subject = subjects(reading)
        for statement in reading.statements:
            words = " ".join(span.text for span in statement.content) or (statement.cue.text if statement.cue else "")
            speaker = speaker_of(statement, statements, figures.names)
            about = About(subject[statement.id], speaker, reading.document.published, words)
            made.append(Utterance(reading.document, statement, speaker, words, tuple(carried[statement.id]), about))
    return tuple(made)


def _targets(one: Utterance) -> list[str]:
    """Return the references of the targets that the reader found, whichever way it writes them."""
    return [
        target if target.startswith("statement:") else f"statement:{one.document.name}/{target}"
        for target in one.statement.targets
    ]


def _is_target(one: Utterance, other: Utterance) -> bool:
    """Return whether a statement of another document can be what one is about."""
    if other.document.name == one.document.name or other.statement.stance not in TARGETABLE:
        return False
    before, after = other.document.published, one.document.published
    if before is not None and after is not None and before > after:
        return False
    is_own = one.speaker is not None and one.speaker == other.speaker
    return is_own if one.statement.stance is Stance.RETRACTS else not is_own


def _check(one: Utterance, own: Sequence[Utterance], found: Sequence[tuple[Utterance, str]]) -> Check:
    verb, verdict = STANCES[one.statement.stance]
    found = sorted(found, key=lambda pair: pair[0].reference)
    abroad = [other for other, _ in found]
    shown = [*map(_said, own), *(f"{_said(other)} ({why})" for other, why in found[:MOST])]
    who = one.speaker or f"the writer of '{one.document.name}'"
    if NOBODY.match(who):  # no speaker took this stance: that is what the writer says
        who, verdict = f"according to '{one.document.name}', {who.lower()}", Verdict.UNKNOWN
    if shown:
        text = f"{who} {verb} what " + "; and what ".join(shown)
        if len(abroad) > MOST:
            text += f"; and {len(abroad) - MOST} more statements"
    else:
        verdict = Verdict.UNKNOWN
        text = f"{who} {verb} something that no statement of the case holds: {quoted(one.words)}"
    links = [one.reference, *one.figures]
    for other in (*own, *abroad):
        links += [other.reference, *other.figures]
    return Check(
        id=f"dispute-{one.document.name}-{one.statement.id}",
        kind="dispute",
        verdict=verdict,
        reason=f"{text}.",
        links=tuple(dict.fromkeys(links)),
    )


def _said(one: Utterance) -> str:
    who = one.speaker or "the writer"
    verb = STANCES.get(one.statement.stance, ("said", Verdict.UNKNOWN))[0]
    return f"{who} {verb} in '{one.document.name}', {quoted(one.words)}"


def quoted(words: str) -> str:
    """Return words between quotation marks, cut where they are long."""
    flat = " ".join(words.split())
    return f"“{flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + '…'}”"
