"""What does the estimate say about a claimed figure?

An estimate speaks of one territory, period and stratum; a claim is set against it only where it speaks of the same. A
documented count below the estimate is what a documented count is; a claim outside the interval disagrees with the
estimate at its stated level, which says nothing of which of them is wrong.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from tollbook.model.case import Case
from tollbook.model.check import Check, Gap
from tollbook.model.estimate import Estimate, MethodResult
from tollbook.model.vocabulary import Basis, Verdict
from tollbook.reconciliation.documented import most_claimed
from tollbook.reconciliation.figures import Figure
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.standing import EQUAL, NARROWER, OTHER, WIDER, Relation, cells_of, reasons, standing

STRATA = frozenset({"governorate", "status", "sex", "side"})  # dimensions of a figure's scope that a stratum can match


def estimate_checks(
    claims: Sequence[Figure], *, case: Case, counts: pl.DataFrame, estimates: Mapping[str, Estimate]
) -> tuple[Check, ...]:
    """Return one check for each claimed figure against the estimate of its scope.

    Args:
        claims: Figures of people killed, as `documented.claims_of` returns them.
        case: Territory and period.
        counts: COUNTS; the values of its cells are those that strata have.
        estimates: By stratum; `all` for the whole. Published tables (`table-...`) speak of other cases, and are
            left out.

    Returns:
        Checks named `estimate-<document>-<toll>`; `gap` is the claim less the interval. Empty without an estimate.
    """
    own = {name: estimate for name, estimate in sorted(estimates.items()) if not name.startswith("table-")}
    cells = cells_of(counts, case.rules[0]) if case.rules else None
    if not own or cells is None:
        return ()
    return tuple(_check(claim, standing(claim, case, cells), own) for claim in claims)


def _check(claim: Figure, relations: Sequence[Relation], estimates: Mapping[str, Estimate]) -> Check:
    name = f"estimate-{claim.slug}"
    said = f"{claim.number} {claim.whom} ({spoken(claim.origin)}, '{claim.document.name}')"
    stratum = {r.dimension: r.cells for r in relations if r.kind == NARROWER}
    wider = [r for r in relations if r.kind == WIDER]
    other = [
        r for r in relations if r.kind not in {EQUAL, NARROWER, WIDER} or (r.kind == NARROWER and not _has_stratum(r))
    ]
    key = None if other else _stratum(stratum, estimates)
    if key is None:
        why = reasons([*other, *wider], (OTHER, WIDER))
        if not why:
            narrower = reasons(relations, (NARROWER,))
            why = f"{narrower}, and no estimate was made of them" if narrower else "no estimate was made of the whole"
        text = f"{said} is not comparable with the estimate, because {why}."
        links = (*claim.links, f"estimate:{'all' if 'all' in estimates else next(iter(estimates))}")
        return Check(name, "estimate", Verdict.NOT_COMPARABLE, text, links=links)
    estimate, links = estimates[key], (*claim.links, f"estimate:{key}")
    if estimate.headline is None or estimate.headline.interval is None:
        text = f"{said} cannot be set against an estimate, because there is none: {estimate.rule}"
        return Check(name, "estimate", Verdict.UNKNOWN, text.rstrip(".") + ".", links=links)
    gap = _gap(claim, estimate.headline.interval)
    shown = _interval_text(estimate.headline)
    verdict, finding = _against(claim, estimate.headline.interval, wider)
    return Check(name, "estimate", verdict, f"{said} {finding.format(estimate=shown)}.", gap, links=links)


def _against(claim: Figure, interval: tuple[float, float], wider: Sequence[Relation]) -> tuple[Verdict, str]:
    low, high = interval
    most, least = most_claimed(claim), claim.toll.quantity.low
    below, above = most is not None and most < low, least > high
    documented = claim.scope.basis is Basis.DOCUMENTED
    if wider and not (below and not documented):
        why = "; ".join(relation.text for relation in wider)
        return Verdict.NOT_COMPARABLE, f"is not comparable with the {{estimate}}, because {why}"
    if below and documented:
        return Verdict.CONSISTENT, "lies below the {estimate}, as a documented count does where not all dead are listed"
    if below:
        return Verdict.INCONSISTENT, "lies below the {estimate}"
    if above:
        return Verdict.INCONSISTENT, "lies above the {estimate}"
    return Verdict.CONSISTENT, "meets the {estimate}"


def _has_stratum(relation: Relation) -> bool:
    return relation.dimension in STRATA and relation.cells is not None and len(relation.cells) == 1


def _stratum(wanted: Mapping[str, tuple[str, ...] | None], estimates: Mapping[str, Estimate]) -> str | None:
    """Return the name of the estimate of a stratum, or None where it was not made."""
    values = {dimension: cells[0] for dimension, cells in wanted.items() if cells}
    if not values:
        return "all" if "all" in estimates else None
    return next((name for name, made in estimates.items() if dict(made.table.stratum) == values), None)


def _gap(claim: Figure, interval: tuple[float, float]) -> Gap:
    low, high = round(interval[0]), round(interval[1])
    most = claim.toll.quantity.high
    return Gap(claim.toll.quantity.low - high, None if most is None else most - low)


def _interval_text(headline: MethodResult) -> str:
    low, high = headline.interval or (headline.median, headline.median)
    return f"estimate of {round(headline.median):,} ({round(low):,} to {round(high):,} at {headline.level:.0%})"
