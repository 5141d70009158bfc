"""Whether Markov chains agree, and how many independent draws theirs are worth."""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Floats = npt.NDArray[np.float64]


def rhat(chains: Floats) -> float:
    """Return the rank-normalised split R-hat: the larger of that of the draws and of their distance from the median.

    Args:
        chains: Shape (chains, draws), at least 4 draws each.

    Returns:
        1 where chains agree; infinity where they never move but differ; NaN where any value is.

    Source:
        Vehtari, Gelman, Simpson, Carpenter, Buerkner 2021, Bayesian Analysis 16, sections 4.1-4.2.
    """
    parts = _split(chains)
    folded = np.abs(parts - np.median(parts))
    return max(_plain_rhat(_normal_scores(parts)), _plain_rhat(_normal_scores(folded)))


def ess_bulk(chains: Floats) -> float:
    """Return the effective sample size in the bulk.

    Args:
        chains: Shape (chains, draws).

    Returns:
        How many independent draws the mean of the ranks is worth.

    Source:
        Vehtari and others 2021, section 4.3.
    """
    return ess(_normal_scores(_split(chains)))


def ess_tail(chains: Floats) -> float:
    """Return the smaller of the effective sample sizes of the 5 % and 95 % quantiles; NaN where any value is.

    Source: as above, section 4.3.
    """
    parts = _split(chains)
    low, high = np.quantile(parts, [0.05, 0.95])
    if np.isnan(low):
        return float("nan")
    return min(ess((parts <= low).astype(np.float64)), ess((parts >= high).astype(np.float64)))


def ess(parts: Floats) -> float:
    """Return the effective sample size of the mean by Geyer's initial monotone sequence.

    Args:
        parts: Shape (chains, draws).

    Returns:
        At most chains * draws * log10(chains * draws); chains * draws where nothing varies.
    """
    chains, draws = parts.shape
    centred = parts - parts.mean(axis=1, keepdims=True)
    length = 1 << (2 * draws - 1).bit_length()
    spectrum = np.fft.rfft(centred, length, axis=1)
    covariance = np.fft.irfft(spectrum * np.conj(spectrum), length, axis=1)[:, :draws].mean(axis=0) / draws
    within = covariance[0] * draws / (draws - 1)
    whole = within * (draws - 1) / draws + (parts.mean(axis=1).var(ddof=1) if chains > 1 else 0.0)
    if whole <= 0:
        return float(chains * draws)
    correlation = 1 - (within - covariance * draws / (draws - 1)) / whole
    correlation[0] = 1.0
    pairs = correlation[: draws // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: negative[0]] if len(negative) else pairs)
    time = max(2 * pairs.sum() - 1, 1 / np.log10(chains * draws))
    return float(chains * draws / time)


def _split(chains: Floats) -> Floats:
    half = chains.shape[1] // 2
    return np.concatenate([chains[:, :half], chains[:, chains.shape[1] - half :]])


def _normal_scores(parts: Floats) -> Floats:
    """Return normal scores of the ranks among all parts; all NaN where any value is, for it has no rank."""
    if np.isnan(parts).any():
        return np.full(parts.shape, np.nan)
    _, at, equal = np.unique(parts, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(equal) - (equal - 1) / 2)[at].reshape(parts.shape)  # equals share the mean of their ranks
    return np.asarray(ndtri((ranks - 0.375) / (parts.size + 0.25)), dtype=np.float64)


def _plain_rhat(parts: Floats) -> float:
    draws = parts.shape[1]
    within = parts.var(axis=1, ddof=1).mean()
    between = parts.mean(axis=1).var(ddof=1)
    if within <= 0:
        return 1.0 if between <= 0 else float("inf")
    return float(np.sqrt((draws - 1) / draws + between / within))
