"""Which numbers of a sentence may count people: ages, dates, money and the like are left out."""

from collections.abc import Collection, Sequence

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.other_numbers import is_age, is_label, is_other_kind, is_rate
from tollbook.reading.tolls.people_words import CONTAINERS, PEOPLE, is_nation, is_people, is_rank, is_singular
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import ACTIVE, AUXILIARIES, BE, BLOCKERS, GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_MOST = 60  # figures of a sentence; more is no prose
_LONGEST_PHRASE = 8  # words between a figure and its noun
_PREPOSITIONS = listed("prepositions")
_STOPS = listed("phrase stops")
_LONGEST_NAME = 3  # words
_OBJECTS = frozenset(("the", "a", "an", "his", "her", "their", "its", "us", "them", "him", "me", "our"))
_ADVERBS = listed("adverbs behind") | listed("days")
_PARTITIVE = listed("partitive")
_NO_PEOPLE = listed("no people")
_JOINED_FORCES = frozenset(("forces", "militias", "army", "police", "groups", "factions", "troops"))
_ALLIED = frozenset(("allied", "affiliated", "associated", "loyal", "other", "their", "pro-government"))
_INNER = _PARTITIVE | frozenset(("a", "an", "of", "'s", "same", "one", "own"))
_SEXES = frozenset(("male", "female"))
_COLLECTIVES = listed("people: collectives")
_UNKNOWN = frozenset(("unknown", "unidentified", "unspecified", "undetermined"))
_COUNTED_EVENTS = listed("counted events")  # each of one person: "12 arrests"


def figures(
    tokens: Sequence[Token], text: str, dated: frozenset[int], parts: Collection[int] = ()
) -> tuple[Figure, ...]:
    """Return the figures of a sentence that may count people.

    Args:
        tokens: The sentence's tokens.
        text: The document's text.
        dated: First characters of tokens that belong to a date.
        parts: Tokens of numbers that count people whatever stands around them.

    Returns:
        Figures, in order.
    """
    found: list[Figure] = []
    for i, token in enumerate(tokens):
        if token.number is None:
            continue
        if i not in parts and (token.start in dated or is_other_kind(tokens, i, text)):
            continue
        if found and i < found[-1].last:
            continue  # "two of the three hostages": the three are in the phrase of the two
        figure = _phrase(tokens, i)
        if len(found) == _MOST:
            break
        if i in parts:
            found.append(figure or Figure(i, i + 1, None, (i + 1, i + 1)))
        elif figure is not None and not any(test(tokens, figure) for test in (is_age, is_label, is_rate)):
            found.append(figure)
    return tuple(found)


def _phrase(tokens: Sequence[Token], i: int) -> Figure | None:
    """Return a figure with the noun phrase behind it, or None where the noun is not people."""
    opened = _opened(tokens, i)
    if opened is None or isinstance(opened, Figure):
        return opened
    at, partitive = opened
    first, last, head, words = at, at, None, 0
    number = tokens[i].number
    is_many = number is not None and number.best not in (0, 1)
    while at < len(tokens) and words < _LONGEST_PHRASE:
        token = tokens[at]
        if token.low == "and" and head is None and words and _people_follow(tokens, at + 1):
            at += 1  # "combat and civilian deaths"
            continue
        if (behind_age := _behind_age(tokens, at)) > at:
            first, last, at = (behind_age, behind_age, behind_age) if head is None else (first, last, behind_age)
            continue
        if token.number is not None or (ends_phrase(tokens, at) and token.low not in _COUNTED_EVENTS):
            break
        if is_people(token.low) or token.low in _COUNTED_EVENTS:
            last, head = at + 1, token.low
        elif head is not None and token.text[0] not in "“”\"'’‘" and not _is_suffix(token.low):
            if not is_many or not is_singular(head):
                break
            head = None  # "20 Syrian Army soldiers": a word before the noun
        words += token.is_word
        at += 1
        if head is None and _is_plain_plural(token) and not _people_follow(tokens, at):
            break  # "three organisations keep": its own noun, whatever follows
    if head is None:
        return _without_noun(tokens, i, first, words, partitive=partitive)
    if _low(tokens, last) in _NO_PEOPLE or _is_attribute(tokens, i, last, head):
        return None  # "12 police stations"
    last = _extended(tokens, last, head)
    return Figure(i, last, head, (first, last), partitive)


