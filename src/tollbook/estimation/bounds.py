"""Chao's lower bound, and Chapman's estimate for two lists."""

from dataclasses import replace

import numpy as np
from scipy.special import ndtri

from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, MethodResult

CHAO = "chao_lower_bound"
CHAO_ASSUMPTION = (
    "people differ in how easily they are listed, but lists do not lead to each other; then N is at least this"
)
CHAPMAN = "chapman"
CHAPMAN_ASSUMPTION = "the two lists are independent, which two lists alone can never show"


def chao_suits(table: CaptureTable) -> bool:
    """Return whether there are three lists or more."""
    return len(table.lists) >= 3


def chapman_suits(table: CaptureTable) -> bool:
    """Return whether there are exactly two lists."""
    return len(table.lists) == 2


def chao(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
    """Return a lower bound of N from how many people are on one list alone and on two.

    Lists may be of any sizes: Chao's first formula takes them for equal, and with unequal ones is too large to be a
    bound. Bias-corrected, so that it exists without anybody on two lists; the interval is log-normal on the unlisted.

    Args:
        table: Three lists or more.
        settings: `level` and `draws` are used.
        rng: For the draws.

    Returns:
        The bound as `median`, with no mean: it is not an estimate of N.

    Source:
        Chao 1987, Biometrics 43, 783-791; with unequal lists Rivest and Baillargeon 2007, Biometrics 63, 999-1006.
    """
    on = table.patterns.sum(axis=1)
    alone = table.counts[on == 1] @ table.patterns[on == 1].astype(np.float64)
    once, twice = float(alone.sum()), int(table.counts[on == 2].sum())
    pairs = float(once**2 - (alone**2).sum()) / 2  # of people who are each on one list alone, of different lists
    unlisted = pairs / (twice + 1)
    spread = float((alone * (once - alone) ** 2).sum()) / max(pairs, 1.0) ** 2 + 1 / (twice + 1)
    told = {"assumption": CHAO_ASSUMPTION, "on_one_list": int(once), "on_two_lists": twice, "is_lower_bound": True}
    result = MethodResult(CHAO, table.n + unlisted, None, None, settings.level, told)
    return _log_normal(result, table.n, unlisted**2 * spread + unlisted, draws=settings.draws, rng=rng)


def chapman(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
    """Return N from two lists, if they were independent.

    Args:
        table: Two lists.
        settings: `level` and `draws` are used.
        rng: For the draws.

    Returns:
        The estimate, marked as resting on independence; the interval is log-normal on the unlisted.

    Source:
        Chapman 1951, Univ. California Publ. Stat. 1, 131-160; variance by Seber 1970, Biometrics 26, 13-22.
    """
    first, second = (int(table.counts[table.patterns[:, j]].sum()) for j in (0, 1))
    both = int(table.counts[table.patterns.all(axis=1)].sum())
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    told = {"assumption": CHAPMAN_ASSUMPTION, "on_both": both, "rests_on_independence": True}
    result = MethodResult(CHAPMAN, max(estimate, table.n), None, None, settings.level, told)
    return _log_normal(result, table.n, variance, draws=settings.draws, rng=rng)


def _log_normal(result: MethodResult, n: int, variance: float, *, draws: int, rng: np.random.Generator) -> MethodResult:
    """Return the point estimate with an interval that is log-normal on the unlisted."""
    unlisted = result.median - n
    interval, found = (float(n), float(n)), np.full(draws, float(n))
    if unlisted > 0:
        spread = float(np.sqrt(np.log1p(variance / unlisted**2)))
        reach = float(ndtri((1 + result.level) / 2)) * spread
        interval = (float(n + unlisted * np.exp(-reach)), float(n + unlisted * np.exp(reach)))
        found = np.round(n + unlisted * np.exp(spread * rng.standard_normal(draws)))
    return replace(
        result, interval=interval, draws=found, diagnostics={**result.diagnostics, "sd": float(np.sqrt(variance))}
    )
