"""Partitions drawn in proportion to their evidence: which records are one person, with the doubt left in.

Groups of few records are drawn exactly, from the list of all their partitions; larger ones by Gibbs sampling with
exchanges. The evidence itself is uncertain too: each draw moves the prior and the slope of all weights a little.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.components import BARRED, DOUBT, JUDGED, LARGEST, Components, Verdicts, weigh
from tollbook.linkage.kernels import AT_SOURCE, Codes
from tollbook.linkage.partition import exchange_gain, tidy
from tollbook.linkage.scan import THREADS, Weights

LISTED = 7  # records of a group whose partitions are all listed: 877 of them
MOST_LISTED = 877
SURE = 14.0  # bits; a group whose every pair is this sure is not drawn
_BURN_IN = 20
_SWEEPS = 2
_CHUNK = 2_000

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Shifts(NamedTuple):
    """How each draw moves the evidence. Shape (draws,) each."""

    offset: Floats
    slope: Floats


@dataclass(frozen=True, slots=True)
class Draws:
    """Partitions drawn.

    Attributes:
        groups: Numbers of the groups that were drawn; all others are as in the best partition.
        labels: Place in the group of the first record of each member's person. Shape (draws, members of these groups).
        persons: Persons of all linkable records. Shape (draws,).
    """

    groups: Ints
    labels: npt.NDArray[np.int8]
    persons: Ints


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
def listed_draws(
    weight: Floats,
    evidence: Floats,
    damping: float,
    shifts: Shifts,
    state: npt.NDArray[np.uint64],
    out: npt.NDArray[np.int8],
) -> None:
    """Write draws from the exact distribution over all partitions of a small group. Shape of out (draws, records)."""
    n = len(weight)
    table = np.empty((MOST_LISTED, LISTED), np.int8)
    number = all_partitions(n, table)
    fixed, free, moved = np.zeros(number), np.zeros(number), np.zeros(number)
    for row in range(number):
        for a in range(n):
            for b in range(a + 1, n):
                if table[row, a] == table[row, b]:
                    fixed[row] += weight[a, b]
                    if DOUBT <= weight[a, b] < JUDGED:
                        free[row] += 1.0
                        moved[row] += evidence[a, b]
    score = np.empty(number)
    for draw in range(len(out)):
        top = -np.inf
        for row in range(number):
            score[row] = damping * (fixed[row] + shifts.offset[draw] * free[row] + shifts.slope[draw] * moved[row])
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
        for at in range(n):
            out[draw, at] = table[chosen, at]


@njit(cache=True, nogil=True)
def sweep(weight: Floats, damping: float, label: Ints, state: npt.NDArray[np.uint64]) -> None:
    """Draw each record's person anew given all others, then offer one exchange for each record."""
    n = len(weight)
    pull = np.empty(n + 1)
    count = np.empty(n + 1, np.int64)
    for i in range(n):
        pull[:] = 0.0
        count[:] = 0
        for j in range(n):
            if j != i:
                pull[label[j]] += damping * weight[i, j]
                count[label[j]] += 1
        label[i] = chosen_group(pull, count, n, uniform(state))
    for i in range(n):
        j = int(uniform(state) * n)
        if label[i] != label[j]:
            gain = damping * exchange_gain(weight, label, i, j)
            if gain >= 0.0 or uniform(state) < 2.0**gain:
                label[i], label[j] = label[j], label[i]


@njit(cache=True, nogil=True)
def chosen_group(pull: Floats, count: Ints, n: int, chance: float) -> int:
    """Return a group in proportion to 2 to the power of its pull; to be alone pulls nothing."""
    free = -1
    top = 0.0
    for group in range(n):
        if count[group] > 0:
            top = max(top, pull[group])
        elif free < 0:
            free = group
    total = 2.0 ** max(-top, -900.0)
    for group in range(n):
        if count[group] > 0:
            total += 2.0 ** max(pull[group] - top, -900.0)
    due = chance * total - 2.0 ** max(-top, -900.0)
    chosen = free
    for group in range(n):
        if due >= 0.0 and count[group] > 0:
            chosen = group
            due -= 2.0 ** max(pull[group] - top, -900.0)
    return chosen


@njit(cache=True, nogil=True)
def sampled_draws(
    weight: Floats,
    evidence: Floats,
    damping: float,
    shifts: Shifts,
    state: npt.NDArray[np.uint64],
    out: npt.NDArray[np.int8],
) -> None:
    """Write draws from a chain over the partitions of a group; the first row of out is where it starts."""
    n = len(weight)
    label = np.empty(n, np.int64)
    tidied = np.empty(n, np.int64)
    for at in range(n):
        label[at] = out[0, at]
    moved = weight.copy()
    for draw in range(len(out)):
        for a in range(n):
            for b in range(n):
                if DOUBT <= weight[a, b] < JUDGED:
                    moved[a, b] = weight[a, b] + shifts.offset[draw] + shifts.slope[draw] * evidence[a, b]
        for _ in range(_BURN_IN if draw == 0 else _SWEEPS):
            sweep(moved, damping, label, state)
        tidied[:] = label
        tidy(tidied)
        for at in range(n):
            out[draw, at] = tidied[at]


