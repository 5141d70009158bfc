"""Estimates, drawn: every method beside the one given first, and stratum beside stratum."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tollbook.publish.anchors import anchor
from tollbook.publish.charts.posterior import posterior
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import DOCUMENTED, ESTIMATED, MUTED, Figure, figure, plain
from tollbook.publish.estimates import DRAWN, Estimated
from tollbook.publish.numbers import count, isolated
from tollbook.publish.words import Words

MOST_METHODS = 8
MOST_STRATA = 30


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


def sensitivity(found: Estimated, words: Words) -> Figure | None:
    """Return the headline beside what it becomes under other lists, priors and assumptions; None where not asked."""
    headline, held = found.estimate.headline, found.estimate.sensitivity
    if headline is None or not any(held.get(key) for key in DRAWN):
        return None
    low, high = headline.interval or (None, None)
    first = f"{plain(words.name(headline.method))}: {count(headline.median)}"
    rows = [Row(first, ESTIMATED, found.reference, low=low, high=high, best=headline.median)]
    for name, median in held.get("without_list", {}).items():
        rows.append(_changed(words.say("without the list {name}", name=name), found, median))
    for delta, median in held.get("delta", {}).items():
        rows.append(_changed(words.say("prior weight (delta) {delta}", delta=delta), found, median))
    for point in held.get("xi", []):
        label = words.say("the unlisted {xi} times as many as the lists imply (xi)", xi=f"{point['xi']:g}")
        rows.append(_changed(label, found, point["median"], point["low"], point["high"]))
    domain = extent([*rows, Row("", "", "", best=float(found.documented))], from_zero=False)
    axis, n = plain(words.say("people in all")), float(found.documented)
    rtl = words.direction == "rtl"
    return figure(
        f"figure-sensitivity-{anchor(found.key)}",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=rtl, marker=n),
        title=words.say("What the answer becomes when a list, a prior or an assumption is changed"),
        text=_listed(rows, words),
    )


def _changed(
    label: Markup, found: Estimated, median: float, low: float | None = None, high: float | None = None
) -> Row:
    return Row(f"{plain(label)}: {count(median)}", MUTED, found.reference, low=low, high=high, best=float(median))


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
