"""Walks through blocks, pair by pair: patterns of a sample for fitting, and every pair's weight for linking.

Pairs are never stored unless their weight reaches the floor. Cheap terms come first; what is left is bounded by the
most that it can add, and a pair that cannot reach the floor is left before its names are spelt out.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.kernels import (
    AT_SOURCE,
    Codes,
    facts_levels,
    identifier_cheap,
    identifier_level,
    is_barred,
    is_once,
    levels,
    part_cheap,
    part_dear,
    place_cheap,
    place_level,
    settle_chain,
)
from tollbook.linkage.terms import COMPANY, IDENTIFIER, MAX_LEVELS, PLACE, TERMS

N_TERMS = len(TERMS)
N_PARTS = 4
_BITS = 5


# What the table of weights holds for each level; from COMPANY on, a weight and a flag for each kind of company.
MATCH, COLUMN, MOST, TOGETHER = range(4)
DEPTH = TOGETHER + 2 * len(COMPANY)


class Weights(NamedTuple):
    """A model as the compiled code reads it; all in log2 odds.

    Attributes:
        prior: Of any two records, before they are compared, and the odds of each kind of company to strangers.
            Shape (1 + kinds,).
        lists: Of two records by their lists, after calibration. Shape (lists, lists).
        slope: How much of each weight counts, after calibration. Shape (1,).
        table: Weight of each level, its frequency column or -1, the most that levels which take spelling out can add
            in this level's group, then for each kind of company its weight against strangers and 1 where they share
            the term's value as one person's records do. Shape (terms, MAX_LEVELS, DEPTH).
    """

    prior: npt.NDArray[np.float64]
    lists: npt.NDArray[np.float64]
    slope: npt.NDArray[np.float64]
    table: npt.NDArray[np.float64]

    @property
    def match(self) -> npt.NDArray[np.float64]:
        """Weight of each level. Shape (terms, MAX_LEVELS)."""
        return self.table[:, :, MATCH]


@njit(cache=True, nogil=True)
def pair_terms(
    c: Codes, w: Weights, i: int, j: int, out: npt.NDArray[np.int64], terms: npt.NDArray[np.float64]
) -> float:
    """Write a pair's levels and the calibrated weight of each term, relatives last; return their sum with the prior."""
    levels(c, i, j, out)
    total = w.lists[c.rec[i, AT_SOURCE], c.rec[j, AT_SOURCE]]
    for term in range(N_TERMS):
        terms[term] = w.slope[0] * term_weight(w.table, c.frequency, (i, j), term, out[term])
        total += terms[term]
    terms[N_TERMS] = w.slope[0] * -company_weight(w.table, w.prior, c.frequency, (i, j), out)
    return float(total + terms[N_TERMS])


@njit(cache=True, nogil=True)
def rarity(frequency: npt.NDArray[np.float32], column: int, pair: tuple[int, int]) -> float:
    """Return how rare a value that two records share is; the commoner, where one of them has it in a second script."""
    if column < 0:
        return 0.0
    return float(min(np.float64(frequency[pair[0], column]), np.float64(frequency[pair[1], column])))


@njit(cache=True, nogil=True)
def term_weight(
    table: npt.NDArray[np.float64], frequency: npt.NDArray[np.float32], pair: tuple[int, int], term: int, level: int
) -> float:
    """Return what a level says for one person against strangers."""
    if level == 0:
        return 0.0
    return float(table[term, level, MATCH] + rarity(frequency, int(table[term, level, COLUMN]), pair))


