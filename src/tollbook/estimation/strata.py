"""Strata added up: totals are sums of draws, and a stratum without an estimate counts with its documented dead."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tollbook.model.estimate import Estimate, Total


def total(
    estimates: Mapping[str, Estimate],
    *,
    rng: np.random.Generator,
    draws: int = 4_000,
    level: float = 0.95,
    beside: int = 0,
) -> Total:
    """Return the sum over strata that share no person.

    Args:
        estimates: By stratum.
        rng: Draws of different strata are paired at random within one draw of linkage and imputation, where they rest
            on several: a person filled into one stratum is then in no other. Given their tables they are independent.
        draws: Draws of the sum.
        level: Coverage that the interval aims at.
        beside: Documented people who are in no stratum.

    Returns:
        The sum of draws; strata without an estimate, and those without draws, count with their documented people and
        those filled in: they are documented too, if not surely there.
    """
    floors = {
        name: found.documented
        for name, found in estimates.items()
        if found.headline is None or found.headline.draws is None
    }
    blocks = {_blocks(found) for name, found in estimates.items() if name not in floors}
    common = blocks.pop() if len(blocks) == 1 else 1
    draws = max(draws // common, 1) * common
    filled = sum(int(estimates[name].filled.get("people", 0)) for name in floors)
    added = np.full(draws, float(beside + sum(floors.values()) + filled))
    for name in sorted(set(estimates) - set(floors)):
        headline = estimates[name].headline
        if headline is not None and headline.draws is not None:
            added += _paired(headline.draws, common, draws, rng)
    tail = (1 - level) / 2
    low, median, high = (float(end) for end in np.quantile(added, [tail, 0.5, 1 - tail]))
    return Total(
        dimensions=tuple(next(iter(estimates.values())).table.stratum) if estimates else (),
        documented=beside + sum(found.documented for found in estimates.values()),
        median=median,
        mean=float(added.mean()),
        interval=(low, high),
        level=level,
        draws=added,
        estimated=tuple(name for name in sorted(estimates) if name not in floors),
        not_estimable=dict(sorted(floors.items())),
        beside=beside,
    )


def _blocks(estimate: Estimate) -> int:
    """Return of how many tables the draws are, in order and as many of each; 1 where they are of one, or of unequal."""
    headline = estimate.headline
    if headline is None or headline.draws is None:
        return 1
    tables = headline.diagnostics.get("tables", {})
    return int(tables.get("all", 1)) if not tables.get("refused", 0) else 1


def _paired(
    found: npt.NDArray[np.float64], blocks: int, draws: int, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Return as many draws as wanted, block after block, in random order within each."""
    each = draws // blocks
    by_block = found[: len(found) // blocks * blocks].reshape(blocks, -1)
    chosen = [rng.choice(block, each, replace=each > len(block)) for block in by_block]
    return np.concatenate(chosen)
