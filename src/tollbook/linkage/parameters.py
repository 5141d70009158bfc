"""How often each level occurs among matches, among strangers and among relatives: counted and fitted, without labels.

Strangers: random pairs, freed of the matches among them. Matches and relatives: expectation-maximisation over the
patterns of all rules at once, each rule with its own shares, leaving out the terms that the rule holds equal.
Pairs inside a list that holds each person once are no matches; they teach what strangers and relatives look like.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.blocking import Block, Blocking
from tollbook.linkage.kernels import Codes
from tollbook.linkage.scan import (
    COLUMN,
    KIN,
    KIN_RARITY,
    MATCH,
    MOST,
    N_PARTS,
    N_TERMS,
    Weights,
    block_patterns,
    pair_levels,
    unpacked,
)
from tollbook.linkage.terms import (
    FATHER,
    FAMILY,
    GRANDFATHER,
    IDENTIFIER,
    MAX_LEVELS,
    PLACE,
    TERMS,
    frequency_columns,
    groups,
    starting_chances,
)

Array = npt.NDArray[np.float64]

RANDOM_PAIRS = 1_000_000
PATTERNS_A_RULE = 200_000
ROUNDS = 60
_FIRM = 20.0  # pairs that the starting chances count as, so that a level never seen is not impossible
_FAINT = 0.5  # pairs added to each level among strangers
_SHARED = np.array([term.relatives == "free" for term in TERMS])


@dataclass(frozen=True, slots=True)
class Parameters:
    """A fitted model.

    Attributes:
        m: Chance of each level among matches, within its group. Shape (terms, MAX_LEVELS).
        u: The same among strangers.
        kin: The same among relatives who are not one person.
        match_share: Share of matches among all pairs that could be one person.
        kin_share: Share of relatives among them.
        pairs: How many pairs could be one person.
        name_groups: How often random pairs fall into each group of each name term. Shape (parts, 4).
    """

    m: Array
    u: Array
    kin: Array
    match_share: float
    kin_share: float
    pairs: float
    name_groups: Array


def possible_pairs(codes: Codes) -> float:
    """Return how many pairs of records could be one person, list policies considered."""
    n = len(codes.source)
    _, at, size = np.unique(codes.source[:, 0], return_inverse=True, return_counts=True)
    once = np.zeros(len(size), dtype=bool)
    once[at] = codes.source[:, 1] == 1
    return float(n * (n - 1) / 2 - (size[once].astype(float) * (size[once] - 1) / 2).sum())


def fitted(codes: Codes, blocked: Blocking, *, rng: np.random.Generator) -> Parameters:
    """Return the model of these records.

    Args:
        codes: The records.
        blocked: Where matches are to be found.
        rng: Draws the random pairs.

    Returns:
        Parameters; a case without candidate pairs keeps the starting chances.

    Source: Fellegi and Sunter 1969; Winkler 1988 for EM; Lee et al. 2022 for decoys fixed as non-matches.
    """
    pairs = possible_pairs(codes)
    observed = _random(codes, rng)
    samples = [_Sample.of(codes, block) for block in blocked.blocks]
    group = groups()
    m = starting_chances()
    u = _within_groups(observed, group)
    kin = _starting_kin(m, u)
    shares = np.tile([0.2, 0.1], (len(samples), 1))
    match_share = kin_share = 1e-9
    for _ in range(ROUNDS):
        counts = np.zeros((2, N_TERMS, MAX_LEVELS))
        before = m.copy()
        matches = relatives = 0.0
        for at, sample in enumerate(samples):
            found, shares[at] = _expected(sample, (m, u, kin), shares[at])
            counts += found
            matches = max(matches, shares[at, 0] * sample.possible * sample.block.pairs)
            relatives = max(relatives, shares[at, 1] * sample.block.pairs)
        match_share = min(max(matches / max(pairs, 1.0), 1e-12), 0.5)
        kin_share = min(max(relatives / max(pairs, 1.0), 1e-12), 0.5)
        m = _blended(counts[0], starting_chances(), group, _FIRM)
        u = _within_groups(_freed(observed, m, group, match_share), group)
        free = _blended(counts[1], _starting_kin(starting_chances(), u), group, _FIRM)
        kin = np.where(_SHARED[:, None], free, u)
        if np.abs(m - before).max() < 1e-5:
            break
    return Parameters(m, u, kin, match_share, kin_share, pairs, _name_groups(observed))


def weights(model: Parameters, *, slope: float = 1.0, lists: Array | None = None) -> Weights:
    """Return a model's weights in log2 odds.

    Args:
        model: As fitted.
        slope: How much of each bit counts.
        lists: Prior log2 odds by two records' lists; None before calibration.

    Returns:
        What the compiled comparisons read.
    """
    group = groups()
    match, kin = np.zeros((N_TERMS, MAX_LEVELS)), np.zeros((N_TERMS, MAX_LEVELS))
    stated = group > 0
    match[stated] = np.log2(model.m[stated] / model.u[stated])
    kin[stated] = np.log2(model.kin[stated] / model.u[stated])
    table = np.zeros((N_TERMS, MAX_LEVELS, 5))
    table[:, :, MATCH], table[:, :, KIN], table[:, :, COLUMN] = match, kin, frequency_columns()
    table[:, :, KIN_RARITY] = np.array([[float(term.relatives != "own")] for term in TERMS])
    for part in range(N_PARTS):
        for first in (1, 7, 13):
            table[part, first : first + 6, MOST] = match[part, first + 2 : first + 6].max()
    table[PLACE, :, MOST] = match[PLACE, 2]
    table[IDENTIFIER, :, MOST] = match[IDENTIFIER, 2:4].max()
    prior = np.array([_log_odds(model.match_share), _log_odds(model.kin_share)])
    return Weights(prior, np.full((1, 1), prior[0]) if lists is None else lists, np.array([slope]), table)


def _log_odds(share: float) -> float:
    return float(np.log2(share / (1.0 - share)))


@dataclass(frozen=True, slots=True)
class _Sample:
    """Patterns of one rule's pairs: levels, how often, which could be matches, which terms speak."""

    block: Block
    levels: npt.NDArray[np.int64]
    count: Array
    can_match: npt.NDArray[np.bool_]
    speaks: npt.NDArray[np.bool_]
    possible: float

    @classmethod
    def of(cls, codes: Codes, block: Block) -> "_Sample":
        patterns, count = np.unique(block_patterns(codes, block, at_most=PATTERNS_A_RULE), return_counts=True)
        can_match = patterns >= 0
        levels = unpacked(np.where(can_match, patterns, -patterns - 1))
        speaks = np.array([term not in block.fixed for term in range(N_TERMS)])
        possible = float(count[can_match].sum() / max(count.sum(), 1))
        return cls(block, levels, count.astype(float), can_match, speaks, possible)


