"""Does a total equal the sum of its parts, and if not, what would close the gap?

The gap is an interval: "over 54,000" has no upper end. Rounding hides people in every round number, so a gap within the
rounding of the figures printed side by side is none. Classes on different dimensions (children; fighters) overlap, so
only those of one dimension are added.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tollbook.model.check import Check, Gap, Term
from tollbook.model.dimensions import adds_up, dimension
from tollbook.model.quantity import Quantity, total, unexplained
from tollbook.model.vocabulary import Qualifier, Verdict
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.printed import house_unit, printed

OPEN_ABOVE = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})


def breakdown_checks(figures: Figures, explained: Mapping[str, str]) -> tuple[Check, ...]:
    """Return one check for each total that is divided.

    A total of which one class alone is named is not divided: nothing is added up, and `bounds` sees to it that the
    class is no larger than the total.

    Args:
        figures: All figures.
        explained: For a total's reference, the reference of the lineage check that explains its gap.

    Returns:
        Checks named `breakdown-<document>-<toll>`. `terms` is empty; `could_close` names what would close the gap, each
        with the most people that it could account for. The entries are alternatives, not a sum.
    """
    made = []
    for figure in figures.all:
        parts = figures.parts_of(figure)
        groups = [list(parts)] if adds_up(figure.toll, [part.toll for part in parts]) else _dimensions(parts)
        if any(len(group) > 1 for group in groups):
            made.append(_check(figure, groups, explained.get(figure.reference)))
    return tuple(made)


def rounding_slack(figure: Figure, *, unit: int) -> int:
    """Return how many people rounding to a unit can hide in a figure; 0 for one that is not round to it."""
    value = figure.toll.best
    if not value or unit <= 1 or value % unit:
        return 0
    return unit - 1 if figure.toll.qualifier in OPEN_ABOVE else unit // 2


def _check(whole: Figure, groups: Sequence[Sequence[Figure]], lineage: str | None) -> Check:
    parts = [part for group in groups for part in group]
    worst = max(
        (group for group in groups if len(group) > 1),
        key=lambda group: (sum(part.toll.quantity.low for part in group), len(group)),
    )
    left = unexplained(whole.toll.quantity, [part.toll.quantity for part in worst])
    summed = total(part.toll.quantity for part in worst)
    unit = house_unit([printed(one.toll) for one in (whole, *parts)])
    slack = sum(rounding_slack(one, unit=unit) for one in (whole, *worst))
    verdict, text = _verdict(whole, worst, left, slack)
    if len(groups) > 1:
        text += "; classes that may overlap (by status or side, sex, age) were not added together"
    links = [*whole.links, *(part.reference for part in sorted(parts, key=lambda one: one.toll.span.start))]
    closing: tuple[Term, ...] = ()
    apart = _excess(whole.toll.quantity, summed) if left is None else Gap(left.low, left.high)
    if verdict is not Verdict.CONSISTENT:
        closing = _closing(whole, worst, apart)
    if lineage is not None:
        text += "; its lineage sets it against the release"
        links.append(lineage)
    return Check(
        id=f"breakdown-{whole.slug}",
        kind="breakdown",
        verdict=verdict,
        reason=f"{_sum_text(whole, worst, summed)}: {text}.",
        gap=apart,
        links=tuple(dict.fromkeys(links)),
        could_close=closing,
    )


def _dimensions(parts: Sequence[Figure]) -> list[list[Figure]]:
    """Return parts grouped by what they divide people by: age, sex, or status and side."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for part in parts:
        groups[dimension(part.toll.group)].append(part)
    return [groups[name] for name in sorted(groups)]


def _verdict(whole: Figure, parts: Sequence[Figure], left: Quantity | None, slack: int) -> tuple[Verdict, str]:
    if left is None:
        high = whole.toll.quantity.high or 0
        excess = sum(part.toll.quantity.low for part in parts) - high
        if excess <= slack:
            return Verdict.CONSISTENT, f"{excess:,} more than the total, which rounding can account for"
        if excess <= printed(whole.toll).unit // 2:
            return Verdict.UNKNOWN, f"{excess:,} more than the total, unless that is rounded and its parts are not"
        return Verdict.INCONSISTENT, f"at least {excess:,} more than the total, beyond rounding ({slack:,} at most)"
    if left.high is None:
        return Verdict.CONSISTENT, "the total has no upper bound, so the parts fit in it"
    if left.high == 0:
        return Verdict.CONSISTENT, "exactly the total"
    if left.high <= slack:
        return Verdict.CONSISTENT, f"up to {left.high:,} short of the total, which rounding can account for"
    most = f"{left.high:,}" if left.low == left.high else f"up to {left.high:,}"
    return Verdict.UNKNOWN, f"{most} of the total are in no part, beyond rounding ({slack:,} at most)"


def _excess(whole: Quantity, summed: Quantity) -> Gap:
    return Gap(None if summed.high is None else whole.low - summed.high, (whole.high or 0) - summed.low)


def _sum_text(whole: Figure, parts: Sequence[Figure], summed: Quantity) -> str:
    shown = " + ".join(part.number for part in parts)
    least = f"at least {summed.low:,}" if summed.high is None else f"{summed.low:,}"
    if summed.high is not None and summed.high != summed.low:
        least = f"{summed.low:,} to {summed.high:,}"
    return f"'{whole.document.name}' gives {whole.number} {whole.whom}; its parts {shown} make {least}"


def _closing(whole: Figure, parts: Sequence[Figure], apart: Gap) -> tuple[Term, ...]:
    """Return what could close a gap, each with the most people that it could account for."""
    found = []
    for one in (whole, *parts):
        unit = printed(one.toll).unit
        hidden = rounding_slack(one, unit=unit)
        if hidden:
            found.append(
                Term(
                    hidden, f"rounding of '{one.number} {one.whom}', if to {unit:,}s, hides up to {hidden:,}", one.links
                )
            )
    if apart.high is not None and apart.high > 0:
        for part in parts:
            if part.toll.quantity.high is None:
                needed = part.toll.quantity.low + apart.high
                found.append(
                    Term(
                        apart.high,
                        f"'{part.number} {part.whom}' has no upper end: it would have to be {needed:,}",
                        part.links,
                    )
                )
        found.append(
            Term(apart.high, f"a class of up to {apart.high:,} people that the breakdown leaves out", whole.links)
        )
    else:
        found.append(Term(0, "classes that overlap: the same person counted in two parts", whole.links))
    return tuple(found)
