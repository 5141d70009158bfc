"""What people have judged on pairs of records, and where it does not fit together or could not be obeyed."""

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.components import BARRED, JUDGED, Verdicts
from tollbook.linkage.features import Features
from tollbook.linkage.kernels import is_barred


def in_force(judgements: pl.DataFrame) -> pl.DataFrame:
    """Return the last judgement on each pair, `same` or `different` only; left is before right."""
    ordered = judgements.with_columns(
        left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right"), at=pl.int_range(pl.len())
    )
    last = ordered.group_by("left", "right").agg(pl.col("verdict", "who", "when", "why", "drawn").sort_by("at").last())
    return last.filter(pl.col("verdict").is_in(["same", "different"])).sort("left", "right")


def verdicts(known: Features, decided: pl.DataFrame) -> tuple[Verdicts, pl.DataFrame]:
    """Return judgements as numbers, and those rows of them whose records may not be linked at all."""
    at = known.frame.select(pl.col("record_id").alias("id"), pl.int_range(pl.len()).cast(pl.Int64).alias("at"))
    placed = decided.join(at.rename({"id": "left", "at": "i"}), on="left", how="left").join(
        at.rename({"id": "right", "at": "j"}), on="right", how="left"
    )
    lost = placed.filter(pl.col("i").is_null() | pl.col("j").is_null())
    found = placed.filter(pl.col("i").is_not_null() & pl.col("j").is_not_null() & (pl.col("i") != pl.col("j")))
    low = found.select(pl.min_horizontal("i", "j")).to_series().to_numpy().astype(np.int64)
    high = found.select(pl.max_horizontal("i", "j")).to_series().to_numpy().astype(np.int64)
    pair = low * len(known) + high
    value = np.where((found["verdict"] == "same").to_numpy(), JUDGED, BARRED).astype(np.float64)
    order = np.argsort(pair, kind="stable")
    return Verdicts(pair[order], value[order]), lost.select(decided.columns)


def by_lot(
    known: Features, pairs: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]], decided: pl.DataFrame
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return which pairs were drawn by lot and judged, and which of these are one person. Shape (pairs,) each."""
    lot, _ = verdicts(known, decided.filter(pl.col("drawn").fill_null(value=False)))
    left, right = (side.astype(np.int64) for side in pairs)
    key = np.minimum(left, right) * len(known) + np.maximum(left, right)
    checked = np.isin(key, lot.pair)
    return checked, checked & np.isin(key, lot.pair[lot.value > 0])


def same_pairs(known: Features, given: Verdicts) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the pairs judged to be one person."""
    chosen = given.pair[given.value > 0]
    return (chosen // max(len(known), 1)).astype(np.int32), (chosen % max(len(known), 1)).astype(np.int32)


def conflicts(
    known: Features, given: Verdicts, lost: pl.DataFrame, person: npt.NDArray[np.int64]
) -> list[dict[str, str]]:
    """Return judgements that were not obeyed, or that go against a list's policy, each with its reason.

    Args:
        known: The records.
        given: Judgements as numbers.
        lost: Judgements on rows that may not be linked.
        person: The person of each record.

    Returns:
        `left`, `right`, `verdict`, `reason` of each.
    """
    made = [
        {**row, "reason": "one of the rows is not in the list as it stands, or does not name one person"}
        for row in lost.select("left", "right", "verdict").to_dicts()
        if row["verdict"] == "same"
    ]
    ids = known.frame["record_id"]
    for pair, value in zip(given.pair.tolist(), given.value.tolist(), strict=True):
        i, j = divmod(pair, len(known))
        verdict = "same" if value > 0 else "different"
        obeyed = (person[i] == person[j]) == (value > 0)
        reason = ""
        if not obeyed:
            reason = "other judgements contradict it"
        elif value > 0 and is_barred(known.codes.rec, i, j):
            reason = "obeyed, though the list says it holds each person once, or one was born after the other died"
        if reason:
            first, second = sorted((ids[i], ids[j]))
            made.append({"left": first, "right": second, "verdict": verdict, "reason": reason})
    return made
