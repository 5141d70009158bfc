"""What the answer becomes when a threshold decides which records are one person, instead of draws."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tollbook.estimation.estimators import ESTIMATORS
from tollbook.estimation.pooling import RATIO, REVIEW
from tollbook.estimation.refusals import admit
from tollbook.estimation.sensitivity import EFFECTIVE
from tollbook.estimation.settings import Settings
from tollbook.estimation.tables import canonical
from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity

THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.9)  # share of the draws of linkage that have to join two records


def at_thresholds(
    estimate: Estimate, tables: Sequence[CaptureTable], *, rng: np.random.Generator, settings: Settings | None = None
) -> Estimate:
    """Return an estimate with what its first method says of the tables that thresholds of linkage make.

    Args:
        estimate: Returned as it is where it has no headline or linkage is not in doubt.
        tables: The capture table at each of THRESHOLDS; empty where linkage is not in doubt.
        rng: For chains, where latent classes come first.
        settings: How each is estimated.

    Returns:
        The estimate with `linkage_threshold` and `.._interval` among its sensitivity results, None where a table bears
        no estimate; and W9 where linkage decides the answer.
    """
    if estimate.headline is None or not tables:
        return estimate
    fit = next(one.fit for one in ESTIMATORS if one.name == estimate.headline.method)
    quick = replace(settings or Settings(), effective=EFFECTIVE)
    found: dict[str, MethodResult | None] = {}
    for threshold, table in zip(THRESHOLDS, tables, strict=True):
        entry = admit(canonical(table), dropped={})
        result = None if entry.is_refused else fit(entry.table, settings=quick, rng=rng)
        found[f"{threshold:g}"] = result if result is not None and result.interval is not None else None
    medians = {at: None if result is None else result.median for at, result in found.items()}
    ends = {at: None if result is None else result.interval for at, result in found.items()}
    told = {"linkage_threshold": medians, "linkage_threshold_interval": ends}
    checks = (*estimate.checks, *_apart(medians))
    return replace(estimate, sensitivity={**estimate.sensitivity, **told}, checks=checks)


def _apart(medians: Mapping[str, float | None]) -> list[EstimateCheck]:
    known = {at: median for at, median in medians.items() if median is not None}
    if not known or max(known.values()) <= RATIO * min(known.values()):
        return []
    first, last = next(iter(known)), next(reversed(known))
    return [
        EstimateCheck(
            "W9",
            Severity.WARN,
            f"the median is {known[first]:,.0f} where {float(first):.0%} of the linkages suffice to join two records, "
            f"{known[last]:,.0f} where it takes {float(last):.0%}",
            REVIEW,
        )
    ]
