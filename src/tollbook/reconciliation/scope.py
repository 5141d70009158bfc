"""Do two figures count the same people? Asked before any two numbers are compared.

A scope says what is counted (killed, injured), where, in which period, whom (status, side, sex, age), with which deaths
(direct, or indirect ones too) and on what basis. Two scopes are comparable where no dimension differs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.model.document import Statement, Toll
from tollbook.model.period import Period
from tollbook.model.vocabulary import Basis, Measure
from tollbook.reconciliation.labels import Label, label

INDIRECT = re.compile(
    r"\b(?:indirect(?:ly)?|excess (?:deaths|mortality)|(?:hunger|starvation|disease)s?)\b", re.IGNORECASE
)
AREA_WORDS = re.compile(
    r"\b(?:the|city|province|governorate|district|region|state|of|republic|arab|country)\b", re.IGNORECASE
)
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure counts; None where its text does not say.

    Attributes:
        measure: Killed, injured and so on.
        place: Where, tidied for comparison.
        period: From when to when.
        label: Whom, by status and side.
        sex: Sex of those counted.
        age: Age of those counted.
        nationality: Their nationality.
        role: `victim`, `perpetrator` or None.
        basis: Documented, estimated, claimed.
        indirect: True where the words speak of indirect deaths, as from hunger or disease.
        cumulative: True for a total up to a day, False for one event or period.
    """

    measure: Measure
    place: str | None
    period: Period
    label: Label
    sex: str | None
    age: str | None
    nationality: str | None
    role: str | None
    basis: Basis
    indirect: bool
    cumulative: bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One dimension in which two scopes differ, and both sides of it in words."""

    dimension: str
    left: str
    right: str

    def __str__(self) -> str:
        return f"{self.dimension}: {self.left} against {self.right}"


def scope_of(toll: Toll, statement: Statement | None, tolls: Mapping[str, Toll], *, after: str = "") -> Scope:
    """Return a toll's scope; place and period that it does not state are those of the whole it is part of.

    Args:
        toll: The toll.
        statement: The statement that carries it, or None.
        tolls: Tolls of the document by id.
        after: The rest of its clause.

    Returns:
        The scope.
    """
    place, since, until, basis, cumulative = toll.place, toll.since, toll.until, toll.basis, toll.cumulative
    whole, depth = tolls.get(toll.parent or ""), 0
    while whole is not None and depth < MAX_DEPTH:
        place = place if place is not None else whole.place
        if since is None and until is None:
            since, until = whole.since, whole.until
        cumulative = cumulative if cumulative is not None else whole.cumulative
        basis = whole.basis if basis in {Basis.CLAIMED, Basis.UNKNOWN} else basis
        whole, depth = tolls.get(whole.parent or ""), depth + 1
    said = " ".join([toll.span.text, toll.group.text if toll.group else ""])
    if statement is not None:
        said = " ".join([said, *(span.text for span in statement.content if _covers(span.start, span.end, toll))])
    if since is not None and until is not None and until < since:
        since = None
    group = toll.group
    return Scope(
        measure=toll.measure,
        place=tidy_place(place),
        period=Period(since, until),
        label=label(group, after),
        sex=group.sex if group else None,
        age=group.age if group else None,
        nationality=group.nationality if group else None,
        role=toll.role,
        basis=basis,
        indirect=INDIRECT.search(said) is not None,
        cumulative=cumulative,
    )


def tidy_place(place: str | None) -> str | None:
    """Return a place's name for comparison: lower case, without "the", "province of" and the like."""
    if place is None:
        return None
    return " ".join(AREA_WORDS.sub(" ", place.casefold()).split()) or " ".join(place.casefold().split())


def differences(left: Scope, right: Scope, *, basis: bool = True, period: bool = True) -> tuple[Difference, ...]:
    """Return the dimensions in which two scopes are known to differ.

    Args:
        left: One scope.
        right: The other.
        basis: Whether documented against estimated counts as a difference.
        period: Whether different days count as a difference.

    Returns:
        The differences, in a fixed order of dimensions; a place or a day that one side does not state is none.
    """
    pairs = [
        ("what is counted", left.measure.value, right.measure.value),
        ("place", left.place, right.place),
        ("role", left.role, right.role),
    ]
    found = [
        Difference(name, one, two) for name, one, two in pairs if one is not None and two is not None and one != two
    ]
    found += _who(left, right)
    if left.indirect != right.indirect:
        found.append(
            Difference("deaths", *(("direct and indirect" if s.indirect else "direct") for s in (left, right)))
        )
    if period and _periods_differ(left.period, right.period):
        found.append(Difference("period", days(left.period), days(right.period)))
    told = {Basis.DOCUMENTED, Basis.ESTIMATED}
    if basis and {left.basis, right.basis} == told:
        found.append(Difference("basis", left.basis.value, right.basis.value))
    if left.cumulative is not None and right.cumulative is not None and left.cumulative != right.cumulative:
        found.append(Difference("count", *(("cumulative" if s.cumulative else "one period") for s in (left, right))))
    return tuple(found)


def days(period: Period) -> str:
    """Return a period in words."""
    if period.first is None and period.last is None:
        return "days not stated"
    if period.first == period.last:
        return day_text(period.first)
    if period.first is None:
        return f"up to {day_text(period.last)}"
    return f"{day_text(period.first)} to {day_text(period.last)}" if period.last else f"since {day_text(period.first)}"


def day_text(day: date | None) -> str:
    """Return a day as "13 December 2016"."""
    return "an unstated day" if day is None else f"{day.day} {day:%B %Y}"


def _covers(start: int, end: int, toll: Toll) -> bool:
    return start <= toll.span.start and toll.span.end <= end


def _who(left: Scope, right: Scope) -> list[Difference]:
    found = []
    for name, one, two in (
        ("status", left.label.status, right.label.status),
        ("side", left.label.side, right.label.side),
        ("sex", left.sex, right.sex),
        ("age", left.age, right.age),
        ("nationality", left.nationality, right.nationality),
    ):
        if one != two:
            whole = "sides" if name == "side" else "people"
            found.append(Difference(name, one or f"all {whole}", two or f"all {whole}"))
    return found


def _periods_differ(left: Period, right: Period) -> bool:
    ends = left.last is not None and right.last is not None and left.last != right.last
    starts = left.first is not None and right.first is not None and left.first != right.first
    return ends or starts
