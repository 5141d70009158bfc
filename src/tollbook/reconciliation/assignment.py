"""Which classes of a release make up which parts of another's breakdown?

Every class goes into one part or is left out; every part holds some classes or none that fit. An assignment costs what
its numbers cost to print, what its labels cost to reconcile, and what it costs to leave classes out, all in bits: the
fewer, the likelier. For each part all subsets of classes are summed, the cheapest kept, and disjoint ones combined by
branch and bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

MAX_CLASSES = 14  # subsets of so many are summed for each part: 16,384; of more, the nearest by label
CANDIDATES = 48  # subsets kept for each part
MAX_STEPS = 20_000  # of the search; on reaching it the best found so far stand
UNMATCHED = 10.0  # bits: a part that is no sum of classes

Fit = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float64]]
Slip = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the breakdown to be explained.

    Attributes:
        fit: Bits of printing each of some sums as this part. Shape (sums,) to (sums,).
        slip: Bits of garbling one class's number into this part.
        affinity: Bits of each class being in this part. Length: classes.
    """

    fit: Fit
    slip: Slip
    affinity: Sequence[float]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One way in which a release's classes make up the parts.

    Attributes:
        parts: For each part the indices of its classes, ascending; empty where no classes fit.
        left_out: Indices of the classes in no part.
        bits: Its cost.
    """

    parts: tuple[tuple[int, ...], ...]
    left_out: tuple[int, ...]
    bits: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    mask: int
    bits: float  # what it adds to leaving out all its classes


def assignments(
    classes: Sequence[int], parts: Sequence[Part], omission: Sequence[float], *, keep: int = 4
) -> tuple[Assignment, ...]:
    """Return the cheapest assignments of classes to parts, cheapest first.

    Args:
        classes: People in each class of the release.
        parts: The parts to be explained.
        omission: Bits of leaving each class out. Same length as `classes`.
        keep: How many to return.

    Returns:
        At most `keep` assignments; at least one, since leaving all out is one.
    """
    options = [_options(classes, part, omission) for part in parts]
    order = sorted(range(len(parts)), key=lambda index: (len(options[index]), index))
    found = _search([options[index] for index in order], keep=keep)
    base = float(sum(omission))
    made = []
    for bits, masks in found:
        of_part = {index: masks[position] for position, index in enumerate(order)}
        used = 0
        for mask in masks:
            used |= mask
        left = tuple(index for index in range(len(classes)) if not used >> index & 1)
        made.append(Assignment(tuple(_members(of_part[index]) for index in range(len(parts))), left, base + bits))
    return tuple(sorted(made, key=lambda one: (round(one.bits, 9), one.parts)))


def _options(classes: Sequence[int], part: Part, omission: Sequence[float]) -> tuple[_Candidate, ...]:
    """Return the subsets of classes that a part may hold, cheapest first, the empty one last."""
    nearest = sorted(range(len(classes)), key=lambda index: (part.affinity[index], -classes[index], index))
    chosen = sorted(nearest[:MAX_CLASSES])
    bits = part.fit(_sums(tuple(classes[index] for index in chosen)))
    bits[0] = np.inf
    for position, index in enumerate(chosen):
        bits[1 << position] = min(bits[1 << position], part.slip(classes[index]))
    fitting = np.flatnonzero(np.isfinite(bits))
    change = np.array([part.affinity[index] - omission[index] for index in chosen])
    held = fitting[:, None] >> np.arange(len(chosen)) & 1
    costs = bits[fitting] + held @ change
    best = np.lexsort((fitting, costs))[:CANDIDATES]
    whole = np.array([1 << index for index in chosen], dtype=object)
    return (
        *(_Candidate(int(held[at] @ whole), float(costs[at])) for at in best),
        _Candidate(0, UNMATCHED),
    )


@lru_cache(maxsize=256)
def _sums(classes: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """Return the sum of each subset of classes, by its bits. Shape (2 ** classes,)."""
    sums = np.zeros(1, dtype=np.int64)
    for people in classes:
        sums = np.concatenate([sums, sums + people])
    sums.flags.writeable = False
    return sums


def _search(options: Sequence[tuple[_Candidate, ...]], *, keep: int) -> list[tuple[float, tuple[int, ...]]]:
    """Return the cheapest combinations of disjoint candidates, one a part, with their bits."""
    least = [0.0] * (len(options) + 1)
    for depth in range(len(options) - 1, -1, -1):
        least[depth] = least[depth + 1] + min(candidate.bits for candidate in options[depth])
    best: list[tuple[float, tuple[int, ...]]] = []
    steps = 0

    def descend(depth: int, used: int, bits: float, masks: tuple[int, ...]) -> None:
        nonlocal steps
        steps += 1
        if depth == len(options):
            best.append((bits, masks))
            best.sort()
            del best[keep:]
            return
        for candidate in sorted(options[depth], key=lambda one: (one.bits, one.mask)):
            bound = bits + candidate.bits + least[depth + 1]
            if (len(best) == keep and bound >= best[-1][0]) or (steps > MAX_STEPS and best):
                return
            if not used & candidate.mask:
                descend(depth + 1, used | candidate.mask, bits + candidate.bits, (*masks, candidate.mask))

    descend(0, 0, 0.0, ())
    return best


def _members(mask: int) -> tuple[int, ...]:
    return tuple(index for index in range(mask.bit_length()) if mask >> index & 1)
