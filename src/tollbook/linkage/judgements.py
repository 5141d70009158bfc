"""What people have judged on pairs of records, and where it does not fit together or could not be obeyed."""

from collections import defaultdict, deque
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.components import BARRED, JUDGED, Verdicts
from tollbook.linkage.features import Features
from tollbook.linkage.kernels import is_barred

_LOST = "one of the rows is not in the list as it stands, or does not name one person"
_MEND_LOST = "judge the rows of the list's last edition instead"
_ONE_ROW = "the list itself has since made the two rows one"
_MEND_ONE_ROW = "look at what the list says now; if it is wrong, ask its publisher, for no row can be two people"
_MEND_AGAIN = "judge again whichever of the judgements on these records is wrong"
_BARRED_ALL_THE_SAME = "obeyed, though the list says it holds each person once, or one was born after the other died"
_MEND_BARRED = (
    'if the list does repeat people, say policy = "may_repeat" in its profile.toml; if a date is wrong, leave it; else '
    "judge the pair again"
)


def in_force(judgements: pl.DataFrame) -> pl.DataFrame:
    """Return the last judgement on each pair, `same` or `different` only; left is before right."""
    ordered = judgements.with_columns(
        left=pl.min_horizontal("left", "right"), right=pl.max_horizontal("left", "right"), at=pl.int_range(pl.len())
    )
    last = ordered.group_by("left", "right").agg(pl.col("verdict", "who", "when", "why", "drawn").sort_by("at").last())
    return last.filter(pl.col("verdict").is_in(["same", "different"])).sort("left", "right")


def followed(judgements: pl.DataFrame, records: pl.DataFrame | pl.LazyFrame, last: pl.DataFrame) -> pl.DataFrame:
    """Return judgements on the rows as their lists stand: one on a row of another edition speaks of what it became.

    Args:
        judgements: JUDGEMENTS, by any edition's rows.
        records: RECORDS of all editions.
        last: `record_id`, `last`: the last form of each row that a later edition has in another form.

    Returns:
        JUDGEMENTS, in order; without those whose two rows their list has made one, if they are judged the same.
    """
    if last.is_empty() or judgements.is_empty():
        return judgements
    form = pl.coalesce("last", "record_id")
    threads = records.lazy().select("record_id", "current").collect().join(last, on="record_id", how="left")
    now = threads.filter("current").select(thread=form, now="record_id").unique("thread", keep="none")
    to = threads.filter(~pl.col("current")).select("record_id", thread=form).join(now, on="thread")
    moved = judgements
    for side in ("left", "right"):
        moved = moved.join(
            to.select(pl.col("record_id").alias(side), "now"), on=side, how="left", maintain_order="left"
        )
        moved = moved.with_columns(pl.coalesce("now", side).alias(side)).drop("now")
    return moved.filter((pl.col("left") != pl.col("right")) | (pl.col("verdict") != "same"))


def verdicts(known: Features, decided: pl.DataFrame) -> tuple[Verdicts, pl.DataFrame]:
    """Return judgements as numbers, and those rows of them whose records may not be linked at all."""
    if decided.is_empty():
        return Verdicts(np.zeros(0, np.int64), np.zeros(0)), decided
    at = pl.DataFrame({"id": known.record_ids(), "at": np.arange(len(known), dtype=np.int64)})
    placed = decided.join(at.rename({"id": "left", "at": "i"}), on="left", how="left").join(
        at.rename({"id": "right", "at": "j"}), on="right", how="left"
    )
    lost = placed.filter(pl.col("i").is_null() | pl.col("j").is_null() | (pl.col("i") == pl.col("j")))
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
    if not len(lot.pair):
        none = np.zeros(len(pairs[0]), dtype=bool)
        return none, none
    left, right = (side.astype(np.int64) for side in pairs)
    key = np.minimum(left, right) * len(known) + np.maximum(left, right)
    checked = np.isin(key, lot.pair)
    return checked, checked & np.isin(key, lot.pair[lot.value > 0])


def same_pairs(known: Features, given: Verdicts) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the pairs judged to be one person."""
    chosen = given.pair[given.value > 0]
    return (chosen // max(len(known), 1)).astype(np.int32), (chosen % max(len(known), 1)).astype(np.int32)


def contradictions(decided: pl.DataFrame) -> list[dict[str, str]]:
    """Return the judgements that other judgements contradict: two people who by a chain of others are one.

    Args:
        decided: As `in_force` gives them.

    Returns:
        `left`, `right`, `verdict`, `reason`, `mend` of each, by record.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for left, right in decided.filter(pl.col("verdict") == "same").select("left", "right").iter_rows():
        same[left].append(right)
        same[right].append(left)
    made = []
    for left, right in decided.filter(pl.col("verdict") == "different").select("left", "right").iter_rows():
        chain = _chain(same, left, right)
        if chain:
            pairs = "; ".join(f"record:{one} record:{other}" for one, other in pairwise(chain))
            made.append(
                {
                    "left": left,
                    "right": right,
                    "verdict": "different",
                    "reason": f"other judgements make them one person: {' = '.join(chain)}",
                    "mend": f"judge again whichever is wrong: record:{left} record:{right}; {pairs}",
                }
            )
    return made


def _chain(same: Mapping[str, list[str]], left: str, right: str) -> list[str]:
    """Return the shortest way from one record to another over pairs judged one person; empty where there is none."""
    before = {left: left}
    waiting = deque([left])
    while waiting and right not in before:
        here = waiting.popleft()
        for there in sorted(same.get(here, [])):
            if there not in before:
                before[there] = here
                waiting.append(there)
    if right not in before:
        return []
    way = [right]
    while way[-1] != left:
        way.append(before[way[-1]])
    return way[::-1]


def conflicts(
    known: Features, given: Verdicts, decided: pl.DataFrame, person: npt.NDArray[np.int64]
) -> list[dict[str, str]]:
    """Return judgements that were not obeyed, or that go against a list's policy, each with its reason and its mend.

    Args:
        known: The records.
        given: Judgements as numbers, of rows that may be linked.
        decided: All judgements in force.
        person: The person of each record.

    Returns:
        `left`, `right`, `verdict`, `reason`, `mend` of each.
    """
    made = contradictions(decided)
    told = {(row["left"], row["right"]) for row in made}
    _, lost = verdicts(known, decided)
    for row in lost.select("left", "right", "verdict").to_dicts():
        if row["left"] == row["right"]:
            made.append({**row, "reason": _ONE_ROW, "mend": _MEND_ONE_ROW})
        elif row["verdict"] == "same":
            made.append({**row, "reason": _LOST, "mend": _MEND_LOST})
    ids = known.record_ids() if len(given.pair) else pl.Series(dtype=pl.String)
    for pair, value in zip(given.pair.tolist(), given.value.tolist(), strict=True):
        i, j = divmod(pair, len(known))
        verdict = "same" if value > 0 else "different"
        first, second = sorted((ids[i], ids[j]))
        if (first, second) in told:
            continue
        reason = mend = ""
        if (person[i] == person[j]) != (value > 0):
            reason, mend = "not obeyed, because of other judgements on these records", _MEND_AGAIN
        elif value > 0 and is_barred(known.codes.rec, i, j):
            reason, mend = _BARRED_ALL_THE_SAME, _MEND_BARRED
        if reason:
            made.append({"left": first, "right": second, "verdict": verdict, "reason": reason, "mend": mend})
    return made
