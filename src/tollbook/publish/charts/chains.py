"""The draws of Markov chains in order, one line a chain, so that chains that disagree are seen to."""

from __future__ import annotations

import altair as alt
import numpy as np
import numpy.typing as npt

from tollbook.publish.drawing import CLASSES, Chart

POINTS = 120  # of each chain that are drawn


def chains(draws: npt.NDArray[np.float64], width: int, *, axis_title: str, names: list[str]) -> Chart:
    """Return the lines.

    Args:
        draws: Of N. Shape (chains, draws).
        width: Of the whole chart, in CSS pixels.
        axis_title: Above the axis of people.
        names: Of the chains.

    Returns:
        The chart.
    """
    places = np.linspace(0, draws.shape[1] - 1, min(POINTS, draws.shape[1])).round().astype(int)
    values = [
        {"place": int(place), "people": float(chain[place]), "chain": name}
        for name, chain in zip(names, draws, strict=True)
        for place in places
    ]
    axis = alt.Axis(
        title=axis_title,
        titleAngle=0,
        titleAlign="left",
        titleY=-10,
        titleX=-46,
        minExtent=48,
        maxExtent=48,
        tickCount=5,
        format=",d",
        domain=False,
    )
    lines = alt.Chart({"values": values}).mark_line(strokeWidth=1, opacity=0.75)
    drawn: alt.Chart = lines.encode(
        x=alt.X("place:Q", axis=None),
        y=alt.Y("people:Q", scale=alt.Scale(zero=False), axis=axis),
        color=alt.Color(
            "chain:N",
            scale=alt.Scale(domain=names, range=[CLASSES[k % len(CLASSES)] for k in range(len(names))]),
            legend=alt.Legend(columns=4, offset=22),
        ),
    )
    return drawn.properties(width=width - 64, height=170)
