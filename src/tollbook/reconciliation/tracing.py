"""Which document's figures come from which release?

A document that quotes somebody is set against that somebody's own publications in the case; where there are none,
against the fullest account of them. A figure that names no source, or another one, is traced only where its digits
could hardly agree by chance. Where nothing is found, the answer is unknown.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.reconciliation.derivation import Derivation, derivation, lone
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.printed import misfit, printed, significant_digits
from tollbook.reconciliation.shelf import Shelf, candidates, days_between, may_precede, nearest_own, shelf

TRIED = 4  # releases tried in full for each figure
DIGITS_ALONE = 4  # significant digits that do not agree by chance: one in 9,000
DIGITS_TOGETHER = 8  # of a total and all its parts, rounded
DIGITS_WITHOUT_TOTAL = 4
DIGITS_ANY_DAY = 3  # significant digits from which a lone figure need not be near in time
DAYS_SMALL = 7  # between a release and a lone figure below 1,000 of fewer digits
DAYS_ROUND = 92  # between a release and a lone larger figure of fewer digits


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found for one figure.

    Attributes:
        figure: A figure that its document's publisher does not give, or whose digits betray a release.
        found: How it comes from a release, or None.
        elsewhere: Another release whose total it prints, where it is not that release's; else None.
        nearest: Where nothing was found, the origin's own figure nearest in time, or None where the case has none.
    """

    figure: Figure
    found: Derivation | None
    elsewhere: Figure | None = None
    nearest: Figure | None = None


def traces(figures: Figures) -> tuple[Trace, ...]:
    """Return a trace for every figure that another than its document's publisher gives, or whose digits betray one.

    Args:
        figures: All figures.

    Returns:
        Traces in the order of the figures. A figure that its own publisher gives, and that is found nowhere else, has
        none.
    """
    held = shelf(figures, digits_alone=DIGITS_ALONE)
    found = (_trace(figure, held, figures) for figure in figures.roots())
    return tuple(trace for trace in found if trace is not None)


def _trace(figure: Figure, held: Shelf, figures: Figures) -> Trace | None:
    if figure.is_own and figure.named:
        return None
    if figure.origin is not None and not figure.is_own:
        fitting = _best(figure, candidates(figure, held, figures), figures)
        if fitting is not None and _is_sure(fitting):
            return Trace(figure, fitting, _elsewhere(figure, fitting, held))
    betrayed = _betrayed(figure, held, figures)
    if betrayed is not None:
        return Trace(figure, betrayed)
    if not figure.named and figure.publisher is not None:
        return None
    return Trace(figure, None, nearest=nearest_own(figure, held))


def _best(figure: Figure, releases: Sequence[Figure], figures: Figures) -> Derivation | None:
    """Return the cheapest derivation from some releases; of equal ones that from the release nearest in time."""
    shown = printed(figure.toll)
    fitting = [one for one in releases if math.isfinite(misfit(shown, one.toll.best or 0, house=shown.unit))]
    if not figures.parts_of(figure):
        return _cheapest(figure, fitting or releases, figures)
    best = _cheapest(figure, fitting[:TRIED], figures)
    if best is not None and best.fitted == len(best.parts):
        return best
    done = {one.reference for one in fitting[:TRIED]}
    rest = [one for one in releases if one.reference not in done][:TRIED]
    other = _cheapest(figure, rest, figures)
    return min((one for one in (best, other) if one is not None), key=lambda one: one.bits, default=None)


def _cheapest(figure: Figure, releases: Sequence[Figure], figures: Figures) -> Derivation | None:
    best: Derivation | None = None
    for release in sorted(releases, key=lambda one: (days_between(one.day, figure.day), one.reference)):
        found = derivation(figure, release, figures)
        if not figures.parts_of(figure) and (found is None or found.total.slip):
            found = lone(figure, release, figures) or found
        if found is not None and (best is None or found.bits < best.bits - 1e-9):
            best = found
    return best


def _betrayed(figure: Figure, held: Shelf, figures: Figures) -> Derivation | None:
    """Return the derivation of a figure that names no source, or another one, from its digits alone."""
    same = held.by_number.get(figure.toll.best or -1, ())
    best = _best(figure, [release for release in same if may_precede(release, figure)][:TRIED], figures)
    if best is None or not best.total.sources or best.total.slip:
        return None
    every = best.fitted == len(best.parts) >= 2 and best.digits >= DIGITS_TOGETHER
    return best if best.total.over == 0 or every else None


def _is_sure(found: Derivation) -> bool:
    """Return whether a derivation is more than a chance agreement of numbers."""
    if not found.total.sources:
        return found.fitted >= 2 and found.digits >= DIGITS_WITHOUT_TOTAL
    figure = found.figure
    if found.parts or significant_digits(figure.toll.best or 0) >= DIGITS_ANY_DAY:
        return True
    limit = DAYS_SMALL if (figure.toll.best or 0) < 1_000 else DAYS_ROUND
    return days_between(found.release.day, figure.day) <= limit


def _elsewhere(figure: Figure, found: Derivation, held: Shelf) -> Figure | None:
    """Return another figure of the same origin that is the printed total, where the release's own is not."""
    row = held.own.get(figure.origin or "")
    if found.total.sources or row is None:
        return None
    shown = printed(figure.toll)
    others = (one for one in row.by_day if one.document.name != found.release.document.name)
    return next((one for one in others if math.isfinite(misfit(shown, one.toll.best or 0, house=shown.unit))), None)
