"""How many records nothing brought to their person: an estimate from the records that were found.

A record that was found might have been written otherwise. Its comparison with its likeliest companion is made anew many
times, term by term, as the model says that two records of one person compare. A share of these pairs would agree on no
rule's keys, or weigh too little to be weighed together, and be lost; a share would be found. So a found record stands
for as many lost ones as the first share is of the second.

The model takes terms for independent. Where errors come together, more records are lost than it says, and where each
record has one error at most, fewer. How many found pairs differ in two terms or more, beside how many the model expects
of found pairs, tells by how much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.linkage.blocking import FIXES, Blocking, shared
from tollbook.linkage.calibration import weights_of_levels
from tollbook.linkage.kernels import Codes
from tollbook.linkage.parameters import Parameters, weights
from tollbook.linkage.scan import N_PARTS, N_TERMS, pair_levels
from tollbook.linkage.summary import Fit
from tollbook.linkage.terms import KEY, MAX_LEVELS, groups

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

ASKED = 4_000  # found records, drawn by lot, whose pair is made anew
TIMES = 16
FOUND = 0.5  # expected companions from which a record counts as found
_NAME_GROUP = 6
_BOTH_NAMES = "given_family"


@dataclass(frozen=True, slots=True)
class Unmet:
    """Records counted as a person of their own, or as the first of one, although their person is counted elsewhere.

    Attributes:
        expected: How many.
        dependence: By how much errors come together: found pairs that differ in two terms or more, over how many the
            model expects of found pairs.
    """

    expected: float
    dependence: float

    def drawn(self, draws: int, rng: np.random.Generator) -> Ints:
        """Return how many there are in each draw; of the estimate's own error no more than its mean is known.

        Shape (draws,). Their law is geometric: 95 % lie between a fortieth and 3.7 times what is expected.
        """
        return np.asarray(rng.poisson(self.expected * rng.exponential(1.0, draws)), dtype=np.int64)


def unmet(
    codes: Codes,
    blocked: Blocking,
    fit: Fit,
    *,
    rules: Sequence[tuple[str, ...]],
    together: float,
    rng: np.random.Generator,
) -> Unmet:
    """Return how many records are expected to have been kept from their person.

    Args:
        codes: The records.
        blocked: What brought them together.
        fit: The model, and the pairs it kept.
        rules: The keys that `blocked` was made from.
        together: Log2 odds from which two records are weighed as possibly one person.
        rng: Draws the records that are asked, and their pairs made anew.

    Returns:
        An estimate; 0 where no record was found to be another's.

    Source: Horvitz and Thompson 1952, Journal of the American Statistical Association 47, 663-685.
    """
    asked = _Asked.of(codes, fit, rng)
    if not len(asked.left):
        return Unmet(0.0, 1.0)
    made = _remade(asked.levels, fit.model, rng)
    ways = _Ways.of(codes, blocked, rules, asked)
    meets, odds = ways.meets(made, rng), _odds(codes, fit, asked, made)
    found = meets & (odds >= 0.0)
    lost = _by_record(~meets | (odds < together)).sum(axis=1)
    kept = 1.0 + _by_record(found).sum(axis=1)  # the pair as it stands was found too
    twice = _by_record(found & (_differing(made) >= 2)).sum(axis=1)
    expected = float((asked.count * twice / np.maximum(kept - 1.0, 1.0)).sum())
    seen = float((asked.count * (_differing(asked.levels) >= 2)).sum())
    dependence = (seen + 1.0) / (expected + 1.0)
    return Unmet(asked.share * float((asked.count * lost / kept).sum()) * dependence, dependence)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Found records with their likeliest companions.

    Attributes:
        left: The records. Shape (asked,).
        right: Their companions. Shape (asked,).
        count: How many links of a person each stands for: of a person with k records, (k - 1) / k. Shape (asked,).
        levels: How the two compare. Shape (asked, terms).
        share: How many found records each one stands for.
    """

    left: Ints
    right: Ints
    count: Array
    levels: Ints
    share: float

    @classmethod
    def of(cls, codes: Codes, fit: Fit, rng: np.random.Generator) -> "_Asked":
        records = len(codes.rec)
        companions = np.bincount(fit.left, fit.probability, records) + np.bincount(fit.right, fit.probability, records)
        found = np.flatnonzero(companions >= FOUND)
        chosen = np.sort(rng.choice(found, min(ASKED, len(found)), replace=False)) if len(found) else found
        is_chosen = np.zeros(records, dtype=bool)
        is_chosen[chosen] = True
        ends = ((fit.left, fit.right), (fit.right, fit.left))
        own = [is_chosen[a] for a, _ in ends]
        left = np.concatenate([a[at] for (a, _), at in zip(ends, own, strict=True)]).astype(np.int64)
        right = np.concatenate([b[at] for (_, b), at in zip(ends, own, strict=True)]).astype(np.int64)
        order = np.lexsort((right, -np.concatenate([fit.odds[at] for at in own]), left))
        likeliest = order[np.unique(left[order], return_index=True)[1]]
        left, right = left[likeliest], right[likeliest]
        levels = np.empty((len(left), N_TERMS), dtype=np.int64)
        pair_levels(codes, left, right, levels)
        count = companions[left] / (1.0 + np.maximum(companions[left], 1.0))
        return cls(left, right, count, levels, len(found) / max(len(left), 1))


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a pair made anew may be brought together.

    Attributes:
        rules: The keys of each rule that brings pairs.
        equal: For each key, how likely it is equal at each level of its term; None: both names are. Shape (levels,).
        stated: For each key, whether both records state it. Shape (asked,).
        open: For each rule, how likely two records that share its keys were looked at. Shape (asked,).
    """

    rules: tuple[tuple[str, ...], ...]
    equal: Mapping[str, Array]
    stated: Mapping[str, Flags]
    open: tuple[Array, ...]

    @classmethod
    def of(cls, codes: Codes, blocked: Blocking, rules: Sequence[tuple[str, ...]], asked: _Asked) -> "_Ways":
        """Return how the asked pairs agree on keys, learned from these pairs themselves."""
        used = _used(blocked, rules)
        names = {name for rule in used for name in rule}
        names = (names | {"given", "family"} if _BOTH_NAMES in names else names) - {_BOTH_NAMES}
        equal, stated, same = {}, {}, {}
        for name in sorted(names):
            stated[name], same[name] = shared(name, codes, asked.left, asked.right)
            level = asked.levels[stated[name], min(FIXES[name])]
            both = asked.count[stated[name]]
            yes = np.bincount(level, both * same[name][stated[name]], MAX_LEVELS)
            equal[name] = yes / np.maximum(np.bincount(level, both, MAX_LEVELS), 1e-9)
        looked_at = []
        for at, rule in enumerate(used):
            member = blocked.member[:, at]
            agree = np.broadcast_to(_all(rule, same), len(asked.left))
            met = (member[asked.left] >= 0) & (member[asked.left] == member[asked.right])
            share = float(met[agree].mean()) if agree.any() else 1.0
            looked_at.append(np.where(agree, met, share))
        return cls(used, equal, stated, tuple(looked_at))

    def meets(self, levels: Ints, rng: np.random.Generator) -> Flags:
        """Return which pairs made anew any rule brings together. Shape (asked x TIMES,)."""
        same = {
            name: np.repeat(self.stated[name], TIMES) & (rng.random(len(levels)) < chance[levels[:, min(FIXES[name])]])
            for name, chance in self.equal.items()
        }
        made = np.zeros(len(levels), dtype=bool)
        for rule, is_open in zip(self.rules, self.open, strict=True):
            made |= _all(rule, same) & (np.repeat(is_open, TIMES) > rng.random(len(levels)))
        return made


def _used(blocked: Blocking, rules: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each rule that brings pairs, without what divided its largest blocks."""
    left = iter(rules)
    return tuple(next(rule for rule in left if block.rule[: len(rule)] == rule) for block in blocked.blocks)


