"""Groups of records that might be one another, small enough to weigh as a whole."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

JUDGED = 1.0e4  # log2 odds of two records that a person judged to be one
BARRED = -1.0e6  # log2 odds of two records that cannot be one person
LARGEST = 60  # records of one group; the weights of all its pairs are held at once


@dataclass(frozen=True, slots=True)
class Components:
    """Disjoint groups of records, each connected by pairs that may be matches; single records are left out.

    Attributes:
        members: Records, group after group, ascending within a group.
        starts: Where each group begins; one more for the end.
        cut: Records with a pair that may be a match but would have made a group too large.
    """

    members: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    cut: int

    def __len__(self) -> int:
        """Return how many groups there are."""
        return len(self.starts) - 1


class Verdicts(NamedTuple):
    """What people have judged, ready for compiled code.

    Attributes:
        pair: Left record x records + right record, ascending. Shape (judgements,).
        value: JUDGED where one person, BARRED where not. Shape (judgements,).
    """

    pair: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]


def components(
    records: int, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32], weight: npt.NDArray[np.float64]
) -> Components:
    """Return groups of records that pairs connect, the heaviest first; none grows beyond LARGEST.

    A record whose likeliest companions are in a full group is still with the likeliest others that have room.
    """
    order = np.lexsort((right, left, -weight))
    head = np.arange(records, dtype=np.int32)
    is_cut = np.zeros(records, dtype=np.bool_)
    connect(left, right, order, head, is_cut)
    size = np.bincount(head, minlength=1)
    grouped = np.flatnonzero(size[head] > 1) if records else np.zeros(0, dtype=np.int64)
    order = grouped[np.argsort(head[grouped], kind="stable")]
    counts = np.bincount(head[order])
    starts = np.concatenate([[0], np.cumsum(counts[counts > 0])]).astype(np.int64)
    return Components(order.astype(np.int64), starts, int(is_cut.sum()))


@njit(cache=True, nogil=True)
def connect(
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
    order: npt.NDArray[np.int64],
    head: npt.NDArray[np.int32],
    is_cut: npt.NDArray[np.bool_],
) -> None:
    """Write the smallest record of each record's group, and which pairs found their groups too large together.

    Args:
        left: Smaller record of each pair.
        right: Larger record.
        order: Pairs in the order in which they connect.
        head: Written; each record's own number at first.
        is_cut: Written; False at first.
    """
    size = np.ones(len(head), np.int32)
    for pair in order:
        a, b = top(head, left[pair]), top(head, right[pair])
        if a == b:
            continue
        if size[a] + size[b] > LARGEST:
            is_cut[left[pair]] = is_cut[right[pair]] = True
            continue
        a, b = min(a, b), max(a, b)
        head[b] = a
        size[a] += size[b]
    for record in range(len(head)):
        head[record] = top(head, record)


@njit(cache=True, nogil=True)
def top(head: npt.NDArray[np.int32], record: int) -> int:
    """Return the head of a record's group, and shorten the way there."""
    while head[record] != record:
        head[record] = head[head[record]]
        record = head[record]
    return record
