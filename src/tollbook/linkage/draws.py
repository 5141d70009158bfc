"""Partitions drawn in proportion to their evidence: which records are one person, with the doubt left in.

Groups of few records are drawn exactly, from the list of all their partitions; larger ones by Gibbs sampling with
exchanges. The evidence itself is uncertain too: each draw moves the prior and the slope of all weights a little.
Only what a draw changes in the best partition is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.aside import Arrays, Aside, InMemory, done_in_parts
from tollbook.linkage.chain import sampled_draws
from tollbook.linkage.chance import Shifts
from tollbook.linkage.components import Components, Verdicts
from tollbook.linkage.kernels import Codes
from tollbook.linkage.listing import LISTED, listed_draws
from tollbook.linkage.scan import Weights
from tollbook.linkage.together import Ints, Prior, compared

_CHUNK = 2_000  # groups of one part

Ints32 = npt.NDArray[np.int32]
Reading = tuple[Codes, Weights, Verdicts, Prior]


class Changes(NamedTuple):
    """What some draws change in the best partition of some groups.

    Attributes:
        draw: A draw, ascending, for each group that it divides in another way than the best partition does. Shape
            (changes,).
        group: The number of that group. Shape (changes,).
        labels: For each member of each such group, the place in the group of its person's first record. Shape (members
            of the groups of all changes,).
    """

    draw: Ints32
    group: Ints32
    labels: npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Draws:
    """Partitions drawn, as what each changes in the best one; of ten million records that is too much to hold.

    Attributes:
        aside: Where the changes lie.
        names: Of their parts, in the order of the groups.
        sizes: Records of each group. Shape (groups,).
        persons: Persons of all linkable records. Shape (draws,).
    """

    aside: Aside
    names: tuple[str, ...]
    sizes: Ints
    persons: Ints

    def changes(self, first: int, last: int) -> Iterator[Changes]:
        """Yield what the draws from one to before another change, some groups at a time."""
        for name in self.names:
            part = self.aside.get(name)
            low, high = np.searchsorted(part["draw"], [first, last])
            ends = np.concatenate([[0], np.cumsum(self.sizes[part["group"][:high]])])
            yield Changes(part["draw"][low:high], part["group"][low:high], part["labels"][ends[low] : ends[high]])


def drawn(  # noqa: PLR0913 (all but three are named)
    reading: Reading,
    groups: Components,
    best: npt.NDArray[np.int8],
    *,
    shifts: Shifts,
    rng: np.random.Generator,
    aside: Aside | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Draws:
    """Return partitions drawn from all groups.

    Args:
        reading: The records, the calibrated model, judgements, and what is expected of lists.
        groups: Records that may be one another.
        best: The best partition, by member of the groups.
        shifts: How each draw moves the evidence.
        rng: All randomness.
        aside: Where parts are put; None for memory.
        progress: Told of groups done.

    Returns:
        What draws change, and the number of persons of each.
    """
    aside = aside or InMemory()
    draws = len(shifts.offset)
    make = partial(_part, reading, groups, best, (shifts, int(rng.integers(0, 2**62))))
    firsts = range(0, len(groups) if draws else 0, _CHUNK)
    tasks = {f"draws-{first:09}": (first, min(first + _CHUNK, len(groups))) for first in firsts}
    joined = np.zeros(draws, np.int64)
    for name in done_in_parts(tasks, make, aside):
        joined += aside.get(name)["joined"]
        if progress is not None:
            progress("drawing partitions", tasks[name][1], len(groups))
    return Draws(aside, tuple(tasks), np.diff(groups.starts), len(reading[0].rec) - joined)


def _part(
    reading: Reading,
    groups: Components,
    best: npt.NDArray[np.int8],
    chance: tuple[Shifts, int],
    run: tuple[int, int],
) -> Arrays:
    """Return what draws change in a run of groups, and the records that each draw joins to another."""
    first, last = run
    base, end = groups.starts[first], groups.starts[last]
    labels = np.tile(best[base:end], (len(chance[0].offset), 1))
    draw_groups(reading, (groups.members, groups.starts, first, last), chance, labels)
    size = np.diff(groups.starts[first : last + 1])
    differs = np.logical_or.reduceat(labels != best[base:end], groups.starts[first:last] - base, axis=1)
    draw, group = np.nonzero(differs)
    place = np.arange(end - base) - np.repeat(groups.starts[first:last] - base, size)
    return {
        "draw": draw.astype(np.int32),
        "group": (group + first).astype(np.int32),
        "labels": labels[np.repeat(differs, size, axis=1)],
        "joined": (labels != place).sum(axis=1),
    }


@njit(cache=True, nogil=True)
def draw_groups(
    reading: Reading,
    walk: tuple[Ints, Ints, int, int],
    chance: tuple[Shifts, int],
    labels: npt.NDArray[np.int8],
) -> None:
    """Write the draws of a run of groups over their best partitions. Shape of labels (draws, members)."""
    c, w, verdicts, prior = reading
    members, starts, first, last = walk
    shifts, seed = chance
    state = np.zeros(1, np.uint64)
    base = starts[first]
    for number in range(first, last):
        begin, end = starts[number], starts[number + 1]
        group = compared(c, w, verdicts, members[begin:end])
        state[0] = np.uint64(seed) + np.uint64(number) * np.uint64(0xD1342543DE82EF95)
        own = labels[:, begin - base : end - base]
        if end - begin <= LISTED:
            listed_draws(group, prior, shifts, state, own)
        else:
            sampled_draws(group, prior, shifts, state, own)


__all__ = ["Changes", "Draws", "drawn"]
