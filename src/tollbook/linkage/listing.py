"""Partitions of a small group drawn exactly, from the list of all of them."""

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.chance import SURE, Shifts, uniform
from tollbook.linkage.together import Floats, Group, Ints, Prior, parts

LISTED = 7  # records of a group whose partitions are all listed: 877 of them
MOST_LISTED = 877
UNLIKELY = 50.0  # bits by which a partition is too unlikely to be drawn, whatever the shifts


@njit(cache=True, nogil=True)
def all_partitions(n: int, out: npt.NDArray[np.int8]) -> int:
    """Write every partition of n records as the place of each record's first companion; return how many there are."""
    label = np.zeros(n, np.int64)
    most = np.zeros(n, np.int64)
    written = 0
    while True:
        first = np.full(n, -1, np.int64)
        for at in range(n):
            if first[label[at]] < 0:
                first[label[at]] = at
            out[written, at] = first[label[at]]
        written += 1
        at = n - 1
        while at > 0 and label[at] == most[at - 1] + 1:
            at -= 1
        if at == 0:
            return written
        label[at] += 1
        most[at] = max(most[at - 1], label[at])
        for later in range(at + 1, n):
            label[later] = 0
            most[later] = most[at]


@njit(cache=True, nogil=True)
def subsets(group: Group, prior: Prior, out: tuple[Floats, Floats]) -> None:
    """Write the evidence of every set of a small group's records, and what is expected of it; a record is a bit."""
    n = len(group.source)
    chosen = np.empty(n, np.int64)
    for subset in range(1, 1 << n):
        size = 0
        sums = np.zeros(group.terms.shape[:2])
        for record in range(n):
            if subset >> record & 1:
                chosen[size] = record
                size += 1
                sums += group.terms[:, record, :]
        out[0][subset], out[1][subset] = parts(group, prior, (sums, sums, 0.0), chosen, size)


@njit(cache=True, nogil=True)
def listed(group: Group, prior: Prior, table: npt.NDArray[np.int8], out: tuple[Floats, Floats, Ints]) -> None:
    """Write of every partition in a table its evidence, what is expected of it, and its links."""
    n = len(group.source)
    evidence, fixed, links = out
    of_subset = (np.zeros(1 << n), np.zeros(1 << n))
    subsets(group, prior, of_subset)
    for row in range(len(table)):
        for record in range(n):
            if table[row, record] != record:
                links[row] += 1
                continue
            subset = 0
            for other in range(n):
                if table[row, other] == record:
                    subset |= 1 << other
            evidence[row] += of_subset[0][subset]
            fixed[row] += of_subset[1][subset]


@njit(cache=True, nogil=True)
def listed_draws(
    group: Group, prior: Prior, shifts: Shifts, state: npt.NDArray[np.uint64], out: npt.NDArray[np.int8]
) -> bool:
    """Write draws from the exact distribution over all partitions of a small group. Shape of out (draws, records).

    Returns False, and writes nothing, where one partition is sure.
    """
    n = len(group.source)
    table = np.empty((MOST_LISTED, n), np.int8)
    table = table[: all_partitions(n, table)]
    number = len(table)
    evidence, fixed, links = np.zeros(number), np.zeros(number), np.zeros(number, np.int64)
    listed(group, prior, table, (evidence, fixed, links))
    whole = evidence + fixed
    if is_sure(whole):
        return False
    likely = np.flatnonzero(whole >= whole.max() - UNLIKELY)
    number = len(likely)
    evidence, fixed, links = evidence[likely], fixed[likely], links[likely]
    score = np.empty(number)
    for draw in range(len(out)):
        top = -np.inf
        for row in range(number):
            score[row] = (1.0 + shifts.slope[draw]) * evidence[row] + fixed[row] + shifts.offset[draw] * links[row]
            top = max(top, score[row])
        total = 0.0
        for row in range(number):
            score[row] = 2.0 ** max(score[row] - top, -900.0)
            total += score[row]
        due = uniform(state) * total
        chosen = 0
        while chosen < number - 1 and due >= score[chosen]:
            due -= score[chosen]
            chosen += 1
        out[draw] = table[likely[chosen]]
    return True


@njit(cache=True, nogil=True)
def is_sure(score: Floats) -> bool:
    """Return whether one of some partitions is by SURE bits likelier than all others together."""
    best = np.argmax(score)
    rest = 0.0
    for row in range(len(score)):
        if row != best:
            rest += 2.0 ** max(score[row] - score[best], -900.0)
    return bool(rest <= 2.0**-SURE)
