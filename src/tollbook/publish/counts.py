"""The documented count as tables, and the way from each of its cells to lists, persons and records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tollbook.counting import AGE_BANDS, COARSE_BANDS, RULES
from tollbook.model.reference import count_reference
from tollbook.model.results import Results
from tollbook.model.tables import DIMENSIONS

MOST_VALUES = 40  # of a dimension in a table; further ones are summed, and stand in counts.parquet
MOST_MONTHS = 240
EXAMPLES = 3  # persons shown for a cell
_BANDS = [name for name, _, _ in (*AGE_BANDS[:4], COARSE_BANDS[0], *AGE_BANDS[4:], COARSE_BANDS[1])]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the count: its reference, people, and the rows of PEOPLE behind it."""

    reference: str
    people: int
    persons: int


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a dimension under every rule; `value` is None for "not stated"."""

    value: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A dimension's lines; `left_out` values with `left_out_people` (under the first rule) are not printed."""

    dimension: str
    lines: tuple[Line, ...]
    left_out: int = 0
    left_out_people: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """The way home of one line.

    Attributes:
        dimension: Of the line, or `all`.
        line: Its cells.
        by_source: For each cell, people on each source by its name; one person is in several.
        examples: The first persons of the first rule that counts any, by id.
    """

    dimension: str
    line: Line
    by_source: tuple[Mapping[str, int], ...]
    examples: tuple[str, ...]


def totals(counts: pl.DataFrame, rules: Sequence[str]) -> Line | None:
    """Return the whole count under each rule, or None where nothing was counted."""
    held = {row["rule"]: row for row in counts.filter(pl.col("dimension") == "all").iter_rows(named=True)}
    if not held:
        return None
    return Line(None, tuple(_cell(held.get(rule), rule, {}) for rule in rules))


def tables(counts: pl.DataFrame, rules: Sequence[str]) -> tuple[Table, ...]:
    """Return a table for each dimension that has any cell, values in a reader's order, "not stated" last."""
    made = []
    for dimension in DIMENSIONS:
        held: dict[str | None, dict[str, Mapping[str, object]]] = {}
        for row in counts.filter(pl.col("dimension") == dimension).iter_rows(named=True):
            held.setdefault(row["value"], {})[row["rule"]] = row
        if not held:
            continue
        lines = [
            Line(value, tuple(_cell(rows.get(rule), rule, {dimension: value}) for rule in rules))
            for value, rows in held.items()
        ]
        lines.sort(key=lambda line: _order(dimension, line))
        most = MOST_MONTHS if dimension == "month" else MOST_VALUES
        stated = [line for line in lines if line.value is not None]
        kept, rest = stated[:most], stated[most:]
        kept += [line for line in lines if line.value is None]
        made.append(Table(dimension, tuple(kept), len(rest), sum(line.cells[0].people for line in rest)))
    return tuple(made)


def _cell(row: Mapping[str, object] | None, rule: str, where: Mapping[str, str | None]) -> Cell:
    if row is None:
        return Cell(str(count_reference(rule, where)), 0, 0)
    return Cell(str(row["ref"]), int(str(row["people"])), int(str(row["persons"])))


def _order(dimension: str, line: Line) -> tuple[bool, float, str]:
    value = line.value or ""
    if dimension == "month":
        place = 0.0
    elif dimension == "age_band":
        place = float(_BANDS.index(value)) if value in _BANDS else float(len(_BANDS))
    else:
        place = -float(line.cells[0].people) if line.cells else 0.0
    return line.value is None, place, value


def origins(results: Results, whole: Line | None, found: Sequence[Table]) -> tuple[Origin, ...]:
    """Return the way home of every printed line, the whole first.

    Args:
        results: Of the run.
        whole: The totals.
        found: The tables as printed.

    Returns:
        One origin a line.
    """
    if whole is None:
        return ()
    counted = {rule: results.people.filter(RULES[rule].includes) for rule in results.case.rules}
    made = _of("all", (whole,), counted)
    for table in found:
        made += _of(table.dimension, table.lines, counted)
    return tuple(made)


def _of(dimension: str, lines: Sequence[Line], counted: Mapping[str, pl.DataFrame]) -> list[Origin]:
    by_source: list[dict[str | None, dict[str, int]]] = []
    examples: dict[str | None, list[str]] = {}
    for people in counted.values():
        keyed = people.with_columns(value=pl.lit(None, dtype=pl.String) if dimension == "all" else pl.col(dimension))
        by_source.append(_by_source(keyed))
        for value, ids in _examples(keyed).items():
            examples.setdefault(value, ids)
    return [
        Origin(
            dimension,
            line,
            tuple(held.get(line.value, {}) for held in by_source),
            tuple(examples.get(line.value, ())),
        )
        for line in lines
    ]


def _by_source(keyed: pl.DataFrame) -> dict[str | None, dict[str, int]]:
    found: dict[str | None, dict[str, int]] = {}
    cells = (
        keyed.select("value", "sources", "people")
        .explode("sources")
        .group_by("value", "sources")
        .agg(pl.col("people").sum())
    )
    for value, source, people in cells.sort("value", "sources", nulls_last=True).iter_rows():
        if source is not None:
            found.setdefault(value, {})[source] = people
    return found


def _examples(keyed: pl.DataFrame) -> dict[str | None, list[str]]:
    first = keyed.group_by("value").agg(pl.col("person_id").bottom_k(EXAMPLES).sort())
    return {value: list(ids) for value, ids in first.iter_rows()}