def _random(codes: Codes, rng: np.random.Generator) -> Array:
    """Return how often each level occurs among random pairs that could be one person. Shape (terms, MAX_LEVELS)."""
    n = len(codes.source)
    if n < 2:
        return np.zeros((N_TERMS, MAX_LEVELS))
    if n * (n - 1) // 2 <= RANDOM_PAIRS:
        left, right = np.triu_indices(n, 1)
    else:
        left = rng.integers(0, n, RANDOM_PAIRS)
        right = (left + rng.integers(1, n, RANDOM_PAIRS)) % n
    same_list = (codes.source[left, 0] == codes.source[right, 0]) & (codes.source[left, 1] == 1)
    if not same_list.all():
        left, right = left[~same_list], right[~same_list]
    found = np.empty((len(left), N_TERMS), dtype=np.int64)
    pair_levels(codes, left, right, found)
    return np.stack([np.bincount(found[:, term], minlength=MAX_LEVELS) for term in range(N_TERMS)]).astype(float)


def _name_groups(observed: Array) -> Array:
    first = observed[:N_PARTS, :1]
    named = observed[:N_PARTS, 1:19].reshape(N_PARTS, 3, 6).sum(axis=2)
    return np.concatenate([first, named], axis=1)


def _within_groups(counts: Array, group: npt.NDArray[np.int64]) -> Array:
    """Return chances that sum to one within each group of each term; every level keeps a faint one."""
    return _blended(counts, np.where(group >= 0, _FAINT, 0.0), group, None)


