"""Makes a weight mean what it says, without labels.

The prior of each pair of lists is made to agree with the matches it yields: a record of a list that holds each person
once has at most one match in another such list, so a pair that has no rival is likelier than its weight alone says.

Terms are not quite independent, so how much each bit of evidence counts is uncertain; draws differ in it.

Two different rows of a list that holds each person once are two people. How such decoys score shows how pairs of
different people score, relatives and namesakes included; the report sets them beside the non-matches that the model
expects.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tollbook.linkage.candidates import Kept
from tollbook.linkage.kernels import Codes
from tollbook.linkage.parameters import Parameters
from tollbook.linkage.rivals import SLOPE, Rivals, settled
from tollbook.linkage.scan import COLUMN, MATCH, N_PARTS, N_TERMS, TOGETHER, Weights, pair_levels
from tollbook.linkage.terms import EXACT, groups

Array = npt.NDArray[np.float64]

DECOY_FLOOR = -10.0
_EDGES = np.arange(-8.0, 41.0)  # of the classes of log2 odds in the report
_NAME_GROUP = 6  # levels of one group of a name term


@dataclass(frozen=True, slots=True)
class Calibration:
    """How evidence is read: log2 odds = prior of the two lists + slope x evidence.

    Attributes:
        prior: Log2 odds that two records of two lists, without rivals, are one person. Shape (lists, lists).
        common: The same of any two records, rivals or not.
        matches: Expected matches between each two lists. Shape (lists, lists).
        slope: Bits for a bit of evidence.
        decoys: How many decoys there were.
        stands_for: Pairs between lists for each pair that could be a decoy.
        table: Lower edge of a class of log2 odds, pairs, expected non-matches, decoys. Shape (classes, 4).
    """

    prior: Array
    common: float
    matches: Array
    slope: float
    decoys: int
    stands_for: float
    table: Array


class Likely(NamedTuple):
    """Pairs that may be one person.

    Attributes:
        left, right: Numbers of the records. Shape (pairs,).
        odds: Log2 odds without rivals. Shape (pairs,).
        probability: Of their being one person, rivals considered. Shape (pairs,).
    """

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    odds: Array
    probability: Array


def calibrated(
    codes: Codes, model: Parameters, scales: Weights, kept: Kept, *, floor: float, rng: np.random.Generator
) -> tuple[Calibration, Likely]:
    """Return how the weights of pairs are to be read as odds, and the pairs that may be one person.

    Args:
        codes: The records.
        model: As fitted.
        scales: Its weights.
        kept: All pairs above DECOY_FLOOR, those inside once-only lists included; read part by part, several times.
        floor: Log2 odds below which a pair is not returned.
        rng: Gives decoys the misspellings that two lists would have.

    Returns:
        A calibration, and pairs that are no decoys.

    Source: Elias and Gygi 2007 (decoys); Sadinle 2017 (priors of one-to-one matching).
    """
    rivals = Rivals.of(codes)
    base = float(scales.prior[0])
    last, matches = settled(rivals, kept, base, model.match_share * model.pairs)
    prior = rivals.prior(matches)
    common = float(np.log2(max(matches.sum(), 1.0) / max(model.pairs, 1.0)))
    table, decoys = np.zeros((len(_EDGES) - 1, 4)), 0
    table[:, 0] = _EDGES[:-1]
    likely: list[Likely] = []
    for part in kept:
        real, probability = rivals.chances(part, last, base)
        evidence = part.weight - base
        table[:, 1] += np.histogram(common + SLOPE * evidence[real], _EDGES)[0]
        table[:, 2] += np.histogram(common + SLOPE * evidence[real], _EDGES, weights=1.0 - probability[real])[0]
        decoy = _as_between_lists(codes, model, scales, (part.left[~real], part.right[~real]), rng) - base
        table[:, 3] += np.histogram(common + SLOPE * decoy, _EDGES)[0]
        decoys += len(decoy)
        odds = prior[rivals.source[part.left], rivals.source[part.right]] + SLOPE * evidence
        chosen = real & (odds >= floor)
        likely.append(Likely(part.left[chosen], part.right[chosen], odds[chosen], probability[chosen]))
    stands_for = _pairs_a_decoy(codes, model)
    return Calibration(prior, common, matches, SLOPE, decoys, stands_for, table), _joined(likely)


def _joined(parts: list[Likely]) -> Likely:
    none = Likely(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0))
    return Likely(*(np.concatenate(columns) for columns in zip(none, *parts, strict=True)))


def _pairs_a_decoy(codes: Codes, model: Parameters) -> float:
    """Return how many pairs between lists there are for each pair inside a once-only list."""
    once = codes.source[:, 1] == 1
    size = np.bincount(codes.source[once, 0]).astype(float)
    within = float((size * (size - 1) / 2).sum())
    return model.pairs / within if within > 0 else 0.0


def _as_between_lists(
    codes: Codes,
    model: Parameters,
    scales: Weights,
    decoys: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    rng: np.random.Generator,
) -> Array:
    """Return the weights that decoys would have had if their two rows stood in two lists.

    One list spells one name in one way; two lists do not. A part that is the same in both rows gets the level that
    the same name gets across lists.
    """
    left, right = decoys[0].astype(np.int64), decoys[1].astype(np.int64)
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
