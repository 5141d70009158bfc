"""Which figures of a sentence count alike because they are joined: "12 men and 3 women", "along with 5 rebels"."""

from collections.abc import Sequence

from tollbook.reading.figures import Figure
from tollbook.reading.groups import accounted_for
from tollbook.reading.measures import Sign
from tollbook.reading.page import Token
from tollbook.reading.toll_words import ACTIVE, AUXILIARIES, BLOCKERS
from tollbook.reading.words import listed

_JOINTS = listed("joints")
_ADDITIONS = (("along", "with"), ("together", "with"), ("well", "as"), ("addition", "to"))
_DATING = frozenset(("to", "in", "by", "until", "till", "through", "during", "and", "the", "end", "of", ","))
_LONGEST_ELLIPSIS = 9  # tokens of a clause without a verb
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
    if not {"and", ";", "but"} & set(words):
        return False
    if words[-1:] == ["for"] and len(words) <= 9 and accounted_for(tokens, first) is not None:
        return True
    if _is_elliptic(tokens, between, second):
        return True
    days = [token.start in dated for token in between]
    return second.head is None and any(days) and all(
        is_day or word in _DATING for is_day, word in zip(days, words, strict=True)
    )  # fmt: skip


def _is_elliptic(tokens: Sequence[Token], between: Sequence[Token], second: Figure) -> bool:
    """Return whether a bare figure ends a clause without a verb: "...; in the lower town, 29", "; the mayor, at 30"."""
    joint = next((i for i in range(len(between) - 1, -1, -1) if between[i].low in (";", "and", "but")), None)
    if joint is None or second.head is not None or second.is_partitive or len(between) - joint > _LONGEST_ELLIPSIS:
        return False
    closes = second.last >= len(tokens) or tokens[second.last].text in ".;,"
    clause = [token.low for token in between[joint + 1 :]]
    if not closes or len(clause) < 3 or clause[-1] not in (",", "at"):
        return False
    return not any(word in BLOCKERS or word in ACTIVE or word in AUXILIARIES for word in clause[:-1])


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
