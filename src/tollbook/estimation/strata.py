"""Strata added up: totals are sums of draws, and a stratum without an estimate counts with its documented dead."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.model.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Total:
    """The dead of several strata together.

    Attributes:
        documented: People documented in all strata.
        median: Of the sum.
        mean: Of the sum.
        interval: Lower and upper end at `level`.
        level: Coverage that the interval aims at.
        draws: Of the sum. Shape (draws,).
        estimated: Strata with an estimate.
        not_estimable: Strata without one, with the documented people by which they count: a floor.
    """

    documented: int
    median: float
    mean: float
    interval: tuple[float, float]
    level: float
    draws: npt.NDArray[np.float64]
    estimated: tuple[str, ...]
    not_estimable: Mapping[str, int]

    @property
    def is_floor(self) -> bool:
        """Whether strata without an estimate make this less than an estimate of all."""
        return bool(self.not_estimable)


def total(
    estimates: Mapping[str, Estimate], *, rng: np.random.Generator, draws: int = 4_000, level: float = 0.95
) -> Total:
    """Return the sum over strata that share no person.

    Args:
        estimates: By stratum.
        rng: Draws of different strata are paired at random: given their tables they are independent.
        draws: Draws of the sum.
        level: Coverage that the interval aims at.

    Returns:
        The sum of draws; strata without an estimate, and those without draws, count with their documented people.
    """
    added = np.zeros(draws)
    floors: dict[str, int] = {}
    documented = 0
    for name in sorted(estimates):
        found = estimates[name]
        known = found.table.n + found.table.outside
        documented += known
        if found.headline is None or found.headline.draws is None:
            floors[name] = known
            added += known
        else:
            added += rng.choice(found.headline.draws, draws, replace=draws > len(found.headline.draws))
    tail = (1 - level) / 2
    low, median, high = (float(end) for end in np.quantile(added, [tail, 0.5, 1 - tail]))
    estimated = tuple(name for name in sorted(estimates) if name not in floors)
    return Total(documented, median, float(added.mean()), (low, high), level, added, estimated, floors)
