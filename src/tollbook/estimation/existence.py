"""Whether a log-linear model has a maximum of its likelihood, and whether that fixes the unlisted."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

Floats = npt.NDArray[np.float64]


def has_maximum(design: Floats, counts: Floats) -> bool:
    """Return whether the maximum exists and is unique.

    It exists where some table with every cell above zero has the same sufficient statistics; a linear programme looks
    for the one whose smallest cell is largest.

    Args:
        design: Cells by terms; the first term is the intercept.
        counts: People in each cell. Shape (cells,).

    Returns:
        False where a term would run to infinity, or where terms cannot be told apart.

    Source:
        Fienberg and Rinaldo 2012, Annals of Statistics 40, 996-1023; as used by Chan, Silverman, Vincent 2021.
    """
    cells, terms = design.shape
    if cells < terms or np.linalg.matrix_rank(design) < terms:
        return False
    if (counts > 0).all():
        return True
    scale = max(float(counts.max()), 1.0)
    # unknown: cells' excess over the smallest cell, then the smallest cell itself
    equal = np.column_stack([design.T, design.sum(axis=0)])
    found = linprog(
        np.concatenate([np.zeros(cells), [-1.0]]),
        A_eq=equal,
        b_eq=design.T @ counts / scale,
        bounds=[(0, None)] * cells + [(0, 1)],
        method="highs",
    )
    return bool(found.status == 0 and -found.fun * scale > 1e-6)
