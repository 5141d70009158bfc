"""The table of pairs that may be one person: their weights and levels, worked out while the records are at hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.components import Verdicts
from tollbook.linkage.features import Features
from tollbook.linkage.lazily import ROWS_AT_ONCE, made_as_read
from tollbook.linkage.persons import ranks
from tollbook.linkage.scan import N_TERMS, pair_levels, pair_weights
from tollbook.linkage.summary import Fit
from tollbook.linkage.terms import TERM_NAMES, TERMS
from tollbook.model.tables import PAIRS


@dataclass(frozen=True, slots=True)
class PairTable:
    """Pairs with all that is said of them, in the order of the table.

    Attributes:
        left, right: Numbers of the records. Shape (pairs,).
        bits: Weight of each of TERM_NAMES, then the match weight. Shape (pairs, terms + 2).
        levels: Of each of TERMS. Shape (pairs, terms).
        probability: Judgements considered. Shape (pairs,).
        unlabelled: By the model alone. Shape (pairs,).
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    bits: npt.NDArray[np.float64]
    levels: npt.NDArray[np.int8]
    probability: npt.NDArray[np.float64]
    unlabelled: npt.NDArray[np.float64]

    def frame(self, ids: pl.Series) -> pl.LazyFrame:
        """Return PAIRS with columns `w_<term>` and `l_<term>`, given the records' `record_id`."""

        def runs() -> Iterator[pl.DataFrame]:
            for first in range(0, len(self.left), ROWS_AT_ONCE):
                some = slice(first, first + ROWS_AT_ONCE)
                columns: dict[str, Any] = {
                    "left": ids.gather(self.left[some]),
                    "right": ids.gather(self.right[some]),
                    "match_weight": self.bits[some, -1],
                    "probability": self.probability[some],
                    "unlabelled": self.unlabelled[some],
                }
                columns |= {f"w_{name}": self.bits[some, at] for at, name in enumerate(TERM_NAMES)}
                columns |= {f"l_{term.name}": self.levels[some, at] for at, term in enumerate(TERMS)}
                yield pl.DataFrame(columns, schema=schema)

        weights = {f"w_{name}": pl.Float64() for name in TERM_NAMES}
        schema = PAIRS | weights | {f"l_{term.name}": pl.Int8() for term in TERMS}
        return made_as_read(schema, runs)


def pair_table(known: Features, fit: Fit, given: Verdicts, *, most: int) -> PairTable:
    """Return the pairs that are kept, the likeliest where they are more than `most`, by their records' `record_id`."""
    chosen = np.argsort(-fit.odds, kind="stable")[:most]
    rank = ranks(known.record_ids()).astype(np.int32)
    left, right = fit.left[chosen], fit.right[chosen]
    first, second = np.where(rank[left] < rank[right], (left, right), (right, left))
    order = np.lexsort((rank[second], rank[first]))
    chosen, first, second = chosen[order], first[order], second[order]
    bits = np.empty((len(chosen), len(TERM_NAMES) + 1))
    levels = np.empty((len(chosen), N_TERMS), dtype=np.int8)
    for at in range(0, len(chosen), ROWS_AT_ONCE):
        some = slice(at, at + ROWS_AT_ONCE)
        left, right = fit.left[chosen[some]], fit.right[chosen[some]]
        pair_weights(known.codes, fit.weights, left, right, bits[some])
        found = np.empty((len(left), N_TERMS), dtype=np.int64)
        pair_levels(known.codes, left.astype(np.int64), right.astype(np.int64), found)
        levels[some] = found
    probability = fit.probability[chosen]
    if len(given.pair):
        key = np.minimum(first, second).astype(np.int64) * len(known) + np.maximum(first, second)
        at_judged = np.minimum(np.searchsorted(given.pair, key), len(given.pair) - 1)
        judged = given.pair[at_judged] == key
        probability[judged] = (given.value[at_judged[judged]] > 0).astype(float)
    return PairTable(first, second, bits, levels, probability, fit.unlabelled[chosen])
