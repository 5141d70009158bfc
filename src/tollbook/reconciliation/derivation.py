"""How one breakdown can come from a release: its total, its parts, what was left out, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from tollbook.reconciliation.assignment import Assignment, Part, assignments
from tollbook.reconciliation.classes import classes
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.labels import UNIDENTIFIED, affinity, is_relabelled
from tollbook.reconciliation.printed import (
    Printed,
    garbling,
    house_unit,
    misfit,
    misfits,
    printed,
    significant_digits,
)

MARGIN = 3.0  # bits by which the best assignment must beat the next to be given alone: eight times likelier
OMITS_UNIDENTIFIED = 1.5  # bits
OMITS_CLASS = 3.0
OMITS_SHARE = 6.0  # bits more for a class that is the whole total
MERGES = 0.75  # bits for each class added to a lone figure


@dataclass(frozen=True, slots=True)
class Match:
    """A printed figure and the release's classes that it stands for.

    Attributes:
        figure: As printed.
        sources: The release's figures; empty where none fit.
        exact: Their sum.
        slip: How the digits were garbled, or an empty word.
        relabelled: True where civilians became combatants or the other way.
    """

    figure: Figure
    sources: tuple[Figure, ...]
    exact: int
    slip: str = ""
    relabelled: bool = False

    @property
    def over(self) -> int:
        """People in the sources beyond the printed number; 0 for a range that holds their sum."""
        toll = self.figure.toll
        if toll.best is not None:
            return self.exact - toll.best
        high = self.exact if toll.quantity.high is None else toll.quantity.high
        return self.exact - min(max(self.exact, toll.quantity.low), high)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One reading of how a figure and its parts come from a release.

    Attributes:
        figure: The figure to be explained.
        release: The release's figure set against it.
        total: The match of the two; its `sources` are empty where they do not fit.
        parts: The match of each part.
        left_out: Classes of the release in no part.
        bits: Its cost.
        others: Other assignments of the parts that fit about as well.
    """

    figure: Figure
    release: Figure
    total: Match
    parts: tuple[Match, ...] = ()
    left_out: tuple[Figure, ...] = ()
    bits: float = 0.0
    others: tuple[tuple[Match, ...], ...] = ()

    @property
    def digits(self) -> int:
        """Significant digits of all printed figures that fit: how much could not have fitted by chance."""
        fitting = [match for match in (self.total, *self.parts) if match.sources and not match.slip]
        return sum(significant_digits(match.figure.toll.best or 0) for match in fitting)

    @property
    def fitted(self) -> int:
        """How many of the parts fit."""
        return sum(1 for match in self.parts if match.sources)


def derivation(figure: Figure, release: Figure, figures: Figures) -> Derivation | None:
    """Return the likeliest way in which a figure and its parts come from a release's figure.

    Args:
        figure: The figure to be explained, with or without parts.
        release: A figure of the release that names a number.
        figures: All figures.

    Returns:
        The derivation, or None where neither the total nor any part fits.
    """
    parts = figures.parts_of(figure)
    shown = [printed(one.toll) for one in (figure, *parts)]
    house = house_unit(shown)
    total, bits = _total(figure, release, house)
    if not parts:
        return Derivation(figure, release, total, bits=bits) if total.sources else None
    sources = classes(release, figures)
    if not sources:
        return Derivation(figure, release, total, bits=bits) if total.sources else None
    beside = house_unit(shown[1:])  # parts are rounded alike, whether or not their total is
    found = assignments(
        [_people(one) for one in sources], _parts(parts, shown[1:], sources, beside), _omission(sources)
    )
    matched = [_matched(parts, sources, one) for one in found]
    if not total.sources and not any(match.sources for match in matched[0]):
        return None
    near = [
        way
        for way, one in zip(matched[1:], found[1:], strict=True)
        if one.bits < found[0].bits + MARGIN and any(m.sources for m in way)
    ]
    return Derivation(
        figure=figure,
        release=release,
        total=total,
        parts=matched[0],
        left_out=tuple(sources[index] for index in found[0].left_out),
        bits=bits + found[0].bits,
        others=tuple(near),
    )


