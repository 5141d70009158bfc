"""Which combinations of lists hold people, and how many: a row a combination, a column a list."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tollbook.publish.anchors import href
from tollbook.publish.drawing import DOCUMENTED, INK, Chart

STEP = 24


def overlap(
    lists: Sequence[str],
    cells: Sequence[tuple[frozenset[str], int]],
    width: int,
    *,
    references: Sequence[str],
    axis_title: str,
) -> Chart:
    """Return dots for the lists of each combination beside bars for its people.

    Args:
        lists: Names of the lists, in order.
        cells: Combination and people, in the order to be drawn.
        width: Of the whole chart, in CSS pixels.
        references: Where the people on a list come from, list by list.
        axis_title: Above the bars.

    Returns:
        The chart.
    """
    step = min(STEP, (width - 150) // max(1, len(lists)))
    dots = [
        {"row": k, "list": name, "on": name in held, "link": href(ref)}
        for k, (held, _) in enumerate(cells)
        for name, ref in zip(lists, references, strict=True)
    ]
    lines = [
        {"row": k, "first": inside[0], "last": inside[-1]}
        for k, (held, _) in enumerate(cells)
        if len(inside := [name for name in lists if name in held]) > 1
    ]
    bars = [{"row": k, "people": people, "text": f"{people:,}"} for k, (_, people) in enumerate(cells)]
    height = STEP * len(cells)
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.25))
    head = min(124, 8 + max(7 * len(name) for name in lists))
    top = alt.Axis(
        orient="top",
        title=None,
        labelAngle=-90,
        labelLimit=120,
        minExtent=head,
        maxExtent=head,
        domain=False,
        ticks=False,
        labelColor=INK,
    )
    x = alt.X("list:N", scale=alt.Scale(domain=list(lists)), axis=top)
    matrix = alt.layer(
        alt.Chart({"values": dots})
        .mark_point(filled=True, size=80, opacity=1)
        .encode(x=x, y=y, href="link:N", color=alt.condition("datum.on", alt.value(INK), alt.value("#dfe3e8"))),
        alt.Chart({"values": lines})
        .mark_rule(strokeWidth=2.5, color=INK)
        .encode(x=alt.X("first:N", scale=alt.Scale(domain=list(lists)), axis=top), x2="last:N", y=y),
    ).properties(width=step * len(lists), height=height)
    room = width - step * len(lists) - 44
    most = max(people for _, people in cells)
    scale = alt.Scale(domain=[0, most * (1 + 60 / room)], nice=False)
    base = alt.Chart({"values": bars}).encode(
        y=y,
        x=alt.X("people:Q", scale=scale, axis=None, title=axis_title),
    )
    right = alt.layer(
        base.mark_bar(color=DOCUMENTED),
        base.mark_text(align="left", dx=5, fontSize=12, color=INK).encode(text="text:N"),
    ).properties(width=room, height=height)
    return alt.hconcat(matrix, right, spacing=10)
