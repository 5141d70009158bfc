"""The linkable rows of a table, a few columns at a time, in an order that depends on content and not on the file.

A table of ten million rows does not fit beside what is made of it; a column does.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.errors import TableError
from tollbook.model.tables import NAME_PARTS, SCRIPTS

# What a row says; the canonical order is alphabetical by these, then by record_id.
CONTENT = (
    "name_ar",
    "name_latin",
    *(f"{part}_{script}" for script in SCRIPTS for part in NAME_PARTS),
    "identifier",
    "sex",
    "age_low",
    "age_high",
    "birth_from",
    "birth_to",
    "death_from",
    "death_to",
    "reported",
    "place",
    "locality",
    "district",
    "governorate",
    "status",
    "cause",
)


class Rows:
    """Rows of a table in canonical order.

    Args:
        table: RECORDS; rows that may not be linked are gone.

    Attributes:
        table: The same.
        order: For each place of the canonical order, the row's place in the table. Shape (rows,).
    """

    __slots__ = ("_mark", "order", "table")

    def __init__(self, table: pl.LazyFrame) -> None:
        self.table = table
        self.order = _order(table)
        self._mark = _mark(self.column("record_id"))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.order)

    def column(self, wanted: pl.Expr | str) -> pl.Series:
        """Return one column in canonical order."""
        return self.frame([wanted]).to_series()

    def frame(self, wanted: Sequence[pl.Expr | str]) -> pl.DataFrame:
        """Return some columns in canonical order."""
        return self.table.select(wanted).collect()[self.order]

    def record_ids(self) -> pl.Series:
        """Return the `record_id` of each row in canonical order.

        Returns:
            Identifiers. Shape (rows,).

        Raises:
            TableError: When they are not the rows, or not in the order, that the table gave at first.
        """
        ids = self.column("record_id")
        if _mark(ids) != self._mark:
            raise TableError(
                "the table of records gave other rows, or another order of them, than when it was first read",
                where="the records to link",
                mend="change no file while its records are linked, and sort a lazy frame whose order may change",
            )
        return ids

    def stable(self) -> pl.Series:
        """Return a key of each row that survives new editions and other lists; no two are the same.

        It is the row's list, its number there or a digest of what it says, and a count of equals.
        """
        number, source = self.column("source_record_id"), self.column("source")
        own = pl.select("\x1e" + number).to_series()
        nameless = number.is_null().arg_true()
        if len(nameless):
            said = self.table.filter(pl.col("source_record_id").is_null()).select(content()).collect().to_series()
            digests = pl.Series([_digest(text) for text in said], dtype=pl.String)
            place = pl.Series(self.order).gather(nameless).rank("ordinal") - 1  # of each among them in the table
            own = own.scatter(nameless, digests.gather(place))
        key = pl.select(pl.concat_str(source, own, separator="\x1f").alias("key")).to_series()
        del number, source, own
        return pl.select(pl.concat_str(key, _nth(key), separator="\x1f").alias("stable")).to_series()


def _mark(ids: pl.Series) -> int:
    """Return a number that other identifiers, or another order of them, do not have."""
    return int(pl.select((ids.hash() * (2 * pl.int_range(len(ids), dtype=pl.UInt64) + 1)).sum()).item() or 0)


def _nth(key: pl.Series) -> pl.Series:
    """Return how many equals stand before each key; counted only where keys may have equals, which few have."""
    _, at, equal = np.unique(key.hash().to_numpy(), return_inverse=True, return_counts=True)
    some = np.flatnonzero(equal[at] > 1)
    made = np.zeros(len(key), dtype=np.int64)
    made[some] = key.gather(some).to_frame().select(pl.int_range(pl.len()).over("key")).to_series().to_numpy()
    return pl.Series("nth", made)


def content(columns: Sequence[str] = CONTENT) -> pl.Expr:
    """Return all that a row says, as one text."""
    return pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in columns], separator="\x1f")


def _order(table: pl.LazyFrame) -> npt.NDArray[np.int64]:
    """Return rows in alphabetical order of their columns; each further column only orders rows still equal."""
    rank: npt.NDArray[np.int64] | None = None
    tied = np.zeros(0, dtype=np.int64)
    for column in (*CONTENT, "record_id"):
        values = table.select(pl.col(column).cast(pl.String).fill_null("")).collect().to_series()
        if rank is None:
            rank = _ranks(values)
        else:
            inside = _ranks(values.gather(tied))
            finer = rank * (int(inside.max(initial=0)) + 1)
            finer[tied] += inside
            rank = _ranks(pl.Series(finer))
        tied = np.flatnonzero(np.bincount(rank, minlength=1)[rank] > 1)
        if not len(tied):
            break
    return np.argsort(rank, kind="stable") if rank is not None else tied


def _ranks(values: pl.Series) -> npt.NDArray[np.int64]:
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return values.rank("dense").to_numpy().astype(np.int64) - 1


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
