"""Do claimed, documented and estimated figures fit each other, and where they do not, why?"""

from collections.abc import Mapping, Sequence

import polars as pl

from tollbook.model.case import Case
from tollbook.model.check import Check
from tollbook.model.document import Reading
from tollbook.model.estimate import Estimate
from tollbook.model.lists import Source
from tollbook.reconciliation.bounds import bounds_checks
from tollbook.reconciliation.breakdowns import breakdown_checks
from tollbook.reconciliation.claims import claims_checks
from tollbook.reconciliation.disputes import dispute_checks
from tollbook.reconciliation.documented import claims_of, documented_checks
from tollbook.reconciliation.estimated import estimate_checks
from tollbook.reconciliation.figures import figures
from tollbook.reconciliation.lineage import lineage_checks
from tollbook.reconciliation.repeats import repeat_checks
from tollbook.reconciliation.same import clusters, same_figure_checks
from tollbook.reconciliation.series import series_checks
from tollbook.reconciliation.tracing import traces
from tollbook.reconciliation.updates import update_checks


def reconcile(
    readings: Sequence[Reading],
    *,
    case: Case,
    sources: Mapping[str, Source],
    counts: pl.DataFrame,
    estimates: Mapping[str, Estimate],
) -> tuple[Check, ...]:
    """Return every check of a case, in a fixed order.

    Args:
        readings: What was read from each document; documents' names are unique.
        case: Territory and period in question, and the inclusion rules.
        sources: The lists by name.
        counts: COUNTS; empty where the case has no lists.
        estimates: By stratum, `all` for the whole; empty where there are none.

    Returns:
        Checks by kind and, within a kind, by document and place in its text. The order of `readings` plays no part.
    """
    known = figures(readings, sources)
    traced = traces(known)
    explained = {one.figure.reference: f"check:lineage-{one.figure.slug}" for one in traced if one.found is not None}
    together = clusters(known)
    claims = claims_of(together)
    return (
        *breakdown_checks(known, explained),
        *lineage_checks(known, traced),
        *same_figure_checks(together),
        *bounds_checks(known),
        *series_checks(known),
        *update_checks(known),
        *claims_checks(known, together),
        *dispute_checks(readings, known, together),
        *repeat_checks(readings, known),
        *documented_checks(claims, case=case, sources=sources, counts=counts, names=known.names),
        *estimate_checks(claims, case=case, counts=counts, estimates=estimates),
    )
