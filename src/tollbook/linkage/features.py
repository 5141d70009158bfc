"""Records as numbers: what the compiled comparisons read, in an order that depends on content and not on the file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.dates import births, deaths
from tollbook.linkage.frequencies import NameTable, divided, surprise
from tollbook.linkage.kernels import (
    AT_BIRTH,
    AT_DEATH,
    AT_FACTS,
    AT_KEYS,
    AT_KUNYA,
    AT_PLACE,
    AT_SOURCE,
    AT_WORDS,
    WIDTH,
    Codes,
)
from tollbook.linkage.rows import Rows
from tollbook.linkage.terms import FREQUENCIES
from tollbook.linkage.vocabulary import Vocabulary, Words
from tollbook.model.lists import Source
from tollbook.model.tables import NAME_PARTS, SCRIPTS
from tollbook.model.vocabulary import ListPolicy
from tollbook.text import names
from tollbook.text.scripts import ascii_digits

_TEXTS = ("locality", "district", "governorate")
_UNSTATED = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Features:
    """Linkable records in canonical order.

    Attributes:
        codes: The records as numbers.
        lists: Names of their lists, in order.
        words: Each word by its number.
        keys: Each consonant key by its number.
        rows: What they were read from.
        limits: What was cut, in words.
        told: Share of stated names that the case's table of names holds; None without a table.
    """

    codes: Codes
    lists: tuple[str, ...]
    words: tuple[str, ...]
    keys: tuple[str, ...]
    rows: Rows
    limits: tuple[str, ...]
    told: float | None = None

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.rows)

    def without_codes(self) -> "Features":
        """Return the same with no record's numbers, which are the largest thing held.

        It may be asked how many records there are, for their `record_id`, lists, rows, limits and `told`; `codes` has
        no rows.
        """
        no = {name: np.empty((0, *array.shape[1:]), array.dtype) for name, array in self.codes._asdict().items()}
        return replace(self, codes=Codes(**no))

    def record_ids(self) -> pl.Series:
        """Return the `record_id` of each record; read anew each time, for a million of them take 30 MB."""
        return self.rows.record_ids()


def features(
    records: pl.DataFrame | pl.LazyFrame, sources: Mapping[str, Source], *, told: NameTable | None = None
) -> Features:
    """Return the records that may be linked, as numbers.

    Args:
        records: RECORDS; only rows that are current and linkable. Columns are read a few at a time.
        sources: By name; a list that is not among them may repeat people.
        told: How often names occur, where the case has a table of it.

    Returns:
        Features in an order that depends on the records' content alone.
    """
    rows = Rows(records.lazy())
    rec = np.empty((len(rows), WIDTH), dtype=np.int32)
    book = _spelt(rows, rec)
    script_free = np.where(rec[:, AT_WORDS : AT_WORDS + 4] >= 0, rec[:, AT_WORDS : AT_WORDS + 4], rec[:, 4:AT_KEYS])
    rec[:, AT_KEYS:AT_BIRTH] = np.where(script_free >= 0, book.word_key[script_free], -1)
    words = rec[:, AT_PLACE : AT_PLACE + 3]
    rec[:, AT_PLACE + 3 : AT_FACTS] = np.where(words >= 0, book.word_key[words], -1)
    died = deaths(rows.frame(["death_from", "death_to"]))
    rec[:, AT_DEATH:AT_PLACE] = died
    rec[:, AT_BIRTH:AT_DEATH] = births(rows.frame(["birth_from", "birth_to", "age_low", "age_high", "reported"]), died)
    for at, fact in enumerate(("sex", "status", "cause")):
        rec[:, AT_FACTS + at] = _code(rows.column(fact))
    lists, rec[:, AT_SOURCE:AT_KUNYA] = _lists(rows.column("source"), sources)
    rec[:, AT_KUNYA] = rows.column(_is_kunya())
    shares, is_told = (None, None) if told is None else told.shares(book.keys)
    frequency = _frequencies(rec, book.word_key, shares, "" if told is None else told.use)
    codes = Codes(rec, frequency, _point(rows.frame(["lat", "lon"])), **book.arrays)
    found = None if is_told is None else _found(codes.keys, is_told)
    return Features(codes, lists, book.words, book.keys, rows, (*_shortened(rows), *book.limits), found)


def _spelt(rows: Rows, rec: npt.NDArray[np.int32]) -> Vocabulary:
    """Write the words of names, places and identifiers; return all of them."""
    book = Words()
    for script, whole in enumerate(("name_ar", "name_latin")):
        stated = [f"{part}_{SCRIPTS[script]}" for part in NAME_PARTS]
        blank = pl.all_horizontal(pl.col(stated).is_null())
        apart = book.codes(
            rows.column(pl.when(blank).then(pl.col(whole)).alias("whole")), _chain, parts=len(NAME_PARTS)
        )
        for at, name in enumerate(stated):
            own = book.codes(rows.column(name), lambda text: (names.part(text),))[:, 0]
            rec[:, AT_WORDS + len(NAME_PARTS) * script + at] = np.where(own >= 0, own, apart[:, at])
    for at, column in enumerate(_TEXTS):
        rec[:, AT_PLACE + at] = book.codes(rows.column(_place(column)), lambda text: (_folded(text),))[:, 0]
    identifier = pl.col("identifier").str.replace_all(r"[^\p{L}\p{N}]", "").str.to_lowercase().str.slice(0, 60)
    rec[:, AT_FACTS + 3] = book.codes(rows.column(identifier), lambda text: (ascii_digits(text) or None,))[:, 0]
    made, number = book.vocabulary()
    for column in (*range(AT_WORDS, AT_KEYS), *range(AT_PLACE, AT_PLACE + 3), AT_FACTS + 3):
        rec[:, column] = number[rec[:, column]]
    return made


def _shortened(rows: Rows) -> tuple[str, ...]:
    """Return how many names were too long to be read to their end, in words; empty where none was."""
    said = []
    for whole in ("name_ar", "name_latin"):
        size, words = pl.col(whole).str.len_chars(), pl.col(whole).str.count_matches(r"\S+")
        # as many words take twice as many characters: only the long are looked at word by word
        long = rows.table.select(whole).filter(size >= 2 * names.MAX_TOKENS)
        cut = long.filter((size > names.MAX_CELL) | (words > names.MAX_TOKENS)).select(pl.len()).collect().item()
        if cut:
            said.append(
                f"{cut:,} names in `{whole}` were read to their first {names.MAX_TOKENS} words or {names.MAX_CELL:,} "
                "characters only"
            )
    return tuple(said)


def _chain(text: str) -> tuple[str | None, ...]:
    made = names.chain(text)
    return tuple(getattr(made, part) for part in NAME_PARTS)


def _lists(listed: pl.Series, sources: Mapping[str, Source]) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
    """Return lists, and of each row its list's number and 1 where that holds each person once. Shape (rows, 2)."""
    known = sorted(listed.unique().to_list())
    once = np.array([name in sources and sources[name].policy is ListPolicy.ONCE for name in known], dtype=np.int32)
    number = listed.replace_strict(known, np.arange(len(known)), return_dtype=pl.Int32).to_numpy() if known else once
    return tuple(known), np.column_stack([number, once[number]]).astype(np.int32)


