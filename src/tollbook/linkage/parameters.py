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
    DEPTH,
    MATCH,
    MOST,
    N_PARTS,
    N_TERMS,
    TOGETHER,
    Weights,
    block_patterns,
    pair_levels,
    unpacked,
)
from tollbook.linkage.terms import (
    COMPANY,
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
_PAIRS_AT_ONCE = 100_000  # levels take much room
_FIRM = 20.0  # pairs that the starting chances count as, so that a level never seen is not impossible
_FAINT = 0.5  # pairs added to each level among strangers
KINDS = len(COMPANY)
_SHARED = np.array([[term.company[kind] == "shared" for term in TERMS] for kind in range(KINDS)])
_FREE = np.array([[term.company[kind] == "free" for term in TERMS] for kind in range(KINDS)])


@dataclass(frozen=True, slots=True)
class Parameters:
    """A fitted model.

    Attributes:
        m: Chance of each level among matches, within its group. Shape (terms, MAX_LEVELS).
        u: The same among strangers.
        company: The same among people of each of COMPANY. Shape (kinds, terms, MAX_LEVELS).
        match_share: Share of matches among all pairs that could be one person.
        company_share: Share of each kind of company among them. Shape (kinds,).
        pairs: How many pairs could be one person.
        name_groups: How often random pairs fall into each group of each name term. Shape (parts, 4).
    """

    m: Array
    u: Array
    company: Array
    match_share: float
    company_share: Array
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
    keyed = [at for at, block in enumerate(blocked.blocks) if block.rule]  # among all pairs the matches are lost
    samples = [_Sample.of(codes, blocked, rule) for rule in keyed]
    group = groups()
    m = starting_chances()
    u = _within_groups(observed, group)
    company = _starting_company(m, u)
    shares = np.tile([0.2, *[0.1 / KINDS] * KINDS], (len(samples), 1))
    found = np.full(1 + KINDS, 1e-9)
    for _ in range(ROUNDS):
        counts = np.zeros((1 + KINDS, N_TERMS, MAX_LEVELS))
        before = m.copy()
        largest = np.zeros(1 + KINDS)
        for at, sample in enumerate(samples):
            expected, shares[at] = _expected(sample, m, u, company, shares[at])
            counts += expected
            able = np.array([sample.possible, *[1.0] * KINDS])
            largest = np.maximum(largest, shares[at] * able * sample.block.pairs)
        found = np.clip(largest / max(pairs, 1.0), 1e-12, 0.5)
        m = _blended(counts[0], starting_chances(), group, _FIRM)
        u = _within_groups(_freed(observed, m, group, float(found[0])), group)
        company = _company(counts[1:], m, u, group)
        if np.abs(m - before).max() < 1e-5:
            break
    return Parameters(m, u, company, float(found[0]), found[1:], pairs, _name_groups(observed))


def _company(counts: Array, m: Array, u: Array, group: npt.NDArray[np.int64]) -> Array:
    """Return how people of each kind of company compare, given how often each level is expected among them."""
    start = _starting_company(starting_chances(), u)
    free = np.stack([_blended(counts[kind], start[kind], group, _FIRM) for kind in range(KINDS)])
    return np.where(_SHARED[:, :, None], m, np.where(_FREE[:, :, None], free, u))


def _starting_company(m: Array, u: Array) -> Array:
    """Return company to start from: what is free lies halfway between one person and strangers."""
    halfway = np.broadcast_to((m + u) / 2, (KINDS, *m.shape))
    return np.where(_SHARED[:, :, None], m, np.where(_FREE[:, :, None], halfway, u))


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
    match = _ratios(model.m, model.u, group)
    table = np.zeros((N_TERMS, MAX_LEVELS, DEPTH))
    table[:, :, MATCH], table[:, :, COLUMN] = match, frequency_columns()
    for kind in range(KINDS):
        table[:, :, TOGETHER + 2 * kind] = _ratios(model.company[kind], model.u, group)
        table[:, :, TOGETHER + 2 * kind + 1] = (_SHARED | _FREE)[kind][:, None]
    for part in range(N_PARTS):
        for first in (1, 7, 13):
            table[part, first : first + 6, MOST] = match[part, first + 2 : first + 6].max()
    table[PLACE, :, MOST] = match[PLACE, 2]
    table[IDENTIFIER, :, MOST] = match[IDENTIFIER, 2:4].max()
    prior = np.array([_log_odds(model.match_share), *(_log_odds(float(share)) for share in model.company_share)])
    return Weights(prior, np.full((1, 1), prior[0]) if lists is None else lists, np.array([slope]), table)


def _ratios(chances: Array, u: Array, group: npt.NDArray[np.int64]) -> Array:
    stated = group > 0
    made = np.zeros_like(u)
    made[stated] = np.log2(chances[stated] / u[stated])
    return made


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
    def of(cls, codes: Codes, blocked: Blocking, rule: int) -> "_Sample":
        block = blocked.blocks[rule]
        drawn = block_patterns(codes, blocked.walk(rule), pairs=block.pairs, at_most=PATTERNS_A_RULE)
        patterns, count = np.unique(drawn, return_counts=True)
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
    made = np.zeros((N_TERMS, MAX_LEVELS))
    for first in range(0, len(left), _PAIRS_AT_ONCE):
        some = slice(first, first + _PAIRS_AT_ONCE)
        found = np.empty((len(left[some]), N_TERMS), dtype=np.int64)
        pair_levels(codes, left[some], right[some], found)
        made += np.stack([np.bincount(found[:, term], minlength=MAX_LEVELS) for term in range(N_TERMS)])
    return made


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


def _expected(sample: _Sample, m: Array, u: Array, company: Array, share: Array) -> tuple[Array, Array]:
    """Return the expected counts of levels among matches and each company in a rule's pairs, and their new shares."""
    known = u > 0
    tables = np.zeros((1 + KINDS, N_TERMS, MAX_LEVELS))
    for kind, table in enumerate((m, *company)):
        tables[kind][known] = np.log(np.maximum(table[known], 1e-12) / u[known])
    tables[:, ~sample.speaks] = 0.0
    counts = np.zeros((1 + KINDS, N_TERMS, MAX_LEVELS))
    logs = np.log(np.maximum([*share, 1.0 - share.sum()], 1e-12))
    found = np.zeros(1 + KINDS)
    expect(sample.levels, sample.count, sample.can_match, tables, logs, (counts, found))
    counts[:, ~sample.speaks] = 0.0
    every = max(float(sample.count.sum()), 1.0)
    able = np.array([max(float(sample.count[sample.can_match].sum()), 1.0), *[every] * KINDS])
    new = found / able
    return counts * (sample.block.pairs / every), new * min(1.0, 0.999 / max(float(new.sum()), 1e-300))


@njit(cache=True, nogil=True)
def expect(
    levels: npt.NDArray[np.int64],
    count: Array,
    can_match: npt.NDArray[np.bool_],
    tables: Array,
    logs: Array,
    out: tuple[Array, Array],
) -> None:
    """Add up how often each level, and how many pairs, are expected of matches and of each company.

    Args:
        levels: Of each pattern. Shape (patterns, terms).
        count: Pairs of each pattern.
        can_match: Whether they could be one person.
        tables: Log odds of each level for matches, then each company. Shape (1 + kinds, terms, MAX_LEVELS).
        logs: Log shares of matches, each company, strangers.
        out: Written: counts, shape (1 + kinds, terms, MAX_LEVELS), and pairs, shape (1 + kinds,).
    """
    counts, found = out
    classes = len(tables)
    odds = np.empty(classes)
    for row in range(len(levels)):
        top = logs[classes]
        for kind in range(classes):
            odds[kind] = logs[kind]
            for term in range(levels.shape[1]):
                odds[kind] += tables[kind, term, levels[row, term]]
            if kind == 0 and not can_match[row]:
                odds[kind] = -np.inf
            top = max(top, odds[kind])
        whole = np.exp(logs[classes] - top)
        for kind in range(classes):
            odds[kind] = np.exp(odds[kind] - top)
            whole += odds[kind]
        for kind in range(classes):
            share = odds[kind] * count[row] / whole
            found[kind] += share
            for term in range(levels.shape[1]):
                counts[kind, term, levels[row, term]] += share


__all__ = ["Parameters", "fitted", "possible_pairs", "weights"]
