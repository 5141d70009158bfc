"""What documents claim: each figure with who says it, how, about whom, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.document import Document, Reading, Statement, Toll
from tollbook.model.vocabulary import Measure
from tollbook.publish import numbers

AROUND = 140  # characters of context on each side: a sentence or so
MOST = 400  # figures that are printed


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


def claims(readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """Return every toll of every document: documents by day, a whole before its parts, else as in the text.

    Args:
        readings: One a document.

    Returns:
        The claims, none left out.
    """
    ordered = sorted(readings, key=lambda r: (str(r.document.published or "9999"), r.document.name))
    return tuple(claim for reading in ordered for claim in _of(reading))


def _of(reading: Reading) -> list[Claim]:
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


def totals(found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the totals that documents claim, the smallest first.

    Where any document states a total up to a day, only such totals count; else every whole figure does. One document's
    toll of one event is then not set against another's toll of a war.
    """
    totals = [claim for claim in found if claim.is_total and not claim.toll.increment]
    cumulative = [claim for claim in totals if claim.toll.cumulative]
    return tuple(sorted(cumulative or totals, key=lambda c: (c.figure, c.reference)))


def headline(found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the totals that name a number, the smallest first.

    Words such as "hundreds of thousands" name none, and none is made of them: they are drawn and stand in the table.
    """
    return tuple(claim for claim in totals(found) if claim.toll.best is not None)
