"""An estimate, drawn: every method beside the one given first, and what changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tollbook.publish.charts.posterior import posterior
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import ESTIMATED, MUTED, Figure, figure, plain
from tollbook.publish.estimates import Estimated, method_name
from tollbook.publish.numbers import count, isolated
from tollbook.publish.words import Words

MOST_METHODS = 8


@dataclass(frozen=True, slots=True)
class Change:
    """What the answer becomes when something is changed: what, the median in people or None, its interval or None."""

    label: Markup
    median: float | None
    interval: tuple[float, float] | None = None


def methods(found: Estimated, words: Words) -> Figure | None:
    """Return every method's interval on one axis with the headline's posterior, or None where there is no number."""
    headline, n = found.estimate.headline, found.documented
    if headline is None:
        return None
    rows = []
    for told in found.methods[:MOST_METHODS]:
        result = found.estimate.methods[told.method]
        if not result.has_number:
            continue
        low, high = result.interval or (None, None)
        ends = f" ({isolated(told.interval)})" if told.interval else ""
        label = f"{plain(method_name(told.method, words))}: {told.about}{ends}"
        colour = ESTIMATED if told.method == headline.method else MUTED
        rows.append(Row(label, colour, found.reference, low=low, high=high, best=result.median))
    axis = plain(words.say("people in all"))
    return figure(
        f"figure-methods-{found.place}",
        lambda width: posterior(
            rows, headline.draws, n, width, axis_title=axis, right_to_left=words.direction == "rtl"
        ),
        title=words.say("How many in all: every method, and the posterior of the one given first"),
        text=_listed(rows, words),
        note=words.say("Dashed line: {people} documented.", people=words.counted(n, "person")),
    )


def changes(found: Estimated, words: Words) -> list[Change]:
    """Return what the answer becomes when a list, a prior or an assumption is changed; empty where not asked for."""
    held = found.estimate.sensitivity
    graphs, classes = (method_name(name, words) for name in ("decomposable_graphs", "latent_classes"))
    made = []
    for what, method in (("without_list", graphs), ("latent_without_list", classes)):
        for name, median in held.get(what, {}).items():
            label = words.say("without the list {name} ({method})", name=name, method=method)
            made.append(_change(label, median, held.get(f"{what}_interval", {}).get(name)))
    for name, median in held.get("without_weak_lists", {}).items():
        made.append(_change(words.say("without the list {name} ({method})", name=name, method=classes), median))
    for delta, median in held.get("delta", {}).items():
        made.append(_change(words.say("prior weight (delta) {delta} ({method})", delta=delta, method=graphs), median))
    for number, median in sorted(held.get("classes", {}).items(), key=lambda item: int(item[0])):
        made.append(_change(words.say("at most {number} classes ({method})", number=number, method=classes), median))
    for prior, median in held.get("list_prior", {}).items():
        made.append(
            _change(words.say("prior weight of a list {prior} ({method})", prior=prior, method=classes), median)
        )
    return made + _over_draws(found, words) + _at_thresholds(found, words)


def bent(found: Estimated, words: Words) -> list[Change]:
    """Return the answer of log-linear models when their assumption is bent; empty where they were not run."""
    return [
        _change(
            words.say("the unlisted {xi} times as many as the lists imply (xi)", xi=f"{point['xi']:g}"),
            point["median"],
            (point["low"], point["high"]),
        )
        for point in found.estimate.sensitivity.get("xi", [])
    ]


def _over_draws(found: Estimated, words: Words) -> list[Change]:
    """Return between which answers single linkages lie, where the headline averages over them."""
    headline = found.estimate.headline
    told = {} if headline is None else headline.diagnostics.get("medians over draws", {})
    if headline is None or not told:
        return []
    label = words.say("one linkage and what is filled in instead of another (95 of 100)")
    return [Change(label, headline.median, (float(told["low"]), float(told["high"])))]


def _at_thresholds(found: Estimated, words: Words) -> list[Change]:
    """Return the answers where a share of the linkages suffices to join two records."""
    held = found.estimate.sensitivity
    made = []
    for share, median in held.get("linkage_threshold", {}).items():
        label = words.say(
            "records are one person where at least {share} of linkages join them", share=f"{float(share):.0%}"
        )
        made.append(_change(label, median, held["linkage_threshold_interval"][share]))
    return made


def _change(label: Markup, median: float | None, ends: Sequence[float] | None = None) -> Change:
    return Change(
        label, None if median is None else float(median), None if not ends else (float(ends[0]), float(ends[1]))
    )


def sensitivity(found: Estimated, words: Words) -> Figure | None:
    """Return the headline beside its changes, or None where there is neither."""
    headline, changed = found.estimate.headline, changes(found, words)
    if headline is None or not changed:
        return None
    first = Change(method_name(headline.method, words), headline.median, headline.interval)
    title = words.say("What the answer becomes when a list or a prior is changed")
    return _changes("sensitivity", [first, *changed], found, words, title=title)


def assumption(found: Estimated, words: Words) -> Figure | None:
    """Return the answer under bent assumptions, or None where log-linear models were not run."""
    changed = bent(found, words)
    title = words.say("What the log-linear answer becomes when its assumption is bent")
    return _changes("xi", changed, found, words, title=title) if changed else None


def _changes(key: str, changed: Sequence[Change], found: Estimated, words: Words, *, title: Markup) -> Figure | None:
    shown = [(change, change.median) for change in changed if change.median is not None]
    rows = []
    for change, median in shown:
        low, high = change.interval or (None, None)
        colour = ESTIMATED if change is changed[0] and key == "sensitivity" else MUTED
        label = f"{plain(change.label)}: {count(median)}"
        rows.append(Row(label, colour, found.reference, low=low, high=high, best=median))
    n = float(found.documented)
    domain = extent([*rows, Row("", "", "", best=n)], from_zero=False)
    axis, rtl = plain(words.say("people in all")), words.direction == "rtl"
    medians = [median for _, median in shown]
    return figure(
        f"figure-{key}-{found.place}",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=rtl, marker=n),
        title=title,
        text=words.say("From {low} to {high}.", low=count(min(medians)), high=count(max(medians))),
        note=words.say("Dashed line: {people} documented.", people=words.counted(found.documented, "person")),
    )


def _listed(rows: Sequence[Row], words: Words) -> Markup:
    return words.say("; ").join(row.label for row in rows) + words.say(".")
