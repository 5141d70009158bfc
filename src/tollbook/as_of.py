"""What a case would have counted on an earlier day: with the editions that its lists had published by then.

Judgements and settings are those of today; only what the lists said is of that day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from tollbook import counting, intake, linkage, name_tables, taking_in
from tollbook.errors import CaseError
from tollbook.store.decisions import read_judgements
from tollbook.store.folder import open_case

_DRAWS = 20  # of partitions, which are not looked at


@dataclass(frozen=True, slots=True)
class Stood:
    """A list on a day: its last edition by then, when that was published, and the people whom the list held."""

    edition: str
    published: date
    people: int


@dataclass(frozen=True, slots=True)
class AsOf:
    """A documented count as of a day.

    Attributes:
        day: The day.
        counts: COUNTS.
        lists: What each list was on that day; None where it had published nothing.
        undated: Editions left out because their profile states no day of publication.
    """

    day: date
    counts: pl.DataFrame
    lists: dict[str, Stood | None]
    undated: tuple[str, ...]


def count_as_of(path: Path, day: date, *, progress: Callable[[str, int, int], None]) -> AsOf:
    """Return what a case would have counted on a day.

    Args:
        path: The case's folder.
        day: Editions published on it or before stand.
        progress: Told what is being done, how much of it is done, and of how much.

    Returns:
        The count.

    Raises:
        CaseError: When no edition of any list is dated.
    """
    folder = open_case(path)
    profiles = taking_in.profiles(folder)
    undated = tuple(
        f"{name}/{edition.name}"
        for name, profile in profiles.items()
        for edition in profile.editions
        if edition.published is None
    )
    if len(undated) == sum(len(profile.editions) for profile in profiles.values()):
        raise CaseError(
            "no edition of any list says when it was published",
            where=str(folder.path),
            mend="write date = YYYY-MM-DD under [[editions]] of each profile.toml",
        )
    taken = []
    for at, (name, profile) in enumerate(profiles.items()):
        progress("lists", at, len(profiles))
        taken.append(taking_in.take_in_list(folder, name, profile, until=day)[1]["records"])
    progress("lists", len(profiles), len(profiles))
    records = pl.concat(taken)
    linked = linkage.link(
        records,
        {name: profile.source(name) for name, profile in profiles.items()},
        judgements=read_judgements(folder.path),
        rng=np.random.default_rng(folder.case.seed),
        draws=_DRAWS,
        progress=progress,
        settings=linkage.Settings(names=name_tables.read(folder)),
    )
    people = counting.people(records, linked.persons, scope=counting.scope_of(records, folder.case))
    lists = {name: _stood(profile, records.filter(pl.col("source") == name), day) for name, profile in profiles.items()}
    return AsOf(day, counting.documented(people, folder.case.rules), lists, undated)


def _stood(profile: intake.Profile, records: pl.DataFrame, day: date) -> Stood | None:
    """Return what a list was on a day; None where it had published nothing."""
    known = [edition for edition in profile.editions if edition.published is not None and edition.published <= day]
    if not known or known[-1].published is None:
        return None
    held = records.filter(pl.col("current"))["people"].fill_null(1).sum()
    return Stood(known[-1].name, known[-1].published, int(held))
