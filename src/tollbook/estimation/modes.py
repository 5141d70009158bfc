"""Where a posterior has its peaks, and how much of it each holds."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

Floats = npt.NDArray[np.float64]

BINS = 200
VALLEY = 0.7  # of the lower of two peaks; a shallower valley is noise or a shoulder
SMALLEST = 0.002  # share of draws that makes a peak worth naming


def modes(total: Floats, *, effective: float) -> list[dict[str, float]]:
    """Return the peaks of a sample of N on a log scale, lowest first.

    Args:
        total: Draws of N.
        effective: How many independent draws they are worth; the fewer, the smoother the density.

    Returns:
        For each peak `median`, `from`, `to` and `weight`; one peak where there is no clear valley.
    """
    size = np.log(total)
    low, high = float(size.min()), float(size.max())
    if high - low < 1e-3:
        return [_part(total, total)]
    height, edges = np.histogram(size, BINS, (low, high))
    spread = float(np.subtract(*np.quantile(size, [0.75, 0.25]))) / 1.35
    width = 1.06 * max(spread, 1e-9) * max(effective, 10.0) ** -0.2 / (edges[1] - edges[0])
    smooth = gaussian_filter1d(height.astype(np.float64), max(width, 1.0), mode="constant")
    cuts = [float(np.exp(edges[place] / 2 + edges[place + 1] / 2)) for place in _valleys(smooth, len(total))]
    ends = [-np.inf, *cuts, np.inf]
    parts = [total[(total > left) & (total <= right)] for left, right in pairwise(ends)]
    return [_part(part, total) for part in parts if len(part)]


def _valleys(smooth: Floats, draws: int) -> list[int]:
    """Return the lowest places between peaks that are deep enough and part off enough draws."""
    inner = smooth[1:-1]
    peaks = (np.flatnonzero((inner >= smooth[:-2]) & (inner > smooth[2:])) + 1).tolist()
    cuts: list[int] = []
    while len(peaks) > 1:
        valleys = [left + int(smooth[left : right + 1].argmin()) for left, right in pairwise(peaks)]
        depth = [smooth[v] / min(smooth[a], smooth[b]) for v, a, b in zip(valleys, peaks[:-1], peaks[1:], strict=True)]
        bounds = [0, *valleys, len(smooth)]
        share = [smooth[a:b].sum() / draws for a, b in pairwise(bounds)]
        shallow, small = int(np.argmax(depth)), int(np.argmin(share))
        if depth[shallow] > VALLEY:
            left, right = peaks[shallow], peaks[shallow + 1]
            peaks.remove(left if smooth[left] < smooth[right] else right)
        elif share[small] < SMALLEST:
            peaks.pop(small)
        else:
            cuts = valleys
            break
    return cuts


def _part(part: Floats, whole: Floats) -> dict[str, float]:
    return {
        "median": float(np.median(part)),
        "from": float(part.min()),
        "to": float(part.max()),
        "weight": len(part) / len(whole),
    }
