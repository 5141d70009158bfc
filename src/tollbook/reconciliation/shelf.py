"""Which figures of the case could be where a figure comes from?

A case may hold thousands of figures by one origin; only those near in number, and the last ones before it, are tried.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.printed import printed, significant_digits

NEAR = 12  # figures looked at on either side of a number
RECENT = 3  # releases before a day that are tried whatever their number
PARTICULAR = 3  # significant digits from which another's account may stand for a release that the case does not hold


@dataclass(frozen=True, slots=True)
class _Row:
    """Figures of one origin in two orders."""

    by_number: tuple[Figure, ...]
    numbers: tuple[int, ...]
    by_day: tuple[Figure, ...]
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The figures of a case that may be a release's.

    Attributes:
        own: By origin, the totals of its own publications.
        told: By origin, the fuller accounts that others give of it.
        by_number: Own totals by their number, for figures that name no source.
    """

    own: dict[str, _Row]
    told: dict[str, _Row]
    by_number: dict[int, tuple[Figure, ...]]


def shelf(figures: Figures, *, digits_alone: int) -> Shelf:
    """Return the figures that may be a release's.

    Args:
        figures: All figures.
        digits_alone: Significant digits from which a number is looked up without an origin.

    Returns:
        The shelf. Parts of a breakdown stand on it only where they have parts themselves.
    """
    own: dict[str, list[Figure]] = defaultdict(list)
    told: dict[str, list[Figure]] = defaultdict(list)
    by_number: dict[int, list[Figure]] = defaultdict(list)
    roots = {figure.reference for figure in figures.roots()}
    for figure in figures.all:
        has_parts = bool(figures.parts_of(figure))
        value = figure.toll.best
        if value is None or figure.origin is None or figure.toll.increment:
            continue
        if not has_parts and figure.reference not in roots:
            continue
        if figure.is_own:
            own[figure.origin].append(figure)
            if significant_digits(value) >= digits_alone:
                by_number[value].append(figure)
        elif has_parts or significant_digits(value) >= PARTICULAR:
            told[figure.origin].append(figure)
    return Shelf(
        {origin: _row(held) for origin, held in own.items()},
        {origin: _row(held) for origin, held in told.items()},
        {value: tuple(held) for value, held in by_number.items()},
    )


def candidates(figure: Figure, held: Shelf, figures: Figures) -> tuple[Figure, ...]:
    """Return the figures worth trying in full: the origin's own where the case holds any, else fuller accounts of it.

    Args:
        figure: A figure that its document's publisher does not give.
        held: The shelf.
        figures: All figures.

    Returns:
        At most `2 * NEAR + RECENT` figures, those near in number first.
    """
    origin = figure.origin or ""
    row = held.own.get(origin)
    if row is not None:
        found = [release for release in _near(figure, row) if may_precede(release, figure)]
        return tuple(found)
    row = held.told.get(origin)
    if row is None:
        return ()
    return tuple(one for one in _near(figure, row) if may_precede(one, figure) and _is_fuller(one, figure, figures))


def nearest_own(figure: Figure, held: Shelf) -> Figure | None:
    """Return the origin's own figure that is nearest in time, in another document; None where it has none."""
    row = held.own.get(figure.origin or "")
    if row is None:
        return None
    at = bisect_left(row.days, _ordinal(figure.day))
    near = [one for one in row.by_day[max(0, at - NEAR) : at + NEAR] if one.document.name != figure.document.name]
    return min(near, key=lambda one: (days_between(one.day, figure.day), one.reference), default=None)


def may_precede(release: Figure, figure: Figure) -> bool:
    """Return whether one figure can be where another comes from, as far as document, measure, place and day go."""
    if release.document.name == figure.document.name or release.toll.measure != figure.toll.measure:
        return False
    left, right = release.scope.place, figure.scope.place
    if left is not None and right is not None and left not in right and right not in left:
        return False
    before, after = release.document.published, figure.document.published
    return before is None or after is None or before <= after


def days_between(left: date | None, right: date | None) -> int:
    """Return how many days lie between two; a century where one is not known."""
    return 36_500 if left is None or right is None else abs((right - left).days)


def _row(held: Sequence[Figure]) -> _Row:
    by_number = tuple(sorted(held, key=lambda one: (one.toll.best or 0, one.reference)))
    by_day = tuple(sorted(held, key=lambda one: (_ordinal(one.day), one.reference)))
    return _Row(
        by_number,
        tuple(one.toll.best or 0 for one in by_number),
        by_day,
        tuple(_ordinal(one.day) for one in by_day),
    )


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


def _near(figure: Figure, row: _Row) -> list[Figure]:
    shown = figure.toll.best or figure.toll.quantity.low
    at = bisect_left(row.numbers, shown)
    near = row.by_number[max(0, at - NEAR) : at + NEAR]
    after = bisect_left(row.days, _ordinal(figure.day) + 1) if figure.day is not None else len(row.days)
    recent = row.by_day[max(0, after - RECENT) : after]
    unit = max(1, printed(figure.toll).unit)
    close = sorted(near, key=lambda one: (abs((one.toll.best or 0) - shown) // unit, days_between(one.day, figure.day)))
    return list({one.reference: one for one in [*close, *reversed(recent)]}.values())


def _is_fuller(one: Figure, figure: Figure, figures: Figures) -> bool:
    """Return whether an account can be where a figure comes from, and not the other way round."""
    mine = (len(figures.parts_of(one)), significant_digits(one.toll.best or 0))
    theirs = (len(figures.parts_of(figure)), significant_digits(figure.toll.best or 0))
    return mine > theirs and mine[1] >= theirs[1]
