"""All words of a case by number, with their letters and consonant keys laid out for compiled code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.text import names


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and keys by number, both in alphabetical order.

    Attributes:
        words: Each word once.
        keys: Each consonant key once.
        word_key: The key of each word.
        arrays: The letter arrays of `Codes`, by name.
        limits: What was cut, in words.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    word_key: npt.NDArray[np.int32]
    arrays: dict[str, Any]
    limits: tuple[str, ...]


class Words:
    """Words as they are met, by number in the order of meeting; `vocabulary` renumbers them by the alphabet."""

    __slots__ = ("_number",)

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def codes(
        self, column: pl.Series, change: Callable[[str], Sequence[str | None]], *, parts: int = 1
    ) -> npt.NDArray[np.int32]:
        """Return the numbers of the words that each value is changed to; -1 for none.

        Args:
            column: Texts; each distinct one is changed once.
            change: A text to its words.
            parts: How many words it gives.

        Returns:
            Numbers. Shape (values, parts).
        """
        number = self._number
        distinct = column.drop_nulls().unique()
        made = np.full((len(distinct) + 1, parts), -1, dtype=np.int32)
        for row, text in enumerate(distinct):
            for part, word in enumerate(change(text)):
                if word is not None:
                    made[row, part] = number.setdefault(word, len(number))
        table = pl.DataFrame({"text": distinct, "at": np.arange(len(distinct), dtype=np.int32)})
        placed = column.alias("text").to_frame().join(table, on="text", how="left", maintain_order="left")
        return np.asarray(made[placed["at"].fill_null(len(distinct)).to_numpy()], dtype=np.int32)

    def vocabulary(self) -> tuple[Vocabulary, npt.NDArray[np.int32]]:
        """Return all words, and the alphabetical number of each; the last, -1, is that of number -1."""
        words = tuple(sorted(self._number))
        number = np.full(len(words) + 1, -1, dtype=np.int32)
        for at, word in enumerate(words):
            number[self._number[word]] = at
        return _vocabulary(words), number


def _vocabulary(words: tuple[str, ...]) -> Vocabulary:
    keyed = [names.key(word) for word in words]
    keys = tuple(sorted(set(keyed)))
    number = {key: at for at, key in enumerate(keys)}
    word_key = np.array([number[key] for key in keyed] or [0], dtype=np.int32)
    letters, starts, mask = _laid_out(words)
    key_letters, key_starts, key_mask = _laid_out(keys)
    arrays = {
        "word_key": word_key, "letters": letters, "starts": starts, "mask": mask,
        "key_letters": key_letters, "key_starts": key_starts, "key_mask": key_mask,
    }  # fmt: skip
    longest = sum(len(word) >= names.MAX_CHARS for word in words)
    limits = (f"{longest} names or places were cut to {names.MAX_CHARS} letters",) if longest else ()
    return Vocabulary(words, keys, word_key, arrays, limits)


def _laid_out(words: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    """Return all letters, where each word begins (one more for the end), and a mask of each word's letters."""
    starts = np.zeros(len(words) + 1, dtype=np.int64)
    starts[1:] = np.cumsum([len(word) for word in words])
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.int32)
    mask = np.zeros(max(len(words), 1), dtype=np.uint64)
    if len(letters):
        owner = np.repeat(np.arange(len(words)), np.diff(starts))
        np.bitwise_or.at(mask, owner, np.uint64(1) << (letters % 64).astype(np.uint64))
    return letters, starts, mask
