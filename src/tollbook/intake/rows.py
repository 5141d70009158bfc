"""Rows that are no record of a person: totals, notes, a header printed again, rows that say nothing of anybody."""

from collections.abc import Mapping, Sequence

import polars as pl

from tollbook.intake.words import TOTALS
from tollbook.model.tables import REJECTIONS, empty

_NUMBER = r"^[-+]?[\d\x{0660}-\x{0669}.,\x{066B}\x{066C}\s%]*$"
_LOOKED_AT = 4  # a total names itself in one of the first columns, or in the name's
_NOTE_WORDS = 3

_REASONS: Mapping[str, tuple[str, str]] = {
    "header": ("the row repeats the header", "nothing; files that were joined repeat it"),
    "total": ("the row sums up other rows and is no person", "nothing; remove it from the file if you like"),
    "note": ("the row holds one note and is no person", "if it is a person, fill in at least a name or a date"),
    "hollow": (
        "no mapped column has a value in this row, so nothing is known of a person",
        "map the column that describes the person, or remove the row",
    ),
}


def no_records(frame: pl.DataFrame, roles: Mapping[str, str]) -> pl.Series:
    """Return for each row why it is no record (a key of the reasons), or null for a row that may be one.

    Args:
        frame: The cells of the file, String columns.
        roles: Column to its role; columns that are ignored or unknown to the profile are not in it.

    Returns:
        One of `header`, `total`, `note`, `hollow` or null for each row.
    """
    names = frame.columns
    if not names:
        return pl.Series("why", [], dtype=pl.String)
    number = {name: f"c{place}" for place, name in enumerate(names)}
    cells = frame.rename(number).select(pl.all().str.strip_chars())
    cells = cells.select(pl.when(pl.all() != "").then(pl.all()))
    filled = pl.sum_horizontal(pl.all().is_not_null().cast(pl.Int32))
    mapped = [number[name] for name in names if name in roles]
    is_hollow = pl.all_horizontal(pl.col(mapped).is_null()) if mapped else pl.lit(value=True)
    says_total = bool(cells.select(_says_total(names, roles, number).any()).item())
    is_total = _is_total(names, roles, number) if says_total else pl.lit(value=False)
    verdict = (
        pl.when(_repeats_header(number)).then(pl.lit("header"))
        .when(is_total).then(pl.lit("total"))
        .when(is_hollow).then(pl.lit("hollow"))
        .when((filled == 1) & (len(names) >= 3) & _is_note(names, roles, number)).then(pl.lit("note"))
    )  # fmt: skip
    return cells.select(verdict.alias("why"))["why"]


def rejected(frame: pl.DataFrame, rows: pl.Series, why: pl.Series) -> pl.DataFrame:
    """Return REJECTIONS, without source and edition, for the rows that have a reason."""
    if why.null_count() == why.len():
        return empty(REJECTIONS)
    reasons = {key: reason for key, (reason, _) in _REASONS.items()}
    mends = {key: mend for key, (_, mend) in _REASONS.items()}
    joined = frame.select(pl.concat_str(pl.all(), separator=" | ", ignore_nulls=True).str.slice(0, 200).alias("value"))
    picked = joined.with_columns(rows.alias("row"), why.alias("why")).filter(pl.col("why").is_not_null())
    return picked.select(
        pl.lit(None, pl.String).alias("source"),
        pl.lit(None, pl.String).alias("edition"),
        "row",
        pl.lit(None, pl.String).alias("column"),
        "value",
        pl.col("why").replace_strict(reasons, return_dtype=pl.String).alias("reason"),
        pl.col("why").replace_strict(mends, return_dtype=pl.String).alias("mend"),
    )


def _repeats_header(number: Mapping[str, str]) -> pl.Expr:
    same = [pl.col(short) == pl.lit(name) for name, short in number.items()]
    none = [pl.col(short).is_null() for short in number.values()]
    both = [one | two for one, two in zip(same, none, strict=True)]
    matches = pl.sum_horizontal([part.fill_null(value=False).cast(pl.Int32) for part in same])
    return pl.all_horizontal([part.fill_null(value=False) for part in both]) & (matches >= min(2, len(number)))


def _says_total(names: Sequence[str], roles: Mapping[str, str], number: Mapping[str, str]) -> pl.Expr:
    """Return whether one of the first columns, or the name's, says "total"."""
    looked_at = {*names[:_LOOKED_AT], *(name for name in names if roles.get(name, "").startswith("name"))}
    words = "|".join(sorted(TOTALS, key=lambda word: (-len(word), word))).replace("ا", "[اأإآ]")
    pattern = rf"^(?i:{words})(?:\s*[:=.]?\s*[\d\x{{0660}}-\x{{0669}}.,]*)$"
    return pl.any_horizontal(
        pl.col(number[name]).str.contains(pattern).fill_null(value=False) for name in names if name in looked_at
    )


def _is_total(names: Sequence[str], roles: Mapping[str, str], number: Mapping[str, str]) -> pl.Expr:
    """Return whether a cell says "total" and every other filled cell is a number."""
    plain = [
        (pl.col(short).is_null() | pl.col(short).str.contains(_NUMBER)).fill_null(value=True).cast(pl.Int32)
        for short in number.values()
    ]
    return _says_total(names, roles, number) & (pl.sum_horizontal(plain) >= len(names) - 1)


def _is_note(names: Sequence[str], roles: Mapping[str, str], number: Mapping[str, str]) -> pl.Expr:
    """Return whether the one filled cell is prose in a column that holds ids."""
    ids = [number[name] for name in names if roles.get(name) in {"id", "identifier"}]
    if not ids:
        return pl.lit(value=False)
    return pl.any_horizontal(pl.col(short).str.split(" ").list.len().fill_null(0) >= _NOTE_WORDS for short in ids)
