"""Records as bytes, one value a record, so that any worker of any engine can compare two without the rest of the case.

A record is a row of 32-bit words: the numbers of `Codes`, the keys of its words, how rare its values are, where it is,
and how long each of its texts is; the letters follow.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from tollbook.linkage.kernels import AT_FACTS, AT_KEYS, AT_PLACE, AT_WORDS, WIDTH, Codes
from tollbook.linkage.terms import FREQUENCIES

Ints32 = npt.NDArray[np.int32]

# Columns of `Codes.rec` that a comparison may have to spell out: words, then keys.
WORDS: tuple[int, ...] = (*range(AT_WORDS, AT_KEYS), AT_PLACE, AT_FACTS + 3)
KEYS: tuple[int, ...] = tuple(range(AT_KEYS, AT_KEYS + 4))
TEXTS = len(WORDS) + len(KEYS)
_AT_OWN_KEYS = WIDTH
_AT_FREQUENCY = _AT_OWN_KEYS + len(WORDS)
_AT_POINT = _AT_FREQUENCY + len(FREQUENCIES)
_AT_SIZES = _AT_POINT + 4
HEAD = _AT_SIZES + TEXTS


def pack(codes: Codes, first: int, last: int) -> tuple[npt.NDArray[np.int64], Ints32]:
    """Return some records as words.

    Args:
        codes: All records.
        first: Number of the first record wanted.
        last: One more than the last.

    Returns:
        Where each record begins, one more for the end, shape (records + 1,); and the words of all, end to end.
    """
    rec = codes.rec[first:last]
    head = np.zeros((len(rec), HEAD), dtype=np.int32)
    head[:, :WIDTH] = rec
    words = rec[:, list(WORDS)]
    head[:, _AT_OWN_KEYS:_AT_FREQUENCY] = np.where(words >= 0, codes.word_key[words], -1)
    head[:, _AT_FREQUENCY:_AT_POINT] = np.ascontiguousarray(codes.frequency[first:last]).view(np.int32)
    head[:, _AT_POINT:_AT_SIZES] = np.ascontiguousarray(codes.point[first:last]).view(np.int32)
    keys = rec[:, list(KEYS)]
    sizes = np.concatenate(
        [_lengths(codes.starts, words), _lengths(codes.key_starts, keys)], axis=1, dtype=np.int32, casting="same_kind"
    )
    head[:, _AT_SIZES:] = sizes
    starts = np.zeros(len(rec) + 1, dtype=np.int64)
    starts[1:] = np.cumsum(HEAD + sizes.sum(axis=1, dtype=np.int64))
    out = np.empty(int(starts[-1]), dtype=np.int32)
    _lay_out(head, (words, codes.letters, codes.starts), (keys, codes.key_letters, codes.key_starts), starts, out)
    return starts, out


def unpack(starts: npt.NDArray[np.int64], words: Ints32) -> Codes:
    """Return packed records as `Codes` of their own: equal words have equal numbers, but not those of the case.

    Args:
        starts: Where each record begins. Shape (records,).
        words: The words that they lie in.

    Returns:
        What the compiled comparisons read.
    """
    head = words[starts[:, None] + np.arange(HEAD)]
    sizes = head[:, _AT_SIZES:].astype(np.int64)
    begin = (starts + HEAD)[:, None] + np.cumsum(sizes, axis=1) - sizes
    text = np.concatenate([begin, (begin[:, -1] + sizes[:, -1])[:, None]], axis=1)  # one more for the end
    rec = np.ascontiguousarray(head[:, :WIDTH])
    spelt = text.ravel()
    slot = np.arange(len(head), dtype=np.int64)[:, None] * (TEXTS + 1)
    own_keys = np.full(len(spelt), -1, dtype=np.int32)
    own_keys[(slot + np.arange(len(WORDS))).ravel()] = head[:, _AT_OWN_KEYS:_AT_FREQUENCY].ravel()
    columns = list(WORDS)
    rec[:, columns] = _renumbered(rec[:, columns], slot + np.arange(len(WORDS)))
    key_rec = _renumbered(rec[:, list(KEYS)], slot + len(WORDS) + np.arange(len(KEYS)))
    mask = np.zeros(len(spelt), dtype=np.uint64)
    _masks(words, spelt, mask)
    # Parts are compared across the chain by their keys alone, so keys are renumbered together.
    rec[:, list(KEYS)] = key_rec
    frequency = np.ascontiguousarray(head[:, _AT_FREQUENCY:_AT_POINT]).view(np.float32)
    point = np.ascontiguousarray(head[:, _AT_POINT:_AT_SIZES]).view(np.float64)
    return Codes(rec, frequency, point, own_keys, words, spelt, mask, words, spelt, mask)


def _lengths(starts: npt.NDArray[np.int64], numbers: Ints32) -> npt.NDArray[np.int64]:
    return np.where(numbers >= 0, starts[np.maximum(numbers, 0) + 1] - starts[np.maximum(numbers, 0)], 0)


def _renumbered(numbers: Ints32, slots: npt.NDArray[np.int64]) -> Ints32:
    """Return, for each text, the slot of the first text with the same number; -1 stays."""
    known = numbers >= 0
    _, first, at = np.unique(numbers[known], return_index=True, return_inverse=True)
    made = np.full(numbers.shape, -1, dtype=np.int32)
    made[known] = slots[known][first][at]
    return made


@njit(cache=True, nogil=True)
def _lay_out(
    head: Ints32,
    words: tuple[Ints32, Ints32, npt.NDArray[np.int64]],
    keys: tuple[Ints32, Ints32, npt.NDArray[np.int64]],
    starts: npt.NDArray[np.int64],
    out: Ints32,
) -> None:
    """Write each record's head, then the letters of its words and keys."""
    for row in range(len(head)):
        at = starts[row]
        for column in range(head.shape[1]):
            out[at] = head[row, column]
            at += 1
        for numbers, letters, begin in (words, keys):
            for column in range(numbers.shape[1]):
                number = numbers[row, column]
                if number >= 0:
                    for place in range(begin[number], begin[number + 1]):
                        out[at] = letters[place]
                        at += 1


@njit(cache=True, nogil=True)
def _masks(letters: Ints32, starts: npt.NDArray[np.int64], mask: npt.NDArray[np.uint64]) -> None:
    """Write which letters each text has; a record's last slot is only an end."""
    for text in range(len(starts) - 1):
        if text % (TEXTS + 1) != TEXTS:
            for place in range(starts[text], starts[text + 1]):
                mask[text] |= np.uint64(1) << np.uint64(letters[place] % 64)
