"""Where a figure's scope stands to what the case counts, and how many documented people lie within it.

The documented count is broken down by one dimension at a time. For a scope that is narrower in several, the people in
all of its cells at once are bounded: at least the whole less everybody outside each cell, at most the smallest cell.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from tollbook.model.case import Case
from tollbook.model.period import Period
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Measure, Status
from tollbook.reconciliation.figures import Figure
from tollbook.reconciliation.labels import CIVILIAN, COMBATANT, side_of
from tollbook.reconciliation.scope import days, tidy_place

STATUSES = {
    CIVILIAN: (Status.CIVILIAN.value, Status.OTHER_PROTECTED.value),
    COMBATANT: (Status.ARMED_FORCES.value, Status.DIRECT_PARTICIPANT.value),
}
UNDER_AGE = frozenset({"child", "children"})
CHILDREN = frozenset({"0-4", "5-9", "10-14", "15-17", "0-17"})  # a child is anyone under eighteen
EQUAL, WIDER, NARROWER, OTHER = "equal", "wider", "narrower", "other"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a figure stands to the case in one dimension.

    Attributes:
        dimension: As COUNTS names it, or a word for one that lists do not have.
        kind: `equal`; `wider` and `narrower` say that the figure's scope holds the case's, or lies in it; `other`.
        text: What keeps the two apart, or an empty string where they are equal.
        cells: Values of the dimension that lie within the figure's scope, or None for all.
        maybe: Values that may or may not lie within it.
    """

    dimension: str
    kind: str
    text: str = ""
    cells: tuple[str, ...] | None = None
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """The documented count under one rule.

    Attributes:
        rule: The inclusion rule.
        whole: Its total, in people.
        people: By dimension and value; the value None is "not stated".
        links: The reference of each cell.
        reference: The reference of the total.
    """

    rule: str
    whole: int
    people: Mapping[str, Mapping[str | None, int]]
    links: Mapping[tuple[str, str | None], str]
    reference: str


def cells_of(counts: pl.DataFrame, rule: str) -> Cells | None:
    """Return the documented count under a rule, or None where the table has no total for it."""
    people: dict[str, dict[str | None, int]] = {}
    links: dict[tuple[str, str | None], str] = {}
    rows = counts.filter(pl.col("rule") == rule).select("ref", "dimension", "value", "people")
    for reference, dimension, value, number in rows.iter_rows():
        people.setdefault(dimension, {})[value] = number or 0
        links[dimension, value] = reference
    if "all" not in people:
        return None
    (whole,) = people["all"].values()
    (reference,) = (link for (dimension, _), link in links.items() if dimension == "all")
    return Cells(rule, whole, people, links, reference)


def standing(figure: Figure, case: Case, cells: Cells) -> tuple[Relation, ...]:
    """Return how a figure's scope stands to the case and its count, one relation a dimension.

    Args:
        figure: A figure of people killed.
        case: Territory and period in question.
        cells: The documented count.

    Returns:
        Relations in a fixed order.
    """
    found = [_place(figure, case, cells), _period(figure, case, cells), *_whom(figure, cells)]
    if figure.scope.indirect:
        found.append(Relation("deaths", WIDER, "it counts indirect deaths too, the lists direct ones"))
    if figure.scope.measure is not Measure.KILLED:
        found.append(Relation("what is counted", OTHER, f"it counts people {figure.scope.measure.value}, not killed"))
    return tuple(found)


def within(relations: Sequence[Relation], cells: Cells) -> Quantity:
    """Return the fewest and the most documented people who lie within all of a figure's cells at once."""
    outside, most = 0, cells.whole
    for relation in relations:
        if relation.cells is None:
            continue
        table = cells.people.get(relation.dimension, {})
        sure = sum(table.get(value, 0) for value in relation.cells)
        unsure = table.get(None, 0) + table.get("unknown", 0) + sum(table.get(value, 0) for value in relation.maybe)
        outside += cells.whole - sure
        most = min(most, sure + unsure)
    least = max(0, cells.whole - outside)
    return Quantity(least, max(least, most))


def links_of(relations: Sequence[Relation], cells: Cells) -> tuple[str, ...]:
    """Return the references of the cells within a figure's scope; of the total where it takes all."""
    found = [
        cells.links[relation.dimension, value]
        for relation in relations
        for value in relation.cells or ()
        if (relation.dimension, value) in cells.links
    ]
    return (cells.reference, *found)


