"""How two records compare, term by term: compiled, one pair at a time, on integer codes.

All measures are integers (edit distances, days, codes), so that any other way to compute them gives the same levels.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.terms import (
    APART,
    ARABIC_BASE,
    BIRTH,
    CAUSE,
    CLOSE,
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


class Codes(NamedTuple):
    """Records as numbers, in canonical order; -1 (MISSING_DAY for days) where not stated.

    Attributes:
        words: Word of each part, four Arabic, four Latin. Shape (records, 8).
        keys: Consonant key of each part. Shape (records, 4).
        birth: First day, last day, 1 where known to the day, lowest and highest age. Shape (records, 5).
        death: First day, last day, 1 where known to the day. Shape (records, 3).
        place: Words of locality, district, governorate. Shape (records, 3).
        point: Latitude and longitude in radians; NaN where unknown. Shape (records, 2).
        facts: Sex, status, cause, word of the identifier. Shape (records, 4).
        source: List, and 1 where it means to hold each person once. Shape (records, 2).
        frequency: log2 of the average chance of a coincidence over this value's. Shape (records, frequencies).
        word_key: Key of each word.
        letters, starts, mask: Letters of all words, where each word's begin, and which letters it has.
        key_letters, key_starts, key_mask: The same of keys.
    """

    words: npt.NDArray[np.int32]
    keys: npt.NDArray[np.int32]
    birth: npt.NDArray[np.int32]
    death: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    point: npt.NDArray[np.float64]
    facts: npt.NDArray[np.int32]
    source: npt.NDArray[np.int32]
    frequency: npt.NDArray[np.float32]
    word_key: npt.NDArray[np.int32]
    letters: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    mask: npt.NDArray[np.uint64]
    key_letters: npt.NDArray[np.int32]
    key_starts: npt.NDArray[np.int64]
    key_mask: npt.NDArray[np.uint64]


@njit(cache=True, nogil=True)
def edit_distance(letters: npt.NDArray[np.int32], a: int, a_end: int, b: int, b_end: int) -> int:
    """Return the optimal string alignment distance of two words: insert, drop, replace, swap neighbours."""
    n, m = a_end - a, b_end - b
    before = np.empty(m + 1, np.int64)
    row = np.empty(m + 1, np.int64)
    twice = np.empty(m + 1, np.int64)
    for at in range(m + 1):
        row[at] = at
        before[at] = 0
    for i in range(1, n + 1):
        for at in range(m + 1):
            twice[at] = before[at]
            before[at] = row[at]
        row[0] = i
        for j in range(1, m + 1):
            cost = 0 if letters[a + i - 1] == letters[b + j - 1] else 1
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost)
            if (
                i > 1
                and j > 1
                and letters[a + i - 1] == letters[b + j - 2]
                and letters[a + i - 2] == letters[b + j - 1]
            ):
                best = min(best, twice[j - 2] + 1)
            row[j] = best
    return int(row[m])


@njit(cache=True, nogil=True)
def ones(bits: np.uint64) -> int:
    """Return how many bits are set."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, nogil=True)
def is_affix(letters: npt.NDArray[np.int32], a: int, a_end: int, b: int, b_end: int) -> bool:
    """Return whether the shorter word, of three letters or one, begins the longer, or of three, ends it."""
    if a_end - a > b_end - b:
        a, a_end, b, b_end = b, b_end, a, a_end
    size = a_end - a
    if size == 0 or size == 2:
        return False
    head = True
    tail = size > 2
    for at in range(size):
        head = head and letters[a + at] == letters[b + at]
        tail = tail and letters[a + at] == letters[b_end - size + at]
    return head or tail


@njit(cache=True, nogil=True)
def spelling(c: Codes, x: int, y: int) -> int:
    """Return CLOSE, FAR or APART for two different words of one script.

    Close: one edit in four letters. Far: two in five, or one begins or ends the other, or is its initial.
    """
    a, a_end, b, b_end = c.starts[x], c.starts[x + 1], c.starts[y], c.starts[y + 1]
    size = max(a_end - a, b_end - b)
    fewest = max(ones(c.mask[x] & ~c.mask[y]), ones(c.mask[y] & ~c.mask[x]), abs((a_end - a) - (b_end - b)))
    if 5 * fewest <= 2 * size:
        distance = edit_distance(c.letters, a, a_end, b, b_end)
        if 4 * distance <= size:
            return CLOSE
        if 5 * distance <= 2 * size:
            return FAR
    return FAR if is_affix(c.letters, a, a_end, b, b_end) else APART


@njit(cache=True, nogil=True)
def sounding(c: Codes, x: int, y: int) -> int:
    """Return CLOSE, FAR or APART for two different keys: one edit in three consonants, one in two."""
    a, a_end, b, b_end = c.key_starts[x], c.key_starts[x + 1], c.key_starts[y], c.key_starts[y + 1]
    size = max(a_end - a, b_end - b)
    fewest = max(ones(c.key_mask[x] & ~c.key_mask[y]), ones(c.key_mask[y] & ~c.key_mask[x]))
    if 2 * fewest > size:
        return APART
    distance = edit_distance(c.key_letters, a, a_end, b, b_end)
    if 3 * distance <= size:
        return CLOSE
    return FAR if 2 * distance <= size else APART


