"""Which figures of different documents are one and the same figure?

Figures that one origin gives, of one measure and scope, are one figure where the finer of two numbers can be printed as
the coarser. A number of few digits agrees by chance, so it must agree in place and day as well. Figures given to
different origins are one only where the number itself is too particular for chance.
"""

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tollbook.model.check import Check, Gap
from tollbook.model.vocabulary import Verdict
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.labels import affinity
from tollbook.reconciliation.printed import misfit, printed, significant_digits
from tollbook.reconciliation.scope import differences

PARTICULAR = 3  # significant digits from which one origin's number need not agree in place and day too
UNLIKELY = 4  # significant digits that different origins do not share by chance
DAYS = 7  # apart at most, for numbers of few digits
LOOKED_AT = 20  # anchors compared with each figure, on either side of its number
SHOWN = 5  # documents named in a sentence


@dataclass(slots=True)
class _Cluster:
    anchor: Figure
    members: list[Figure] = field(default_factory=list)


def clusters(figures: Figures) -> tuple[tuple[Figure, ...], ...]:
    """Return all figures, those that are one together, the most particular and earliest of each first.

    Args:
        figures: All figures.

    Returns:
        Each figure once; a figure found nowhere else is alone. Ordered by the first figure's place in the case.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures.all:
        groups[_key(figure)].append(figure)
    found = [cluster for members in groups.values() for cluster in _within(members)]
    place = {figure.reference: at for at, figure in enumerate(figures.all)}
    joined = _across(sorted(found, key=lambda one: place[one.anchor.reference]))
    return tuple(tuple(one.members) for one in joined)


def same_figure_checks(found: Sequence[Sequence[Figure]]) -> tuple[Check, ...]:
    """Return one check for each figure that stands in several documents.

    Args:
        found: What `clusters` returned.

    Returns:
        Checks named `same_figure-<document>-<toll>` after the most particular and earliest of each; `gap` is the
        difference between the numbers printed.
    """
    return tuple(_check(cluster) for cluster in found if len({one.document.name for one in cluster}) > 1)


def _key(figure: Figure) -> tuple[object, ...]:
    value = figure.toll.best
    if value is None or figure.toll.increment:
        return ("alone", figure.reference)
    few = significant_digits(value) < PARTICULAR
    return (figure.toll.measure, figure.origin, few and (figure.scope.place or figure.reference))


def _within(members: Sequence[Figure]) -> list[_Cluster]:
    found: list[_Cluster] = []
    anchors: list[tuple[int, int]] = []  # number, place in `found`
    for figure in sorted(members, key=_particular):
        value = figure.toll.best
        best: tuple[float, int] | None = None
        if value is not None:
            unit = printed(figure.toll).unit
            middle = bisect_left(anchors, (value, -1))
            for number, place in anchors[max(0, middle - LOOKED_AT) : middle + LOOKED_AT]:
                cost = _cost(figure, found[place].anchor) if abs(number - value) <= unit else None
                if cost is not None and (best is None or (cost, place) < best):
                    best = (cost, place)
        if best is None:
            found.append(_Cluster(figure, [figure]))
            if value is not None:
                insort(anchors, (value, len(found) - 1))
        else:
            found[best[1]].members.append(figure)
    return found


def _particular(figure: Figure) -> tuple[int, bool, date, str, int]:
    value = figure.toll.best or 0
    day = figure.document.published or date.max
    return (-significant_digits(value), not figure.is_own, day, figure.document.name, figure.toll.span.start)


def _cost(figure: Figure, anchor: Figure) -> float | None:
    """Return the bits it costs to take a figure for an anchor's, or None where it cannot be."""
    shown, exact = printed(figure.toll), anchor.toll.best or 0
    bits = misfit(shown, exact, house=shown.unit)
    if math.isinf(bits) or not _may_be_one(figure, anchor):
        return None
    labels = affinity(figure.scope.label, anchor.scope.label)
    few = significant_digits(figure.toll.best or 0) < PARTICULAR
    left, right = figure.day, anchor.day
    if few and (left is None or right is None or abs((left - right).days) > DAYS):
        return None
    return bits + labels


def _may_be_one(figure: Figure, anchor: Figure) -> bool:
    """Return whether nothing in two figures' scopes speaks against their being one; a day told apart does."""
    left, right = figure.scope, anchor.scope
    apart = {item.dimension for item in differences(left, right, period=False, basis=False)}
    if apart & {"place", "role", "what is counted", "sex", "age", "deaths"}:
        return False
    until = (left.period.last, right.period.last)
    if None not in until and until[0] != until[1] and figure.toll.best == anchor.toll.best:
        return abs((until[0] - until[1]).days) <= DAYS if until[0] and until[1] else True
    statuses = {left.label.status, right.label.status}
    if left.label.everyone != right.label.everyone and None not in statuses:
        return False
    if left.label.everyone != right.label.everyone:
        return False
    return None in statuses or len(statuses) == 1


def _across(found: Sequence[_Cluster]) -> list[_Cluster]:
    """Join clusters of different origins that hold one number of many digits."""
    by_number: dict[tuple[object, int], _Cluster] = {}
    joined = []
    for cluster in sorted(found, key=lambda one: _particular(one.anchor)):
        value = cluster.anchor.toll.best
        if value is None or significant_digits(value) < UNLIKELY or cluster.anchor.toll.increment:
            joined.append(cluster)
            continue
        held = by_number.get((cluster.anchor.toll.measure, value))
        if held is not None and _may_be_one(cluster.anchor, held.anchor):
            held.members.extend(cluster.members)
            continue
        by_number.setdefault((cluster.anchor.toll.measure, value), cluster)
        joined.append(cluster)
    order = {id(cluster): place for place, cluster in enumerate(found)}
    return sorted(joined, key=lambda one: order[id(one)])


def _check(cluster: Sequence[Figure]) -> Check:
    anchor = cluster[0]
    documents = list(dict.fromkeys(one.document.name for one in cluster))
    shown = [f"as {one.number} in '{one.document.name}'" for one in _one_each(cluster)[1:]]
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    origins = list(dict.fromkeys(one.origin for one in cluster if one.origin is not None))
    source = f" of {origins[0]}" if origins else ""
    text = f"{anchor.number} {anchor.whom}{source} in '{anchor.document.name}' stands in {len(documents)} documents: "
    text += ", ".join(shown[:SHOWN]) + more
    if len(origins) > 1:
        text += f"; it is given to {len(origins)} origins: {', '.join(origins[:SHOWN])}"
    values = [one.toll.best for one in cluster if one.toll.best is not None]
    return Check(
        id=f"same_figure-{anchor.slug}",
        kind="same_figure",
        verdict=Verdict.CONSISTENT if len(origins) < 2 else Verdict.UNKNOWN,
        reason=text + ".",
        gap=Gap(0, max(values) - min(values)),
        links=tuple(dict.fromkeys(link for one in cluster for link in one.links)),
    )


def _one_each(cluster: Sequence[Figure]) -> list[Figure]:
    first: dict[str, Figure] = {}
    for figure in cluster:
        first.setdefault(figure.document.name, figure)
    return list(first.values())
