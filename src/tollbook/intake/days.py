"""Cells that hold dates to the days they may mean."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from tollbook.intake.cells import Cells
from tollbook.intake.meanings import Taken, meanings
from tollbook.model.tables import REMARKS, empty
from tollbook.model.vocabulary import Precision
from tollbook.text.calendars import FIRST_YEAR, LAST_YEAR
from tollbook.text.dates import AMBIGUOUS, Calendar, DateForm, is_ambiguous, read_date
from tollbook.text.misread import Misread
from tollbook.text.scripts import fold

_DAYS: dict[str, pl.DataType] = {"first": pl.Date(), "last": pl.Date(), "precision": pl.String()}
_ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
_PREFIX = {"date_of_death": "death", "date_of_birth": "birth"}


def take_date(cells: Cells, *, latest: date | None = None) -> Taken:
    """Return the first day, the last day and the precision of each date.

    Args:
        cells: A column's cells.
        latest: The day on which the list was published, after which nothing in it can have happened; None: not known.

    Returns:
        `<birth|death>_from`, `_to` and `_precision`; for the roles `reported`, `death_from` and `death_to` one column
        of that name. A date outside the column's bounds is left out.
    """
    known, remarks = _days(cells)
    known, bounded = _within(cells, known, latest)
    remarks = pl.concat([remarks, bounded])
    role = cells.column.role
    prefix = _PREFIX.get(role)
    if prefix is None:
        end = "first" if role == "death_from" else "last"
        return Taken({role: known[end]}, remarks)
    precision = known.select(
        pl.when(cells.is_unknown)
        .then(pl.lit(Precision.UNKNOWN.value))
        .otherwise(pl.col("precision"))
        .alias("precision")
    )
    return Taken(
        {
            f"{prefix}_from": known["first"],
            f"{prefix}_to": known["last"],
            f"{prefix}_precision": precision["precision"],
        },
        remarks,
    )


def joined_parts(year: pl.Series, month: pl.Series | None, day: pl.Series | None) -> pl.Series:
    """Return one text a row from a year, a month (a number or a name) and a day in columns of their own."""
    parts = pl.DataFrame(
        {
            "year": year.str.replace(r"\.0$", ""),
            "month": pl.Series([None] * year.len(), dtype=pl.String)
            if month is None
            else month.str.replace(r"\.0$", ""),
            "day": pl.Series([None] * year.len(), dtype=pl.String) if day is None else day.str.replace(r"\.0$", ""),
        }
    )
    numbered = pl.concat_str(
        [pl.col("year"), pl.col("month").fill_null("00"), pl.col("day").fill_null("00")], separator="-"
    )
    worded = pl.concat_str([pl.col("day").fill_null(""), pl.col("month"), pl.col("year")], separator=" ")
    is_word = pl.col("month").str.contains(r"\p{L}").fill_null(value=False)
    return parts.select(pl.when(is_word).then(worded).otherwise(numbered).alias("text"))["text"]


def _days(cells: Cells) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the days of each cell: plain ISO dates at once, every other spelling once."""
    form, lookup = cells.column.dates, {fold(word): meant for word, meant in cells.column.lookup.items()}
    plain = cells.text.str.contains(_ISO).fill_null(value=False)
    if form.calendar is not Calendar.GREGORIAN:
        plain = plain & False
    iso = cells.text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    is_day = plain & iso.is_not_null() & iso.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    others = Cells(
        cells.column, cells.rows, cells.raw,
        pl.select(pl.when(~is_day.fill_null(value=False)).then(cells.text)).to_series().alias("text"), cells.is_unknown,
    )  # fmt: skip

    def read(text: str) -> Mapping[str, object] | Misread:
        return _day(lookup.get(fold(text), text), form)

    rest, remarks = meanings(others, read, _DAYS)
    day = pl.when(is_day.fill_null(value=False)).then(iso)
    return rest.with_columns(
        day.otherwise(pl.col("first")).alias("first"),
        day.otherwise(pl.col("last")).alias("last"),
        pl.when(is_day.fill_null(value=False))
        .then(pl.lit(Precision.DAY.value))
        .otherwise(pl.col("precision"))
        .alias("precision"),
    ), remarks


def _day(text: str, form: DateForm) -> Mapping[str, object] | Misread:
    period = read_date(text, form)
    if isinstance(period, Misread):
        return period
    note = None
    if is_ambiguous(text, form):
        note = Misread(
            f"'{text}' {AMBIGUOUS}: kept as the days from {period.first} to {period.last}",
            'set order = "dmy" or order = "mdy" for the column',
        )
    return {"first": period.first, "last": period.last, "precision": period.precision.value, "note": note}


def _within(cells: Cells, known: pl.DataFrame, published: date | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the days with those outside the column's bounds left out, and remarks on these."""
    remarks = [empty(REMARKS)]
    column = cells.column
    late, why = column.latest, "the column's latest"
    if late is None:
        late, why = published, "the day on which the list was published"
    for bound, is_out, words in (
        (
            column.earliest,
            pl.col("last") < pl.lit(column.earliest, pl.Date),
            f"is before {column.earliest}, the column's earliest",
        ),
        (late, pl.col("first") > pl.lit(late, pl.Date), f"is after {late}, {why}"),
    ):
        if bound is None:
            continue
        out = known.select(is_out.fill_null(value=False).alias("out"))["out"]
        reason = pl.col("value") + pl.lit(f" {words}")
        remarks.append(cells.remarks(out, reason, "correct the date, or the bound in profile.toml"))
        known = known.with_columns(pl.when(~out).then(pl.all()))
    return known, pl.concat(remarks)
