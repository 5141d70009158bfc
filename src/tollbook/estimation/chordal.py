"""All decomposable graphs on a few lists, each as the margins that its probability is made of."""

from functools import cache

import numpy as np
import numpy.typing as npt

from tollbook.estimation.kernels import compiled

LARGEST = 7  # 617,675 graphs; 8 lists would have 30,888,596
COUNTS = (1, 1, 2, 8, 61, 822, 18_154, 617_675)  # decomposable graphs on 0, 1, ... 7 labelled vertices; OEIS A058862


@cache
def graphs(lists: int) -> npt.NDArray[np.uint8]:
    """Return every decomposable graph on labelled lists, the complete graph last.

    A set of lists is a bit mask. A graph's probability is the product over `lists` steps of the margin on one set
    over the margin on another, which leaves the product over cliques divided by the product over separators.

    Args:
        lists: Number of lists, 1 to 7.

    Returns:
        Margins above (index 0) and below (index 1) the line. Shape (graphs, 2, lists).

    Source:
        Lauritzen 1996, Graphical Models, p. 18 (perfect elimination), p. 90 (factorisation).
    """
    return np.asarray(_enumerate(lists, COUNTS[lists]), dtype=np.uint8)


@compiled
def _enumerate(lists: int, expected: int) -> npt.NDArray[np.uint8]:
    found = np.zeros((expected, 2, lists), np.uint8)
    neighbours = np.zeros(lists, np.int64)
    total = 0
    for code in range(1 << (lists * (lists - 1) // 2)):
        neighbours[:] = 0
        edge = 0
        for a in range(lists):
            for b in range(a):
                if code >> edge & 1:
                    neighbours[a] |= 1 << b
                    neighbours[b] |= 1 << a
                edge += 1
        left = (1 << lists) - 1
        for step in range(lists):
            taken = _simplicial(neighbours, left)
            if taken < 0:
                break
            around = neighbours[taken] & left
            found[total, 0, step] = around | (1 << taken)
            found[total, 1, step] = around
            left &= ~(1 << taken)
        if left == 0:
            total += 1
            if total == expected:
                break
    return found[:total]


@compiled
def _simplicial(neighbours: npt.NDArray[np.int64], left: int) -> int:
    """Return a vertex whose neighbours among those left are all joined to each other, or -1."""
    for v in range(len(neighbours)):
        if not left >> v & 1:
            continue
        around = neighbours[v] & left
        joined = True
        for u in range(len(neighbours)):
            if around >> u & 1 and (around & ~(neighbours[u] | (1 << u))) != 0:
                joined = False
                break
        if joined:
            return v
    return -1
