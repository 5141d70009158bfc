"""Counts without a numeral: "no one was hurt", "no casualties", "killed a student and two teachers"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.toll_words import NOUNS
from tollbook.reading.tolls.victims import is_victim
from tollbook.text.numbers import Number

_NOBODY = frozenset(("nobody", "no-one", "none"))
_NEGATORS = frozenset(("not", "n't", "never", "without", "nor", "neither"))
_COUNTED = frozenset(("deaths", "death", "fatalities", "casualties", "injuries", "arrests", "killings"))
_NO_COUNT = frozenset(("survivors", "survivor", "more", "further", "longer"))
_SURVIVE = frozenset(("survived", "survive", "escaped", "alive", "lived"))
_MOST = 60  # articles of a sentence that may count somebody
_NEAR = 3  # words between "no" and the noun that it counts
_CLAUSE = 8  # tokens between "not" and "any casualties"


def with_implied(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return a sentence's tokens with its words for nobody and for one victim as numbers.

    Args:
        tokens: The sentence's tokens.

    Returns:
        The tokens; "no one" is one token; "no" is a number where a noun of people or of harm follows, "a" where a
        person follows of whom death, injury or arrest is told.
    """
    made: list[Token] = []
    tried = 0
    for i, token in enumerate(tokens):
        is_not_one = i > 0 and tokens[i - 1].low == "not" and _low(tokens, i + 1) == "of" and _is_nobody(tokens, i)
        if token.low == "one" and i and (tokens[i - 1].low == "no" or is_not_one) and token.number is not None:
            opening = made.pop()
            made.append(_number(opening, token, 0))
        elif token.number is None and (_is_nobody(tokens, i) or _counts_nothing(tokens, i)):
            made.append(_number(token, token, 0))
        elif token.low in ("a", "an") and token.number is None and tried < _MOST:
            tried += 1
            made.append(_number(token, token, 1) if is_victim(tokens, i, made) else token)
        else:
            made.append(token)
    return tuple(made)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _is_nobody(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word means nobody of whom harm is told: not "none of the 20 survived"."""
    return (tokens[i].low in _NOBODY or tokens[i].low == "one") and not any(
        token.low in _SURVIVE for token in tokens[i : i + 2 * _CLAUSE]
    )


def _counts_nothing(tokens: Sequence[Token], i: int) -> bool:
    low = tokens[i].low
    if low not in ("no", "any", "without"):
        return False
    for step in range(1, _NEAR + 1):
        after = tokens[i + step] if i + step < len(tokens) else None
        if after is None or not after.is_word or after.low in _NO_COUNT:
            return False
        if after.low in _COUNTED or (low == "no" and after.low in PEOPLE and after.low not in NOUNS):
            before = {token.low for token in tokens[max(0, i - _CLAUSE) : i]}
            return low != "any" or bool(before & _NEGATORS)
    return False


def _number(first: Token, last: Token, value: int) -> Token:
    number = Number(first.start, last.end, first.start, last.end, value, value, value, Qualifier.EXACT, is_digits=False)
    words = f"{first.text} {last.text}" if first is not last else first.text
    return Token(first.start, last.end, words, words.lower(), number)
