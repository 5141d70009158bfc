"""How two records compare, term by term: compiled, one pair at a time, on integer codes.

All measures are integers (edit distances, days, codes), so that any other way to compute them gives the same levels.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.spelling import Ints32, edit_distance, ones, sounding, spelling
from tollbook.linkage.terms import (
    APART,
    ARABIC_BASE,
    BIRTH,
    CAUSE,
    CROSS_BASE,
    DEATH,
    EXACT,
    FAMILY,
    FAR,
    FATHER,
    GIVEN,
    GRANDFATHER,
    IDENTIFIER,
    KEY,
    LATIN_BASE,
    OFF,
    PLACE,
    SEX,
    STATUS,
)

MISSING_DAY = -(2**31)
NEAR_KM = 3.0  # two villages' centres are seldom closer
_KM = 6371.0
_YEAR = 366

Int = npt.NDArray[np.int64]


# Columns of `Codes.rec`: words (four Arabic, four Latin), keys, birth, death, place, facts, source, kunya.
AT_WORDS, AT_KEYS, AT_BIRTH, AT_DEATH, AT_PLACE, AT_FACTS, AT_SOURCE, AT_KUNYA = 0, 8, 12, 18, 22, 28, 32, 34
WIDTH = 35


class Codes(NamedTuple):
    """Records as numbers, in canonical order; -1 (MISSING_DAY for days) where not stated.

    All whole numbers stand in one array, so that compiled code holds one reference to them.

    Attributes:
        rec: Columns as the properties below name them. Shape (records, WIDTH).
        frequency: log2 of the average chance of a coincidence over this value's. Shape (records, frequencies).
        point: Latitude and longitude in radians; NaN where unknown. Shape (records, 2).
        word_key: Key of each word.
        letters, starts, mask: Letters of all words, where each word's begin, and which letters it has.
        key_letters, key_starts, key_mask: The same of keys.
    """

    rec: Ints32
    frequency: npt.NDArray[np.float32]
    point: npt.NDArray[np.float64]
    word_key: Ints32
    letters: Ints32
    starts: npt.NDArray[np.int64]
    mask: npt.NDArray[np.uint64]
    key_letters: Ints32
    key_starts: npt.NDArray[np.int64]
    key_mask: npt.NDArray[np.uint64]

    @property
    def words(self) -> Ints32:
        """Word of each part, four Arabic, four Latin. Shape (records, 8)."""
        return self.rec[:, AT_WORDS:AT_KEYS]

    @property
    def keys(self) -> Ints32:
        """Consonant key of each part. Shape (records, 4)."""
        return self.rec[:, AT_KEYS:AT_BIRTH]

    @property
    def birth(self) -> Ints32:
        """First and last day, 1 if known to the day, lowest and highest age, digits. Shape (records, 6)."""
        return self.rec[:, AT_BIRTH:AT_DEATH]

    @property
    def death(self) -> Ints32:
        """First and last day, 1 if known to the day, digits of the first day. Shape (records, 4)."""
        return self.rec[:, AT_DEATH:AT_PLACE]

    @property
    def place(self) -> Ints32:
        """Words of locality, district and governorate, then their keys. Shape (records, 6)."""
        return self.rec[:, AT_PLACE:AT_FACTS]

    @property
    def facts(self) -> Ints32:
        """Sex, status, cause, word of the identifier. Shape (records, 4)."""
        return self.rec[:, AT_FACTS:AT_SOURCE]

    @property
    def source(self) -> Ints32:
        """List, and 1 where it means to hold each person once. Shape (records, 2)."""
        return self.rec[:, AT_SOURCE:AT_KUNYA]

    @property
    def kunya(self) -> Ints32:
        """1 where what stands for the given name is a kunya. Shape (records,)."""
        return self.rec[:, AT_KUNYA]


@njit(cache=True, nogil=True)
def part_cheap(rec: Ints32, word_key: Ints32, part: int, i: int, j: int) -> int:
    """Return a part's level if equality of codes decides it, 0 if missing, else minus the base of its group.

    A kunya and a given name say nothing of each other: then the given name is missing.
    """
    if part == GIVEN and rec[i, AT_KUNYA] != rec[j, AT_KUNYA]:
        return 0
    base = ARABIC_BASE
    x, y = rec[i, AT_WORDS + part], rec[j, AT_WORDS + part]
    if x < 0 or y < 0:
        base = LATIN_BASE
        x, y = rec[i, AT_WORDS + 4 + part], rec[j, AT_WORDS + 4 + part]
        if x < 0 or y < 0:
            if rec[i, AT_KEYS + part] < 0 or rec[j, AT_KEYS + part] < 0:
                return 0
            return CROSS_BASE + KEY if rec[i, AT_KEYS + part] == rec[j, AT_KEYS + part] else -CROSS_BASE
    if x == y:
        return base + EXACT
    return base + KEY if word_key[x] == word_key[y] else -base


@njit(cache=True, nogil=True)
def part_dear(c: Codes, part: int, base: int, i: int, j: int) -> int:
    """Return the level of a part whose codes differ: spelt alike, found elsewhere in the chain, or different."""
    rec = c.rec
    if base == CROSS_BASE:
        x, y = rec[i, AT_KEYS + part], rec[j, AT_KEYS + part]
        how = sounding(c.key_letters, c.key_starts, c.key_mask, x, y)
    else:
        at = AT_WORDS + part + (0 if base == ARABIC_BASE else 4)
        how = spelling(c.letters, c.starts, c.mask, rec[i, at], rec[j, at])
    if how == APART and is_elsewhere(rec, part, i, j):
        return base + OFF
    return base + how


@njit(cache=True, nogil=True)
def is_elsewhere(rec: Ints32, part: int, i: int, j: int) -> bool:
    """Return whether one record's part stands in another place of the other's chain."""
    if part == GIVEN:
        return is_crossed(rec, GIVEN, FAMILY, i, j) or is_crossed(rec, GIVEN, FATHER, i, j)
    if part == FATHER:
        return is_crossed(rec, FATHER, GRANDFATHER, i, j)
    if part == GRANDFATHER:
        return is_crossed(rec, GRANDFATHER, FATHER, i, j) or is_crossed(rec, GRANDFATHER, FAMILY, i, j)
    named = is_crossed(rec, FAMILY, GIVEN, i, j) or is_crossed(rec, FAMILY, FATHER, i, j)
    return named or is_crossed(rec, FAMILY, GRANDFATHER, i, j)


@njit(cache=True, nogil=True)
def is_crossed(rec: Ints32, part: int, other: int, i: int, j: int) -> bool:
    """Return whether one record's part sounds like another part of the other record; both have the first part."""
    there = rec[i, AT_KEYS + part] == rec[j, AT_KEYS + other]
    return bool(there or rec[i, AT_KEYS + other] == rec[j, AT_KEYS + part])


