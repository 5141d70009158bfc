"""What the answer becomes when a list is left out, a prior is changed, or an assumption is bent: the quick ones.

They rest on decomposable graphs, which take milliseconds, and on log-linear models; every estimate gets them.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from tollbook.estimation import decomposable, loglinear
from tollbook.estimation.refusals import shared
from tollbook.estimation.tables import on_lists
from tollbook.model.estimate import CaptureTable, MethodResult

FASTEST = 6  # lists up to which decomposable graphs take well under a second
FEW = 10
XI = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)


def probed(table: CaptureTable, methods: Mapping[str, MethodResult]) -> dict[str, Any]:
    """Return quick results: `delta`, `without_list` and `.._interval`, `each_list_as_population`, `xi`."""
    found: dict[str, Any] = {}
    if len(table.lists) <= FASTEST:
        found["delta"] = _deltas(table)
        if len(table.lists) >= 4:
            found |= _without(table)
            found["each_list_as_population"] = _populations(table)
    averaged = methods.get(loglinear.NAME)
    if averaged is not None and averaged.draws is not None:
        found["xi"] = _xi(table, averaged)
    return found


def _deltas(table: CaptureTable) -> dict[str, Any]:
    """Return the median by prior weight of a cell, the complete graph left out."""
    return {
        f"{delta:g}": _median(table, delta=delta)
        for delta in sorted({decomposable.default_delta(table), 0.25, 0.5, 1.0})
    }


def _without(table: CaptureTable) -> dict[str, Any]:
    """Return median and 99 % interval when each list is left out; None where the rest shares too few people."""
    medians: dict[str, Any] = {}
    intervals: dict[str, Any] = {}
    for name in table.lists:
        rest = on_lists(table, [other for other in table.lists if other != name])
        medians[name] = intervals[name] = None
        if shared(rest) >= FEW:
            medians[name], intervals[name] = _answer(rest, tail=0.005)
    return {"without_list": medians, "without_list_interval": intervals}


def _populations(table: CaptureTable) -> dict[str, Any]:
    """Return for each list how many people it holds, and how many the others say it does.

    Of all their intervals together 99 % would hold what lists hold.

    Source: Binette and Steorts 2022, J. R. Stat. Soc. A 185, 292-318 (reliability by internal consistency).
    """
    found: dict[str, Any] = {}
    for j, name in enumerate(table.lists):
        held = table.patterns[:, j]
        own = CaptureTable(table.lists, table.patterns[held], table.counts[held])
        rest = on_lists(own, [other for other in table.lists if other != name])
        if shared(rest) < FEW:
            continue
        said, interval = _answer(rest, tail=0.005 / len(table.lists))
        found[name] = {"holds": own.n, "others_say": said, "interval": interval, "error": said / own.n - 1}
    return found


def _xi(table: CaptureTable, averaged: MethodResult) -> list[dict[str, float]]:
    """Return N when the odds of being on every list or on an even number of them are bent by xi; 1 bends nothing.

    Log-linear models without a term of all lists have xi = 1; under xi the unlisted are xi times as many.

    Source: Aleshin-Guendel, Sadinle, Wakefield 2021, arXiv 2101.09304, section 5.
    """
    unlisted = (np.zeros(1) if averaged.draws is None else averaged.draws) - table.n
    low, high = np.quantile(unlisted, [(1 - averaged.level) / 2, (1 + averaged.level) / 2])
    middle = averaged.median - table.n
    return [
        {
            "xi": xi,
            "median": table.n + xi * middle,
            "low": table.n + xi * float(low),
            "high": table.n + xi * float(high),
        }
        for xi in XI
    ]


def _median(table: CaptureTable, *, delta: float) -> float:
    return table.n + decomposable.posterior(table, delta=delta).curve.quantile(0.5)


def _answer(table: CaptureTable, *, tail: float) -> tuple[float, list[float]]:
    """Return the median, and an interval with this much beyond each end."""
    curve = decomposable.posterior(table, delta=decomposable.default_delta(table)).curve
    return table.n + curve.quantile(0.5), [table.n + curve.quantile(end) for end in (tail, 1 - tail)]
