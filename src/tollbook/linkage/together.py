"""What records say for being one person when they are taken together, and not two by two.

Each record is a copy of one truth, with errors of its own. Term by term, one record that states it stands for the
truth, the one that the others agree with best; every other record is weighed against that one. So an error counts
once, for the record that holds it, and not once for each record that it is compared with. Two records weigh what
their pair weighs.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.components import BARRED, Verdicts
from tollbook.linkage.kernels import AT_SOURCE, Codes, is_barred
from tollbook.linkage.scan import N_TERMS, Weights, pair_terms

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

RELATIVES = N_TERMS  # the row of the twelfth term, which belongs to a pair and not to a value
VERDICT = N_TERMS + 1  # the row of what must be and what cannot be
NEAR = N_TERMS + 2  # the row of pairs that come into question; records are put together only through one of these
ROWS = N_TERMS + 3
THINKABLE = -8.0  # log2 odds from which a pair comes into question


class Prior(NamedTuple):
    """What is expected before records are compared, in log2 odds.

    Attributes:
        lists: That two records of two lists are one person. Shape (lists, lists).
        copies: That a list holds one person so many times rather than as many people. Shape (lists, LARGEST + 1).
    """

    lists: Floats
    copies: Floats


class Group(NamedTuple):
    """A few records, each compared with each.

    Attributes:
        terms: Calibrated weights of each pair; then RELATIVES, VERDICT, and 1 where NEAR. Shape (ROWS, records,
            records).
        stated: Which terms a record states, as far as any other of the group does. Shape (N_TERMS, records).
        speaking: Terms that two records state.
        source: The list of each record.
        tally: Room to count in, all zero. Shape (lists,).
    """

    terms: Floats
    stated: npt.NDArray[np.bool_]
    speaking: Ints
    source: Ints
    tally: Ints


@njit(cache=True, nogil=True)
def compared(c: Codes, w: Weights, verdicts: Verdicts, members: Ints) -> Group:
    """Return records compared, each with each.

    Args:
        c: The records.
        w: The calibrated model.
        verdicts: Judgements, which outweigh all else.
        members: The group, ascending.

    Returns:
        A group.
    """
    n = len(members)
    terms = np.zeros((ROWS, n, n))
    stated = np.zeros((N_TERMS, n), np.bool_)
    source = np.empty(n, np.int64)
    level = np.zeros(N_TERMS, np.int64)
    bits = np.zeros(N_TERMS + 1)
    for a in range(n):
        source[a] = c.rec[members[a], AT_SOURCE]
        for b in range(a + 1, n):
            i, j = members[a], members[b]
            odds = pair_terms(c, w, i, j, level, bits)
            for term in range(N_TERMS + 1):
                terms[term, a, b] = terms[term, b, a] = bits[term]
                if term < N_TERMS and level[term] > 0:
                    stated[term, a] = stated[term, b] = True
            verdict = BARRED if is_barred(c.rec, i, j) else 0.0
            if len(verdicts.pair) > 0:
                key = i * len(c.rec) + j
                at = np.searchsorted(verdicts.pair, key)
                if at < len(verdicts.pair) and verdicts.pair[at] == key:
                    verdict = verdicts.value[at]
            terms[VERDICT, a, b] = terms[VERDICT, b, a] = verdict
            terms[NEAR, a, b] = terms[NEAR, b, a] = 1.0 if odds + verdict >= THINKABLE else 0.0
    return Group(terms, stated, speaking_terms(stated), source, np.zeros(len(w.lists), np.int64))


@njit(cache=True, nogil=True)
def speaking_terms(stated: npt.NDArray[np.bool_]) -> Ints:
    """Return the terms that any record states."""
    found = np.empty(len(stated), np.int64)
    number = 0
    for term in range(len(stated)):
        if stated[term].any():
            found[number] = term
            number += 1
    return found[:number]


@njit(cache=True, nogil=True)
def parts(
    group: Group, prior: Prior, sums: tuple[Floats, Floats, float], chosen: Ints, size: int
) -> tuple[float, float]:
    """Return the evidence for some records being one person, and what is expected of them or laid down.

    Args:
        group: All records.
        prior: Of lists.
        sums: Two tables of each record's weights with the chosen, and how often the second counts: 1, 0 or -1. Shape
            (ROWS, records) each.
        chosen: Records; the first `size` count.
        size: How many.

    Returns:
        Bits against their being as many people; 0 for one record.
    """
    if size < 2:
        return 0.0, 0.0
    first, second, sign = sums
    evidence = 0.0
    for term in group.speaking:
        best = -np.inf
        for at in range(size):
            record = chosen[at]
            if group.stated[term, record]:
                best = max(best, first[term, record] + sign * second[term, record])
        if best > -np.inf:
            evidence += best
    relatives, fixed = 0.0, 0.0
    for at in range(size):
        relatives += first[RELATIVES, chosen[at]] + sign * second[RELATIVES, chosen[at]]
        fixed += 0.5 * (first[VERDICT, chosen[at]] + sign * second[VERDICT, chosen[at]])
    return evidence + relatives / size, fixed + expected(group, prior, chosen, size)


@njit(cache=True, nogil=True)
def expected(group: Group, prior: Prior, chosen: Ints, size: int) -> float:
    """Return the prior log2 odds of some records being one person: how often in each list, and in which lists."""
    tally = group.tally
    bits = 0.0
    lists = 0
    for at in range(size):
        tally[group.source[chosen[at]]] += 1
    between = 0.0
    for at in range(size):
        one = group.source[chosen[at]]
        if tally[one] > 0:
            for other in range(len(tally)):
                if tally[other] < 0:
                    between += prior.lists[one, other]
            bits += prior.copies[one, tally[one]]
            tally[one] = -1
            lists += 1
    for at in range(size):
        tally[group.source[chosen[at]]] = 0
    return bits + 2.0 * between / lists


@njit(cache=True, nogil=True)
def worth(
    group: Group,
    model: tuple[Prior, float, float],
    sums: tuple[Floats, Floats, float],
    chosen: Ints,
    size: int,
) -> float:
    """Return the log2 odds of some records being one person, each bit of evidence and each link moved a little.

    Args:
        group: All records.
        model: Prior, what a bit of evidence counts, and what is added for each link.
        sums: As in `parts`.
        chosen: Records; the first `size` count.
        size: How many.

    Returns:
        Bits against their being as many people.
    """
    prior, slope, offset = model
    evidence, fixed = parts(group, prior, sums, chosen, size)
    return slope * evidence + fixed + offset * max(size - 1, 0)


@njit(cache=True, nogil=True)
def gathered(label: Ints, pile: int, chosen: Ints) -> int:
    """Write the records of a pile; return how many they are."""
    size = 0
    for record in range(len(label)):
        if label[record] == pile:
            chosen[size] = record
            size += 1
    return size


@njit(cache=True, nogil=True)
def without(chosen: Ints, size: int, record: int) -> int:
    """Take a record out of the chosen, who stay in order; return how many are left."""
    kept = 0
    for at in range(size):
        if chosen[at] != record:
            chosen[kept] = chosen[at]
            kept += 1
    return kept
