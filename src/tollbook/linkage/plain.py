"""The same comparisons without compiled code: NumPy over pairs, RapidFuzz over distinct pairs of words.

Slower, and held against the compiled ones by the tests: equal levels, equal weights, to the bit.
"""

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from tollbook.linkage.kernels import MISSING_DAY, NEAR_KM, Codes
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
    TERMS,
)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_YEAR = 366


def plain_levels(codes: Codes, left: Ints, right: Ints, *, words: tuple[str, ...], keys: tuple[str, ...]) -> Ints:
    """Return the level of every term for pairs of records.

    Args:
        codes: The records.
        left: Number of one record of each pair. Shape (pairs,).
        right: Number of the other.
        words: Each word by its number.
        keys: Each consonant key by its number.

    Returns:
        Levels. Shape (pairs, terms).
    """
    out = np.zeros((len(left), len(TERMS)), dtype=np.int64)
    for part in range(FAMILY + 1):
        out[:, part] = _part(codes, part, left, right, (words, keys))
    shifted = (out[:, FATHER] > 0) & ((out[:, FATHER] - 1) % 6 == OFF)
    out[shifted & (out[:, GRANDFATHER] > 0) & ((out[:, GRANDFATHER] - 1) % 6 > FAR), GRANDFATHER] = 0
    for term, column in ((SEX, 0), (STATUS, 1), (CAUSE, 2)):
        a, b = codes.facts[left, column], codes.facts[right, column]
        out[:, term] = np.where((a < 0) | (b < 0), 0, np.where(a == b, 1, 2))
    out[:, IDENTIFIER] = _identifier(codes.facts[left, 3], codes.facts[right, 3], words)
    out[:, BIRTH] = _birth(codes.birth[left].astype(np.int64), codes.birth[right].astype(np.int64))
    out[:, DEATH] = _death(codes.death[left].astype(np.int64), codes.death[right].astype(np.int64))
    out[:, PLACE] = _place(codes, left, right, words)
    return out


def _part(codes: Codes, part: int, left: Ints, right: Ints, texts: tuple[tuple[str, ...], tuple[str, ...]]) -> Ints:
    words, keys = texts
    made = np.zeros(len(left), dtype=np.int64)
    arabic = (codes.words[left, part] >= 0) & (codes.words[right, part] >= 0)
    latin = ~arabic & (codes.words[left, part + 4] >= 0) & (codes.words[right, part + 4] >= 0)
    a, b = codes.keys[left, part], codes.keys[right, part]
    cross = ~arabic & ~latin & (a >= 0) & (b >= 0)
    off = _elsewhere(codes.keys[left], codes.keys[right], part)
    for chosen, base, column in ((arabic, ARABIC_BASE, part), (latin, LATIN_BASE, part + 4)):
        x, y = codes.words[left, column][chosen], codes.words[right, column][chosen]
        how = np.where(codes.word_key[x] == codes.word_key[y], KEY, _likeness(x, y, words, is_key=False))
        how = np.where(x == y, EXACT, np.where((how == APART) & off[chosen], OFF, how))
        made[chosen] = base + how
    how = np.where(a[cross] == b[cross], KEY, _likeness(a[cross], b[cross], keys, is_key=True))
    made[cross] = CROSS_BASE + np.where((how == APART) & off[cross], OFF, how)
    if part == GIVEN:
        made[codes.kunya[left] != codes.kunya[right]] = 0
    return made


def _elsewhere(a: npt.NDArray[np.int32], b: npt.NDArray[np.int32], part: int) -> Flags:
    others = {GIVEN: (FAMILY, FATHER), FATHER: (GRANDFATHER,), GRANDFATHER: (FATHER, FAMILY)}
    found = np.zeros(len(a), dtype=bool)
    for other in others.get(part, (GIVEN, FATHER, GRANDFATHER)):
        found |= (a[:, part] == b[:, other]) | (a[:, other] == b[:, part])
    return found


def _likeness(x: npt.NDArray[np.int32], y: npt.NDArray[np.int32], texts: tuple[str, ...], *, is_key: bool) -> Ints:
    """Return CLOSE, FAR or APART of pairs of words or keys; each distinct pair is compared once."""
    if not len(x):
        return np.zeros(0, dtype=np.int64)
    pairs, at = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
    first, second = [texts[i] for i in pairs[:, 0]], [texts[i] for i in pairs[:, 1]]
    distance = cpdist(first, second, scorer=OSA.distance, dtype=np.int64)
    size = np.array([max(len(a), len(b)) for a, b in zip(first, second, strict=True)])
    if is_key:
        made = np.where(3 * distance <= size, CLOSE, np.where(2 * distance <= size, FAR, APART))
    else:
        affix = np.array([_is_affix(a, b) for a, b in zip(first, second, strict=True)])
        far = (5 * distance <= 2 * size) | affix
        made = np.where(4 * distance <= size, CLOSE, np.where(far, FAR, APART))
    return np.asarray(made[at.ravel()], dtype=np.int64)


