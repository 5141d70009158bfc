"""Labelled intervals under each other on one axis of people: claims, methods, strata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import altair as alt

from tollbook.publish.anchors import href
from tollbook.publish.drawing import DOCUMENTED, INK, PADDING, Chart

STEP = 46  # pixels a row: a line of words above a line of figures


@dataclass(frozen=True, slots=True)
class Row:
    """One interval.

    Attributes:
        label: The words above it.
        colour: Of its line and point.
        reference: Where the figure comes from.
        low: Lower end, or None for no interval.
        high: Upper end, or None where nothing bounds it.
        best: The figure named, or None.
        bar: A bar from zero, such as the documented count, or None.
    """

    label: str
    colour: str
    reference: str
    low: float | None = None
    high: float | None = None
    best: float | None = None
    bar: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is an interval without an upper end."""
        return self.low is not None and self.high is None


def extent(rows: Sequence[Row], *, from_zero: bool) -> tuple[float, float]:
    """Return the ends of an axis that holds every row, with room beyond the last for open ends."""
    seen = [v for r in rows for v in (r.low, r.high, r.best, r.bar) if v is not None]
    low, high = (0.0 if from_zero else min(seen)), max(seen)
    room = max((high - low) * 0.06, 1.0)
    return (low if from_zero else max(0.0, low - room)), high + room


def intervals(
    rows: Sequence[Row],
    width: int,
    *,
    domain: tuple[float, float],
    axis_title: str,
    right_to_left: bool = False,
    marker: float | None = None,
) -> Chart:
    """Return rows of labelled intervals.

    Args:
        rows: Top to bottom.
        width: Of the whole chart, in CSS pixels.
        domain: Ends of the axis, in people.
        axis_title: Below the axis.
        right_to_left: Whether labels stand at the right, as Arabic ones do.
        marker: A number to draw a dashed line at, or None.

    Returns:
        The chart.
    """
    inner, height = width - 2 * PADDING, STEP * len(rows) + 6
    values = [
        {
            "i": k * STEP + 34,
            "label": row.label,
            "colour": row.colour,
            "link": href(row.reference),
            "low": row.low,
            "end": domain[1] if row.is_open else row.high,
            "best": row.best,
            "bar": row.bar,
            "zero": domain[0],
            "open": row.is_open,
        }
        for k, row in enumerate(rows)
    ]
    y = alt.Y("i:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False), axis=None)
    axis = alt.Axis(
        tickCount=max(3, inner // 110), format=",d", title=axis_title, grid=True, labelFlush=True, domain=False
    )
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    base = alt.Chart({"values": values}).encode(
        y=y, href="link:N", color=alt.Color("colour:N", scale=None, legend=None)
    )
    x = alt.X("low:Q", scale=scale, axis=axis)
    side = {"x": alt.value(inner if right_to_left else 0)}
    words = partial(
        base.mark_text,
        align="right" if right_to_left else "left",
        baseline="middle",
        dy=-17,
        fontSize=12.5,
        limit=inner,
    )
    layers: list[alt.Chart] = [
        base.mark_bar(size=11, opacity=0.85)
        .encode(x=alt.X("zero:Q", scale=scale, axis=axis), x2="bar:Q", color=alt.value(DOCUMENTED))
        .transform_filter("isValid(datum.bar)"),
        base.mark_rule(strokeWidth=3, strokeCap="butt").encode(x=x, x2="end:Q").transform_filter("isValid(datum.low)"),
        base.mark_point(shape="triangle-right", filled=True, size=90, opacity=1)
        .encode(x=alt.X("end:Q", scale=scale, axis=axis))
        .transform_filter("datum.open"),
        base.mark_point(filled=True, size=75, opacity=1, stroke="white", strokeWidth=1)
        .encode(x=alt.X("best:Q", scale=scale, axis=axis))
        .transform_filter("isValid(datum.best)"),
        words(stroke="white", strokeWidth=4).encode(text="label:N", color=alt.value("white"), **side),
        words().encode(text="label:N", color=alt.value(INK), **side),
    ]
    if marker is not None:
        layers.insert(0, _line(marker, scale, axis))
    return alt.layer(*layers).properties(width=inner, height=height)


def _line(at: float, scale: alt.Scale, axis: alt.Axis) -> alt.Chart:
    data = {"values": [{"at": at}]}
    mark = alt.Chart(data).mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=DOCUMENTED)
    line: alt.Chart = mark.encode(x=alt.X("at:Q", scale=scale, axis=axis))
    return line
