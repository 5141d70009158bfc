"""Rows of cells into a table: every row has its place in the columns, is blank, or is a fault with its reason."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tollbook.errors import SourceFileError
from tollbook.model.raw import RawTable
from tollbook.model.tables import REJECTIONS, empty
from tollbook.sources.headers import Cells, Header, is_blank

BATCH_ROWS = 50_000
_SHOWN = 200  # characters of a faulty row that its rejection shows


class TableBuilder:
    """Collects batches of rows under a header.

    Args:
        header: The row that names the columns.

    Attributes:
        header: The row that names the columns.
        trailing: Rows whose cells beyond the header's were all empty.
    """

    def __init__(self, header: Header) -> None:
        self.header = header
        self.trailing = 0
        self._frames: list[pl.DataFrame] = []
        self._rows: list[pl.Series] = []
        self._faults: list[dict[str, object]] = []
        self._blank = 0

    def add(self, batch: Sequence[Cells], numbers: Sequence[int]) -> None:
        """Take rows in the file's order, each with its number."""
        width = len(self.header.names)
        if set(map(len, batch)) - {width}:
            placed = [(number, self._placed(row, number)) for number, row in zip(numbers, batch, strict=True)]
            kept = [(number, row) for number, row in placed if row is not None]
            numbers, batch = [number for number, _ in kept], [row for _, row in kept]
        if not batch:
            return
        columns = zip(*batch, strict=True)
        frame = pl.DataFrame(
            {name: pl.Series(values, dtype=pl.String) for name, values in zip(self.header.names, columns, strict=True)}
        )
        self.add_frame(frame, pl.Series("row", numbers, dtype=pl.Int64))

    def add_frame(self, frame: pl.DataFrame, rows: pl.Series) -> None:
        """Take rows that already stand in the header's columns."""
        frame = frame.with_columns(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))
        blank = frame.select(
            pl.all_horizontal((pl.all().str.strip_chars() == "").fill_null(value=True)).alias("blank")
        ).to_series()
        self._blank += int(blank.sum())
        self._frames.append(frame.filter(~blank))
        self._rows.append(rows.filter(~blank))

    def fault(self, row: int, value: str, reason: str, mend: str) -> None:
        """Keep a row that has no sure place in the columns."""
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        self._faults.append({"row": row, "value": shown, "reason": reason, "mend": mend})

    def table(self, facts: Mapping[str, Any], *, where: str) -> RawTable:
        """Return the table of all rows taken.

        Args:
            facts: What was found about the file.
            where: The file, for the error.

        Returns:
            The table; columns that have neither a name nor a value are left out.

        Raises:
            SourceFileError: When there is no row, or none fits the header.
        """
        rows = pl.concat(self._rows) if self._rows else pl.Series("row", [], dtype=pl.Int64)
        if rows.len() == 0:
            what, place, mend = self._nothing(where)
            raise SourceFileError(what, where=place, mend=mend)
        frame = pl.concat(self._frames)
        unnamed = {new for was, new in self.header.renamed if not was}
        hollow = [name for name in frame.columns if name in unnamed and frame[name].null_count() == frame.height]
        faults = pl.concat(
            [empty(REJECTIONS), pl.DataFrame(self._faults, schema_overrides={"row": pl.Int64})], how="diagonal"
        )
        found = dict(facts) | {
            "header_row": self.header.row,
            "columns": [name for name in frame.columns if name not in hollow],
            "renamed": {new: was for was, new in self.header.renamed if new not in hollow},
            "above_header": list(self.header.above),
            "rows_with_trailing_delimiters": self.trailing,
        }
        return RawTable(frame.drop(hollow), rows, faults, self._blank, found)

    def _placed(self, row: Cells, number: int) -> list[str | None] | None:
        """Return a row's cells, one a column, or None after counting it as blank or faulty."""
        width = len(self.header.names)
        if len(row) == width:
            return list(row)
        if all(is_blank(cell) for cell in row):
            self._blank += 1
            return None
        if len(row) > width and all(is_blank(cell) for cell in row[width:]):
            self.trailing += 1
            return list(row[:width])
        joined = " | ".join(cell or "" for cell in row)
        if len(row) > width:
            reason = f"the row has {len(row)} cells where the header has {width}: no cell's column is sure"
            mend = "put quotes around cells that hold the delimiter, or remove the extra cells"
        else:
            reason = f"the row has {len(row)} cells where the header has {width}: no cell's column is sure"
            mend = "write a delimiter for each empty cell, or join a row that was broken in two"
        self.fault(number, joined, reason, mend)
        return None

    def _nothing(self, where: str) -> tuple[str, str, str]:
        """Return why there is no row: what, where, mend."""
        if not self._faults:
            return (
                f"the table has a header ({len(self.header.names)} columns) and no row below it",
                where,
                "export the list again; if another sheet or row holds it, set sheet or header_row in profile.toml",
            )
        first = self._faults[0]
        return (
            f"no row fits the header: {first['reason']} (and {len(self._faults) - 1} more rows)",
            f"{where}, row {first['row']}",
            "set delimiter or header_row under [file] in profile.toml, or correct the header",
        )
