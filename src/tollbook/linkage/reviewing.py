"""Which pairs are worth a person's time: those that would move the count most, and samples to check the model by."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl

# Classes of probability from which a sample to check the model by is drawn.
CLASSES: Sequence[float] = (0.0, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99, 0.999, 1.0)


def review_order(
    pairs: pl.DataFrame, persons: pl.DataFrame, records: pl.DataFrame, judgements: pl.DataFrame, *, most: int = 1000
) -> pl.DataFrame:
    """Return pairs not yet judged, those first whose verdict is expected to move the documented count most.

    A pair that is joined and should not be, or is not and should be, moves the count by one person; how likely that is
    is what its verdict is expected to move. Between equals, pairs of two lists come first: they also move the overlap
    that an estimate rests on.

    Args:
        pairs: PAIRS.
        persons: PERSONS.
        records: RECORDS, for the lists that rows stand in.
        judgements: JUDGEMENTS; `unsure` leaves a pair in.
        most: Rows returned.

    Returns:
        `left`, `right`, `probability`, `joined`, `moves_count` (people, 0-1), `moves_overlap`.
    """
    decided = judgements.filter(pl.col("verdict").is_in(["same", "different"])).select(
        left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right")
    )
    sources = records.select("record_id", "source")
    return (
        pairs.select("left", "right", "probability")
        .join(decided, on=["left", "right"], how="anti")
        .join(persons.rename({"record_id": "left", "person_id": "_left"}), on="left")
        .join(persons.rename({"record_id": "right", "person_id": "_right"}), on="right")
        .join(sources.rename({"record_id": "left", "source": "_left_list"}), on="left")
        .join(sources.rename({"record_id": "right", "source": "_right_list"}), on="right")
        .with_columns(joined=pl.col("_left") == pl.col("_right"))
        .with_columns(
            moves_count=pl.when("joined").then(1.0 - pl.col("probability")).otherwise("probability").round(9),
            moves_overlap=pl.col("_left_list") != pl.col("_right_list"),
        )
        .sort("moves_count", "moves_overlap", "left", "right", descending=[True, True, False, False])
        .select("left", "right", "probability", "joined", "moves_count", "moves_overlap")
        .head(most)
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
