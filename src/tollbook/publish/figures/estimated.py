"""Estimates, drawn: every method beside the one given first, and stratum beside stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tollbook.publish.charts.posterior import posterior
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import DOCUMENTED, ESTIMATED, MUTED, Figure, figure, plain
from tollbook.publish.estimates import Estimated
from tollbook.publish.numbers import count, isolated
from tollbook.publish.words import Words

MOST_METHODS = 8
MOST_STRATA = 30


@dataclass(frozen=True, slots=True)
class Change:
    """What the answer becomes when something is changed: what, the median in people, and its interval or None."""

    label: Markup
    median: float
    interval: tuple[float, float] | None = None


def methods(found: Estimated, words: Words) -> Figure | None:
    """Return every method's interval on one axis with the headline's posterior, or None where there is no number."""
    headline, n = found.estimate.headline, found.documented
    if headline is None:
        return None
    rows = []
    for told in found.methods[:MOST_METHODS]:
        result = found.estimate.methods[told.method]
        low, high = result.interval or (None, None)
        ends = f" ({isolated(told.interval)})" if told.interval else ""
        label = f"{plain(words.name(told.method))}: {told.about}{ends}"
        colour = ESTIMATED if told.method == headline.method else MUTED
        rows.append(Row(label, colour, found.reference, low=low, high=high, best=result.median))
    axis = plain(words.say("people in all"))
    return figure(
        "figure-methods",
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
    made = [
        Change(words.say("without the list {name}", name=name), float(median))
        for name, median in held.get("without_list", {}).items()
    ]
    made += [
        Change(words.say("prior weight (delta) {delta}", delta=delta), float(median))
        for delta, median in held.get("delta", {}).items()
    ]
    return made + [
        Change(
            words.say("the unlisted {xi} times as many as the lists imply (xi)", xi=f"{point['xi']:g}"),
            float(point["median"]),
            (float(point["low"]), float(point["high"])),
        )
        for point in held.get("xi", [])
    ]


def sensitivity(found: Estimated, words: Words) -> Figure | None:
    """Return the headline beside its changes, or None where there is neither."""
    headline, changed = found.estimate.headline, changes(found, words)
    if headline is None or not changed:
        return None
    low, high = headline.interval or (None, None)
    first = f"{plain(words.name(headline.method))}: {count(headline.median)}"
    rows = [Row(first, ESTIMATED, found.reference, low=low, high=high, best=headline.median)]
    for change in changed:
        low, high = change.interval or (None, None)
        label = f"{plain(change.label)}: {count(change.median)}"
        rows.append(Row(label, MUTED, found.reference, low=low, high=high, best=change.median))
    n = float(found.documented)
    domain = extent([*rows, Row("", "", "", best=n)], from_zero=False)
    axis, rtl = plain(words.say("people in all")), words.direction == "rtl"
    return figure(
        "figure-sensitivity",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=rtl, marker=n),
        title=words.say("What the answer becomes when a list, a prior or an assumption is changed"),
        text=_listed(rows, words),
    )


def strata(found: Sequence[Estimated], words: Words) -> Figure | None:
    """Return documented and estimated people stratum by stratum, or None where there is one table only."""
    shown = [one for one in found if one.estimate.table.stratum][:MOST_STRATA]
    if not shown:
        return None
    rows = [_stratum(one, words) for one in shown]
    domain = extent(rows, from_zero=True)
    axis = plain(words.say("people"))
    return figure(
        "figure-strata",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=words.direction == "rtl"),
        title=words.say("Documented and estimated people by stratum"),
        text=_listed(rows, words),
        note=words.say("Bars: documented. Points and lines: estimated, with the interval."),
    )


def _stratum(one: Estimated, words: Words) -> Row:
    n, headline = one.documented, one.estimate.headline
    name = plain(words.say(", ").join(words.term(value) for value in one.estimate.table.stratum.values()))
    if headline is None or one.headline is None:
        label = words.say("{name}: {n} documented; not estimable", name=name, n=count(n))
        return Row(plain(label), DOCUMENTED, one.reference, bar=float(n))
    low, high = headline.interval or (None, None)
    label = words.say("{name}: {n} documented; about {all} in all", name=name, n=count(n), all=one.headline.about)
    return Row(plain(label), ESTIMATED, one.reference, low=low, high=high, best=headline.median, bar=float(n))


def _listed(rows: Sequence[Row], words: Words) -> Markup:
    return words.say("; ").join(row.label for row in rows) + words.say(".")
