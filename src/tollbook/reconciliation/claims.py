"""Do different origins give the same figure for the same deaths?

Figures are set side by side only where one measure, place and day, or one cumulative count, is spoken of; and compared
only where their scopes do not differ. Where they do, every difference is named. No origin is preferred.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tollbook.model.check import Check, Gap
from tollbook.model.vocabulary import Basis, Verdict
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.printed import printed, significant_digits
from tollbook.reconciliation.scope import Scope, differences

RECENT = 31  # days between two cumulative counts that are still set side by side


def claims_checks(figures: Figures, clusters: Sequence[Sequence[Figure]]) -> tuple[Check, ...]:
    """Return checks between the origins that speak of one thing.

    Each is compared with the nearest in number, below and above, of those that count the same people; of those that
    do not, one of each kind is set beside one of the next, and the difference between the kinds is named.

    Args:
        figures: All figures.
        clusters: Figures that are one figure, as `clusters` returned them; one of each is compared.

    Returns:
        Checks named `claims-<document>-<toll>-<document>-<toll>`, at most three times as many as there are origins
        for each thing spoken of; `gap` is the larger figure less the smaller.
    """
    roots = {figure.reference for figure in figures.roots()}
    things: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for cluster in clusters:
        figure = cluster[0]
        thing = _thing(figure)
        if thing is None or figure.reference not in roots or figure.origin is None:
            continue
        held = things[thing].get(figure.origin)
        if held is None or _rank(figure) < _rank(held):
            things[thing][figure.origin] = figure
    made: list[Check] = []
    for origins in things.values():
        made.extend(_check(low, high) for low, high in _pairs(origins.values()))
    return tuple(made)


def _pairs(found: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures to be set beside each other, the smaller first.

    Whether two may be compared is no matter of groups alone: a figure that does not state its basis or its days may
    stand beside either of two that do and that differ.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    kinds: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in sorted(found, key=_by_number):
        groups[_group(figure.scope)].append(figure)
        kinds[_kind(figure.scope)].append(figure)
    for figures in groups.values():
        yield from _neighbours(figures)
    for low, high in pairwise(sorted((min(figures, key=_rank) for figures in kinds.values()), key=_by_number)):
        is_other = _group(low.scope) != _group(high.scope) or differences(low.scope, high.scope)
        if is_other and _may_compare(low, high):
            yield low, high


def _neighbours(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each figure, of those sorted by number, with the nearest below and above it that count the same people."""
    made: set[tuple[int, int]] = set()
    for place, figure in enumerate(figures):
        above, below = range(place + 1, len(figures)), range(place - 1, -1, -1)
        for others in (above, below):
            other = next((at for at in others if _counts_the_same(figure, figures[at])), None)
            if other is not None:
                made.add((min(place, other), max(place, other)))
    for low, high in sorted(made):
        yield figures[low], figures[high]


def _counts_the_same(one: Figure, other: Figure) -> bool:
    return _may_compare(one, other) and not differences(one.scope, other.scope)


def _by_number(figure: Figure) -> tuple[int, str]:
    return (figure.toll.quantity.low, figure.reference)


def _group(scope: Scope) -> tuple[object, ...]:
    """Return what figures that can be compared are sure to share: place, whom they count, and which deaths."""
    label = scope.label
    return (scope.place, label.status, label.side, scope.sex, scope.age, scope.nationality, scope.indirect)


def _kind(scope: Scope) -> tuple[object, ...]:
    """Return everything by which one figure can differ from another."""
    return (*_group(scope), scope.role, scope.period, scope.basis is Basis.ESTIMATED)


def _thing(figure: Figure) -> tuple[object, ...] | None:
    """Return what a figure speaks of, or None where too little is said to find others that do."""
    scope = figure.scope
    if figure.toll.increment:
        return None
    if scope.cumulative:
        return ("cumulative", scope.measure)
    day = scope.period.last or scope.period.first
    if scope.place is None or day is None:
        return None
    return ("event", scope.measure, scope.place, day)


def _rank(figure: Figure) -> tuple[bool, bool, int, int, str]:
    day = figure.day
    latest = -day.toordinal() if day is not None else 0
    group = figure.scope.label
    return (not group.everyone, not figure.is_own, latest, -significant_digits(figure.toll.best or 0), figure.reference)


def _may_compare(low: Figure, high: Figure) -> bool:
    if low.document.name == high.document.name and low.toll.parent == high.toll.parent and low.toll.parent is not None:
        return False
    if low.day is None or high.day is None or not low.scope.cumulative:
        return True
    return abs((low.day - high.day).days) <= RECENT


def _check(low: Figure, high: Figure) -> Check:
    name = f"claims-{low.slug}-{high.slug}"
    links = (*low.links, *high.links)
    both = f"{low.number} {low.whom} ({spoken(low.origin)}, '{low.document.name}')"
    both += f" and {high.number} {high.whom} ({spoken(high.origin)}, '{high.document.name}')"
    apart = differences(low.scope, high.scope)
    if apart:
        why = "; ".join(str(item) for item in apart)
        return Check(name, "claims", Verdict.NOT_COMPARABLE, f"{both} are not comparable, because {why}.", links=links)
    unsaid = _unsaid(low, high)
    if unsaid:
        return Check(name, "claims", Verdict.UNKNOWN, f"{both} may not count the same, because {unsaid}.", links=links)
    gap = _gap(low, high)
    slack = max(printed(one.toll).unit for one in (low, high))
    meet = gap.low is None or gap.low <= (slack if slack > 1 else 0)
    text = "agree within their bounds" if meet else f"do not agree: they are {gap.low:,} apart or more"
    verdict = Verdict.CONSISTENT if meet else Verdict.INCONSISTENT
    return Check(name, "claims", verdict, f"{both} {text}.", gap, links=links)


def _gap(low: Figure, high: Figure) -> Gap:
    """Return the second figure less the first as an interval."""
    one, two = low.toll.quantity, high.toll.quantity
    return Gap(None if one.high is None else two.low - one.high, None if two.high is None else two.high - one.low)


def _unsaid(low: Figure, high: Figure) -> str:
    missing = []
    for one, other in ((low, high), (high, low)):
        if one.scope.place is None and other.scope.place is not None:
            missing.append(f"'{one.document.name}' names no place")
    return " and ".join(missing)
