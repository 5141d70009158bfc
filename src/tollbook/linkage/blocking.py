"""Which pairs are looked at: records that share a rule's keys; a pair belongs to the first rule that brings it.

A block too large to look through is divided by further facts; what is still too large is left out and counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from numba import njit

from tollbook.linkage.features import Features
from tollbook.linkage.kernels import MISSING_DAY, Codes
from tollbook.linkage.terms import BIRTH, DEATH, FAMILY, FATHER, GIVEN, GRANDFATHER, IDENTIFIER, PLACE, SEX

Column = npt.NDArray[np.int64]

# What each key of a rule holds equal, so that the term says nothing more within the rule's blocks.
FIXES: Mapping[str, frozenset[int]] = {
    "given": frozenset({GIVEN}),
    "father": frozenset({FATHER}),
    "grandfather": frozenset({GRANDFATHER}),
    "family": frozenset({FAMILY}),
    "given_family": frozenset({GIVEN, FAMILY}),  # in either order
    "birth_day": frozenset({BIRTH}),
    "birth_year": frozenset({BIRTH}),
    "death_day": frozenset({DEATH}),
    "death_month": frozenset({DEATH}),
    "last": frozenset({FAMILY}),
    "district": frozenset({PLACE}),
    "locality": frozenset({PLACE}),
    "governorate": frozenset({PLACE}),
    "sex": frozenset({SEX}),
    "identifier": frozenset({IDENTIFIER}),
}

DEFAULT_RULES: tuple[tuple[str, ...], ...] = (
    ("identifier",),
    ("given_family",),
    ("given", "father"),
    ("given", "grandfather"),
    ("given", "birth_day"),
    ("family", "birth_day"),
    ("father", "family"),
    ("given", "death_day"),
    ("family", "death_day"),
    ("given", "locality"),
    ("last", "locality"),
    ("father", "grandfather"),
    ("grandfather", "family"),
    ("birth_day",),
    ("locality", "birth_year"),
    ("death_day", "locality"),
    ("given", "birth_year"),
    ("last", "birth_year"),
    ("given", "district"),
    ("last", "district"),
    (),  # no key: where records are few enough for one block, each is compared with each
)

_ROWS_AT_ONCE = 100_000
# What two records of one person are likeliest to share comes first: measured on a million rows, ages as the first
# divider lost 4 % of the pairs.
_DIVIDERS = ("sex", "death_month", "birth_year", "governorate", "father")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a case is looked at.

    Attributes:
        pairs_per_record: Pairs that one rule may bring, for each record.
        pairs_at_least: Pairs that one rule may bring in any case.
        largest_block: Records of the largest block looked through.
    """

    pairs_per_record: int = 6
    pairs_at_least: int = 3_000_000
    largest_block: int = 4_000


@dataclass(frozen=True, slots=True)
class Block:
    """One rule's blocks.

    Attributes:
        rule: The keys' names, those that divided its largest blocks included.
        pairs: Pairs within the blocks.
    """

    rule: tuple[str, ...]
    pairs: int

    @property
    def fixed(self) -> frozenset[int]:
        """The terms that agree in every pair of the rule."""
        return frozenset().union(*(FIXES[key] for key in self.rule))


