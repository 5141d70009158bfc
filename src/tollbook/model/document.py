"""A document and what was read from it; every part carries the exact words it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Basis, ControlKind, Measure, Modality, Qualifier, Stance, Verdict


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words of a document: `document.text[start:end] == text`, in Unicode code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rights:
    """On which terms a document may be used.

    Attributes:
        licence: The terms in a few words, or None where none are stated.
        conditions: Conditions for republication, such as `acknowledgement`, `hyperlink`, `non-commercial`.
        grantor: Who grants them, or None.
        span: The words that say so, or None where they came from beside the document.
    """

    licence: str | None = None
    conditions: tuple[str, ...] = ()
    grantor: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about its publication.

    Attributes:
        name: The file's name without its ending; the word by which tables refer to it.
        text: The text itself; all offsets are into this string.
        sha256: Hash of the file's bytes.
        title: As printed, or None.
        byline: As printed, or None.
        publisher: Who published it, or None.
        published: The day of publication, or None.
        published_from: How the day is known: `stated`, `file`, `command line`, `inferred`, or None.
        republished_from: Where it was first published, or None.
        rights: The terms of republication, or None.
        url: Where it was published, or None.
    """

    name: str
    text: str
    sha256: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    republished_from: str | None = None
    rights: Rights | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the words, the name they stand for, and the party behind it."""

    span: Span
    name: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what, in which words.

    `confidence` is the probability that it is a statement, None where nobody can tell; `confidences` gives it by part:
    `found`, and given that `speaker`, `stance`, `content`. `rule` is the construction that it was found by; `made_by`
    names the extractor that proposed it, None for our own reading.
    """

    id: str
    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    modality: Modality
    hedges: tuple[Span, ...] = ()
    within: str | None = None
    targets: tuple[str, ...] = ()
    carried: bool = False
    confidence: float | None = None
    made_by: str | None = None
    confidences: tuple[tuple[str, float], ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a figure counts; None where the text does not say."""

    text: str
    status: str | None = None
    side: str | None = None
    sex: str | None = None
    age: str | None = None
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A statement's figure.

    Attributes:
        id: Unique in its document.
        statement: The statement that carries it, or None where the writer's own.
        span: The figure with its qualifier, in the text's words.
        measure: What it counts.
        quantity: Bounds that the words set.
        best: The figure named, or None for a range or a vague number.
        qualifier: How the words bound it.
        group: Whom it counts, or None.
        role: `victim`, `perpetrator` or None.
        basis: What it rests on.
        cumulative: True for a total up to a day, False for one period or event, None where not said.
        increment: True for "another 200": it adds to an earlier figure.
        since: First day that it covers, or None.
        until: Last day that it covers, or None.
        place: Where, as the text names it, or None.
        parent: The toll of which this is a part, or None.
        updates: The toll whose figure this one replaces ("rose from 41 to 53"), or None.
        share: The lowest and highest fraction of its parent ("at least half of them"), or None; `quantity` is people.
        confidence: Probability that measure and value are right, or None where nobody can tell.
        confidences: Probability by part: `value`, and given that `qualifier`, `group`, and `parent` where one was read.
        made_by: The extractor that proposed it, or None for our own reading.
    """

    id: str
    statement: str | None
    span: Span
    measure: Measure
    quantity: Quantity
    best: int | None
    qualifier: Qualifier
    group: Group | None = None
    role: str | None = None
    basis: Basis = Basis.CLAIMED
    cumulative: bool | None = None
    increment: bool = False
    since: date | None = None
    until: date | None = None
    place: str | None = None
    parent: str | None = None
    updates: str | None = None
    share: tuple[float, float] | None = None
    made_by: str | None = None
    confidence: float | None = None
    confidences: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A toll and its parts.

    Attributes:
        total: The toll.
        parts: Its parts, in the order of the text.
        parts_sum: How many people the parts hold; parts of two dimensions (children; fighters) may overlap.
        unexplained: How many of the total are in no part, or None where the parts are sure to exceed it.
        verdict: Whether they fit.
        reason: Why, in a sentence.
        exhaustive: True where the text says that these are all parts ("the rest"), False where it says that they are
            some ("including"), None where it says neither.
    """

    total: str
    parts: tuple[str, ...]
    parts_sum: Quantity
    unexplained: Quantity | None
    verdict: Verdict
    reason: str
    exhaustive: bool | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the conflict, or anybody else who acts or speaks."""

    name: str
    kind: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What a text says that one party does for, to or with another."""

    subject: str
    predicate: str
    object: str
    modality: Modality
    evidence: Span


@dataclass(frozen=True, slots=True)
class Control:
    """A change of control over a place that a text tells of.

    Attributes:
        id: Unique in its document.
        statement: The statement that tells of it, or None where the writer's own.
        kind: How the place changes hands, in a word that takes no side.
        actor: Who has it afterwards, or None where the text does not say.
        place: Its name, or the text's words for it.
        place_span: Those words.
        from_party: Who had it before, or None where the text does not say.
        modality: How firmly it is said; `denied` where it is denied.
        since: First day on which it may have happened, or None.
        until: Last such day, or None.
        evidence: The words that say so.
    """

    id: str
    statement: str | None
    kind: ControlKind
    actor: Speaker | None
    place: str
    place_span: Span
    from_party: Speaker | None
    modality: Modality
    since: date | None
    until: date | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement that a text speaks of; `contested` is what somebody denies, disputes or doubts of it."""

    kind: str
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    terms: tuple[Span, ...]
    place: str | None
    since: date | None
    mentions: tuple[Span, ...]
    contested: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names.

    Attributes:
        name: As the gazetteer prints it.
        kind: country, first-level unit, second-level unit, third-level unit, city, neighbourhood or locality.
        qualifier: "eastern", "outskirts", or None.
        lat: Degrees north, or None where the gazetteer does not say.
        lon: Degrees east, or None.
        mentions: The words that name it.
        precision: `exact`, `near`, a kind of unit, `country`, or `unknown`.
    """

    name: str
    kind: str
    qualifier: str | None
    lat: float | None
    lon: float | None
    mentions: tuple[Span, ...]
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date in a text as an interval; `anchor` says from which day a relative one was reckoned."""

    span: Span
    since: date | None
    until: date | None
    anchor: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document, and by which reader."""

    document: Document
    reader: dict[str, Any]
    statements: tuple[Statement, ...] = ()
    tolls: tuple[Toll, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    parties: tuple[Party, ...] = ()
    relations: tuple[Relation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DatedSpan, ...] = ()
    control: tuple[Control, ...] = ()