def _is_affix(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if len(short) < 1 or len(short) == 2:
        return False
    return long.startswith(short) or (len(short) > 2 and long.endswith(short))


def _identifier(x: npt.NDArray[np.int32], y: npt.NDArray[np.int32], words: tuple[str, ...]) -> Ints:
    made = np.where((x < 0) | (y < 0), 0, np.where(x == y, 1, 3)).astype(np.int64)
    for at in np.flatnonzero(made == 3):
        a, b = words[x[at]], words[y[at]]
        if len(a) >= 5 and abs(len(a) - len(b)) <= 1 and OSA.distance(a, b) <= 1:
            made[at] = 2
    return made


def _birth(a: Ints, b: Ints) -> Ints:
    apart = np.abs(a[:, 0] - b[:, 0])
    slip = np.array([_is_slip(int(x), int(y)) for x, y in zip(a[:, 5], b[:, 5], strict=True)], dtype=bool)
    differing = (a[:, 5] >> 16 != b[:, 5] >> 16).astype(int)
    differing += (a[:, 5] >> 8 & 0xFF) != (b[:, 5] >> 8 & 0xFF)
    differing += (a[:, 5] & 0xFF) != (b[:, 5] & 0xFF)
    days = np.select(
        [a[:, 0] == b[:, 0], slip, differing == 1, apart <= _YEAR, apart <= 3 * _YEAR, apart <= 10 * _YEAR],
        [1, 2, 3, 4, 5, 6],
        7,
    )
    years = np.maximum(0, np.maximum(a[:, 3], b[:, 3]) - np.minimum(a[:, 4], b[:, 4]))
    ages = np.select([years <= 2, years <= 5, years <= 10], [13 + years, 16, 17], 18)
    gap = np.maximum(a[:, 0], b[:, 0]) - np.minimum(a[:, 1], b[:, 1])
    spans = np.select([gap <= 0, gap <= _YEAR, gap <= 3 * _YEAR, gap <= 10 * _YEAR], [8, 9, 10, 11], 12)
    missing = (a[:, 0] == MISSING_DAY) | (b[:, 0] == MISSING_DAY)
    made = np.select(
        [(a[:, 2] == 1) & (b[:, 2] == 1), (a[:, 3] >= 0) & (b[:, 3] >= 0), missing], [days, ages, 0], spans
    )
    return np.asarray(made, dtype=np.int64)


def _is_slip(a: int, b: int) -> bool:
    x, y = f"{a:08x}", f"{b:08x}"
    at = [place for place in range(8) if x[place] != y[place]]
    if len(at) == 2 and at[1] == at[0] + 1:
        return (x[at[0]] == y[at[1]] and x[at[1]] == y[at[0]]) or _is_turned(x, y)
    return len(at) <= 1 or _is_turned(x, y)


def _is_turned(x: str, y: str) -> bool:
    return x[:4] == y[:4] and x[4:6] == y[6:] and x[6:] == y[4:6]


def _death(a: Ints, b: Ints) -> Ints:
    apart = np.abs(a[:, 0] - b[:, 0])
    turned = np.array([_is_turned(f"{x:08x}", f"{y:08x}") for x, y in zip(a[:, 3], b[:, 3], strict=True)], dtype=bool)
    days = np.select(
        [apart <= 1, apart <= 3, (apart <= 7) | turned, apart <= 31, apart <= _YEAR], [1 + apart, 3, 4, 5, 6], 7
    )
    gap = np.maximum(a[:, 0], b[:, 0]) - np.minimum(a[:, 1], b[:, 1])
    spans = np.select([gap <= 0, gap <= 31, gap <= _YEAR], [8, 9, 10], 11)
    missing = (a[:, 0] == MISSING_DAY) | (b[:, 0] == MISSING_DAY)
    wide = (a[:, 1] - a[:, 0] > 400) | (b[:, 1] - b[:, 0] > 400)
    return np.asarray(np.select([missing, (a[:, 2] == 1) & (b[:, 2] == 1), wide], [0, days, 0], spans), dtype=np.int64)


def _place(codes: Codes, left: Ints, right: Ints, words: tuple[str, ...]) -> Ints:
    a, b = codes.place[left], codes.place[right]
    same = [(a[:, tier] >= 0) & (a[:, tier] == b[:, tier]) for tier in (3, 4, 5)]
    known = [(a[:, tier] >= 0) & (b[:, tier] >= 0) for tier in (0, 1, 2)]
    p, q = codes.point[left], codes.point[right]
    north, east = p[:, 0] - q[:, 0], (p[:, 1] - q[:, 1]) * np.cos(0.5 * (p[:, 0] + q[:, 0]))
    alike = 6371.0 * np.sqrt(north * north + east * east) <= NEAR_KM
    alike[known[0]] |= _likeness(a[known[0], 0], b[known[0], 0], words, is_key=False) != APART
    fine = np.select([same[0], alike, same[1], same[2]], [1, 2, 3, 4], 5)
    middle = np.select([same[1], same[2]], [6, 7], 8)
    return np.asarray(np.select(known, [fine, middle, np.where(same[2], 9, 10)], 0), dtype=np.int64)
