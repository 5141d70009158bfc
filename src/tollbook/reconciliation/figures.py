"""Every toll of every document, with who gives it and where it stands in its breakdown."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from tollbook.model.document import Reading, Statement, Toll
from tollbook.model.vocabulary import Modality
from tollbook.reconciliation.names import Names, is_leaning, words
from tollbook.reconciliation.rises import words_of_update
from tollbook.reconciliation.scope import Scope, scope_of

Kept = TypeVar("Kept")

CLAUSE = 80  # characters after a figure that are read for what it counts
CLAUSE_END = re.compile(r"[,;:.\n\r]|\d")
MAX_DEPTH = 8  # of statements within statements and tolls within tolls; more is a reading gone wrong


@dataclass(frozen=True, slots=True)
class Publication:
    """A document without its text: its name in the case, who published it as the document gives it, and when."""

    name: str
    publisher: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Carrier:
    """The statement that carries a figure, without its words."""

    id: str
    modality: Modality


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll in its document.

    Attributes:
        document: The document that prints it.
        toll: The toll.
        scope: What it counts.
        origin: Who gives the figure, as `Names` knows them: the speaker, else the publisher; None where neither is
            known.
        publisher: Who published the document, as `Names` knows them, or None.
        named: True where the text names the speaker; False where the figure is the writer's own.
        statement: The statement that carries it, or None.
        updates: The words before "from" where it is the later figure of "from ... to ...", else None.
    """

    document: Publication
    toll: Toll
    scope: Scope
    origin: str | None
    publisher: str | None
    named: bool
    statement: Carrier | None
    updates: str | None = None

    @property
    def reference(self) -> str:
        """The reference by which the report leads to its words."""
        return f"toll:{self.document.name}/{self.toll.id}"

    @property
    def links(self) -> tuple[str, ...]:
        """Its reference and that of its statement."""
        if self.statement is None:
            return (self.reference,)
        return (self.reference, f"statement:{self.document.name}/{self.statement.id}")

    @property
    def slug(self) -> str:
        """Its document and its id, as checks are named."""
        return f"{self.document.name}-{self.toll.id}"

    @property
    def is_own(self) -> bool:
        """Whether the one who gives the figure published the document."""
        return self.origin is not None and self.origin == self.publisher

    @property
    def whom(self) -> str:
        """Its group in the text's words, or "people"."""
        return self.scope.label.text

    @property
    def number(self) -> str:
        """The figure for a sentence: "312,000", "over 54,000", "30 to 40"."""
        return number(self.toll)

    @property
    def day(self) -> date | None:
        """The day up to which it speaks: its own last day, else the day of publication."""
        return self.toll.until or self.document.published


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a case, in the order of documents' names and places in the text.

    Attributes:
        all: Every figure.
        parts: Parts of a figure by its reference, in the order of the text.
        names: The publishers.
        by_document: Figures by their document's name.
    """

    all: tuple[Figure, ...]
    parts: Mapping[str, tuple[Figure, ...]]
    names: Names
    by_document: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)

    def parts_of(self, figure: Figure) -> tuple[Figure, ...]:
        """Return the parts of a figure's breakdown; empty where it has none."""
        return self.parts.get(figure.reference, ())

    def roots(self) -> tuple[Figure, ...]:
        """Return the figures that are part of no other."""
        inside = {part.reference for parts in self.parts.values() for part in parts}
        return tuple(figure for figure in self.all if figure.reference not in inside)


def number(toll: Toll) -> str:
    """Return a toll's figure in digits with its qualifier."""
    low, high = toll.quantity.low, toll.quantity.high
    if toll.best is None:
        if high is None:
            return f"{low:,} or more"
        return f"{low:,} to {high:,}" if high != low else f"{low:,}"
    word = {"at_least": "at least ", "over": "over ", "about": "about ", "up_to": "up to ", "under": "under "}
    return f"{word.get(toll.qualifier, '')}{toll.best:,}"


