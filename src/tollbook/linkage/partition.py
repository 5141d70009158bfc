"""The best way to divide a group of records into persons: the most evidence for what is joined, none against.

The evidence of a partition is what its persons' records say together. Greedy joining is followed by moves of single
records, and by exchanges of two that cannot be one person, until none helps.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.aside import THREADS
from tollbook.linkage.components import BARRED, LARGEST, Components, Verdicts
from tollbook.linkage.kernels import Codes
from tollbook.linkage.scan import Weights
from tollbook.linkage.together import NEAR, VERDICT, Floats, Group, Ints, Prior, compared, gathered, without, worth

_ROUNDS = 20
_CHUNK = 2_000
LEAST = 1e-9  # bits that a change must add

Model = tuple[Prior, float, float]


class Piles(NamedTuple):
    """A partition while it is made.

    Attributes:
        label: The pile of each record. Shape (records,).
        sums: Each record's weights with all of a pile. Shape (piles, ROWS, records).
        worth: What each pile is worth. Shape (piles,).
        size: Records of each pile.
        chosen: Room for the numbers of records.
    """

    label: Ints
    sums: Floats
    worth: Floats
    size: Ints
    chosen: Ints


@njit(cache=True, nogil=True)
def piled(group: Group, model: Model, label: Ints) -> Piles:
    """Return a partition ready to be changed; the label of each record is below the number of records."""
    n = len(label)
    sums = np.zeros((n, group.terms.shape[0], n))
    size = np.zeros(n, np.int64)
    for record in range(n):
        sums[label[record]] += group.terms[:, record, :]
        size[label[record]] += 1
    made = Piles(label, sums, np.zeros(n), size, np.empty(n + 1, np.int64))
    for pile in range(n):
        revalued(group, model, made, pile)
    return made


@njit(cache=True, nogil=True)
def revalued(group: Group, model: Model, piles: Piles, pile: int) -> None:
    """Write what a pile is worth."""
    size = gathered(piles.label, pile, piles.chosen)
    piles.worth[pile] = worth(group, model, (piles.sums[pile], piles.sums[pile], 0.0), piles.chosen, size)


@njit(cache=True, nogil=True)
def gain_of_joining(group: Group, model: Model, piles: Piles, a: int, b: int) -> float:
    """Return what two piles are worth more as one; BARRED where they cannot be, or no pair of theirs is NEAR."""
    size = gathered(piles.label, a, piles.chosen)
    near = False
    for at in range(size):
        near = near or piles.sums[b, NEAR, piles.chosen[at]] > 0.5
        if piles.sums[b, VERDICT, piles.chosen[at]] < 0.5 * BARRED:
            return BARRED
    if not near:
        return BARRED
    for record in range(len(piles.label)):
        if piles.label[record] == b:
            piles.chosen[size] = record
            size += 1
    whole = worth(group, model, (piles.sums[a], piles.sums[b], 1.0), piles.chosen, size)
    return float(whole - piles.worth[a] - piles.worth[b])


@njit(cache=True, nogil=True)
def gain_of_adding(group: Group, model: Model, piles: Piles, record: int, pile: int) -> float:
    """Return what a pile is worth more with a record that is not in it; BARRED where it cannot be, or none is NEAR."""
    if piles.sums[pile, NEAR, record] < 0.5 or piles.sums[pile, VERDICT, record] < 0.5 * BARRED:
        return BARRED
    size = gathered(piles.label, pile, piles.chosen)
    piles.chosen[size] = record
    sums = (piles.sums[pile], group.terms[:, record, :], 1.0)
    return float(worth(group, model, sums, piles.chosen, size + 1) - piles.worth[pile])


@njit(cache=True, nogil=True)
def gain_of_leaving(group: Group, model: Model, piles: Piles, record: int) -> float:
    """Return what a record's pile is worth more without it."""
    pile = piles.label[record]
    size = without(piles.chosen, gathered(piles.label, pile, piles.chosen), record)
    sums = (piles.sums[pile], group.terms[:, record, :], -1.0)
    return float(worth(group, model, sums, piles.chosen, size) - piles.worth[pile])


@njit(cache=True, nogil=True)
def moved(group: Group, model: Model, piles: Piles, record: int, pile: int) -> None:
    """Move a record to a pile."""
    before = piles.label[record]
    piles.sums[before] -= group.terms[:, record, :]
    piles.sums[pile] += group.terms[:, record, :]
    piles.size[before] -= 1
    piles.size[pile] += 1
    piles.label[record] = pile
    revalued(group, model, piles, before)
    revalued(group, model, piles, pile)


@njit(cache=True, nogil=True)
def free_pile(piles: Piles) -> int:
    """Return an empty pile; -1 where every record is alone."""
    for pile in range(len(piles.size)):
        if piles.size[pile] == 0:
            return pile
    return -1


@njit(cache=True, nogil=True)
def gain_of_exchanging(group: Group, model: Model, piles: Piles, i: int, j: int) -> float:
    """Exchange two records of two piles, and return what that added."""
    a, b = piles.label[i], piles.label[j]
    before = piles.worth[a] + piles.worth[b]
    moved(group, model, piles, i, b)
    moved(group, model, piles, j, a)
    return float(piles.worth[a] + piles.worth[b] - before)


