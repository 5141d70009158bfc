"""Partitions of a larger group drawn by Gibbs sampling with exchanges.

What a pile of records is worth with one more, or one fewer, is kept until the pile changes: most draws change few.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.chance import SURE, Shifts, in_proportion, uniform
from tollbook.linkage.components import BARRED
from tollbook.linkage.partition import (
    Model,
    Piles,
    can_exchange,
    free_pile,
    gain_of_adding,
    gain_of_joining,
    gain_of_leaving,
    piled,
    tidy,
)
from tollbook.linkage.together import NEAR, VERDICT, Floats, Group, Ints, Prior, gathered, parts, without

_BURN_IN = 10
_SWEEPS = 1


class Known(NamedTuple):
    """What is known of piles whatever the draw: evidence, and what is expected of them.

    Attributes:
        own: Of each pile. Shape (piles, 2).
        other: Of each pile with a record that is not in it, or without one that is. Shape (piles, records, 2).
        age: How often each pile has changed. Shape (piles,).
        age_of_own: Age of each pile for which `own` holds. Shape (piles,).
        age_of_other: Age of the pile for which `other` holds. Shape (piles, records).
        room: To weigh a pile in. Shape (ROWS, records).
    """

    own: Floats
    other: Floats
    age: Ints
    age_of_own: Ints
    age_of_other: Ints
    room: Floats


State = tuple[Piles, Known]


@njit(cache=True, nogil=True)
def sampled_draws(
    group: Group, prior: Prior, shifts: Shifts, state: npt.NDArray[np.uint64], out: npt.NDArray[np.int8]
) -> bool:
    """Write draws from a chain over the partitions of a group; the first row of out is where it starts.

    Returns False, and writes nothing, where no record is in doubt.
    """
    n = out.shape[1]
    piles = piled(group, (prior, 1.0, 0.0), out[0].astype(np.int64))
    movable = movables(group, (prior, 1.0, 0.0), piles)
    if len(movable) == 0:
        return False
    at_hand = (piles, nothing_known(n, len(group.terms)))
    tidied = np.empty(n, np.int64)
    for draw in range(len(out)):
        model = (prior, 1.0 + shifts.slope[draw], shifts.offset[draw])
        for _ in range(_BURN_IN if draw == 0 else _SWEEPS):
            for record in movable:
                draw_anew(group, model, at_hand, record, uniform(state))
            for record in movable:
                other = movable[int(uniform(state) * len(movable))]
                if can_exchange(piles, record, other):
                    offer_exchange(group, model, at_hand, (record, other), state)
        tidied[:] = piles.label
        tidy(tidied)
        out[draw] = tidied
    return True


@njit(cache=True, nogil=True)
def nothing_known(records: int, rows: int) -> Known:
    """Return room for what is to be known of piles."""
    return Known(
        np.empty((records, 2)),
        np.empty((records, records, 2)),
        np.zeros(records, np.int64),
        np.full(records, -1),
        np.full((records, records), -1),
        np.empty((rows, records)),
    )


@njit(cache=True, nogil=True)
def draw_anew(group: Group, model: Model, at_hand: State, record: int, chance: float) -> None:
    """Draw a record's person given all others."""
    piles, _ = at_hand
    own = piles.label[record]
    alone = own if piles.size[own] == 1 else free_pile(piles)
    pull = np.full(len(piles.label), BARRED)
    pull[alone] = 0.0
    for pile in range(len(pull)):
        if pile == alone or piles.size[pile] == 0:
            continue
        if pile == own:
            pull[pile] = worth_of_pile(group, model, at_hand, pile) - worth_with(group, model, at_hand, pile, record)
        elif piles.sums[pile, NEAR, record] > 0.5 and piles.sums[pile, VERDICT, record] > 0.5 * BARRED:
            pull[pile] = worth_with(group, model, at_hand, pile, record) - worth_of_pile(group, model, at_hand, pile)
    target = in_proportion(pull, chance)
    if target != own:
        move(group, at_hand, record, target)


