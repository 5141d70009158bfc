"""Distinct texts of a column to what they mean: each is read once, then joined back to its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from tollbook.intake.cells import Cells
from tollbook.model.tables import REMARKS, empty
from tollbook.text.misread import Misread

VALUES: dict[str, pl.DataType] = {
    "column": pl.String(),
    "role": pl.String(),
    "value": pl.String(),  # as written
    "meaning": pl.String(),  # as taken; null where left out
    "rows": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a column gave.

    Attributes:
        columns: Columns of RECORDS, one value a row.
        remarks: Values left out, REMARKS without source and edition.
        values: What each distinct text was taken to mean, VALUES; empty for columns whose texts stand as they are.
    """

    columns: Mapping[str, pl.Series]
    remarks: pl.DataFrame = field(default_factory=lambda: empty(REMARKS))
    values: pl.DataFrame = field(default_factory=lambda: empty(VALUES))


def meanings(
    cells: Cells, read: Callable[[str], Mapping[str, object] | Misread], schema: Mapping[str, pl.DataType]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what each cell means, in columns, and remarks on the texts that mean nothing.

    Args:
        cells: A column's cells.
        read: From one text to its columns' values; a key `note` with a Misread keeps the value and remarks on it.
        schema: The columns that `read` gives.

    Returns:
        A frame of the schema's columns, a row a cell; remarks.
    """
    texts = cells.text.drop_nulls().unique().sort()
    rows: list[dict[str, object]] = []
    for text in texts:
        result = read(text)
        if isinstance(result, Misread):
            rows.append({"text": text, "reason": result.reason, "mend": result.mend})
            continue
        note = result.get("note")
        why = {"reason": note.reason, "mend": note.mend} if isinstance(note, Misread) else {}
        rows.append({"text": text, **{name: result.get(name) for name in schema}, **why})
    table = pl.DataFrame(
        rows, schema={"text": pl.String(), **schema, "reason": pl.String(), "mend": pl.String()}, orient="row"
    )
    joined = cells.text.alias("text").to_frame().join(table, on="text", how="left", maintain_order="left")
    return joined.select(*schema), explained(cells, joined)


def explained(cells: Cells, joined: pl.DataFrame) -> pl.DataFrame:
    """Return a remark for each row of a joined frame that has a reason."""
    faulty = joined["reason"].is_not_null()
    if not faulty.any():
        return empty(REMARKS)
    why = joined.filter(faulty)
    found = cells.remarks(faulty, "", "")
    return found.with_columns(why["reason"], why["mend"])


def tabulated(cells: Cells, meaning: pl.Series) -> pl.DataFrame:
    """Return VALUES: each distinct text with what it was taken to mean and in how many rows."""
    frame = pl.DataFrame({"value": cells.raw, "meaning": meaning.cast(pl.String)}).drop_nulls("value")
    counted = (
        frame.group_by("value", "meaning").len("rows").sort("rows", "value", "meaning", descending=[True, False, False])
    )
    return counted.select(
        pl.lit(cells.column.name).alias("column"),
        pl.lit(cells.column.role).alias("role"),
        "value",
        "meaning",
        pl.col("rows").cast(pl.Int64),
    )
