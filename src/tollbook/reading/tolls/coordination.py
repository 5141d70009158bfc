"""Which figures of a sentence count alike because they are joined: "12 men and 3 women", "along with 5 rebels"."""

from collections.abc import Sequence

from tollbook.reading.page import Token
from tollbook.reading.tolls.ellipsis import says_it_again
from tollbook.reading.tolls.groups import accounted_for
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.words import listed

_JOINTS = listed("joints")
_ADDITIONS = (("along", "with"), ("together", "with"), ("well", "as"), ("addition", "to"))
_DATING = listed("dating")
_DAY_REACH = 4  # tokens
_CONTRASTS = listed("contrasts")
_FARTHEST = 16  # tokens between a figure and one that is added to it


def coordinated(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether nothing but commas and "and" stands between one phrase and the next."""
    between = tokens[first.last : second.at]
    return bool(between) and all(token.low in _JOINTS for token in between) and len(between) <= 4


def gapped(tokens: Sequence[Token], first: Figure, second: Figure, dated: frozenset[int]) -> bool:
    """Return whether the second repeats the first without its verb or noun.

    "Strikes accounted for 58 and shelling for 31"; "59 killings to November and 92 to April".
    """
    between = tokens[first.last : second.at]
    words = [token.low for token in between]
    if _has_own_day(tokens, between, second, dated):
        return True
    if says_it_again(tokens, first, second, dated):
        return True
    if not {"and", ";", "but"} & set(words):
        return False
    is_for = accounted_for(tokens, first) is not None or _low(tokens, first.at - 1) == "for"
    if words[-1:] == ["for"] and len(words) <= 9 and is_for:
        return True
    days = [token.start in dated for token in between]
    return second.head is None and any(days) and all(
        is_day or word in _DATING for is_day, word in zip(days, words, strict=True)
    )  # fmt: skip


def _has_own_day(tokens: Sequence[Token], between: Sequence[Token], second: Figure, dated: frozenset[int]) -> bool:
    """Return whether a bare figure repeats a count for another time: "..., and 92,901 up to April 2013"."""
    if second.head is not None or second.is_partitive or not between or between[-1].low not in ("and", ";", ","):
        return False
    after = tokens[second.last : second.last + _DAY_REACH]
    words = [token.low for token in after]
    is_day = bool(after) and all(token.start in dated or token.low in _DATING for token in after[:2])
    return (is_day and any(token.start in dated for token in after)) or (
        words[:1] == ["the"] and words[1:2] in (["week"], ["month"], ["year"], ["day"]) and words[2:3] == ["before"]
    )


def contrasted(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether the second is set beside the first: "22 bodies, not 60"; "12 dead, compared with 9 last year"."""
    between = [token.low for token in tokens[max(first.last, second.at - _FARTHEST) : second.at]]
    if second.head is not None and second.head != first.head:
        return False
    lead = []
    while between and between[-1] in _CONTRASTS:
        lead.append(between.pop())
    words = set(lead)
    if "then" in words:
        return True
    return bool(words & {"compared", "against", "versus", "not", "instead", "opposed"} or {"up", "from"} <= words
                or {"down", "from"} <= words or {"rather", "than"} <= words)  # fmt: skip


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def added(tokens: Sequence[Token], first: Figure, second: Figure, sign: Sign | None) -> bool:
    """Return whether the second is added behind the verb of the first: "12 were killed, it said, along with 3 ...".

    Args:
        tokens: The sentence's tokens.
        first: The figure before.
        second: The figure asked about.
        sign: What the first counts by its own words.

    Returns:
        Whether both count the same.
    """
    between = tokens[first.last : second.at]
    if sign is None or len(between) < 3 or len(between) > _FARTHEST or sign.at >= second.at:
        return False
    if any(token.number is not None or token.text in ".;:" for token in between):
        return False
    return (between[-2].low, between[-1].low) in _ADDITIONS