class Gathering:
    """The figures of a case, taken document by document, in order of the documents' names.

    Of a document only what figures say is kept, and what many of them say alike is kept once, so that the figures of
    ten thousand documents fit in memory.
    """

    __slots__ = ("_by_document", "_every", "_kept", "_names", "_parts")

    def __init__(self, names: Names) -> None:
        self._names = names
        self._every: list[Figure] = []
        self._parts: dict[str, tuple[Figure, ...]] = {}
        self._by_document: dict[str, tuple[Figure, ...]] = {}
        self._kept: dict[Any, Any] = {}

    def add(self, reading: Reading, document: Publication) -> tuple[Figure, ...]:
        """Take the figures of a document and return them."""
        found = _of_document(reading, document, self._names, self._once)
        self._by_document[document.name] = tuple(found.values())
        self._every.extend(found.values())
        for total, members in _members(reading).items():
            if total in found:
                kept = tuple(found[part] for part in found if part in members and part != total)
                if kept:
                    self._parts[found[total].reference] = kept
        return self._by_document[document.name]

    def figures(self) -> Figures:
        """Return the figures taken so far."""
        return Figures(tuple(self._every), self._parts, self._names, self._by_document)

    def _once(self, value: Kept) -> Kept:
        """Return the one value kept of all that are equal to it."""
        kept: Kept = self._kept.setdefault(value, value)
        return kept


def speaker_of(statement: Statement, statements: Mapping[str, Statement], names: Names) -> str | None:
    """Return who speaks, the statement around it asked where it names nobody; None where none does."""
    around = statements.get(statement.within) if statement.within is not None else None
    if statement.speaker is None and around is not None and statement.id in around.targets:
        return None  # "denied reports that": nobody's reports
    at: Statement | None = statement
    for _ in range(MAX_DEPTH):
        if at is None:
            return None
        if at.speaker is not None:
            name, shown = at.speaker.name, at.speaker.span.text
            party = None if is_leaning(name or shown) else at.speaker.party  # "Britain-based" makes nobody Britain
            said = [names.of(one) for one in (name, party, shown)]
            known = next((name for name in said if names.is_publisher(name)), None)
            found = known or next((name for name in said if name is not None), None)
            if found is not None:
                return found
        at = statements.get(at.within) if at.within is not None else None
    return None


def _of_document(
    reading: Reading, document: Publication, names: Names, once: Callable[[Any], Any]
) -> dict[str, Figure]:
    statements = {statement.id: statement for statement in reading.statements}
    carriers = {said.id: Carrier(once(said.id), said.modality) for said in reading.statements}
    tolls = {toll.id: toll for toll in reading.tolls}
    publisher, text = names.of(document.publisher), reading.document.text
    signed = frozenset(words(publisher or ""))
    found, last = {}, None
    for toll in sorted(reading.tolls, key=lambda one: (one.span.start, one.span.end, one.id)):
        speaker, statement = _attributed(toll, tolls, statements, names)
        if speaker is not None and publisher is not None and frozenset(words(speaker)) < signed:
            speaker = publisher  # a publisher speaks of itself in short
        found[toll.id] = Figure(
            document=document,
            toll=_slim(toll, once),
            scope=once(scope_of(toll, statement, tolls, after=_clause(text, toll))),
            origin=once(speaker or publisher),
            publisher=publisher,
            named=speaker is not None,
            statement=None if statement is None else carriers[statement.id],
            updates=None if last is None else words_of_update(text, last, toll),
        )
        last = toll
    return found


def _slim(toll: Toll, once: Callable[[Any], Any]) -> Toll:
    """Return a toll without what is only told of its reading; what other tolls hold too is held once."""
    return replace(
        toll,
        id=once(toll.id),
        statement=once(toll.statement),
        quantity=once(toll.quantity),
        group=once(toll.group),
        place=once(toll.place),
        parent=once(toll.parent),
        updates=once(toll.updates),
        share=None,
        made_by=None,
        confidence=None,
        confidences=(),
    )


def _clause(text: str, toll: Toll) -> str:
    """Return the words after a toll, to the end of its clause."""
    return CLAUSE_END.split(text[toll.span.end : toll.span.end + CLAUSE], maxsplit=1)[0]


def _attributed(
    toll: Toll, tolls: Mapping[str, Toll], statements: Mapping[str, Statement], names: Names
) -> tuple[str | None, Statement | None]:
    """Return who gives a toll and in which statement; a part without a speaker takes that of its whole."""
    own = statements.get(toll.statement) if toll.statement is not None else None
    at: Toll | None = toll
    for _ in range(MAX_DEPTH):
        if at is None:
            break
        statement = statements.get(at.statement) if at.statement is not None else None
        speaker = speaker_of(statement, statements, names) if statement is not None else None
        if speaker is not None:
            return speaker, own or statement
        at = tolls.get(at.parent) if at.parent is not None else None
    return None, own


def _members(reading: Reading) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for toll in reading.tolls:
        if toll.parent is not None:
            members[toll.parent].add(toll.id)
    for breakdown in reading.breakdowns:
        placed = {part for total, parts in members.items() if total != breakdown.total for part in parts}
        members[breakdown.total].update(part for part in breakdown.parts if part not in placed)
    return {total: frozenset(parts) for total, parts in members.items()}
