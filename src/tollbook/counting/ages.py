"""How old someone was: ages from dates of birth, and the bands by which ages are counted."""

import polars as pl

# Five-year groups for children, as the UN's population tables have them, but cut at eighteen, because casualty records
# must tell children (Convention on the Rights of the Child, article 1: under eighteen) from adults; then wider groups,
# because most lists round adults' ages. Both ends in completed years.
AGE_BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("0-4", 0, 4),
    ("5-9", 5, 9),
    ("10-14", 10, 14),
    ("15-17", 15, 17),
    ("18-29", 18, 29),
    ("30-44", 30, 44),
    ("45-59", 45, 59),
    ("60+", 60, None),
)

# Classes of their own for those of whom no more is known than that they were children, or adults.
COARSE_BANDS: tuple[tuple[str, int, int | None], ...] = (("0-17", 0, 17), ("18+", 18, None))


def band(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Return the band in which an age lies, null where the age is open or spans several.

    Args:
        low: Youngest possible age in years, included.
        high: Oldest possible age in years, included.

    Returns:
        The finest band that holds both ends; those known only as children or adults have the class `0-17` or `18+`.
    """
    youngest, oldest = low.floor(), high.floor()
    chosen = pl.lit(None, dtype=pl.String)
    for name, first, last in reversed((*AGE_BANDS, *COARSE_BANDS)):
        inside = youngest >= first if last is None else (youngest.fill_null(0) >= first) & (oldest <= last)
        chosen = pl.when(inside).then(pl.lit(name)).otherwise(chosen)
    return chosen


def completed_years(birth: pl.Expr, death: pl.Expr) -> pl.Expr:
    """Return the age in completed years on the day of death; negative where birth is later."""
    before_birthday = (death.dt.month() * 100 + death.dt.day()) < (birth.dt.month() * 100 + birth.dt.day())
    return (death.dt.year() - birth.dt.year() - before_birthday.cast(pl.Int32)).cast(pl.Float64)


def age(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame of people with `age_low` and `age_high` settled from the age stated and the date of birth.

    Args:
        frame: Columns `age_low`, `age_high` as stated, `birth_from`, `birth_to`, `death_from`, `death_to`.

    Returns:
        The same frame; `age_low` and `age_high` in years, both ends included.
    """
    born_low = completed_years(pl.col("birth_to"), pl.col("death_from"))
    born_high = completed_years(pl.col("birth_from"), pl.col("death_to"))
    stated = pl.col("age_low").is_not_null() | pl.col("age_high").is_not_null()
    possible = pl.col("born_high").fill_null(0) >= 0  # born after the death: one of the dates is wrong
    low = pl.max_horizontal("age_low", "born_low")
    high = pl.min_horizontal("age_high", "born_high")
    agree = possible & (low.fill_null(0) <= high.fill_null(float("inf")))
    return (
        frame.with_columns(born_low=born_low, born_high=born_high)
        .with_columns(born_low=pl.when(possible).then(pl.col("born_low").clip(lower_bound=0)))
        .with_columns(
            age_low=pl.when(agree).then(low).when(stated).then("age_low"),
            age_high=pl.when(agree).then(high).when(stated).then("age_high"),
        )
        .drop("born_low", "born_high")
    )
