"""Do claimed, documented and estimated figures fit each other, and where they do not, why?"""

from collections.abc import Mapping, Sequence

import polars as pl

from tollbook.model.case import Case
from tollbook.model.check import Check
from tollbook.model.document import Reading
from tollbook.model.estimate import Estimate
from tollbook.model.lists import Source
from tollbook.reconciliation.breakdowns import breakdown_checks
from tollbook.reconciliation.figures import figures
from tollbook.reconciliation.lineage import lineage_checks, traces


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
    return (
        *breakdown_checks(known, explained),
        *lineage_checks(known, traced),
    )
