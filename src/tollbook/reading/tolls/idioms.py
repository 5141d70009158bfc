"""The phrases of data/idioms.toml: what is said of people in several words, behind them or around them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import product

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token

_TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("tollbook.reading").joinpath("data/idioms.toml").read_text(encoding="utf-8")
)
_PEOPLE = "..."
_Words = tuple[str, ...]


def _phrases(kind: str) -> Iterator[tuple[_Words, Measure]]:
    """Yield every phrase of a kind with its alternatives written out, and what it counts."""
    for measure, lines in _TABLE[kind].items():
        for line in lines.strip().splitlines():
            for words in product(*(word.split("|") for word in line.split())):
                yield words, Measure(measure)


def _subjects() -> Mapping[str, tuple[tuple[_Words, Measure], ...]]:
    found: dict[str, dict[_Words, Measure]] = {}
    for words, measure in _phrases("subject"):
        found.setdefault(words[0], {})[words] = measure
    return {first: tuple(sorted(listed.items(), key=lambda one: -len(one[0]))) for first, listed in found.items()}


def _objects() -> Mapping[str, tuple[tuple[_Words, _Words, Measure], ...]]:
    found: dict[str, list[tuple[_Words, _Words, Measure]]] = {}
    for words, measure in _phrases("object"):
        at = words.index(_PEOPLE)
        found.setdefault(words[at - 1], []).append((words[:at], words[at + 1 :], measure))
    longest = {last: sorted(listed, key=lambda one: -len(one[0]) - len(one[1])) for last, listed in found.items()}
    return {last: tuple(listed) for last, listed in longest.items()}


_SUBJECTS = _subjects()
_OBJECTS = _objects()


def phrase_at(tokens: Sequence[Token], at: int) -> Measure | None:
    """Return what a phrase counts that begins at a token, behind the people: "shot dead", "lost their lives".

    Args:
        tokens: The sentence's tokens.
        at: The phrase's first.

    Returns:
        The measure, or None where no such phrase begins here.
    """
    for words, measure in _SUBJECTS.get(tokens[at].low, ()) if 0 <= at < len(tokens) else ():
        if _low(tokens, at, len(words)) == words:
            return measure
    return None


def phrase_around(tokens: Sequence[Token], before: int, after: int) -> Measure | None:
    """Return what a phrase counts that stands around the people: "cost 12 people their lives".

    Args:
        tokens: The sentence's tokens.
        before: The last token before the figure that is no part of it.
        after: The first behind its people.

    Returns:
        The measure, or None where no such phrase stands here.
    """
    for opening, closing, measure in _OBJECTS.get(tokens[before].low, ()) if 0 <= before < len(tokens) else ():
        start = before + 1 - len(opening)
        if start >= 0 and _low(tokens, start, len(opening)) == opening and _low(tokens, after, len(closing)) == closing:
            return measure
    return None


def _low(tokens: Sequence[Token], at: int, length: int) -> _Words:
    return tuple(token.low for token in tokens[at : at + length])
