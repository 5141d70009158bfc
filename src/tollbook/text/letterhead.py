"""The lines above a story that are neither its title nor its words: letterheads, kickers, paths, reference numbers."""

import re
from collections.abc import Sequence

_KICKER = re.compile(
    r"(?:for\s+)?immediate\s+release\W*|(?:press|news|media)\s+(?:release|statement)\W*|statement\W*|communiqu[ée]\W*",
    re.IGNORECASE,
)
_PATH = re.compile(r"[\w&' -]{2,30}(?:\s[>»›]\s?[\w&' -]{2,40})+")
_REFERENCE = re.compile(
    r"(?:no|nr|ref|№|reference|page|issue|vol)\.?\s*:?\s*[\w/.-]*\d[\w/.-]*(?:\s+of\s+\d+)?", re.IGNORECASE
)
_OF_BODY = re.compile(r"(?:by|of|from|on\s+behalf\s+of)\s+the\s+[A-Z][^.]{3,90}")
_FROM = re.compile(
    r"(?:from|by)\s+(?:our|a)\s+(?:\w+\s+){0,2}(?:correspondents?|reporters?|staff)\b.{0,40}|\d+\s+min(?:ute)?s?\s+read|"
    r"\(?(?:stamp|seal|logo)\b.{0,60}",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:republic|kingdom|state|ministry|department|directorate|office|agency|group|network|observatory|committee|council|"
    r"centre|center|organi[sz]ation|association|commission|mission|press\s+service|nations|fund|union|army|forces|government|"
    r"party|front|movement|watch|monitor|institute|foundation|authority)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MASTHEAD = re.compile(
    rf"(?P<name>The\s[^,|]{{2,50}}?|[A-Z][^\s,|]*\s[^,|]{{2,50}}?)\s*,\s*{_WEEKDAY},?\s+\d.{{0,30}}", re.IGNORECASE
)
_SIDES = re.compile(r"(?P<name>[A-Z][^|.]{2,50}?)\s\|\s[A-Z][^|.]{2,40}")
_NO_PUBLISHER = re.compile(r"(?:republic|kingdom|state|press\s+service)\b", re.IGNORECASE)
MOST_HEAD = 10  # lines above a story
_SENTENCE = 9  # words from which a line that ends with a full stop is the story's


def is_furniture(text: str) -> bool:
    """Return whether a line above a story is a kicker, a path through a site, a reference number or the like."""
    plain = text.strip().strip("*_# ")
    if _OF_BODY.fullmatch(plain) and _BODY.search(plain):
        return True
    return any(pattern.fullmatch(plain) for pattern in (_KICKER, _PATH, _REFERENCE, _FROM, _MASTHEAD, _SIDES))


def is_letterhead(text: str) -> bool:
    """Return whether a line in capitals names who publishes: "MINISTRY OF DEFENCE"."""
    plain = text.strip()
    return (
        plain.isupper()
        and len(plain) < 80
        and _BODY.search(plain) is not None
        and not plain.endswith(".")
        and (not any(sign.isdigit() for sign in plain))
    )


def head_of(lines: Sequence[str]) -> int:
    """Return how many lines stand above a story: those before the first that reads as a sentence of it.

    Args:
        lines: The document's lines that are not blank.

    Returns:
        Their number, at most 10; 0 where the first line is the story's.
    """
    for i, line in enumerate(lines[:MOST_HEAD]):
        plain = line.strip()
        if len(plain.split()) >= _SENTENCE and plain.endswith((".", "!", "?", '."', ".”", ":")):
            return i
        if len(plain) > 200:
            return i
    return min(len(lines), MOST_HEAD)


def publisher_of(lines: Sequence[str]) -> str | None:
    """Return who publishes, from the lines above a story: a masthead, "Name | Office", or a letterhead's last line."""
    for line in lines:
        plain = line.strip()
        match = _MASTHEAD.fullmatch(plain) or _SIDES.fullmatch(plain)
        if match is not None and not re.match(r"(?:by|posted|published|updated|reporter)\b", plain, re.IGNORECASE):
            return match["name"].strip()
    named = [line.strip() for line in lines[:4] if is_letterhead(line)]
    bodies = [
        name for name in named if not re.match(r"(?:republic|kingdom|state|press\s+service)\b", name, re.IGNORECASE)
    ]
    return bodies[-1] if bodies else None
