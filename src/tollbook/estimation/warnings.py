"""What a careful statistician would ask before publication: checks E3 and W2 to W12, after the estimators."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from tollbook.estimation import bounds, decomposable, latent, loglinear
from tollbook.model.estimate import CaptureTable, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity

FAR = 10  # times the documented
FAR_SHARE = 0.01
FAN = 2.0  # largest median over smallest
PRIOR_MOVES = 0.2
APART = 1.2  # medians whose intervals do not meet, larger over smaller, that disagree
INCONSISTENT = 0.5
UNFIT = 0.01
EVIDENCE = 6.0  # difference in BIC; "strong" in Kass and Raftery 1995
UNALIKE = 1.645  # standard normal; one table in twenty of independent lists lies beyond
UNLISTED = 0.1  # share of the dead below which dependence hardly matters


def reviewed(
    table: CaptureTable, methods: Mapping[str, MethodResult], probes: Mapping[str, Any], *, headline: str | None
) -> tuple[EstimateCheck, ...]:
    """Return what was found in the answers of all methods, refusals first.

    Args:
        table: What they rest on.
        methods: Their answers.
        probes: Quick sensitivity results.
        headline: The method given first; findings on others are notes.

    Returns:
        The checks that found something.
    """
    found = [
        *_no_maximum(methods),
        *_far(table, methods, headline),
        *_chains(methods),
        *_lists(methods, probes, headline),
        *_fan(methods),
        *_priors(probes, headline),
        *_fit(methods, headline),
        *_consistency(probes),
        *_floor(table, methods, headline),
        *_dependence(table, methods, headline),
    ]
    order = {Severity.REFUSE: 0, Severity.WARN: 1}
    return tuple(sorted(found, key=lambda check: (order.get(check.severity, 2), len(check.code), check.code)))


def _weight(method: str, headline: str | None) -> Severity:
    return Severity.WARN if method == headline else Severity.NOTE


def _no_maximum(methods: Mapping[str, MethodResult]) -> list[EstimateCheck]:
    result = methods.get(loglinear.NAME)
    if result is None:
        return []
    if result.interval is None:
        return [
            EstimateCheck(
                "E3",
                Severity.REFUSE,
                "no log-linear model, not even independence, has a maximum: the table is too sparse",
                "merge lists or strata, or publish the documented count alone",
            )
        ]
    lost = float(result.diagnostics["weight_without_maximum"])
    if lost <= 0.5:
        return []
    return [
        EstimateCheck(
            "E3",
            Severity.NOTE,
            f"log-linear models that carry {lost:.0%} of the weight have no maximum and were left out",
            "lean on the other methods; the overlaps of some lists are too small",
        )
    ]


def _far(table: CaptureTable, methods: Mapping[str, MethodResult], headline: str | None) -> list[EstimateCheck]:
    found = []
    for name, result in methods.items():
        share = 0.0 if result.draws is None else float((result.draws > FAR * table.n).mean())
        if share > FAR_SHARE:
            found.append(
                EstimateCheck(
                    "W2",
                    _weight(name, headline),
                    f"{name}: {share:.0%} of the draws are above {FAR} times the {table.n:,} documented",
                    "do not publish an upper end; the lists hold too small a part of the dead to bound it",
                )
            )
        edge = float(result.diagnostics.get("mass_near_edge", 0.0))
        if edge > 1e-6:
            found.append(
                EstimateCheck(
                    "W2",
                    _weight(name, headline),
                    f"{name}: {edge:.2g} of the posterior lies near the end of its grid",
                    "do not publish the mean or an upper end",
                )
            )
    return found


def _chains(methods: Mapping[str, MethodResult]) -> list[EstimateCheck]:
    result = methods.get(latent.NAME)
    if result is None or result.diagnostics["converged"]:
        return []
    told = result.diagnostics
    if "equally_good" in told:
        return [_open_total(told["equally_good"])]
    low, high = min(told["chain_medians"]), max(told["chain_medians"])
    return [
        EstimateCheck(
            "W3",
            Severity.WARN,
            f"latent classes did not converge: R-hat {told['rhat']:.3f}; worth {told['ess_bulk']:.0f} draws in bulk "
            f"and {told['ess_tail']:.0f} in the tails, medians of chains from {low:,.0f} to {high:,.0f}",
            "allow more sweeps; where that does not help the table fits several answers equally well",
        )
    ]


def _open_total(found: Mapping[str, Any]) -> EstimateCheck:
    """Return a warning that the likelihood is flat. Source: as `_dependence`."""
    return EstimateCheck(
        "W12",
        Severity.WARN,
        f"two or three classes of people give exactly this table for totals as far apart as {found['from']:,.0f} and "
        f"{found['to']:,.0f}{' or more' if found['open_end'] else ''}: three lists cannot tell these apart, so latent "
        "classes give no number",
        "add a fourth list; beside any number say on which assumption it rests",
    )


def _lists(methods: Mapping[str, MethodResult], probes: Mapping[str, Any], headline: str | None) -> list[EstimateCheck]:
    """Warn of lists without which the answer is another: neither median lies in the other's interval."""
    found = []
    for method, what in ((decomposable.NAME, "without_list"), (latent.NAME, "latent_without_list")):
        result = methods.get(method)
        if result is None or result.interval is None:
            continue
        low, high = result.interval
        for name, median in probes.get(what, {}).items():
            ends = probes[f"{what}_interval"][name]
            if median is None or low <= median <= high or ends[0] <= result.median <= ends[1]:
                continue
            found.append(
                EstimateCheck(
                    "W4",
                    _weight(method, headline),
                    f"{method}: without list {name} the median is {median:,.0f}, outside {low:,.0f} to {high:,.0f}",
                    f"find out how {name} differs from the others before publishing",
                )
            )
    return found


