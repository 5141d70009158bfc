"""Deaths by month, stacked by what they were or whose side they were on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from tollbook.publish.anchors import href
from tollbook.publish.drawing import CLASSES, NOT_STATED, Chart

MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class Slice:
    """People of one class in one month; `label` is the class in the reader's language."""

    month: str
    label: str
    people: int
    reference: str


def months_between(first: str, last: str) -> list[str]:
    """Return every month from first to last, as YYYY-MM, so that a month without deaths shows as a gap."""
    start, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{k // 12:04d}-{k % 12 + 1:02d}" for k in range(start, min(end, start + MOST_MONTHS) + 1)]


def months(slices: Sequence[Slice], classes: Sequence[str], width: int, *, not_stated: str, axis_title: str) -> Chart:
    """Return the bars.

    Args:
        slices: At least one.
        classes: Labels of the classes, the lowest in the bar first.
        width: Of the whole chart, in CSS pixels.
        not_stated: The label of people whose class is not stated; drawn in grey.
        axis_title: Beside the axis of people.

    Returns:
        The chart.
    """
    domain = months_between(min(s.month for s in slices), max(s.month for s in slices))
    every = max(1, -(-len(domain) // max(1, width // 58)))
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if n >= every), every)
    ticks = [m for m in domain if (int(m[:4]) * 12 + int(m[5:7]) - 1) % every == 0]
    stated = [name for name in classes if name != not_stated]
    colours = [NOT_STATED if name == not_stated else CLASSES[stated.index(name) % len(CLASSES)] for name in classes]
    values = [
        {
            "month": s.month,
            "label": s.label,
            "people": s.people,
            "rank": classes.index(s.label),
            "link": href(s.reference),
        }
        for s in slices
    ]
    bars = alt.Chart({"values": values}).mark_bar(stroke="white", strokeWidth=0.3)
    drawn: alt.Chart = bars.encode(
        x=alt.X(
            "month:O",
            scale=alt.Scale(domain=domain, paddingInner=0.12),
            axis=alt.Axis(values=ticks, labelAngle=0, title=None, labelOverlap=True),
        ),
        y=alt.Y(
            "sum(people):Q",
            axis=alt.Axis(
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
            ),
        ),
        color=alt.Color(
            "label:N",
            scale=alt.Scale(domain=list(classes), range=colours),
            legend=alt.Legend(columns=3 if width > 500 else 2, labelLimit=150, rowPadding=3, offset=22),
        ),
        order=alt.Order("rank:Q"),
        href="link:N",
    )
    return drawn.properties(width=width - 60, height=240)