def _place(figure: Figure, case: Case, cells: Cells) -> Relation:
    place = figure.scope.place
    territory = {tidy_place(name): name for name in case.territory}
    stated = {tidy_place(value): value for value in cells.people.get("governorate", {}) if value is not None}
    shown = f"the case is about {' and '.join(case.territory)}" if case.territory else "the case states no territory"
    if place is None:
        return Relation("governorate", OTHER, f"it names no place, and {shown}")
    if place in territory:
        values = (stated[place],) if place in stated else None
        whole = len(territory) == 1
        return Relation(
            "governorate", EQUAL if whole else NARROWER, "" if whole else f"it is about {place} alone", values
        )
    if place in stated:
        return Relation("governorate", NARROWER, f"it is about {stated[place]}, and {shown}", (stated[place],))
    return Relation("governorate", OTHER, f"it is about {figure.toll.place or place}, and {shown}")


def _period(figure: Figure, case: Case, cells: Cells) -> Relation:
    said = figure.scope.period
    if said.last is None and figure.scope.cumulative:
        said = Period(said.first, figure.document.published)
    if (said.first is None and not figure.scope.cumulative) or said.last is None:
        stated = case.period.first is not None or case.period.last is not None
        about = f"the case is about {days(case.period)}" if stated else "the case states no period"
        return Relation("month", OTHER, f"it does not say for which days, and {about}")
    inside, touching = _months(said, cells)
    text = f"it covers {days(said)}, the case {days(case.period)}"
    if said.first == case.period.first and said.last == case.period.last:
        return Relation("month", EQUAL, "", inside, touching)
    if case.period.first is None and case.period.last is None:
        return Relation("month", OTHER, f"it covers {days(said)}, and the case states no period", inside, touching)
    if said.contains(case.period):
        return Relation("month", WIDER, text, inside, touching)
    if case.period.contains(said):
        return Relation("month", NARROWER, text, inside, touching)
    return Relation("month", WIDER if said.overlaps(case.period) else OTHER, text, inside, touching)


def _months(said: Period, cells: Cells) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the months wholly within a period, and those it cuts."""
    inside, touching = [], []
    for value in cells.people.get("month", {}):
        if value is None:
            continue
        year, month = int(value[:4]), int(value[5:7])
        whole = Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if said.contains(whole):
            inside.append(value)
        elif said.overlaps(whole):
            touching.append(value)
    return tuple(inside), tuple(touching)


def _whom(figure: Figure, cells: Cells) -> list[Relation]:
    scope, label = figure.scope, figure.scope.label
    found: list[Relation] = []
    if label.everyone:
        return found
    if label.status in STATUSES:
        held = tuple(value for value in STATUSES[label.status] if value in cells.people.get("status", {}))
        found.append(Relation("status", NARROWER, f"it counts {label.status}", held))
    if scope.sex is not None:
        held = tuple(value for value in cells.people.get("sex", {}) if value == scope.sex)
        found.append(Relation("sex", NARROWER, f"it counts {figure.whom}", held))
    if label.side is not None and label.status != CIVILIAN:
        held = tuple(value for value in cells.people.get("side", {}) if value and side_of(value) == label.side)
        said = f"it counts {figure.whom}"
        found.append(
            Relation("side", NARROWER, said, held)
            if held
            else Relation("side", OTHER, f"{said}, a side that no list states")
        )
    if scope.age in UNDER_AGE:
        held = tuple(value for value in cells.people.get("age_band", {}) if value in CHILDREN)
        found.append(Relation("age_band", NARROWER, f"it counts {figure.whom}", held))
    if (scope.age not in (None, *UNDER_AGE)) or scope.nationality is not None or label.foreign or not found:
        found.append(Relation("class", OTHER, f"it counts {figure.whom}, a class that the lists do not have"))
    return found


def reasons(relations: Sequence[Relation], kinds: Sequence[str]) -> str:
    """Return what keeps a figure and the case apart in relations of some kinds, in one clause, nothing said twice."""
    texts = dict.fromkeys(relation.text for relation in relations if relation.kind in kinds and relation.text)
    return "; ".join(text for text in texts if not any(other.startswith(f"{text},") for other in texts))