def _fan(methods: Mapping[str, MethodResult]) -> list[EstimateCheck]:
    """Warn where medians lie far apart, or are apart by more than either interval allows for."""
    compared = (latent.NAME, decomposable.NAME, loglinear.NAME, bounds.CHAO)
    held = sorted((each for name in compared if (each := methods.get(name)) and each.interval), key=lambda r: r.median)
    if len(held) < 2:
        return []
    far = held[-1].median > FAN * held[0].median
    pairs = [(held[0], held[-1])] if far else [pair for pair in combinations(held, 2) if _contradict(*pair)]
    if not pairs:
        return []
    low, high = max(pairs, key=lambda pair: pair[1].median / pair[0].median)
    return [
        EstimateCheck(
            "W5",
            Severity.WARN,
            f"methods disagree: {low.method} says {low.median:,.0f}, {high.method} says {high.median:,.0f}",
            "publish the spread of methods, not one of them alone",
        )
    ]


def _contradict(low: MethodResult, high: MethodResult) -> bool:
    """Return whether the interval of the smaller answer ends below the larger's; a lower bound is never too small."""
    if low.method == bounds.CHAO or low.interval is None or high.interval is None:
        return False
    return low.interval[1] < high.interval[0] and high.median > APART * low.median


def _priors(probes: Mapping[str, Any], headline: str | None) -> list[EstimateCheck]:
    found = []
    for method, tried, prior in (
        (decomposable.NAME, "delta", "delta"),
        (latent.NAME, "classes", "number of classes"),
        (latent.NAME, "list_prior", "list prior"),
    ):
        medians = [value for value in probes.get(tried, {}).values() if value is not None]
        if len(medians) > 1 and max(medians) > (1 + PRIOR_MOVES) * min(medians):
            found.append(
                EstimateCheck(
                    "W6",
                    _weight(method, headline),
                    f"{method}: the median goes from {min(medians):,.0f} to {max(medians):,.0f} as its {prior} changes",
                    "state the prior beside the number, and both ends",
                )
            )
    return found


def _fit(methods: Mapping[str, MethodResult], headline: str | None) -> list[EstimateCheck]:
    result = methods.get(latent.NAME)
    if result is None or result.diagnostics.get("predictive", 1.0) >= UNFIT:
        return []
    return [
        EstimateCheck(
            "W7",
            _weight(latent.NAME, headline),
            f"latent classes would hardly produce this table (chance {result.diagnostics['predictive']:.3f})",
            "allow more classes, look for a list that copies another, or divide the people into strata",
        )
    ]


def _consistency(probes: Mapping[str, Any]) -> list[EstimateCheck]:
    return [
        EstimateCheck(
            "W8",
            Severity.WARN,
            f"the other lists say that {name} holds {told['others_say']:,.0f} people; it holds {told['holds']:,}",
            "find out which lists lead to each other; the same error may be in the total",
        )
        for name, told in probes.get("each_list_as_population", {}).items()
        if abs(told["error"]) > INCONSISTENT and not told["interval"][0] <= told["holds"] <= told["interval"][1]
    ]


def _floor(table: CaptureTable, methods: Mapping[str, MethodResult], headline: str | None) -> list[EstimateCheck]:
    known = table.n + table.outside
    return [
        EstimateCheck(
            "W10",
            _weight(name, headline),
            f"{name}: a median of {result.median:,.0f} is below the {known:,} people documented for the same scope",
            "do not publish it; the lists left out hold people whom these lists cannot account for",
        )
        for name, result in methods.items()
        if result.median < known and name != bounds.CHAO
    ]


def _dependence(table: CaptureTable, methods: Mapping[str, MethodResult], headline: str | None) -> list[EstimateCheck]:
    """Warn where lists depend on each other, or people differ, and many are unlisted.

    What the unlisted are like is then an assumption: models with one and the same fit give different totals.

    Source: Aleshin-Guendel, Sadinle, Wakefield 2021, arXiv 2101.09304; Johndrow, Lum, Manrique-Vallier 2019, Biometrika
    106, 201-211.
    """
    result, first = methods.get(loglinear.NAME), methods.get(headline or "")
    if result is None or result.interval is None or first is None:
        return []
    evidence = float(result.diagnostics["evidence_of_dependence"])
    unalike = float(result.diagnostics["heterogeneity"])
    unlisted = 1 - table.n / max(first.median, table.n)
    if unlisted < UNLISTED or (evidence < EVIDENCE and unalike < UNALIKE):
        return []
    return [
        EstimateCheck(
            "W11",
            Severity.WARN,
            f"lists depend on each other or some people are harder to find (BIC {evidence:+.0f}, z {unalike:.1f}): "
            f"a group that is hardly ever listed would add to the {unlisted:.0%} said to be unlisted, unseen",
            "say so beside the number; ask who is known to be missing from every list",
        )
    ]
