"""What documents claim: each figure with who says it, how, about whom, and the words around it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tollbook.model.document import Breakdown, Document, Reading, Statement, Toll
from tollbook.model.vocabulary import Measure
from tollbook.publish import numbers

AROUND = 140  # characters of context on each side: a sentence or so
MOST = 400  # figures of each kind that are printed
MOST_SUMS = 200  # breakdowns that are printed
MOST_DRAWN = 24  # totals that are drawn
MOST_NAMED = 3  # of them in the answer

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Claim:
    """A toll, ready to print.

    Attributes:
        reference: `toll:document/id`.
        toll: The toll.
        document: Where it stands.
        speaker: Who says it: the statement's speaker, else the document's publisher; None where neither is known.
        statement: The statement that carries it, or None where it is the writer's own.
        before: Words before the figure.
        after: Words after it.
        depth: 0 for a whole, 1 for a part of one, and so on.
    """

    reference: str
    toll: Toll
    document: Document
    speaker: str | None
    statement: Statement | None
    before: str
    after: str
    depth: int

    @property
    def bounds(self) -> str:
        """The bounds that the words set, as printed."""
        return numbers.quantity(self.toll.quantity)

    @property
    def figure(self) -> float:
        """The number to place it by: the one named, else the middle of its bounds."""
        held = self.toll.quantity
        if self.toll.best is not None:
            return float(self.toll.best)
        return float(held.low if held.high is None else (held.low + held.high) / 2)

    @property
    def is_own(self) -> bool:
        """Whether the one who gives the figure published the document."""
        return self.speaker is not None and self.speaker == self.document.publisher

    @property
    def is_total(self) -> bool:
        """Whether it is a whole number of dead, and not the deeds of a perpetrator or a part of another figure."""
        return self.depth == 0 and self.toll.measure is Measure.KILLED and self.toll.role != "perpetrator"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the documents of a case claim, as much of it as a page holds.

    Attributes:
        deaths: Figures of people killed: documents by day, a whole before its parts, else as in the text; the first.
        n_deaths: How many such figures there are in all.
        others: Figures that count no deaths, in that order; the first.
        n_others: How many there are in all.
        breakdowns: Document and breakdown, in that order; the first.
        n_breakdowns: How many there are in all.
        parts: The figures of those breakdowns, by `document/id`.
        totals: The largest totals, the largest first.
        headline: The totals that name a number.
    """

    deaths: tuple[Claim, ...]
    n_deaths: int
    others: tuple[Claim, ...]
    n_others: int
    breakdowns: tuple[tuple[str, Breakdown], ...]
    n_breakdowns: int
    parts: Mapping[str, Claim]
    totals: tuple[Claim, ...]
    headline: Headline


@dataclass(frozen=True, slots=True)
class Headline:
    """The totals that name a number; words such as "hundreds of thousands" name none, and none is made of them.

    Attributes:
        number: How many there are.
        documents: In how many documents.
        ends: The smallest and the largest; empty where there is none.
        largest: The three largest that differ; of one speaker's number the one in a publication of their own.
    """

    number: int
    documents: int
    ends: tuple[Claim, ...]
    largest: tuple[Claim, ...]


_Sum = tuple[str, Breakdown, tuple[Claim, ...]]  # a document, a breakdown, and its figures


def claimed(readings: Iterable[Reading]) -> Claimed:
    """Return what documents claim; each reading is looked at once and let go.

    Where any document states a total up to a day, only such totals count; else every whole figure does. One document's
    toll of one event is then not set against another's toll of a war.

    Args:
        readings: One a document, in any order.

    Returns:
        The claims.
    """
    deaths, others, sums = _First[Claim](MOST), _First[Claim](MOST), _First[_Sum](MOST_SUMS)
    every, cumulative = _Totals(), _Totals()
    for reading in readings:
        name = reading.document.name
        place, found = (str(reading.document.published or "9999"), name), claims_of(reading)
        deaths.add(place, [claim for claim in found if claim.toll.measure is Measure.KILLED])
        others.add(place, [claim for claim in found if claim.toll.measure is not Measure.KILLED])
        by = {claim.toll.id: claim for claim in found}
        whole = [one for one in reading.breakdowns if by.keys() >= {one.total, *one.parts}]
        sums.add(place, [(name, one, tuple(by[ident] for ident in (one.total, *one.parts))) for one in whole])
        totals = [claim for claim in found if claim.is_total and not claim.toll.increment]
        every.add(totals)
        cumulative.add([claim for claim in totals if claim.toll.cumulative])
    chosen = cumulative if cumulative.largest else every
    parts = {claim.reference.removeprefix("toll:"): claim for _, _, of in sums.items for claim in of}
    return Claimed(
        deaths=deaths.items,
        n_deaths=deaths.number,
        others=others.items,
        n_others=others.number,
        breakdowns=tuple((name, one) for name, one, _ in sums.items),
        n_breakdowns=sums.number,
        parts=parts,
        totals=tuple(chosen.largest),
        headline=chosen.headline,
    )


