"""Which pairs exclude one another, and the matches between lists that their own prior yields.

A record has at most one match in a list that holds each person once: one seat there, which all its pairs with that list
want. Pairs are read part by part, so that memory does not grow with their number.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.candidates import Kept, Part
from tollbook.linkage.kernels import Codes

Array = npt.NDArray[np.float64]

SLOPE = 1.0  # bits that a bit of evidence counts
_ROUNDS = 40  # of finding matches and the prior that they let expect
_MOST_MATCHED = 0.95  # of a list's records in another list; beyond, one missing match would weigh too much


@dataclass(frozen=True, slots=True)
class Rivals:
    """Which pairs exclude one another: a record has one seat in each list that holds each person once.

    Attributes:
        source: List of each record. Shape (records,).
        seat: The place of each list among those that hold each person once; -1 for the others. Shape (lists,).
        size: Records of each list.
        taken: Odds of all pairs that want a seat; written by `matches`. Shape (records, lists with seats).
    """

    source: npt.NDArray[np.int32]
    seat: npt.NDArray[np.int64]
    size: Array
    taken: Array

    @classmethod
    def of(cls, codes: Codes) -> "Rivals":
        """Return records whose seats are free."""
        source = np.ascontiguousarray(codes.source[:, 0])
        lists = int(source.max(initial=0)) + 1
        once = np.zeros(lists, dtype=bool)
        once[source] = codes.source[:, 1] == 1
        seat = np.where(once, np.cumsum(once) - 1, -1)
        size = np.bincount(source, minlength=lists).astype(float)
        return cls(source, seat, size, np.zeros((len(source), int(once.sum()))))

    def prior(self, matches: Array) -> Array:
        """Return the log2 odds of a pair without rivals, by lists, given the matches between them."""
        once = self.seat >= 0
        pairs = np.outer(self.size, self.size)
        np.fill_diagonal(pairs, np.where(once, 0.0, self.size * (self.size - 1) / 2))
        share = np.clip(matches / np.maximum(pairs, 1.0), 1e-12, 0.5)
        placed = np.clip(matches / np.maximum(self.size, 1.0)[:, None], 0.0, _MOST_MATCHED)  # of row's, in column's
        left = np.where(once[None, :], -np.log2(1.0 - placed), 0.0)
        both = left + left.T
        np.fill_diagonal(both, 0.0)
        return np.asarray(np.log2(share / (1.0 - share)) + both)

    def matches(self, kept: Kept, prior: Array, base: float) -> Array:
        """Return the matches between each two lists that a prior lets expect, both ways. Shape (lists, lists)."""
        self.taken[:] = 0.0
        for part in kept:
            take_seats(part, (self.source, self.seat), (prior, SLOPE, base), self.taken)
        one_way = np.zeros(prior.shape)
        for part in kept:
            self.chances(part, prior, base, one_way)
        both = one_way + one_way.T
        np.fill_diagonal(both, np.diag(one_way))
        return both

    def chances(
        self, part: Part, prior: Array, base: float, counted: Array | None = None
    ) -> tuple[npt.NDArray[np.bool_], Array]:
        """Return which pairs are no decoys, and the chance of each, its rivals for the same seats considered.

        Args:
            part: Some pairs.
            prior: Log2 odds by lists, as the seats were taken under.
            base: Prior in the pairs' weights.
            counted: The chances are added to it by lists.

        Returns:
            Both of shape (pairs,); the chance of a decoy is 0.
        """
        probability = np.zeros(len(part.left))
        counted = np.zeros(prior.shape) if counted is None else counted
        weigh_rivals(part, (self.source, self.seat), (prior, SLOPE, base), self.taken, (probability, counted))
        of_left, of_right = self.source[part.left], self.source[part.right]
        return ~((of_left == of_right) & (self.seat[of_left] >= 0)), probability


def settled(rivals: Rivals, kept: Kept, base: float, matches: float) -> tuple[Array, Array]:
    """Return the prior of lists that the seats were last taken under, and the matches that it yields."""
    lists = len(rivals.size)
    pairs = np.outer(rivals.size, rivals.size)
    expected = matches * pairs / max(float(np.triu(pairs).sum()), 1.0)
    prior = rivals.prior(expected)
    for _ in range(_ROUNDS):
        prior = rivals.prior(expected)
        new = rivals.matches(kept, prior, base) + 0.5 / lists**2
        is_settled = np.abs(new - expected).max() < 1e-3 * max(float(new.max()), 1.0)
        expected = new
        if is_settled:
            break
    return prior, expected


@njit(cache=True, nogil=True)
def odds_of(reading: tuple[Array, float, float], left: int, right: int, weight: float) -> float:
    """Return the odds of a pair of two lists: the prior, what a bit counts, and the prior in the weight being given."""
    prior, slope, base = reading
    return float(2.0 ** min(max(prior[left, right] + slope * (weight - base), -100.0), 100.0))


@njit(cache=True, nogil=True)
def take_seats(
    part: Part,
    lists: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]],
    reading: tuple[Array, float, float],
    taken: Array,
) -> None:
    """Add each pair's odds to those of its two records' seats in one another's lists."""
    source, seat = lists
    for at in range(len(part.left)):
        i, j = part.left[at], part.right[at]
        a, b = source[i], source[j]
        if a == b and seat[a] >= 0:
            continue
        odds = odds_of(reading, a, b, part.weight[at])
        if seat[b] >= 0:
            taken[i, seat[b]] += odds
        if seat[a] >= 0:
            taken[j, seat[a]] += odds


@njit(cache=True, nogil=True)
def weigh_rivals(
    part: Part,
    lists: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]],
    reading: tuple[Array, float, float],
    taken: Array,
    out: tuple[Array, Array],
) -> None:
    """Write each pair's chance given all that want its seats, 0 for a decoy, and add it up by the two lists."""
    source, seat = lists
    probability, counted = out
    for at in range(len(part.left)):
        i, j = part.left[at], part.right[at]
        a, b = source[i], source[j]
        if a == b and seat[a] >= 0:
            continue
        odds = odds_of(reading, a, b, part.weight[at])
        rivals = 0.0
        if seat[b] >= 0:
            rivals += taken[i, seat[b]] - odds
        if seat[a] >= 0:
            rivals += taken[j, seat[a]] - odds
        probability[at] = odds / (1.0 + odds + max(rivals, 0.0))
        counted[a, b] += probability[at]
