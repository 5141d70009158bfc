"""What the report says of each list: its editions, its rows kept and refused, and what it covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from tollbook.model.lists import Source
from tollbook.model.results import Results

MOST_REASONS = 12
MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Rows of one edition set aside for one reason; `rows` are the first of them."""

    edition: str | None
    column: str | None
    reason: str
    mend: str | None
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, ready to print.

    Attributes:
        reference: `source:name`.
        source: What is known of it.
        link: Where it was published, if that is an address of the web.
        editions: What intake found in each edition, oldest first.
        rejections: Rows that became no record, most frequent reason first.
        remarks: Values left out of kept records, likewise.
        more_rejections: Rejected rows under further reasons.
        more_remarks: Values left out under further reasons.
        people: People of the first rule that the list holds.
    """

    reference: str
    source: Source
    link: str | None
    editions: tuple[Mapping[str, Any], ...]
    rejections: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    more_rejections: int
    more_remarks: int
    people: int


def lists(results: Results, people: Mapping[str, int]) -> tuple[Listed, ...]:
    """Return every list of the case in the order of their names.

    Args:
        results: Of the run.
        people: Source to people of the documented count.

    Returns:
        The lists.
    """
    made = []
    for key, source in sorted(results.sources.items()):
        rejections, more_rejections = _reasons(results.rejections, key)
        remarks, more_remarks = _reasons(results.remarks, key)
        editions = tuple(found for found in results.intake if found.get("source") == key)
        made.append(
            Listed(
                f"source:{key}",
                source,
                web_address(source.url),
                editions,
                rejections,
                remarks,
                more_rejections,
                more_remarks,
                people.get(key, 0),
            )
        )
    return tuple(made)


def _reasons(frame: pl.DataFrame, source: str) -> tuple[tuple[Reason, ...], int]:
    by = ["edition", "column", "reason", "mend"]
    found = (
        frame.filter(pl.col("source") == source)
        .group_by(by)
        .agg(pl.len().alias("count"), pl.col("row").bottom_k(MOST_ROWS).sort().alias("rows"))
        .sort("count", *by, descending=[True, *(False for _ in by)], nulls_last=True)
    )
    kept = tuple(
        Reason(
            r["edition"], r["column"], r["reason"], r["mend"], r["count"], tuple(n for n in r["rows"] if n is not None)
        )
        for r in found.head(MOST_REASONS).iter_rows(named=True)
    )
    return kept, int(found["count"].sum()) - sum(reason.count for reason in kept)


def web_address(url: str | None) -> str | None:
    """Return an address that may be made a link: one of the web, and nothing that a browser would run."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def rows(editions: Sequence[Mapping[str, Any]], key: str) -> int:
    """Return a sum over editions of one of intake's counts."""
    return sum(int(found.get(key) or 0) for found in editions)
