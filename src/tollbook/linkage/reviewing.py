"""Which pairs are worth a person's time: those that would move the count most, and samples to check the model by."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl

# Classes of probability from which a sample to check the model by is drawn.
CLASSES: Sequence[float] = (0.0, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99, 0.999, 1.0)

_LISTS = ("_left_source", "_right_source")


def review_order(
    pairs: pl.DataFrame,
    persons: pl.DataFrame,
    records: pl.DataFrame,
    judgements: pl.DataFrame,
    *,
    most: int = 1000,
    by: str = "count",
) -> pl.DataFrame:
    """Return pairs not yet judged, those first whose verdict is expected to move the count, or the estimate, most.

    A pair that is joined and should not be, or is not and should be, moves the count by one person; how likely that is
    is what its verdict is expected to move. If the two records stand in two lists, the verdict also moves the number of
    people whom both lists hold, and so an estimate: how far is told by Chapman's for these two lists alone, which
    stands for the estimate of the case, whatever its method. A pair within one list moves the estimate as it moves the
    count.

    Args:
        pairs: PAIRS.
        persons: PERSONS.
        records: RECORDS, for the lists that rows stand in.
        judgements: JUDGEMENTS; `unsure` leaves a pair in.
        most: Rows returned.
        by: `count` or `estimate`: what is to be settled first.

    Returns:
        `left`, `right`, `probability`, `joined`, `moves_count` (people, 0-1), `moves_overlap`,
        `moves_estimate` (people).
    """
    decided = judgements.filter(pl.col("verdict").is_in(["same", "different"])).select(
        left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right")
    )
    place = persons.join(records.filter(pl.col("current")).select("record_id", "source"), on="record_id")
    placed = pairs.select("left", "right", "probability").join(decided, on=["left", "right"], how="anti")
    for side in ("left", "right"):
        placed = placed.join(
            place.select(pl.col("record_id").alias(side), pl.all().exclude("record_id").name.prefix(f"_{side}_")),
            on=side,
        )
    joined = pl.col("_left_person_id") == pl.col("_right_person_id")
    first, second = pl.min_horizontal(*_LISTS), pl.max_horizontal(*_LISTS)
    moved = (
        placed.with_columns(joined=joined, moves_overlap=pl.col(_LISTS[0]) != pl.col(_LISTS[1]))
        .with_columns(_first=first, _second=second)
        .join(_steps(place), on=["_first", "_second"], how="left")
        .with_columns(
            moves_count=pl.when("joined").then(1.0 - pl.col("probability")).otherwise("probability").round(9),
            _step=pl.when("joined").then("_less").otherwise("_more").fill_null(1.0),
        )
        .with_columns(moves_estimate=(pl.col("moves_count") * pl.col("_step")).round(9))
    )
    order = [f"moves_{by}", "moves_count", "moves_overlap", "left", "right"]
    return (
        moved.sort(order, descending=[True, True, True, False, False])
        .select("left", "right", "probability", "joined", "moves_count", "moves_overlap", "moves_estimate")
        .head(most)
    )


def _steps(place: pl.DataFrame) -> pl.DataFrame:
    """Return how far one person more, or fewer, in both of two lists moves Chapman's estimate from them. People."""
    held = place.select("person_id", "source").unique()
    size = held.group_by("source").agg(n=pl.len().cast(pl.Float64))
    both = (
        held.join(held, on="person_id", suffix="_other")
        .filter(pl.col("source") < pl.col("source_other"))
        .group_by("source", "source_other")
        .agg(both=pl.len().cast(pl.Float64))
    )
    every = size.join(size, how="cross", suffix="_other").filter(pl.col("source") < pl.col("source_other"))
    whole = (pl.col("n") + 1.0) * (pl.col("n_other") + 1.0)
    m = pl.col("both").fill_null(0.0)
    return every.join(both, on=["source", "source_other"], how="left").select(
        _first="source",
        _second="source_other",
        _more=whole / (m + 1.0) - whole / (m + 2.0),
        _less=pl.when(m > 0).then(whole / m - whole / (m + 1.0)).otherwise(whole / (m + 1.0) - whole / (m + 2.0)),
    )


def checking_sample(pairs: pl.DataFrame, *, size: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return pairs to judge blind, as many from each class of probability, to check the classes by.

    Pairs that were judged before may be among them: left out, they would speak for nobody.

    Args:
        pairs: PAIRS; the classes are of `unlabelled`, which no judgement has moved.
        size: Pairs from all classes together; fewer where a class has not enough.
        rng: Draws them.

    Returns:
        `left`, `right`, `class_from`, `class_to`, `class_pairs` (all pairs of the class); no probability.
    """
    each = max(1, size // (len(CLASSES) - 1))
    made = []
    for low, high in pairwise(CLASSES):
        is_last = high == CLASSES[-1]
        inside = pairs.filter(
            (pl.col("unlabelled") >= low) & ((pl.col("unlabelled") < high) | pl.lit(value=is_last))
        ).sort("left", "right")
        chosen = np.sort(rng.permutation(inside.height)[:each])
        made.append(
            inside[chosen].select(
                "left", "right", class_from=pl.lit(low), class_to=pl.lit(high), class_pairs=pl.lit(inside.height)
            )
        )
    return pl.concat(made)
