"""One Markov chain over latent classes: trajectories on the marginal likelihood, then a Gibbs sweep.

A point is sticks (logits of V), logits of the probability that a class is on a list, and the concentration alpha, in
one row. Class labels and the number of unlisted people are summed out of the likelihood, so a trajectory runs along the
ridge on which they are nearly free; the Gibbs sweep, exact given labels, refreshes empty classes and alpha. Sticks live
on the log scale throughout: with small alpha log(1 - V) goes below -1,000, and cutting it off there moved N by 7 %.
"""

import numpy as np
import numpy.typing as npt

from tollbook.estimation.kernels import compiled

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ALPHA_SHAPE, ALPHA_RATE = 0.25, 0.25  # Manrique-Vallier 2016, p. 1249
TARGET = 0.8  # acceptance that the step length is tuned to
LEAPS = 12  # steps of a trajectory on average
DIVERGED = 50.0

# rows of the work space; probabilities, odds and people of each list follow, J rows each
WEIGHT, NOWHERE, MISSED, LOG_WEIGHT, HELD, EACH, SPLIT, LISTED, STICK, FIRST = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
SLOPE, LEVEL = 0, 1  # what is wanted: the slope alone, or the log likelihood too


@compiled
def run(
    rng: np.random.Generator,
    cells: tuple[Integers, Integers, Floats],
    point: Floats,
    tuning: Floats,
    plan: tuple[int, int, int, int, float],
    kept: Floats,
) -> Floats:
    """Move a chain and return its trace; `point` and `tuning` are left where the chain stands.

    Args:
        rng: The chain's own random numbers.
        cells: Lists of each cell one after the other; where each cell's begin (one more than cells); people in cells.
        point: K - 1 sticks, logits list by list (J * K), alpha; changed in place.
        tuning: Step length, its running mean, the running error and the count of steps tuned; changed in place.
        plan: How many moves; 1 to tune the step length, so that the draws are not to be used; sweeps between kept
            draws; classes; power of the likelihood, 1 for the posterior.
        kept: One row for each kept draw: weights (K), probabilities list by list (J * K); filled in place.

    Returns:
        Unlisted people at each sweep.
    """
    sweeps, warming, every, classes, heat = plan
    lists = (len(point) - classes) // classes
    unlisted = np.empty(sweeps)
    work = np.empty((FIRST + 3 * lists, classes))
    moved = np.empty((4, len(point)))
    n = cells[2].sum()
    row = 0
    for sweep in range(sweeps):
        accept = _trajectory(rng, cells, point, (tuning[0], heat, n), work, moved)
        if warming == 1:
            _tune(tuning, accept)
        seen = _classes(point, work)
        unlisted[sweep] = _unlisted(rng, n, work[MISSED].sum() / seen)
        if (sweep + 1) % every == 0 and row < len(kept):
            for k in range(classes):
                kept[row, k] = work[WEIGHT, k]
                for j in range(lists):
                    kept[row, classes * (1 + j) + k] = work[FIRST + j, k]
            row += 1
        if heat == 1.0:
            _gibbs(rng, cells, point, unlisted[sweep], work)
        _relabel(rng, point, work)
        _draw_alpha(rng, point, classes)
    return unlisted


@compiled
def fitted(cells: tuple[Integers, Integers, Floats], point: Floats, classes: int) -> float:
    """Return the log likelihood of a point, labels and unlisted people summed out, up to a constant."""
    lists = (len(point) - classes) // classes
    work, slope = np.empty((FIRST + 3 * lists, classes)), np.empty(len(point))
    return _likelihood(cells, point, 1.0, work, slope)


@compiled
def _likelihood(
    cells: tuple[Integers, Integers, Floats], point: Floats, heat: float, work: Floats, slope: Floats
) -> float:
    """Return the log likelihood and fill the slope as below."""
    seen = _classes(point, work)
    total = _cells(cells, work, slope, LEVEL)
    n = cells[2].sum()
    _slope(point, (heat, n, seen), work, slope)
    return total - n * np.log(seen) if n > 0.0 else 0.0


@compiled
def _descend(
    cells: tuple[Integers, Integers, Floats], point: Floats, pace: tuple[float, float], work: Floats, slope: Floats
) -> None:
    """Fill the slope of log density by stick and logit, the likelihood to the power of heat; no logarithm is taken."""
    seen = _classes(point, work)
    _cells(cells, work, slope, SLOPE)
    _slope(point, (pace[0], pace[1], seen), work, slope)