@njit(cache=True, nogil=True)
def is_slip(a: int, b: int) -> bool:
    """Return whether two dates differ in one digit, or in two neighbours swapped; a digit is four bits."""
    bits = a ^ b
    digits = (bits | (bits >> 1) | (bits >> 2) | (bits >> 3)) & 0x11111111
    if digits & (digits - 1) == 0:
        return True
    low = digits & -digits
    if digits != low | (low << 4):
        return False
    nibbles_a = (a // low) & 0xFF
    nibbles_b = (b // low) & 0xFF
    return nibbles_a == ((nibbles_b & 15) << 4) | (nibbles_b >> 4)


@njit(cache=True, nogil=True)
def is_turned(a: int, b: int) -> bool:
    """Return whether day and month of two dates, a digit four bits, are swapped."""
    return a >> 16 == b >> 16 and (a & 0xFF) == ((b >> 8) & 0xFF) and ((a >> 8) & 0xFF) == (b & 0xFF)


@njit(cache=True, nogil=True)
def birth_level(rec: Ints32, i: int, j: int) -> int:
    """Return the level of two births: days where both are known to the day, else ages, else intervals."""
    if rec[i, AT_BIRTH + 2] == 1 and rec[j, AT_BIRTH + 2] == 1:
        if rec[i, AT_BIRTH] == rec[j, AT_BIRTH]:
            return 1
        if is_turned(rec[i, AT_BIRTH + 5], rec[j, AT_BIRTH + 5]) or is_slip(rec[i, AT_BIRTH + 5], rec[j, AT_BIRTH + 5]):
            return 2
        if (rec[i, AT_BIRTH + 5] >> 16 != rec[j, AT_BIRTH + 5] >> 16) + (
            (rec[i, AT_BIRTH + 5] >> 8) & 0xFF != (rec[j, AT_BIRTH + 5] >> 8) & 0xFF
        ) + (rec[i, AT_BIRTH + 5] & 0xFF != rec[j, AT_BIRTH + 5] & 0xFF) == 1:
            return 3
        apart = abs(rec[i, AT_BIRTH] - rec[j, AT_BIRTH])
        return 4 if apart <= _YEAR else 5 if apart <= 3 * _YEAR else 6 if apart <= 10 * _YEAR else 7
    if rec[i, AT_BIRTH + 3] >= 0 and rec[j, AT_BIRTH + 3] >= 0:
        years = max(
            0, max(rec[i, AT_BIRTH + 3], rec[j, AT_BIRTH + 3]) - min(rec[i, AT_BIRTH + 4], rec[j, AT_BIRTH + 4])
        )
        return 13 + years if years <= 2 else 16 if years <= 5 else 17 if years <= 10 else 18
    if rec[i, AT_BIRTH] == MISSING_DAY or rec[j, AT_BIRTH] == MISSING_DAY:
        return 0
    gap = max(rec[i, AT_BIRTH], rec[j, AT_BIRTH]) - min(rec[i, AT_BIRTH + 1], rec[j, AT_BIRTH + 1])
    return 8 if gap <= 0 else 9 if gap <= _YEAR else 10 if gap <= 3 * _YEAR else 11 if gap <= 10 * _YEAR else 12


@njit(cache=True, nogil=True)
def death_level(rec: Ints32, i: int, j: int) -> int:
    """Return the level of two deaths: days where both are known to the day, else intervals of at most 400 days."""
    if rec[i, AT_DEATH] == MISSING_DAY or rec[j, AT_DEATH] == MISSING_DAY:
        return 0
    if rec[i, AT_DEATH + 2] == 1 and rec[j, AT_DEATH + 2] == 1:
        apart = int(abs(rec[i, AT_DEATH] - rec[j, AT_DEATH]))
        if apart <= 1:
            return 1 + apart
        if apart <= 3:
            return 3
        if apart <= 7 or is_turned(rec[i, AT_DEATH + 3], rec[j, AT_DEATH + 3]):
            return 4
        return 5 if apart <= 31 else 6 if apart <= _YEAR else 7
    if rec[i, AT_DEATH + 1] - rec[i, AT_DEATH] > 400 or rec[j, AT_DEATH + 1] - rec[j, AT_DEATH] > 400:
        return 0
    gap = max(rec[i, AT_DEATH], rec[j, AT_DEATH]) - min(rec[i, AT_DEATH + 1], rec[j, AT_DEATH + 1])
    return 8 if gap <= 0 else 9 if gap <= 31 else 10 if gap <= _YEAR else 11


@njit(cache=True, nogil=True)
def place_cheap(rec: Ints32, i: int, j: int) -> int:
    """Return the level of two places if equality of codes decides it, else minus the level short of likeness."""
    same_governorate = rec[i, AT_PLACE + 5] >= 0 and rec[i, AT_PLACE + 5] == rec[j, AT_PLACE + 5]
    same_district = rec[i, AT_PLACE + 4] >= 0 and rec[i, AT_PLACE + 4] == rec[j, AT_PLACE + 4]
    if rec[i, AT_PLACE] >= 0 and rec[j, AT_PLACE] >= 0:
        if rec[i, AT_PLACE + 3] == rec[j, AT_PLACE + 3]:
            return 1
        return -3 if same_district else -4 if same_governorate else -5
    if rec[i, AT_PLACE + 1] >= 0 and rec[j, AT_PLACE + 1] >= 0:
        return 6 if same_district else 7 if same_governorate else 8
    if rec[i, AT_PLACE + 2] >= 0 and rec[j, AT_PLACE + 2] >= 0:
        return 9 if same_governorate else 10
    return 0


@njit(cache=True, nogil=True)
def place_level(c: Codes, i: int, j: int) -> int:
    """Return the level of two places by the finest tier that both state."""
    level = place_cheap(c.rec, i, j)
    if level >= 0:
        return level
    is_alike = (
        is_near(c.point, i, j) or spelling(c.letters, c.starts, c.mask, c.rec[i, AT_PLACE], c.rec[j, AT_PLACE]) != APART
    )
    return 2 if is_alike else -level


@njit(cache=True, nogil=True)
def is_near(point: npt.NDArray[np.float64], i: int, j: int) -> bool:
    """Return whether two points are within NEAR_KM; False where one is unknown."""
    if np.isnan(point[i, 0]) or np.isnan(point[j, 0]):
        return False
    north = point[i, 0] - point[j, 0]
    east = (point[i, 1] - point[j, 1]) * np.cos(0.5 * (point[i, 0] + point[j, 0]))
    return bool(_KM * np.sqrt(north * north + east * east) <= NEAR_KM)


@njit(cache=True, nogil=True)
def fact_level(a: int, b: int) -> int:
    """Return 0 where one is missing, 1 where equal, 2 where not."""
    return 0 if a < 0 or b < 0 else 1 if a == b else 2


@njit(cache=True, nogil=True)
def identifier_cheap(rec: Ints32, i: int, j: int) -> int:
    """Return 0 where an identifier is missing, 1 where equal, -3 where not."""
    x, y = rec[i, AT_FACTS + 3], rec[j, AT_FACTS + 3]
    return 0 if x < 0 or y < 0 else 1 if x == y else -3


@njit(cache=True, nogil=True)
def identifier_level(c: Codes, i: int, j: int) -> int:
    """Return 0 where an identifier is missing, 1 where equal, 2 where one edit apart, 3 where not."""
    level = identifier_cheap(c.rec, i, j)
    if level >= 0:
        return level
    x, y = c.rec[i, AT_FACTS + 3], c.rec[j, AT_FACTS + 3]
    a, a_end, b, b_end = c.starts[x], c.starts[x + 1], c.starts[y], c.starts[y + 1]
    if abs((a_end - a) - (b_end - b)) > 1 or a_end - a < 5 or ones(c.mask[x] & ~c.mask[y]) > 1:
        return 3
    return 2 if edit_distance(c.letters, a, a_end, b, b_end) <= 1 else 3


@njit(cache=True, nogil=True)
def facts_levels(rec: Ints32, i: int, j: int, out: Int) -> None:
    """Write the levels of sex, status, cause, birth and death."""
    out[SEX] = fact_level(rec[i, AT_FACTS], rec[j, AT_FACTS])
    out[STATUS] = fact_level(rec[i, AT_FACTS + 1], rec[j, AT_FACTS + 1])
    out[CAUSE] = fact_level(rec[i, AT_FACTS + 2], rec[j, AT_FACTS + 2])
    out[BIRTH] = birth_level(rec, i, j)
    out[DEATH] = death_level(rec, i, j)


@njit(cache=True, nogil=True)
def settle_chain(out: Int) -> None:
    """Leave the grandfather out where the chain is shifted: his place was compared with another generation's."""
    if out[FATHER] > 0 and (out[FATHER] - 1) % 6 == OFF and out[GRANDFATHER] > 0 and (out[GRANDFATHER] - 1) % 6 > FAR:
        out[GRANDFATHER] = 0


@njit(cache=True, nogil=True)
def levels(c: Codes, i: int, j: int, out: Int) -> None:
    """Write the level of every term for a pair. Shape of out (11,)."""
    facts_levels(c.rec, i, j, out)
    out[IDENTIFIER] = identifier_level(c, i, j)
    out[PLACE] = place_level(c, i, j)
    for part in range(FAMILY + 1):
        level = part_cheap(c.rec, c.word_key, part, i, j)
        out[part] = level if level >= 0 else part_dear(c, part, -level, i, j)
    settle_chain(out)


@njit(cache=True, nogil=True)
def is_once(rec: Ints32, i: int, j: int) -> bool:
    """Return whether two records stand in one list that holds each person once."""
    return bool(rec[i, AT_SOURCE + 1] == 1 and rec[i, AT_SOURCE] == rec[j, AT_SOURCE])


@njit(cache=True, nogil=True)
def is_barred(rec: Ints32, i: int, j: int) -> bool:
    """Return whether two records cannot be one person: one once-only list, or born after the other's death."""
    return bool(is_once(rec, i, j) or is_unborn(rec, i, j) or is_unborn(rec, j, i))


@njit(cache=True, nogil=True)
def is_unborn(rec: Ints32, i: int, j: int) -> bool:
    """Return whether the first record's person was born after the second's died."""
    died = rec[j, AT_DEATH] != MISSING_DAY
    return bool(rec[i, AT_BIRTH + 2] == 1 and died and rec[i, AT_BIRTH] > rec[j, AT_DEATH + 1])
