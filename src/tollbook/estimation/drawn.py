"""Capture tables over draws: who is one person as each draw of linkage has it, missing values filled in differently."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tollbook.estimation.histories import INSIDE, ONE_PERSON
from tollbook.estimation.imputation import imputed, without_unknown
from tollbook.estimation.tables import from_counts
from tollbook.model.estimate import CaptureTable

SETTLED = -1

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many people are on each combination of lists, draw by draw.

    Attributes:
        dimensions: By which people were divided.
        cells: A row for each `draw` (-1: the same in all draws of an `imputation`), values of the dimensions and
            `sources`, with its `people`.
        imputation: Of each draw. Length draws.
        filled: Dimension to how many people had it filled in; empty where nothing was missing.
        has_linkages: Whether linkage was in doubt.
    """

    dimensions: tuple[str, ...]
    cells: pl.DataFrame
    imputation: tuple[int, ...]
    filled: Mapping[str, int]
    has_linkages: bool

    def tables(self, stratum: Mapping[str, str], lists: tuple[str, ...]) -> tuple[CaptureTable, ...]:
        """Return the table of a stratum in each draw, people on none of the lists outside.

        Args:
            stratum: Dimension to value, of these dimensions.
            lists: Names of the lists that cover it.

        Returns:
            As many tables as draws; none where nothing is in doubt.
        """
        if not self.imputation:
            return ()
        inside = self.cells.filter(*(pl.col(name) == value for name, value in stratum.items()))
        held = np.zeros((inside.height, len(lists)), dtype=np.bool_)
        for place, name in enumerate(lists):
            held[:, place] = inside["sources"].list.contains(name).to_numpy()
        people, draw = inside["people"].to_numpy(), inside["draw"].to_numpy()
        of_imputation = inside["imputation"].to_numpy()
        made = []
        for place, imputation in enumerate(self.imputation):
            mine = (draw == place) | ((draw == SETTLED) & (of_imputation == imputation))
            made.append(from_counts(held[mine], people[mine], lists, stratum=stratum))
        return tuple(made)


def drawn(
    settled: pl.DataFrame,
    draws: Sequence[pl.DataFrame],
    dimensions: Sequence[str],
    *,
    imputations: int,
    seed: int,
    progress: Progress | None = None,
) -> Drawn:
    """Return the people of each draw of linkage and imputation by combination of lists.

    Draws of linkage are dealt out to imputations in turn, so that each draw is of both.

    Args:
        settled: PEOPLE whose records are one person in every draw of linkage; all people where none is in doubt.
        draws: PEOPLE made from the other records, one frame a draw of linkage.
        dimensions: By which people are divided; empty for the whole.
        imputations: How often missing values are filled in; 0 leaves people without them out.
        seed: Of the random numbers of imputations.
        progress: Told how many imputations are done.

    Returns:
        The cells.
    """
    kept = ["sources", "death_from", "death_to", *dimensions]
    if {"month", "quarter", "year"} & set(dimensions):
        kept = list(dict.fromkeys([*kept, "month", "quarter", "year"]))
    frames = [frame.filter(INSIDE, ONE_PERSON).select(kept) for frame in (settled, *draws)]
    frames = [without_unknown(frame, dimensions) for frame in frames]
    missing = {name: frames[0][name].null_count() for name in dimensions if any(f[name].null_count() for f in frames)}
    copies = imputations if missing else 0
    of = tuple(place % max(copies, 1) for place in range(max(len(draws), copies)))
    parts = []
    for imputation, stack in _stacks(frames, of):
        people = stack
        if copies:
            donors = people["draw"].is_in([SETTLED, imputation])
            rng = np.random.default_rng([seed, imputation])
            (people,) = imputed(people, list(missing), rng=rng, draws=1, donors=donors)
            if progress is not None:
                progress("imputations", imputation + 1, copies)
        cells = people.group_by("draw", *dimensions, "sources").agg(people=pl.len().cast(pl.Int64))
        parts.append(cells.with_columns(imputation=pl.lit(imputation, dtype=pl.Int32)))
    cells = pl.concat(parts).sort("imputation", "draw", *dimensions, pl.col("sources").list.join("\x1f"))
    return Drawn(tuple(dimensions), cells, of, missing if copies else {}, bool(draws))


def _stacks(frames: Sequence[pl.DataFrame], of: Sequence[int]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield for each imputation the settled people once, and those of each of its draws."""
    settled, draws = frames[0].with_columns(draw=pl.lit(SETTLED, dtype=pl.Int32)), frames[1:]
    for imputation in range(max(of, default=0) + 1):
        mine = [place for place, number in enumerate(of) if number == imputation] if draws else []
        others = [draws[place % len(draws)].with_columns(draw=pl.lit(place, dtype=pl.Int32)) for place in mine]
        yield imputation, pl.concat([settled, *others])
