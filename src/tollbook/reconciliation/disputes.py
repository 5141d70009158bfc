"""Who denies, doubts, confirms or retracts what, in one document and across documents?

A statement that takes a stance on another names its targets where the reader found them in the same document. In other
documents, a target is a statement by another speaker that carries the same figure, says nearly the same in words that
few statements of the case share, or that words, figures, sources, place and day in common show to be meant. Nothing is
decided between the two.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from tollbook.model.check import Check
from tollbook.model.vocabulary import Stance, Verdict
from tollbook.reconciliation.figures import Figure
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.subjects import Rarity, Subject, shared
from tollbook.reconciliation.utterances import Utterance, Utterances, quoted

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
MOST = 5  # targets of other documents named in a sentence
MOST_CARRIERS = 50  # statements that carry one figure, or share most words, and are looked at
MOST_HOLDERS = 500  # statements that hold a word; one that more hold finds nothing
LOT = 500  # answers set against all statements at a time


def dispute_checks(said: Utterances, clusters: Sequence[Sequence[Figure]]) -> Iterator[Check]:
    """Yield one check for each statement that takes a stance on others.

    Args:
        said: All statements.
        clusters: Figures that are one figure, as `clusters` returned them.

    Yields:
        Check: Named `dispute-<document>-<statement>`: inconsistent for a denial or the like, consistent for a
            confirmation, unknown for a doubt and where no target is found.
    """
    answers = [place for place, one in enumerate(said.all) if one.stance in STANCES]
    own = _own_targets(said.all, answers)
    carriers = _Carriers(said.all, clusters)
    index = _Index(said.all)
    for first in range(0, len(answers), LOT):
        lot = answers[first : first + LOT]
        rows = list(dict.fromkeys(row for place in lot for row in (place, *own[place])))
        alike = dict(zip(rows, said.alike.near(rows), strict=True))
        for place in lot:
            one, about = said.all[place], (place, *own[place])
            found = dict.fromkeys((other for at in about for other in carriers.sharing(at)), "the same figure")
            found |= dict.fromkeys((other for at in about for other in alike[at]), "in nearly the same words")
            abroad = {other: why for other, why in found.items() if _is_target(one, said.all[other])}
            abroad |= {other: why for other, why in index.about(place) if other not in found}
            of_own = [said.all[at] for at in own[place]]
            yield _check(one, of_own, [(said.all[other], why) for other, why in abroad.items()])


def _own_targets(said: Sequence[Utterance], answers: Sequence[int]) -> dict[int, list[int]]:
    """Return for each answer the places of the statements of its own document that the reader found it to be about."""
    wanted = {target for place in answers for target in _targets(said[place])}
    places = {ref: place for place, one in enumerate(said) if (ref := one.reference) in wanted}
    return {place: [places[ref] for ref in _targets(said[place]) if ref in places] for place in answers}


class _Carriers:
    """Statements by the figures that they carry, one figure being the same in several documents."""

    __slots__ = ("_of", "_said", "_same")

    def __init__(self, said: Sequence[Utterance], clusters: Sequence[Sequence[Figure]]) -> None:
        self._said = said
        self._same = {id(one): place for place, cluster in enumerate(clusters) if len(cluster) > 1 for one in cluster}
        self._of: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(said):
            for figure in one.figures:
                if id(figure) in self._same:
                    self._of[self._same[id(figure)]].append(place)

    def sharing(self, place: int) -> Iterator[int]:
        """Yield the statements that carry a figure which a statement carries too."""
        for figure in self._said[place].figures:
            yield from self._of.get(self._same.get(id(figure), -1), ())[:MOST_CARRIERS]


class _Index:
    """Statements by the words that they share and by who speaks: those that an answer may be about."""

    __slots__ = ("_by_stem", "_rarity", "_said", "_spoken")

    def __init__(self, said: Sequence[Utterance]) -> None:
        self._said = said
        self._by_stem: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._spoken: dict[str, array[int]] = defaultdict(lambda: array("q"))
        often: Counter[str] = Counter()
        for at, one in enumerate(said):
            subject = one.about.subject
            often.update(subject.words)
            if one.stance in TARGETABLE:
                for stem in (*subject.words, *subject.figures):
                    self._by_stem[stem].append(at)
                for stem in one.about.named:
                    self._spoken[stem].append(at)
        self._rarity = Rarity(often, len(said))

    def about(self, place: int) -> list[tuple[int, str]]:
        """Return the statements that one answers by its subject, each with what they share."""
        one, found = self._said[place], list[tuple[int, str]]()
        stems = one.about.subject.stems
        targets = (at for at in self._near(one.about.subject) if _is_target(one, self._said[at]))
        for at in islice(targets, MOST_CARRIERS):
            why = shared(one.about, stems, self._said[at].about, self._rarity)
            if why:
                found.append((at, ", ".join(why)))
        return found

    def _near(self, subject: Subject) -> list[int]:
        """Return the statements that share words that few statements have, those that share most first."""
        lots: list[array[int]] = []
        worth: list[float] = []
        for stem in (*subject.words, *sorted(subject.figures)):
            held = self._by_stem.get(stem)
            if held is not None and len(held) <= MOST_HOLDERS:
                lots.append(held)
                worth.append(self._rarity.of(stem))
        for stem in subject.words:
            if (spoken := self._spoken.get(stem)) is not None:
                lots.append(spoken[:MOST_HOLDERS])
                worth.append(self._rarity.of(stem))
        if not lots:
            return []
        every = np.concatenate([np.frombuffer(lot, dtype=np.int64) for lot in lots])
        places, back = np.unique(every, return_inverse=True)
        near = np.bincount(back, weights=np.repeat(worth, [len(lot) for lot in lots]))
        order = np.lexsort((places, -near))
        ordered: list[int] = places[order].tolist()
        return ordered


def _targets(one: Utterance) -> list[str]:
    """Return the references of the targets that the reader found, whichever way it writes them."""
    return [
        target if target.startswith("statement:") else f"statement:{one.document.name}/{target}"
        for target in one.targets
    ]


def _is_target(one: Utterance, other: Utterance) -> bool:
    """Return whether a statement of another document can be what one is about."""
    if other.document.name == one.document.name or other.stance not in TARGETABLE:
        return False
    before, after = other.document.published, one.document.published
    if before is not None and after is not None and before > after:
        return False
    is_own = one.speaker is not None and one.speaker == other.speaker
    return is_own if one.stance is Stance.RETRACTS else not is_own


def _check(one: Utterance, own: Sequence[Utterance], found: Sequence[tuple[Utterance, str]]) -> Check:
    verb, verdict = STANCES[one.stance]
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
    links = [ref for said in (one, *own, *abroad) for ref in (said.reference, *(f.reference for f in said.figures))]
    return Check(
        id=f"dispute-{one.document.name}-{one.id}",
        kind="dispute",
        verdict=verdict,
        reason=f"{text}.",
        links=tuple(dict.fromkeys(links)),
    )


def _speaking(one: Utterance, writer: str) -> str:
    """Return who speaks: by name, else in the text's words; an attributed statement that names nobody is nobody's."""
    if one.speaker is not None:
        return spoken(one.speaker)
    if one.shown is not None:
        return one.shown
    return "somebody unnamed" if one.is_cued else writer


def _said(one: Utterance) -> str:
    who = _speaking(one, "the writer")
    verb = STANCES.get(one.stance, ("said", Verdict.UNKNOWN))[0]
    return f"{who} {verb} in '{one.document.name}', {quoted(one.words)}"
