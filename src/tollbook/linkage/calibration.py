"""Makes a weight mean what it says, without labels.

The prior of each pair of lists is made to agree with the matches it yields: a record of a list that holds each person
once has at most one match in another such list, so a pair that has no rival is likelier than its weight alone says.

Terms are not quite independent, so how much each bit of evidence counts is uncertain; draws differ in it.

Two different rows of a list that holds each person once are two people. How such decoys score shows how pairs of
different people score, relatives and namesakes included; the report sets them beside the non-matches that the model
expects.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.linkage.kernels import Codes
from tollbook.linkage.parameters import Parameters
from tollbook.linkage.scan import COLUMN, MATCH, N_PARTS, N_TERMS, TOGETHER, Kept, Weights, pair_levels
from tollbook.linkage.terms import EXACT, groups

Array = npt.NDArray[np.float64]

DECOY_FLOOR = -10.0
SLOPE = 1.0
_BIN = 1.0  # bits
_LOWEST, _HIGHEST = -8.0, 40.0
_NAME_GROUP = 6  # levels of one group of a name term
_MOST_MATCHED = 0.95  # of a list's records in another list; beyond, one missing match would weigh too much


@dataclass(frozen=True, slots=True)
class Calibration:
    """How evidence is read: log2 odds = prior of the two lists + slope x evidence.

    Attributes:
        prior: Log2 odds that two records of two lists, without rivals, are one person. Shape (lists, lists).
        common: The same of any two records, rivals or not.
        matches: Expected matches between each two lists. Shape (lists, lists).
        slope: Bits for a bit of evidence.
        probability: Of each pair that was kept, rivals considered; 0 for decoys. Shape (pairs,).
        decoys: How many decoys there were.
        stands_for: Pairs between lists for each pair that could be a decoy.
        table: Lower edge of a class of log2 odds, pairs, expected non-matches, decoys. Shape (classes, 4).
    """

    prior: Array
    common: float
    matches: Array
    slope: float
    probability: Array
    decoys: int
    stands_for: float
    table: Array


def calibrated(
    codes: Codes, model: Parameters, scales: Weights, kept: Kept, *, rng: np.random.Generator
) -> Calibration:
    """Return how the weights of pairs are to be read as odds.

    Args:
        codes: The records.
        model: As fitted.
        scales: Its weights.
        kept: All pairs above DECOY_FLOOR, those inside once-only lists included.
        rng: Gives decoys the misspellings that two lists would have.

    Returns:
        A calibration.

    Source: Elias and Gygi 2007 (decoys); Sadinle 2017 (priors of one-to-one matching).
    """
    source, once = codes.source[:, 0], codes.source[:, 1] == 1
    is_decoy = (source[kept.left] == source[kept.right]) & once[kept.left]
    evidence = kept.weight - scales.prior[0]
    decoy = _as_between_lists(codes, model, scales, kept, is_decoy, rng) - scales.prior[0]
    rivals = _Rivals.of(codes, kept, ~is_decoy)
    real = evidence[~is_decoy]
    probability, matches = _settled(rivals, real, SLOPE, model.match_share * model.pairs)
    every = np.zeros(len(kept.left))
    every[~is_decoy] = probability
    prior = rivals.prior(matches)
    common = float(np.log2(max(matches.sum(), 1.0) / max(model.pairs, 1.0)))
    table = _classes(common + SLOPE * real, probability, common + SLOPE * decoy)
    return Calibration(prior, common, matches, SLOPE, every, len(decoy), _pairs_a_decoy(codes, model), table)


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Pairs between lists, and which of them exclude one another.

    Attributes:
        left, right: Lists of the two records. Shape (pairs,).
        seat_left, seat_right: The left record's one place in the right record's list, and the other way round; -1
            where that list may repeat people.
        seats: How many seats there are.
        size: Records of each list.
        once: Which lists hold each person once.
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    seat_left: npt.NDArray[np.int64]
    seat_right: npt.NDArray[np.int64]
    seats: int
    size: Array
    once: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, codes: Codes, kept: Kept, chosen: npt.NDArray[np.bool_]) -> "_Rivals":
        source = codes.source[:, 0]
        lists = int(source.max(initial=0)) + 1
        once = np.zeros(lists, dtype=bool)
        once[source] = codes.source[:, 1] == 1
        i, j = kept.left[chosen].astype(np.int64), kept.right[chosen].astype(np.int64)
        left, right = source[i], source[j]
        seat_left = np.where(once[right], i * lists + right, -1)
        seat_right = np.where(once[left], j * lists + left, -1)
        _, at = np.unique(np.concatenate([seat_left, seat_right]), return_inverse=True)
        seat_left, seat_right = np.where(seat_left < 0, -1, at[: len(i)]), np.where(seat_right < 0, -1, at[len(i) :])
        size = np.bincount(source, minlength=lists).astype(float)
        return cls(left, right, seat_left, seat_right, int(at.max(initial=0)) + 1, size, once)

    def prior(self, matches: Array) -> Array:
        """Return the log2 odds of a pair without rivals, by lists, given the matches between them."""
        pairs = np.outer(self.size, self.size)
        np.fill_diagonal(pairs, np.where(self.once, 0.0, self.size * (self.size - 1) / 2))
        share = np.clip(matches / np.maximum(pairs, 1.0), 1e-12, 0.5)
        placed = np.clip(matches / np.maximum(self.size, 1.0)[:, None], 0.0, _MOST_MATCHED)  # of row's, in column's
        left = np.where(self.once[None, :], -np.log2(1.0 - placed), 0.0)
        both = left + left.T
        np.fill_diagonal(both, 0.0)
        return np.asarray(np.log2(share / (1.0 - share)) + both)

    def probability(self, odds: Array) -> Array:
        """Return the chance of each pair, its rivals for the same seats considered."""
        left = np.bincount(np.maximum(self.seat_left, 0), np.where(self.seat_left >= 0, odds, 0.0), self.seats)
        right = np.bincount(np.maximum(self.seat_right, 0), np.where(self.seat_right >= 0, odds, 0.0), self.seats)
        taken = left + right
        rivals = np.where(self.seat_left >= 0, taken[self.seat_left] - odds, 0.0)
        rivals = rivals + np.where(self.seat_right >= 0, taken[self.seat_right] - odds, 0.0)
        return np.asarray(odds / (1.0 + odds + np.maximum(rivals, 0.0)))

    def counted(self, probability: Array) -> Array:
        """Return the expected matches between each two lists, in both directions. Shape (lists, lists)."""
        lists = len(self.size)
        one_way = (
            np.bincount(self.left * lists + self.right, probability, lists * lists)
            .reshape(lists, lists)
            .astype(np.float64)
        )
        both = one_way + one_way.T
        np.fill_diagonal(both, np.diag(one_way))
        return both


def _settled(rivals: _Rivals, evidence: Array, slope: float, matches: float | np.floating) -> tuple[Array, Array]:
    """Return the chance of each pair, and the matches between lists that their own priors yield."""
    lists = len(rivals.size)
    pairs = np.outer(rivals.size, rivals.size)
    expected = float(matches) * pairs / max(float(np.triu(pairs).sum()), 1.0)
    probability = np.zeros(len(evidence))
    for _ in range(40):
        prior = rivals.prior(expected)
        odds = 2.0 ** np.clip(prior[rivals.left, rivals.right] + slope * evidence, -100, 100)
        probability = rivals.probability(odds)
        new = rivals.counted(probability) + 0.5 / lists**2
        settled = np.abs(new - expected).max() < 1e-3 * max(float(new.max()), 1.0)
        expected = new
        if settled:
            break
    return probability, expected


def _pairs_a_decoy(codes: Codes, model: Parameters) -> float:
    """Return how many pairs between lists there are for each pair inside a once-only list."""
    once = codes.source[:, 1] == 1
    size = np.bincount(codes.source[once, 0]).astype(float)
    within = float((size * (size - 1) / 2).sum())
    return model.pairs / within if within > 0 else 0.0


def _classes(odds: Array, probability: Array, decoy: Array) -> Array:
    edges = np.arange(_LOWEST, _HIGHEST + _BIN, _BIN)
    pairs = np.histogram(odds, edges)[0]
    false = np.histogram(odds, edges, weights=1.0 - probability)[0]
    return np.column_stack([edges[:-1], pairs, false, np.histogram(decoy, edges)[0]]).astype(np.float64)


def _as_between_lists(
    codes: Codes, model: Parameters, scales: Weights, kept: Kept, decoy: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Array:
    """Return the weights that decoys would have had if their two rows stood in two lists.

    One list spells one name in one way; two lists do not. A part that is the same in both rows gets the level that
    the same name gets across lists.
    """
    left, right = kept.left[decoy].astype(np.int64), kept.right[decoy].astype(np.int64)
    levels = np.empty((len(left), N_TERMS), dtype=np.int64)
    pair_levels(codes, left, right, levels)
    group = groups()
    for part in range(N_PARTS):
        share = model.name_groups[part, 1:]
        if share.sum() <= 0:
            continue
        stated = levels[:, part] > 0
        wanted = rng.choice(3, size=len(left), p=share / share.sum())
        kind = (levels[:, part] - 1) % _NAME_GROUP
        drawn = np.zeros(len(left), dtype=np.int64)
        for at in range(3):
            chances = np.where(group[part] == at + 1, model.m[part], 0.0)[
                1 + _NAME_GROUP * at : 1 + _NAME_GROUP * (at + 1)
            ]
            drawn = np.where(wanted == at, rng.choice(_NAME_GROUP, size=len(left), p=chances / chances.sum()), drawn)
        kind = np.where(kind == EXACT, drawn, kind)
        levels[:, part] = np.where(stated, 1 + _NAME_GROUP * wanted + kind, 0)
    return weights_of_levels(codes, scales, (left, right), levels)


def weights_of_levels(
    codes: Codes,
    scales: Weights,
    pairs: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    levels: npt.NDArray[np.int64],
) -> Array:
    """Return the weight of pairs, not bent, from the levels of their terms. Shape (pairs,)."""
    left, right = pairs
    total = np.full(len(left), scales.prior[0])
    kinds = len(scales.prior) - 1
    bits = np.tile(scales.prior[1:], (len(left), 1))
    for term in range(N_TERMS):
        level = levels[:, term]
        column = scales.table[term, level, COLUMN].astype(np.int64)
        at = np.maximum(column, 0)
        shown = np.minimum(codes.frequency[left, at], codes.frequency[right, at]).astype(np.float64)
        rarity = np.where(column >= 0, shown, 0.0)
        total += np.where(level > 0, scales.table[term, level, MATCH] + rarity, 0.0)
        for kind in range(kinds):
            shared = np.where(scales.table[term, level, TOGETHER + 2 * kind + 1] > 0, rarity, 0.0)
            bits[:, kind] += np.where(level > 0, scales.table[term, level, TOGETHER + 2 * kind] + shared, 0.0)
    odds = np.ones(len(left))
    for kind in range(kinds):
        odds += 2.0 ** np.minimum(bits[:, kind], 200.0)
    return total - np.log2(odds)
