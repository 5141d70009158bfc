"""Chance that compiled code draws from; and how each draw of partitions weighs the evidence a little otherwise."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.together import Floats

SURE = 14.0  # bits; what is this sure is not drawn
NEVER = -600.0  # bits; a chance so small is none


class Shifts(NamedTuple):
    """How each draw moves the evidence. Shape (draws,) each."""

    offset: Floats
    slope: Floats


@njit(cache=True, nogil=True)
def uniform(state: npt.NDArray[np.uint64]) -> float:
    """Return a number in [0, 1) and move the state on.

    Source: Steele, Lea and Flood 2014 (SplitMix64).
    """
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = state[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return np.float64(mixed >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True, nogil=True)
def in_proportion(bits: Floats, chance: float) -> int:
    """Return a place in proportion to 2 to the power of its bits; the last that can be, at the end of rounding."""
    top = bits.max()
    total = 0.0
    for at in range(len(bits)):
        if bits[at] - top > NEVER:
            total += np.exp2(bits[at] - top)
    due = chance * total
    chosen = 0
    for at in range(len(bits)):
        if bits[at] - top > NEVER:
            share = np.exp2(bits[at] - top)
            chosen = at
            if due < share:
                return chosen
            due -= share
    return chosen
