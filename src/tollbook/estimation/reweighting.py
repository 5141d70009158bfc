"""Latent classes for many similar tables: a few are fitted, the others reweighted from the nearest, or fitted too."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.errors import EstimationError
from tollbook.estimation import latent
from tollbook.estimation.pareto import TRUSTED, smoothed
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable

Floats = npt.NDArray[np.float64]
MOST_LISTS = 11
ANCHORS = 4  # tables fitted at the start, from the one with fewest people to the one with most
TRIES = 100  # to draw as many unlisted as are known to be outside; after that, the draw is the documented count
TRIED = 3  # nearest anchors that a table is reweighted from before it is fitted itself


@dataclass(frozen=True, slots=True)
class Anchor:
    """A fitted table.

    Attributes:
        lists: Its lists.
        counts: People in each of 2 ** J - 1 cells.
        cells: Log chance of each cell at each kept draw. Shape (draws, 2 ** J - 1).
        listed: Log chance of being on a list at each kept draw. Shape (draws,).
    """

    lists: tuple[str, ...]
    counts: Floats
    cells: Floats
    listed: Floats

    def fit(self, counts: Floats) -> Floats:
        """Return the log likelihood of a table at each draw."""
        return np.asarray(self.cells @ counts - counts.sum() * self.listed, dtype=np.float64)


def pools(
    tables: list[CaptureTable],
    sizes: npt.NDArray[np.int64],
    *,
    settings: Settings,
    rng: np.random.Generator,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[list[Floats], int]:
    """Return draws of N for each table, and how many tables were reweighted rather than fitted.

    Args:
        tables: Distinct tables.
        sizes: Draws wanted of each.
        settings: How anchors are fitted.
        rng: For chains and draws.
        progress: Told how many tables are done.

    Returns:
        Draws by table, and the number reweighted.
    """
    people = np.array([table.n for table in tables])
    first = np.unique(np.linspace(0, len(tables) - 1, min(ANCHORS, len(tables))).round().astype(np.int64))
    starts = set(np.argsort(people, kind="stable")[first].tolist())
    anchors: list[Anchor] = []
    found: dict[int, Floats] = {}
    order = [*sorted(starts), *(place for place in range(len(tables)) if place not in starts)]
    reweighted = 0
    for done, place in enumerate(order):
        table = tables[place]
        counts = _counts(table)
        weights = None if place in starts else _from_near(table.lists, counts, anchors)
        if weights is None:
            anchors.append(_anchor(table, counts, settings=settings, rng=rng))
            weights = np.full(len(anchors[-1].listed), 1 / len(anchors[-1].listed)), anchors[-1]
        else:
            reweighted += 1
        found[place] = _drawn(table, *weights, size=int(sizes[place]), rng=rng)
        if progress is not None:
            progress("tables", done + 1, len(tables))
    return [found[place] for place in range(len(tables))], reweighted


def _counts(table: CaptureTable) -> Floats:
    if len(table.lists) > MOST_LISTS:
        raise EstimationError(
            f"{len(table.lists)} lists are too many to reweight",
            where="pooling",
            mend=f"use {MOST_LISTS} lists or fewer",
        )
    counts = np.zeros(2 ** len(table.lists) - 1)
    counts[table.patterns @ (1 << np.arange(len(table.lists))) - 1] = table.counts
    return counts


def _from_near(lists: tuple[str, ...], counts: Floats, anchors: list[Anchor]) -> tuple[Floats, Anchor] | None:
    """Return weights from the nearest anchor whose weights can be trusted, or None."""
    alike = [anchor for anchor in anchors if anchor.lists == lists]
    alike.sort(key=lambda anchor: float(((np.sqrt(anchor.counts) - np.sqrt(counts)) ** 2).sum()))
    for anchor in alike[:TRIED]:
        weights, shape = smoothed(anchor.fit(counts) - anchor.fit(anchor.counts))
        if shape < TRUSTED:
            return weights, anchor
    return None


def _anchor(table: CaptureTable, counts: Floats, *, settings: Settings, rng: np.random.Generator) -> Anchor:
    found = latent.posterior(table, settings=settings, rng=rng)
    if not found.converged:
        raise EstimationError(
            f"latent classes did not converge on a table of {table.n:,} people: R-hat {found.rhat:.3f}",
            where="pooling",
            mend="pool decomposable graphs instead, or allow more sweeps",
        )
    keep = np.linspace(0, len(found.weights) - 1, min(4_000, len(found.weights))).round().astype(np.int64)
    weights, probabilities = found.weights[keep], found.probabilities[keep]
    cells = weights[:, None, :]
    for j in range(probabilities.shape[1]):
        chance = probabilities[:, j : j + 1]
        cells = np.concatenate([cells * (1 - chance), cells * chance], axis=1)
    whole = cells.sum(axis=2)
    listed = whole[:, 1:].sum(axis=1)
    return Anchor(table.lists, counts, np.log(np.maximum(whole[:, 1:], 1e-300)), np.log(listed))


def _drawn(table: CaptureTable, weights: Floats, anchor: Anchor, *, size: int, rng: np.random.Generator) -> Floats:
    """Return draws of N: points by weight, then the unlisted given each; drawn again while fewer than those outside."""
    unlisted = np.full(size, -1.0)
    for _ in range(TRIES):
        low = np.flatnonzero(unlisted < table.outside)
        if not len(low):
            break
        which = rng.choice(len(weights), len(low), p=weights)
        odds = np.exp(-anchor.listed[which]) - 1
        unlisted[low] = rng.poisson(np.minimum(rng.standard_gamma(table.n, len(low)) * odds, 1e15))
    return np.asarray(table.n + np.maximum(unlisted, table.outside), dtype=np.float64)
