"""Tables too large to hold: made as they are read, some rows at a time, or packed."""

import io
from collections.abc import Callable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

ROWS_AT_ONCE = 100_000


def made_as_read(schema: Mapping[str, pl.DataType], runs: Callable[[], Iterator[pl.DataFrame]]) -> pl.LazyFrame:
    """Return a table whose rows are made each time that it is read.

    Args:
        schema: Of the table.
        runs: Gives its rows, some at a time, in order, and always the same.

    Returns:
        A lazy frame; written to a file, it is never whole in memory.
    """

    def read(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        left = rows
        for run in runs():
            if left == 0:
                return
            some = run if left is None else run.head(left)
            left = None if left is None else left - some.height
            some = some if predicate is None else some.filter(predicate)
            yield some if columns is None else some.select(columns)

    return register_io_source(read, schema=dict(schema))


def packed(table: pl.DataFrame) -> bytes:
    """Return a table in a small part of its memory."""
    room = io.BytesIO()
    table.write_ipc(room, compression="zstd")
    return room.getvalue()


def unpacked(held: bytes) -> pl.DataFrame:
    """Return a table that `packed` packed."""
    return pl.read_ipc(held)