@njit(cache=True, nogil=True)
def part_cheap(c: Codes, part: int, i: int, j: int) -> int:
    """Return a part's level if equality of codes decides it, 0 if missing, else minus the base of its group."""
    x, y = c.words[i, part], c.words[j, part]
    if x >= 0 and y >= 0:
        base = ARABIC_BASE
    else:
        x, y = c.words[i, part + 4], c.words[j, part + 4]
        base = LATIN_BASE
        if x < 0 or y < 0:
            base = CROSS_BASE
            if c.keys[i, part] < 0 or c.keys[j, part] < 0:
                return 0
    if base != CROSS_BASE and x == y:
        return base + EXACT
    same = c.keys[i, part] == c.keys[j, part] if base == CROSS_BASE else c.word_key[x] == c.word_key[y]
    return base + KEY if same else -base


@njit(cache=True, nogil=True)
def part_dear(c: Codes, part: int, base: int, i: int, j: int) -> int:
    """Return the level of a part whose codes differ: spelt alike, found elsewhere in the chain, or different."""
    if base == ARABIC_BASE:
        how = spelling(c, c.words[i, part], c.words[j, part])
    elif base == LATIN_BASE:
        how = spelling(c, c.words[i, part + 4], c.words[j, part + 4])
    else:
        how = sounding(c, c.keys[i, part], c.keys[j, part])
    if how == APART and is_elsewhere(c, part, i, j):
        return base + OFF
    return base + how


@njit(cache=True, nogil=True)
def is_elsewhere(c: Codes, part: int, i: int, j: int) -> bool:
    """Return whether one record's part stands in another place of the other's chain."""
    a, b = c.keys[i], c.keys[j]
    if part == GIVEN:
        return a[GIVEN] == b[FAMILY] or a[FAMILY] == b[GIVEN] or a[GIVEN] == b[FATHER] or a[FATHER] == b[GIVEN]
    if part == FATHER:
        return a[FATHER] == b[GRANDFATHER] or a[GRANDFATHER] == b[FATHER]
    if part == GRANDFATHER:
        return (
            a[FATHER] == b[GRANDFATHER]
            or a[GRANDFATHER] == b[FATHER]
            or a[GRANDFATHER] == b[FAMILY]
            or a[FAMILY] == b[GRANDFATHER]
        )
    return (
        a[FAMILY] == b[GIVEN]
        or a[GIVEN] == b[FAMILY]
        or a[FAMILY] == b[FATHER]
        or a[FATHER] == b[FAMILY]
        or a[FAMILY] == b[GRANDFATHER]
        or a[GRANDFATHER] == b[FAMILY]
    )


