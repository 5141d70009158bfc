"""Missing status, sex, side, month or place filled in several times, so that strata show what is not known.

The model: a person's missing value is like that of people on the same lists with the same other known values; where
fewer than five such donors are known, of people on as many lists; then of everybody. Donors are drawn anew for each
imputation, so that imputations differ as much as so few donors would (approximate Bayesian bootstrap). It assumes that
values are missing at random given lists and the other values; deaths whose status is hidden because of their status
break it.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.errors import EstimationError
from tollbook.model.tables import DIMENSIONS

FEWEST_DONORS = 5
UNKNOWN = "unknown"

Progress = Callable[[str, int, int], None]


def imputed(
    people: pl.DataFrame,
    dimensions: Sequence[str],
    *,
    rng: np.random.Generator,
    draws: int = 20,
    progress: Progress | None = None,
) -> list[pl.DataFrame]:
    """Return several copies of the people with missing and unknown values of some dimensions filled in.

    Args:
        people: PEOPLE.
        dimensions: Which to fill in, such as `status` and `month`; in each copy one after the other, given the rest.
        rng: For donors.
        draws: Copies.
        progress: Told how many copies are done.

    Returns:
        As many frames as draws; a column nobody has a value in stays as it is.

    Raises:
        EstimationError: When a dimension is none of people.

    Source:
        Rubin and Schenker 1986, J. Am. Stat. Assoc. 81, 366-374 (approximate Bayesian bootstrap).
    """
    for dimension in dimensions:
        if dimension not in DIMENSIONS:
            raise EstimationError(
                f"'{dimension}' is no dimension of people",
                where="imputation",
                mend=f"use some of {', '.join(DIMENSIONS)}",
            )
    base = people.with_columns(
        pl.when(pl.col(name) == UNKNOWN).then(None).otherwise(pl.col(name)).alias(name) for name in dimensions
    )
    copies = []
    for done in range(draws):
        copy = base
        for dimension in dimensions:
            copy = copy.with_columns(_filled(copy, dimension, [d for d in dimensions if d != dimension], rng))
        copies.append(copy)
        if progress is not None:
            progress("imputations", done + 1, draws)
    return copies


def _filled(people: pl.DataFrame, dimension: str, others: list[str], rng: np.random.Generator) -> pl.Series:
    """Return a column with its missing values taken from donors, the closest level that has enough."""
    values = people[dimension].to_numpy().astype(object)
    missing = np.asarray(people[dimension].is_null().to_numpy(), dtype=np.bool_)
    if not missing.any() or missing.all():
        return people[dimension]
    history = people["sources"].list.sort().list.join("\x1f").fill_null("")
    how_many = people["sources"].list.len().fill_null(0).cast(pl.String)
    rest = [people[name].fill_null("") for name in others]
    for keys in ([history, *rest], [history], [how_many], [pl.Series(np.zeros(people.height).astype(str))]):
        groups = _codes(keys)
        missing = _from_donors(values, missing, groups, rng)
        if not missing.any():
            break
    return pl.Series(dimension, values.tolist(), dtype=people[dimension].dtype)


def _codes(keys: list[pl.Series]) -> npt.NDArray[np.int64]:
    frame = pl.DataFrame([key.alias(str(place)) for place, key in enumerate(keys)])
    return frame.select(pl.struct(pl.all()).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


def _from_donors(
    values: npt.NDArray[np.object_],
    missing: npt.NDArray[np.bool_],
    groups: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> npt.NDArray[np.bool_]:
    """Fill in, in place, what groups with enough donors allow; return who is still missing."""
    known = np.array([value is not None for value in values])
    donors = np.flatnonzero(known)
    by_group = donors[np.argsort(groups[donors], kind="stable")]
    ends = np.searchsorted(groups[by_group], np.arange(groups.max() + 2))
    sizes = np.diff(ends)
    wanting = np.flatnonzero(missing & (sizes[groups] >= FEWEST_DONORS))
    if len(wanting):
        pool = by_group[(ends[groups[by_group]] + _below(sizes[groups[by_group]], rng)).astype(np.int64)]
        place = ends[groups[wanting]] + _below(sizes[groups[wanting]], rng)
        values[wanting] = values[pool[place]]
    still = missing.copy()
    still[wanting] = False
    return still


def _below(sizes: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return a random whole number from 0 to below each size."""
    return np.minimum((rng.random(len(sizes)) * sizes).astype(np.int64), sizes - 1)