def _blended(counts: Array, start: Array, group: npt.NDArray[np.int64], firm: float | None) -> Array:
    made = np.zeros_like(counts)
    for kind in range(int(group.max()) + 1):
        inside = group == kind
        weight = np.where(inside, start, 0.0)
        if firm is not None:
            weight = firm * weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        total = np.where(inside, counts, 0.0) + weight
        whole = total.sum(axis=1, keepdims=True)
        made += np.where(inside, total / np.where(whole > 0, whole, 1.0), 0.0)
    return np.where(group >= 0, np.maximum(made, 1e-12), 0.0)


def _freed(observed: Array, m: Array, group: npt.NDArray[np.int64], match_share: float) -> Array:
    """Return counts among random pairs without the matches that are expected among them."""
    matches = np.zeros_like(observed)
    for kind in range(1, int(group.max()) + 1):
        inside = group == kind
        stated = np.where(inside, observed, 0.0).sum(axis=1, keepdims=True)
        matches += np.where(inside, m * stated * match_share, 0.0)
    return np.maximum(observed - matches, 0.02 * observed)


def _starting_kin(m: Array, u: Array) -> Array:
    """Return relatives to start from: forefathers, family and place as one person's, all else as strangers'."""
    kin = u.copy()
    for term in (FATHER, GRANDFATHER, FAMILY, PLACE):
        kin[term] = m[term]
    return kin


def _expected(sample: _Sample, chances: tuple[Array, Array, Array], share: Array) -> tuple[Array, Array]:
    """Return the expected counts of levels among matches and relatives in a rule's pairs, and their new shares."""
    m, u, kin = chances
    known = u > 0
    tables = np.zeros((2, N_TERMS, MAX_LEVELS))
    for kind, table in enumerate((m, kin)):
        tables[kind][known] = np.log(np.maximum(table[known], 1e-12) / u[known])
    tables[:, ~sample.speaks] = 0.0
    counts = np.zeros((2, N_TERMS, MAX_LEVELS))
    logs = np.log(np.maximum([share[0], share[1], 1.0 - share.sum()], 1e-12))
    found = expect(sample.levels, sample.count, sample.can_match, tables, logs, counts)
    counts[:, ~sample.speaks] = 0.0
    able = max(float(sample.count[sample.can_match].sum()), 1.0)
    new = np.array([found[0] / able, found[1] / max(float(sample.count.sum()), 1.0)])
    scale = sample.block.pairs / max(float(sample.count.sum()), 1.0)
    return counts * scale, new * min(1.0, 0.999 / max(float(new.sum()), 1e-300))


@njit(cache=True, nogil=True)
def expect(
    levels: npt.NDArray[np.int64],
    count: Array,
    can_match: npt.NDArray[np.bool_],
    tables: Array,
    logs: Array,
    counts: Array,
) -> tuple[float, float]:
    """Add up how often each level is expected among matches and relatives; return how many of each there are.

    Args:
        levels: Of each pattern. Shape (patterns, terms).
        count: Pairs of each pattern.
        can_match: Whether they could be one person.
        tables: Log odds of each level for matches and for relatives. Shape (2, terms, MAX_LEVELS).
        logs: Log shares of matches, relatives, strangers.
        counts: Written. Shape (2, terms, MAX_LEVELS).
    """
    matches = relatives = 0.0
    for row in range(len(levels)):
        match, kin = logs[0], logs[1]
        for term in range(levels.shape[1]):
            match += tables[0, term, levels[row, term]]
            kin += tables[1, term, levels[row, term]]
        if not can_match[row]:
            match = -np.inf
        top = max(match, kin, logs[2])
        odds_match, odds_kin = np.exp(match - top), np.exp(kin - top)
        whole = count[row] / (odds_match + odds_kin + np.exp(logs[2] - top))
        odds_match *= whole
        odds_kin *= whole
        matches += odds_match
        relatives += odds_kin
        for term in range(levels.shape[1]):
            counts[0, term, levels[row, term]] += odds_match
            counts[1, term, levels[row, term]] += odds_kin
    return matches, relatives


__all__ = ["Parameters", "fitted", "possible_pairs", "weights"]
