"""Which numbers of a sentence may count people: ages, dates, money and the like are left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.people_words import CONTAINERS, PEOPLE, is_people
from tollbook.reading.toll_words import ACTIVE, AUXILIARIES, BLOCKERS, GOES, PARTICIPLE, STATES
from tollbook.reading.words import listed

_LONGEST_PHRASE = 8  # words between a figure and its noun
_PREPOSITIONS = listed("prepositions")
_STOPS = listed("phrase stops")
_PARTITIVE = listed("partitive")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:rs|usd|eur|gbp|syp|inr))\.?\s?$", re.IGNORECASE)
_MONEY_OR_SHARE_AFTER = re.compile(
    (
        r"\s{0,2}(?:%|per\s?cent\b|percent\b|percentage|dollars?\b|euros?\b|pounds\b|rupees\b|cents\b|"
        r"[ap]\.?m\.?\b|o['’]clock|°|degrees\b)"
    ),
    re.IGNORECASE,
)
_RATE_AFTER = re.compile(
    r"\s{1,2}(?:a|per|every|each)\s{1,2}(?:day|week|month|year|hour|minute|night|100,000)\b", re.IGNORECASE
)
_RATED = re.compile(
    r"\b(?:average\s+of|sentenced|condemned|sentencing|one\s+in|out\s+of\s+every)\s{1,2}$", re.IGNORECASE
)
_LABELS = listed("labels")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|ages\s+of|age\s+of|turned|turning|aged\s+between|between\s+the\s+ages\s+of)\s{1,2}$",
    re.IGNORECASE,
)
_NO_PEOPLE = listed("no people")
_JOINED_FORCES = frozenset(("forces", "militias", "army", "police", "groups", "factions", "troops"))
_ALLIED = frozenset(("allied", "affiliated", "associated", "loyal", "other", "their", "pro-government"))
_WHERE = frozenset(("in", "at", "near", "around"))
_OLDEST = 115
_ONES = ("one", "1")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may count people, with the words for whom it counts.

    Attributes:
        at: Its token in the sentence.
        last: One past the last token of its noun phrase; `at + 1` where it stands alone.
        head: The lower-case noun, or None where it stands alone.
        group: Tokens that say whom it counts, [from, to); empty where it stands alone.
        is_partitive: "two of the three", "23 of them": some of a number named before.
        is_unsure: Whether its noun is not known to name people.
    """

    at: int
    last: int
    head: str | None
    group: tuple[int, int]
    is_partitive: bool = False
    is_unsure: bool = False


def figures(tokens: Sequence[Token], text: str, dated: frozenset[int]) -> tuple[Figure, ...]:
    """Return the figures of a sentence that may count people.

    Args:
        tokens: The sentence's tokens.
        text: The document's text.
        dated: First characters of tokens that belong to a date.

    Returns:
        Figures, in order.
    """
    found: list[Figure] = []
    for i, token in enumerate(tokens):
        if token.number is None or token.start in dated or _is_other_kind(tokens, i, text):
            continue
        if found and i < found[-1].last:
            continue  # "two of the three hostages": the three are in the phrase of the two
        figure = _phrase(tokens, i)
        if figure is not None and not _is_age(tokens, figure) and not _is_label(tokens, figure):
            found.append(figure)
    return tuple(found)


def _is_other_kind(tokens: Sequence[Token], i: int, text: str) -> bool:
    """Return whether the characters around a number say that it is money, a share, a time, a rate or part of a word."""
    number = tokens[i].number
    if number is None:
        return True
    before, after = (
        text[max(0, number.value_start - 24) : number.value_start],
        text[number.value_end : number.value_end + 24],
    )
    if _MONEY_BEFORE.search(before) or _MONEY_OR_SHARE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    if _RATED.search(before):
        return True
    glued = after[:1] in "-‑‐/" and after[1:2].isalnum()
    clock = (after[:1] == ":" and after[1:2].isdigit()) or (before[-1:] == ":" and before[-2:-1].isdigit())
    return glued or clock or (before[-1:] in "-/#_" and before[-2:-1].isalnum())


def _phrase(tokens: Sequence[Token], i: int) -> Figure | None:
    """Return a figure with the noun phrase behind it, or None where the noun is not people."""
    at, partitive = i + 1, False
    number = tokens[i].number
    if _low(tokens, at) == "of" and _low(tokens, at + 1) in _PARTITIVE:
        partitive = True
        if _low(tokens, at + 1) in ("them", "whom", "which", "us"):
            return Figure(i, at + 2, None, (at + 2, at + 2), is_partitive=True)
        at += 2
        if at < len(tokens) and tokens[at].number is not None:
            at += 1
    elif _low(tokens, at) == "of" and number is not None and not number.is_digits:
        at += 1  # "dozens of prisoners"
    first, last, head, words = at, at, None, 0
    while at < len(tokens) and words < _LONGEST_PHRASE:
        token = tokens[at]
        if token.number is not None or _ends_phrase(tokens, at):
            break
        if is_people(token.low):
            last, head = at + 1, token.low
        elif head is not None and token.text[0] not in "“”\"'’‘" and not _is_suffix(token.low):
            break
        words += token.is_word
        at += 1
    if head is None:
        return _without_noun(tokens, i, first, words, partitive=partitive)
    last = _extended(tokens, last, head)
    return Figure(i, last, head, (first, last), partitive)


