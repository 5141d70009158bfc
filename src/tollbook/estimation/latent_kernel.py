"""One Markov chain over latent classes: trajectories on the marginal likelihood, then a Gibbs sweep.

Class labels and the number of unlisted people are summed out of the likelihood, so a trajectory runs along the ridge on
which they are nearly free; `latent_likelihood` says what a point is.
"""

import numpy as np
import numpy.typing as npt

from tollbook.estimation.kernels import compiled
from tollbook.estimation.latent_likelihood import FIRST, MISSED, WEIGHT, Cells, classes_of, density, descend
from tollbook.estimation.latent_moves import draw_alpha, gibbs, refresh, relabel

Floats = npt.NDArray[np.float64]

TARGET = 0.8  # acceptance that the step length is tuned to
LEAPS = 12  # steps of a trajectory on average
DIVERGED = 50.0


@compiled
def run(
    rng: np.random.Generator,
    cells: Cells,
    point: Floats,
    tuning: Floats,
    plan: tuple[int, int, int, int, float, float],
    kept: Floats,
) -> Floats:
    """Move a chain and return its trace; `point` and `tuning` are left where the chain stands.

    Args:
        rng: The chain's own random numbers.
        cells: Lists of each cell one after the other; where each cell's begin (one more than cells); people in cells.
        point: K - 1 sticks, logits list by list (J * K), alpha; changed in place.
        tuning: Step length, its running mean, the running error and the count of steps tuned; changed in place.
        plan: How many moves; 1 to tune the step length, so that the draws are not to be used; sweeps between kept
            draws; classes; power of the likelihood, 1 for the posterior; prior weight of being on a list and of not, in
            each class, 1 for a uniform chance.
        kept: One row for each kept draw: weights (K), probabilities list by list (J * K); filled in place.

    Returns:
        Unlisted people at each sweep.
    """
    sweeps, warming, every, classes, heat, prior = plan
    lists = (len(point) - classes) // classes
    unlisted = np.empty(sweeps)
    work = np.empty((FIRST + 3 * lists, classes))
    moved = np.empty((4, len(point)))
    n = cells[2].sum()
    row = 0
    for sweep in range(sweeps):
        accept = _trajectory(rng, cells, point, (tuning[0], heat, n, prior), work, moved)
        if warming == 1:
            _tune(tuning, accept)
        seen = classes_of(point, work)
        unlisted[sweep] = _unlisted(rng, n, work[MISSED].sum() / seen)
        if (sweep + 1) % every == 0 and row < len(kept):
            for k in range(classes):
                kept[row, k] = work[WEIGHT, k]
                for j in range(lists):
                    kept[row, classes * (1 + j) + k] = work[FIRST + j, k]
            row += 1
        if heat < 1.0:
            refresh(rng, cells, point, (heat, prior), (moved[0], moved[2]), work)
        else:
            gibbs(rng, cells, point, (unlisted[sweep], prior), work)
        relabel(rng, point, work)
        draw_alpha(rng, point, classes)
    return unlisted


@compiled
def _trajectory(
    rng: np.random.Generator,
    cells: Cells,
    point: Floats,
    pace: tuple[float, float, float, float],
    work: Floats,
    moved: Floats,
) -> float:
    """Move sticks and logits along one trajectory, or stay; return the probability of accepting it."""
    step, terms = pace[0], (pace[1], pace[2], pace[3])
    slope, push, old = moved[0], moved[1], moved[2]
    size = len(point) - 1  # alpha stands still
    energy = 0.0
    for i in range(size):
        old[i] = point[i]
        push[i] = rng.standard_normal()
        energy += push[i] ** 2
    leaps = 1 + int(rng.random() * 2 * LEAPS)
    length = step * (0.8 + 0.4 * rng.random())
    before = density(cells, point, terms, work, slope) - energy / 2
    after = before
    for leap in range(leaps):
        for i in range(size):
            push[i] += length / 2 * slope[i]
            point[i] += length * push[i]
        if leap < leaps - 1:
            descend(cells, point, terms, work, slope)
        else:
            after = density(cells, point, terms, work, slope)
        for i in range(size):
            push[i] += length / 2 * slope[i]
    for i in range(size):
        after -= push[i] ** 2 / 2
    change = after - before
    accept = 0.0
    if change > -DIVERGED:  # not true of what is not a number
        accept = min(1.0, np.exp(min(change, 0.0)))
    if not rng.random() < accept:
        for i in range(size):
            point[i] = old[i]
    return float(accept)


@compiled
def _tune(tuning: Floats, accept: float) -> None:
    """Change the step length towards the target acceptance. Source: Hoffman and Gelman 2014, JMLR 15, eq. 6."""
    tuning[3] += 1.0
    tuning[2] += (TARGET - accept - tuning[2]) / (tuning[3] + 10.0)
    log_step = np.log(0.5) - np.sqrt(tuning[3]) / 0.05 * tuning[2]
    part = tuning[3] ** -0.75
    tuning[1] = part * log_step + (1.0 - part) * tuning[1]
    tuning[0] = np.exp(log_step)


@compiled
def _unlisted(rng: np.random.Generator, n: float, odds: float) -> float:
    """Return people on no list given the odds of it, under a prior on N proportional to 1/N."""
    mean = rng.standard_gamma(n) * odds
    if not mean <= 1e15:  # beyond whole numbers, and far beyond anything that is shown
        return float(np.round(mean))
    return float(rng.poisson(mean))
