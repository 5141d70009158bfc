"""What the command line says of editions, and of the count as of a day."""

from typing import Any

import polars as pl

from tollbook.as_of import AsOf
from tollbook.model.results import Results
from tollbook.publish.editions import editions


def told(results: Results, *, name: str | None) -> list[dict[str, Any]]:
    """Return every edition of a list, or of all lists, as JSON holds it."""
    return [
        {
            "list": one.source,
            "edition": one.name,
            "published": one.published and one.published.isoformat(),
            "rows": one.rows,
            "people": one.people,
            "changes": one.changes,
            "fields": one.fields,
        }
        for one in editions(results)
        if name in (None, one.source)
    ]


def rows_changed(results: Results, *, name: str | None) -> list[dict[str, Any]]:
    """Return every row that an edition of a list, or of all lists, did not leave as it was."""
    found = results.changes.filter(pl.col("change") != "same")
    return (found if name is None else found.filter(pl.col("source") == name)).to_dicts()


def lines(found: list[dict[str, Any]]) -> list[str]:
    """Return editions as lines of text."""
    said = []
    for one in found:
        head = f"{one['list']} {one['edition']} ({one['published'] or 'day not stated'}): {one['people']:,} people"
        if one["changes"] is None:
            said.append(head)
            continue
        said.append(f"{head}; " + ", ".join(f"{count:,} {change}" for change, count in one["changes"].items()))
        if one["fields"]:
            said.append("  changed: " + ", ".join(f"{field} {count:,}" for field, count in one["fields"].items()))
    return said


def as_of_json(found: AsOf) -> dict[str, Any]:
    """Return a count as of a day as JSON holds it."""
    whole = found.counts.filter(pl.col("dimension") == "all")
    return {
        "as_of": found.day.isoformat(),
        "documented": whole.select("rule", "people", "persons").to_dicts(),
        "lists": {
            name: one and {"edition": one.edition, "published": one.published.isoformat(), "people": one.people}
            for name, one in found.lists.items()
        },
        "undated": list(found.undated),
    }
