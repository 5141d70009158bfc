"""An estimate that carries the doubt about who is one person, beside its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from tollbook.errors import EstimationError
from tollbook.estimation import decomposable
from tollbook.estimation.pooling import METHODS, pooled
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult

SUFFIX = "_over_linkages"


def over_linkages(
    estimate: Estimate,
    tables: Sequence[CaptureTable],
    *,
    rng: np.random.Generator,
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Estimate:
    """Return an estimate whose headline averages over draws of linkage.

    Args:
        estimate: Of the best partition; returned as it is where it has no headline or linkage is not in doubt.
        tables: The capture table of each draw, of the same lists.
        rng: For draws, and chains where latent classes are used.
        settings: How each table is estimated.
        progress: Told how many distinct tables are done.

    Returns:
        The estimate with one method more, which becomes the headline. Its diagnostics give the share of the variance
        that linkage adds, and the documented count over draws.

    Source:
        Sadinle 2018, Annals of Applied Statistics 12, 1013-1038 (linkage averaging).
    """
    if estimate.headline is None or not tables:
        return estimate
    method = estimate.headline.method if estimate.headline.method in METHODS else decomposable.NAME
    rule = estimate.rule
    try:
        pool = pooled(tables, rng=rng, settings=settings, method=method, progress=progress)
    except EstimationError as fault:
        if method == decomposable.NAME:
            return replace(estimate, headline=None, rule=f"no number is given over draws of linkage: {fault.what}")
        method = decomposable.NAME
        rule = f"over draws of linkage decomposable graphs are given first, because {fault.what}"
        pool = pooled(tables, rng=rng, settings=settings, method=method, progress=progress)
    documented, least, most = pool.documented
    result = MethodResult(
        method=f"{method}{SUFFIX}",
        median=pool.median,
        mean=pool.mean,
        interval=pool.interval,
        level=pool.level,
        diagnostics={
            "share of variance": dict(pool.shares),
            "documented over linkages": {"median": documented, "low": least, "high": most},
            "tables": dict(pool.tables),
        },
        draws=pool.draws,
    )
    rule = f"{rule}; the interval takes in the doubt about who is one person, from {len(tables)} linkages"
    return replace(
        estimate,
        headline=result,
        rule=rule,
        methods={**estimate.methods, result.method: result},
        checks=(*estimate.checks, *pool.checks),
    )
