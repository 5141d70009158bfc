"""How alike two words are: compiled, on letters laid end to end, in whole numbers of edits."""

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.terms import APART, CLOSE, FAR

Ints32 = npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def edit_distance(letters: Ints32, a: int, a_end: int, b: int, b_end: int) -> int:
    """Return the optimal string alignment distance of two words: insert, drop, replace, swap neighbours.

    A column of the matrix is one machine word, so neither may have more than 64 letters.

    Source: Hyyro 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances".
    """
    size = a_end - a
    if size == 0 or b_end == b:
        return max(size, b_end - b)
    one = np.uint64(1)
    last = one << np.uint64(size - 1)
    up, down, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    distance = size
    for at in range(b, b_end):
        same = np.uint64(0)
        for place in range(size):
            if letters[a + place] == letters[at]:
                same |= one << np.uint64(place)
        swapped = ((~diagonal & same) << one) & before
        diagonal = (((same & up) + up) ^ up) | same | down | swapped
        right, left = down | ~(diagonal | up), diagonal & up
        if right & last:
            distance += 1
        if left & last:
            distance -= 1
        right, left = (right << one) | one, left << one
        up, down = left | ~(diagonal | right), right & diagonal
        before = same
    return distance


@njit(cache=True, nogil=True)
def ones(bits: np.uint64) -> int:
    """Return how many bits are set."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, nogil=True)
def is_affix(letters: Ints32, a: int, a_end: int, b: int, b_end: int) -> bool:
    """Return whether the shorter word, of three letters or one, begins the longer, or of three, ends it."""
    if a_end - a > b_end - b:
        a, a_end, b, b_end = b, b_end, a, a_end
    size = a_end - a
    if size < 1 or size == 2:
        return False
    head = True
    tail = size > 2
    for at in range(size):
        head = head and letters[a + at] == letters[b + at]
        tail = tail and letters[a + at] == letters[b_end - size + at]
    return head or tail


@njit(cache=True, nogil=True)
def spelling(letters: Ints32, starts: npt.NDArray[np.int64], mask: npt.NDArray[np.uint64], x: int, y: int) -> int:
    """Return CLOSE, FAR or APART for two different words of one script.

    Close: one edit in four letters. Far: two in five, or one begins or ends the other, or is its initial.
    """
    a, a_end, b, b_end = starts[x], starts[x + 1], starts[y], starts[y + 1]
    size = max(a_end - a, b_end - b)
    fewest = max(ones(mask[x] & ~mask[y]), ones(mask[y] & ~mask[x]), abs((a_end - a) - (b_end - b)))
    if 5 * fewest <= 2 * size:
        distance = edit_distance(letters, a, a_end, b, b_end)
        if 4 * distance <= size:
            return CLOSE
        if 5 * distance <= 2 * size:
            return FAR
    return FAR if is_affix(letters, a, a_end, b, b_end) else APART


@njit(cache=True, nogil=True)
def sounding(letters: Ints32, starts: npt.NDArray[np.int64], mask: npt.NDArray[np.uint64], x: int, y: int) -> int:
    """Return CLOSE, FAR or APART for two different keys: one edit in three consonants, one in two."""
    a, a_end, b, b_end = starts[x], starts[x + 1], starts[y], starts[y + 1]
    size = max(a_end - a, b_end - b)
    fewest = max(ones(mask[x] & ~mask[y]), ones(mask[y] & ~mask[x]))
    if 2 * fewest > size:
        return APART
    distance = edit_distance(letters, a, a_end, b, b_end)
    if 3 * distance <= size:
        return CLOSE
    return FAR if 2 * distance <= size else APART
