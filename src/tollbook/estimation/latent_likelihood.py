"""The likelihood of latent classes, labels and unlisted people summed out, and its slope.

A point is sticks (logits of V), logits of the probability that a class is on a list, and the concentration alpha, in
one row. Sticks live on the log scale throughout: with small alpha log(1 - V) goes below -1,000, and cutting it off
there moved N by 7 %.
"""

import numpy as np
import numpy.typing as npt

from tollbook.estimation.kernels import compiled

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Cells = tuple[Integers, Integers, Floats]  # lists of each cell end to end; where each cell's begin; people in each

# rows of the work space; probabilities, odds and people of each list follow, J rows each
WEIGHT, NOWHERE, MISSED, LOG_WEIGHT, HELD, EACH, SPLIT, LISTED, STICK, FIRST = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
SLOPE, LEVEL = 0, 1  # what is wanted: the slope alone, or the log likelihood too


@compiled
def fitted(cells: Cells, point: Floats, classes: int) -> float:
    """Return the log likelihood of a point up to a constant."""
    lists = (len(point) - classes) // classes
    return level(cells, point, np.empty((FIRST + 3 * lists, classes)), np.empty(len(point)))


@compiled
def level(cells: Cells, point: Floats, work: Floats, slope: Floats) -> float:
    """Return the log likelihood; fills the work space, and leaves in the slope people by class and list."""
    seen = classes_of(point, work)
    total = _cells(cells, work, slope, LEVEL)
    n = cells[2].sum()
    return total - n * np.log(seen) if n > 0.0 else 0.0


@compiled
def density(cells: Cells, point: Floats, terms: tuple[float, float, float], work: Floats, slope: Floats) -> float:
    """Return the log density of sticks and logits given alpha, up to a constant; fills its slope.

    `terms` are the power of the likelihood, the people listed, and the prior weight of being on a list and of not.
    """
    classes, (heat, n, prior) = work.shape[1], terms
    seen = classes_of(point, work)
    found = heat * _cells(cells, work, slope, LEVEL)
    if n > 0.0:
        found -= heat * n * np.log(seen)
    _slope(point, terms, seen, work, slope)
    alpha = point[len(point) - 1]
    for i in range(classes - 1, len(point) - 1):
        found += prior * point[i] - 2.0 * prior * softplus(point[i])
    for k in range(classes - 1):
        found += -softplus(-point[k]) - alpha * softplus(point[k])
    return float(found)


@compiled
def descend(cells: Cells, point: Floats, terms: tuple[float, float, float], work: Floats, slope: Floats) -> None:
    """Fill the slope of the log density alone, which takes no logarithm."""
    seen = classes_of(point, work)
    _cells(cells, work, slope, SLOPE)
    _slope(point, terms, seen, work, slope)


@compiled
def classes_of(point: Floats, work: Floats) -> float:
    """Fill weights, chances and odds of each class from sticks and logits; return the chance of being listed."""
    classes = work.shape[1]
    lists = (work.shape[0] - FIRST) // 3
    logits, odds = classes - 1, FIRST + lists
    rest = 1.0
    for k in range(classes - 1):
        small = np.exp(-abs(point[k]))
        large = 1.0 / (1.0 + small)
        stick, left = (large, small * large) if point[k] > 0.0 else (small * large, large)
        work[STICK, k], work[WEIGHT, k] = stick, rest * stick
        rest *= left
    work[WEIGHT, classes - 1] = rest
    for k in range(classes):
        # added up: 1 - NOWHERE would be 0 for a class that is hardly listed, and draw chains there
        work[NOWHERE, k], work[LISTED, k] = 1.0, 0.0
    for j in range(lists):
        for k in range(classes):
            ratio = np.exp(point[logits + j * classes + k])
            no = 1.0 / (1.0 + ratio)
            work[odds + j, k], work[FIRST + j, k] = ratio, ratio * no
            work[LISTED, k] += work[NOWHERE, k] * ratio * no
            work[NOWHERE, k] *= no
    seen = 0.0
    for k in range(classes):
        work[MISSED, k] = work[WEIGHT, k] * work[NOWHERE, k]
        seen += work[WEIGHT, k] * work[LISTED, k]
    return seen


@compiled
def _cells(cells: Cells, work: Floats, slope: Floats, wanted: int) -> float:
    """Add up expected people of each class, in all and by list; return the log likelihood of cells where wanted."""
    members, starts, counts = cells
    classes = work.shape[1]
    odds = FIRST + (work.shape[0] - FIRST) // 3
    work[HELD, :] = 0.0
    slope[:] = 0.0
    total = 0.0
    for c in range(len(counts)):
        for k in range(classes):
            work[EACH, k] = work[MISSED, k]
        for place in range(starts[c], starts[c + 1]):
            j = odds + members[place]
            for k in range(classes):
                work[EACH, k] *= work[j, k]
        cell = 0.0
        for k in range(classes):
            cell += work[EACH, k]
        if wanted == LEVEL:
            total += counts[c] * np.log(cell)
        scale = counts[c] / cell
        for k in range(classes):
            work[EACH, k] *= scale
            work[HELD, k] += work[EACH, k]
        for place in range(starts[c], starts[c + 1]):
            first = classes - 1 + members[place] * classes
            for k in range(classes):
                slope[first + k] += work[EACH, k]
    return total


@compiled
def _slope(point: Floats, terms: tuple[float, float, float], seen: float, work: Floats, slope: Floats) -> None:
    """Turn expected people into the slope of the log density, priors included."""
    classes, (heat, n, prior) = work.shape[1], terms
    lists = (work.shape[0] - FIRST) // 3
    for k in range(classes):
        work[EACH, k] = heat * (work[HELD, k] + n * work[MISSED, k] / seen) + 2.0 * prior
    for j in range(lists):
        for k in range(classes):
            i = classes - 1 + j * classes + k
            slope[i] = heat * slope[i] + prior - work[FIRST + j, k] * work[EACH, k]
    later = point[len(point) - 1]
    for back in range(classes):
        k = classes - 1 - back
        own = heat * (work[HELD, k] - n * work[WEIGHT, k] * work[LISTED, k] / seen)
        if back > 0:
            slope[k] = (1.0 - work[STICK, k]) * (own + 1.0) - work[STICK, k] * later
        later += own


@compiled
def log_sum(x: float, y: float) -> float:
    """Return log(exp(x) + exp(y))."""
    return float(max(x, y) + np.log1p(np.exp(-abs(x - y))))


@compiled
def softplus(x: float) -> float:
    """Return log(1 + exp(x))."""
    return float(max(x, 0.0) + np.log1p(np.exp(-abs(x))))
