"""Do claimed, documented and estimated figures fit each other, and where they do not, why?"""

from collections.abc import Collection, Iterator, Mapping

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
from tollbook.reconciliation.figures import Figures, Gathering, Publication
from tollbook.reconciliation.lineage import lineage_checks
from tollbook.reconciliation.names import Names
from tollbook.reconciliation.repeats import repeat_checks
from tollbook.reconciliation.same import clusters, same_figure_checks
from tollbook.reconciliation.series import series_checks
from tollbook.reconciliation.tracing import traces
from tollbook.reconciliation.updates import update_checks
from tollbook.reconciliation.utterances import Utterances


def reconcile(
    readings: Collection[Reading],
    *,
    case: Case,
    sources: Mapping[str, Source],
    counts: pl.DataFrame,
    estimates: Mapping[str, Estimate],
) -> Iterator[Check]:
    """Yield every check of a case, in a fixed order.

    Args:
        readings: What was read from each document; documents' names are unique. They are gone through twice, one at a
            time; only where they do not come in the order of the names are they held and sorted.
        case: Territory and period in question, and the inclusion rules.
        sources: The lists by name.
        counts: COUNTS; empty where the case has no lists.
        estimates: By stratum, `all` for the whole; empty where there are none.

    Yields:
        Check: By kind and, within a kind, by document and place in its text. The order of `readings` plays no part.
    """
    known, said = _gathered(readings, sources)
    traced = traces(known)
    explained = {one.figure.reference: f"check:lineage-{one.figure.slug}" for one in traced if one.found is not None}
    yield from breakdown_checks(known, explained)
    yield from lineage_checks(known, traced)
    del traced, explained
    together = clusters(known)
    claims = claims_of(together)
    yield from same_figure_checks(together)
    yield from bounds_checks(known)
    yield from series_checks(known)
    yield from update_checks(known)
    yield from claims_checks(known, together)
    yield from dispute_checks(said, together)
    yield from repeat_checks(said)
    yield from documented_checks(claims, case=case, sources=sources, counts=counts, names=known.names)
    yield from estimate_checks(claims, case=case, counts=counts, estimates=estimates)


def _gathered(readings: Collection[Reading], sources: Mapping[str, Source]) -> tuple[Figures, Utterances]:
    """Return all figures and all statements, by document; of the readings nothing else is kept."""
    documents = [
        Publication(one.name, one.publisher, one.published) for one in (reading.document for reading in readings)
    ]
    if documents != sorted(documents, key=lambda one: one.name):
        documents.sort(key=lambda one: one.name)
        readings = sorted(readings, key=lambda reading: reading.document.name)
    names = Names(
        name for name in (*(one.publisher for one in documents), *(one.publisher for one in sources.values())) if name
    )
    gathering, said = Gathering(names), Utterances()
    for document, reading in zip(documents, readings, strict=True):
        said.add(reading, document, gathering.add(reading, document), names)
    return gathering.figures(), said
