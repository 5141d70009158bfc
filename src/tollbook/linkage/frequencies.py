"""How rare a name is: from the records of the case, from a table of names that the user gives, or from both.

Names of a table count by their consonant key, so that a table in one script speaks for names in another. A table gives
a key's share; how a key's share is divided among its spellings, the case's own records say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.errors import TableError
from tollbook.text import names

Array = npt.NDArray[np.float64]

COLUMNS = ("name", "count", "part")
PARTS: Mapping[str, tuple[str, ...]] = {"given": ("given",), "family": ("family",), "": ("given", "family")}
UNSEEN = 0.5  # of the rarest name of a table: what a name that is not in it counts
_OF = (0, 0, 0, 1)  # the table of each part: fathers and grandfathers bear given names


@dataclass(frozen=True, slots=True)
class NameTable:
    """How often names occur in some population.

    Attributes:
        counts: Consonant key to how often, for given names and for family names.
        use: `instead` of the case's own frequencies, or `mixed` with them, half and half.
        names: How many names the table holds.
    """

    counts: tuple[Mapping[str, float], Mapping[str, float]]
    use: str
    names: int

    def shares(self, keys: Sequence[str]) -> tuple[Array, npt.NDArray[np.bool_]]:
        """Return the share of each key among the table's names, and whether it is in it. Shape (parts, keys) each."""
        found = np.array([[table.get(key, 0.0) for key in keys] for table in self.counts]).reshape(2, len(keys))
        total = np.array([sum(table.values()) for table in self.counts])
        least = np.array([UNSEEN * min(table.values(), default=0.0) for table in self.counts])
        share = np.where(found > 0, found, least[:, None]) / np.where(total > 0, total, 1.0)[:, None]
        return share[list(_OF)], found[list(_OF)] > 0


def name_table(rows: Iterable[Mapping[str, str | None]], *, use: str, where: str, numbers: Sequence[int]) -> NameTable:
    """Return a table of names from the rows of a file.

    Args:
        rows: `name`, `count` and, if it is there, `part`: `given`, `family`, or empty for both.
        use: `instead` or `mixed`.
        where: The file, for errors.
        numbers: Each row's number in the file.

    Returns:
        The table; spellings of one key are added up.

    Raises:
        TableError: When a row has no name, no count above 0 or an unknown part, or when there is no row.
    """
    counts: tuple[dict[str, float], dict[str, float]] = (defaultdict(float), defaultdict(float))
    held = 0
    for row, number in zip(rows, numbers, strict=True):
        at = f"{where}, row {number}"
        key = names.key(names.part(row.get("name")) or "")
        if not key:
            raise TableError("this row gives no name", where=at, mend="give the name, or take the row out")
        part = (row.get("part") or "").strip().lower()
        if part not in PARTS:
            mend = "write given or family, or leave it empty where the count is of both"
            raise TableError(f"'{part}' is no part of a name", where=at, mend=mend)
        count = _number(row.get("count"), at)
        for which in PARTS[part]:
            counts[which == "family"][key] += count
        held += 1
    if not held:
        raise TableError("the table of names has no rows", where=where, mend="give names and counts, or no table")
    return NameTable(counts, use, held)


def _number(text: str | None, at: str) -> float:
    try:
        count = float((text or "").replace(",", "").replace("٬", "").replace(" ", ""))
    except ValueError:
        count = 0.0
    if not 0.0 < count < float("inf"):
        raise TableError(
            f"'{text or ''}' is no number of people above 0", where=at, mend="give how many bear the name, such as 1200"
        )
    return count


def surprise(codes: npt.NDArray[np.int32], told: tuple[Array, str] | None = None) -> Array:
    """Return log2 of the average chance that two values agree over the chance that one agrees with this value.

    Args:
        codes: The values as numbers; below 0 where missing.
        told: The share of each value by a table of names, and how to use it; None: the records alone.

    Returns:
        Zero where missing. Rare values are above zero, common ones below.
    """
    known = codes >= 0
    if not known.any():
        return np.zeros(len(codes))
    every = np.bincount(codes[known])
    values = np.flatnonzero(every)
    own = every[values] / known.sum()
    share = own
    if told is not None:
        table, use = told
        share = table[values] if use == "instead" else (own + table[values]) / 2
    rare = np.zeros(len(every) + 1)  # the last is that of -1
    rare[values] = np.log2((own**2).sum()) - np.log2(share)
    return rare[np.maximum(codes, -1)]


def divided(words: npt.NDArray[np.int32], word_key: npt.NDArray[np.int32], of_keys: Array) -> Array:
    """Return the share of each word: that of its key, divided as the records divide it among the key's spellings.

    Args:
        words: A column of words as numbers; below 0 where missing.
        word_key: The key of each word.
        of_keys: The share of each key.

    Returns:
        Shape (words,).
    """
    count = np.bincount(words[words >= 0], minlength=len(word_key)).astype(np.float64)
    of_key = np.bincount(word_key, count, minlength=len(of_keys))
    return np.asarray(of_keys[word_key] * count / np.maximum(of_key[word_key], 1.0))