@dataclass(frozen=True, slots=True)
class Blocking:
    """All rules' blocks.

    Attributes:
        blocks: By rule, in order; rules that bring no pair are left out.
        member: The block of each record under each rule; -1 for none. Shape (records, rules).
        limits: What was left out, in words.
    """

    blocks: tuple[Block, ...]
    member: npt.NDArray[np.int32]
    limits: tuple[str, ...]

    def walk(self, rule: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Return the records of a rule, block after block and within a block in canonical order, and where each begins.

        Made anew each time: the blocks of all rules would take as much memory as the records.

        Args:
            rule: The place of one of `blocks`.

        Returns:
            Records, and the place of each block's first; one more for the end.
        """
        member = self.member[:, rule]
        starts = np.concatenate([[0], np.cumsum(np.bincount(member[member >= 0]))]).astype(np.int64)
        order = np.empty(int(starts[-1]), dtype=np.int32)
        put_in_order(member, starts[:-1].copy(), order)
        return order, starts


@njit(cache=True, nogil=True)
def put_in_order(member: npt.NDArray[np.int32], free: npt.NDArray[np.int64], order: npt.NDArray[np.int32]) -> None:
    """Write records block after block; `free` is where each block's next record goes, and is moved on."""
    for record in range(len(member)):
        if member[record] >= 0:
            order[free[member[record]]] = record
            free[member[record]] += 1


def blocking(
    known: Features, *, rules: Sequence[tuple[str, ...]] = DEFAULT_RULES, limits: Limits | None = None
) -> Blocking:
    """Return the blocks of every rule."""
    limits = limits or Limits()
    blocks: list[Block] = []
    members = np.empty((len(known), len(rules)), dtype=np.int32)
    said: list[str] = []
    left_out = np.zeros(len(known), dtype=bool)
    for rule in rules:
        block, member, large = _block(rule, known.codes, limits)
        if len(large):
            left_out[large] = True
            shared = " and ".join(rule).replace("_", " ")
            said.append(
                f"{len(large):,} records that share only their {shared} with very many others were "
                "not compared for that alone"
            )
        if block.pairs:
            members[:, len(blocks)] = member
            blocks.append(block)
    member = _narrowed(members, len(blocks))
    lost = int((left_out & (member < 0).all(axis=1)).sum())
    if lost:
        said.append(
            f"{lost:,} of these were compared with no other record: each is taken for a person of its own, however "
            "many of them are copies"
        )
    return Blocking(tuple(blocks), member, tuple(said))


def _narrowed(members: npt.NDArray[np.int32], columns: int) -> npt.NDArray[np.int32]:
    """Return the first columns, side by side in the memory of all: two such tables would be the largest thing held."""
    flat = members.reshape(-1)
    for first in range(0, len(members), _ROWS_AT_ONCE):
        some = members[first : first + _ROWS_AT_ONCE, :columns].copy()
        flat[first * columns : first * columns + some.size] = some.reshape(-1)
    return flat[: len(members) * columns].reshape(len(members), columns)


def _given_family(codes: Codes) -> Column:
    given, family = codes.keys[:, GIVEN].astype(np.int64), codes.keys[:, FAMILY].astype(np.int64)
    low, high = np.minimum(given, family), np.maximum(given, family)
    return np.where(low >= 0, low * (int(high.max(initial=0)) + 1) + high, -1)


def _day(dates: npt.NDArray[np.int32]) -> Column:
    return np.where(dates[:, 2] == 1, dates[:, 0].astype(np.int64) + 10**6, -1)


def _death_month(codes: Codes) -> Column:
    first, last = codes.death[:, 0].astype(np.int64), codes.death[:, 1].astype(np.int64)
    return np.where((first != MISSING_DAY) & (last - first <= 31), first // 31 + 10**5, -1)


def _birth_year(codes: Codes) -> Column:
    """Return an age where stated, else the year of birth, in separate ranges."""
    first, last, _, low, high, _ = (column.astype(np.int64) for column in codes.birth.T)
    age = np.where((low >= 0) & (high - low <= 1), low, -1)
    year = np.where((first != MISSING_DAY) & (last - first <= 800), (first + last) // 2 // 365 + 10**4, -1)
    return np.where(age >= 0, age, year)


# Each key as a number; below 0 where it is not stated.
_KEYS: Mapping[str, Callable[[Codes], Column]] = {
    "given": lambda codes: codes.keys[:, GIVEN].astype(np.int64),
    "father": lambda codes: codes.keys[:, FATHER].astype(np.int64),
    "grandfather": lambda codes: codes.keys[:, GRANDFATHER].astype(np.int64),
    "family": lambda codes: codes.keys[:, FAMILY].astype(np.int64),
    "given_family": _given_family,
    "birth_day": lambda codes: _day(codes.birth),
    "birth_year": _birth_year,
    "death_day": lambda codes: _day(codes.death),
    "death_month": _death_month,
    "last": lambda codes: np.where(codes.keys[:, FAMILY] >= 0, codes.keys[:, FAMILY], codes.keys[:, GIVEN]).astype(
        np.int64
    ),
    "locality": lambda codes: codes.place[:, 3].astype(np.int64),
    "district": lambda codes: codes.place[:, 4].astype(np.int64),
    "governorate": lambda codes: codes.place[:, 5].astype(np.int64),
    "sex": lambda codes: codes.facts[:, 0].astype(np.int64),
    "identifier": lambda codes: codes.facts[:, 3].astype(np.int64),
}


def shared(
    name: str, codes: Codes, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return of each pair whether both records state a key, and whether it is the same. Shape (pairs,) each."""
    some = codes._replace(rec=codes.rec[np.concatenate([left, right])])
    first, second = np.split(_KEYS[name](some), 2)
    both = (first >= 0) & (second >= 0)
    return both, both & (first == second)


def _block(rule: tuple[str, ...], codes: Codes, limits: Limits) -> tuple[Block, npt.NDArray[np.int32], Column]:
    """Return a rule's blocks, the block of each record, and the records of blocks that stayed too large."""
    records, largest = len(codes.rec), limits.largest_block
    one = np.full(records, 0 if records <= largest else -1, dtype=np.int64)
    member = _numbered(_combined([_KEYS[name](codes) for name in rule])) if rule else one
    size = np.bincount(member[member >= 0])
    cap = _cap(size, max(limits.pairs_per_record * records, limits.pairs_at_least), largest) if rule else largest
    large = np.flatnonzero((member >= 0) & (size[member] > cap)) if len(size) else np.zeros(0, dtype=np.int64)
    left_out, further = _divided(member, large, codes, [name for name in _DIVIDERS if name not in rule], cap)
    size = np.bincount(member[member >= 0])
    alone = np.zeros(len(size) + 1, dtype=bool)
    alone[:-1] = size < 2
    member[alone[member] & (member >= 0)] = -1
    renumbered = np.append(np.cumsum(~alone[:-1]) - 1, -1)
    member = renumbered[member]
    size = size[size >= 2]
    pairs = int((size * (size - 1) // 2).sum())
    return Block((*rule, *further), pairs), member.astype(np.int32), left_out


def _divided(
    member: npt.NDArray[np.int64],
    large: npt.NDArray[np.int64],
    codes: Codes,
    dividers: Sequence[str],
    cap: int,
) -> tuple[Column, tuple[str, ...]]:
    """Divide large blocks in place until none is above the cap; return the records left out, and what divided."""
    used: list[str] = []
    code = member[large]
    following = int(member.max(initial=-1)) + 1
    for name in dividers:
        if not len(large):
            break
        used.append(name)
        key = _KEYS[name](codes)
        code = _numbered(code * (int(key.max(initial=0)) + 2) + key[large] + 1)
        size = np.bincount(code)
        settled = size[code] <= cap
        member[large[settled]] = following + code[settled]
        following += len(size)
        large, code = large[~settled], _numbered(code[~settled])
    member[large] = -1
    return large, tuple(used)


def _numbered(code: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return codes renumbered from 0 by value; -1 stays."""
    known = code >= 0
    made = np.full(len(code), -1, dtype=np.int64)
    if known.any():
        made[known] = pl.Series(code[known]).rank("dense").to_numpy().astype(np.int64) - 1
    return made


def _combined(columns: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Return one code for each combination of values; -1 where one is missing."""
    code = columns[0].copy()
    known = code >= 0
    for column in columns[1:]:
        known &= column >= 0
        code = code * (int(column.max(initial=0)) + 1) + column
    return np.where(known, code, -1)


def _cap(size: npt.NDArray[np.int64], budget: int, largest: int) -> int:
    """Return the largest block size at which a rule stays within its budget of pairs."""
    ascending = np.sort(size)
    spent = np.cumsum(ascending * (ascending - 1) // 2)
    if not len(size):
        return largest
    within = int(np.searchsorted(spent, budget, side="right"))
    if within == len(size):
        return largest
    return min(largest, int(ascending[within - 1])) if within else 1