def _found(keys: npt.NDArray[np.int32], is_told: npt.NDArray[np.bool_]) -> float:
    """Return the share of stated names that a table of names holds."""
    stated = keys >= 0
    held = np.column_stack([is_told[part][np.maximum(keys[:, part], 0)] for part in range(len(NAME_PARTS))])
    return float((held & stated).sum() / max(int(stated.sum()), 1))


def _is_kunya() -> pl.Expr:
    """Return 1 where what stands for the given name is a kunya, else 0."""
    stated = pl.coalesce("given_ar", "given_latin", "name_ar", "name_latin")
    return (
        (stated.str.contains(names.KUNYA) & ~stated.str.contains(names.NO_KUNYA)).fill_null(value=False).cast(pl.Int32)
    )


def _place(column: str) -> pl.Expr:
    return pl.coalesce("locality", "place").alias(column) if column == "locality" else pl.col(column)


def _folded(text: str) -> str | None:
    return names.fold(text).replace(" ", "")[: names.MAX_CHARS] or _digits(text)


def _digits(text: str) -> str | None:
    return "".join(mark for mark in text if mark.isalnum())[: names.MAX_CHARS] or None


def _code(column: pl.Series) -> npt.NDArray[np.int32]:
    """Return a number for each value, by the order of values; -1 where not stated or unknown."""
    known = sorted(set(column.drop_nulls().unique().to_list()) - set(_UNSTATED))
    codes = (
        column.replace_strict(known, list(range(len(known))), default=-1, return_dtype=pl.Int32)
        if known
        else column.is_null()
    )
    return codes.cast(pl.Int32).fill_null(-1).to_numpy() if known else np.full(len(column), -1, dtype=np.int32)


def _point(frame: pl.DataFrame) -> npt.NDArray[np.float64]:
    both = frame.select(pl.col("lat").is_not_null() & pl.col("lon").is_not_null()).to_series().to_numpy()
    point = np.radians(
        np.column_stack([frame["lat"].fill_null(np.nan).to_numpy(), frame["lon"].fill_null(np.nan).to_numpy()])
    )
    point[~both] = np.nan
    return np.asarray(point, dtype=np.float64)


def _frequencies(
    rec: npt.NDArray[np.int32], word_key: npt.NDArray[np.int32], shares: npt.NDArray[np.float64] | None, use: str
) -> npt.NDArray[np.float32]:
    """Return how rare each value is, in bits, by column of FREQUENCIES; names by a table where one is given."""
    made = np.empty((len(rec), len(FREQUENCIES)), dtype=np.float32)
    parts = len(NAME_PARTS)
    for part in range(parts):
        of_keys = None if shares is None else shares[part]
        for at, column in enumerate((rec[:, AT_WORDS + part], rec[:, AT_WORDS + parts + part])):
            told = None if of_keys is None else (divided(column, word_key, of_keys), use)
            made[:, 3 * part + at] = surprise(column, told)
        made[:, 3 * part + 2] = surprise(rec[:, AT_KEYS + part], None if of_keys is None else (of_keys, use))
    exact, day = rec[:, AT_DEATH + 2] == 1, rec[:, AT_DEATH]
    exact_death = np.where(exact, day - day.min(where=exact, initial=0), -1)  # days before 1970 are below 0
    facts = [exact_death, *(rec[:, AT_PLACE + 3 + tier] for tier in range(3)), *rec[:, AT_FACTS + 1 : AT_FACTS + 3].T]
    for at, column in enumerate(facts):
        made[:, 3 * parts + at] = surprise(column)
    return made


def person_id(stable: str) -> str:
    """Return the identifier of a person whose smallest member has this stable key."""
    return "p" + hashlib.blake2b(stable.encode(), digest_size=8).hexdigest()