def _all(rule: tuple[str, ...], same: Mapping[str, Flags]) -> Flags | bool:
    keys = [key for name in rule for key in (("given", "family") if name == _BOTH_NAMES else (name,))]
    return np.asarray(np.logical_and.reduce([same[key] for key in keys])) if keys else True


def _remade(levels: Ints, model: Parameters, rng: np.random.Generator) -> Ints:
    """Return each pair's levels TIMES anew: what both state stays, how it compares is as among one person's records."""
    group = groups()
    made = np.repeat(levels, TIMES, axis=0)
    for term in range(N_TERMS):
        of_pair = group[term][made[:, term]]
        for kind in range(1, int(group[term].max()) + 1):
            inside = np.flatnonzero(of_pair == kind)
            chances = np.where(group[term] == kind, model.m[term], 0.0)
            if len(inside):
                made[inside, term] = rng.choice(MAX_LEVELS, size=len(inside), p=chances / chances.sum())
    return made


def _odds(codes: Codes, fit: Fit, asked: _Asked, levels: Ints) -> Array:
    """Return the calibrated log2 odds of pairs made anew; how rare a name is stays as it is."""
    plain = weights(fit.model)
    left, right = np.repeat(asked.left, TIMES), np.repeat(asked.right, TIMES)
    evidence = weights_of_levels(codes, plain, (left, right), levels) - plain.prior[0]
    source = codes.source[:, 0]
    return np.asarray(fit.weights.lists[source[left], source[right]] + fit.weights.slope[0] * evidence)


def _differing(levels: Ints) -> Ints:
    """Return in how many terms pairs do not agree: names in their consonants, all else in its best level."""
    group = groups()
    made = np.zeros(len(levels), dtype=np.int64)
    for term in range(N_TERMS):
        level = levels[:, term]
        if term < N_PARTS:
            made += (level > 0) & ((level - 1) % _NAME_GROUP > KEY)
        else:
            best = np.array([int(np.argmax(group[term] == kind)) for kind in range(int(group[term].max()) + 1)])
            made += (level > 0) & (level != best[np.maximum(group[term][level], 0)])
    return made


def _by_record(flags: Flags) -> npt.NDArray[np.int64]:
    return flags.reshape(-1, TIMES).astype(np.int64)
