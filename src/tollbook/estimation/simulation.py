"""Populations whose size is known, and what lists would show of them: for putting estimators to the test."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.estimation.tables import from_people
from tollbook.model.estimate import CaptureTable

NAMES = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True, slots=True)
class Population:
    """Classes of people, each found by each list with its own probability.

    Attributes:
        title: What it is a test of.
        shares: Of each class, adding up to 1.
        found: Probability that a list holds a person of a class. Shape (classes, lists).
        odds_ratio: Dependence of each list on the one before it, within classes; 1 for none.
    """

    title: str
    shares: tuple[float, ...]
    found: tuple[tuple[float, ...], ...]
    odds_ratio: float = 1.0

    def table(self, people: int, rng: np.random.Generator) -> CaptureTable:
        """Return what lists show of this many people."""
        probabilities = np.array(self.found)
        sizes = np.round(np.array(self.shares) * people).astype(int)
        sizes[0] += people - sizes.sum()
        each = probabilities[np.repeat(np.arange(len(sizes)), sizes)]
        lists = each.shape[1]
        held = np.zeros(each.shape, dtype=np.bool_)
        held[:, 0] = rng.random(people) < each[:, 0]
        for j in range(1, lists):
            chance = each[:, j]
            if self.odds_ratio != 1.0:
                chance = np.where(held[:, j - 1], *_dependent(each[:, j - 1], each[:, j], self.odds_ratio))
            held[:, j] = rng.random(people) < chance
        return from_people(held, tuple(NAMES[:lists]))


def _dependent(
    before: npt.NDArray[np.float64], now: npt.NDArray[np.float64], odds_ratio: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the chance of the next list for those on the list before and those not on it, margins kept.

    Source: Plackett 1965, J. Am. Stat. Assoc. 60, 516-522.
    """
    whole = 1 + (odds_ratio - 1) * (before + now)
    both = (whole - np.sqrt(whole**2 - 4 * odds_ratio * (odds_ratio - 1) * before * now)) / (2 * (odds_ratio - 1))
    return both / before, (now - both) / (1 - before)


POPULATIONS = {
    "A": Population("four independent lists", (1.0,), ((0.30, 0.25, 0.20, 0.35),)),
    "B": Population(
        "two classes, most people seldom found",
        (0.9, 0.1),
        ((0.033, 0.033, 0.099, 0.132, 0.033), (0.660, 0.825, 0.759, 0.990, 0.693)),
    ),
    "C": Population(
        "three classes that run into each other",
        (0.8, 0.1, 0.1),
        ((0.10, 0.05, 0.15, 0.20, 0.10), (0.5, 0.4, 0.6, 0.4, 0.5), (0.8, 0.9, 0.6, 0.7, 0.7)),
    ),
    "D": Population(
        "two classes found by different lists",
        (0.8, 0.2),
        ((0.113, 0.113, 0.199, 0.832, 0.733), (0.860, 0.925, 0.859, 0.190, 0.193)),
    ),
    "E": Population(
        "a class that hardly any list finds, beside one that every list does",
        (0.3, 0.4, 0.3),
        ((0.03, 0.03, 0.03, 0.03), (0.20, 0.15, 0.25, 0.20), (0.55, 0.60, 0.50, 0.45)),
    ),
    "F": Population("three lists, each leading to the next", (1.0,), ((0.30, 0.25, 0.35),), odds_ratio=3.0),
    "H": Population("four independent lists, each seldom", (1.0,), ((0.08, 0.06, 0.10, 0.05),)),
}


def without_overlap(people: int, rng: np.random.Generator) -> CaptureTable:
    """Return three lists that share nobody (generator G)."""
    held = np.zeros((people, 3), dtype=np.bool_)
    held[np.arange(people), rng.integers(0, 3, people)] = True
    return from_people(held, ("A", "B", "C"))
