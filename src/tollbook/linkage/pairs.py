"""The table of pairs that may be one person: their weights and levels, worked out while the records are at hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.aside import Arrays, Aside, InMemory, done_in_parts
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
    """Pairs with all that is said of them, in the order of the table, some at a time.

    Attributes:
        aside: Where the parts lie: `left`, `right` (numbers of the records), `bits` (weight of each of TERM_NAMES, then
            the match weight), `levels` (of each of TERMS), `probability` (judgements considered), `unlabelled` (by the
            model alone).
        names: Of the parts, in order.
        rows: How many pairs.
    """

    aside: Aside
    names: tuple[str, ...]
    rows: int

    def frame(self, ids: pl.Series) -> pl.LazyFrame:
        """Return PAIRS with columns `w_<term>` and `l_<term>`, given the records' `record_id`."""

        def runs() -> Iterator[pl.DataFrame]:
            for part in map(self.aside.get, self.names):
                columns: dict[str, Any] = {
                    "left": ids.gather(part["left"]),
                    "right": ids.gather(part["right"]),
                    "match_weight": part["bits"][:, -1],
                    "probability": part["probability"],
                    "unlabelled": part["unlabelled"],
                }
                columns |= {f"w_{name}": part["bits"][:, at] for at, name in enumerate(TERM_NAMES)}
                columns |= {f"l_{term.name}": part["levels"][:, at] for at, term in enumerate(TERMS)}
                yield pl.DataFrame(columns, schema=schema)

        weights = {f"w_{name}": pl.Float64() for name in TERM_NAMES}
        schema = PAIRS | weights | {f"l_{term.name}": pl.Int8() for term in TERMS}
        return made_as_read(schema, runs)


def pair_table(
    known: Features,
    fit: Fit,
    given: Verdicts,
    *,
    most: int,
    aside: Aside | None,
    progress: Callable[[str, int, int], None] | None,
) -> PairTable:
    """Return the pairs that are kept, the likeliest where they are more than `most`, by their records' `record_id`."""
    aside = aside or InMemory()
    chosen = np.argsort(-fit.odds, kind="stable")[:most]
    rank = ranks(known.record_ids()).astype(np.int32)
    first, second = rank[fit.left[chosen]], rank[fit.right[chosen]]
    chosen = chosen[np.lexsort((np.maximum(first, second), np.minimum(first, second)))]
    runs = {f"table-{at:09}": chosen[at : at + ROWS_AT_ONCE] for at in range(0, len(chosen), ROWS_AT_ONCE)}
    for done, _ in enumerate(done_in_parts(runs, partial(_part, known, fit, given, rank), aside), start=1):
        if progress is not None:
            progress("weighing pairs for the table", done, len(runs))
    return PairTable(aside, tuple(runs), len(chosen))


def _part(
    known: Features, fit: Fit, given: Verdicts, rank: npt.NDArray[np.int32], chosen: npt.NDArray[np.int64]
) -> Arrays:
    """Return what is said of some pairs."""
    left, right = fit.left[chosen], fit.right[chosen]
    bits = np.empty((len(chosen), len(TERM_NAMES) + 1))
    pair_weights(known.codes, fit.weights, left, right, bits)
    levels = np.empty((len(chosen), N_TERMS), dtype=np.int64)
    pair_levels(known.codes, left.astype(np.int64), right.astype(np.int64), levels)
    probability = fit.probability[chosen]
    if len(given.pair):
        key = np.minimum(left, right).astype(np.int64) * len(known) + np.maximum(left, right)
        at = np.minimum(np.searchsorted(given.pair, key), len(given.pair) - 1)
        judged = given.pair[at] == key
        probability[judged] = (given.value[at[judged]] > 0).astype(float)
    first, second = np.where(rank[left] < rank[right], (left, right), (right, left))
    return {
        "left": first,
        "right": second,
        "bits": bits,
        "levels": levels.astype(np.int8),
        "probability": probability,
        "unlabelled": fit.unlabelled[chosen],
    }