@compiled
def _classes(point: Floats, work: Floats) -> float:
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
def _cells(cells: tuple[Integers, Integers, Floats], work: Floats, slope: Floats, wanted: int) -> float:
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
def _slope(point: Floats, scale: tuple[float, float, float], work: Floats, slope: Floats) -> None:
    """Turn expected people into the slope of the log density, priors included."""
    heat, n, seen = scale
    classes = work.shape[1]
    lists = (work.shape[0] - FIRST) // 3
    for k in range(classes):
        work[EACH, k] = heat * (work[HELD, k] + n * work[MISSED, k] / seen) + 2.0
    for j in range(lists):
        for k in range(classes):
            i = classes - 1 + j * classes + k
            slope[i] = heat * slope[i] + 1.0 - work[FIRST + j, k] * work[EACH, k]
    later = point[len(point) - 1]
    for back in range(classes):
        k = classes - 1 - back
        own = heat * (work[HELD, k] - n * work[WEIGHT, k] * work[LISTED, k] / seen)
        if back > 0:
            slope[k] = (1.0 - work[STICK, k]) * (own + 1.0) - work[STICK, k] * later
        later += own


@compiled
def _density(
    cells: tuple[Integers, Integers, Floats], point: Floats, heat: float, work: Floats, slope: Floats
) -> float:
    """Return the log density of sticks and logits given alpha; fills its slope."""
    classes = work.shape[1]
    density = heat * _likelihood(cells, point, heat, work, slope)
    alpha = point[len(point) - 1]
    for i in range(classes - 1, len(point) - 1):
        density += point[i] - 2.0 * _softplus(point[i])
    for k in range(classes - 1):
        density += -_softplus(-point[k]) - alpha * _softplus(point[k])
    return density


@compiled
def _trajectory(
    rng: np.random.Generator,
    cells: tuple[Integers, Integers, Floats],
    point: Floats,
    pace: tuple[float, float, float],
    work: Floats,
    moved: Floats,
) -> float:
    """Move sticks and logits along one trajectory, or stay; return the probability of accepting it."""
    step, heat, n = pace
    slope, push, old = moved[0], moved[1], moved[2]
    size = len(point) - 1  # alpha stands still
    energy = 0.0
    for i in range(size):
        old[i] = point[i]
        push[i] = rng.standard_normal()
        energy += push[i] ** 2
    leaps = 1 + int(rng.random() * 2 * LEAPS)
    length = step * (0.8 + 0.4 * rng.random())
    before = _density(cells, point, heat, work, slope) - energy / 2
    after = before
    for leap in range(leaps):
        for i in range(size):
            push[i] += length / 2 * slope[i]
            point[i] += length * push[i]
        if leap < leaps - 1:
            _descend(cells, point, (heat, n), work, slope)
        else:
            after = _density(cells, point, heat, work, slope)
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


@compiled
def _gibbs(  # noqa: C901 - plain loops over shared rows
    rng: np.random.Generator, cells: tuple[Integers, Integers, Floats], point: Floats, people: float, work: Floats
) -> None:
    """Draw labels given the point, then the point given labels; `work` must be that of the point."""
    members, starts, counts = cells
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
            point[logits + j * classes + k] = _log_gamma(rng, 1.0 + yes) - _log_gamma(rng, 1.0 + all_of - yes)
    alpha = point[len(point) - 1]
    later = work[HELD, classes - 1]
    for back in range(classes - 1):
        k = classes - 2 - back
        point[k] = _log_gamma(rng, 1.0 + work[HELD, k]) - _log_gamma(rng, alpha + later)
        later += work[HELD, k]


@compiled
def _draw_alpha(rng: np.random.Generator, point: Floats, classes: int) -> None:
    """Draw the concentration given the sticks, of which alone it knows."""
    left = 0.0
    for k in range(classes - 1):
        left += _softplus(point[k])
    point[len(point) - 1] = rng.standard_gamma(ALPHA_SHAPE + classes - 1.0) / (ALPHA_RATE + left)


@compiled
def _relabel(rng: np.random.Generator, point: Floats, work: Floats) -> None:
    """Let classes change places two by two: the likelihood does not know their order, only the prior of sticks does.

    Without it a chain stays with whatever stick its largest class began on, and alpha with it. Alpha is summed out, to
    be drawn afresh afterwards: given alpha, a large class that once fell to the last stick, which stands for all
    further ones, could not leave it, for alpha keeps it there and it keeps alpha large.
    """
    classes = work.shape[1]
    logits = classes - 1
    rest = 0.0
    for k in range(classes - 1):
        work[LOG_WEIGHT, k] = rest - _softplus(-point[k])
        rest -= _softplus(point[k])
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
        tail = _log_sum(work[LOG_WEIGHT, k + 1], tail)
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
        tail = _log_sum(work[LOG_WEIGHT, classes - 2 - back], tail)
        density -= tail
    return float(density)


@compiled
def _log_sum(x: float, y: float) -> float:
    """Return log(exp(x) + exp(y))."""
    return float(max(x, y) + np.log1p(np.exp(-abs(x - y))))


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


@compiled
def _softplus(x: float) -> float:
    """Return log(1 + exp(x))."""
    return float(max(x, 0.0) + np.log1p(np.exp(-abs(x))))
