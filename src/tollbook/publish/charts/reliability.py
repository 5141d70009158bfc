"""Whether probabilities mean what they say: what was expected of classes of pairs, and what was found of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from tollbook.publish.drawing import DOCUMENTED, MUTED, PADDING, Chart

HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Point:
    """A class of pairs: the share expected to be one person and the share found, with its interval; 0 to 1."""

    expected: float
    found: float
    low: float
    high: float


def reliability(points: Sequence[Point], width: int, *, expected: str, found: str) -> Chart:
    """Return a reliability diagram; on the dashed line, what was expected was found.

    Args:
        points: One a class.
        width: Of the whole chart, in CSS pixels.
        expected: Title of the axis below.
        found: Title of the axis at the side.

    Returns:
        The chart.
    """
    inner = min(width, 460) - 2 * PADDING
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", tickCount=5, grid=True, domain=False)
    values = [{"x": p.expected, "y": p.found, "low": p.low, "high": p.high} for p in points]
    line = {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]}
    base = alt.Chart({"values": values}).encode(
        x=alt.X("x:Q", scale=scale, axis=axis, title=expected), color=alt.value(DOCUMENTED)
    )
    y = alt.Y("y:Q", scale=scale, axis=axis, title=found)
    return alt.layer(
        alt.Chart(line).mark_line(strokeDash=[4, 3], strokeWidth=1.5, color=MUTED).encode(x="x:Q", y="y:Q"),
        base.mark_rule(strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q"),
        base.mark_point(filled=True, size=60, opacity=1, stroke="white", strokeWidth=1).encode(y=y),
    ).properties(width=inner, height=HEIGHT)
