"""Where people died: a disc a place on a bare graticule with a scale bar.

No border is drawn. Shapes of countries that packages carry leave out places whose standing is disputed, and a line on
a map takes a side that no list in the case has taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tollbook.publish.anchors import href
from tollbook.publish.drawing import CLAIMED, DOCUMENTED, INK, LINE, MUTED, PADDING, Chart

KM_A_DEGREE = 111.2  # of latitude, mean
STEPS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
MOST_LABELS = 14


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its people; `people` is 0 for one that only documents name."""

    name: str
    lat: float
    lon: float
    people: int
    reference: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the earth on pixels: equirectangular, true to scale at its middle."""

    west: float
    north: float
    scale: float  # pixels a degree of latitude
    squeeze: float  # cosine of the middle latitude
    width: int
    height: int

    def x(self, lon: float) -> float:
        """Return pixels from the left."""
        return (lon - self.west) * self.squeeze * self.scale

    def y(self, lat: float) -> float:
        """Return pixels from the top."""
        return (self.north - lat) * self.scale


def frame(spots: Sequence[Spot], width: int) -> Frame:
    """Return the window that holds every spot with a margin; never narrower than about 3 km."""
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    middle = (min(lats) + max(lats)) / 2
    squeeze = max(0.05, math.cos(math.radians(middle)))
    tall = max(max(lats) - min(lats), 0.02) * 1.3
    broad = max(max(lons) - min(lons), 0.02 / squeeze) * 1.3
    ratio = min(1.1 if width < 500 else 0.72, max(0.5, tall / (broad * squeeze)))
    height = round(width * ratio)
    scale = min(height / tall, width / (broad * squeeze))
    west = (min(lons) + max(lons)) / 2 - width / scale / squeeze / 2
    return Frame(west, middle + height / scale / 2, scale, squeeze, width, height)


def places(spots: Sequence[Spot], width: int) -> Chart:
    """Return the map.

    Args:
        spots: At least one, those with most people first.
        width: Of the whole chart, in CSS pixels.

    Returns:
        The chart.
    """
    window = frame(spots, width - 2 * PADDING)
    most = max(1, *(s.people for s in spots))
    discs = [
        {
            "x": window.x(s.lon),
            "y": window.y(s.lat),
            "size": _size(s, most),
            "colour": DOCUMENTED if s.people else CLAIMED,
            "link": href(s.reference),
        }
        for s in spots
    ]
    rules, marks = _graticule(window)
    bar, caption = _scale_bar(window)
    plane_x = alt.Scale(domain=[0, window.width], range=[0, window.width], nice=False)
    plane_y = alt.Scale(domain=[0, window.height], range=[0, window.height], nice=False)
    x, y = alt.X("x:Q", scale=plane_x, axis=None), alt.Y("y:Q", scale=plane_y, axis=None)
    words = [*_labels(spots, window, most), *marks, caption]
    return alt.layer(
        alt.Chart({"values": rules}).mark_rule(color=LINE).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        alt.Chart({"values": discs})
        .mark_point(filled=True, shape="circle", opacity=0.62, stroke="white", strokeWidth=0.8)
        .encode(x=x, y=y, size=alt.Size("size:Q", scale=None), color=alt.Color("colour:N", scale=None), href="link:N"),
        *_words(words, x, y),
        alt.Chart({"values": bar}).mark_rule(color=INK, strokeWidth=2).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
    ).properties(width=window.width, height=window.height, view=alt.ViewConfig(stroke=LINE, fill="#f7f8f9"))


def _words(words: list[dict[str, object]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return words over a white halo, each standing to the right or to the left of its point."""
    layers: list[alt.Chart] = []
    for align in ("left", "right"):
        base = alt.Chart({"values": [word for word in words if word["align"] == align]}).encode(x=x, y=y, text="text:N")
        form: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": 12}
        layers.append(base.mark_text(**form, stroke="white", strokeWidth=3, opacity=0.9))
        layers.append(base.mark_text(**form).encode(color=alt.Color("colour:N", scale=None)))
    return layers


def _size(spot: Spot, most: int) -> float:
    """Return a disc's area in square pixels: in proportion to its people, and never too small to see."""
    return 40 + 1400 * spot.people / most


