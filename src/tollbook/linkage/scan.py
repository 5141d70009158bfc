"""Walks through blocks, pair by pair: patterns of a sample for fitting, and every pair's weight for linking.

Pairs are never stored unless their weight reaches the floor. Cheap terms come first; what is left is bounded by the
most that it can add, and a pair that cannot reach the floor is left before its names are spelt out.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.blocking import Blocking, Block
from tollbook.linkage.kernels import Codes, facts_levels, is_barred, levels, part_cheap, part_dear, settle_chain
from tollbook.linkage.terms import MAX_LEVELS, TERMS

N_TERMS = len(TERMS)
N_PARTS = 4
_BITS = 5
_CHUNK = 2_000_000  # pairs that one call looks through
THREADS = 2

Progress = Callable[[str, int, int], None]


class Weights(NamedTuple):
    """A model as the compiled code reads it; all in log2 odds.

    Attributes:
        prior: Of any two records, before they are compared, and the odds of relatives to strangers. Shape (2,).
        lists: Of two records by their lists, after calibration. Shape (lists, lists).
        match: Weight of each level. Shape (terms, MAX_LEVELS).
        kin: Weight of each level for relatives against strangers. Shape (terms, MAX_LEVELS).
        column: Frequency column of each level, or -1. Shape (terms, MAX_LEVELS).
        kin_frequency: 1 where relatives share the term's value as one person's records do. Shape (terms,).
        slope: How much of each weight counts, after calibration. Shape (1,).
        most: The most that a name's unequal levels can add, by group from 1. Shape (parts, 4).
    """

    prior: npt.NDArray[np.float64]
    lists: npt.NDArray[np.float64]
    match: npt.NDArray[np.float64]
    kin: npt.NDArray[np.float64]
    column: npt.NDArray[np.int64]
    kin_frequency: npt.NDArray[np.int64]
    slope: npt.NDArray[np.float64]
    most: npt.NDArray[np.float64]


class Kept(NamedTuple):
    """Pairs whose weight reached the floor.

    Attributes:
        left, right: Numbers of the records; left is before right. Shape (pairs,).
        weight: Log2 odds. Shape (pairs,).
        seen: Pairs looked at.
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float64]
    seen: int


@njit(cache=True, nogil=True)
def pair_terms(
    c: Codes, w: Weights, i: int, j: int, out: npt.NDArray[np.int64], terms: npt.NDArray[np.float64]
) -> float:
    """Write a pair's levels and the calibrated weight of each term, relatives last; return their sum with the prior."""
    levels(c, i, j, out)
    total = w.lists[c.source[i, 0], c.source[j, 0]]
    kin = w.prior[1]
    for term in range(N_TERMS):
        level = out[term]
        column = w.column[term, level]
        rarity = np.float64(c.frequency[i, column]) if column >= 0 else 0.0
        weight = (w.match[term, level] + rarity) if level > 0 else 0.0
        terms[term] = w.slope[0] * weight
        total += terms[term]
        if level > 0:
            kin += w.kin[term, level] + (rarity if w.kin_frequency[term] == 1 else 0.0)
    relatives = -np.log2(1.0 + 2.0 ** min(kin, 200.0))
    terms[N_TERMS] = w.slope[0] * relatives
    return total + terms[N_TERMS]


