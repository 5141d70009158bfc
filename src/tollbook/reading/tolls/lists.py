"""Where a text lists parts: "The dead include", "Among the dead were", "Of these", "- Civilians: 90"."""

from collections.abc import Sequence

from tollbook.reading.page import Token
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import NOUNS
from tollbook.reading.words import listed

INCLUDING = listed("including")
LIST_LINE = 16  # tokens; an item of a list is short
_LABEL = 6  # tokens before the number of an item that has no colon
_LISTS = listed("lists")
_TOLL_SUBJECTS = listed("toll subjects")
_SKIPPED = ("also", "the", "were", "was", "are", "is", "a", "comprises", *INCLUDING)
_FORCES = frozenset(("forces", "militias", "army", "unidentified", "hezbollah", "fighters", "police", "others"))
BULLETS = "-–—•*·▪●◦‣"


def is_subject_of_list(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "The toll (also) includes" or "Among the dead were" stands before a figure."""
    start = at - 1
    while start >= 0 and _low(tokens, start) in _SKIPPED:
        start -= 1
    leads = {token.low for token in tokens[max(0, start - 5) : start + 1]}
    verb = {token.low for token in tokens[start + 1 : at]} | ({"were"} if leads & {"among", "amongst"} else set())
    return bool(verb & _LISTS) and bool(leads & _TOLL_SUBJECTS) and start <= 7


def toll_subject(tokens: Sequence[Token], at: int) -> str:
    """Return the first word before a figure that names a toll or its people, or an empty string."""
    return next((token.low for token in tokens[:at] if token.low in _TOLL_SUBJECTS), "")


def is_label_line(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a short line has its first figure behind a label."""
    is_first = not any(token.number is not None for token in tokens[: figure.at])
    return figure.at <= LIST_LINE // 2 and len(tokens) <= LIST_LINE and is_first


def is_item(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure is what an item of a list counts: "- Civilians: 90,506", "• 12 women"."""
    label = tokens[: figure.at]
    start = next((i for i, token in enumerate(tokens) if token.is_word or token.number is not None), 0)
    is_bullet = start > 0 and tokens[0].text in BULLETS
    has_colon = (
        bool(label)
        and label[-1].text in ":|–—-"
        and figure.at <= 12
        and not any(token.number is not None for token in label)
    )
    words = {token.low for token in (*label, *tokens[figure.group[0] : figure.group[1]])}
    named = any(word in PEOPLE or word in NOUNS for word in words)
    named = named or bool(_FORCES & {token.low for token in tokens[: figure.last]})
    is_row = (
        is_bullet and named and figure.head is None and figure.last == len(tokens) and len(label) <= _LABEL
    )  # "• Women 9"
    return (has_colon and named) or is_row or (is_bullet and figure.at - start <= 1 and figure.head is not None)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
