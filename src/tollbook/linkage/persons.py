"""Names of persons: which records are one, under an identifier that survives new editions and other orders of rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.components import Components
from tollbook.linkage.draws import Draws
from tollbook.linkage.features import Features, person_id
from tollbook.model.tables import PARTITIONS, PERSONS, conform, empty

MOST_ROWS = 2_000_000  # of the table of draws; fewer draws are kept where more records are in doubt
FEWEST_DRAWS = 20  # kept in any case


def ranks(keys: pl.Series) -> npt.NDArray[np.int64]:
    """Return the place of each key in alphabetical order."""
    return keys.rank("ordinal").cast(pl.Int64).to_numpy() - 1 if len(keys) else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Names:
    """The records whose persons are named.

    Attributes:
        known: Linkable records.
        every: The record_id of every record of the input.
        stable: A key of each linkable record that survives new editions. Shape (records,).
        rank: Its place in alphabetical order. Shape (records,).
    """

    known: Features
    every: pl.DataFrame
    stable: pl.Series
    rank: npt.NDArray[np.int64]

    @classmethod
    def of(cls, known: Features, every: pl.DataFrame) -> "Names":
        """Return the names of linkable records among all."""
        stable = known.rows.stable()
        return cls(known, every, stable, ranks(stable))

    def persons(self, person: npt.NDArray[np.int64]) -> pl.DataFrame:
        """Return PERSONS: every record once; the identifier comes from the member whose stable key is smallest."""
        rank = self.rank
        ids = self._of_smallest(np.argsort(rank, kind="stable")[_smallest(person, rank)])
        linked = pl.DataFrame({"record_id": self.known.frame["record_id"], "person_id": ids}, schema=dict(PERSONS))
        rest = self.every.join(linked.select("record_id"), on="record_id", how="anti")
        own = [person_id("\x1d" + record) for record in rest["record_id"]]
        alone = rest.with_columns(pl.Series("person_id", own, dtype=pl.String))
        return conform(pl.concat([linked, alone]).sort("record_id"), PERSONS, table="persons")

    def partitions(self, groups: Components, best: npt.NDArray[np.int8], doubt: Draws) -> pl.DataFrame:
        """Return PARTITIONS: of each draw, the records whose person is another than in the best partition.

        Each draw has a row: one that changes nothing has a record that another draw changes, with its best person.
        """
        made: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
        size = np.diff(groups.starts)[doubt.group]
        begins = np.cumsum(size) - size
        unchanged = None
        for draw in range(len(doubt.persons)):
            own = np.flatnonzero(doubt.draw == draw)
            at = _every(groups.starts[doubt.group[own]], size[own])
            first = np.repeat(np.cumsum(size[own]) - size[own], size[own])
            members = groups.members[at]
            rank = self.rank[members]
            now = _smallest(first + doubt.labels[_every(begins[own], size[own])].astype(np.int64), rank)
            before = _smallest(first + best[at].astype(np.int64), rank)
            differs = now != before
            made.append((members[differs], now[differs]))
            if unchanged is None and differs.any():
                unchanged = members[differs][:1], before[differs][:1]
            if sum(len(rows) for rows, _ in made) > MOST_ROWS and len(made) >= FEWEST_DRAWS:
                break
        if unchanged is None:
            return empty(PARTITIONS)
        made = [rows if len(rows[0]) else unchanged for rows in made]
        by_rank = np.argsort(self.rank, kind="stable")
        return pl.DataFrame(
            {
                "draw": np.repeat(np.arange(len(made), dtype=np.int32), [len(rows) for rows, _ in made]),
                "record_id": self.known.frame["record_id"].gather(np.concatenate([rows for rows, _ in made])),
                "person_id": self._of_smallest(by_rank[np.concatenate([ranked for _, ranked in made])]),
            },
            schema=dict(PARTITIONS),
        )

    def _of_smallest(self, first: npt.NDArray[np.int64]) -> pl.Series:
        """Return person identifiers by the number of the record they are named for."""
        distinct, at = np.unique(first, return_inverse=True)
        named = pl.Series("person_id", [person_id(key) for key in self.stable.gather(distinct)], dtype=pl.String)
        return named.gather(at)


def with_history(persons: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """Return PERSONS in which a row that a later edition has in another form is the person of that form.

    Args:
        persons: PERSONS.
        last: `record_id`, `last`: the last form of each such row.

    Returns:
        PERSONS.
    """
    if last.is_empty():
        return persons
    of_last = last.join(persons.rename({"record_id": "last", "person_id": "_person"}), on="last")
    joined = persons.join(of_last.select("record_id", "_person"), on="record_id", how="left", maintain_order="left")
    return joined.select("record_id", person_id=pl.coalesce("_person", "person_id"))


def _every(first: npt.NDArray[np.int64], size: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return every number of some runs of numbers, given where each begins and how long it is."""
    return np.asarray(np.repeat(first - np.cumsum(size) + size, size) + np.arange(int(size.sum())), dtype=np.int64)


def _smallest(person: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the smallest rank among each record's companions."""
    least = np.full(int(person.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, person, rank)
    return least[person]