@njit(cache=True, nogil=True)
def company_weight(
    table: npt.NDArray[np.float64],
    prior: npt.NDArray[np.float64],
    frequency: npt.NDArray[np.float32],
    pair: tuple[int, int],
    out: npt.NDArray[np.int64],
) -> float:
    """Return log2 of how much likelier a pair is for strangers and company together than for strangers alone."""
    odds = 1.0
    for kind in range(len(prior) - 1):
        bits = prior[1 + kind]
        for term in range(N_TERMS):
            level = out[term]
            if level > 0:
                bits += table[term, level, TOGETHER + 2 * kind]
                column = int(table[term, level, COLUMN])
                if column >= 0 and table[term, level, TOGETHER + 2 * kind + 1] > 0.0:
                    bits += rarity(frequency, column, pair)
        odds += 2.0 ** min(bits, 200.0)
    return float(np.log2(odds))


@njit(cache=True, nogil=True)
def most_weight(
    rec: npt.NDArray[np.int32],
    frequency: npt.NDArray[np.float32],
    table: npt.NDArray[np.float64],
    word_key: npt.NDArray[np.int32],
    pair: tuple[int, int],
    out: npt.NDArray[np.int64],
) -> float:
    """Write the levels that codes decide, minus what they leave open; return the most that all terms can add."""
    i, j = pair
    facts_levels(rec, i, j, out)
    out[IDENTIFIER] = identifier_cheap(rec, i, j)
    out[PLACE] = place_cheap(rec, i, j)
    most = 0.0
    for part in range(N_PARTS):
        out[part] = part_cheap(rec, word_key, part, i, j)
    for term in range(N_TERMS):
        level = out[term]
        if level > 0:
            column = int(table[term, level, COLUMN])
            most += table[term, level, MATCH] + rarity(frequency, column, pair)
        elif level < 0:
            column = int(table[term, -level, COLUMN]) if term == PLACE else -1
            same = table[term, -level, MATCH] + rarity(frequency, column, pair)
            most += max(table[term, -level, MOST], same if term == PLACE else -np.inf)
    return most


@njit(cache=True, nogil=True)
def settled_weight(
    c: Codes, w: Weights, pair: tuple[int, int], most: float, floor: float, out: npt.NDArray[np.int64]
) -> float:
    """Return a pair's log2 odds before calibration, or minus infinity once it cannot reach the floor.

    Args:
        c: The records.
        w: The model.
        pair: Two records.
        most: What `most_weight` gave, the prior added.
        floor: Log2 odds.
        out: What `most_weight` wrote; completed. Shape (terms,).

    Returns:
        Log2 odds.
    """
    i, j = pair
    table = w.table
    for part in range(N_PARTS):
        if out[part] < 0:
            base = -out[part]
            out[part] = part_dear(c, part, base, i, j)
            most += table[part, out[part], MATCH] - table[part, base, MOST]
            if most < floor:
                return -np.inf
    if out[PLACE] < 0:
        out[PLACE] = place_level(c, i, j)
    if out[IDENTIFIER] < 0:
        out[IDENTIFIER] = identifier_level(c, i, j)
    settle_chain(out)
    total = w.prior[0]
    for term in range(N_TERMS):
        total += term_weight(table, c.frequency, pair, term, out[term])
    if total < floor:
        return -np.inf
    return float(total - company_weight(table, w.prior, c.frequency, pair, out))


@njit(cache=True, nogil=True)
def gathered(c: Codes, order: npt.NDArray[np.int32]) -> Codes:
    """Return the records of one block side by side, so that they stay in the processor's cache."""
    return Codes(
        c.rec[order],
        c.frequency[order],
        c.point[order],
        c.word_key,
        c.letters,
        c.starts,
        c.mask,
        c.key_letters,
        c.key_starts,
        c.key_mask,
    )


@njit(cache=True, nogil=True)
def is_seen(member: npt.NDArray[np.int32], rule: int, i: int, j: int) -> bool:
    """Return whether an earlier rule brings the pair."""
    found = False
    for earlier in range(rule):
        found = found or (member[i, earlier] >= 0 and member[i, earlier] == member[j, earlier])
    return found