@njit(cache=True, nogil=True)
def can_exchange(piles: Piles, i: int, j: int) -> bool:
    """Return whether two records stand in two piles, not both alone, and each is NEAR one of the other's pile."""
    a, b = piles.label[i], piles.label[j]
    if a == b or piles.size[a] + piles.size[b] < 3:
        return False
    return bool(piles.sums[b, NEAR, i] > 0.5 and piles.sums[a, NEAR, j] > 0.5)


@njit(cache=True, nogil=True)
def joined(group: Group, model: Model, piles: Piles) -> None:
    """Join, again and again, the two piles that are worth most more as one."""
    n = len(piles.label)
    gain = np.full((n, n), BARRED)
    for a in range(n):
        for b in range(a + 1, n):
            gain[a, b] = gain_of_joining(group, model, piles, a, b)
    while True:
        best, first, second = LEAST, -1, -1
        for a in range(n):
            for b in range(a + 1, n):
                if gain[a, b] > best:
                    best, first, second = gain[a, b], a, b
        if first < 0:
            return
        for record in range(n):
            if piles.label[record] == second:
                piles.label[record] = first
        piles.sums[first] += piles.sums[second]
        piles.sums[second] = 0.0
        piles.size[first] += piles.size[second]
        piles.size[second] = 0
        piles.worth[second] = 0.0
        revalued(group, model, piles, first)
        gain[second, :] = BARRED
        gain[:, second] = BARRED
        for other in range(n):
            if other != first and piles.size[other] > 0:
                gain[min(first, other), max(first, other)] = gain_of_joining(group, model, piles, first, other)


@njit(cache=True, nogil=True)
def improved(group: Group, model: Model, piles: Piles) -> None:
    """Move single records, or exchange two that cannot be one person, while that adds evidence."""
    for _ in range(_ROUNDS):
        changed = False
        for record in range(len(piles.label)):
            changed = bettered(group, model, piles, record) or changed
        changed = exchanged(group, model, piles) or changed
        if not changed:
            return


@njit(cache=True, nogil=True)
def bettered(group: Group, model: Model, piles: Piles, record: int) -> bool:
    """Move a record to the pile where it adds most, or to one of its own; return whether it moved."""
    leaving = gain_of_leaving(group, model, piles, record)
    best, target = LEAST, -1
    if piles.size[piles.label[record]] > 1 and leaving > best:
        best, target = leaving, free_pile(piles)
    for pile in range(len(piles.size)):
        if piles.size[pile] > 0 and pile != piles.label[record]:
            gain = leaving + gain_of_adding(group, model, piles, record, pile)
            if gain > best:
                best, target = gain, pile
    if target < 0:
        return False
    moved(group, model, piles, record, target)
    return True


@njit(cache=True, nogil=True)
def exchanged(group: Group, model: Model, piles: Piles) -> bool:
    """Make every exchange of two records that cannot be one person and adds evidence; return whether there was one."""
    n = len(piles.label)
    changed = False
    for i in range(n):
        for j in range(i + 1, n):
            if group.terms[VERDICT, i, j] < 0.0 and can_exchange(piles, i, j):
                if gain_of_exchanging(group, model, piles, i, j) > LEAST:
                    changed = True
                else:
                    gain_of_exchanging(group, model, piles, i, j)
    return changed


@njit(cache=True, nogil=True)
def divide(
    c: Codes,
    w: Weights,
    verdicts: Verdicts,
    prior: Prior,
    walk: tuple[Ints, Ints],
    out: npt.NDArray[np.int8],
) -> None:
    """Write, for each member of each group, the place within its group of its person's first record."""
    members, starts = walk
    model = (prior, 1.0, 0.0)
    for number in range(len(starts) - 1):
        inside = members[starts[number] : starts[number + 1]]
        group = compared(c, w, verdicts, inside)
        piles = piled(group, model, np.arange(len(inside)))
        joined(group, model, piles)
        if len(inside) > 2:
            improved(group, model, piles)
        tidy(piles.label)
        out[starts[number] - starts[0] : starts[number + 1] - starts[0]] = piles.label


@njit(cache=True, nogil=True)
def tidy(label: Ints) -> None:
    """Name each person of a partition by the place of their first record."""
    n = len(label)
    first = np.full(n + 1, -1, np.int64)
    for at in range(n):
        if first[label[at]] < 0:
            first[label[at]] = at
        label[at] = first[label[at]]


def best_partition(
    codes: Codes, weights: Weights, verdicts: Verdicts, prior: Prior, groups: Components
) -> npt.NDArray[np.int8]:
    """Return, for every member of every group, the place there of its person's first record. Shape (members,)."""
    local = np.zeros(len(groups.members), dtype=np.int8)

    def one(run: tuple[int, int]) -> None:
        starts = groups.starts[run[0] : run[1] + 1]
        divide(codes, weights, verdicts, prior, (groups.members, starts), local[starts[0] : starts[-1]])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, pairwise([*range(0, len(groups), _CHUNK), len(groups)])))
    return local


def persons_of(records: int, groups: Components, local: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
    """Return, for every record, the number of the first record of its person. Shape (records,)."""
    person = np.arange(records, dtype=np.int64)
    offset = np.repeat(groups.starts[:-1], np.diff(groups.starts))
    person[groups.members] = groups.members[offset + local]
    return person


__all__ = ["LARGEST", "Model", "Piles", "best_partition", "improved", "joined", "persons_of", "piled", "tidy"]
