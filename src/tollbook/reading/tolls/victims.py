"""Is "a student" somebody of whom death, injury or arrest is told? Then the article counts one."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Measure, Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.figures import ends_phrase
from tollbook.reading.tolls.objects import as_object, as_object_of_clause
from tollbook.reading.tolls.people_words import PEOPLE, is_nation, is_rank, is_singular
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.subjects import as_subject
from tollbook.reading.tolls.toll_words import ACTIVE, AUXILIARIES, BE, BLOCKERS, GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed
from tollbook.text.numbers import Number

_ADJECTIVES = 7  # words between "a" and its noun
_MODALS = frozenset(("to", "could", "would", "might", "may", "can", "will", "should", "not", "n't", "never", "without"))
_SUPPOSED = frozenset(
    (
        "if",
        "whenever",
        "unless",
        "time",
        "like",
        "as",
        "than",
        "whether",
        "not",
        "by",
        "such",
        "that's",
        "never",
        "or",
        "from",
        "to",
    )
)
_JOINTS = frozenset((",", "and", "&", "plus", "or"))
_INCLUDING = frozenset(("including", "included", "includes", "include", "comprising", "namely"))
_FOLLOWS = listed("days") | frozenset(("and", "or", "last", "early", "late", "earlier", "there", "nearby", "alive"))
_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_NEAR = 60  # tokens on each side that may say what befell somebody
_LONGEST_ROW = 12  # tokens back to the count that a row of people begins with
_OPENING = frozenset(("of", "from", "in", "at", "with", "'s", "the", "a", "an", "his", "her", "their"))
_HARMED = frozenset((Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED, Measure.UNKNOWN))


def is_victim(tokens: Sequence[Token], i: int, before: Sequence[Token]) -> bool:
    """Return whether an article counts somebody who is killed, hurt, taken or missed.

    Args:
        tokens: The sentence's tokens.
        i: The article.
        before: The tokens before it, with those articles as numbers that were found to count.

    Returns:
        Whether it does: not "a teacher told the court", "he was a teacher who was killed", "if a soldier dies".
    """
    end = _end_of_person(tokens, i)
    if end is None:
        return False
    figure = Figure(i, end, tokens[end - 1].low, (i + 1, end))
    if _is_in_row(tokens, figure, before) or _is_among(tokens, figure):
        return True
    near = before[-_NEAR:]
    counted = (*near, _one(tokens[i]), *tokens[i + 1 : i + _NEAR])
    at = len(near)
    figure = replace(figure, at=at, last=end - i + at, group=(at + 1, end - i + at))
    sign = as_object(counted, figure)
    if sign is not None and sign.measure in _HARMED and _low(counted, figure.at - 1) != "as":
        return _low(counted, sign.at - 1) not in _MODALS
    return _is_subject(counted, figure, as_subject(counted, figure)) or (
        as_object_of_clause(counted, figure) is not None and _low(counted, figure.at - 1) not in BE
    )


def _is_subject(tokens: Sequence[Token], figure: Figure, sign: Sign | None) -> bool:
    """Return whether a verb says it of the person, who is no apposition to somebody named: "Ali, a teacher, died"."""
    before = _low(tokens, figure.at - 1)
    if sign is None or sign.measure not in _HARMED or before in _SUPPOSED:
        return False
    if before in BE and _low(tokens, figure.at - 2) != "there":
        return False
    between = tokens[figure.last : sign.at]
    is_plain = tokens[sign.at].low in GOES and _low(tokens, sign.at - 1) in _MODALS
    is_apposed = before in (",", "(", "–", "—", "-") and (
        any(token.text in ",()–—-" for token in between)
        or (_low(tokens, figure.last) == "who" and figure.at > 1 and tokens[figure.at - 2].is_capital)
    )
    is_present = any(token.low in ("is", "are", "gets", "get") for token in between)
    is_generic = is_present and (before == "when" or _low(tokens, figure.last) in ("who", "that"))
    return not (is_plain or is_apposed or is_generic)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _one(token: Token) -> Token:
    number = Number(token.start, token.end, token.start, token.end, 1, 1, 1, Qualifier.EXACT, is_digits=False)
    return Token(token.start, token.end, token.text, token.low, number)


def _end_of_person(tokens: Sequence[Token], i: int) -> int | None:
    """Return one past the noun of "a pregnant woman", or None where no person is named."""
    end = None
    if _low(tokens, i + 1) in _ORDINALS:
        return None  # "a second pilot" is one of several
    for at in range(i + 1, min(len(tokens), i + 2 + _ADJECTIVES)):
        if is_singular(tokens[at].low) or (at == i + 1 and _is_rank_or_nation(tokens[at])) or _is_of_age(tokens[at]):
            end = at + 1
        elif end is not None and _is_of_age(tokens[end - 1]) and _is_adjective(tokens, at) and not _follows(tokens[at]):
            end = None  # "an 18-year-old school student"
        elif end is not None or not _is_adjective(tokens, at):
            break
    if end is None or _low(tokens, end - 1) in STATES:
        return None
    after = tokens[end] if end < len(tokens) else None
    is_closed = after is None or not after.is_word or ends_phrase(tokens, end) or _follows(after)
    return end if is_closed and _low(tokens, end) != "'s" else None


def _follows(token: Token) -> bool:
    """Return whether a word may stand behind a person named: "and", "employed by", "last week"."""
    return token.low in _FOLLOWS or (token.low.endswith(("ed", "ing")) and not token.is_capital)


def _is_rank_or_nation(token: Token) -> bool:
    return is_rank(token.low) or (token.is_capital and is_nation(token.low))


def _is_adjective(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token may stand between an article and its noun: "pregnant", the "14" and "-" of an age."""
    if tokens[at].low == "-" or tokens[at].number is not None:
        return any(_is_of_age(token) for token in tokens[at : at + 3])
    return tokens[at].is_word and not ends_phrase(tokens, at)


