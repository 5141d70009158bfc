"""Groups of records that might be one another, small enough to weigh as a whole."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tollbook.linkage.kernels import AT_SOURCE, Codes, is_barred
from tollbook.linkage.scan import N_TERMS, Weights, pair_terms

JUDGED = 1.0e4  # log2 odds of two records that a person judged to be one
BARRED = -1.0e6  # log2 odds of two records that cannot be one person
DOUBT = -0.7  # bits of a pair whose evidence is for a match, but too little for the prior: it seldom speaks against
LARGEST = 120  # records of one component; the weights of all its pairs are held at once
_STEP = 2.0  # bits by which the bar is raised for a component that is too large


@dataclass(frozen=True, slots=True)
class Components:
    """Disjoint groups of records, each connected by pairs that may be matches; single records are left out.

    Attributes:
        members: Records, group after group, ascending within a group.
        starts: Where each group begins; one more for the end.
        raised: Groups that had to be cut by asking for more than the floor.
    """

    members: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    raised: int

    def __len__(self) -> int:
        """Return how many groups there are."""
        return len(self.starts) - 1


def components(
    records: int, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32], weight: npt.NDArray[np.float64]
) -> Components:
    """Return the connected groups of records, none larger than LARGEST.

    A larger group is connected again by only its heavier pairs, until it falls apart.
    """
    alive = np.ones(len(left), dtype=bool)
    bar = float(weight.min()) if len(weight) else 0.0
    raised: set[int] = set()
    while True:
        graph = coo_matrix((np.ones(int(alive.sum())), (left[alive], right[alive])), shape=(records, records))
        _, label = connected_components(graph, directed=False)
        size = np.bincount(label, minlength=1)
        large = size[label] > LARGEST
        if not large.any():
            break
        bar += _STEP
        raised.update(np.unique(np.flatnonzero(large)).tolist())
        alive &= ~(large[left] & (weight < bar))
    grouped = np.flatnonzero(size[label] > 1)
    order = grouped[np.argsort(label[grouped], kind="stable")]
    counts = np.bincount(label[order])
    starts = np.concatenate([[0], np.cumsum(counts[counts > 0])]).astype(np.int64)
    return Components(order.astype(np.int64), starts, len(raised))


class Verdicts(NamedTuple):
    """What people have judged, ready for compiled code.

    Attributes:
        pair: Left record x records + right record, ascending. Shape (judgements,).
        value: JUDGED where one person, BARRED where not. Shape (judgements,).
    """

    pair: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def weigh(
    c: Codes,
    w: Weights,
    verdicts: Verdicts,
    members: npt.NDArray[np.int64],
    out: npt.NDArray[np.float64],
) -> None:
    """Write what each pair of a group says for its being one person; BARRED where it cannot be.

    Above DOUBT that is the calibrated log2 odds. The prior counts once for a person, not once for each pair of their
    records: a pair of which little is stated counts DOUBT, and one that contradicts itself counts what speaks against.

    Args:
        c: The records.
        w: The model.
        verdicts: Judgements, which outweigh all else.
        members: The group, ascending.
        out: Written. Shape (members, members).
    """
    scratch = np.zeros(N_TERMS, np.int64)
    terms = np.zeros(N_TERMS + 1)
    for a in range(len(members)):
        out[a, a] = 0.0
        for b in range(a + 1, len(members)):
            i, j = members[a], members[b]
            value = BARRED if is_barred(c.rec, i, j) else pair_terms(c, w, i, j, scratch, terms)
            if BARRED < value < DOUBT:
                value = DOUBT + min(0.0, value - w.lists[c.rec[i, AT_SOURCE], c.rec[j, AT_SOURCE]])
            if len(verdicts.pair) > 0:
                key = i * len(c.rec) + j
                at = np.searchsorted(verdicts.pair, key)
                if at < len(verdicts.pair) and verdicts.pair[at] == key:
                    value = verdicts.value[at]
            out[a, b] = value
            out[b, a] = value
