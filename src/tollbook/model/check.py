"""What a check of reconciliation finds between figures."""

from dataclasses import dataclass, field

from tollbook.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference between two numbers of people as an interval; None: without bound. May be negative."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Term:
    """One named part of a gap: `people` of it are explained by `text`."""

    people: int
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Whether figures fit each other.

    Attributes:
        id: Unique in the case; `check:<id>` leads to it.
        kind: `breakdown`, `same_figure`, `lineage`, `series`, `bounds`, `claims`, `dispute`, `repeat`, `documented`,
            `estimate`.
        verdict: What was found.
        reason: Why, in a sentence.
        gap: The difference, or None where there is nothing to subtract.
        terms: The gap, term by term, where it can be explained.
        links: References to the spans and cells that were compared.
        could_close: What would close an unexplained gap, each with the most people it could account for; alternatives,
            not a sum.
    """

    id: str
    kind: str
    verdict: Verdict
    reason: str
    gap: Gap | None = None
    terms: tuple[Term, ...] = field(default=())
    links: tuple[str, ...] = ()
    could_close: tuple[Term, ...] = ()
