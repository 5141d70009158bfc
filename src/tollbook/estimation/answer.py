"""From a capture table to what may be said: methods side by side, one headline by a stated rule, or a refusal."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tollbook.errors import EstimationError
from tollbook.estimation import bounds, decomposable, latent
from tollbook.estimation.estimators import ESTIMATORS, Estimator
from tollbook.estimation.headline import first_of
from tollbook.estimation.probes import probed
from tollbook.estimation.refusals import FEWEST_SHARED, Entry, admit, shared
from tollbook.estimation.sensitivity import slow
from tollbook.estimation.settings import WHERE, Settings
from tollbook.estimation.tables import canonical, on_lists
from tollbook.estimation.warnings import reviewed
from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity

Progress = Callable[[str, int, int], None]
NOTHING: Mapping[str, str] = {}
CAN_BE_FIRST = {decomposable.NAME, latent.NAME}
RUN_MORE = "run latent classes or decomposable graphs too: other methods are never given first"


def estimate(
    table: CaptureTable,
    *,
    rng: np.random.Generator,
    settings: Settings | None = None,
    dropped: Mapping[str, str] = NOTHING,
    progress: Progress | None = None,
) -> Estimate:
    """Return how many died in all, by every method that suits the table, or why nothing can be said.

    The order of lists and rows changes nothing.

    Args:
        table: Who is on which lists.
        rng: One number is drawn from it; everything random follows from that.
        settings: How to estimate; None for the defaults.
        dropped: Lists left out before, with reasons, to be told with the estimate.
        progress: Told the name of each method, how many are done, and of how many.

    Returns:
        The estimate; without headline and methods where it is refused. Settings that name an unknown method are an
        EstimationError.
    """
    settings = settings or Settings()
    seed = int(rng.integers(2**63))
    wanted = _wanted(settings)
    entry = admit(canonical(table), dropped=dropped)
    shown = on_lists(table, [name for name in table.lists if name in entry.table.lists])
    if entry.is_refused:
        only = _two_lists(entry.table, settings, stream(seed, bounds.CHAPMAN)) if len(table.lists) == 2 else {}
        return Estimate(shown, None, entry.checks[0].text, only, entry.checks, entry.dropped)
    suited = [estimator for estimator in wanted if estimator.suits(entry.table)]
    methods: dict[str, MethodResult] = {}
    for done, estimator in enumerate(suited):
        if progress is not None:
            progress(estimator.name, done, len(suited))
        methods[estimator.name] = estimator.fit(entry.table, settings=settings, rng=stream(seed, estimator.name))
    probes = probed(entry.table, methods)
    if settings.sensitivity:
        probes |= slow(entry.table, settings=settings, rng=stream(seed, "sensitivity"), progress=progress)
    return replace(_judged(entry, methods, probes), table=shown)


def _two_lists(table: CaptureTable, settings: Settings, rng: np.random.Generator) -> dict[str, MethodResult]:
    """Return what two lists would say if they were independent; never a headline."""
    if not bounds.chapman_suits(table) or shared(table) < FEWEST_SHARED:
        return {}
    return {bounds.CHAPMAN: bounds.chapman(table, settings=settings, rng=rng)}


def _judged(entry: Entry, methods: dict[str, MethodResult], probes: dict[str, Any]) -> Estimate:
    """Return the estimate with its headline and checks; a refusal among them takes the numbers away."""
    first, rule = first_of(entry.table, methods)
    checks = (*entry.checks, *reviewed(entry.table, methods, probes, headline=first))
    refusals = [check for check in checks if check.severity is Severity.REFUSE]
    if refusals:
        return Estimate(entry.table, None, refusals[0].text, {}, checks, entry.dropped)
    if first is None:
        mend = "publish the documented count alone, or add a list" if methods.keys() & CAN_BE_FIRST else RUN_MORE
        refusal = EstimateCheck("W3", Severity.REFUSE, rule, mend)
        return Estimate(entry.table, None, rule, methods, (refusal, *checks), entry.dropped, probes)
    return Estimate(entry.table, methods[first], rule, methods, checks, entry.dropped, probes)


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one part of an estimate, which no other part disturbs."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def _wanted(settings: Settings) -> list[Estimator]:
    known = {estimator.name: estimator for estimator in ESTIMATORS}
    unknown = [name for name in settings.methods if name not in known]
    if unknown:
        raise EstimationError(
            f"'{unknown[0]}' is no method", where=WHERE, mend=f"use some of {', '.join(known)}, or none for all"
        )
    return [estimator for name, estimator in known.items() if not settings.methods or name in settings.methods]
