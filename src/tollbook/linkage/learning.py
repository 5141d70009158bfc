"""What judged pairs teach: how the probabilities that the model gives are to be read.

Only pairs that were drawn by lot teach. A pair that somebody picked was picked for a reason, and says nothing of others
with its weight; it is obeyed and no more. Within the classes of probability that the lot draws from, which pairs were
judged depends on the probability alone, so that the chance of a match given the probability is learned without bias.

Few judgements bend the model's own calibration a little, many replace it: a curve of three parameters held near the
diagonal (beta calibration), from ISOTONIC judgements on a curve of any rising shape.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression

Array = npt.NDArray[np.float64]

FEWEST = 50  # judged pairs drawn by lot; fewer move nothing
ISOTONIC = 1_000  # Niculescu-Mizil and Caruana 2005, section 5: with fewer, an isotonic curve follows chance
OFFSET_ERROR = 0.5  # bits; standard error of the prior where nobody has judged
SLOPE_ERROR = 0.05  # of the slope
OFFSET_DOUBT = 1.5  # bits; how far the model's own calibration may be off before judgements are seen
SLOPE_DOUBT = 0.2
_LN2 = float(np.log(2.0))
_FARTHEST = 40.0  # bits
_GRID = np.linspace(-_FARTHEST, _FARTHEST, 1601)


@dataclass(frozen=True, slots=True)
class Lesson:
    """How log2 odds of the unlabelled model are to be read.

    Attributes:
        kind: `none`, `beta` or `isotonic`.
        judged: Judged pairs that were drawn by lot.
        offset: Bits to add once odds are stretched: the straight line nearest to the curve, by which groups of records
            are weighed.
        slope: How much to stretch them.
        spread: Covariance of offset and slope. Shape (2, 2); zero where nothing was learned.
        curve: Calibrated log2 odds at each of `_GRID`.
    """

    kind: str
    judged: int
    offset: float
    slope: float
    spread: Array
    curve: Array

    def probability(self, unlabelled: Array) -> Array:
        """Return calibrated probabilities from those of the model alone; 0 stays 0."""
        if self.kind == "none":
            return unlabelled
        read = 1.0 / (1.0 + 2.0 ** -np.interp(bits(unlabelled), _GRID, self.curve))
        return np.where(unlabelled > 0.0, read, 0.0)

    def errors(self, normal: Array, *, prior: float) -> tuple[Array, Array]:
        """Return how far each draw's reading is off: bits of the prior, and a share of the evidence.

        Args:
            normal: Standard normal. Shape (2, draws).
            prior: Log2 odds of any two records by the model alone.

        Returns:
            Both of shape (draws,).
        """
        if self.kind == "none":
            return OFFSET_ERROR * normal[0], SLOPE_ERROR * normal[1]
        offset, slope = np.linalg.cholesky(self.spread) @ normal
        return offset + slope * prior, slope / self.slope


def bits(probability: Array) -> Array:
    """Return log2 odds, kept within what numbers can tell apart."""
    inside = np.clip(probability, 2.0**-_FARTHEST, 1.0 - 2.0**-_FARTHEST)
    return np.asarray(np.log2(inside) - np.log2(1.0 - inside))


def lesson(probability: Array, same: npt.NDArray[np.bool_]) -> Lesson:
    """Return what judgements teach of a calibration.

    Args:
        probability: What the model alone gives each judged pair that was drawn by lot. Shape (pairs,).
        same: Whether it was judged to be one person. Shape (pairs,).

    Returns:
        A lesson; with fewer than FEWEST pairs, that nothing is to change.

    Source: Kull, Silva Filho and Flach 2017 (beta calibration); Zadrozny and Elkan 2002 (isotonic).
    """
    judged = len(same)
    if judged < FEWEST:
        return Lesson("none", judged, 0.0, 1.0, np.zeros((2, 2)), _GRID)
    x, truth = bits(probability), same.astype(float)
    (offset, slope), spread = _logistic(
        _LN2 * np.column_stack([np.ones(judged), x]),
        truth,
        mean=np.array([0.0, 1.0]),
        doubt=np.array([OFFSET_DOUBT, SLOPE_DOUBT]),
    )
    slope = max(float(slope), 0.1)  # more evidence never speaks against
    curve = _beta(x, truth)
    if judged < ISOTONIC:
        return Lesson("beta", judged, float(offset), slope, spread, curve)
    return Lesson("isotonic", judged, float(offset), slope, spread, _isotonic(x, truth, curve))


def _beta(x: Array, truth: Array) -> Array:
    """Return the calibrated log2 odds on the grid: c + a log p - b log(1 - p), held near a = b = 1 and c = 0."""
    fitted, _ = _logistic(
        _sides(x),
        truth,
        mean=np.array([1.0, 1.0, 0.0]),
        doubt=np.array([SLOPE_DOUBT, SLOPE_DOUBT, OFFSET_DOUBT * _LN2]),
    )
    return np.asarray(np.maximum.accumulate(_sides(_GRID) @ fitted) / _LN2)


def _sides(x: Array) -> Array:
    """Return log p, minus log(1 - p) and 1 for log2 odds. Shape (values, 3)."""
    return np.column_stack([-np.logaddexp(0.0, -_LN2 * x), np.logaddexp(0.0, _LN2 * x), np.ones(len(x))])


def _isotonic(x: Array, truth: Array, curve: Array) -> Array:
    """Return the rising curve nearest to the judgements and to ISOTONIC / 2 pairs that lie on the beta curve."""
    order = np.argsort(x, kind="stable")
    share = ISOTONIC / 2 / len(x)
    expected = 1.0 / (1.0 + 2.0 ** -np.interp(x[order], _GRID, curve))
    rising = isotonic_regression((truth[order] + share * expected) / (1.0 + share)).x
    return np.interp(_GRID, x[order], bits(np.asarray(rising)))


def _logistic(design: Array, truth: Array, *, mean: Array, doubt: Array) -> tuple[Array, Array]:
    """Return the likeliest coefficients under a normal prior, and their covariance.

    Args:
        design: Shape (pairs, coefficients).
        truth: 1 where one person. Shape (pairs,).
        mean: Of the prior. Shape (coefficients,).
        doubt: Its standard deviations. Shape (coefficients,).

    Returns:
        Coefficients and covariance (Laplace's approximation).
    """
    at, firm = mean.copy(), np.diag(1.0 / doubt**2)
    for _ in range(100):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ at, -60, 60)))
        bend = design.T @ (design * (chance * (1.0 - chance))[:, None]) + firm
        step = np.linalg.solve(bend, design.T @ (truth - chance) - firm @ (at - mean))
        at = at + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    return at, np.asarray(np.linalg.inv(bend), dtype=np.float64)