@njit(cache=True, nogil=True)
def bounded_weight(c: Codes, w: Weights, i: int, j: int, floor: float, out: npt.NDArray[np.int64]) -> float:
    """Return a pair's log2 odds before calibration, or minus infinity once it cannot reach the floor."""
    facts_levels(c, i, j, out)
    total = w.prior[0]
    kin = w.prior[1]
    for term in range(N_PARTS, N_TERMS):
        level = out[term]
        if level > 0:
            column = w.column[term, level]
            rarity = np.float64(c.frequency[i, column]) if column >= 0 else 0.0
            total += w.match[term, level] + rarity
            kin += w.kin[term, level] + (rarity if w.kin_frequency[term] == 1 else 0.0)
    most = total
    for part in range(N_PARTS):
        level = part_cheap(c, part, i, j)
        out[part] = level
        if level > 0:
            column = w.column[part, level]
            most += w.match[part, level] + np.float64(c.frequency[i, column])
        elif level < 0:
            most += w.most[part, (-level - 1) // 6 + 1]
    if most < floor:
        return -np.inf
    for part in range(N_PARTS):
        if out[part] < 0:
            base = -out[part]
            out[part] = part_dear(c, part, base, i, j)
            most += w.match[part, out[part]] - w.most[part, (base - 1) // 6 + 1]
            if most < floor:
                return -np.inf
    settle_chain(out)
    for part in range(N_PARTS):
        level = out[part]
        if level > 0:
            column = w.column[part, level]
            rarity = np.float64(c.frequency[i, column]) if column >= 0 else 0.0
            total += w.match[part, level] + rarity
            kin += w.kin[part, level] + (rarity if w.kin_frequency[part] == 1 else 0.0)
    return total - np.log2(1.0 + 2.0 ** min(kin, 200.0))


@njit(cache=True, nogil=True)
def is_seen(member: npt.NDArray[np.int32], rule: int, i: int, j: int) -> bool:
    """Return whether an earlier rule brings the pair."""
    for earlier in range(rule):
        if member[i, earlier] >= 0 and member[i, earlier] == member[j, earlier]:
            return True
    return False


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
    found = 0
    seen = 0
    scratch = np.zeros(N_TERMS, np.int64)
    for block in range(first, last):
        for a in range(starts[block], starts[block + 1]):
            i = order[a]
            for b in range(a + 1, starts[block + 1]):
                j = order[b]
                barred = is_barred(c, i, j)
                if barred and not (decoys == 1 and c.source[i, 1] == 1 and c.source[i, 0] == c.source[j, 0]):
                    continue
                if is_seen(member, rule, i, j):
                    continue
                seen += 1
                weight = bounded_weight(c, w, i, j, floor, scratch)
                if weight >= floor:
                    if found < len(out[0]):
                        out[0][found] = i
                        out[1][found] = j
                        out[2][found] = weight
                    found += 1
    return found, seen


@njit(cache=True, nogil=True)
def sample_block_patterns(
    c: Codes, order: npt.NDArray[np.int32], starts: npt.NDArray[np.int64], step: int, out: npt.NDArray[np.int64]
) -> int:
    """Write the pattern of every `step`-th pair of a rule's blocks; patterns of pairs that no person makes are negative.

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
                out[written] = -pattern - 1 if is_barred(c, i, j) else pattern
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


def scan(
    codes: Codes,
    weights: Weights,
    blocked: Blocking,
    *,
    floor: float,
    decoys: bool = False,
    progress: Progress | None = None,
) -> Kept:
    """Return every candidate pair whose log2 odds, before calibration, reach the floor.

    Args:
        codes: The records.
        weights: The model.
        blocked: Where to look.
        floor: Log2 odds.
        decoys: Also the pairs inside lists that hold each person once, which are no matches: to calibrate by.
        progress: Told of pairs looked through.

    Returns:
        The pairs, in an order that depends on the records alone.
    """
    tasks = [(rule, first, last) for rule, block in enumerate(blocked.blocks) for first, last in _chunks(block)]
    made: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64], int]] = []

    def one(
        task: tuple[int, int, int],
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64], int]:
        block = blocked.blocks[task[0]]
        room = 1 << 16
        while True:
            out = (np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float64))
            found, seen = scan_blocks(
                codes, weights, (block.order, block.starts, blocked.member), task, (floor, int(decoys)), out
            )
            if found <= room:
                return out[0][:found].copy(), out[1][:found].copy(), out[2][:found].copy(), seen
            room = found

    with ThreadPoolExecutor(THREADS) as pool:
        for done, result in enumerate(pool.map(one, tasks), start=1):
            made.append(result)
            if progress is not None:
                progress("comparing records", done, len(tasks))
    if not made:
        return Kept(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), 0)
    left, right = np.concatenate([a for a, _, _, _ in made]), np.concatenate([b for _, b, _, _ in made])
    return Kept(left, right, np.concatenate([v for _, _, v, _ in made]), sum(n for _, _, _, n in made))


def _chunks(block: Block) -> list[tuple[int, int]]:
    size = np.diff(block.starts)
    spent = np.cumsum(size * (size - 1) // 2)
    cuts = np.searchsorted(spent, np.arange(_CHUNK, int(spent[-1]) + _CHUNK, _CHUNK), side="left") + 1
    edges = [0, *sorted({int(cut) for cut in cuts if cut < len(size)}), len(size)]
    return list(zip(edges[:-1], edges[1:], strict=True))


def block_patterns(codes: Codes, block: Block, *, at_most: int) -> npt.NDArray[np.int64]:
    """Return the patterns of an even sample of a rule's pairs; negative where the two cannot be one person."""
    step = max(1, -(-block.pairs // at_most))
    out = np.empty(min(block.pairs, at_most) + 1, dtype=np.int64)
    return out[: sample_block_patterns(codes, block.order, block.starts, step, out)]


__all__ = ["MAX_LEVELS", "Kept", "Weights", "block_patterns", "pair_levels", "pair_weights", "scan", "unpacked"]
