"""Which statements say nearly the same? By the words that few statements of the case share."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Likeness:
    """An index of statements by their rare words.

    Attributes:
        texts: The statements.
    """

    texts: Sequence[str]
    _words: list[dict[str, float]] = field(init=False, default_factory=list)
    _norms: list[float] = field(init=False, default_factory=list)
    _held: dict[str, list[int]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        split = [sorted(set(WORD.findall(text.casefold())) - STOP) for text in self.texts]
        for place, found in enumerate(split):
            for word in found:
                self._held[word].append(place)
        whole = len(self.texts)
        for found in split:
            weights = {word: math.log(1 + whole / len(self._held[word])) for word in found}
            self._words.append(weights)
            self._norms.append(math.sqrt(sum(weight * weight for weight in weights.values())))

    def near(self, place: int) -> tuple[int, ...]:
        """Return the statements most like one, the most alike first; at most 20, itself left out."""
        mine = self._words[place]
        products: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for word, weight in mine.items():
            holders = self._held[word]
            if len(holders) <= COMMON:
                for other in holders:
                    products[other] += weight * weight
                    shared[other] += 1
        found = [
            (product / (self._norms[place] * self._norms[other]), other)
            for other, product in products.items()
            if other != place and shared[other] >= MIN_SHARED
        ]
        near = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))
        return tuple(other for _, other in near[:MOST])
