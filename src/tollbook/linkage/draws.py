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

from tollbook.linkage.components import BARRED, Components, Verdicts
from tollbook.linkage.kernels import Codes
from tollbook.linkage.partition import (
    Model,
    Piles,
    can_exchange,
    free_pile,
    gain_of_adding,
    gain_of_exchanging,
    gain_of_joining,
    gain_of_leaving,
    moved,
    piled,
    tidy,
)
from tollbook.linkage.scan import THREADS, Weights
from tollbook.linkage.together import NEAR, Floats, Group, Ints, Prior, compared, parts

LISTED = 7  # records of a group whose partitions are all listed: 877 of them
MOST_LISTED = 877
SURE = 14.0  # bits; a group whose best partition is this sure is not drawn
UNLIKELY = 50.0  # bits by which a partition is too unlikely to be drawn, whatever the shifts
_BURN_IN = 10
_SWEEPS = 1
_CHUNK = 2_000


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


@njit(cache=True, nogil=True)
def sweep(group: Group, model: Model, piles: Piles, movable: Ints, state: npt.NDArray[np.uint64]) -> None:
    """Draw each movable record's person anew given all others, then offer one exchange for each of them."""
    n = len(piles.label)
    pull = np.empty(n)
    for record in movable:
        own = piles.label[record]
        if piles.size[own] > 1:
            alone = free_pile(piles)
            leaving = gain_of_leaving(group, model, piles, record)
        else:
            alone, leaving = own, 0.0
        for pile in range(n):
            if pile == alone:
                pull[pile] = 0.0
            elif pile == own:
                pull[pile] = -leaving
            elif piles.size[pile] > 0:
                pull[pile] = gain_of_adding(group, model, piles, record, pile)
            else:
                pull[pile] = BARRED
        target = in_proportion(pull, uniform(state))
        if target != own:
            moved(group, model, piles, record, target)
    for i in movable:
        j = movable[int(uniform(state) * len(movable))]
        if can_exchange(piles, i, j):
            gain = gain_of_exchanging(group, model, piles, i, j)
            if gain < 0.0 and uniform(state) >= 2.0 ** max(gain, -900.0):
                gain_of_exchanging(group, model, piles, i, j)


@njit(cache=True, nogil=True)
def in_proportion(bits: Floats, chance: float) -> int:
    """Return a place in proportion to 2 to the power of its bits; the last that can be, at the end of rounding."""
    top = bits.max()
    total = 0.0
    for at in range(len(bits)):
        total += 2.0 ** max(bits[at] - top, -900.0)
    due = chance * total
    chosen = 0
    for at in range(len(bits)):
        share = 2.0 ** max(bits[at] - top, -900.0)
        if share > 1e-200:
            chosen = at
            if due < share:
                return chosen
            due -= share
    return chosen


@njit(cache=True, nogil=True)
def sampled_draws(
    group: Group, prior: Prior, shifts: Shifts, state: npt.NDArray[np.uint64], out: npt.NDArray[np.int8]
) -> bool:
    """Write draws from a chain over the partitions of a group; the first row of out is where it starts.

    Returns False, and writes nothing, where no record is in doubt.
    """
    piles = piled(group, (prior, 1.0, 0.0), out[0].astype(np.int64))
    movable = movables(group, (prior, 1.0, 0.0), piles)
    if len(movable) == 0:
        return False
    tidied = np.empty(len(piles.label), np.int64)
    for draw in range(len(out)):
        model = (prior, 1.0 + shifts.slope[draw], shifts.offset[draw])
        piles = piled(group, model, piles.label)
        for _ in range(_BURN_IN if draw == 0 else _SWEEPS):
            sweep(group, model, piles, movable, state)
        tidied[:] = piles.label
        tidy(tidied)
        out[draw] = tidied
    return True


@njit(cache=True, nogil=True)
def movables(group: Group, model: Model, piles: Piles) -> Ints:
    """Return records that a chain has to move: in doubt, or NEAR one that is.

    A record is in doubt where its own move, or its person's joining another, is not SURE bits worse. One near it may
    come into doubt when it moves; of all others the best partition is kept.
    """
    n = len(piles.label)
    doubted = np.zeros(n, np.bool_)
    for a in range(n):
        for b in range(a + 1, n):
            if piles.size[a] > 0 and piles.size[b] > 0 and gain_of_joining(group, model, piles, a, b) > -SURE:
                doubted |= (piles.label == a) | (piles.label == b)
    for record in range(n):
        if piles.size[piles.label[record]] > 1 and not doubted[record]:
            leaving = gain_of_leaving(group, model, piles, record)
            doubted[record] = leaving > -SURE
            for pile in range(n):
                if piles.size[pile] > 0 and pile != piles.label[record] and not doubted[record]:
                    doubted[record] = leaving + gain_of_adding(group, model, piles, record, pile) > -SURE
    movable = doubted.copy()
    for near in group.terms[NEAR][doubted]:
        movable |= near > 0.5
    return np.flatnonzero(movable)


@njit(cache=True, nogil=True)
def draw_groups(
    reading: tuple[Codes, Weights, Verdicts, Prior],
    walk: tuple[Ints, Ints, npt.NDArray[np.int8], int, int],
    chance: tuple[Shifts, int],
    out: tuple[npt.NDArray[np.bool_], npt.NDArray[np.int8]],
) -> None:
    """Write which of a run of groups are drawn, and their draws. Shape of the second out (draws, members)."""
    c, w, verdicts, prior = reading
    members, starts, best, first, last = walk
    shifts, seed = chance
    drawn, labels = out
    state = np.zeros(1, np.uint64)
    base = starts[first]
    for number in range(first, last):
        begin, end = starts[number], starts[number + 1]
        group = compared(c, w, verdicts, members[begin:end])
        state[0] = np.uint64(seed) + np.uint64(number) * np.uint64(0xD1342543DE82EF95)
        own = np.empty((len(labels), end - begin), np.int8)
        if end - begin <= LISTED:
            drawn[number - first] = listed_draws(group, prior, shifts, state, own)
        else:
            own[0] = best[begin:end]
            drawn[number - first] = sampled_draws(group, prior, shifts, state, own)
        if drawn[number - first]:
            labels[:, begin - base : end - base] = own


def drawn(
    reading: tuple[Codes, Weights, Verdicts, Prior],
    groups: Components,
    best: npt.NDArray[np.int8],
    *,
    shifts: Shifts,
    rng: np.random.Generator,
    progress: Callable[[str, int, int], None] | None = None,
) -> Draws:
    """Return partitions drawn from all groups.

    Args:
        reading: The records, the calibrated model, judgements, and what is expected of lists.
        groups: Records that may be one another.
        best: The best partition, by member of the groups.
        shifts: How each draw moves the evidence.
        rng: All randomness.
        progress: Told of groups done.

    Returns:
        Labels of the groups in doubt, and the number of persons of each draw.
    """
    draws = len(shifts.offset)
    if draws == 0:
        return Draws(np.zeros(0, np.int64), np.zeros((0, 0), np.int8), np.zeros(0, np.int64))
    seed = int(rng.integers(0, 2**62))
    edges = [*range(0, len(groups), _CHUNK), len(groups)]
    runs = list(pairwise(edges))

    def one(run: tuple[int, int]) -> tuple[Ints, npt.NDArray[np.int8], Ints]:
        first, last = run
        base, end = groups.starts[first], groups.starts[last]
        is_drawn = np.zeros(last - first, dtype=bool)
        labels = np.zeros((draws, end - base), dtype=np.int8)
        draw_groups(
            reading,
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
