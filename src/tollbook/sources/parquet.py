"""Parquet files: typed columns back to text that says the same."""

from pathlib import Path

import polars as pl

from tollbook.errors import SourceFileError
from tollbook.model.raw import RawTable
from tollbook.sources.assembling import TableBuilder
from tollbook.sources.headers import Header, unique_names
from tollbook.text.scripts import clean


def read_parquet(path: Path) -> RawTable:
    """Return the table of a Parquet file; its first row is row 2, as if a header stood above it.

    Args:
        path: The file.

    Returns:
        The table, each value as text; dates as ISO 8601, whole numbers without a point.

    Raises:
        SourceFileError: When the file is broken or a column holds lists or structures.
    """
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise SourceFileError(
            f"{path.name} is a broken Parquet file: {fault}", where=str(path), mend="export the list again"
        ) from None
    for name, kind in frame.schema.items():
        if kind.is_nested() or kind == pl.Binary():
            raise SourceFileError(
                f"column '{name}' holds {kind}, not one value a row",
                where=str(path),
                mend="write the list with one value a cell, or leave the column out",
            )
    names, renamed = unique_names(clean(name) for name in frame.columns)
    builder = TableBuilder(Header(1, names, renamed, ()))
    texts = frame.select(
        _text(name, kind).alias(new) for (name, kind), new in zip(frame.schema.items(), names, strict=True)
    )
    builder.add_frame(texts, pl.int_range(2, frame.height + 2, eager=True).alias("row"))
    return builder.table({"format": "parquet"}, where=str(path))


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S").str.strip_suffix("T00:00:00")
    if kind.is_float():
        return column.cast(pl.String).str.replace(r"^(-?\d+)\.0$", "$1")
    return column.cast(pl.String)
