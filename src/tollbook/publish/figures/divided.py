"""Strata, drawn: documented and estimated people side by side, and through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from tollbook.model.tables import PERIODS
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.charts.series import Point
from tollbook.publish.charts.series import series as bars
from tollbook.publish.drawing import DOCUMENTED, ESTIMATED, Figure, figure, plain
from tollbook.publish.estimates import Estimated
from tollbook.publish.numbers import count
from tollbook.publish.words import Words

MOST_STRATA = 30
MOST_SERIES = 8
FEWEST_POINTS = 2


def strata(found: Sequence[Estimated], words: Words) -> tuple[Figure, ...]:
    """Return for each way of dividing people a chart of its strata; through time where it divides by time."""
    divisions: dict[tuple[str, ...], list[Estimated]] = {}
    for one in found:
        if one.estimate.table.stratum:
            divisions.setdefault(tuple(one.estimate.table.stratum), []).append(one)
    made: list[Figure] = []
    for place, (dimensions, group) in enumerate(divisions.items()):
        periods = [name for name in dimensions if name in PERIODS]
        if len(periods) == 1:
            made += _through_time(place, periods[0], group, words)
        else:
            made.append(_side_by_side(place, group[:MOST_STRATA], words))
    return tuple(made)


def _side_by_side(place: int, group: Sequence[Estimated], words: Words) -> Figure:
    rows = [_row(one, words) for one in group]
    domain = extent(rows, from_zero=True)
    axis = plain(words.say("people"))
    return figure(
        f"figure-strata-{place}",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=words.direction == "rtl"),
        title=words.say("Documented and estimated people by stratum"),
        text=words.say("; ").join(row.label for row in rows) + words.say("."),
        note=words.say("Bars: documented. Points and lines: estimated, with the interval."),
    )


def _through_time(place: int, period: str, group: Sequence[Estimated], words: Words) -> list[Figure]:
    """Return a chart for each combination of the other values, those with most people first."""
    by_rest: dict[tuple[str, ...], list[Estimated]] = {}
    for one in group:
        stratum = one.estimate.table.stratum
        by_rest.setdefault(tuple(value for name, value in stratum.items() if name != period), []).append(one)
    ranked = sorted(by_rest.items(), key=lambda item: (-sum(one.documented for one in item[1]), item[0]))
    made = []
    for number, (rest, some) in enumerate(ranked[:MOST_SERIES]):
        if len(some) >= FEWEST_POINTS:
            made.append(_series(f"figure-series-{place}-{number}", period, rest, some, words))
    return made


def _series(key: str, period: str, rest: tuple[str, ...], some: Sequence[Estimated], words: Words) -> Figure:
    points = [_point(one, one.estimate.table.stratum[period]) for one in some]
    points.sort(key=lambda point: point.period)
    lacking = [point.period for point in points if point.best is None]
    whom = words.say(", ").join(words.term(value) for value in rest)
    title = words.say("Documented and estimated people through time")
    axis = plain(words.say("people"))
    note = words.say(
        "Bars: documented. Points and lines: estimated, with the interval. A difference between two periods is none "
        "where their intervals overlap widely."
    )
    if lacking:
        periods = words.say(", ").join(Markup('<bdi dir="ltr">{}</bdi>').format(name) for name in lacking)
        note += " " + words.say("Not estimable, documented people alone: {periods}.", periods=periods)
    return figure(
        key,
        lambda width: bars(points, width, axis_title=axis),
        title=title + words.say(": ") + whom if rest else title,
        text=words.say("; ").join(_told(point, words) for point in points) + words.say("."),
        note=note,
    )


def _point(one: Estimated, period: str) -> Point:
    headline = one.estimate.headline
    if headline is None:
        return Point(period, one.documented, one.reference)
    low, high = headline.interval or (None, None)
    floor = float(one.documented)
    return Point(
        period,
        one.documented,
        one.reference,
        max(headline.median, floor),
        None if low is None else max(low, floor),
        high,
    )


def _told(point: Point, words: Words) -> Markup:
    name = Markup('<bdi dir="ltr">{}</bdi>').format(point.period)
    if point.best is None:
        return words.say("{name}: {n} documented; not estimable", name=name, n=count(point.documented))
    return words.say(
        "{name}: {n} documented; about {all} in all", name=name, n=count(point.documented), all=count(point.best)
    )


def _row(one: Estimated, words: Words) -> Row:
    n, headline = one.documented, one.estimate.headline
    name = stratum_name(one.estimate.table.stratum, words)
    if headline is None or one.headline is None:
        label = words.say("{name}: {n} documented; not estimable", name=name, n=count(n))
        return Row(plain(label), DOCUMENTED, one.reference, bar=float(n))
    low, high = headline.interval or (None, None)
    label = words.say("{name}: {n} documented; about {all} in all", name=name, n=count(n), all=one.headline.about)
    return Row(plain(label), ESTIMATED, one.reference, low=low, high=high, best=headline.median, bar=float(n))


def stratum_name(stratum: Mapping[str, str], words: Words) -> Markup:
    """Return the values of a stratum as words."""
    return words.say(", ").join(words.term(value) for value in stratum.values())