def _is_suffix(low: str) -> bool:
    return low in ("'s", "-")


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low in _STOPS:
        return True
    if not token.is_word:
        return token.text not in ("“", "”", '"', "‘", "’", "-", "‑", "'s")
    is_verb = (
        token.low in ACTIVE
        or token.low in PARTICIPLE
        or token.low in GOES
        or token.low in STATES
        or token.low in BLOCKERS
    )
    if token.low in AUXILIARIES and token.low not in ("suspected", "newly", "known", "estimated"):
        return True
    return (
        is_verb
        and not (token.low in PEOPLE and not _people_follow(tokens, at + 1))
        and not _people_follow(tokens, at + 1)
    )


def _people_follow(tokens: Sequence[Token], at: int) -> bool:
    """Return whether people come next: "12 wounded soldiers"."""
    return any(_low(tokens, at + step) in PEOPLE for step in (0, 1)) and _low(tokens, at) not in _STOPS


def _without_noun(tokens: Sequence[Token], i: int, first: int, words: int, *, partitive: bool) -> Figure | None:
    number = tokens[i].number
    if number is None:
        return None
    if words == 0:
        year = 1800 <= (number.best or 0) <= 2100 and len(tokens[i].text) == 4 and number.is_digits
        return (
            None
            if year or (number.qualifier is Qualifier.VAGUE and number.low < 10)
            else Figure(i, i + 1, None, (i + 1, i + 1))
        )
    name = tokens[first] if first < len(tokens) else None
    if name is not None and name.is_capital and name.low.endswith("s") and words == 1 and not partitive:
        return Figure(i, first + 1, name.low, (first, first + 1))  # "12 Houthis": a name that we do not know
    last = tokens[first + words - 1] if 0 < words <= 3 and first + words <= len(tokens) else None
    if (
        last is not None
        and last.is_word
        and last.low.endswith("s")
        and len(last.low) > 3
        and last.low not in _NO_PEOPLE
    ):
        return Figure(i, first + words, last.low, (first, first + words), partitive, is_unsure=True)
    return None


def _extended(tokens: Sequence[Token], last: int, head: str) -> int:
    """Return the end of a phrase with what belongs to its noun: "members of ...", "women and children"."""
    while _low(tokens, last) in ("and", "or"):
        at = last + 1
        while at < last + 3 and _low(tokens, at) in _ALLIED:
            at += 1
        if _low(tokens, at) not in PEOPLE or _low(tokens, at) in STATES:
            break
        last = at + 1
    joint = _low(tokens, last)
    if head not in CONTAINERS or joint not in ("of", "from") or not (last + 1 < len(tokens)):
        return last
    at, words = last + 1, 0
    while at < len(tokens) and words < _LONGEST_PHRASE:
        token = tokens[at]
        inner = (
            token.low in ("the", "a", "an", "of", "'s", "its", "his", "their", "same", "“", "”", '"', "one")
            or token.text in '“”"'
        )
        if token.number is not None and token.low != "one":
            break
        if (
            not inner
            and (_ends_phrase(tokens, at) or not token.is_word)
            and not (token.low == "and" and _joins(tokens, at))
        ):
            break
        words += token.is_word
        at += 1
    while at > last + 1 and (tokens[at - 1].low in _STOPS or not tokens[at - 1].text[-1].isalnum()):
        at -= 1
    return at if words else last


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Return whether an "and" joins two names of forces: "the army and allied militias"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_word and any(
        _low(tokens, at + step) in _JOINED_FORCES for step in (1, 2, 3)
    )  # fmt: skip


def _is_age(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure is somebody's age: "Layla, 12, was killed", "children under 18"."""
    number = tokens[figure.at].number
    if number is None or figure.head is not None or figure.is_partitive or number.low > _OLDEST:
        return False
    if figure.at == 0 or number.is_increment:
        return False
    before, after = tokens[figure.at - 1], _low(tokens, figure.at + 1)
    if number.qualifier in (Qualifier.UNDER, Qualifier.OVER, Qualifier.UP_TO) and is_people(before.low):
        return (number.best or 0) <= 90
    if number.qualifier in (Qualifier.UNDER, Qualifier.OVER) and before.low in (
        "them",
        "whom",
        "those",
        "these",
        "all",
        "aged",
    ):
        return (number.best or 0) <= 90
    if before.text in ",(" and figure.at > 1 and number.is_digits:
        named, start = tokens[figure.at - 2], figure.at - 2
        while start >= 0 and tokens[start].is_capital:
            start -= 1
        if named.is_capital and _low(tokens, start) in _WHERE:
            return False  # "in Lower Karm, 29"
        return after in (",", ")", ".", "and", ";") and (
            named.is_capital or (named.low in PEOPLE and not named.low.endswith("s"))
        )
    return False


def _is_label(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure numbers a thing ("Resolution 2254"), or is the "one" of "one of", "one day"."""
    token = tokens[figure.at]
    if token.low in _ONES and figure.head is None and figure.is_partitive:
        return False
    if figure.head is not None or figure.at == 0 or token.number is None:
        return False
    before = tokens[figure.at - 1]
    if token.low == "one" and _low(tokens, figure.at + 1) in ("of", "day", "another", "in", "that", "who"):
        return True
    bare = token.number.start == token.number.value_start
    return bare and (
        (before.low in _LABELS and before.is_capital) or (before.low in _LABELS and before.low != "number")
    )


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
