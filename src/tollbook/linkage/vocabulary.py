"""All words of a case by number, with their letters and consonant keys laid out for compiled code."""

from collections.abc import Sequence
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

    def codes(self, column: pl.Series) -> npt.NDArray[np.int32]:
        """Return the number of each word; -1 where null."""
        table = pl.DataFrame(
            {"word": self.words, "at": np.arange(len(self.words), dtype=np.int32)},
            schema={"word": pl.String, "at": pl.Int32},
        )
        joined = column.alias("word").to_frame().join(table, on="word", how="left", maintain_order="left")
        return joined["at"].fill_null(-1).to_numpy()


def vocabulary(columns: Sequence[pl.Series]) -> Vocabulary:
    """Return the words of columns of folded text."""
    words = tuple(pl.concat([column.alias("word").drop_nulls() for column in columns]).unique().sort().to_list())
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
