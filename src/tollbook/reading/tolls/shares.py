"""Shares of a count: "at least half of them", "two-thirds of the 600 dead" become bounds from the count they are of."""

import math
from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.text.numbers import ABOUT_SHARE, Number, qualifier_before

_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
}
_PERCENT = frozenset(("%", "percent"))
_POINT = 0.005  # "40 per cent" is from 39.5 to 40.5
_MOST = 19  # a numerator above it is no fraction


def with_shares(tokens: Sequence[Token], text: str) -> tuple[Token, ...]:
    """Return a sentence's tokens with every share "of ..." as one number token.

    Args:
        tokens: The sentence's tokens.
        text: The document's text.

    Returns:
        The tokens; a share's `number.share` is set, and its bounds are empty until the count it is of is known.
    """
    if not any(token.low in _PARTS or token.low in _PERCENT or token.low == "per" for token in tokens):
        return tuple(tokens)
    made: list[Token] = []
    i = 0
    while i < len(tokens):
        found = _share(tokens, i)
        if found is None or _low(tokens, i + found[1]) not in ("of", "the"):
            made.append(tokens[i])
            i += 1
            continue
        (value, slack), used = found
        made.append(_token(tokens[i], tokens[i + used - 1], value, slack, text))
        while len(made) > 1 and made[-2].end > made[-1].start:
            made.pop(-2)  # the words of its qualifier are in it now
        i += used
    return tuple(made)


def resolved(share: Number, whole: Number) -> Number:
    """Return a share's number of people.

    Args:
        share: A number with `share`.
        whole: The count that it is of.

    Returns:
        Bounds in people; no upper one where the count has none.
    """
    low, high = share.share or (0.0, 1.0)
    named = share.value if share.value is not None else None
    return replace(
        share,
        low=math.ceil(whole.low * low - 1e-9),
        high=None if whole.high is None else math.floor(whole.high * high + 1e-9),
        best=round(whole.best * named) if whole.best is not None and named is not None else None,
    )


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _share(tokens: Sequence[Token], i: int) -> tuple[tuple[float, float], int] | None:
    """Return (value, slack) and how many tokens a share takes that begins here."""
    token = tokens[i]
    top = token.number.best if token.number is not None else 1 if token.low in ("a", "one") else None
    if token.low in ("half", "one-half"):
        return (0.5, 0.5 * ABOUT_SHARE), 1
    if top is None:
        return None
    at = i + 1 + (_low(tokens, i + 1) in ("-", "‑", "‐"))
    if (below := _PARTS.get(_low(tokens, at))) is not None and 0 < top <= min(_MOST, below):
        return (top / below, top / below * ABOUT_SHARE), at + 1 - i
    if token.number is None or top > 100:
        return None
    if _low(tokens, i + 1) in _PERCENT:
        return (top / 100, _POINT), 2
    return ((top / 100, _POINT), 3) if (_low(tokens, i + 1), _low(tokens, i + 2)) == ("per", "cent") else None


def _token(first: Token, last: Token, value: float, slack: float, text: str) -> Token:
    start, kind = first.start, first.number.qualifier if first.number is not None else None
    if first.number is None:
        start, kind = qualifier_before(text, first.start)
    if kind in (Qualifier.AT_LEAST, Qualifier.OVER):
        bounds = (value, 1.0)
    elif kind in (Qualifier.UP_TO, Qualifier.UNDER):
        bounds = (0.0, value)
    else:
        bounds = (max(0.0, value - slack), min(1.0, value + slack))
    kind = kind if kind is not None and kind not in (Qualifier.EXACT, Qualifier.VAGUE) else Qualifier.ROUNDED
    number = Number(
        start, last.end, first.start, last.end, 0, None, None, kind, is_digits=False, share=bounds, value=value
    )
    words = text[start : last.end]
    return Token(start, last.end, words, words.lower(), number)
