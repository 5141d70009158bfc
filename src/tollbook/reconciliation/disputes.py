"""Who denies, doubts, confirms or retracts what, in one document and across documents?

A statement that takes a stance on another names its targets where the reader found them in the same document. In other
documents, a target is a statement by another speaker that carries the same figure, says nearly the same in words that
few statements of the case share, or that words, figures, sources, place and day in common show to be meant. Nothing is
decided between the two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tollbook.model.check import Check
from tollbook.model.document import Document, Reading, Statement
from tollbook.model.vocabulary import Stance, Verdict
from tollbook.reconciliation.figures import Figure, Figures, speaker_of
from tollbook.reconciliation.likeness import Likeness
from tollbook.reconciliation.subjects import About, Rarity, shared, subjects
from tollbook.text.stems import stems_of

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
TARGETABLE = frozenset(
    {
        Stance.ASSERTS,
        Stance.REPORTS,
        Stance.CONFIRMS,
        Stance.UNKNOWN,
        Stance.OTHER_EXPLANATION,
        Stance.PREDICTS,
        Stance.ACCEPTS_RESPONSIBILITY,
    }
)
NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither|no (?:side|party|source|group))\b", re.IGNORECASE)
SHOWN = 160  # characters of a statement in a sentence
MOST = 5  # targets of other documents named in a sentence
MOST_CARRIERS = 50  # statements that carry one figure, or share most words, and are looked at
MOST_HOLDERS = 500  # statements that hold a word; one that more hold finds nothing


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
    """Statements by the words that they share and by who speaks: those that an answer may be about."""

    __slots__ = ("_by_stem", "_rarity", "_said", "_spoken")

    def __init__(self, said: Sequence[Utterance]) -> None:
        self._said = said
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._spoken: dict[str, list[int]] = defaultdict(list)
        often: Counter[str] = Counter()
        for at, one in enumerate(said):
            often.update(one.about.subject.stems.keys())
            if one.statement.stance in TARGETABLE:
                for stem in (*one.about.subject.stems, *one.about.subject.figures):
                    self._by_stem[stem].append(at)
                for stem in stems_of(one.speaker or ""):
                    self._spoken[stem].append(at)
        self._rarity = Rarity(often, len(said))

    def about(self, place: int) -> list[tuple[int, str]]:
        """Return the statements that one answers by its subject, each with what they share."""
        one = self._said[place]
        subject = one.about.subject
        near: dict[int, float] = defaultdict(float)
        for stem in (*subject.stems, *subject.figures):
            held = self._by_stem.get(stem, [])
            for at in held if len(held) <= MOST_HOLDERS else ():
                near[at] += self._rarity.of(stem)
        for stem in subject.stems:
            for at in self._spoken.get(stem, [])[:MOST_HOLDERS]:
                near[at] += self._rarity.of(stem)
        found = []
        targets = (at for at in sorted(near, key=lambda at: (-near[at], at)) if _is_target(one, self._said[at]))
        for at in islice(targets, MOST_CARRIERS):
            why = shared(one.about, self._said[at].about, self._rarity)
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
            named = stems_of(speaker or "")
            about = About(subject[statement.id], speaker, reading.document.published, words, named)
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
    who = _speaking(one, f"the writer of '{one.document.name}'")
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


def _speaking(one: Utterance, writer: str) -> str:
    """Return who speaks: by name, else in the text's words; an attributed statement that names nobody is nobody's."""
    if one.speaker is not None:
        return one.speaker
    if one.statement.speaker is not None:
        return " ".join(one.statement.speaker.span.text.split())
    return writer if one.statement.cue is None else "somebody unnamed"


def _said(one: Utterance) -> str:
    who = _speaking(one, "the writer")
    verb = STANCES.get(one.statement.stance, ("said", Verdict.UNKNOWN))[0]
    return f"{who} {verb} in '{one.document.name}', {quoted(one.words)}"


def quoted(words: str) -> str:
    """Return words between quotation marks, cut where they are long."""
    flat = " ".join(words.split())
    return f"“{flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + '…'}”"