def _is_of_age(token: Token) -> bool:
    """Return whether a token ends "14-year-old"."""
    return token.low.endswith(("year-old", "month-old", "week-old", "day-old"))


def _is_among(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "among them" or "including" stands before, behind another count."""
    at = figure.at - 1
    while _low(tokens, at) in BE:
        at -= 1
    before, second = _low(tokens, at), _low(tokens, at - 1)
    is_part = before in _INCLUDING or (before in ("them", "whom", "these") and _are_some(tokens, at, second))
    return is_part and any(token.number is not None for token in tokens[: figure.at]) and not _has_verb(tokens, figure)


def _are_some(tokens: Sequence[Token], at: int, second: str) -> bool:
    """Return whether "among them", "the latest of them" stands before a token's end: not "one of them a captain"."""
    is_counted = at >= 2 and tokens[at - 2].number is not None
    return second in ("among", "amongst") or (second == "of" and not is_counted)


def _is_in_row(tokens: Sequence[Token], figure: Figure, before: Sequence[Token]) -> bool:
    """Return whether the person stands in a row with people counted: "two nurses, a driver and a patient"."""
    at = len(before) - 1
    while at >= 0 and before[at].low in _JOINTS:
        at -= 1
    if at == len(before) - 1 or at < 1 or _has_verb(tokens, figure) or not _goes_on(tokens, figure, before[at + 1 :]):
        return False
    for k in range(at, max(-1, at - _LONGEST_ROW), -1):
        token = before[k]
        if token.number is not None:
            return any(word.low in PEOPLE or _is_national(word) for word in before[k + 1 : at + 1])
        is_mark = not token.is_word and token.text not in "“”\"'’-"
        if is_mark or _is_verb(token.low) or (ends_phrase(before, k) and token.low not in _OPENING):
            return False
    return False


def _is_national(token: Token) -> bool:
    return token.is_capital and token.low.endswith(("s", "ese", "swiss"))


def _goes_on(tokens: Sequence[Token], figure: Figure, joints: Sequence[Token]) -> bool:
    """Return whether a row goes on or ends with "and": not "killed 12 people, a doctor in the town said"."""
    return any(token.low != "," for token in joints) or _low(tokens, figure.last) in (",", "and", "among", "or")


def _has_verb(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a verb of its own follows the person: "and a man was arrested", "a doctor said"."""
    low = _low(tokens, figure.last)
    return low in AUXILIARIES | BE or _is_verb(low)


def _is_verb(low: str) -> bool:
    return low in ACTIVE or low in PARTICIPLE or low in GOES or low in BLOCKERS or (low in NOUNS and low in STATES)
