"""The report: one HTML file that holds all it needs, runs nothing and asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from tollbook.model.estimate import Estimate, Total
from tollbook.model.results import Results
from tollbook.publish import numbers
from tollbook.publish.anchors import Anchors, anchor, href
from tollbook.publish.documents import Piece
from tollbook.publish.estimated import section
from tollbook.publish.estimates import method_name
from tollbook.publish.figures import stratum_name
from tollbook.publish.page import page
from tollbook.publish.told import Told, gather
from tollbook.publish.words import words


def write_reports(results: Results, files: Mapping[Path, str]) -> None:
    """Write the report of a run in some languages, each as one file.

    Args:
        results: Of the run.
        files: Language of the interface by HTML file: `en`, or `ar` from right to left; another is a CaseError. Names
            and sources' words stay as they are. Files that exist are replaced.
    """
    told = gather(results.readings.values())
    for path, language in files.items():
        path.write_text(render(results, language=language, told=told), encoding="utf-8", newline="\n")


def render(results: Results, *, language: str = "en", told: Told | None = None) -> str:
    """Return the report as HTML; the same results give the same characters.

    Args:
        results: Of the run.
        language: Of the interface.
        told: What the documents tell, where it is known already.

    Returns:
        The page.
    """
    spoken = words(language)
    made = page(results, spoken, told or gather(results.readings.values())) | _looks() | {"seed": results.case.seed}
    template = _environment().get_template("report.html.j2")
    return template.render(page=made, case=results.case, words=spoken, say=spoken.say, piece_html=_piece)


def write_estimates(
    estimates: Mapping[str, Estimate], totals: Sequence[Total], path: Path, *, title: str, seed: int
) -> None:
    """Write estimates of a table as one HTML page, with their plots and what they mean.

    Args:
        estimates: By stratum; `all` for the whole.
        totals: Sums of strata.
        path: The HTML file; replaced where it exists.
        title: Of the page.
        seed: By which they were made.
    """
    spoken = words("en")
    made = section(estimates, totals, spoken) | _looks() | {"title": title, "seed": seed, "anchors": Anchors()}
    made |= {"titled": str}
    made["anchors"].add(*(one.reference for one in made["estimates"]))
    template = _environment().get_template("estimates.html.j2")
    path.write_text(template.render(page=made, case=None, words=spoken, say=spoken.say), encoding="utf-8", newline="\n")


def _looks() -> dict[str, Any]:
    """Return our version and the page's style, with its hash for the page's own policy."""
    style = (files("tollbook.publish") / "templates" / "report.css").read_text(encoding="utf-8")
    return {
        "version": version("tollbook"),
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("tollbook.publish", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"method_name": method_name, "stratum_name": stratum_name}
    made.filters |= {
        "anchor": anchor,
        "href": href,
        "count": numbers.count,
        "quantity": numbers.quantity,
        "gap": numbers.gap,
        "day": numbers.day,
        "period": numbers.period,
        "share": numbers.share,
        "percent": lambda part: f"{part:.1%}",
        "shell": shlex.quote,
        "cut": _cut,
        "plain": _plain,
        "ltr": _ltr,
        "first_few": lambda items, most: list(islice(items, most)),
    }
    return made


def _cut(text: object, most: int) -> str:
    whole = str(text)
    return whole if len(whole) <= most else whole[: most - 1] + "…"


def _ltr(text: str) -> Markup:
    """Return digits and signs that are read from left to right in every language, such as an interval."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def _plain(value: object) -> str:
    """Return a single value as words: no Python spelling of nothing, truth or a long float."""
    if value is None:
        return numbers.EN_DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _piece(piece: Piece) -> Markup:
    """Return words of a document with their marks, as HTML."""
    places = Markup("").join(Markup('<span id="{}"></span>').format(anchor(ref)) for ref in piece.anchors)
    inside = Markup("{}").format(piece.text)
    if piece.toll is not None:
        inside = Markup('<mark title="{}">{}</mark>').format(piece.toll, inside)
    if piece.part is not None:
        marks = "said" if piece.part == "content" else f"said {piece.part}"
        inside = Markup('<span class="{}">{}</span>').format(marks, inside)
    return places + inside
