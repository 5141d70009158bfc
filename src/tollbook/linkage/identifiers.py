"""Which identifier a person keeps when editions, lists or judgements are new: that of the most of its records.

Every record has a key that outlives editions: its list and its number there or, without one, what it says. What
identifier each key had before is remembered outside of this module. The rule: among all pairs of a person and an
earlier identifier, the one with the most records in common goes first, and each person and each identifier is taken
once; on a tie the person that would have the identifier anyway, then by the words. A person who gets none has the
identifier of its first record, or a fresh one where that was once another's.
"""

import hashlib
from typing import TypeVar

import polars as pl

from tollbook.model.tables import RECORDS

Table = TypeVar("Table", pl.DataFrame, pl.LazyFrame)

IDENTIFIERS: dict[str, pl.DataType] = {"key": pl.String(), "person_id": pl.String()}
_OF_THE_EDITION = frozenset({"record_id", "edition", "file", "row", "current", "linkable", "reported"})
_SAID = tuple(name for name in RECORDS if name not in _OF_THE_EDITION)


def record_keys(records: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Return the key of each record that outlives its edition: `record_id`, `key`; an edition is read at a time."""
    table = records.lazy()
    every = table.select("source", "edition").unique().sort("source", "edition").collect()
    made = [
        _keys_of(table.filter((pl.col("source") == source) & (pl.col("edition") == edition)), source)
        for source, edition in every.iter_rows()
    ]
    return pl.concat(made) if made else pl.DataFrame(schema={"record_id": pl.String, "key": pl.String})


def _keys_of(edition: pl.LazyFrame, source: str) -> pl.DataFrame:
    said = pl.concat_str([pl.col(name).cast(pl.String).fill_null("\x00") for name in _SAID], separator="\x1f")
    own = pl.when(pl.col("source_record_id").is_not_null()).then("\x1e" + pl.col("source_record_id")).otherwise(said)
    keyed = (
        edition.sort("row")
        .select("record_id", _own=own)
        .with_columns(_nth=pl.int_range(pl.len()).over("_own"))
        .select("record_id", word=pl.format("{}\x1f{}\x1f{}", pl.lit(source), "_own", "_nth"))
        .collect()
    )
    digests = [hashlib.blake2b(word.encode(), digest_size=8).hexdigest() for word in keyed["word"]]
    return keyed.select("record_id", key=pl.Series(digests, dtype=pl.String))


def kept(persons: pl.DataFrame, keys: pl.DataFrame, known: pl.DataFrame) -> dict[str, str]:
    """Return the identifier that each person keeps, where it is not the one that linkage gave it.

    Args:
        persons: PERSONS as linkage names them.
        keys: As `record_keys` gives them.
        known: IDENTIFIERS: what each key's person was called before.

    Returns:
        Linkage's identifier to the one kept; no two persons are called alike.
    """
    if known.is_empty():
        return {}
    votes = (
        persons.join(keys, on="record_id")
        .join(known.rename({"person_id": "old"}), on="key")
        .group_by("person_id", "old")
        .len("votes")
        .with_columns(own=pl.col("person_id") == pl.col("old"))
        .sort("votes", "own", "old", "person_id", descending=[True, True, False, False])
    )
    given: dict[str, str] = {}
    taken: set[str] = set()
    for person, old in votes.select("person_id", "old").iter_rows():
        if person not in given and old not in taken:
            given[person] = old
            taken.add(old)
    used = set(known["person_id"])
    for person in persons["person_id"].unique().sort():
        if person not in given:
            given[person] = fresh(person, used | taken) if person in used or person in taken else person
            taken.add(given[person])
    return {person: old for person, old in given.items() if person != old}


def renamed(table: Table, given: dict[str, str]) -> Table:
    """Return PERSONS or PARTITIONS under the identifiers that are kept; those of draws alone never meet a kept one."""
    if not given:
        return table
    taken = set(given.values())
    changed = given | {name: fresh(name, taken) for name in taken - set(given)}
    return table.with_columns(pl.col("person_id").replace(changed))


def fresh(person: str, taken: set[str]) -> str:
    """Return an identifier made from another that is none of those taken."""
    at = 1
    while True:
        made = "p" + hashlib.blake2b(f"{person}\x1f{at}".encode(), digest_size=8).hexdigest()
        if made not in taken:
            return made
        at += 1
