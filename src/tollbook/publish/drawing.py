"""A chart as one piece of inline SVG, wide and narrow, with a title, a description and links that stay in the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

WIDE, NARROW = 720, 330  # CSS pixels; the narrow one fits a phone of 360
PADDING = 8
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, MUTED, LINE = "#22272e", "#5c6670", "#dfe3e8"

# Okabe and Ito's colours, which readers with any of the common colour-blindnesses can tell apart; darkened where thin
# lines or small dots need it on white. The four questions of the report each have theirs.
CLAIMED, DOCUMENTED, ESTIMATED, MISFIT = "#b45f06", "#1f5a8c", "#00775a", "#b3261e"
CLASSES = ("#1f5a8c", "#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#8a8f00")
NOT_STATED = "#b9c0c8"

_VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "aria": False,
    "background": None,
    "padding": PADDING,
    "numberFormat": ",",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "gridColor": LINE,
        "domainColor": "#aab2bb",
        "tickColor": "#aab2bb",
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "orient": "top", "title": None, "symbolType": "square"},
    "title": {"color": INK, "fontSize": 13, "anchor": "start"},
}

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NEEDLESS = frozenset(
    ("aria-hidden", "aria-label", "aria-roledescription", "role", "style", "pointer-events", "class", "version")
)
_NOTHING = frozenset(("", "M0,0h0v0h0Z"))

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart | alt.HConcatChart
Draw = Callable[[int], Chart]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as the page prints it.

    Attributes:
        key: Unique in the page; the figure's id.
        title: What it shows, in a line.
        text: What it says, for those who cannot see it.
        wide: SVG for a desk or paper.
        narrow: SVG for a phone.
        note: What must be known to read it rightly, or None.
    """

    key: str
    title: Markup
    text: Markup
    wide: Markup
    narrow: Markup
    note: Markup | None = None


def figure(key: str, draw: Draw, *, title: Markup, text: Markup, note: Markup | None = None) -> Figure:
    """Return a chart drawn at both widths.

    Args:
        key: Unique in the page.
        draw: Width in CSS pixels to chart.
        title: What it shows.
        text: What it says in words.
        note: A caveat to print below, or None.

    Returns:
        The figure.
    """
    said = {"title": plain(title), "text": plain(text)}
    wide = svg(draw(WIDE), key=f"{key}-wide", **said)
    narrow = svg(draw(NARROW), key=f"{key}-narrow", **said)
    return Figure(key, title, text, wide, narrow, note)


def plain(words: Markup) -> str:
    """Return words of the interface without the HTML that isolates their direction, as SVG wants them."""
    return words.striptags().replace("\u00a0", " ")


def svg(chart: Chart, *, key: str, title: str, text: str) -> Markup:
    """Return a chart as inline SVG that needs no style attribute, script or address outside the page."""
    spec = _clean(chart.to_dict(validate=False))  # each part was checked when it was made
    spec["config"] = _CONFIG
    root = etree.fromstring(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE))
    nodes = list(root.iter(etree.Element))
    names = {node.get("id"): f"{key}-{k}" for k, node in enumerate(n for n in nodes if "id" in n.attrib)}
    for node in nodes:
        _settle(node, names)
    for name, words in (("desc", text), ("title", title)):
        part = etree.Element(f"{{{_SVG}}}{name}", id=f"{key}-{name}")
        part.text = _printable(words)
        root.insert(0, part)
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    drawn = etree.tostring(root, encoding="unicode").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return Markup(drawn)  # noqa: S704 - serialised from a tree, so whatever the chart prints is escaped


def _settle(node: etree._Element, names: Mapping[str | None, str]) -> None:
    """Give a node of Vega's drawing an id of its own, links that stay in the page, and nothing it does not need.

    Args:
        node: Changed in place.
        names: Vega's ids, which count on from drawing to drawing, to ours.
    """
    for name in _NEEDLESS & set(node.attrib):
        del node.attrib[name]
    target = node.attrib.pop(_XLINK, None)
    if target is not None:
        node.set("href", "#" + target.partition("#")[2])  # Vega resolves a fragment against an address of its own
        node.set("tabindex", "-1")  # the table beside the chart holds the same links for the keyboard
    if "id" in node.attrib:
        node.set("id", names[node.get("id")])
    clip = node.get("clip-path", "")
    if clip:
        node.set("clip-path", f"url(#{names[clip.removeprefix('url(#').removesuffix(')')]})")
    parent = node.getparent()
    if node.tag == f"{{{_SVG}}}path" and node.get("d", "") in _NOTHING and parent is not None:
        parent.remove(node)


def _clean(part: Any) -> Any:
    """Return a chart's specification without the characters at which Vega ends the whole process."""
    if isinstance(part, dict):
        return {key: _clean(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_clean(value) for value in part]
    return _printable(part) if isinstance(part, str) else part


def _printable(words: str) -> str:
    """Return words without control characters and halves of characters, which XML cannot hold."""
    return _UNPRINTABLE.sub(" ", words)
