"""What the report says of an estimate: rounded to what its interval supports, beside the documented count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from tollbook.counting import RULES
from tollbook.model.estimate import Estimate, MethodResult
from tollbook.publish import numbers
from tollbook.publish.words import Words

WHOLE = "all"
MOST_PATTERNS = 64
# Sensitivity that has a table and a figure of its own.
TOLD = (
    "classes",
    "delta",
    "each_list_as_population",
    "latent_without_list",
    "latent_without_list_interval",
    "linkage_threshold",
    "linkage_threshold_interval",
    "list_prior",
    "without_list",
    "without_list_interval",
    "without_weak_lists",
    "xi",
)
METHODS = {
    "latent_classes": "latent classes of people",
    "decomposable_graphs": "graphs of lists that lean on each other",
    "log_linear": "log-linear models",
    "chao_lower_bound": "Chao's lower bound",
    "chapman": "two lists taken to be independent (Chapman)",
}
OVER = {
    "_over_linkages_and_imputations": "{method}, averaged over linkages and what was filled in",
    "_over_linkages": "{method}, averaged over linkages",
    "_over_imputations": "{method}, averaged over what was filled in",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One method's answer as printed.

    Attributes:
        method: Its name.
        about: The median, rounded to what the interval supports; a dash where the method gives no number.
        interval: The interval, rounded outwards; None where the method gives none.
        exact: Median and interval unrounded, for those who recompute.
        level: Of the interval, in per cent.
        unlisted: People whom no list names, likewise.
        diagnostics: Its numbers of convergence and weights that are plain values.
        assumption: What must hold for it to be right, or None where it does not say.
    """

    method: str
    about: str
    interval: str | None
    exact: str
    level: str
    unlisted: str
    diagnostics: tuple[tuple[str, str], ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate, ready to print.

    Attributes:
        reference: `estimate:stratum`.
        key: The stratum's name in the results.
        estimate: As estimated.
        headline: The answer given first, or None where there is none.
        methods: Every answer, the headline first.
        patterns: Combinations of lists with their people, most people first.
        more_patterns: Combinations not printed.
        place: Of the estimate among those printed, for names that are unique in the page.
        nameless: Documented people of the stratum who are in no capture table: without a name, or in rows for several.
    """

    reference: str
    key: str
    estimate: Estimate
    headline: Answer | None
    methods: tuple[Answer, ...]
    patterns: tuple[tuple[tuple[bool, ...], int], ...]
    more_patterns: int
    place: int = 0
    nameless: int = 0

    @property
    def rest(self) -> dict[str, object]:
        """Sensitivity that has no table of its own."""
        return {key: value for key, value in self.estimate.sensitivity.items() if key not in TOLD}

    @property
    def documented(self) -> int:
        """People of the stratum whom any list holds, used here or not: the least that can be said."""
        return self.estimate.documented

    @property
    def shares(self) -> tuple[tuple[str, str], ...]:
        """Of the variance of the answer given first, the share due to each source, in per cent; empty where unknown."""
        headline = self.estimate.headline
        told = {} if headline is None else headline.diagnostics.get("share of variance", {})
        return tuple((name, f"{100 * share:.0f} %") for name, share in told.items())

    @property
    def priors(self) -> tuple[tuple[str, str], ...]:
        """Of each method, the settings of its prior."""
        found = []
        for name, key in (("latent_classes", "classes"), ("decomposable_graphs", "delta")):
            result = self.estimate.methods.get(name)
            if result is not None and key in result.diagnostics:
                found.append((name, f"{result.diagnostics[key]:g}"))
        return tuple(found)


def method_name(method: str, words: Words) -> Markup:
    """Return a method's name in plain words."""
    for suffix, phrase in OVER.items():
        if method.endswith(suffix):
            return words.say(phrase, method=method_name(method.removesuffix(suffix), words))
    return words.say(METHODS[method]) if method in METHODS else words.name(method)


def estimated(estimates: Mapping[str, Estimate], people: pl.DataFrame) -> tuple[Estimated, ...]:
    """Return every estimate, the whole first, then strata by name.

    Args:
        estimates: By stratum.
        people: PEOPLE.

    Returns:
        The estimates, ready to print.
    """
    order = sorted(estimates, key=lambda key: (key != WHOLE, key))
    return tuple(_one(key, estimates[key], people, place) for place, key in enumerate(order))


def nameless(key: str, estimate: Estimate, people: pl.DataFrame) -> int:
    """Return how many documented people of a stratum no estimate can hold: without a name, or in rows for several.

    Args:
        key: The stratum's name; a published table (`table-...`) is not made of these people, and leaves none out.
        estimate: Of the stratum.
        people: PEOPLE.

    Returns:
        People, at least 0.
    """
    if key.startswith("table-") or people.is_empty():
        return 0
    stratum = (pl.col(name) == value for name, value in estimate.table.stratum.items())
    inside = people.filter(RULES["all"].includes, *stratum)
    return max(0, int(inside["people"].sum() or 0) - estimate.table.n - estimate.table.outside)


def _one(key: str, estimate: Estimate, people: pl.DataFrame, place: int) -> Estimated:
    table, headline = estimate.table, estimate.headline
    ordered = sorted(
        estimate.methods.values(), key=lambda m: (headline is None or m.method != headline.method, m.method)
    )
    pairs = sorted(
        ((tuple(bool(x) for x in row), int(n)) for row, n in zip(table.patterns, table.counts, strict=True)),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return Estimated(
        f"estimate:{key}",
        key,
        estimate,
        None if headline is None else answer(headline, table.n + table.outside),
        tuple(answer(method, table.n + table.outside) for method in ordered),
        tuple(pairs[:MOST_PATTERNS]),
        max(0, len(pairs) - MOST_PATTERNS),
        place,
        nameless(key, estimate, people),
    )


def answer(method: MethodResult, documented: int) -> Answer:
    """Return a method's answer as printed, never below the documented count.

    Args:
        method: Its result.
        documented: People on at least one list, used here or not.

    Returns:
        The answer.
    """
    ends = method.interval
    unit = 1 if ends is None else numbers.step(*ends)
    exact = f"{method.median:,.1f}" + ("" if ends is None else f" ({ends[0]:,.1f}{numbers.EN_DASH}{ends[1]:,.1f})")
    told, none = method.has_number, numbers.EN_DASH
    return Answer(
        method.method,
        numbers.about(method.median, unit, at_least=documented) if told else none,
        None if ends is None else numbers.interval(*ends, unit, at_least=documented),
        exact if told else none,
        f"{100 * method.level:g} %",
        numbers.about(max(0.0, method.median - documented), unit) if told else none,
        tuple(_plain(method.diagnostics)),
        str(method.diagnostics["assumption"]) if "assumption" in method.diagnostics else None,
    )


def _plain(diagnostics: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the diagnostics that are single values, by name."""
    shown = []
    for key, value in diagnostics.items():
        if key == "assumption":
            continue
        if isinstance(value, bool | str | int):
            shown.append((key, str(value)))
        elif isinstance(value, float):
            shown.append((key, f"{value:.4g}"))
    return shown
