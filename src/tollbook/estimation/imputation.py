"""Missing status, sex, side, place or time of death filled in several times, so that strata show what is not known.

The model: a person's missing value is like that of people on the same lists with the same other known values; where
fewer than five such donors are known, of people on the same lists; then of people on as many lists; then of everybody.
Donors are drawn anew for each imputation, so that imputations differ as much as so few donors would (approximate
Bayesian bootstrap). A month of death is only taken from donors if it lies within the days that are known, and years and
quarters follow from it. It assumes that values are missing at random given lists and the other values; deaths whose
status is hidden because of their status break it.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.errors import EstimationError
from tollbook.model.tables import PERIODS, STRATA

MODEL = (
    "like people on the same lists with the same other known values, or, where fewer than five of them are known, like "
    "people on the same lists, on as many lists, or like everybody"
)
FEWEST_DONORS = 5
UNKNOWN = "unknown"
TRIES = 12  # donors asked at each level before a month outside the known days sends us to the next

Progress = Callable[[str, int, int], None]
Bools = npt.NDArray[np.bool_]


def imputed(
    people: pl.DataFrame,
    dimensions: Sequence[str],
    *,
    rng: np.random.Generator,
    draws: int = 20,
    donors: pl.Series | None = None,
    progress: Progress | None = None,
) -> list[pl.DataFrame]:
    """Return several copies of the people with missing and unknown values of some dimensions filled in.

    Args:
        people: PEOPLE, or their `sources`, `death_from`, `death_to` and STRATA.
        dimensions: Which to fill in, such as `status` and `month`; in each copy one after the other, given the rest.
        rng: For donors.
        draws: Copies.
        donors: Whose values may be taken, true or false for each person; None for everybody.
        progress: Told how many copies are done.

    Returns:
        As many frames as draws; a column nobody has a value in stays as it is.

    Raises:
        EstimationError: When a dimension is none of people.

    Source:
        Rubin and Schenker 1986, J. Am. Stat. Assoc. 81, 366-374 (approximate Bayesian bootstrap).
    """
    base = without_unknown(people, dimensions)
    wanted = [name for name in dimensions if name not in PERIODS]
    if len(wanted) < len(dimensions):
        wanted.append("month")
    may_give = np.ones(people.height, dtype=np.bool_) if donors is None else donors.to_numpy().astype(np.bool_)
    copies = []
    for done in range(draws):
        copy = base
        for dimension in wanted:
            others = [name for name in wanted if name != dimension]
            copy = copy.with_columns(_filled(copy, dimension, others, may_give, rng))
        copies.append(_with_periods(copy) if "month" in wanted else copy)
        if progress is not None:
            progress("imputations", done + 1, draws)
    return copies


def without_unknown(people: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """Return the people with the word `unknown` read as missing; a dimension that is none of theirs is an error."""
    for dimension in dimensions:
        if dimension not in STRATA:
            raise EstimationError(
                f"'{dimension}' is no dimension of people",
                where="imputation",
                mend=f"use some of {', '.join(STRATA)}",
            )
    return people.with_columns(
        pl.when(pl.col(name) == UNKNOWN).then(None).otherwise(pl.col(name)).alias(name) for name in dimensions
    )


def _with_periods(people: pl.DataFrame) -> pl.DataFrame:
    """Return the people with quarter and year taken from the month where they are missing."""
    year, month = pl.col("month").str.slice(0, 4), pl.col("month").str.slice(5, 2).cast(pl.Int32)
    quarter = pl.format("{}-Q{}", year, (month + 2) // 3)
    return people.with_columns(quarter=pl.coalesce("quarter", quarter), year=pl.coalesce("year", year))


def _filled(
    people: pl.DataFrame, dimension: str, others: list[str], may_give: Bools, rng: np.random.Generator
) -> pl.Series:
    """Return a column with its missing values taken from donors, the closest level that has enough."""
    known = people[dimension]
    words = known.drop_nulls().unique().sort()
    if not known.null_count() or words.is_empty():
        return known
    codes = known.replace_strict(words, np.arange(len(words)), default=-1, return_dtype=pl.Int64).to_numpy().copy()
    donors = np.flatnonzero((codes >= 0) & may_give)
    lowest, highest = _bounds(people, words) if dimension == "month" else (None, None)
    history = people["sources"].list.join("\x1f").fill_null("")  # sorted, as in all PEOPLE
    how_many = people["sources"].list.len().fill_null(0).cast(pl.String)
    rest = [people[name].fill_null("") for name in others]
    everybody = pl.Series(np.zeros(people.height).astype(str))
    for keys in ([history, *rest], [history], [how_many], [everybody]):
        fewest = 1 if keys[0] is everybody else FEWEST_DONORS
        draw = _pool(_groups(keys), donors, fewest, rng)
        for _ in range(TRIES):
            wanting = np.flatnonzero(codes < 0)
            places, found = draw(wanting)
            given = codes[found]
            if lowest is None or highest is None:
                fits = np.ones(len(places), dtype=np.bool_)
            else:
                fits = (lowest[places] <= given) & (given <= highest[places])
            codes[places[fits]] = given[fits]
            if fits.all():
                break
    taken = words.gather(np.maximum(codes, 0)).alias(dimension)
    return taken.set(pl.Series(codes < 0), None)


def _bounds(people: pl.DataFrame, months: pl.Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the places among the months of the first and the last in which each person may have died."""
    first = people["death_from"].dt.strftime("%Y-%m").fill_null("0000-00").to_numpy().astype(str)
    last = people["death_to"].dt.strftime("%Y-%m").fill_null("9999-99").to_numpy().astype(str)
    known = months.to_numpy().astype(str)
    return np.searchsorted(known, first), np.searchsorted(known, last, side="right") - 1


def _groups(keys: list[pl.Series]) -> npt.NDArray[np.int64]:
    """Return people alike in all keys as one number."""
    frame = pl.DataFrame([key.alias(str(place)) for place, key in enumerate(keys)])
    return frame.select(pl.struct(pl.all()).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


def _pool(
    groups: npt.NDArray[np.int64], donors: npt.NDArray[np.int64], fewest: int, rng: np.random.Generator
) -> Callable[[npt.NDArray[np.int64]], tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Return what gives each of some people a donor of their group: those who get one, and their donors.

    A group's donors are drawn anew, with replacement, once for all.
    """
    by_group = donors[np.argsort(groups[donors], kind="stable")]
    ends = np.searchsorted(groups[by_group], np.arange(groups.max() + 2))
    sizes = np.diff(ends)
    pool = by_group[ends[groups[by_group]] + _below(sizes[groups[by_group]], rng)]

    def draw(wanting: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        enough = wanting[sizes[groups[wanting]] >= fewest]
        return enough, pool[ends[groups[enough]] + _below(sizes[groups[enough]], rng)]

    return draw


def _below(sizes: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return a random whole number from 0 to below each size."""
    return np.minimum((rng.random(len(sizes)) * sizes).astype(np.int64), sizes - 1)
