"""Log-linear models averaged: how many, when some pairs of lists depend on each other and no three do.

Each model lets some pairs of lists depend on each other and is fitted by Poisson maximum likelihood to the cells that
can be seen; the unlisted are its intercept. Models without a maximum, or that leave the intercept free, take no part.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, ndtr

from tollbook.estimation.existence import has_maximum
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, MethodResult

NAME = "log_linear"
ASSUMPTION = "pairs of lists may depend on each other, no three lists do, and all people behave alike"
MOST_LISTS = 10
EVERY_MODEL = 4  # lists up to which every model is fitted: 2 ** 6 = 64 of them
BEAM = 8  # best models, by AIC and by BIC, whose neighbours are tried
WINDOW = 8.0  # units from the best model beyond which they are not; weight e^-4
MOST_CELLS = 20_000  # models times cells that a search may fit
ITERATIONS = 25
WEIGHTY = 2e-3  # share of a model below which its existence is not worth a linear programme

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fits:
    """Models fitted to one table; a row of each array is a model.

    Attributes:
        models: Which pairs of lists depend on each other. Shape (models, pairs).
        intercept: Log of the expected unlisted. Shape (models,).
        error: Its standard error, the chance in the unlisted themselves included. Shape (models,).
        aic: Akaike's criterion. Shape (models,).
        bic: Schwarz's criterion, with n people. Shape (models,).
        usable: Whether the model has a maximum that fixes the intercept. Shape (models,).
    """

    models: Bools
    intercept: Floats
    error: Floats
    aic: Floats
    bic: Floats
    usable: Bools


def suits(table: CaptureTable) -> bool:
    """Return whether there are 3 to 10 lists."""
    return 3 <= len(table.lists) <= MOST_LISTS


def fit(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
    """Return N averaged over models of pairwise dependence, weighted by AIC; BIC beside it.

    Args:
        table: 3 to 10 lists.
        settings: `level` and `draws` are used.
        rng: For the draws.

    Returns:
        Median, mean and interval of the average, each model log-normal in the unlisted; without interval where no
        model is usable, with the documented count as `median`.

    Source:
        Fienberg 1972, Biometrika 59, 591-603; weights by Buckland, Burnham, Augustin 1997, Biometrics 53, 603-618.
    """
    found = fitted(table)
    told = {"assumption": ASSUMPTION, "models": len(found.models), "usable_models": int(found.usable.sum())}
    if not found.usable.any():
        return MethodResult(NAME, float(table.n), None, None, settings.level, told)
    weights = weighed(found.aic, found.usable)
    tail = (1 - settings.level) / 2
    low, median, high = (table.n + np.exp(_quantile(found, weights, q)) for q in (tail, 0.5, 1 - tail))
    best = int(weights.argmax())
    schwarz = weighed(found.bic, found.usable)
    which = rng.choice(len(weights), settings.draws, p=weights)
    logs = found.intercept[which] + found.error[which] * rng.standard_normal(settings.draws)
    mean = float((weights * np.exp(np.minimum(found.intercept + found.error**2 / 2, 50.0))).sum())
    return MethodResult(
        NAME,
        float(median),
        table.n + mean,
        (float(low), float(high)),
        settings.level,
        {
            **told,
            "best_model": described(found.models[best], table.lists),
            "best_model_weight": float(weights[best]),
            "bic_median": float(table.n + np.exp(_quantile(found, schwarz, 0.5))),
            "bic_interval": [float(table.n + np.exp(_quantile(found, schwarz, q))) for q in (tail, 1 - tail)],
            "evidence_of_dependence": float(found.bic[~found.models.any(axis=1)][0] - found.bic[found.usable].min()),
            "heterogeneity": heterogeneity(table),
            "weight_without_maximum": float(1 - weighed(found.aic, np.ones_like(found.usable))[found.usable].sum()),
        },
        draws=np.asarray(table.n + np.round(np.exp(np.minimum(logs, 50.0))), dtype=np.float64),
    )


def fitted(table: CaptureTable) -> Fits:
    """Return every model, or for more lists those within reach of the best, fitted and checked for a maximum."""
    design, counts = _design(table)
    pairs = design.shape[1] - 1 - len(table.lists)
    if len(table.lists) <= EVERY_MODEL:
        codes = np.arange(2**pairs)
        found = _newton(design, counts, (codes[:, None] >> np.arange(pairs) & 1).astype(np.bool_))
    else:
        found = _search(design, counts, pairs)
    weights = weighed(found.aic, found.usable)
    for place in np.argsort(-weights, kind="stable"):
        if weights[place] < WEIGHTY:
            break
        if not has_maximum(*_reduced(design, counts, found.models[place])):
            found.usable[place] = False
    return found


def heterogeneity(table: CaptureTable) -> float:
    """Return the signed root of twice the log likelihood ratio of one term for all pairs alike against independence.

    It is about standard normal where lists are independent, and large where people differ in how easily they are
    listed.

    Source: Darroch, Fienberg, Glonek, Junker 1993, J. Am. Stat. Assoc. 88, 1137-1148 (quasi-symmetry).
    """
    design, counts = _design(table)
    singles = 1 + len(table.lists)
    alike = np.column_stack([design[:, :singles], design[:, singles:].sum(axis=1)])
    found = _newton(alike, counts, np.array([[False], [True]]))
    root = float(np.sqrt(max(found.aic[0] - found.aic[1] + 2, 0.0)))
    return root if found.intercept[1] >= found.intercept[0] else -root


def weighed(criterion: Floats, usable: Bools) -> Floats:
    """Return weights exp(-criterion / 2) of usable models, adding up to 1; all 0 where there is none."""
    if not usable.any():
        return np.zeros(len(criterion))
    values = np.where(usable, criterion, np.inf)
    weights = np.exp(-(values - values.min()) / 2)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def described(model: Bools, lists: tuple[str, ...]) -> str:
    """Return the pairs that a model lets depend on each other, such as `EXH*ABA`, or `independence`."""
    pairs = list(combinations(lists, 2))
    return ", ".join(f"{a}*{b}" for (a, b), there in zip(pairs, model, strict=True) if there) or "independence"


def _design(table: CaptureTable) -> tuple[Floats, Floats]:
    """Return the full design over all cells that can be seen, and their counts, zeros included."""
    lists = len(table.lists)
    codes = np.arange(1, 2**lists)
    held = (codes[:, None] >> np.arange(lists) & 1).astype(np.float64)
    both = np.column_stack([held[:, a] * held[:, b] for a, b in combinations(range(lists), 2)])
    counts = np.zeros(2**lists - 1)
    counts[(table.patterns @ (1 << np.arange(lists))) - 1] = table.counts
    return np.column_stack([np.ones(len(codes)), held, both]), counts


def _search(design: Floats, counts: Floats, pairs: int) -> Fits:
    """Fit independence and its neighbours, then neighbours of the best by either criterion, till none comes near."""
    known = _newton(design, counts, np.zeros((1, pairs), dtype=np.bool_))
    tried = {known.models[0].tobytes(): False}  # model to whether its neighbours were fitted
    while len(tried) < MOST_CELLS // len(counts):
        worst = np.inf
        aic, bic = np.where(known.usable, known.aic, worst), np.where(known.usable, known.bic, worst)
        best = np.concatenate([np.argsort(aic, kind="stable")[:BEAM], np.argsort(bic, kind="stable")[:BEAM]])
        near = (aic[best] < aic.min() + WINDOW) | (bic[best] < bic.min() + WINDOW)
        centres = [model for model in known.models[best[near]] if not tried[model.tobytes()]]
        if not centres:
            break
        tried.update((model.tobytes(), True) for model in centres)
        flipped = (np.array(centres)[:, None, :] ^ np.eye(pairs, dtype=np.bool_)[None]).reshape(-1, pairs)
        new = [model for model in np.unique(flipped, axis=0) if model.tobytes() not in tried]
        if new:
            tried.update((model.tobytes(), False) for model in new)
            known = _joined(known, _newton(design, counts, np.array(new)))
    return known


def _joined(first: Fits, second: Fits) -> Fits:
    return Fits(
        np.concatenate([first.models, second.models]),
        np.concatenate([first.intercept, second.intercept]),
        np.concatenate([first.error, second.error]),
        np.concatenate([first.aic, second.aic]),
        np.concatenate([first.bic, second.bic]),
        np.concatenate([first.usable, second.usable]),
    )


def _reduced(design: Floats, counts: Floats, model: Bools) -> tuple[Floats, Floats]:
    """Return a model's design and counts without the terms that run to minus infinity, and the cells they empty.

    These are the terms of pairs that share nobody.

    Source: Chan, Silverman, Vincent 2021, J. Am. Stat. Assoc. 116, 1297-1306, section 3.
    """
    singles = design.shape[1] - len(model)
    together = counts @ design[:, singles:]
    barren = model & (together == 0)
    cells = ~(design[:, singles:][:, barren] > 0).any(axis=1)
    columns = np.concatenate([np.ones(singles, dtype=np.bool_), model & ~barren])
    return design[np.ix_(cells, columns)], counts[cells]


def _newton(design: Floats, counts: Floats, models: Bools) -> Fits:
    """Fit models side by side; in each, terms that it lacks are held at 0."""
    singles = design.shape[1] - models.shape[1]
    together = counts @ design[:, singles:]
    barren = models & (together == 0)[None]
    live = (design[:, singles:][None] * barren[:, None]).max(axis=2, initial=0.0) == 0  # (models, cells)
    terms = np.concatenate([np.ones((len(models), singles), dtype=np.bool_), models & ~barren], axis=1)
    free = terms.astype(np.float64)
    idle = np.eye(design.shape[1])[None] * (1 - free)[:, :, None]
    start = np.log(np.maximum(counts, 0.5)) * live
    weight = np.maximum(counts, 0.5) * live
    beta = _solved(design, weight, weight * start, free, idle)
    held = live.astype(np.float64)
    moving = np.arange(len(models))
    for _ in range(ITERATIONS):
        mean = np.exp(np.clip(beta[moving] @ design.T, -60.0, 60.0)) * held[moving]
        step = _solved(design, mean, counts[None] * held[moving] - mean, free[moving], idle[moving])
        largest = np.abs(step).max(axis=1)
        beta[moving] += step * np.minimum(1.0, 4.0 / np.maximum(largest, 1e-300))[:, None]
        moving = moving[largest > 1e-8]
        if not len(moving):
            break
    line = np.clip(beta @ design.T, -60.0, 60.0)
    mean = np.exp(line) * held
    likelihood = (counts[None] * line * held - mean).sum(axis=1) - gammaln(counts + 1.0).sum()
    inverse = np.linalg.pinv(_information(design, mean, free, idle))
    variance = np.maximum(inverse[:, 0, 0], 0.0)
    parameters = terms.sum(axis=1)
    settled = (np.abs(beta).max(axis=1) < 40) & (live.sum(axis=1) >= parameters) & (variance < 25.0)
    error = np.sqrt(variance + np.exp(-np.clip(beta[:, 0], -5.0, 50.0)))
    return Fits(
        models,
        beta[:, 0],
        error,
        2 * parameters - 2 * likelihood,
        np.log(counts.sum()) * parameters - 2 * likelihood,
        settled,
    )


def _information(design: Floats, weight: Floats, free: Floats, idle: Floats) -> Floats:
    products = (weight @ (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)).reshape(
        len(weight), design.shape[1], design.shape[1]
    )
    return np.asarray(products * free[:, :, None] * free[:, None, :] + idle, dtype=np.float64)


def _solved(design: Floats, weight: Floats, score: Floats, free: Floats, idle: Floats) -> Floats:
    information = _information(design, weight, free, idle) + 1e-10 * np.eye(design.shape[1])[None]
    return np.asarray(np.linalg.solve(information, ((score @ design) * free)[:, :, None])[:, :, 0], dtype=np.float64)


def _quantile(found: Fits, weights: Floats, probability: float) -> float:
    """Return a quantile of log unlisted in the mixture of models, by bisection."""
    used = weights > 0
    centre, spread, share = found.intercept[used], found.error[used], weights[used]
    low, high = float((centre - 9 * spread).min()), float((centre + 9 * spread).max())
    for _ in range(80):
        middle = (low + high) / 2
        if float((share * ndtr((middle - centre) / spread)).sum()) < probability:
            low = middle
        else:
            high = middle
    return min((low + high) / 2, 50.0)
