"""How often can independence be rejected at all, where people differ? The power of the best test, and of ours.

    python benchmarks/estimation/power.py --people 500 2000 --populations B C E

A test that knows the classes beforehand, put against the independent lists that come closest to them (Neyman and
Pearson), is as good as any; ours asks for one term alike for all pairs of lists. Normal approximation: twice the people
listed times the divergence is the square of how far the statistic stands from 0.
"""

import argparse
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import norm

from tollbook.estimation.simulation import POPULATIONS, Population

Floats = npt.NDArray[np.float64]
LEVEL = 0.05


def cells(population: Population) -> tuple[Floats, Floats, float]:
    """Return which lists hold each cell, its share of the listed, and the share of people who are listed."""
    chances, shares = np.array(population.found), np.array(population.shares)
    lists = chances.shape[1]
    held = (np.arange(1, 2**lists)[:, None] >> np.arange(lists) & 1).astype(np.float64)
    each = np.where(held[None] > 0, chances[:, None], 1 - chances[:, None]).prod(axis=2)
    whole = shares @ each
    return held, whole / whole.sum(), float(whole.sum())


def divergence(share: Floats, terms: Floats) -> float:
    """Return how far the log-linear model with these terms stays from the shares, in nats."""

    def misfit(values: Floats) -> float:
        line = terms @ values
        return float(np.logaddexp.reduce(line) - share @ line)

    found = minimize(misfit, np.zeros(terms.shape[1]), method="BFGS")
    return float(found.fun + (share * np.log(share)).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[500, 2_000])
    parser.add_argument("--populations", nargs="+", default=["E"])
    options = parser.parse_args()
    power: Callable[[float], float] = lambda far: float(norm.cdf(far - norm.ppf(1 - LEVEL)))  # noqa: E731
    print(f"| population | people | best test at {LEVEL:.0%} | ours |\n|---|---|---|---|")
    for name in options.populations:
        held, share, listed = cells(POPULATIONS[name])
        on = held.sum(axis=1)
        independent = divergence(share, held)
        alike = divergence(share, np.column_stack([held, on * (on - 1) / 2]))
        for people in options.people:
            far = np.sqrt(2 * people * listed * np.array([independent, independent - alike]))
            print(f"| {name} | {people:,} | {power(far[0]):.1%} | {power(far[1]):.1%} |")


if __name__ == "__main__":
    main()
