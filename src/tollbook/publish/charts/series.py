"""Documented and estimated people of one period after another, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from tollbook.publish.anchors import href
from tollbook.publish.drawing import DOCUMENTED, ESTIMATED, Chart

LINED_UP = 110  # pixels of a label that stands level


@dataclass(frozen=True, slots=True)
class Point:
    """One period: documented people, and the estimate where there is one."""

    period: str
    documented: int
    reference: str
    best: float | None = None
    low: float | None = None
    high: float | None = None


def series(points: Sequence[Point], width: int, *, axis_title: str) -> Chart:
    """Return bars of documented people with the estimates above them.

    Args:
        points: In order, at least one; a period without an estimate has its bar alone.
        width: Of the whole chart, in CSS pixels.
        axis_title: Above the axis of people.

    Returns:
        The chart.
    """
    values = [
        {
            "period": point.period,
            "documented": point.documented,
            "best": point.best,
            "low": point.low,
            "high": point.high,
            "link": href(point.reference),
        }
        for point in points
    ]
    every = max(1, -(-len(points) // max(1, (width - 60) // LINED_UP * 2)))
    order = [point.period for point in points]
    x = alt.X(
        "period:O",
        sort=order,
        scale=alt.Scale(paddingInner=0.25),
        axis=alt.Axis(values=order[::every], labelAngle=0, title=None, labelOverlap=True),
    )
    axis = alt.Axis(
        title=axis_title,
        titleAngle=0,
        titleAlign="left",
        titleY=-10,
        titleX=-42,
        minExtent=44,
        maxExtent=44,
        tickCount=5,
        format=",d",
        domain=False,
        ticks=False,
    )
    base = alt.Chart({"values": values}).encode(x=x, href="link:N")
    layers = [
        base.mark_bar(color=DOCUMENTED, opacity=0.85).encode(y=alt.Y("documented:Q", axis=axis)),
        base.mark_rule(color=ESTIMATED, strokeWidth=3)
        .encode(y=alt.Y("low:Q", axis=axis), y2="high:Q")
        .transform_filter("isValid(datum.low)"),
        base.mark_point(filled=True, size=75, opacity=1, stroke="white", strokeWidth=1, color=ESTIMATED)
        .encode(y=alt.Y("best:Q", axis=axis))
        .transform_filter("isValid(datum.best)"),
    ]
    return alt.layer(*layers).properties(width=width - 60, height=220)
