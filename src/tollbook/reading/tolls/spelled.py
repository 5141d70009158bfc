"""Numbers of a sentence that break one of it down, by their sum alone: "homicides 7 (Central 4, Harbor 3)"."""

from collections.abc import Mapping, Sequence

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.people_words import is_people
from tollbook.text.numbers import Number

_OPENERS = frozenset((":", "("))
_TO_OPENER = 8  # tokens from a whole to the colon or bracket that opens its parts
_BETWEEN = 9  # tokens from one part to the next
_FEWEST = 3  # people; a smaller whole is said by chance
_FEWEST_LOOSE = 9  # people, where only commas open the parts
_FEWEST_PARTS = 2
_MOST = 24  # parts


def spelled_out(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Return which numbers are parts of which, as their tokens.

    Parts stand behind their whole, in brackets, behind a colon or in a row of short phrases, and come to it exactly.
    What looks like a day ("in January 21") is a part where the sum says so; a year is none.

    Args:
        tokens: The sentence's tokens.

    Returns:
        The token of the whole by that of each part.
    """
    found: dict[int, int] = {}
    found.update(_in_brackets(tokens))
    counts = [at for at, token in enumerate(tokens) if _value(token.number) is not None]
    if len(counts) <= _FEWEST_PARTS:
        return found
    for at in counts:
        whole = _value(tokens[at].number)
        if whole is None or whole < _FEWEST or at in found:
            continue
        opener = _opener(tokens, at)
        for start in (opener,) if opener is not None else (at + 1,):
            for part in _parts(tokens, start, whole, is_open=opener is not None):
                found[part] = at
    return found


def _in_brackets(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Return the numbers alone in brackets that come to a number before them: "60 at two sites: Dol (35), Gaj (25)"."""
    alone = [
        at
        for at in range(1, len(tokens) - 1)
        if tokens[at].number is not None and (tokens[at - 1].text, tokens[at + 1].text) == ("(", ")")
    ]
    if len(alone) < _FEWEST_PARTS:
        return {}
    values = [_value(tokens[at].number) for at in alone]
    total = sum(value for value in values if value is not None)
    wholes = (at for at in range(alone[0]) if (number := tokens[at].number) is not None and number.low == total)
    whole = next(wholes, None)
    return dict.fromkeys(alone, whole) if whole is not None and None not in values else {}


def _value(number: Number | None) -> int | None:
    """Return the value of an exact count, or None."""
    if number is None or number.qualifier is not Qualifier.EXACT or number.is_increment or number.share is not None:
        return None
    return number.best


def _opener(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token behind the colon or bracket that follows a number, or None."""
    for i in range(at + 1, min(len(tokens), at + _TO_OPENER)):
        if tokens[i].number is not None or tokens[i].text in ".;":
            return None
        if tokens[i].text in _OPENERS:
            return i + 1
    return None


def _parts(tokens: Sequence[Token], start: int, whole: int, *, is_open: bool) -> list[int]:
    """Return the numbers from a token on that come to a whole, or none; deeper brackets are passed over."""
    parts: list[int] = []
    left, depth, last = whole, 0, start
    for at in range(start, len(tokens)):
        token = tokens[at]
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0 or (token.text == ";" and not parts) or at - last > _BETWEEN:
            break
        value = _value(token.number)
        if depth or value is None or _is_year(token, tokens[at - 1], whole) or _is_article(tokens, at):
            continue
        if value > left or (not is_open and tokens[at - 1].low not in (",", "and", "the", "in", "from", "for", "at")):
            break
        parts.append(at)
        left, last = left - value, at
        if left == 0:
            enough = len(parts) >= _FEWEST_PARTS + (not is_open) and (is_open or whole >= _FEWEST_LOOSE)
            return parts if enough and len(parts) <= _MOST else []
    return []


def _is_article(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "one" stands before a noun that names nobody: "from one village"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].low == "one" and after is not None and after.is_word and not is_people(after.low)


def _is_year(token: Token, before: Token, whole: int) -> bool:
    is_long = len(token.text) == 4 and token.text.isdigit()
    return (
        is_long
        and 1800 <= int(token.text) <= 2100
        and before.low in ("in", "of", "since", "year", "for")
        and whole < 1800
    )
