"""Names of persons: which records are one, under an identifier that survives new editions and other orders of rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.components import Components
from tollbook.linkage.draws import Changes, Draws
from tollbook.linkage.features import Features, person_id
from tollbook.linkage.lazily import made_as_read
from tollbook.model.tables import PARTITIONS, PERSONS, conform

Ints = npt.NDArray[np.int64]
Ints32 = npt.NDArray[np.int32]

MOST_ROWS = 2_000_000  # of the table of draws; fewer draws are kept where more records are in doubt
FEWEST_DRAWS = 20  # kept in any case
_DRAWS_AT_ONCE = 20


def ranks(keys: pl.Series) -> npt.NDArray[np.int64]:
    """Return the place of each key in alphabetical order."""
    return keys.rank("ordinal").cast(pl.Int64).to_numpy() - 1 if len(keys) else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Names:
    """The records whose persons are named, and the draws that name others.

    Attributes:
        ids: `record_id` of the linkable records.
        named: For each record, the place of its person's identifier. Shape (records,).
        moved: For each kept draw, records whose person is another there, and the place of that person's identifier.
        identifiers: Of persons.
    """

    ids: pl.Series
    named: Ints32
    moved: tuple[tuple[Ints32, Ints32], ...]
    identifiers: pl.Series

    @classmethod
    def of(
        cls,
        known: Features,
        person: npt.NDArray[np.int64],
        groups: Components,
        best: npt.NDArray[np.int8],
        doubt: Draws,
    ) -> "Names":
        """Return names: of a person, from the stable key of its member whose key is smallest.

        Args:
            known: Linkable records.
            person: The person of each.
            groups: Records that may be one another.
            best: The best partition, by member of the groups.
            doubt: What draws change in it.

        Returns:
            Names.
        """
        stable = known.rows.stable()
        rank = ranks(stable)
        first, moved = _smallest(person, rank), _moved(rank, groups, best, doubt)
        used = np.zeros(len(rank), dtype=bool)
        used[first] = True
        for _, now in moved:
            used[now] = True
        by_rank = np.argsort(rank, kind="stable")[used]
        names = pl.Series("person_id", [person_id(key) for key in stable.gather(by_rank)], dtype=pl.String)
        place = np.cumsum(used, dtype=np.int32) - 1
        return cls(
            known.record_ids(),
            place[first],
            tuple((records, place[now]) for records, now in moved),
            names,
        )

    def persons(self, every: pl.Series) -> pl.DataFrame:
        """Return PERSONS: every record once; one that was not compared is a person of its own.

        Args:
            every: The `record_id` of every record of the input.

        Returns:
            PERSONS.
        """
        linked = pl.DataFrame(
            {"record_id": self.ids, "person_id": self.identifiers.gather(self.named)}, schema=dict(PERSONS)
        )
        rest = every.to_frame().join(linked.select("record_id"), on="record_id", how="anti")
        own = [person_id("\x1d" + record) for record in rest["record_id"]]
        alone = rest.with_columns(pl.Series("person_id", own, dtype=pl.String))
        return conform(pl.concat([linked, alone]).sort("record_id"), PERSONS, table="persons")

    def partitions(self) -> pl.LazyFrame:
        """Return PARTITIONS: of each draw, the records whose person is another than in the best partition.

        Each draw has a row: one that changes nothing has a record that another draw changes, with its best person.
        """
        return made_as_read(PARTITIONS, self._draws)

    def _draws(self) -> Iterator[pl.DataFrame]:
        changing = next((records[:1] for records, _ in self.moved if len(records)), np.zeros(0, np.int32))
        for draw, (records, now) in enumerate(self.moved if len(changing) else ()):
            members, named = (records, now) if len(records) else (changing, self.named[changing])
            yield pl.DataFrame(
                {
                    "draw": np.full(len(members), draw, dtype=np.int32),
                    "record_id": self.ids.gather(members),
                    "person_id": self.identifiers.gather(named),
                },
                schema=dict(PARTITIONS),
            )


def _moved(
    rank: Ints, groups: Components, best: npt.NDArray[np.int8], doubt: Draws
) -> tuple[tuple[Ints32, Ints32], ...]:
    """Return, for each draw, the records whose person is another than at best, and the least rank in that person."""
    made: list[tuple[Ints32, Ints32]] = []
    draws, rows = len(doubt.persons) if len(groups) else 0, 0
    for first in range(0, draws, _DRAWS_AT_ONCE):
        last = min(first + _DRAWS_AT_ONCE, draws)
        found = [_moves(rank, groups, best, some) for some in doubt.changes(first, last)]
        draw, members, now = (np.concatenate(columns) for columns in zip(*found, strict=True))
        order = np.argsort(draw, kind="stable")
        edges = np.searchsorted(draw[order], np.arange(first, last + 1))
        for own in (order[begin:end] for begin, end in pairwise(edges)):
            made.append((members[own], now[own]))
            rows += len(own)
            if rows > MOST_ROWS and len(made) >= FEWEST_DRAWS:
                return tuple(made)
    return tuple(made)


def _moves(rank: Ints, groups: Components, best: npt.NDArray[np.int8], some: Changes) -> tuple[Ints32, Ints32, Ints32]:
    """Return draw, record and least rank of the person of each record that some draws move to another person."""
    size = np.diff(groups.starts)[some.group]
    at = _every(groups.starts[some.group], size)
    begins = np.repeat(np.cumsum(size) - size, size)
    members = groups.members[at]
    of_members = rank[members]
    now = _smallest(begins + some.labels.astype(np.int64), of_members)
    differs = now != _smallest(begins + best[at].astype(np.int64), of_members)
    draw = np.repeat(some.draw, size)[differs]
    return draw, members[differs].astype(np.int32), now[differs].astype(np.int32)


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
