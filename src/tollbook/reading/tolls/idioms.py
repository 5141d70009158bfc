"""The phrases of data/idioms.toml: what is said of people in several words, behind them or around them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token
from tollbook.reading.tolls.inflection import inflected, participles
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.toll_words import AUXILIARIES, BE, GET, GOES, HAVE, PARTICIPLE
from tollbook.reading.words import listed

_TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("tollbook.reading").joinpath("data/idioms.toml").read_text(encoding="utf-8")
)
_SLOTS = ("...", "PEOPLE")
_GAP = frozenset("*")
_WIDEST = 3  # words that "*" may stand for
_TAKEN = listed("determiners")  # what begins the object of an active verb
_SELVES = frozenset(("himself", "herself", "themselves", "itself"))
_Step = frozenset[str]  # words of which one stands here, or _GAP
_Steps = tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words before and behind the people, what they count, and when they do.

    Attributes:
        before: Steps before the people, in order; empty for a phrase behind them.
        behind: Steps behind the people.
        measure: What is counted.
        is_of_people: Whether only a noun for people can stand in its slot.
        is_passive: Whether it is a participle, that of "were put to death".
    """

    before: _Steps
    behind: _Steps
    measure: Measure
    is_of_people: bool = False
    is_passive: bool = False


def _step(word: str) -> _Step:
    """Return the words that stand for one of a line: `a|b`, `~verb`, `<list>`, `*`."""
    found: set[str] = set()
    for one in word.split("|"):
        if one.startswith("~"):
            found |= inflected(one[1:])
        elif one.startswith("<"):
            found |= listed(one[1:-1])
        else:
            found.add(one)
    return frozenset(found)


def _lines(kind: str) -> Iterator[tuple[list[str], Measure]]:
    for measure, lines in _TABLE[kind].items():
        for line in lines.strip().splitlines():
            yield line.split(), Measure(measure)


def _of_object(words: list[str], measure: Measure) -> Iterator[_Phrase]:
    """Yield a phrase around its object, and that of the passive where its verb is marked: "were put to death"."""
    at = next(i for i, word in enumerate(words) if word in _SLOTS)
    before, behind = tuple(map(_step, words[:at])), tuple(map(_step, words[at + 1 :]))
    yield _Phrase(before, behind, measure, is_of_people=words[at] == "PEOPLE")
    verbs = [one[1:] for one in words[0].split("|") if one.startswith("~")]
    if verbs and any(step != _GAP for step in (*before[1:], *behind)):
        first = frozenset(form for verb in verbs for form in participles(verb))
        steps = (first, *before[1:], *behind)
        yield _Phrase((), steps, measure, is_of_people=words[at] == "PEOPLE", is_passive=True)


def _of_subject(words: list[str], measure: Measure) -> _Phrase:
    is_of_people = words[0] in _SLOTS
    return _Phrase((), tuple(map(_step, words[is_of_people:])), measure, is_of_people=words[0] == "PEOPLE")


def _tables() -> tuple[Mapping[str, tuple[_Phrase, ...]], Mapping[str, tuple[_Phrase, ...]]]:
    """Return phrases behind people by their first word, and phrases around them by the last before; longest first."""
    made = [phrase for words, measure in _lines("object") for phrase in _of_object(words, measure)]
    made += [_of_subject(words, measure) for words, measure in _lines("subject")]
    behind: dict[str, list[_Phrase]] = {}
    around: dict[str, list[_Phrase]] = {}
    for phrase in sorted(made, key=lambda one: -len(one.before) - len(one.behind)):
        table, step = (around, phrase.before[-1]) if phrase.before else (behind, phrase.behind[0])
        for word in step:
            table.setdefault(word, []).append(phrase)
    return (
        {word: tuple(phrases) for word, phrases in behind.items()},
        {word: tuple(phrases) for word, phrases in around.items()},
    )


_BEHIND, _AROUND = _tables()


def phrase_at(tokens: Sequence[Token], at: int, head: str | None = "people") -> Measure | None:
    """Return what a phrase counts that begins at a token, behind the people: "shot dead", "lost their lives".

    Args:
        tokens: The sentence's tokens.
        at: The phrase's first.
        head: The noun of the people, or None where a number stands for them alone.

    Returns:
        The measure, or None where no such phrase begins here.
    """
    for phrase in _BEHIND.get(tokens[at].low, ()) if 0 <= at < len(tokens) else ():
        if phrase.is_of_people and head not in PEOPLE:
            continue
        end = _end(tokens, at, phrase.behind)
        if end is not None and not (phrase.is_passive and _is_active(tokens, at, end)):
            return phrase.measure
    return None


def phrase_around(tokens: Sequence[Token], before: int, after: int, head: str | None = "people") -> Measure | None:
    """Return what a phrase counts that stands around the people: "cost 12 people their lives".

    Args:
        tokens: The sentence's tokens.
        before: The last token before the figure that is no part of it.
        after: The first behind its people.
        head: The noun of the people, or None where a number stands for them alone.

    Returns:
        The measure, or None where no such phrase stands here.
    """
    for phrase in _AROUND.get(tokens[before].low, ()) if 0 <= before < len(tokens) else ():
        if phrase.is_of_people and head not in PEOPLE:
            continue
        if _ends_at(tokens, before, phrase.before) and _end(tokens, after, phrase.behind) is not None:
            return phrase.measure
    return None


def _end(tokens: Sequence[Token], at: int, steps: _Steps) -> int | None:
    """Return one past the last token of some steps that begin at a token, or None where they do not stand there."""
    if not steps:
        return at
    if steps[0] == _GAP:
        for skipped in range(_WIDEST + 1):
            if (end := _end(tokens, at + skipped, steps[1:])) is not None:
                return end
            if not _is_filler(tokens, at + skipped):
                return None
        return None
    return _end(tokens, at + 1, steps[1:]) if at < len(tokens) and tokens[at].low in steps[0] else None


def _ends_at(tokens: Sequence[Token], at: int, steps: _Steps) -> bool:
    """Return whether some steps end at a token."""
    if not steps:
        return True
    if steps[-1] == _GAP:
        for skipped in range(_WIDEST + 1):
            if _ends_at(tokens, at - skipped, steps[:-1]):
                return True
            if not _is_filler(tokens, at - skipped):
                return False
        return False
    return at >= 0 and tokens[at].low in steps[-1] and _ends_at(tokens, at - 1, steps[:-1])


def _is_filler(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "*" may stand for a token: a word or the mark of a possessive, no number."""
    if not 0 <= at < len(tokens):
        return False
    token = tokens[at]
    is_verb = token.low in GOES or token.low in PARTICIPLE or token.low in BE
    return token.number is None and not is_verb and (token.is_word or token.text in "'’-" or token.low == "'s")


def _is_active(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a form in -ed is no participle: "12 rebels have wiped out", "picked up the guns"."""
    before = at - 1
    while before > 0 and (tokens[before].low.endswith("ly") or tokens[before].low in ("also", "then", "later")):
        before -= 1
    low = tokens[before].low if before >= 0 else ""
    if low in BE | GET or (low in AUXILIARIES and low not in HAVE):
        return False
    if low in HAVE or low in ("who", "that", "which"):
        return True
    follows = tokens[end] if end < len(tokens) else None
    return follows is not None and (
        follows.number is not None
        or follows.low in _TAKEN
        or follows.low in _SELVES
        or (follows.low in PEOPLE and follows.is_word)
    )