@njit(cache=True, nogil=True)
def civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of a count of days from 1970-01-01.

    Source: Hinnant 2013, "chrono-compatible low-level date algorithms".
    """
    day += 719468
    era = day // 146097
    of_era = day - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, of_year - (153 * shifted + 2) // 5 + 1


@njit(cache=True, nogil=True)
def is_slip(a: int, b: int, digits: int) -> bool:
    """Return whether two numbers of so many digits differ in one digit, or in two neighbours swapped."""
    differing = 0
    first = -1
    tens = 1
    for at in range(digits):
        if a // tens % 10 != b // tens % 10:
            differing += 1
            if first < 0:
                first = at
        tens *= 10
    if differing != 2:
        return differing == 1
    low = 10**first
    swapped = a // low % 10 == b // (low * 10) % 10 and a // (low * 10) % 10 == b // low % 10
    return swapped


@njit(cache=True, nogil=True)
def birth_level(c: Codes, i: int, j: int) -> int:
    """Return the level of two births: days where both are known to the day, else ages, else intervals."""
    a, b = c.birth[i], c.birth[j]
    if a[2] == 1 and b[2] == 1:
        if a[0] == b[0]:
            return 1
        ya, ma, da = civil(a[0])
        yb, mb, db = civil(b[0])
        if (ya == yb and ma == db and da == mb) or is_slip(ya * 10000 + ma * 100 + da, yb * 10000 + mb * 100 + db, 8):
            return 2
        if (ya != yb) + (ma != mb) + (da != db) == 1:
            return 3
        apart = abs(a[0] - b[0])
        return 4 if apart <= _YEAR else 5 if apart <= 3 * _YEAR else 6 if apart <= 10 * _YEAR else 7
    if a[3] >= 0 and b[3] >= 0:
        years = max(0, max(a[3], b[3]) - min(a[4], b[4]))
        return 13 + years if years <= 2 else 16 if years <= 5 else 17 if years <= 10 else 18
    if a[0] == MISSING_DAY or b[0] == MISSING_DAY:
        return 0
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return 8 if gap <= 0 else 9 if gap <= _YEAR else 10 if gap <= 3 * _YEAR else 11 if gap <= 10 * _YEAR else 12


@njit(cache=True, nogil=True)
def death_level(c: Codes, i: int, j: int) -> int:
    """Return the level of two deaths: days where both are known to the day, else intervals of at most 400 days."""
    a, b = c.death[i], c.death[j]
    if a[0] == MISSING_DAY or b[0] == MISSING_DAY:
        return 0
    if a[2] == 1 and b[2] == 1:
        apart = abs(a[0] - b[0])
        if apart <= 1:
            return 1 + apart
        if apart <= 7:
            return 3 if apart <= 3 else 4
        if apart <= _YEAR:
            ya, ma, da = civil(a[0])
            yb, mb, db = civil(b[0])
            if ya == yb and ma == db and da == mb:
                return 4
            return 5 if apart <= 31 else 6
        return 7
    if a[1] - a[0] > 400 or b[1] - b[0] > 400:
        return 0
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return 8 if gap <= 0 else 9 if gap <= 31 else 10 if gap <= _YEAR else 11


@njit(cache=True, nogil=True)
def place_level(c: Codes, i: int, j: int) -> int:
    """Return the level of two places by the finest tier that both state."""
    a, b = c.place[i], c.place[j]
    same_governorate = a[2] >= 0 and b[2] >= 0 and c.word_key[a[2]] == c.word_key[b[2]]
    same_district = a[1] >= 0 and b[1] >= 0 and c.word_key[a[1]] == c.word_key[b[1]]
    if a[0] >= 0 and b[0] >= 0:
        if a[0] == b[0] or c.word_key[a[0]] == c.word_key[b[0]]:
            return 1
        if spelling(c, a[0], b[0]) != APART or is_near(c.point[i], c.point[j]):
            return 2
        return 3 if same_district else 4 if same_governorate else 5
    if a[1] >= 0 and b[1] >= 0:
        return 6 if same_district else 7 if same_governorate else 8
    if a[2] >= 0 and b[2] >= 0:
        return 9 if same_governorate else 10
    return 0


@njit(cache=True, nogil=True)
def is_near(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> bool:
    """Return whether two points are within NEAR_KM; False where one is unknown."""
    if np.isnan(a[0]) or np.isnan(b[0]):
        return False
    north = a[0] - b[0]
    east = (a[1] - b[1]) * np.cos(0.5 * (a[0] + b[0]))
    return bool(_KM * np.sqrt(north * north + east * east) <= NEAR_KM)


@njit(cache=True, nogil=True)
def fact_level(a: int, b: int) -> int:
    """Return 0 where one is missing, 1 where equal, 2 where not."""
    return 0 if a < 0 or b < 0 else 1 if a == b else 2


@njit(cache=True, nogil=True)
def identifier_level(c: Codes, i: int, j: int) -> int:
    """Return 0 where one is missing, 1 where equal, 2 where one edit apart, 3 where not."""
    x, y = c.facts[i, 3], c.facts[j, 3]
    if x < 0 or y < 0 or x == y:
        return 0 if x < 0 or y < 0 else 1
    a, a_end, b, b_end = c.starts[x], c.starts[x + 1], c.starts[y], c.starts[y + 1]
    if abs((a_end - a) - (b_end - b)) > 1 or a_end - a < 5 or ones(c.mask[x] & ~c.mask[y]) > 1:
        return 3
    return 2 if edit_distance(c.letters, a, a_end, b, b_end) <= 1 else 3


@njit(cache=True, nogil=True)
def facts_levels(c: Codes, i: int, j: int, out: Int) -> None:
    """Write the levels of all terms but names."""
    out[SEX] = fact_level(c.facts[i, 0], c.facts[j, 0])
    out[STATUS] = fact_level(c.facts[i, 1], c.facts[j, 1])
    out[CAUSE] = fact_level(c.facts[i, 2], c.facts[j, 2])
    out[IDENTIFIER] = identifier_level(c, i, j)
    out[BIRTH] = birth_level(c, i, j)
    out[DEATH] = death_level(c, i, j)
    out[PLACE] = place_level(c, i, j)


@njit(cache=True, nogil=True)
def settle_chain(out: Int) -> None:
    """Leave the grandfather out where the chain is shifted: his place was compared with another generation's."""
    if out[FATHER] > 0 and (out[FATHER] - 1) % 6 == OFF and out[GRANDFATHER] > 0 and (out[GRANDFATHER] - 1) % 6 > FAR:
        out[GRANDFATHER] = 0


@njit(cache=True, nogil=True)
def levels(c: Codes, i: int, j: int, out: Int) -> None:
    """Write the level of every term for a pair. Shape of out (11,)."""
    facts_levels(c, i, j, out)
    for part in range(FAMILY + 1):
        level = part_cheap(c, part, i, j)
        out[part] = level if level >= 0 else part_dear(c, part, -level, i, j)
    settle_chain(out)


@njit(cache=True, nogil=True)
def is_barred(c: Codes, i: int, j: int) -> bool:
    """Return whether two records cannot be one person: one list that holds each once, or born after the other's death."""
    if c.source[i, 1] == 1 and c.source[i, 0] == c.source[j, 0]:
        return True
    for a, b in ((i, j), (j, i)):
        born, died = c.birth[a], c.death[b]
        if born[2] == 1 and died[0] != MISSING_DAY and born[0] > died[1]:
            return True
    return False
