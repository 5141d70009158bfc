"""Which statements say nearly the same? By the words that few statements of the case share."""

import re
from array import array
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from tollbook.reconciliation.labels import listed

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
STOP = listed(
    "a an and are as at be been but by for from had has have he her his in is it its of on or said say says she that "
    "the their they this to was were which who will with would not no"
)
COMMON = 60  # statements: a word that more of them hold finds nothing
ALIKE = 0.45  # cosine, chosen on the invented statements of tests/reconciliation
MIN_SHARED = 3  # rare words, so that one name in common is not enough
MOST = 20
BLOCK = 1_000  # statements compared with all others at a time


class Likeness:
    """An index of statements by their rare words, held as numbers: a case may have a million statements."""

    __slots__ = ("_ends", "_holders", "_known", "_norms", "_others", "_rare", "_words")

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._words, self._ends = array("i"), array("q", [0])
        self._rare: csr_matrix | None = None
        self._others: csr_matrix | None = None
        self._holders: csr_matrix | None = None
        self._norms = np.empty(0)

    def add(self, text: str) -> None:
        """Add a statement; its place is how many were added before."""
        for word in sorted(set(WORD.findall(text.casefold())) - STOP):
            self._words.append(self._known.setdefault(word, len(self._known)))
        self._ends.append(len(self._words))

    def near(self, places: Sequence[int]) -> list[tuple[int, ...]]:
        """Return for some statements those most like each, the most alike first; at most 20, itself left out."""
        rare, others, holders = self._index()
        found: list[tuple[int, ...]] = []
        for first in range(0, len(places), BLOCK):
            block = np.asarray(places[first : first + BLOCK], dtype=np.int64)
            product = rare[block] @ others
            shared = (rare[block] != 0).astype(np.int32) @ holders
            product.sort_indices()
            shared.sort_indices()
            for place, (start, end) in zip(block, pairwise(product.indptr), strict=True):
                other = product.indices[start:end]
                cosine = product.data[start:end] / (self._norms[place] * self._norms[other])
                alike = (cosine >= ALIKE) & (shared.data[start:end] >= MIN_SHARED) & (other != place)
                order = np.lexsort((other[alike], -cosine[alike]))[:MOST]
                found.append(tuple(other[alike][order].tolist()))
        return found

    def _index(self) -> tuple[csr_matrix, csr_matrix, csr_matrix]:
        """Return the weights of rare words, turned round, and 1 where a statement holds a word.

        Shapes (statements, words), (words, statements) and (words, statements).
        """
        if self._rare is None or self._others is None or self._holders is None:
            words, ends = np.frombuffer(self._words, dtype=np.int32), np.frombuffer(self._ends, dtype=np.int64)
            number, vocabulary = len(ends) - 1, len(self._known)
            held = np.bincount(words, minlength=vocabulary)
            weights = np.log1p(number / np.maximum(held, 1))[words]
            of = np.repeat(np.arange(number), np.diff(ends))
            self._norms = np.sqrt(np.bincount(of, weights * weights, minlength=number))
            kept = held[words] <= COMMON
            shape = (number, vocabulary)
            self._rare = csr_matrix((weights[kept], (of[kept], words[kept])), shape=shape)
            self._others = self._rare.T.tocsr()
            self._holders = (self._others != 0).astype(np.int32)
        return self._rare, self._others, self._holders
