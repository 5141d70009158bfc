"""Capture tables made, put in order, and seen by some of their lists."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tollbook.model.estimate import CaptureTable

NOWHERE: Mapping[str, str] = {}


def ordered(table: CaptureTable) -> CaptureTable:
    """Return a table with its rows in the order of their patterns."""
    order = np.lexsort(table.patterns.T[::-1])
    return CaptureTable(
        table.lists, table.patterns[order], table.counts[order], stratum=table.stratum, outside=table.outside
    )


def canonical(table: CaptureTable) -> CaptureTable:
    """Return the same table whatever the order of its columns and rows was, and, but for ties, their names.

    Lists stand by how many people they hold, then by their overlaps, then by name.

    Args:
        table: Any table.

    Returns:
        The table with lists and rows in canonical order.
    """
    held = table.patterns.astype(np.int64)
    overlaps = (held * table.counts[:, None]).T @ held
    keys = [(-int(overlaps[j, j]), tuple(np.sort(overlaps[j])), table.lists[j]) for j in range(len(table.lists))]
    order = sorted(range(len(table.lists)), key=lambda j: keys[j])
    return on_lists(table, [table.lists[j] for j in order])


def on_lists(table: CaptureTable, lists: list[str]) -> CaptureTable:
    """Return the table as some of its lists show it; people on none of them are counted as outside.

    Args:
        table: Any table.
        lists: Names of lists in the order wanted.

    Returns:
        The table on these lists alone, cells that became one added up.
    """
    columns = [table.lists.index(name) for name in lists]
    patterns = table.patterns[:, columns]
    kept = patterns.any(axis=1)
    outside = table.outside + int(table.counts[~kept].sum())
    if not kept.any():
        nobody = np.zeros((0, len(lists)), dtype=np.bool_)
        return CaptureTable(tuple(lists), nobody, np.zeros(0, dtype=np.int64), stratum=table.stratum, outside=outside)
    distinct, cell = np.unique(patterns[kept], axis=0, return_inverse=True)
    counts = np.bincount(cell.ravel(), weights=table.counts[kept], minlength=len(distinct)).astype(np.int64)
    return ordered(CaptureTable(tuple(lists), distinct, counts, stratum=table.stratum, outside=outside))


def from_people(histories: npt.NDArray[np.bool_], lists: tuple[str, ...]) -> CaptureTable:
    """Return the table of people's histories.

    Args:
        histories: Which lists hold each person; rows of nobody are left out. Shape (people, J).
        lists: Names of the lists.

    Returns:
        The table.
    """
    seen = histories[histories.any(axis=1)]
    return from_counts(seen, np.ones(len(seen), dtype=np.int64), lists)


def from_counts(
    held: npt.NDArray[np.bool_],
    people: npt.NDArray[np.int64],
    lists: tuple[str, ...],
    *,
    stratum: Mapping[str, str] = NOWHERE,
) -> CaptureTable:
    """Return the table of groups of people, groups on the same lists added up.

    Args:
        held: Which lists hold each group. Shape (groups, J).
        people: In each group. Shape (groups,).
        lists: Names of the lists.
        stratum: Which part of the people this is.

    Returns:
        The table; people on none of the lists are outside.
    """
    seen = held.any(axis=1) & (people > 0)
    outside = int(people[~held.any(axis=1)].sum())
    if not seen.any():
        nobody = np.zeros((0, len(lists)), dtype=np.bool_)
        return CaptureTable(lists, nobody, np.zeros(0, dtype=np.int64), stratum=dict(stratum), outside=outside)
    distinct, cell = np.unique(held[seen], axis=0, return_inverse=True)
    counts = np.bincount(cell.ravel(), weights=people[seen], minlength=len(distinct)).astype(np.int64)
    return ordered(CaptureTable(lists, distinct, counts, stratum=dict(stratum), outside=outside))