def _opened(tokens: Sequence[Token], i: int) -> Figure | tuple[int, bool] | None:
    """Return the first token of a figure's noun phrase and whether it is partitive, or the figure where that is all.

    None for the "one" of "my grandfather was one of the 800": the deed is told of the 800.
    """
    number, at = tokens[i].number, i + 1
    if number is not None and number.share is not None:
        return Figure(i, at, None, (at, at), is_partitive=True)
    if _low(tokens, at) == "out" and _low(tokens, at + 1) == "of" and _has_number(tokens, at + 2):
        at += 1  # "17 out of 40 hostages", "17 out of the 40"
    if _low(tokens, at) != "of":
        return at, False
    if _low(tokens, at - 1) == "out":
        return at + 2 + (tokens[at + 1].number is None), True
    if tokens[i].low == "one" and _low(tokens, i - 1) in BE and _has_number(tokens, at + 1):
        return None
    if _low(tokens, at + 1) in ("them", "whom", "which", "us", "ours", "theirs", "yours"):
        return Figure(i, at + 2, None, (at + 2, at + 2), is_partitive=True)
    if _low(tokens, at + 1) in _PARTITIVE:
        return at + 2 + (at + 2 < len(tokens) and tokens[at + 2].number is not None), True
    is_counted = number is not None and not number.is_digits and _low(tokens, at + 1) not in ("a", "an")
    return at + is_counted, False  # "dozens of prisoners", not "one of a heart attack"


