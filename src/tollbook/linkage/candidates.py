"""Every pair that blocks bring together, looked at; those whose weight reaches a floor are kept, part by part."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tollbook.linkage.aside import Arrays, Aside, InMemory, done_in_parts
from tollbook.linkage.blocking import Blocking
from tollbook.linkage.kernels import Codes
from tollbook.linkage.scan import Weights, scan_blocks

Progress = Callable[[str, int, int], None]

_CHUNK = 2_000_000  # pairs that one part looks through
_ROOM = 1 << 16  # pairs that a part is expected to keep; one that keeps more is done again with more room


class Part(NamedTuple):
    """Some pairs whose weight reached the floor.

    Attributes:
        left, right: Numbers of the records; left is before right. Shape (pairs,).
        weight: Log2 odds. Shape (pairs,).
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kept:
    """All pairs whose weight reached the floor, in an order that depends on the records alone.

    Attributes:
        aside: Where the parts lie.
        names: Of the parts, in order.
        seen: Pairs looked at, once for each rule that brings them.
    """

    aside: Aside
    names: tuple[str, ...]
    seen: int

    def __iter__(self) -> Iterator[Part]:
        """Yield part after part, one of them in memory at a time."""
        for name in self.names:
            part = self.aside.get(name)
            yield Part(part["left"], part["right"], part["weight"])

    def whole(self) -> Part:
        """Return all parts as one."""
        none = Part(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
        return Part(*(np.concatenate(columns) for columns in zip(none, *self, strict=True)))


def scan(  # noqa: PLR0913 (all but three are named)
    codes: Codes,
    weights: Weights,
    blocked: Blocking,
    *,
    floor: float,
    decoys: bool = False,
    aside: Aside | None = None,
    progress: Progress | None = None,
) -> Kept:
    """Return every candidate pair whose log2 odds, before calibration, reach the floor.

    Args:
        codes: The records.
        weights: The model.
        blocked: Where to look.
        floor: Log2 odds.
        decoys: Also the pairs inside lists that hold each person once, which are no matches: to calibrate by.
        aside: Where the pairs are put; None for memory.
        progress: Told of pairs looked through.

    Returns:
        The pairs.
    """
    aside = aside or InMemory()
    names: list[str] = []
    seen, passed, every = 0, 0, sum(block.pairs for block in blocked.blocks)
    for rule in range(len(blocked.blocks)):
        order, starts = blocked.walk(rule)
        make = partial(_part, codes, weights, (order, starts, blocked.member), (floor, int(decoys)))
        size = np.diff(starts)
        spent = passed + np.cumsum(size * (size - 1) // 2)
        tasks = {f"pairs-{rule:02}-{at:05}": (rule, *run) for at, run in enumerate(_runs(size))}
        for name in done_in_parts(tasks, make, aside):
            names.append(name)
            seen += int(aside.get(name)["seen"])
            if progress is not None:
                progress("comparing records", int(spent[tasks[name][2] - 1]), every)
        passed = int(spent[-1])
    return Kept(aside, tuple(names), seen)


def _part(
    codes: Codes,
    weights: Weights,
    walk: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.int32]],
    floors: tuple[float, int],
    bounds: tuple[int, int, int],
) -> Arrays:
    """Return the pairs of a run of one rule's blocks that reach the floor; arguments as of `scan_blocks`."""
    room = _ROOM
    while True:
        out = (np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float64))
        found, seen = scan_blocks(codes, weights, walk, bounds, floors, out)
        if found <= room:
            left, right, weight = (column[:found].copy() for column in out)
            return {"left": left, "right": right, "weight": weight, "seen": np.array(seen)}
        room = found


def _runs(size: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return runs of blocks of about _CHUNK pairs, given their records: the first block, and one after the last."""
    spent = np.cumsum(size * (size - 1) // 2)
    cuts = np.searchsorted(spent, np.arange(_CHUNK, int(spent[-1]) + _CHUNK, _CHUNK), side="left") + 1
    edges = [0, *sorted({int(cut) for cut in cuts if cut < len(size)}), len(size)]
    return list(pairwise(edges))


__all__ = ["Kept", "Part", "scan"]
