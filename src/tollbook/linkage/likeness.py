"""Rows of two editions of one list that speak of one person: the same names, and nothing against it."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from tollbook.model.tables import NAME_PARTS, SCRIPTS
from tollbook.text import names

FEWEST_PARTS = 2
SURE_PARTS = 3  # as many parts of a name are enough; fewer need a date or a number that agrees
_SPANS = (("birth_from", "birth_to", 366), ("death_from", "death_to", 31))  # days by which two may miss each other
_DAYS = tuple((f"_{low}", f"_{high}", float(days)) for low, high, days in _SPANS)
_AGES = 1.0  # years
_WHOLE = ("name_ar", "name_latin")
SAYING = (  # columns of RECORDS that likeness is told by
    "record_id",
    "people",
    "sex",
    "identifier",
    "age_low",
    "age_high",
    *_WHOLE,
    *(name for span in _SPANS for name in span[:2]),
    *(f"{part}_{script}" for script in SCRIPTS for part in NAME_PARTS),
)
_ROWS_AT_ONCE = 100_000  # a limit on memory: rows of common names meet many others


def alike(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return which rows speak of one person: all parts of the name sound the same, and no stated fact is against it.

    Names of fewer than SURE_PARTS parts need a birth, an age, a death or an identifier that agrees.

    Args:
        before: Rows of an earlier edition, as `sounding` gives them.
        after: Rows of a later one.

    Returns:
        `before`, `after`: record ids, one row a pair.
    """
    made = [_alike(some, after) for some in before.iter_slices(_ROWS_AT_ONCE)]
    return pl.concat(made) if made else _alike(before, after)


def _alike(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    both = before.join(after, on=["_sound", "_parts"], suffix="_after")
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


def sounding(records: pl.DataFrame) -> pl.DataFrame:
    """Return rows that name somebody, with how the name sounds and the facts that could speak against; of SAYING."""
    known = records.filter(pl.col("people").fill_null(1) == 1)
    days = [pl.col(name).to_physical().cast(pl.Float64).alias(f"_{name}") for span in _SPANS for name in span[:2]]
    return known.select(
        "record_id",
        *days,
        "age_low",
        "age_high",
        pl.when(pl.col("sex") != "unknown").then("sex").alias("sex"),
        "identifier",
        *_sound(known),
    ).filter(pl.col("_parts") >= FEWEST_PARTS)


def _sound(rows: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Return the consonant keys of each row's name, in the first script that states any, and how many there are."""
    sound, parts = pl.Series([""] * rows.height, dtype=pl.String), pl.Series(np.zeros(rows.height, dtype=np.int64))
    for script, whole in reversed(list(zip(SCRIPTS, _WHOLE, strict=True))):
        own = [_changed(rows[f"{part}_{script}"], _key, 1)[0] for part in NAME_PARTS]
        chain = _changed(rows[whole], _chain, len(NAME_PARTS))
        blank = pl.DataFrame([column.is_null().alias(str(at)) for at, column in enumerate(own)]).select(
            pl.all_horizontal(pl.all())
        )
        keys = pl.DataFrame(
            [b.zip_with(blank.to_series(), a).alias(str(at)) for at, (a, b) in enumerate(zip(own, chain, strict=True))]
        )
        count = keys.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.Int64))).to_series()
        spelt = keys.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
        sound, parts = spelt.zip_with(count > 0, sound), count.zip_with(count > 0, parts)
    return sound.alias("_sound"), parts.alias("_parts")


def _changed(column: pl.Series, change: Callable[[str], Sequence[str | None]], width: int) -> list[pl.Series]:
    """Return the values that each text is changed to, as columns; each distinct text is changed once."""
    distinct = column.drop_nulls().unique()
    made = [change(text) for text in distinct]
    table = pl.DataFrame({"text": distinct, "at": pl.int_range(len(distinct), eager=True)})
    at = column.alias("text").to_frame().join(table, on="text", how="left", maintain_order="left")["at"]
    return [pl.Series([row[part] for row in made], dtype=pl.String).gather(at) for part in range(width)]


def _key(text: str) -> tuple[str | None]:
    part = names.part(text)
    return (names.key(part) if part else None,)


def _chain(text: str) -> tuple[str | None, ...]:
    chain = names.chain(text)
    parts = (getattr(chain, part) for part in NAME_PARTS)
    return tuple(names.key(part) if part else None for part in parts)
