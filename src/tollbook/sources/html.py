"""HTML pages to prose: what a reader of the page would read, block by block."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from tollbook.errors import SourceFileError
from tollbook.sources.prose import Prose, decoded

LARGEST_ELEMENTS = 500_000  # pages of news have thousands
_DEEPEST = 2_000
_SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "nav",
    "form",
    "button",
    "select",
    "head",
    "aside",
    "dialog",
    "menu",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table",
    "tr", "ul",
}  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|nav(?:bar|igation)?|menu|sidebar|newsletter|subscribe|share|sharing|social|"
    r"related|recommended|comments?|advert(?:isement)?|ads?|promo|popup|modal|most-?read|trending|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)  # classes and ids of what stands around a story
_ROLES = {"navigation", "complementary", "dialog", "alertdialog", "search", "menu", "menubar"}
_LARGE = {"body", "html", "main", "article"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_META = {
    "title": ("og:title", "dc.title", "citation_title"),
    "byline": ("author", "article:author", "dc.creator"),
    "publisher": ("og:site_name", "dc.publisher", "publisher"),
    "published": ("article:published_time", "date", "dc.date", "datepublished", "citation_date"),
    "url": ("og:url",),
}


def text_of_html(data: bytes, name: str) -> Prose:
    """Return a page's words, blocks parted by blank lines, with what its metadata says.

    Args:
        data: The page's bytes.
        name: The file's name, for the error.

    Returns:
        The text, without scripts, styles, navigation and forms.

    Raises:
        SourceFileError: When the bytes are no page, or one that is made to exhaust its reader.
    """
    charset = re.search(rb"charset=[\"']?([\w-]{2,40})", data[:4096])
    try:
        page = data.decode(charset[1].decode("ascii")) if charset else decoded(data, name)
    except (LookupError, UnicodeDecodeError):
        page = decoded(data, name)
    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page)
    parser = etree.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _no_page(name, str(fault)) from fault
    if root is None:
        raise _no_page(name, "it has no elements")
    meta = dict(_meta(root))
    return Prose(
        "".join(_words(root, name)).strip("\n") + "\n",
        title=meta.get("title") or _headline(root),
        byline=meta.get("byline"),
        publisher=meta.get("publisher"),
        published=_day(meta.get("published")),
        url=meta.get("url"),
    )


def _headline(root: etree._Element) -> str | None:
    """Return the page's only first-level heading, else its title without the site's name behind a bar."""
    headings = [" ".join("".join(element.itertext()).split()) for element in root.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = next((" ".join("".join(element.itertext()).split()) for element in root.iter("title")), "")
    return re.split(r"\s[|–—·]\s", title)[0] or None


def _no_page(name: str, why: str) -> SourceFileError:
    return SourceFileError(
        f"this is no HTML page that can be read: {why}",
        where=name,
        mend="open it in a browser and save it again, or save its text as .txt",
    )


def _meta(root: etree._Element) -> Iterator[tuple[str, str]]:
    wanted = {name: key for key, names in _META.items() for name in reversed(names)}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name in wanted and content:
            yield wanted[name], content


def _day(text: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", text or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _words(root: etree._Element, name: str) -> Iterator[str]:
    """Walk the page without recursion; a block begins and ends with a blank line."""
    gap, skipped, depth = True, 0, 0
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        tag = element.tag if isinstance(element.tag, str) else ""
        depth += 1 if event == "start" else -1
        if count > 2 * LARGEST_ELEMENTS or depth > _DEEPEST:
            raise _no_page(name, f"more than {LARGEST_ELEMENTS:,} elements, or {_DEEPEST:,} inside each other")
        if tag in _SKIPPED or _is_furniture(element, tag):
            skipped += 1 if event == "start" else -1
        if not skipped:
            mark = _mark(tag, event)
            if mark == "\n\n" and not gap:
                yield mark
                gap = True
            elif mark in ("\n", " | ") and not gap:
                yield mark
        words = element.text if event == "start" else element.tail
        if not skipped and words:
            flat = _BLANKS.sub(" ", words) if tag != "pre" else words
            flat = flat.lstrip(" ") if gap else flat
            if flat:
                yield flat
                gap = False


def _is_furniture(element: etree._Element, tag: str) -> bool:
    """Return whether an element says of itself that it is a menu, a cookie notice or the like."""
    if tag in _LARGE or not tag:
        return False
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    return _FURNITURE.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _mark(tag: str, event: str) -> str:
    if tag == "br" and event == "start":
        return "\n"
    if tag in ("td", "th") and event == "end":
        return " | "
    return "\n\n" if tag in _BLOCKS else ""
