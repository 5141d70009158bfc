"""What a check of reconciliation finds between figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tollbook.model.tables import CHECKS
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


def check_table(checks: Iterable[Check]) -> pl.DataFrame:
    """Return checks as a table, as CHECKS."""
    rows = [
        (
            check.id,
            check.kind,
            check.verdict.value,
            check.reason,
            None if check.gap is None else {"low": check.gap.low, "high": check.gap.high},
            _plain(check.terms),
            list(check.links),
            _plain(check.could_close),
        )
        for check in checks
    ]
    return pl.DataFrame(rows, schema=CHECKS, orient="row")


def checks_of(table: pl.DataFrame) -> list[Check]:
    """Return the checks of a table that `check_table` made."""
    return [
        Check(
            row["id"],
            row["kind"],
            Verdict(row["verdict"]),
            row["reason"],
            None if row["gap"] is None else Gap(row["gap"]["low"], row["gap"]["high"]),
            _terms(row["terms"]),
            tuple(row["links"]),
            _terms(row["could_close"]),
        )
        for row in table.iter_rows(named=True)
    ]


def _plain(terms: Iterable[Term]) -> list[dict[str, Any]]:
    return [{"people": term.people, "text": term.text, "links": list(term.links)} for term in terms]


def _terms(held: Iterable[dict[str, Any]]) -> tuple[Term, ...]:
    return tuple(Term(one["people"], one["text"], tuple(one["links"])) for one in held)