@njit(cache=True, nogil=True)
def scan_blocks(
    c: Codes,
    w: Weights,
    walk: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.int32]],
    bounds: tuple[int, int, int],
    floors: tuple[float, int],
    out: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]],
) -> tuple[int, int]:
    """Write the pairs of some blocks that reach the floor; return how many they are and how many were looked at.

    The first may exceed the room given; then only as many as fit were written.
    """
    order, starts, member = walk
    rule, first, last = bounds
    floor, decoys = floors
    left, right, weights = out
    table, word_key, prior = w.table, c.word_key, w.prior[0]
    found = 0
    seen = 0
    scratch = np.zeros(N_TERMS, np.int64)
    for block in range(first, last):
        inside = order[starts[block] : starts[block + 1]]
        own = gathered(c, inside)
        rec, frequency = own.rec, own.frequency
        for a in range(len(inside)):
            for b in range(a + 1, len(inside)):
                if is_barred(rec, a, b) and not (decoys == 1 and is_once(rec, a, b)):
                    continue
                seen += 1
                most = prior + most_weight(rec, frequency, table, word_key, (a, b), scratch)
                if most < floor:
                    continue
                weight = settled_weight(own, w, (a, b), most, floor, scratch)
                if weight >= floor and not is_seen(member, rule, inside[a], inside[b]):
                    if found < len(left):
                        left[found], right[found], weights[found] = inside[a], inside[b], weight
                    found += 1
    return found, seen


@njit(cache=True, nogil=True)
def sample_block_patterns(
    c: Codes, order: npt.NDArray[np.int32], starts: npt.NDArray[np.int64], step: int, out: npt.NDArray[np.int64]
) -> int:
    """Write the pattern of every `step`-th pair of a rule's blocks, negative where no person makes the pair.

    Returns how many were written.
    """
    written = 0
    due = step // 2
    scratch = np.zeros(N_TERMS, np.int64)
    for block in range(len(starts) - 1):
        for a in range(starts[block], starts[block + 1]):
            row = starts[block + 1] - a - 1
            while due < row:
                i, j = order[a], order[a + 1 + due]
                due += step
                if written == len(out):
                    return written
                levels(c, i, j, scratch)
                pattern = np.int64(0)
                for term in range(N_TERMS):
                    pattern = (pattern << _BITS) | scratch[term]
                out[written] = -pattern - 1 if is_barred(c.rec, i, j) else pattern
                written += 1
            due -= row
    return written


@njit(cache=True, nogil=True)
def pair_levels(
    c: Codes, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], out: npt.NDArray[np.int64]
) -> None:
    """Write the levels of given pairs. Shape of out (pairs, terms)."""
    for at in range(len(left)):
        levels(c, left[at], right[at], out[at])


@njit(cache=True, nogil=True)
def pair_weights(
    c: Codes, w: Weights, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32], out: npt.NDArray[np.float64]
) -> None:
    """Write the calibrated weight of each term of given pairs, and their sum with the prior last."""
    scratch = np.zeros(N_TERMS, np.int64)
    for at in range(len(left)):
        out[at, N_TERMS + 1] = pair_terms(c, w, left[at], right[at], scratch, out[at])


def unpacked(patterns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the levels of packed patterns. Shape (patterns, terms)."""
    shifts = _BITS * np.arange(N_TERMS - 1, -1, -1)
    return (patterns[:, None] >> shifts) & ((1 << _BITS) - 1)


def block_patterns(
    codes: Codes, walk: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]], *, pairs: int, at_most: int
) -> npt.NDArray[np.int64]:
    """Return the patterns of an even sample of a rule's pairs; negative where the two cannot be one person."""
    step = max(1, -(-pairs // at_most))
    out = np.empty(min(pairs, at_most) + 1, dtype=np.int64)
    return out[: sample_block_patterns(codes, *walk, step, out)]


__all__ = ["MAX_LEVELS", "Weights", "block_patterns", "pair_levels", "pair_weights", "scan_blocks", "unpacked"]
