"""Moves of latent classes besides trajectories: labels and what depends on them, the order of classes, alpha.

The Gibbs sweep, exact given labels, refreshes empty classes; trajectories hardly move them.
"""

import numpy as np
import numpy.typing as npt

from tollbook.estimation.kernels import compiled
from tollbook.estimation.latent_likelihood import (
    EACH,
    FIRST,
    HELD,
    LOG_WEIGHT,
    MISSED,
    SPLIT,
    Cells,
    level,
    log_sum,
    softplus,
)

Floats = npt.NDArray[np.float64]

ALPHA_SHAPE, ALPHA_RATE = 0.25, 0.25  # Manrique-Vallier 2016, p. 1249


@compiled
def gibbs(  # noqa: C901 - plain loops over shared rows
    rng: np.random.Generator, cells: Cells, point: Floats, given: tuple[float, float], work: Floats
) -> None:
    """Draw labels given the point, then the point given labels; `work` must be that of the point.

    `given` are the unlisted people and the prior weight of being on a list and of not.
    """
    (members, starts, counts), (people, prior) = cells, given
    classes = work.shape[1]
    lists = (work.shape[0] - FIRST) // 3
    logits, odds, on = classes - 1, FIRST + lists, FIRST + 2 * lists
    for k in range(classes):
        work[HELD, k] = 0.0
        work[EACH, k] = work[MISSED, k]
        for j in range(lists):
            work[on + j, k] = 0.0
    _divide(rng, people, work)
    for k in range(classes):
        work[HELD, k] += work[SPLIT, k]
    for c in range(len(counts)):
        for k in range(classes):
            work[EACH, k] = work[MISSED, k]
        for place in range(starts[c], starts[c + 1]):
            j = members[place]
            for k in range(classes):
                work[EACH, k] *= work[odds + j, k]
        _divide(rng, counts[c], work)
        for k in range(classes):
            work[HELD, k] += work[SPLIT, k]
        for place in range(starts[c], starts[c + 1]):
            j = members[place]
            for k in range(classes):
                work[on + j, k] += work[SPLIT, k]
    for j in range(lists):
        for k in range(classes):
            yes, all_of = work[on + j, k], work[HELD, k]
            point[logits + j * classes + k] = _log_gamma(rng, prior + yes) - _log_gamma(rng, prior + all_of - yes)
    alpha = point[len(point) - 1]
    later = work[HELD, classes - 1]
    for back in range(classes - 1):
        k = classes - 2 - back
        point[k] = _log_gamma(rng, 1.0 + work[HELD, k]) - _log_gamma(rng, alpha + later)
        later += work[HELD, k]


@compiled
def refresh(
    rng: np.random.Generator,
    cells: Cells,
    point: Floats,
    given: tuple[float, float],
    spare: tuple[Floats, Floats],
    work: Floats,
) -> None:
    """Propose some classes afresh from their prior: what the Gibbs sweep does for empty ones, under any heat."""
    (heat, prior), (slope, old) = given, spare
    classes = work.shape[1]
    stands = level(cells, point, work, slope)
    for _ in range(classes // 2):
        old[:] = point
        k = int(rng.random() * classes)
        for i in range(classes - 1 + k, len(point) - 1, classes):
            point[i] = _log_gamma(rng, prior) - _log_gamma(rng, prior)
        would = level(cells, point, work, slope)
        if np.log(1.0 - rng.random()) < heat * (would - stands):
            stands = would
        else:
            point[:] = old


@compiled
def draw_alpha(rng: np.random.Generator, point: Floats, classes: int) -> None:
    """Draw the concentration given the sticks, of which alone it knows."""
    left = 0.0
    for k in range(classes - 1):
        left += softplus(point[k])
    point[len(point) - 1] = rng.standard_gamma(ALPHA_SHAPE + classes - 1.0) / (ALPHA_RATE + left)


@compiled
def relabel(rng: np.random.Generator, point: Floats, work: Floats) -> None:
    """Let classes change places two by two: the likelihood does not know their order, only the prior of sticks does.

    Without it a chain stays with whatever stick its largest class began on, and alpha with it. Alpha is summed out, to
    be drawn afresh afterwards: given alpha, a large class that once fell to the last stick, which stands for all
    further ones, could not leave it, for alpha keeps it there and it keeps alpha large.
    """
    classes = work.shape[1]
    logits = classes - 1
    rest = 0.0
    for k in range(classes - 1):
        work[LOG_WEIGHT, k] = rest - softplus(-point[k])
        rest -= softplus(point[k])
    work[LOG_WEIGHT, classes - 1] = rest
    stands = _order_density(work)
    for _ in range(classes if classes > 1 else 0):
        first = int(rng.random() * classes)
        second = (first + 1 + int(rng.random() * (classes - 1))) % classes
        one, other = work[LOG_WEIGHT, first], work[LOG_WEIGHT, second]
        work[LOG_WEIGHT, first], work[LOG_WEIGHT, second] = other, one
        would = _order_density(work)
        if np.log(1.0 - rng.random()) < would - stands:
            stands = would
            for j in range((len(point) - classes) // classes):
                here, there = logits + j * classes + first, logits + j * classes + second
                point[here], point[there] = point[there], point[here]
        else:
            work[LOG_WEIGHT, first], work[LOG_WEIGHT, second] = one, other
    tail = -np.inf
    for back in range(classes - 1):
        k = classes - 2 - back
        tail = log_sum(work[LOG_WEIGHT, k + 1], tail)
        point[k] = work[LOG_WEIGHT, k] - tail


@compiled
def _order_density(work: Floats) -> float:
    """Return the log prior density of weights in this order, alpha summed out.

    Given alpha it is alpha^(K-1) w_K^(alpha-1) over the product of what is left before each stick but the first.
    """
    classes = work.shape[1]
    tail = work[LOG_WEIGHT, classes - 1]
    density = -tail - (ALPHA_SHAPE + classes - 1.0) * np.log(ALPHA_RATE - tail)
    for back in range(classes - 2):
        tail = log_sum(work[LOG_WEIGHT, classes - 2 - back], tail)
        density -= tail
    return float(density)


@compiled
def _divide(rng: np.random.Generator, people: float, work: Floats) -> None:
    """Divide people over classes in proportion to EACH, into SPLIT."""
    classes = work.shape[1]
    left, rest = people, 0.0
    for k in range(classes):
        rest += work[EACH, k]
    for k in range(classes):
        share = work[EACH, k] / rest if rest > 0.0 else 0.0
        taken = 0.0
        if left > 0.0 and share >= 1.0:
            taken = left
        elif left > 1e15:
            taken = np.round(left * share)
        elif left > 0.0 and share > 0.0:
            taken = float(rng.binomial(int(left), share))
        work[SPLIT, k] = taken
        left -= taken
        rest -= work[EACH, k]
    if left > 0.0:  # rounding left somebody over: to the heaviest class
        best = 0
        for k in range(classes):
            if work[EACH, k] > work[EACH, best]:
                best = k
        work[SPLIT, best] += left


@compiled
def _log_gamma(rng: np.random.Generator, shape: float) -> float:
    """Return the log of a gamma variate; small shapes would be 0 on the plain scale."""
    if shape >= 1.0:
        return float(np.log(rng.standard_gamma(shape)))
    return float(np.log(rng.standard_gamma(shape + 1.0)) + np.log(1.0 - rng.random()) / shape)
