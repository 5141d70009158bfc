"""Counts without a numeral: "no one was hurt", "no casualties", "killed a student and two teachers"."""

from collections.abc import Sequence
from itertools import pairwise

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.figures import ends_phrase
from tollbook.reading.idioms import phrase_at
from tollbook.reading.page import Token
from tollbook.reading.people_words import PEOPLE, is_singular
from tollbook.reading.toll_words import ACTIVE, AUXILIARIES, BE, GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed
from tollbook.text.numbers import Number

_NOBODY = frozenset(("nobody", "no-one", "none"))
_NEGATORS = frozenset(("not", "n't", "never", "without", "nor", "neither"))
_COUNTED = frozenset(("deaths", "death", "fatalities", "casualties", "injuries", "arrests", "killings"))
_NO_COUNT = frozenset(("survivors", "survivor", "more", "further", "longer"))
_MODALS = frozenset(("to", "could", "would", "might", "may", "can", "will", "should", "not", "n't", "never", "without"))
_SUPPOSED = frozenset(("if", "when", "whenever", "unless", "time", "like", "as", "than", "whether", "not", "by"))
_JOINTS = listed("joints")
_SURVIVE = frozenset(("survived", "survive", "escaped", "alive", "lived"))
_NEAR = 3  # words between "no" and the noun that it counts
_CLAUSE = 8  # tokens between "not" and "any casualties"
_ADJECTIVES = 4  # words between "a" and its noun


def with_implied(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return a sentence's tokens with its words for nobody and for one victim as numbers.

    Args:
        tokens: The sentence's tokens.

    Returns:
        The tokens; "no one" is one token; "no" is a number where a noun of people or of harm follows, "a" where a
        person follows of whom death, injury or arrest is told.
    """
    made: list[Token] = []
    for i, token in enumerate(tokens):
        if token.low == "one" and i and tokens[i - 1].low == "no" and token.number is not None:
            opening = made.pop()
            made.append(_number(opening, token, 0))
        elif token.number is None and (_is_nobody(tokens, i) or _counts_nothing(tokens, i)):
            made.append(_number(token, token, 0))
        elif token.low in ("a", "an") and token.number is None and _is_victim(tokens, i, made):
            made.append(_number(token, token, 1))
        else:
            made.append(token)
    return tuple(made)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _is_nobody(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word means nobody of whom harm is told: not "none of the 20 survived"."""
    return tokens[i].low in _NOBODY and not any(token.low in _SURVIVE for token in tokens[i : i + 2 * _CLAUSE])


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


def _is_victim(tokens: Sequence[Token], i: int, before: Sequence[Token]) -> bool:
    """Return whether "a student" is somebody of whom death, injury or arrest is told right here."""
    end = _end_of_person(tokens, i)
    if end is None:
        return False
    return _is_object(tokens, i) or _is_among(tokens, i) or _is_joined(tokens, i, before) or (
        _low(tokens, i - 1) not in _SUPPOSED and _is_subject(tokens, end)
    )  # fmt: skip


def _end_of_person(tokens: Sequence[Token], i: int) -> int | None:
    """Return one past the noun of "a pregnant woman", or None where no person is named."""
    end = None
    for at in range(i + 1, min(len(tokens), i + 2 + _ADJECTIVES)):
        if is_singular(tokens[at].low):
            end = at + 1
        elif end is not None or not tokens[at].is_word or ends_phrase(tokens, at):
            break
    if end is None or _low(tokens, end - 1) in STATES:
        return None
    after = tokens[end] if end < len(tokens) else None
    is_closed = after is None or not after.is_word or after.low == "and" or ends_phrase(tokens, end)
    return end if is_closed and _low(tokens, end) != "'s" else None


def _is_object(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "killed", "shot dead", "the body of" stands before."""
    before, second = _low(tokens, i - 1), _low(tokens, i - 2)
    if before == "of":
        return second in NOUNS and second not in ("toll", "dead", "missing", "wounded", "injured")
    if before == "dead" or (before == "down" and second == "gunned"):
        return second in ("shot", "gunned")
    return before in ACTIVE and second not in _MODALS | BE


def _is_among(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "among them" or "including" stands before, behind another count."""
    before, second = _low(tokens, i - 1), _low(tokens, i - 2)
    is_part = before == "including" or (before == "them" and second in ("among", "of"))
    return is_part and any(token.number is not None for token in tokens[:i])


def _is_joined(tokens: Sequence[Token], i: int, before: Sequence[Token]) -> bool:
    """Return whether the person stands in a row with people counted: "two nurses, a driver and a patient"."""
    at = i - 1
    while at >= 0 and _low(tokens, at) in _JOINTS and i - at <= _NEAR:
        at -= 1
    if at == i - 1 or at < 1 or not _goes_on(tokens, i, at):
        return False
    words = before[max(0, at - _ADJECTIVES) : at + 1]
    counted = next((k for k in range(len(words) - 1, -1, -1) if words[k].number is not None), None)
    return counted is not None and words[-1].low in PEOPLE and all(token.is_word for token in words[counted + 1 :])


def _goes_on(tokens: Sequence[Token], i: int, at: int) -> bool:
    """Return whether a row goes on or ends with "and": not "killed 12 people, a doctor in the town said"."""
    end = _end_of_person(tokens, i)
    joints = {token.low for token in tokens[at + 1 : i]}
    return joints != {","} or (end is not None and _low(tokens, end) in (",", "and", "among"))


def _is_subject(tokens: Sequence[Token], end: int) -> bool:
    """Return whether the person's verb follows at once, or behind another that it shares it with."""
    at = end
    while at < len(tokens) and (
        (tokens[at].low in AUXILIARIES and tokens[at].low not in ("who", "which")) or tokens[at].low.endswith("ly")
    ):
        at += 1
    low = _low(tokens, at)
    if at > end and any(token.low in BE for token in tokens[end:at]):
        return low in PARTICIPLE or phrase_at(tokens, at) is not None or low in STATES
    if low in GOES or phrase_at(tokens, at) is not None:
        return _low(tokens, at - 1) not in _MODALS
    return low == "and" and any(
        a.number is not None and b.low in PEOPLE for a, b in pairwise(tokens[end + 1 : end + 4])
    ) and any(_is_subject(tokens, k) for k in (end + 3, end + 4))  # fmt: skip


def _number(first: Token, last: Token, value: int) -> Token:
    number = Number(first.start, last.end, first.start, last.end, value, value, value, Qualifier.EXACT, is_digits=False)
    words = f"{first.text} {last.text}" if first is not last else first.text
    return Token(first.start, last.end, words, words.lower(), number)
