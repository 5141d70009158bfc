"""Whether a word that may be a noun or a name is a cue where it stands."""

from collections.abc import Sequence

from tollbook.reading.page import Token
from tollbook.reading.statements.cues import CUE_NOUNS, CUES, UNCONFIRMED, Cue
from tollbook.reading.words import listed

_NOUN_LEADS = listed("before noun reports")
_BEHIND_NOUN = frozenset(("of", "by", "from", "have", "had", "were", "are", "about"))


def is_verb(tokens: Sequence[Token], i: int, cue: Cue) -> bool:
    """Return whether a word that may be a noun ("report", "claims", "the charged") is a verb here.

    Args:
        tokens: The sentence's tokens.
        i: The word's place among them.
        cue: What the word would say as a cue.

    Returns:
        Whether it is a verb.
    """
    before = _low(tokens, i - 1)
    if (i > 0 and tokens[i].is_capital) or (tokens[i].low in CUE_NOUNS and _is_noun(tokens, i)):
        return False  # "the United States", "received reports of"
    if before in (
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "this",
        "these",
        "of",
        "in",
        "on",
        "for",
        "with",
        "any",
        "no",
        "such",
        "some",
        "'s",
    ):
        return False
    if cue.form == 0 and cue.base != "put":
        step = 2 if before.endswith("ly") else 1
        before = _low(tokens, i - step)
        return before in (
            "media",
            "people",
            "police",
            "to",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "must",
            "they",
            "we",
            "i",
            "you",
            "who",
            "not",
            "and",
            "n't",
            "did",
            "do",
        ) or (before.endswith("s") and before not in ("is", "was", "as", "'s"))
    return True


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "reports", "claims" and the like are a noun by the words beside them."""
    before, after = _low(tokens, i - 1), _low(tokens, i + 1)
    if before in UNCONFIRMED or before in _NOUN_LEADS or (before.endswith("ed") and len(before) > 4):
        return True
    follows = after in _BEHIND_NOUN or (after in CUES and CUES[after].form in (0, 2) and after not in CUE_NOUNS)
    return follows and tokens[i].low != "report"


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
