"""What does the documented count say about a claimed figure, and what does it not?

Named people are a lower bound: if every person counted exists once and belongs to the scope, at least so many died. A
claim below the documented count of its own scope contradicts it. A claim above it does not: the rest may be people on
no list, or not exist; the count cannot tell.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from tollbook.model.case import Case
from tollbook.model.check import Check, Gap
from tollbook.model.lists import Source
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Measure, Modality, Verdict
from tollbook.reconciliation.figures import Figure
from tollbook.reconciliation.names import Names, spoken
from tollbook.reconciliation.printed import printed
from tollbook.reconciliation.standing import (
    OTHER,
    WIDER,
    Cells,
    Relation,
    cells_of,
    links_of,
    reasons,
    standing,
    within,
)


def claims_of(clusters: Sequence[Sequence[Figure]]) -> tuple[Figure, ...]:
    """Return the figures of people killed that can be set against a count, one for each figure of the case."""
    return tuple(
        cluster[0]
        for cluster in clusters
        if cluster[0].toll.measure is Measure.KILLED
        and cluster[0].toll.role != "perpetrator"
        and not cluster[0].toll.increment
        and (cluster[0].statement is None or cluster[0].statement.modality is not Modality.PROJECTED)
    )


def most_claimed(figure: Figure) -> int | None:
    """Return the most people that a figure allows, rounding granted; None without bound."""
    high = figure.toll.quantity.high
    if high is None:
        return None
    unit = printed(figure.toll).unit
    return high + (unit // 2 if unit > 1 else 0)


def documented_checks(
    claims: Sequence[Figure], *, case: Case, sources: Mapping[str, Source], counts: pl.DataFrame, names: Names
) -> tuple[Check, ...]:
    """Return one check for each claimed figure against the documented count under the case's first rule.

    Args:
        claims: What `claims_of` returned.
        case: Territory, period and rules.
        sources: The lists by name.
        counts: COUNTS.
        names: The publishers.

    Returns:
        Checks named `documented-<document>-<toll>`; `gap` is the claim less the documented people within its scope.
        Empty where nothing was counted.
    """
    cells = cells_of(counts, case.rules[0]) if case.rules else None
    if cells is None or not cells.whole:
        return ()
    publishers = {names.of(source.publisher): name for name, source in sorted(sources.items())}
    return tuple(_check(claim, standing(claim, case, cells), cells, publishers) for claim in claims)


def _check(claim: Figure, relations: Sequence[Relation], cells: Cells, publishers: Mapping[str | None, str]) -> Check:
    name, said = (
        f"documented-{claim.slug}",
        f"{claim.number} {claim.whom} ({spoken(claim.origin)}, '{claim.document.name}')",
    )
    apart = [relation for relation in relations if relation.kind == OTHER]
    if apart:
        why = reasons(relations, (OTHER, WIDER))
        text = f"{said} is not comparable with the documented count, because {why}."
        return Check(name, "documented", Verdict.NOT_COMPARABLE, text, links=(*claim.links, cells.reference))
    counted = within(relations, cells)
    gap = _gap(claim.toll.quantity, counted)
    links = [*claim.links, *links_of(relations, cells)]
    most = most_claimed(claim)
    shown = f"{counted.low:,}" if counted.low == counted.high else f"{counted.low:,} to {counted.high:,}"
    documented = f"{shown} documented within its scope (rule '{cells.rule}')"
    if claim.origin in publishers and claim.origin is not None:
        documented += f", in part by {spoken(claim.origin)} too"
        links.append(f"source:{publishers[claim.origin]}")
    if most is not None and most < counted.low:
        text = (
            f"{said} is less than the {documented}: either it is too low, or the lists hold people who do not belong."
        )
        return Check(name, "documented", Verdict.INCONSISTENT, text, gap, links=tuple(links))
    wider = reasons(relations, (WIDER,))
    if wider:
        text = f"{said} is not comparable with the {documented}, because {wider}; it is not below it."
        return Check(name, "documented", Verdict.NOT_COMPARABLE, text, gap, links=tuple(links))
    text = f"{said} is no less than the {documented}; whether the rest are people on no list, the count cannot tell."
    if gap.low is not None and gap.low < 0:
        text = f"{said} may be less than the {documented}, but need not be."
        return Check(name, "documented", Verdict.UNKNOWN, text, gap, links=tuple(links))
    return Check(name, "documented", Verdict.CONSISTENT, text, gap, links=tuple(links))


def _gap(claim: Quantity, counted: Quantity) -> Gap:
    """Return the claim less the count as an interval."""
    low = None if counted.high is None else claim.low - counted.high
    return Gap(low, None if claim.high is None else claim.high - counted.low)