def _behind_age(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind an age in front of a noun, "14-year-old", or the token itself."""
    if tokens[at].number is None or _low(tokens, at + 1) != "-" or not _low(tokens, at + 2).endswith("-old"):
        return at
    return at + 3


def _has_number(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number stands at a token, or behind the article there."""
    at += _low(tokens, at) == "the"
    return at < len(tokens) and tokens[at].number is not None


def _is_attribute(tokens: Sequence[Token], i: int, last: int, head: str) -> bool:
    """Return whether a singular stands before the noun counted, or a year before a name: "the 1951 Refugee Act"."""
    number = tokens[i].number
    if number is None or (number.best in (0, 1) and head not in NOUNS) or not is_singular(head):
        return False  # "one death row inmate" has one inmate
    is_year = number.is_digits and len(tokens[i].text) == 4 and 1800 <= (number.best or 0) <= 2100
    return is_year or (last < len(tokens) and tokens[last].is_word and not ends_phrase(tokens, last))


def _is_past(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word in -ed stands before an article or pronoun, as a verb does."""
    return tokens[at].low.endswith("ed") and tokens[at].text.islower() and _low(tokens, at + 1) in _OBJECTS


def _is_plain_plural(token: Token) -> bool:
    """Return whether a lower-case word looks like the plural that a number takes."""
    return token.is_word and token.text.islower() and len(token.low) > 4 and token.low.endswith("s") and (
        not token.low.endswith(("ss", "us", "ous"))
    )  # fmt: skip


def _is_suffix(low: str) -> bool:
    return low in ("'s", "-")


def ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token ends the noun phrase before it.

    Args:
        tokens: The sentence's tokens.
        at: The token.

    Returns:
        Whether it is a mark, a preposition, an auxiliary or a verb rather than a further word of the phrase.
    """
    token = tokens[at]
    if token.low in _STOPS and token.text != "US":
        return True
    if token.low in _ADVERBS and not _people_follow(tokens, at + 1):
        return True  # "killed 12 last week", not "12 night watchmen"
    if _is_past(tokens, at):
        return True  # "the killing of 12 Pandits shocked the country"
    if not token.is_word:
        return token.text not in ("“", "”", '"', "‘", "’", "-", "‑", "'s")
    is_verb = (
        phrase_at(tokens, at) is not None
        or token.low in ACTIVE
        or token.low in PARTICIPLE
        or token.low in GOES
        or token.low in STATES
        or token.low in BLOCKERS
    )
    if token.low in AUXILIARIES and token.low.endswith("ly") and _people_follow(tokens, at + 2):
        return False  # "5,000 internally displaced people"
    if token.low in AUXILIARIES and token.low not in ("suspected", "newly", "known", "estimated"):
        return True
    return (
        is_verb
        and not (token.low in PEOPLE and not _people_follow(tokens, at + 1))
        and not _people_follow(tokens, at + 1)
    )


def _people_follow(tokens: Sequence[Token], at: int) -> bool:
    """Return whether people come next: "12 wounded soldiers"."""
    is_inside = at < len(tokens) and (tokens[at].is_word or tokens[at].text in "-‑") and tokens[at].low not in _STOPS
    return is_inside and any(_low(tokens, at + step) in PEOPLE for step in (0, 1))  # not "12 drowned, police said"


def _without_noun(tokens: Sequence[Token], i: int, first: int, words: int, *, partitive: bool) -> Figure | None:
    """Return a figure with no noun for people behind it: bare, with a name, or with a noun that we do not know."""
    number = tokens[i].number
    if number is None:
        return None
    if words == 0:
        return _bare(tokens, i, first, partitive=partitive)
    end = first + words
    last = tokens[end - 1]
    if words == 1 and last.low.endswith("ly"):
        return _bare(tokens, i, first, partitive=partitive)  # "52,000 newly displaced"
    is_one = number.best == 1 and is_rank(tokens[first].low)
    is_name = words <= _LONGEST_NAME and not partitive and _is_name(tokens[first:end])  # "12 Houthis"
    if is_name or (words == 1 and (is_one or last.low in _SEXES)):  # "5 male, 2 female"
        return Figure(i, end, last.low, (first, end))
    if last.low in _UNKNOWN:
        return Figure(i, end, None, (end, end), partitive)  # "28 sex unknown"
    if partitive and words <= _LONGEST_NAME and last.low in _COLLECTIVES:
        return Figure(i, end, last.low, (first, end), partitive)  # "fourteen of the regiment"
    is_plural = last.is_word and last.low.endswith("s") and len(last.low) > _LONGEST_NAME
    if words <= _LONGEST_NAME and is_plural and last.low not in _NO_PEOPLE:
        return Figure(i, end, last.low, (first, end), partitive, is_unsure=True)
    return None


def _bare(tokens: Sequence[Token], i: int, first: int, *, partitive: bool) -> Figure | None:
    """Return a figure that stands alone, unless it is a year, a vague "several" or counts events: "89 attacks"."""
    number = tokens[i].number
    if number is None or _low(tokens, first) in _NO_PEOPLE:
        return None
    year = number.is_digits and 1800 <= number.low <= (number.high or 0) <= 2100
    year = year and (len(tokens[i].text) == 4 or number.best is None)  # "between 2011 and 2015"
    if year or (number.qualifier is Qualifier.VAGUE and number.low < 10):
        return None
    return Figure(i, max(first, i + 1) if partitive else i + 1, None, (i + 1, i + 1), partitive)


def _is_name(words: Sequence[Token]) -> bool:
    """Return whether words are a name that we do not know, in the plural: "Houthis", "Kashmiri Pandits"."""
    return all(word.is_capital for word in words) and (words[-1].low.endswith("s") or is_nation(words[-1].low))


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
    if joint == "from" and not tokens[last + 1].is_capital:
        return last  # "drove 900 people from their homes"
    at, words = last + 1, 0
    while at < len(tokens) and words < _LONGEST_PHRASE:
        token = tokens[at]
        inner = token.low in _INNER or token.text in '“”"'
        if token.number is not None and token.low != "one":
            break
        if (
            not inner
            and (ends_phrase(tokens, at) or not token.is_word)
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


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