def _graticule(window: Frame) -> tuple[list[dict[str, float]], list[dict[str, object]]]:
    """Return lines at whole steps of a degree, and their labels at the top and left edges."""
    span = window.width / window.scale / window.squeeze
    step = next((s for s in STEPS if span / s <= 6), STEPS[-1])
    south, east = window.north - window.height / window.scale, window.west + span
    lines: list[dict[str, float]] = []
    marks: list[dict[str, object]] = []
    for k in range(math.ceil(window.west / step), math.floor(east / step) + 1):
        at = window.x(k * step)
        lines.append({"x": at, "x2": at, "y": 0, "y2": window.height})
        marks.append({"x": at + 3, "y": 9, "text": _degrees(k * step, "E", "W"), "colour": MUTED, "align": "left"})
    for k in range(math.ceil(south / step), math.floor(window.north / step) + 1):
        at = window.y(k * step)
        lines.append({"x": 0, "x2": window.width, "y": at, "y2": at})
        if 24 < at < window.height - 30:
            marks.append({"x": 4, "y": at - 8, "text": _degrees(k * step, "N", "S"), "colour": MUTED, "align": "left"})
    return lines, marks


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value >= 0 else negative}"


def _scale_bar(window: Frame) -> tuple[list[dict[str, float]], dict[str, object]]:
    """Return a bar of a round number of kilometres at the bottom left, and its label."""
    pixels_a_km = window.scale / KM_A_DEGREE
    length = next((km for km in (500, 200, 100, 50, 20, 10, 5, 2, 1) if km * pixels_a_km <= window.width / 4), 1)
    right, low = 12 + length * pixels_a_km, window.height - 14
    bar = [{"x": 12.0, "x2": right, "y": low, "y2": low}]
    bar += [{"x": end, "x2": end, "y": low - 4, "y2": low + 1.0} for end in (12.0, right)]
    return bar, {"x": right + 6, "y": low - 2, "text": f"{length} km", "colour": INK, "align": "left"}


def _labels(spots: Sequence[Spot], window: Frame, most: int) -> list[dict[str, object]]:
    """Return the names of the largest places that find room, none over another."""
    taken = [_disc(window, spot, most) for spot in spots if spot.people]
    labels: list[dict[str, object]] = []
    for spot in spots:
        text = spot.name if len(spot.name) <= 24 else spot.name[:23] + "…"
        own = _disc(window, spot, most)
        wide, middle = 7.0 * len(text), (own[1] + own[3]) / 2
        for align, edge in (("left", own[2] + 4), ("right", own[0] - 4)):
            start = edge if align == "left" else edge - wide
            box = (start, middle - 8, start + wide, middle + 8)
            inside = box[0] > 0 and box[2] < window.width and 16 < middle < window.height - 8
            if text and inside and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                labels.append({"x": edge, "y": middle, "text": text, "colour": INK, "align": align})
                break
        if len(labels) == MOST_LABELS:
            break
    return labels


def _disc(window: Frame, spot: Spot, most: int) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a spot's disc, in pixels."""
    radius, x, y = math.sqrt(_size(spot, most) / math.pi), window.x(spot.lon), window.y(spot.lat)
    return x - radius, y - radius, x + radius, y + radius


def _meet(box: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def densest(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots that crowd in one corner of the window and hold a third of its people; empty where none do.

    Args:
        spots: Those with most people first.

    Returns:
        At least four spots within a tenth of the window around the one with most people about it, or none.
    """
    peopled = [s for s in spots if s.people]
    if len(peopled) < 6:
        return []
    tall = max(s.lat for s in peopled) - min(s.lat for s in peopled)
    broad = max(s.lon for s in peopled) - min(s.lon for s in peopled)
    if max(tall, broad) < 0.3:
        return []

    def around(centre: Spot) -> list[Spot]:
        return [s for s in spots if abs(s.lat - centre.lat) <= tall / 10 and abs(s.lon - centre.lon) <= broad / 10]

    crowd = max((around(centre) for centre in peopled[:50]), key=lambda c: sum(s.people for s in c))
    share = sum(s.people for s in crowd) / sum(s.people for s in peopled)
    return crowd if share > 1 / 3 and sum(bool(s.people) for s in crowd) >= 4 else []
