"""The best way to divide a group of records into persons: the most evidence for what is joined, none against.

The evidence of a partition is the sum of the weights of all pairs that it joins. Greedy joining is followed by moves
of single records and exchanges of two, until none helps.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.components import LARGEST, Components, Verdicts, weigh
from tollbook.linkage.kernels import Codes
from tollbook.linkage.scan import Weights

_ROUNDS = 20


@njit(cache=True, nogil=True)
def joined(weight: npt.NDArray[np.float64], label: npt.NDArray[np.int64]) -> None:
    """Write a partition found by joining, again and again, the two groups with the most evidence between them."""
    n = len(weight)
    between = weight.copy()
    size = np.ones(n, np.int64)
    alive = np.ones(n, np.bool_)
    for at in range(n):
        label[at] = at
    while True:
        best = 0.0
        first = second = -1
        for a in range(n):
            if alive[a]:
                for b in range(a + 1, n):
                    mean = between[a, b] / (size[a] * size[b])
                    if alive[b] and mean > best:
                        best, first, second = mean, a, b
        if first < 0:
            return
        alive[second] = False
        size[first] += size[second]
        for at in range(n):
            between[first, at] += between[second, at]
            between[at, first] = between[first, at]
            if label[at] == second:
                label[at] = first


@njit(cache=True, nogil=True)
def improved(weight: npt.NDArray[np.float64], label: npt.NDArray[np.int64]) -> None:
    """Move single records, or exchange two, while that adds evidence."""
    n = len(weight)
    pull = np.zeros(n + 1)
    for _ in range(_ROUNDS):
        changed = False
        for i in range(n):
            pull[:] = 0.0
            free = _free_label(label, n)
            for j in range(n):
                if j != i:
                    pull[label[j]] += weight[i, j]
            best = label[i]
            for group in range(n):
                if pull[group] > pull[best] + 1e-9:
                    best = group
            if pull[best] < -1e-9:
                best = free
            if best != label[i]:
                label[i] = best
                changed = True
        changed = exchanged(weight, label) or changed
        if not changed:
            return


@njit(cache=True, nogil=True)
def _free_label(label: npt.NDArray[np.int64], n: int) -> int:
    used = np.zeros(n + 1, np.bool_)
    for at in range(n):
        used[label[at]] = True
    for at in range(n):
        if not used[at]:
            return at
    return 0


@njit(cache=True, nogil=True)
def exchange_gain(weight: npt.NDArray[np.float64], label: npt.NDArray[np.int64], i: int, j: int) -> float:
    """Return the evidence that exchanging two records of different groups would add."""
    gain = 0.0
    for k in range(len(weight)):
        if k in (i, j):
            continue
        if label[k] == label[j]:
            gain += weight[i, k] - weight[j, k]
        elif label[k] == label[i]:
            gain += weight[j, k] - weight[i, k]
    return gain


@njit(cache=True, nogil=True)
def exchanged(weight: npt.NDArray[np.float64], label: npt.NDArray[np.int64]) -> bool:
    """Make every exchange that adds evidence; return whether there was one."""
    n = len(weight)
    changed = False
    for i in range(n):
        for j in range(i + 1, n):
            if label[i] != label[j] and exchange_gain(weight, label, i, j) > 1e-9:
                label[i], label[j] = label[j], label[i]
                changed = True
    return changed


@njit(cache=True, nogil=True)
def divide(
    c: Codes,
    w: Weights,
    verdicts: Verdicts,
    members: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    out: npt.NDArray[np.int8],
) -> None:
    """Write, for each member of each group, the place within its group of its person's first record."""
    room = np.empty((LARGEST, LARGEST))
    label = np.empty(LARGEST, np.int64)
    for group in range(len(starts) - 1):
        inside = members[starts[group] : starts[group + 1]]
        n = len(inside)
        weigh(c, w, verdicts, inside, room[:n, :n])
        joined(room[:n, :n], label[:n])
        improved(room[:n, :n], label[:n])
        tidy(label[:n])
        out[starts[group] : starts[group + 1]] = label[:n]


@njit(cache=True, nogil=True)
def tidy(label: npt.NDArray[np.int64]) -> None:
    """Name each person of a partition by the place of their first record."""
    n = len(label)
    first = np.full(n + 1, -1, np.int64)
    for at in range(n):
        if first[label[at]] < 0:
            first[label[at]] = at
        label[at] = first[label[at]]


def best_partition(codes: Codes, weights: Weights, verdicts: Verdicts, groups: Components) -> npt.NDArray[np.int8]:
    """Return, for every member of every group, the place there of its person's first record. Shape (members,)."""
    local = np.zeros(len(groups.members), dtype=np.int8)
    divide(codes, weights, verdicts, groups.members, groups.starts, local)
    return local


def persons_of(records: int, groups: Components, local: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
    """Return, for every record, the number of the first record of its person. Shape (records,)."""
    person = np.arange(records, dtype=np.int64)
    offset = np.repeat(groups.starts[:-1], np.diff(groups.starts))
    person[groups.members] = groups.members[offset + local]
    return person
