"""Pairs for a person to judge: in the order of what they would move, or drawn by lot and shown without a score."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import polars as pl

from tollbook import linkage
from tollbook.model.results import Results
from tollbook.store import decisions
from tollbook.store.folder import CaseFolder


def pairs_in_order(folder: CaseFolder, results: Results, *, by: str, most: int) -> list[dict[str, Any]]:
    """Return the pairs whose verdict would move the count, or the estimate, most.

    Args:
        folder: The case.
        results: Of its last run.
        by: `count` or `estimate`.
        most: How many.

    Returns:
        A mapping for each: both records, what the verdict would move, and what both records say.
    """
    order = linkage.review_order(
        results.pairs, results.persons, results.records, decisions.read_judgements(folder.path), most=most, by=by
    )
    return _shown(order, results)


def draw_lot(folder: CaseFolder, results: Results, *, size: int) -> int:
    """Draw pairs by lot to be judged, write them down, and return how many there were to draw.

    Args:
        folder: The case.
        results: Of its last run.
        size: How many pairs, from all classes of probability together.

    Returns:
        How many were drawn: fewer where classes have not enough.
    """
    drawn = decisions.read_lots(folder.path)
    rng = np.random.default_rng([folder.case.seed, drawn.height])
    left = results.pairs.join(drawn, on=["left", "right"], how="anti")
    lot = linkage.checking_sample(left, size=size, rng=rng)
    if not lot.is_empty():
        mixed = lot[rng.permutation(lot.height)]  # in the order of the classes, a place would give the score away
        decisions.add_lots(folder.path, mixed, when=datetime.now(UTC))
    return lot.height


def pairs_of_lot(folder: CaseFolder, results: Results, *, most: int) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return pairs drawn by lot that wait for a verdict, without any score, and how far the lot has come.

    Args:
        folder: The case.
        results: Of its last run.
        most: How many pairs.

    Returns:
        A mapping for each pair with what both records say; and `drawn`, `judged`, `waiting`, `needed`.
    """
    drawn = decisions.read_lots(folder.path).unique(maintain_order=True)
    judged = decisions.read_judgements(folder.path).select("left", "right").unique()
    waiting = drawn.join(judged, on=["left", "right"], how="anti", maintain_order="left")
    known = results.records["record_id"].implode()
    waiting = waiting.filter(pl.col("left").is_in(known) & pl.col("right").is_in(known))
    decided = drawn.join(judged, on=["left", "right"], how="semi").height
    stand = {"drawn": drawn.height, "judged": decided, "waiting": waiting.height, "needed": linkage.FEWEST}
    return _shown(waiting.head(most), results), stand


def after(
    earlier: pl.DataFrame, now: pl.DataFrame, pair: Sequence[str]
) -> tuple[dict[str, Any] | None, list[dict[str, str]]]:
    """Return the verdict that a new one replaces, and the contradictions that stand with it.

    Args:
        earlier: JUDGEMENTS before it.
        now: JUDGEMENTS with it.
        pair: Its two records.

    Returns:
        The replaced judgement where it said otherwise, or None; and contradictions that touch either record.
    """
    left, right = min(pair), max(pair)
    before = earlier.filter((pl.col("left") == left) & (pl.col("right") == right)).tail(1).to_dicts()
    replaced = next((row for row in before if row["verdict"] != now["verdict"][-1]), None)
    found = linkage.contradictions(linkage.in_force(now))
    return replaced, [
        row for row in found if any(f"record:{side}" in row["mend"].replace(";", "").split() for side in pair)
    ]


def conflict_lines(conflicts: Sequence[Mapping[str, str]]) -> list[str]:
    """Return judgements that do not fit together as lines of text, each with its mend."""
    return [
        f"judgement: record:{row['left']} and record:{row['right']} '{row['verdict']}': {row['reason']}\n"
        f"  mend: {row['mend']}"
        for row in conflicts
    ]


def _shown(pairs: pl.DataFrame, results: Results) -> list[dict[str, Any]]:
    wanted = pl.concat([pairs["left"], pairs["right"]]).implode()
    held = {row["record_id"]: row for row in results.records.filter(pl.col("record_id").is_in(wanted)).to_dicts()}
    return [
        {
            **pair,
            "left": f"record:{pair['left']}",
            "right": f"record:{pair['right']}",
            "says": [
                {"of": what, "left": left, "right": right}
                for what, left, right in linkage.beside(held[pair["left"]], held[pair["right"]])
            ],
        }
        for pair in pairs.to_dicts()
    ]
