"""Whether a fitted model would have produced the table: posterior predictive checks of latent classes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.model.estimate import CaptureTable

Floats = npt.NDArray[np.float64]

DRAWS = 400
MOST_CELLS = 12  # combinations whose drawn numbers are told
MOST_LISTS = 11  # 2,047 cells; beyond, only the number of lists that people are on is checked


@dataclass(frozen=True, slots=True)
class Fitness:
    """How often a table drawn from the model is stranger than the one at hand.

    Attributes:
        cells: For the distance of all cells together (Freeman-Tukey).
        on_lists: For the number of people on exactly 1, 2, ... J lists: chance of at least as many. Shape (J,).
        drawn: For the number of people on 1, 2, ... J lists, and for the combinations of lists that hold most:
            `observed`, and `low` and `high`, between which 95 % of the tables drawn lie; `lists` says how many, or
            which.
    """

    cells: float
    on_lists: Floats
    drawn: tuple[dict[str, Any], ...] = ()

    @property
    def worst(self) -> float:
        """The smallest tail chance, corrected for how many were looked at."""
        tails = 2 * np.minimum(self.on_lists, 1 - self.on_lists)
        return float(min(self.cells, float(tails.min()) * len(tails), 1.0))


def fitness(table: CaptureTable, weights: Floats, probabilities: Floats, *, rng: np.random.Generator) -> Fitness:
    """Return posterior predictive chances for latent classes, given how many people are listed.

    Args:
        table: What was seen.
        weights: Shares of classes in each draw. Shape (draws, K).
        probabilities: Of lists in classes. Shape (draws, J, K).
        rng: For the tables drawn.

    Returns:
        Chances near 0 (or, for people on lists, near 1) mean that the model does not fit.

    Source:
        Gelman, Meng, Stern 1996, Statistica Sinica 6, 733-807.
    """
    which = np.linspace(0, len(weights) - 1, min(DRAWS, len(weights))).round().astype(np.int64)
    weights, probabilities = weights[which], probabilities[which]
    by_size = _by_size(weights, probabilities)
    on = np.bincount(table.patterns.sum(axis=1), weights=table.counts, minlength=len(table.lists) + 1)[1:]
    sizes = rng.multinomial(table.n, by_size)
    chance = (sizes > on).mean(axis=0) + (sizes == on).mean(axis=0) / 2
    drawn = [_drawn(k + 1, int(on[k]), sizes[:, k]) for k in range(len(on))]
    if len(table.lists) > MOST_LISTS:
        return Fitness(1.0, chance, tuple(drawn))
    expected = _cells(weights, probabilities)
    observed = np.zeros(expected.shape[1])
    observed[table.patterns @ (1 << np.arange(len(table.lists))) - 1] = table.counts
    mean = np.sqrt(table.n * expected)
    far = ((np.sqrt(observed) - mean) ** 2).sum(axis=1)
    tables = rng.multinomial(table.n, expected)
    usual = ((np.sqrt(tables) - mean) ** 2).sum(axis=1)
    for cell in np.argsort(-observed, kind="stable")[:MOST_CELLS]:
        held = [name for j, name in enumerate(table.lists) if (cell + 1) >> j & 1]
        drawn.append(_drawn(held, int(observed[cell]), tables[:, cell]))
    return Fitness(float((usual >= far).mean()), chance, tuple(drawn))


def _drawn(lists: int | list[str], observed: int, tables: npt.NDArray[np.int64]) -> dict[str, Any]:
    low, high = (float(end) for end in np.quantile(tables, [0.025, 0.975]))
    return {"lists": lists, "observed": observed, "low": low, "high": high}


def _cells(weights: Floats, probabilities: Floats) -> Floats:
    """Return the chance of each combination of lists but none, given being listed. Shape (draws, 2 ** J - 1)."""
    cells = weights[:, None, :]
    for j in range(probabilities.shape[1]):
        chance = probabilities[:, j : j + 1]
        cells = np.concatenate([cells * (1 - chance), cells * chance], axis=1)
    listed = cells.sum(axis=2)[:, 1:]
    return np.asarray(listed / listed.sum(axis=1, keepdims=True), dtype=np.float64)


def _by_size(weights: Floats, probabilities: Floats) -> Floats:
    """Return the chance of being on exactly 1, 2, ... J lists, given being listed. Shape (draws, J)."""
    draws, lists, classes = probabilities.shape
    sizes = np.zeros((draws, lists + 1, classes))
    sizes[:, 0] = 1.0
    for j in range(lists):
        chance = probabilities[:, j : j + 1]
        sizes[:, 1:] = sizes[:, 1:] * (1 - chance) + sizes[:, :-1] * chance
        sizes[:, :1] *= 1 - chance
    listed = (sizes * weights[:, None]).sum(axis=2)[:, 1:]
    return np.asarray(listed / listed.sum(axis=1, keepdims=True), dtype=np.float64)
