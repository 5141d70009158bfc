"""From linked people to capture histories: which lists hold whom, in a stratum that the lists cover."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from tollbook.errors import EstimationError
from tollbook.estimation.tables import from_people
from tollbook.model.case import Case
from tollbook.model.estimate import CaptureTable
from tollbook.model.lists import Source
from tollbook.model.period import Period
from tollbook.model.tables import DIMENSIONS
from tollbook.model.vocabulary import Covers

COVERED = ("governorate", "status", "side")
NAMELESS = "without a name, so that nobody can say whether another list holds them too"
UNDATED = "unknown"
ONE_PERSON = (pl.col("people") == 1) & (pl.col("name_ar").is_not_null() | pl.col("name_latin").is_not_null())


@dataclass(frozen=True, slots=True)
class Histories:
    """A capture table made from people.

    Attributes:
        table: Of the lists that cover the stratum.
        dropped: Lists left out, with the reason of each.
        left_out: People of the stratum who are not in the table, by reason.
    """

    table: CaptureTable
    dropped: Mapping[str, str]
    left_out: Mapping[str, int] = field(default_factory=dict)


def histories(
    people: pl.DataFrame, sources: Mapping[str, Source], *, stratum: Mapping[str, str], case: Case
) -> Histories:
    """Return which lists hold the people of a stratum, lists that do not cover it left out.

    A list that does not cover the stratum cannot hold its people; reading that as "not listed" would invent deaths.
    People without a name, and rows for several people, cannot be found on a second list and are left out too.

    Args:
        people: PEOPLE.
        sources: Every list of the case by name.
        stratum: Dimension to value; empty for all people.
        case: Its period and territory are what a list has to cover where the stratum does not say.

    Returns:
        The table, the lists dropped and the people left out. A stratum by what is no dimension of people is an
        EstimationError.
    """
    inside = _inside(people, stratum)
    named = inside.filter(ONE_PERSON)
    dropped = {name: reason for name in sorted(sources) if (reason := _reason(sources[name], named, stratum, case))}
    lists = tuple(name for name in sorted(sources) if name not in dropped)
    nameless = int(inside.filter(~ONE_PERSON)["people"].sum() or 0)
    return Histories(_table(people, lists, stratum), dropped, {NAMELESS: nameless} if nameless else {})


def histories_of_draws(
    settled: pl.DataFrame,
    draws: Sequence[pl.DataFrame],
    lists: tuple[str, ...],
    *,
    stratum: Mapping[str, str],
) -> tuple[CaptureTable, ...]:
    """Return one capture table for each draw of linkage, from the people who are the same in all draws and the rest.

    Args:
        settled: PEOPLE whose records are one person in every draw.
        draws: PEOPLE made from the other records, one frame a draw.
        lists: The lists that cover the stratum, as `histories` found them.
        stratum: Dimension to value; empty for all people.

    Returns:
        As many tables as draws.
    """
    base = _table(settled, lists, stratum)
    return tuple(_added(base, _table(drawn, lists, stratum)) for drawn in draws)


def _table(people: pl.DataFrame, lists: tuple[str, ...], stratum: Mapping[str, str]) -> CaptureTable:
    """Return how many named people of a stratum are on each combination of lists."""
    named = _inside(people, stratum).filter(ONE_PERSON)
    held = np.zeros((named.height, len(lists)), dtype=np.bool_)
    for place, name in enumerate(lists):
        held[:, place] = named["sources"].list.contains(name).fill_null(value=False).to_numpy()
    found = from_people(held, lists)
    listed = named.filter(pl.col("sources").list.len() > 0).height
    return CaptureTable(lists, found.patterns, found.counts, stratum=dict(stratum), outside=listed - found.n)


def _added(one: CaptureTable, other: CaptureTable) -> CaptureTable:
    """Return the table of two groups that share nobody."""
    patterns, cell = np.unique(np.concatenate([one.patterns, other.patterns]), axis=0, return_inverse=True)
    counts = np.bincount(cell.ravel(), weights=np.concatenate([one.counts, other.counts]), minlength=len(patterns))
    return CaptureTable(
        one.lists,
        patterns.reshape(-1, len(one.lists)),
        counts.astype(np.int64),
        stratum=one.stratum,
        outside=one.outside + other.outside,
    )


def _inside(people: pl.DataFrame, stratum: Mapping[str, str]) -> pl.DataFrame:
    for dimension, value in stratum.items():
        if dimension not in DIMENSIONS:
            raise EstimationError(
                f"'{dimension}' is no dimension of people",
                where=f"stratum {dimension}={value}",
                mend=f"use one of {', '.join(DIMENSIONS)}",
            )
        people = people.filter(pl.col(dimension) == value)
    return people.filter(pl.col("outside").is_null())


def _reason(source: Source, named: pl.DataFrame, stratum: Mapping[str, str], case: Case) -> str:
    """Return why a list does not cover a stratum, or nothing where it does or does not say."""
    for dimension in COVERED:
        if dimension in stratum:
            values = [stratum[dimension]]
        else:
            values = sorted(value for value in named[dimension].unique() if value not in (None, UNDATED))
        if dimension == "governorate" and "governorate" not in stratum and case.territory:
            values = [value for value in values if value in case.territory]
        missing = [value for value in values if source.coverage.of(dimension, value) is Covers.NO]
        if missing:
            return f"does not cover {dimension} {', '.join(missing)}"
    wanted = _period(named, stratum, case)
    covered = source.coverage.period
    late = covered.first is not None and wanted.first is not None and covered.first > wanted.first
    early = covered.last is not None and wanted.last is not None and covered.last < wanted.last
    if late or early:
        return f"covers {_words(covered)}, not all of {_words(wanted)}"
    return ""


def _period(named: pl.DataFrame, stratum: Mapping[str, str], case: Case) -> Period:
    """Return the days that a list has to cover: of the stratum's month, the case, or the deaths themselves."""
    if "month" in stratum:
        year, month = (int(part) for part in stratum["month"].split("-"))
        return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    dated = named.filter(pl.col("month").is_not_null())
    first = case.period.first or dated["death_from"].min()
    last = case.period.last or dated["death_to"].max()
    if not isinstance(first, date) or not isinstance(last, date) or first > last:
        return case.period
    return Period(first, last)


def _words(period: Period) -> str:
    if period.first is None and period.last is None:
        return "any time"
    if period.first is None:
        return f"to {period.last}"
    return f"{period.first} on" if period.last is None else f"{period.first} to {period.last}"
