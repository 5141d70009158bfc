"""On which terms a document may be republished, by whom granted, on which conditions."""

import re
from collections.abc import Sequence

from tollbook.model.document import Rights, Span

_PUBLISHER = re.compile(
    r"(?:the\s+)?(?P<name>(?-i:[A-Z])[\w'’&-]*(?:\s+(?:of|for|on|the|and|(?-i:[A-Z])[\w'’&-]*)){0,6}?)\s+"
    r"(?:grants?\s+permission|will\s+not\s+be\s+responsible|reserves?\s+all\s+rights|all\s+rights\s+reserved)",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*|\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)?(?:by\s+)?"
    r"(?P<name>(?-i:[A-Z])[\w'’&-]*(?:\s+(?:of|for|on|the|and|(?-i:[A-Z])[\w'’&-]*)){0,6})",
    re.IGNORECASE,
)
_OWN_TEXTS = re.compile(
    r"(?P<name>[A-Z][\w'’&-]*(?:\s+(?:of|for|on|the|and|[A-Z][\w'’&-]*)){0,5})\s+(?:articles?|stories|story|reports?|content|"
    r"material|releases?)\s+may\s+be\b"
)
_NO_GRANTORS = frozenset(("this", "these", "all", "our", "such"))
_LICENCES = (
    ("CC0", r"\bcc0\b|public\s+domain"),
    ("CC BY-NC-ND", r"attribution[\s-]+non-?commercial[\s-]+no-?deriv|cc[\s-]by-nc-nd"),
    ("CC BY-NC-SA", r"attribution[\s-]+non-?commercial[\s-]+share|cc[\s-]by-nc-sa"),
    ("CC BY-NC", r"attribution[\s-]+non-?commercial|cc[\s-]by-nc"),
    ("CC BY-SA", r"attribution[\s-]+share-?alike|cc[\s-]by-sa"),
    ("CC BY-ND", r"attribution[\s-]+no-?deriv|cc[\s-]by-nd"),
    ("CC BY", r"creative\s+commons\s+attribution|cc[\s-]by\b"),
    ("Creative Commons", r"creative\s+commons"),
    ("permission required", (
        r"no\s+part\s+of\s+this|may\s+not\s+be\s+(?:reproduced|republished|redistributed|copied)|"
        r"without\s+(?:prior\s+|express\s+)?written\s+(?:permission|consent)"
    )),
    ("republication with permission", (
        r"grants?\s+permission|permission\s+is\s+granted|may\s+be\s+(?:freely\s+)?(?:reproduced|republished|reprinted|quoted|shared)"
    )),
    ("fair use", r"fair\s+use"),
    ("all rights reserved", r"all\s+rights\s+reserved"),
)  # fmt: skip
_CONDITIONS = (
    ("acknowledgement", r"acknowledg|attribut|credit(?:ed|ing)?\b|cite\b|cited\b|\bcc[\s-]by"),
    ("hyperlink", r"hyperlink|links?\s+(?:back\s+)?to|linking"),
    ("non-commercial", (
        r"non-?commercial|without\s+profit|not\s+for\s+profit|cc[\s-]by-nc|community\s+(?:internet\s+)?sites"
    )),
    ("no derivatives", r"no-?deriv|unaltered|without\s+(?:changes|alteration|modification)|in\s+full\b"),
    ("share alike", r"share-?alike"),
    ("permission for commercial use", (
        r"commercial\s+(?:internet\s+)?(?:sites|use|purposes)[^.]{0,40}contact|permission\s+from\s+the\s+copyright"
    )),
)  # fmt: skip


def rights_of(text: str, lines: Sequence[tuple[int, int]]) -> Rights | None:
    """Return the terms that some lines of a text state.

    Args:
        text: The text.
        lines: Characters (start, end) of the lines that are no part of the story, in order.

    Returns:
        The terms, or None where no line states any. The grantor is who grants permission, else whose copyright it is,
        else whose texts may be republished.
    """
    saying = [(a, b) for a, b in lines if _states_terms(text[a:b])]
    if not saying:
        return None
    start, end = saying[0][0], saying[-1][1]
    words = " ".join(text[a:b] for a, b in saying)
    licence = next((name for name, pattern in _LICENCES if re.search(pattern, words, re.IGNORECASE)), None)
    conditions = tuple(name for name, pattern in _CONDITIONS if re.search(pattern, words, re.IGNORECASE))
    return Rights(licence, conditions, _grantor(words), Span(start, end, text[start:end]))


def _states_terms(line: str) -> bool:
    return any(re.search(pattern, line, re.IGNORECASE) for _, pattern in _LICENCES) or (
        re.search(r"copyright|©", line, re.IGNORECASE) is not None
    )


def _grantor(words: str) -> str | None:
    said = list(_PUBLISHER.finditer(words))
    granting = next((m for m in said if "permission" in m.group() or "reserve" in m.group()), None)
    for match in (granting, *said[:1], _OWNED.search(words), _OWN_TEXTS.search(words)):
        if match is not None and match["name"].split()[0].lower() not in _NO_GRANTORS:
            return re.sub(r"\s+All$", "", match["name"].strip())
    return None
