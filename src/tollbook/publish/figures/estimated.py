"""Estimates, drawn: every method beside the one given first, and stratum beside stratum."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tollbook.publish.charts.posterior import posterior
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import DOCUMENTED, ESTIMATED, MUTED, Figure, figure, plain
from tollbook.publish.estimates import Estimated
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
        note=words.say("Dashed line: {people} on at least one list.", people=words.counted(n, "person")),
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
