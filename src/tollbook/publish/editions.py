"""What each list said with each of its editions, and what the edition changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from tollbook.intake import with_current
from tollbook.model.results import Results

CHANGED = ("added", "removed", "changed", "renumbered", "split", "merged")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a list.

    Attributes:
        reference: `source:name` of its list.
        source: The list's name.
        name: Its own.
        published: On which day, or None.
        rows: Records of the edition itself.
        people: People whom the list holds once this edition is out.
        changes: How many rows it added, removed, changed, gave another number, split and merged; None for the first.
        fields: Field to how many rows it differs in, the most first.
    """

    reference: str
    source: str
    name: str
    published: date | None
    rows: int
    people: int
    changes: Mapping[str, int] | None
    fields: Mapping[str, int]

    @property
    def published_or_last(self) -> date:
        """The day by which editions are put in order; undated ones come last."""
        return self.published or date.max


def editions(results: Results) -> tuple[Edition, ...]:
    """Return every edition of every list, by list, oldest first."""
    made = []
    days = {(entry["source"], entry["edition"]): entry.get("published") for entry in results.intake}
    for name, source in sorted(results.sources.items()):
        held = results.records.filter(pl.col("source") == name).with_columns(current=pl.lit(value=True))
        known = [edition for edition in source.editions if (name, edition) in days]
        for at, edition in enumerate(known):
            out = held.filter(pl.col("edition").is_in(known[: at + 1]))
            standing = with_current(out, editions=known[: at + 1], policy=source.edition_policy).filter("current")
            told = results.changes.filter((pl.col("source") == name) & (pl.col("after_edition") == edition))
            counted = Counter(told["change"])
            fields = Counter(told.filter(pl.col("change") == "changed")["fields"].explode().drop_nulls())
            day = days[name, edition]
            made.append(
                Edition(
                    f"source:{name}",
                    name,
                    edition,
                    date.fromisoformat(day) if isinstance(day, str) else day,
                    out.filter(pl.col("edition") == edition).height,
                    int(standing["people"].fill_null(1).sum()),
                    {change: counted[change] for change in CHANGED} if at else None,
                    dict(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))),
                )
            )
    return tuple(made)
