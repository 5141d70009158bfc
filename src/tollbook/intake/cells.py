"""Cells made fit to be read: what cannot be seen is gone, what is missing, unknown or broken is told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from tollbook.intake.profile import Column
from tollbook.intake.words import EMPTY, UNKNOWN
from tollbook.model.tables import REMARKS, empty
from tollbook.text.scripts import CONTROL, INVISIBLE, MOJIBAKE, TURNING, UNDECODED

LONGEST = 10_000  # characters of a cell that may still be a value of a victim's record
_SHOWN = 200

_BROKEN = r"^#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$"
_HASHES = r"^#{3,}$"
_ANY_FAULT = rf"^#|{UNDECODED}|{MOJIBAKE}"
# What NFC composes, what cannot be seen, and spaces that are not single.
_NEEDS_CLEANING = (
    rf"{INVISIBLE}|{CONTROL}|\p{{M}}|[\x{{2126}}\x{{212A}}\x{{212B}}\x{{F900}}-\x{{FAFF}}]"
    r"|^\s|\s$|\s\s|[^\S ]"
)

_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        "undecoded",
        "the cell has bytes that are not in the file's encoding",
        "save the file as UTF-8 from a program that shows the cell right, or set encoding in profile.toml",
    ),
    (
        "broken",
        "the cell holds a spreadsheet's error, not a value",
        "mend the formula in the spreadsheet, or paste the value over it",
    ),
    (
        "garbled",
        "the text was decoded wrongly before it was saved (UTF-8 read as another encoding)",
        "export the list again as UTF-8",
    ),
)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one mapped column, in the order of the rows kept.

    Attributes:
        column: What the profile says of the column.
        rows: Row numbers.
        raw: As the file holds them.
        text: Fit to be read; null where empty, unknown or broken.
        is_unknown: Where the source says that it does not know.
    """

    column: Column
    rows: pl.Series
    raw: pl.Series
    text: pl.Series
    is_unknown: pl.Series

    def remarks(self, where: pl.Series, reason: str | pl.Expr, mend: str | pl.Expr) -> pl.DataFrame:
        """Return a remark for each cell that a mask picks.

        Args:
            where: Boolean mask; null picks nothing.
            reason: Why, the same for all or one expression over the columns `reason` and `mend`.
            mend: How to mend it, likewise.

        Returns:
            REMARKS, without source and edition.
        """
        return remarks_on(self.column.name, self.rows, self.raw, where, (reason, mend))


def remarks_on(
    column: str, rows: pl.Series, raw: pl.Series, where: pl.Series, why: tuple[str | pl.Expr, str | pl.Expr]
) -> pl.DataFrame:
    """Return REMARKS rows for the cells that a mask picks, without source and edition."""
    mask = where.fill_null(value=False)
    if not mask.any():
        return empty(REMARKS)
    reason, mend = (pl.lit(part) if isinstance(part, str) else part for part in why)
    picked = pl.DataFrame({"row": rows, "value": raw}).filter(mask)
    return picked.select(
        pl.lit(None, pl.String).alias("source"),
        pl.lit(None, pl.String).alias("edition"),
        pl.col("row"),
        pl.lit(column).alias("column"),
        _shown(pl.col("value")).alias("value"),
        reason.alias("reason"),
        mend.alias("mend"),
    )


def _shown(value: pl.Expr) -> pl.Expr:
    """Return a value cut short, with a visible sign for each character that cannot be seen."""
    cut = pl.when(value.str.len_chars() > _SHOWN).then(value.str.slice(0, _SHOWN) + "…").otherwise(value)
    return cut.str.replace_all(f"{INVISIBLE}|{CONTROL}", "␣")


def tidy(
    column: Column,
    rows: pl.Series,
    raw: pl.Series,
    *,
    empty_words: Sequence[str] = (),
    unknown_words: Sequence[str] = (),
) -> tuple[Cells, list[pl.DataFrame]]:
    """Return a column's cells fit to be read, and remarks on those that were not.

    Args:
        column: What the profile says of the column.
        rows: Row numbers.
        raw: The cells as the file holds them.
        empty_words: Words of the profile that mean "not stated" in every column.
        unknown_words: Words of the profile that mean "unknown" in every column.

    Returns:
        The cells; a frame of remarks for each kind of fault found.
    """
    found: list[pl.DataFrame] = []
    too_long = raw.str.len_chars() > LONGEST
    if too_long.any():
        found.append(
            remarks_on(
                column.name, rows, raw, too_long,
                (f"the cell is longer than {LONGEST:,} characters", "check the file for a quote that is not closed"),
            )
        )  # fmt: skip
        raw = pl.select(pl.when(too_long).then(None).otherwise(raw)).to_series()
    text = _visible(raw)
    hidden = raw.str.contains(f"{TURNING}|{CONTROL}")
    found.append(
        remarks_on(
            column.name, rows, raw, hidden,
            (
                "characters that cannot be seen (controls, or marks that turn the line around) were removed",
                "remove them in the file, and check that the value reads as meant",
            ),
        )
    )  # fmt: skip
    is_suspect = text.str.contains(_ANY_FAULT).any()
    for name, reason, mend in _FAULTS if is_suspect else ():
        bad = _is_faulty(text, name)
        if bad.any():
            found.append(remarks_on(column.name, rows, raw, bad, (reason, mend)))
            text = pl.select(pl.when(bad.fill_null(value=False)).then(None).otherwise(text)).to_series()
    low = text.str.to_lowercase()
    missing = low.is_in(_lowered((*EMPTY, *empty_words, *column.empty)) - _lowered(column.lookup) | {""})
    unknown = low.is_in(_lowered((*UNKNOWN, *unknown_words, *column.unknown)) - _lowered(column.lookup))
    gone = (missing | unknown).fill_null(value=True)
    text = pl.select(pl.when(~gone).then(text)).to_series().alias("text")
    return Cells(column, rows, raw, text, unknown.fill_null(value=False)), found


def _visible(raw: pl.Series) -> pl.Series:
    """Return texts cleaned; only those that need it are touched, for most of a million do not."""
    needy = raw.str.contains(_NEEDS_CLEANING).fill_null(value=False).arg_true()
    if needy.is_empty():
        return raw
    cleaned = (
        raw.gather(needy)
        .str.normalize("NFC")
        .str.replace_all(INVISIBLE, "")
        .str.replace_all(CONTROL, " ")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    return raw.clone().scatter(needy, cleaned)


def _is_faulty(text: pl.Series, fault: str) -> pl.Series:
    if fault == "undecoded":
        return text.str.contains(UNDECODED, literal=True)
    if fault == "broken":
        return text.str.to_uppercase().str.contains(_BROKEN) | text.str.contains(_HASHES)
    return text.str.contains(MOJIBAKE)


def _lowered(words: Iterable[str]) -> set[str]:
    return {word.lower() for word in words}
