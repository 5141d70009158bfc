"""Importance weights with their tail smoothed, and how far they can be trusted."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TRUSTED = 0.7  # Pareto k above which weights are not used; Vehtari and others 2024
FEWEST = 5


def smoothed(log_ratios: Floats) -> tuple[Floats, float]:
    """Return normalised importance weights with a smoothed tail, and the Pareto k of that tail.

    Args:
        log_ratios: Log of target over proposal at each draw, up to a constant. Shape (draws,).

    Returns:
        Weights adding up to 1, and k; infinity where there are too few draws to tell.

    Source:
        Vehtari, Simpson, Gelman, Yao, Gabry 2024, J. Mach. Learn. Res. 25(72), algorithm 1.
    """
    ratios = np.exp(log_ratios - log_ratios.max())
    draws = len(ratios)
    tail = int(min(0.2 * draws, 3 * np.sqrt(draws)))
    if tail < FEWEST:
        return ratios / ratios.sum(), float("inf")
    order = np.argsort(ratios, kind="stable")
    cut = ratios[order[-tail - 1]]
    excess = ratios[order[-tail:]] - cut
    if excess[-1] <= 1e-12:  # all alike: nothing to smooth
        return ratios / ratios.sum(), 0.0
    shape, scale = _fitted(excess)
    places = (np.arange(tail) + 0.5) / tail
    steps = -np.log1p(-places) if abs(shape) < 1e-9 else np.expm1(-shape * np.log1p(-places)) / shape
    ratios[order[-tail:]] = np.minimum(cut + scale * steps, 1.0)
    return ratios / ratios.sum(), shape


def _fitted(excess: Floats) -> tuple[float, float]:
    """Return shape and scale of a generalised Pareto distribution.

    Source: Zhang and Stephens 2009, Technometrics 51, 316-325; shape drawn towards 1/2 as in Vehtari and others.
    """
    count = len(excess)
    points = 30 + int(np.sqrt(count))
    quartile = max(excess[int(count / 4 + 0.5) - 1], 1e-300)
    candidates = 1 / excess[-1] + (1 - np.sqrt(points / (np.arange(1, points + 1) - 0.5))) / (3 * quartile)
    shapes = np.log1p(-candidates[:, None] * excess[None]).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        profile = count * (np.log(-candidates / shapes) - shapes - 1)
    profile = np.where(np.isfinite(profile), profile, -np.inf)
    weights = np.exp(profile - profile.max())
    best = float((candidates * weights).sum() / weights.sum())
    shape = float(np.log1p(-best * excess).mean())
    scale = -shape / best
    return (shape * count + 0.5 * 10) / (count + 10), scale
