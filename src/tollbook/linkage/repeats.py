"""How often a list that may repeat holds one person, learned from the persons that are found in it.

Where few people stand in a list once, a record without a likely companion is likelier a damaged copy of someone than a
person of its own; where nearly all do, repeats need evidence.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from tollbook.linkage.components import LARGEST

Floats = npt.NDArray[np.float64]

_BROADER = np.array([0.25, 0.5, 0.25])  # neighbouring numbers of copies are about as common
_IMAGINED = 1.0  # people added to each list, in the proportions of a geometric law with the list's mean


def first_copies(lists: Floats) -> Floats:
    """Return what is expected before any person is found: each further copy as likely as any other pair of the list.

    Args:
        lists: Log2 odds that two records are one person, by their lists. Shape (lists, lists).

    Returns:
        Log2 odds of so many copies being one person and not as many people. Shape (lists, LARGEST + 1).
    """
    return np.diag(lists)[:, None] * np.maximum(np.arange(LARGEST + 1) - 1, 0)


def copies(source: npt.NDArray[np.int32], once: npt.NDArray[np.bool_], person: npt.NDArray[np.int64]) -> Floats:
    """Return what the persons found in each list let expect.

    Args:
        source: List of each record.
        once: Which lists hold each person once; nothing is expected of these.
        person: Person of each record.

    Returns:
        Log2 odds of so many copies being one person and not as many people. Shape (lists, LARGEST + 1).

    Source: Betancourt, Zanella and Steorts 2022, "Random partition models for microclustering tasks", section 3: sizes
    of clusters are drawn from a law of their own, and a partition has the chance of the product of size! x law(size).
    """
    made = np.zeros((len(once), LARGEST + 1))
    size = np.arange(1, LARGEST + 1)
    factorial = gammaln(size + 1) / np.log(2.0)
    for one in np.flatnonzero(~once):
        found = np.unique(person[source == one], return_counts=True)[1]
        if not len(found):
            continue
        law = _law(np.bincount(np.minimum(found, LARGEST), minlength=LARGEST + 1)[1:])
        people = np.log2(len(found))
        made[one, 1:] = factorial + np.log2(law) - (size - 1) * people - size * np.log2(law[0])
    return made


def _law(people: npt.NDArray[np.int64]) -> Floats:
    """Return the chance of each number of copies from the people found with it. Shape (LARGEST,)."""
    size = np.arange(1, len(people) + 1)
    mean = float((people * size).sum() / people.sum())
    broader = np.convolve(people.astype(float), _BROADER, "same")
    broader[0] = people[0]  # to stand there once is a case of its own
    broader[1:] *= people[1:].sum() / max(float(broader[1:].sum()), 1.0)
    geometric = (1.0 - 1.0 / mean) ** (size - 1) / mean if mean > 1.0 else np.where(size == 1, 1.0, 0.0)
    law = broader + _IMAGINED * (0.5 * geometric + 0.5 * 2.0**-size)
    return np.asarray(law / law.sum())