@njit(cache=True, nogil=True)
def is_sure(weight: Floats, label: npt.NDArray[np.int8], damping: float) -> bool:
    """Return whether no draw would differ from the best partition of a group."""
    for a in range(len(weight)):
        for b in range(a + 1, len(weight)):
            bits = damping * weight[a, b]
            if (label[a] == label[b] and bits < SURE) or (label[a] != label[b] and bits > -SURE):
                return False
    return True


@njit(cache=True, nogil=True)
def damping_of(label: npt.NDArray[np.int8]) -> float:
    """Return 2 over the records of the group's largest person: k records have k - 1 links but k (k - 1) / 2 pairs."""
    count = np.zeros(LARGEST, np.int64)
    most = 2
    for at in range(len(label)):
        count[label[at]] += 1
        most = max(most, count[label[at]])
    return 2.0 / most


@njit(cache=True, nogil=True)
def draw_groups(
    c: Codes,
    w: Weights,
    verdicts: Verdicts,
    walk: tuple[Ints, Ints, npt.NDArray[np.int8], int, int],
    chance: tuple[Shifts, int],
    out: tuple[npt.NDArray[np.bool_], npt.NDArray[np.int8]],
) -> None:
    """Write which of a run of groups are drawn, and their draws. Shape of the second out (draws, members)."""
    members, starts, best, first, last = walk
    shifts, seed = chance
    drawn, labels = out
    weight_room, evidence_room = np.empty((LARGEST, LARGEST)), np.empty((LARGEST, LARGEST))
    state = np.zeros(1, np.uint64)
    base = starts[first]
    for group in range(first, last):
        begin, end = starts[group], starts[group + 1]
        n = end - begin
        weight, evidence = weight_room[:n, :n], evidence_room[:n, :n]
        weigh(c, w, verdicts, members[begin:end], weight)
        for a in range(n):
            for b in range(n):
                i, j = members[begin + a], members[begin + b]
                evidence[a, b] = weight[a, b] - w.lists[c.rec[i, AT_SOURCE], c.rec[j, AT_SOURCE]]
        damping = damping_of(best[begin:end])
        if is_sure(weight, best[begin:end], damping):
            continue
        drawn[group - first] = True
        state[0] = np.uint64(seed) + np.uint64(group) * np.uint64(0xD1342543DE82EF95)
        own = np.empty((len(labels), n), np.int8)
        if n <= LISTED:
            listed_draws(weight, evidence, damping, shifts, state, own)
        else:
            own[0] = best[begin:end]
            sampled_draws(weight, evidence, damping, shifts, state, own)
        labels[:, begin - base : end - base] = own


def drawn(
    reading: tuple[Codes, Weights, Verdicts],
    groups: Components,
    best: npt.NDArray[np.int8],
    *,
    shifts: Shifts,
    rng: np.random.Generator,
    progress: Callable[[str, int, int], None] | None = None,
) -> Draws:
    """Return partitions drawn from all groups.

    Args:
        reading: The records, the calibrated model, and judgements.
        groups: Records that may be one another.
        best: The best partition, by member of the groups.
        shifts: How each draw moves the evidence.
        rng: All randomness.
        progress: Told of groups done.

    Returns:
        Labels of the groups in doubt, and the number of persons of each draw.
    """
    draws = len(shifts.offset)
    seed = int(rng.integers(0, 2**62))
    edges = [*range(0, len(groups), _CHUNK), len(groups)]
    runs = list(pairwise(edges))

    def one(run: tuple[int, int]) -> tuple[Ints, npt.NDArray[np.int8], Ints]:
        first, last = run
        base, end = groups.starts[first], groups.starts[last]
        is_drawn = np.zeros(last - first, dtype=bool)
        labels = np.zeros((draws, end - base), dtype=np.int8)
        draw_groups(
            *reading,
            (groups.members, groups.starts, best, first, last),
            (shifts, seed),
            (is_drawn, labels),
        )
        size = np.diff(groups.starts[first : last + 1])
        place = np.concatenate([np.arange(n) for n in size])
        inside = np.repeat(is_drawn, size)
        joined = (labels[:, inside] != place[inside]).sum(axis=1) + int((best[base:end] != place)[~inside].sum())
        return np.flatnonzero(is_drawn) + first, labels[:, inside], joined.astype(np.int64)

    made = []
    with ThreadPoolExecutor(THREADS) as pool:
        for done, result in enumerate(pool.map(one, runs), start=1):
            made.append(result)
            if progress is not None:
                progress("drawing partitions", done, len(runs))
    joined = sum((result[2] for result in made), np.zeros(draws, dtype=np.int64))
    return Draws(
        np.concatenate([result[0] for result in made]) if made else np.zeros(0, dtype=np.int64),
        np.concatenate([result[1] for result in made], axis=1) if made else np.zeros((draws, 0), dtype=np.int8),
        len(reading[0].rec) - joined,
    )


__all__ = ["BARRED", "Draws", "Shifts", "all_partitions", "drawn", "listed_draws", "sampled_draws"]
