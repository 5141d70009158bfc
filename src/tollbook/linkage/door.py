"""Records in, persons out: each death counted once, the doubt carried on in draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.blocking import DEFAULT_RULES, Blocking, Limits, blocking
from tollbook.linkage.components import Components, components
from tollbook.linkage.features import Features, features, person_id
from tollbook.linkage.parameters import Parameters, fitted, weights
from tollbook.linkage.partition import best_partition
from tollbook.linkage.scan import Kept, Weights, pair_weights, scan
from tollbook.linkage.terms import TERM_NAMES, TERMS
from tollbook.model.lists import Source
from tollbook.model.tables import PAIRS, PARTITIONS, PERSONS, conform, empty

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a case is linked; the defaults are for every case.

    Attributes:
        rules: Keys that bring two records together.
        limits: How much is looked at.
        floor: Log2 odds below which a pair is not kept.
        most_pairs: Pairs kept in the table of pairs, the likeliest first.
    """

    rules: tuple[tuple[str, ...], ...] = DEFAULT_RULES
    limits: Limits = Limits()
    floor: float = -6.0
    most_pairs: int = 3_000_000


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking a case gives.

    Attributes:
        pairs: PAIRS with a column `w_<term>` for each term; pairs that may be one person.
        persons: PERSONS: every record of the input once.
        partitions: PARTITIONS: the records whose person differs between draws.
        summary: The model, its limits and what it is worth; values that JSON can hold.
    """

    pairs: pl.DataFrame
    persons: pl.DataFrame
    partitions: pl.DataFrame
    summary: dict[str, Any]


def link(
    records: pl.DataFrame,
    sources: Mapping[str, Source],
    *,
    judgements: pl.DataFrame,
    rng: np.random.Generator,
    draws: int = 200,
    progress: Progress | None = None,
    settings: Settings | None = None,
) -> Linkage:
    """Return which records are one person.

    Only rows that are current and linkable are compared; every other row is a person of its own.

    Args:
        records: RECORDS.
        sources: By name; what each says of repeats.
        judgements: JUDGEMENTS; a later one on a pair replaces an earlier one.
        rng: All randomness.
        draws: How many partitions to draw.
        progress: Told of the stage, how much is done, and of how much.
        settings: How to link; the default is for every case.

    Returns:
        Pairs, persons, draws and a summary.
    """
    settings = settings or Settings()
    may_link = pl.col("current").fill_null(value=False) & pl.col("linkable").fill_null(value=False)
    known = features(records.filter(may_link), sources)
    blocked = blocking(known, rules=settings.rules, limits=settings.limits)
    model = fitted(known.codes, blocked, rng=rng)
    scales = weights(model)
    kept = scan(known.codes, scales, blocked, floor=settings.floor, progress=progress)
    groups = components(len(known), kept.left, kept.right, kept.weight)
    person = best_partition(known.codes, scales, groups)
    persons = _persons(records, known, person)
    pairs = _pairs(known, scales, kept, settings.most_pairs)
    return Linkage(pairs, persons, empty(PARTITIONS), _summary(model, known, blocked, groups, persons))


def _persons(records: pl.DataFrame, known: Features, person: npt.NDArray[np.int64]) -> pl.DataFrame:
    """Return the person of every record; the identifier comes from the member whose stable key is smallest."""
    rank = _ranks(pl.Series(known.stable, dtype=pl.String))
    smallest = np.full(len(known), len(known), dtype=np.int64)
    np.minimum.at(smallest, person, rank)
    by_rank = np.empty(len(known), dtype=np.int64)
    by_rank[rank] = np.arange(len(known))
    names = {int(first): person_id(known.stable[by_rank[smallest[first]]]) for first in np.unique(person)}
    linked = pl.DataFrame(
        {"record_id": known.frame["record_id"], "person_id": [names[int(first)] for first in person]},
        schema=dict(PERSONS),
    )
    rest = records.select("record_id").join(linked.select("record_id"), on="record_id", how="anti")
    alone = rest.with_columns(
        person_id=pl.col("record_id").map_elements(lambda text: person_id("\x1d" + text), return_dtype=pl.String)
    )
    return conform(pl.concat([linked, alone]).sort("record_id"), PERSONS, table="persons")


def _ranks(keys: pl.Series) -> npt.NDArray[np.int64]:
    return keys.rank("ordinal").cast(pl.Int64).to_numpy() - 1


def _pairs(known: Features, scales: Weights, kept: Kept, most: int) -> pl.DataFrame:
    chosen = np.sort(np.argsort(-kept.weight, kind="stable")[:most])
    left, right = kept.left[chosen], kept.right[chosen]
    table = np.empty((len(chosen), len(TERM_NAMES) + 1))
    pair_weights(known.codes, scales, left, right, table)
    ids = known.frame["record_id"]
    rank = _ranks(ids)
    first, second = np.where(rank[left] < rank[right], (left, right), (right, left))
    frame = pl.DataFrame(
        {
            "left": ids.gather(first),
            "right": ids.gather(second),
            "match_weight": table[:, -1],
            "probability": 1.0 / (1.0 + 2.0 ** -np.clip(table[:, -1], -500, 500)),
            **{f"w_{name}": table[:, at] for at, name in enumerate(TERM_NAMES)},
        }
    )
    return conform(frame.sort("left", "right"), PAIRS, table="pairs")


def _summary(
    model: Parameters, known: Features, blocked: Blocking, groups: Components, persons: pl.DataFrame
) -> dict[str, Any]:
    limits = [*known.limits, *blocked.limits]
    if groups.raised:
        limits.append(
            f"{groups.raised} records stand in groups so large that only their surer pairs were weighed together"
        )
    return {
        "n_records": persons.height,
        "n_linkable": len(known),
        "n_persons": persons["person_id"].n_unique(),
        "limits": limits,
        "parameters": [
            {
                "term": term.name, "level": level.label, "m": float(model.m[row, at]), "u": float(model.u[row, at]),
                "weight": float(np.log2(model.m[row, at] / model.u[row, at])),
            }
            for row, term in enumerate(TERMS) for at, level in enumerate(term.levels) if at
        ],
    }  # fmt: skip
