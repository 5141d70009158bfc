"""How a pair of packed records compares, as a short text that SQL can take apart: the one function other engines call.

A letter for each term's level (A: not stated), then eight digits of sixteen letters for the bits that company takes
away, the last in units of 2^-24 bits (256 bits at most: more is as impossible).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.engines.extras import need
from tollbook.engines.packed import unpack
from tollbook.linkage.kernels import Codes
from tollbook.linkage.scan import N_TERMS, Weights, pair_terms

FUNCTION = "tollbook_compare"
FIRST_LETTER = ord("A")
DIGITS = 8
BASE = 16
UNITS_A_BIT = 2**24
_BATCH = 16_384  # pairs that are unpacked at once


def described(codes: Codes, model: Weights, pairs: int) -> npt.NDArray[np.uint8]:
    """Return how pairs compare, as letters.

    Args:
        codes: Left records of all pairs, then their right records.
        model: The model that the company of names is weighed by.
        pairs: How many pairs there are.

    Returns:
        Letters. Shape (pairs, terms + DIGITS).
    """
    found = np.zeros((pairs, N_TERMS), dtype=np.int64)
    company = np.zeros(pairs)
    _describe(codes, model, found, company)
    units = np.minimum(np.rint(-company * UNITS_A_BIT).astype(np.int64), BASE**DIGITS - 1)
    shifts = BASE ** np.arange(DIGITS - 1, -1, -1, dtype=np.int64)
    digits = units[:, None] // shifts % BASE
    return (np.concatenate([found, digits], axis=1) + FIRST_LETTER).astype(np.uint8)


@njit(cache=True, nogil=True)
def _describe(c: Codes, w: Weights, found: npt.NDArray[np.int64], company: npt.NDArray[np.float64]) -> None:
    terms = np.zeros(N_TERMS + 1)
    pairs = len(found)
    for at in range(pairs):
        pair_terms(c, w, at, pairs + at, found[at], terms)
        company[at] = terms[N_TERMS]


def comparer(model: Weights) -> Callable[[Any, Any], Any]:
    """Return the function of two Arrow arrays of packed records that gives an Arrow array of texts."""

    def compare(left: Any, right: Any) -> Any:
        arrow = need("pyarrow", "splink")
        pairs = len(left)
        letters = np.empty((pairs, N_TERMS + DIGITS), dtype=np.uint8)
        if pairs:
            both = _words(left), _words(right)
            for first in range(0, pairs, _BATCH):
                last = min(first + _BATCH, pairs)
                letters[first:last] = _compared(both, first, last, model)
        ends = np.arange(pairs + 1, dtype=np.int32) * letters.shape[1]
        return arrow.StringArray.from_buffers(pairs, arrow.py_buffer(ends), arrow.py_buffer(letters))

    return compare


Packed = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]


def _compared(both: tuple[Packed, Packed], first: int, last: int, model: Weights) -> npt.NDArray[np.uint8]:
    starts, words, base = [], [], 0
    for begin, every in both:
        some = every[begin[first] : begin[last]]
        starts.append(begin[first:last] - begin[first] + base)
        words.append(some)
        base += len(some)
    return described(unpack(np.concatenate(starts), np.concatenate(words)), model, last - first)


def _words(column: Any) -> Packed:
    """Return where each packed record of an Arrow array begins, one more for the end, and its 32-bit words."""
    arrow = need("pyarrow", "splink")
    whole = column.combine_chunks() if isinstance(column, arrow.ChunkedArray) else column
    whole = whole.cast(arrow.large_binary())
    _, offsets, data = whole.buffers()
    begin = np.frombuffer(offsets, dtype=np.int64)[whole.offset : whole.offset + len(whole) + 1]
    words = np.frombuffer(data, dtype=np.uint8)[begin[0] : begin[-1]].view(np.int32)
    return (begin - begin[0]) // 4, words
