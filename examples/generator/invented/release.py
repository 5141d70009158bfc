"""One edition of a list: its file, its rows as published, and who is behind each row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from invented.names import Words
from invented.rows import Rows

INVENTED_AR = "اسم مختلق"  # "an invented name": stands in every row of the lists in Arabic
INVENTED = "invented person"
MONTHS_AR = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
    "كانون الأول",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """An edition of a list.

    Attributes:
        source: The list.
        edition: The edition.
        file: The file's name.
        frame: The rows as published.
        rows: Who is behind them, in the same order.
        write: Writes the frame to a path.
        first_row: Number of the first row below the header, as a spreadsheet shows it.
    """

    source: str
    edition: str
    file: str
    frame: pl.DataFrame
    rows: Rows
    write: Callable[[pl.DataFrame, Path], None]
    first_row: int = 2

    def truth(self) -> pl.DataFrame:
        """Return source, edition, row and person: a line for each person behind each row."""
        rows = self.rows
        single = np.flatnonzero(rows.people == 1)
        at = np.r_[single, rows.member_of]
        who = np.r_[rows.who[single], rows.member]
        return pl.DataFrame(
            {
                "source": pl.repeat(self.source, len(at), eager=True),
                "edition": pl.repeat(self.edition, len(at), eager=True),
                "row": (at + self.first_row).astype(np.int64),
                "person": who.astype(np.int64),
            }
        ).sort("row", "person")


def column(values: Words) -> pl.Series:
    """Return a text column; None is an empty cell."""
    return pl.Series(values.tolist(), dtype=pl.String)


def numbered(prefix: str, count: int) -> pl.Series:
    """Return a list's own numbers for its rows, from 1."""
    return pl.select(pl.format(prefix + "{}", pl.int_range(1, count + 1).cast(pl.String).str.zfill(5))).to_series()


def days(day: npt.NDArray[np.datetime64], is_missing: npt.NDArray[np.bool_]) -> pl.Series:
    """Return a date column; null where missing."""
    frame = pl.DataFrame({"day": day.astype("datetime64[D]"), "missing": is_missing})
    return frame.select(pl.when(~pl.col("missing")).then("day")).to_series()


def joined(*parts: Words) -> Words:
    """Return whole names from parts; a missing part (None) is left out."""
    frame = pl.DataFrame({str(at): column(part) for at, part in enumerate(parts)})
    text = frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
    return np.array(text.to_list(), dtype=object)


def placed(words: Words, where: npt.NDArray[np.bool_], instead: Words | str | None) -> Words:
    """Return words with others in some places."""
    return np.where(where, np.array(instead, dtype=object), words)
