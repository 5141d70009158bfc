"""A sample of the persons behind the count, and the records that each is; names only where the case allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from tollbook.model.results import Results

MOST_RECORDS = 6  # of one person; a list that repeats someone often would fill the page


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a person and its place in its file."""

    reference: str
    source: str
    edition: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Person:
    """One human being as the lists have it; `name` is None where names are withheld or there is none."""

    reference: str
    name: str | None
    facts: tuple[tuple[str, str | None], ...]
    rows: tuple[Row, ...]
    more_rows: int
    conflicts: tuple[str, ...]


def persons(results: Results, ids: Iterable[str]) -> tuple[Person, ...]:
    """Return persons with their records.

    Args:
        results: Of the run.
        ids: Of PEOPLE.

    Returns:
        The persons, by id.
    """
    wanted = sorted(set(ids))
    held = results.people.filter(pl.col("person_id").is_in(wanted)).sort("person_id")
    shown = held.select(pl.col("records").list.head(MOST_RECORDS).explode()).drop_nulls()["records"].unique()
    columns = ("record_id", "source", "edition", "file", "row")
    rows = {
        row[0]: Row(f"record:{row[0]}", row[1], row[2] or "", row[3] or "", row[4])
        for row in results.records.filter(pl.col("record_id").is_in(shown.implode())).select(columns).iter_rows()
    }
    made = []
    for person in held.iter_rows(named=True):
        records = person["records"] or []
        made.append(
            Person(
                reference=f"person:{person['person_id']}",
                name=name(person["name_latin"] or person["name_ar"], results.case.privacy),
                facts=tuple(
                    (key, person[key]) for key in ("sex", "age_band", "month", "governorate", "status", "side")
                ),
                rows=tuple(rows[r] for r in records[:MOST_RECORDS] if r in rows),
                more_rows=max(0, len(records) - MOST_RECORDS),
                conflicts=tuple(person["conflicts"] or ()),
            )
        )
    return tuple(made)


def name(full: str | None, privacy: str) -> str | None:
    """Return a name as the case's privacy lets it be printed: whole, as initials, or not at all.

    Args:
        full: The name as published, or None.
        privacy: `names`, `initials` or `none`.

    Returns:
        What may be printed.
    """
    if full is None or privacy not in ("names", "initials"):
        return None
    if privacy == "names":
        return full
    return " ".join(f"{part[0]}." for part in full.split())
