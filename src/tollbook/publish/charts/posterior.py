"""How many in all, by each method, with the documented count beside them."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import numpy.typing as npt

from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import ESTIMATED, PADDING, Chart

BINS = 60


def posterior(
    rows: Sequence[Row],
    draws: npt.NDArray[np.float64] | None,
    documented: int,
    width: int,
    *,
    axis_title: str,
    right_to_left: bool = False,
) -> Chart:
    """Return the method fan, under the headline's posterior where it has draws.

    Args:
        rows: One a method, the headline first.
        draws: Posterior draws of the headline, in people. Shape (draws,).
        documented: People on at least one list; a dashed line.
        width: Of the whole chart, in CSS pixels.
        axis_title: Below the axis.
        right_to_left: Whether labels stand at the right.

    Returns:
        The chart.
    """
    domain = extent([*rows, Row("", "", "", best=float(documented))], from_zero=False)
    fan = intervals(
        rows, width, domain=domain, axis_title=axis_title, right_to_left=right_to_left, marker=float(documented)
    )
    if draws is None or len(draws) < BINS:
        return fan
    inside = draws[(draws >= domain[0]) & (draws <= domain[1])]
    heights, edges = np.histogram(inside, bins=BINS, range=domain)
    values = [
        {"from": float(a), "to": float(b), "people": int(h), "none": 0}
        for a, b, h in zip(edges[:-1], edges[1:], heights, strict=True)
        if h
    ]
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    hill = (
        alt.Chart({"values": values})
        .mark_bar(color=ESTIMATED, opacity=0.35, stroke=None)
        .encode(x=alt.X("from:Q", scale=scale, axis=None), x2="to:Q", y=alt.Y("people:Q", axis=None), y2="none:Q")
        .properties(width=width - 2 * PADDING, height=70)
    )
    return alt.vconcat(hill, fan, spacing=2)
