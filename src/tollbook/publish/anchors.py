"""The address of a reference inside the page, and which addresses the page has."""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup

_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")


def anchor(reference: str) -> str:
    """Return the `id` of a reference: the reference as printed, with blanks (which an id must not hold) as `+`."""
    return _BLANK.sub("+", reference)


def href(reference: str) -> str:
    """Return the fragment that leads to a reference's anchor."""
    return "#" + quote(anchor(reference), safe=":/=&+-._~!*'(),;@")


class Anchors:
    """The references that the page shows the way of; everything else is printed with its command only."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def add(self, *references: str) -> None:
        """Note that the page holds the anchors of these references."""
        self._known.update(references)

    def __contains__(self, reference: object) -> bool:
        """Return whether the page holds a reference's anchor."""
        return reference in self._known

    def link(self, reference: str, text: str | Markup | None = None, *, title: str | None = None) -> Markup:
        """Return a link to a reference where the page holds it, else its name.

        Args:
            reference: As printed.
            text: What the link says; the reference itself where None.
            title: What is shown on hover, such as the exact number.

        Returns:
            HTML, everything escaped.
        """
        shown = reference if text is None else text
        hint = Markup(' title="{}"').format(title) if title else Markup("")
        if reference in self._known:
            return Markup('<a class="n" href="{}"{}>{}</a>').format(href(reference), hint, shown)
        return Markup('<span class="n"{}>{}</span>').format(hint, shown)
