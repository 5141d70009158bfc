"""Numbers that count no people: money, shares, times, ages, and the numbers of things."""

import re
from collections.abc import Sequence

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.people_words import is_people, is_singular
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.words import listed

_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:rs|usd|eur|gbp|syp|inr))\.?\s?$", re.IGNORECASE)
_MONEY_OR_SHARE_AFTER = re.compile(
    (
        r"\s{0,2}(?:%|per\s?cent\b|percent\b|percentage|dollars?\b|euros?\b|pounds\b|rupees\b|cents\b|"
        r"[ap]\.?m\.?\b|o['’]clock|°|degrees\b)"
    ),
    re.IGNORECASE,
)
_RATED = re.compile(
    r"\b(?:average\s+of|(?:poll|survey|sample|study)\s+of|\bCI:?|confidence\s+interval:?|sentenced|condemned|sentencing|one\s+in|out\s+of\s+every)\s{1,2}$",
    re.IGNORECASE,
)
_LABELS = listed("labels")
_AGE_BEFORE = re.compile(
    r"\b(?:(?:the\s+)?(?:oldest|youngest|eldest)(?:\s+(?:being|only|just|was|is|not|yet|barely|aged|a))*|(?:younger|older)\s+than|aged?|ages|ages\s+of|age\s+of|turned|turning|aged\s+between|between\s+the\s+ages\s+of)\s{1,2}$",
    re.IGNORECASE,
)
_WHERE = frozenset(("in", "at", "near", "around"))
_OLDEST = 115
_MOST_RATED = 100
_ONES = ("one", "1")
_AGED = frozenset(("them", "whom", "those", "these", "all", "aged", "were", "are"))
_OLD = 90
_SHORT_TIMES = frozenset(("hour", "minute", "second", "household", "family", "head"))
_TIMES = _SHORT_TIMES | {"day", "night", "week", "month"}
_LONGEST_ROW = 24  # tokens of a row of ages
_RATIO = 14  # tokens


def is_other_kind(tokens: Sequence[Token], i: int, text: str) -> bool:
    """Return whether the characters around a number say that it is money, a share, a time, a rate or part of a word.

    Args:
        tokens: The sentence's tokens.
        i: The number.
        text: The document's text.

    Returns:
        Whether it counts no people.
    """
    number = tokens[i].number
    if number is None:
        return True
    before, after = (
        text[max(0, number.value_start - 24) : number.value_start],
        text[number.value_end : number.value_end + 24],
    )
    if _MONEY_BEFORE.search(before) or _MONEY_OR_SHARE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    if _RATED.search(before) or _is_rate(tokens, i):
        return True
    rest = text[number.end : number.end + 2]
    glued = rest[:1] in "-‑‐/" and rest[1:2].isalnum()
    clock = (after[:1] == ":" and after[1:2].isdigit()) or (before[-1:] == ":" and before[-2:-1].isdigit())
    return glued or clock or (before[-1:] in "-/#_" and before[-2:-1].isalnum())


def _is_rate(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a number belongs to "four in ten", "one family in five"."""
    if _low(tokens, i - 1) == "in":
        return _is_of(tokens, i - 2, i) or (_is_of(tokens, i - 3, i) and _low(tokens, i - 3) == "one")
    return (_low(tokens, i + 1) == "in" and _is_of(tokens, i, i + 2)) or (
        _low(tokens, i) == "one" and _low(tokens, i + 2) == "in" and _is_of(tokens, i, i + 3)
    )


def _is_of(tokens: Sequence[Token], first: int, second: int) -> bool:
    """Return whether a bare number follows that is larger, and no year: "four" and "ten"."""
    small, large = (tokens[at].number if 0 <= at < len(tokens) else None for at in (first, second))
    if small is None or large is None or small.best is None or large.best is None:
        return False
    return 0 < small.best < large.best <= _MOST_RATED


def is_age(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure is somebody's age: "Layla, 12, was killed", "children under 18", "a father of five".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        Whether it is an age, or the number of somebody's children.
    """
    number = tokens[figure.at].number
    if number is None or figure.head is not None or figure.is_partitive or number.low > _OLDEST:
        return False
    if figure.at == 0 or number.is_increment:
        return False
    before = tokens[figure.at - 1]
    if (before.low == "of" and _is_one(_low(tokens, figure.at - 2))) or follows_age(tokens, figure.at):
        return True
    if number.qualifier in (Qualifier.UNDER, Qualifier.OVER, Qualifier.UP_TO) and (
        is_people(before.low) or (before.low in _AGED and number.qualifier is not Qualifier.UP_TO)
    ):
        return (number.best or 0) <= _OLD
    return before.text in ",(" and figure.at > 1 and number.is_digits and _is_behind_name(tokens, figure)


def _is_behind_name(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a bare figure between marks follows a name or one person: "Layla, 12,", "the driver (34)"."""
    named, start = tokens[figure.at - 2], figure.at - 2
    while start >= 0 and tokens[start].is_capital:
        start -= 1
    if named.is_capital and _low(tokens, start) in _WHERE:
        return False  # "in Lower Karm, 29"
    is_one = named.is_capital or _is_one(named.low)
    return is_one and _low(tokens, figure.at + 1) in (",", ")", ".", "and", ";")


def _is_one(low: str) -> bool:
    """Return whether a word means one person: "a father of", "a fifth, female,"."""
    return low in ("male", "female") or (is_people(low) and is_singular(low))


def follows_age(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a bare figure goes on with ages: "aged 4, 7 and 9".

    Args:
        tokens: The sentence's tokens.
        at: The figure's token.

    Returns:
        Whether "aged" opens the row that it stands in.
    """
    stop = max(0, at - _LONGEST_ROW)
    while at > stop and (tokens[at - 1].low in (",", "and", "or") or tokens[at - 1].number is not None):
        at -= 1
    return _low(tokens, at - 1) in ("aged", "ages")


def is_label(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure numbers a thing ("Resolution 2254"), or is the "one" of "one of", "one day".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        Whether it counts no people.
    """
    token = tokens[figure.at]
    if any(one.low in ("ratio", "odds") for one in tokens[max(0, figure.at - _RATIO) : figure.at]):
        return True
    if token.low in _ONES and figure.head is None and figure.is_partitive:
        return False
    if figure.head is not None or figure.at == 0 or token.number is None:
        return False
    before = tokens[figure.at - 1]
    if token.low == "one" and (before.low in ("the", "this", "that") or _is_of_things(tokens, figure.at)):
        return True
    after = _low(tokens, figure.at + 1)
    is_death = after == "of" and _low(tokens, figure.at + 2) in ("a", "an")  # "and one of a heart attack"
    if token.low == "one" and after in ("of", "day", "another", "that", "who") and not is_death:
        return True
    bare = token.number.start == token.number.value_start
    return bare and (
        (before.low in _LABELS and before.is_capital)
        or (before.low.removesuffix("s") in _LABELS and before.low not in ("number", "numbers", "camps", "posts"))
    )


def is_rate(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure is so many in an hour, a household: "one hostage every hour"; not "1,000 a year".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        Whether it is a rate.
    """
    after, second = _low(tokens, figure.last), _low(tokens, figure.last + 1)
    return (after in ("every", "per", "each") and second in _TIMES) or (after in ("a", "an") and second in _SHORT_TIMES)


def _is_of_things(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "one" goes back to things counted before: "two recordings of the shooting, one captured by"."""
    if _low(tokens, at - 1) != ",":
        return False
    for back in range(at - 2, 0, -1):
        if tokens[back - 1].number is not None:
            return not is_people(tokens[back].low) and tokens[back].low.endswith("s")
    return False


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
