"""From linked people to capture histories: which lists hold whom, in a stratum that the lists cover."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from tollbook.errors import EstimationError
from tollbook.estimation.tables import from_counts
from tollbook.model.case import Case
from tollbook.model.estimate import CaptureTable
from tollbook.model.lists import Source
from tollbook.model.period import Period
from tollbook.model.tables import PERIODS, STRATA
from tollbook.model.vocabulary import Covers

COVERED = ("governorate", "status", "side")
NAMELESS = "without a name, so that nobody can say whether another list holds them too"
UNDATED = "unknown"
INSIDE = pl.col("outside").is_null()  # of the case's period and territory, or nothing known against it
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


def _table(people: pl.DataFrame, lists: tuple[str, ...], stratum: Mapping[str, str]) -> CaptureTable:
    """Return how many named people of a stratum are on each combination of lists."""
    named = _inside(people, stratum).filter(ONE_PERSON, pl.col("sources").list.len() > 0)
    held = np.zeros((named.height, len(lists)), dtype=np.bool_)
    for place, name in enumerate(lists):
        held[:, place] = named["sources"].list.contains(name).fill_null(value=False).to_numpy()
    return from_counts(held, np.ones(named.height, dtype=np.int64), lists, stratum=stratum)


def _inside(people: pl.DataFrame, stratum: Mapping[str, str]) -> pl.DataFrame:
    for dimension, value in stratum.items():
        if dimension not in STRATA:
            raise EstimationError(
                f"'{dimension}' is no dimension of people",
                where=f"stratum {dimension}={value}",
                mend=f"use one of {', '.join(STRATA)}",
            )
        people = people.filter(pl.col(dimension) == value)
    return people.filter(INSIDE)


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
    """Return the days that a list has to cover: of the stratum's period, the case, or the deaths themselves."""
    spans = [_days(name, stratum[name]) for name in PERIODS if name in stratum]
    dated = named.filter(pl.col("month").is_not_null())
    known = (dated["death_from"].min(), dated["death_to"].max())
    first = max((span[0] for span in spans), default=case.period.first or known[0])
    last = min((span[1] for span in spans), default=case.period.last or known[1])
    if not isinstance(first, date) or not isinstance(last, date) or first > last:
        return case.period
    if case.period.first is not None and case.period.first <= last:
        first = max(first, case.period.first)
    if case.period.last is not None and case.period.last >= first:
        last = min(last, case.period.last)
    return Period(first, last)


def _days(period: str, value: str) -> tuple[date, date]:
    """Return the first and the last day of a month, quarter or year such as `2016-12`, `2016-Q4` and `2016`."""
    year = int(value[:4])
    if period == "year":
        return date(year, 1, 1), date(year, 12, 31)
    last = int(value[5:]) if period == "month" else 3 * int(value[6:])
    first = last if period == "month" else last - 2
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _words(period: Period) -> str:
    if period.first is None and period.last is None:
        return "any time"
    if period.first is None:
        return f"to {period.last}"
    return f"{period.first} on" if period.last is None else f"{period.first} to {period.last}"
