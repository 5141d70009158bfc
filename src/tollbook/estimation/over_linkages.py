"""An estimate that carries the doubt about who is one person and what is not stated, beside its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tollbook.errors import EstimationError
from tollbook.estimation import decomposable, latent
from tollbook.estimation.pooling import METHODS, pooled
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult

SUFFIXES = {(True, False): "_over_linkages", (False, True): "_over_imputations"}
BOTH = "_over_linkages_and_imputations"


def over_linkages(
    estimate: Estimate,
    tables: Sequence[CaptureTable],
    *,
    rng: np.random.Generator,
    settings: Settings | None = None,
    imputations: Sequence[int] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> Estimate:
    """Return an estimate whose headline averages over draws of linkage and imputation.

    Args:
        estimate: Of the best partition; returned as it is where it has no headline or linkage is not in doubt.
        tables: The capture table of each draw, of the same lists.
        rng: For draws, and chains where latent classes are used.
        settings: How each table is estimated.
        imputations: Which imputation each table rests on; empty where there is one.
        progress: Told how many distinct tables are done.

    Returns:
        The estimate with one method more, which becomes the headline. Its diagnostics give the share of the variance
        that linkage and imputation add, and the documented count over draws.

    Source:
        Sadinle 2018, Annals of Applied Statistics 12, 1013-1038 (linkage averaging).
    """
    if estimate.headline is None or not tables:
        return estimate
    method = estimate.headline.method if estimate.headline.method in METHODS else decomposable.NAME
    rule = estimate.rule
    try:
        pool = pooled(tables, rng=rng, settings=settings, method=method, imputations=imputations, progress=progress)
    except EstimationError as fault:
        if method == decomposable.NAME:
            return replace(estimate, headline=None, rule=f"no number is given over all draws: {fault.what}")
        method = decomposable.NAME
        rule = f"over draws of linkage decomposable graphs are given first, because {fault.what}"
        pool = pooled(tables, rng=rng, settings=settings, method=method, imputations=imputations, progress=progress)
    documented, least, most = pool.documented
    several = len(set(imputations))
    linked = len(tables) > several
    result = MethodResult(
        method=method + SUFFIXES.get((linked, several > 1), BOTH),
        median=pool.median,
        mean=pool.mean,
        interval=pool.interval,
        level=pool.level,
        diagnostics={
            **_told(estimate, method, settings or Settings()),
            "medians over draws": {"low": pool.medians[0], "high": pool.medians[1], "ratio": pool.ratio},
            "share of variance": dict(pool.shares),
            "documented over draws": {"median": documented, "low": least, "high": most},
            "tables": dict(pool.tables),
        },
        draws=pool.draws,
    )
    doubts = []
    if linked:
        doubts.append(f"the doubt about who is one person, from {len(tables)} linkages")
    if several > 1:
        doubts.append(f"the doubt about values that are not stated, filled in {several} times")
    rule = f"{rule}; the interval takes in {' and '.join(doubts)}"
    return replace(
        estimate,
        headline=result,
        rule=rule,
        methods={**estimate.methods, result.method: result},
        checks=(*estimate.checks, *pool.checks),
    )


def _told(estimate: Estimate, method: str, settings: Settings) -> dict[str, Any]:
    """Return what the average takes over from its method: the assumption and the prior."""
    if method == latent.NAME:
        return {"assumption": latent.ASSUMPTION, "classes": settings.classes}
    delta = settings.delta if settings.delta is not None else decomposable.default_delta(estimate.table)
    return {"assumption": decomposable.ASSUMPTION, "delta": delta}