def lone(figure: Figure, release: Figure, figures: Figures) -> Derivation | None:
    """Return the likeliest figure of a release, or sum of its classes, that a figure without parts stands for.

    Args:
        figure: A figure without parts.
        release: The release's total.
        figures: All figures.

    Returns:
        The derivation, its `total` holding the release's figures; None where nothing fits.
    """
    shown = printed(figure.toll)
    house = shown.unit
    nodes = [one for one in figures.by_document[release.document.name] if _within(one, release, figures)]
    best: tuple[float, int, Match] | None = None
    for place, node in enumerate(nodes):
        match, bits = _total(figure, node, house)
        cost = bits + affinity(figure.scope.label, node.scope.label) * (0.0 if _both_everyone(figure, node) else 1.0)
        if match.sources and (best is None or cost < best[0]):
            best = (cost, place, match)
    merged = _merged(figure, classes(release, figures), house)
    if merged is not None and (best is None or merged[0] < best[0]):
        best = (merged[0], len(nodes), merged[1])
    return None if best is None else Derivation(figure, release, best[2], bits=best[0])


def _within(one: Figure, release: Figure, figures: Figures) -> bool:
    if one.toll.best is None or one.toll.measure != release.toll.measure:
        return False
    if one.reference == release.reference:
        return True
    return any(one.reference == part.reference or _within(one, part, figures) for part in figures.parts_of(release))


def _both_everyone(left: Figure, right: Figure) -> bool:
    return left.scope.label.everyone and right.scope.label.everyone


def _merged(figure: Figure, sources: Sequence[Figure], house: int) -> tuple[float, Match] | None:
    """Return the cheapest sum of at least two classes for a lone figure."""
    if len(sources) < 2:
        return None
    part = _parts([figure], [printed(figure.toll)], sources, house)[0]
    costs = [MERGES + bits for bits in part.affinity]
    found = assignments([_people(one) for one in sources], [Part(part.fit, part.slip, costs)], [0.0] * len(sources))[0]
    members = tuple(sources[index] for index in found.parts[0])
    if len(members) < 2:
        return None
    return found.bits, _match(figure, members)


def _total(figure: Figure, release: Figure, house: int) -> tuple[Match, float]:
    exact = _people(release)
    shown = printed(figure.toll)
    bits = misfit(shown, exact, house=house)
    slipped, slip = garbling(shown, exact)
    if slipped < bits:
        return Match(figure, (release,), exact, slip, is_relabelled(figure.scope.label, release.scope.label)), slipped
    if math.isfinite(bits):
        return Match(figure, (release,), exact, "", is_relabelled(figure.scope.label, release.scope.label)), bits
    return Match(figure, (), exact), 10.0


def _parts(
    parts: Sequence[Figure], shown: Sequence[Printed], sources: Sequence[Figure], house: int
) -> tuple[Part, ...]:
    return tuple(
        Part(
            fit=partial(_fit, figure, house),
            slip=partial(_slip, figure),
            affinity=[affinity(part.scope.label, source.scope.label) for source in sources],
        )
        for part, figure in zip(parts, shown, strict=True)
    )


def _fit(figure: Printed, house: int, sums: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return misfits(figure, sums, house=house)


def _slip(figure: Printed, exact: int) -> float:
    return garbling(figure, exact)[0]


def _omission(sources: Sequence[Figure]) -> list[float]:
    whole = max(1, sum(_people(one) for one in sources))
    return [
        OMITS_UNIDENTIFIED if _is_unclassified(one) else OMITS_CLASS + OMITS_SHARE * _people(one) / whole
        for one in sources
    ]


def _is_unclassified(figure: Figure) -> bool:
    return figure.scope.label.everyone or figure.scope.label.status == UNIDENTIFIED


def _matched(parts: Sequence[Figure], sources: Sequence[Figure], found: Assignment) -> tuple[Match, ...]:
    return tuple(
        _match(part, tuple(sources[index] for index in members))
        for part, members in zip(parts, found.parts, strict=True)
    )


def _match(part: Figure, members: tuple[Figure, ...]) -> Match:
    exact = sum(_people(one) for one in members)
    if not members:
        return Match(part, (), 0)
    shown = printed(part.toll)
    fits = math.isfinite(misfit(shown, exact, house=shown.unit))
    relabelled = any(is_relabelled(part.scope.label, one.scope.label) for one in members)
    return Match(part, members, exact, "" if fits else garbling(shown, exact)[1], relabelled)


def _people(figure: Figure) -> int:
    return figure.toll.best or 0