@njit(cache=True, nogil=True)
def worth_of_pile(group: Group, model: Model, at_hand: State, pile: int) -> float:
    """Return what a pile is worth in a draw."""
    piles, known = at_hand
    if known.age_of_own[pile] != known.age[pile]:
        sums, chosen = piles.sums[pile], piles.chosen
        size = gathered(piles.label, pile, chosen)
        known.own[pile, 0], known.own[pile, 1] = parts(group, model[0], (sums, sums, 0.0), chosen, size)
        known.age_of_own[pile] = known.age[pile]
    return shifted(model, known.own[pile, 0], known.own[pile, 1], piles.size[pile])


@njit(cache=True, nogil=True)
def worth_with(group: Group, model: Model, at_hand: State, pile: int, record: int) -> float:
    """Return what a pile is worth in a draw with a record that is not in it, or without one that is."""
    piles, known = at_hand
    is_inside = piles.label[record] == pile
    if known.age_of_other[pile, record] != known.age[pile]:
        sums, chosen, terms = piles.sums[pile], piles.chosen, group.terms[:, record, :]
        size = gathered(piles.label, pile, chosen)
        if is_inside:
            found = parts(group, model[0], (sums, terms, -1.0), chosen, without(chosen, size, record))
        else:
            chosen[size] = record
            found = parts(group, model[0], (sums, terms, 1.0), chosen, size + 1)
        known.other[pile, record, 0], known.other[pile, record, 1] = found
        known.age_of_other[pile, record] = known.age[pile]
    size = piles.size[pile] + (-1 if is_inside else 1)
    return shifted(model, known.other[pile, record, 0], known.other[pile, record, 1], size)


@njit(cache=True, nogil=True)
def shifted(model: Model, evidence: float, fixed: float, size: int) -> float:
    """Return what so many records are worth as one person, each bit of evidence and each link moved a little."""
    return float(model[1] * evidence + fixed + model[2] * max(size - 1, 0))


@njit(cache=True, nogil=True)
def move(group: Group, at_hand: State, record: int, target: int) -> None:
    """Move a record to a pile; the sums of both are made anew, so that they do not depend on the way there."""
    piles, known = at_hand
    before = piles.label[record]
    piles.label[record] = target
    piles.size[before] -= 1
    piles.size[target] += 1
    for pile in (before, target):
        piles.sums[pile] = 0.0
        for member in range(len(piles.label)):
            if piles.label[member] == pile:
                piles.sums[pile] += group.terms[:, member, :]
        known.age[pile] += 1


@njit(cache=True, nogil=True)
def offer_exchange(
    group: Group, model: Model, at_hand: State, two: tuple[int, int], state: npt.NDArray[np.uint64]
) -> None:
    """Exchange two records of two piles if chance will have it (Metropolis)."""
    i, j = two
    a, b = at_hand[0].label[i], at_hand[0].label[j]
    before = worth_of_pile(group, model, at_hand, a) + worth_of_pile(group, model, at_hand, b)
    gain = exchanged_worth(group, model, at_hand, i, j) + exchanged_worth(group, model, at_hand, j, i) - before
    if gain >= 0.0 or uniform(state) < np.exp2(max(gain, -900.0)):
        move(group, at_hand, i, b)
        move(group, at_hand, j, a)


@njit(cache=True, nogil=True)
def exchanged_worth(group: Group, model: Model, at_hand: State, out: int, into: int) -> float:
    """Return what the pile of one record is worth with another in its place."""
    piles, known = at_hand
    pile, chosen, room = piles.label[out], piles.chosen, known.room
    size = without(chosen, gathered(piles.label, pile, chosen), out)
    chosen[size] = into
    for at in range(size + 1):
        record = chosen[at]
        for row in range(len(room)):
            room[row, record] = (
                piles.sums[pile, row, record] - group.terms[row, out, record] + group.terms[row, into, record]
            )
    evidence, fixed = parts(group, model[0], (room, room, 0.0), chosen, size + 1)
    return shifted(model, evidence, fixed, size + 1)


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
