"""Rows of two editions of one list that speak of one person: the same names, and nothing against it."""

import polars as pl

from tollbook.model.tables import NAME_PARTS, SCRIPTS
from tollbook.text import names

FEWEST_PARTS = 2
SURE_PARTS = 3  # as many parts of a name are enough; fewer need a date or a number that agrees
_SPANS = (("birth_from", "birth_to", 366), ("death_from", "death_to", 31))  # days by which two may miss each other
_DAYS = tuple((f"_{low}", f"_{high}", float(days)) for low, high, days in _SPANS)
_AGES = 1.0  # years


def alike(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return which rows speak of one person: all parts of the name sound the same, and no stated fact is against it.

    Names of fewer than SURE_PARTS parts need a birth, an age, a death or an identifier that agrees.

    Args:
        before: RECORDS of an earlier edition.
        after: RECORDS of a later one.

    Returns:
        `before`, `after`: record ids, one row a pair.
    """
    left, right = _keyed(before), _keyed(after)
    both = left.join(right, on=["_sound", "_parts"], suffix="_after")
    spans = [*_DAYS, ("age_low", "age_high", _AGES)]
    met = [_met(low, high, apart) for low, high, apart in spans]
    same_number = pl.col("identifier") == pl.col("identifier_after")
    against = [~one for one in met] + [pl.col("sex") != pl.col("sex_after")]
    agrees = pl.any_horizontal(*(one.fill_null(value=False) for one in (*met, same_number)))
    return both.filter(
        ~pl.any_horizontal(*(one.fill_null(value=False) for one in against))
        & ((pl.col("_parts") >= SURE_PARTS) | agrees)
    ).select(before="record_id", after="record_id_after")


def _met(low_name: str, high_name: str, apart: float) -> pl.Expr:
    """Return whether two intervals meet or miss each other by no more than allowed; null where one is not stated."""
    low, high = pl.col(low_name), pl.col(high_name)
    other_low, other_high = pl.col(f"{low_name}_after"), pl.col(f"{high_name}_after")
    gap = pl.max_horizontal(low, other_low) - pl.min_horizontal(high, other_high)
    stated = low.is_not_null() & high.is_not_null() & other_low.is_not_null() & other_high.is_not_null()
    return pl.when(stated).then(gap <= apart)


def _keyed(records: pl.DataFrame) -> pl.DataFrame:
    """Return rows that name somebody with how the name sounds, and the facts that could speak against."""
    known = records.filter(pl.col("people").fill_null(1) == 1)
    sound = [_sound(row) for row in known.select(*_NAMED).iter_rows(named=True)]
    days = [pl.col(name).to_physical().cast(pl.Float64).alias(f"_{name}") for span in _SPANS for name in span[:2]]
    return known.select(
        "record_id",
        *days,
        "age_low",
        "age_high",
        pl.when(pl.col("sex") != "unknown").then("sex").alias("sex"),
        "identifier",
        _sound=pl.Series([" ".join(parts) for parts in sound], dtype=pl.String),
        _parts=pl.Series([len(parts) for parts in sound], dtype=pl.Int64),
    ).filter(pl.col("_parts") >= FEWEST_PARTS)


_NAMED = ("name_ar", "name_latin", *(f"{part}_{script}" for script in SCRIPTS for part in NAME_PARTS))


def _sound(row: dict[str, str | None]) -> list[str]:
    """Return the consonant key of each part of a name, in the first script that states any."""
    for script, whole in zip(SCRIPTS, ("name_ar", "name_latin"), strict=True):
        parts = [names.part(row[f"{part}_{script}"]) for part in NAME_PARTS]
        if not any(parts):
            chain = names.chain(row[whole])
            parts = [getattr(chain, part) for part in NAME_PARTS]
        keys = [names.key(part) for part in parts if part]
        if keys:
            return keys
    return []