class _First(Generic[Item]):
    """The first items of many documents, which come in any order."""

    def __init__(self, most: int) -> None:
        self.number = 0
        self._most, self._held = most, 0
        self._lots: list[tuple[tuple[str, str], list[Item]]] = []

    def add(self, place: tuple[str, str], items: list[Item]) -> None:
        """Take a document's items; what can no longer be among the first is let go."""
        self.number += len(items)
        if items:
            insort(self._lots, (place, items), key=lambda lot: lot[0])
            self._held += len(items)
            while self._held - len(self._lots[-1][1]) >= self._most:
                self._held -= len(self._lots.pop()[1])

    @property
    def items(self) -> tuple[Item, ...]:
        """The first items."""
        return tuple(item for _, lot in self._lots for item in lot)[: self._most]


class _Totals:
    """The largest of many totals, and what is said of those that name a number."""

    def __init__(self) -> None:
        self.largest: list[Claim] = []
        self._ends: list[Claim] = []
        self._number = self._documents = 0
        self._distinct: dict[object, Claim] = {}

    def add(self, totals: Sequence[Claim]) -> None:
        """Take a document's totals."""
        self.largest = _largest((*self.largest, *totals), MOST_DRAWN)
        named = [claim for claim in totals if claim.toll.best is not None]
        if not named:
            return
        self._number += len(named)
        self._documents += 1
        ordered = sorted((*self._ends, *named), key=lambda c: (c.figure, c.reference))
        self._ends = [ordered[0], ordered[-1]]
        for claim in named:
            held = self._distinct.setdefault((claim.speaker, claim.toll.quantity), claim)
            if _is_before(claim, held):
                self._distinct[claim.speaker, claim.toll.quantity] = claim
        if len(self._distinct) > 8 * MOST_DRAWN:
            kept = _largest(self._distinct.values(), MOST_DRAWN)
            self._distinct = {(claim.speaker, claim.toll.quantity): claim for claim in kept}

    @property
    def headline(self) -> Headline:
        """What is said of those that name a number."""
        return Headline(
            self._number, self._documents, tuple(self._ends), tuple(_largest(self._distinct.values(), MOST_NAMED))
        )


def _largest(found: Iterable[Claim], most: int) -> list[Claim]:
    return sorted(found, key=lambda c: (-c.figure, c.reference))[:most]


def _is_before(one: Claim, other: Claim) -> bool:
    """Return whether of one speaker's number a claim is rather told of: in their own publication, else the first."""
    ranks = [(not c.is_own, str(c.document.published or "9999"), c.reference) for c in (one, other)]
    return ranks[0] < ranks[1]


def claims_of(reading: Reading) -> list[Claim]:
    """Return the figures of a document, none left out: a whole before its parts, else as in the text."""
    statements = {statement.id: statement for statement in reading.statements}
    ids = {toll.id for toll in reading.tolls}
    parts: dict[str | None, list[Toll]] = {}
    for toll in reading.tolls:
        parts.setdefault(toll.parent if toll.parent in ids else None, []).append(toll)
    found: dict[str, Claim] = {}
    waiting = [(toll, 0) for toll in reversed([*parts.get(None, []), *reading.tolls])]
    while waiting:
        toll, depth = waiting.pop()
        if toll.id not in found:  # a toll whose parents run in a circle is reached by no whole, so all are tried last
            found[toll.id] = _claim(reading.document, toll, statements, depth)
            waiting += [(part, depth + 1) for part in reversed(parts.get(toll.id, []))]
    return list(found.values())


def _claim(document: Document, toll: Toll, statements: Mapping[str, Statement], depth: int) -> Claim:
    statement = statements.get(toll.statement or "")
    speaker = document.publisher
    if statement is not None and statement.speaker is not None:
        speaker = statement.speaker.name or statement.speaker.span.text
    before, after = context(document.text, toll.span.start, toll.span.end)
    return Claim(f"toll:{document.name}/{toll.id}", toll, document, speaker, statement, before, after, depth)


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a span, within its paragraph, cut at blanks and marked where they are cut."""
    opening = text.rfind("\n", 0, start) + 1
    closing = text.find("\n", end)
    closing = len(text) if closing < 0 else closing
    before, after = text[max(opening, start - AROUND) : start], text[end : min(closing, end + AROUND)]
    if start - AROUND > opening:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < closing:
        after = after.rpartition(" ")[0] + " …"
    return before, after
