"""A posterior of whole numbers of people, held on few points."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

END = 10_000_000  # unlisted people; more than any conflict since 1945
SINGLE = 64  # up to here every whole number is a point
COARSE = 160  # points of the first pass beyond
RELEVANT = 34.0  # log units below the top within which a cell is looked at; e^-34 = 2e-15
STEP = 0.1  # largest change of the log density across a cell that holds weight; quantiles within .05 %
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """A distribution of the number of unlisted people.

    Attributes:
        points: Numbers of people. Shape (points,), increasing.
        log_widths: Log of the weight of each point in sums over all whole numbers. Shape (points,).
        cumulative: Probability of at most each point (its upper half left out where points stand for whole numbers in
            between). Shape (points,).
        density: Probability per unit at each point. Shape (points,).
        discrete: Whether only the points themselves are possible.
        least: People known to be unlisted; points are counted from there.
    """

    points: Integers
    log_widths: Floats
    cumulative: Floats
    density: Floats
    discrete: bool
    least: int = 0

    @property
    def mean(self) -> float:
        """Mean number of unlisted people."""
        return self.least + float((self.points * self.density * np.exp(self.log_widths)).sum())

    @property
    def sd(self) -> float:
        """Standard deviation of the number of unlisted people."""
        mass = self.density * np.exp(self.log_widths)
        return float(np.sqrt(((self.points + self.least - self.mean) ** 2 * mass).sum()))

    def quantile(self, probability: float) -> float:
        """Return the smallest whole number of people with at least this probability at or below it."""
        return float(self.quantiles(np.array([probability]))[0])

    def quantiles(self, probabilities: Floats) -> Floats:
        """Return a whole number of people for each probability. Shape as given."""
        if self.discrete:
            index = np.searchsorted(self.cumulative, probabilities)
            return self.least + self.points[np.minimum(index, len(self.points) - 1)].astype(np.float64)
        index = np.clip(np.searchsorted(self.cumulative, probabilities), 1, len(self.points) - 1)
        left, right = self.points[index - 1].astype(float), self.points[index].astype(float)
        rise, across = self._within(index, probabilities)
        gap = right > left + 1
        position = np.where(gap, left * (right / np.maximum(left, 1e-9)) ** across, left + across * (right - left))
        below = probabilities <= self.cumulative[0]
        position = np.where(below, 0.0, np.where(rise <= 0, right, position))
        return np.asarray(self.least + np.maximum(np.ceil(position - 0.5), 0.0), dtype=np.float64)

    def _within(self, index: Integers, probabilities: Floats) -> tuple[Floats, Floats]:
        """Return the probability of each cell, and how far across it the quantile is, density linear in between."""
        left, right = self.points[index - 1].astype(float), self.points[index].astype(float)
        gap = right > left + 1
        first = self.density[index - 1] * np.where(gap, left, 1.0)
        last = self.density[index] * np.where(gap, right, 1.0)
        rise = self.cumulative[index] - self.cumulative[index - 1]
        share = np.divide(probabilities - self.cumulative[index - 1], rise, out=np.zeros_like(rise), where=rise > 0)
        share = np.clip(share, 0.0, 1.0)
        slope = last - first
        root = np.sqrt(np.maximum(first**2 + slope * share * (first + last), 0.0))
        across = np.divide(share * (first + last), first + root, out=share.copy(), where=first + root > 0)
        return rise, np.clip(across, 0.0, 1.0)

    def beyond(self, people: float) -> float:
        """Return the probability of more than this many unlisted people."""
        mass = self.density * np.exp(self.log_widths)
        return float(mass[self.points + self.least > people].sum())

    def draws(self, size: int, rng: np.random.Generator) -> Floats:
        """Return independent draws. Shape (size,)."""
        return self.quantiles(rng.random(size))


def fixed(evaluate: Callable[[Integers], Floats], points: Integers) -> Curve:
    """Return a distribution over the given points alone, each with the same prior weight."""
    points = np.asarray(points, dtype=np.int64)
    log_density = evaluate(points)
    mass = np.exp(log_density - log_density.max())
    mass /= mass.sum()
    return Curve(points, np.zeros(len(points)), np.cumsum(mass), mass, discrete=True)


def adaptive(evaluate: Callable[[Integers], Floats], *, documented: int, least: int = 0) -> Curve:
    """Return a distribution over all whole numbers to ten million, or a hundred times the documented if that is more.

    Points are dense where the density changes and holds weight, and stand on a log scale elsewhere.

    Args:
        evaluate: From points to log densities, up to a constant.
        documented: People on at least one list.
        least: People known to be on none.

    Returns:
        The distribution.
    """
    end = max(END, 100 * documented)
    points = np.unique(
        np.concatenate([np.arange(SINGLE + 1), np.geomspace(SINGLE + 1, end, COARSE).round().astype(np.int64)])
    ).astype(np.int64)
    values = evaluate(points + least)
    for _ in range(ROUNDS):
        new = _wanting(points, values)
        if not len(new):
            break
        points = np.concatenate([points, new])
        values = np.concatenate([values, evaluate(new + least)])
        order = np.argsort(points)
        points, values = points[order], values[order]
    return replace(_curve(points, values), least=least)


def _wanting(points: Integers, values: Floats) -> Integers:
    """Return points to add: midpoints of cells that hold weight and across which the density changes too much."""
    scale = values + np.log(np.maximum(points, 1))
    top = scale.max()
    height = np.maximum(scale[1:], scale[:-1])
    change = np.abs(np.diff(scale))
    bend = np.abs(np.diff(scale, 2))
    bend = np.maximum(np.concatenate([[0.0], bend]), np.concatenate([bend, [0.0]]))
    # a cell matters less the lower it stands, down to where it holds nothing
    allowed = STEP * np.exp(np.minimum((top - height) / 8.0, 4.0))
    split = (np.diff(points) > 1) & (top - height < RELEVANT) & ((change > allowed) | (bend > allowed / 2))
    left, right = points[:-1][split].astype(float), points[1:][split].astype(float)
    middle = np.sqrt(np.maximum(left, 1.0) * right).round().astype(np.int64)
    return np.asarray(np.clip(middle, points[:-1][split] + 1, points[1:][split] - 1), dtype=np.int64)


def _curve(points: Integers, values: Floats) -> Curve:
    position = points.astype(float)
    gap = np.diff(points) > 1
    # a sum over whole numbers is the integral between, by trapezoids of the density times x in log x
    spacing = np.where(gap, np.log(np.maximum(position[1:], 1) / np.maximum(position[:-1], 1)), np.diff(position))
    halves = spacing / 2
    left = np.where(gap, position[:-1], 1.0) * halves
    right = np.where(gap, position[1:], 1.0) * halves
    widths = np.zeros(len(points))
    widths[:-1] += left
    widths[1:] += right
    widths[0] += 0.5
    density = np.exp(values - values.max())
    total = float((density * widths).sum())
    density /= total
    rise = density[:-1] * left + density[1:] * right
    cumulative = density[0] / 2 + np.concatenate([[0.0], np.cumsum(rise)])
    return Curve(points, np.log(widths), cumulative, density, discrete=False)
