"""Does a clause without a verb say again what was said before it? "Strikes killed 58, shelling 31"."""

from collections.abc import Sequence

from tollbook.reading.page import Token
from tollbook.reading.tolls.headings import OF_LABELS
from tollbook.reading.tolls.people_words import PEOPLE, is_people
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import ACTIVE, BE, BLOCKERS, GOES, HAVE, NOUNS, PARTICIPLE
from tollbook.reading.words import listed

_STRONG = frozenset((";", "and", "but", "while", "whereas"))
_MARKS = frozenset((",", ";", ".", "and", "but", "while", "(", ")", ":", "whereas", "–", "—", "or"))
_PREPOSITIONS = listed("prepositions")
_LONGEST_LEAD = 9  # tokens before the figure in its clause
_LONGEST_TAIL = 12  # tokens behind it
_FARTHEST = 30  # tokens between two figures
_SPOKEN = frozenset(("at", "of", "for", "to", "by"))  # "put the toll at 26, the army at nine"
_NO_LEADS = frozenset(("population", "capacity", "pop", "number", "no", "page", "the", "a", "an", "than", "as", "age"))
_SUBORDINATE = frozenset(("when", "while", "after", "as", "where", "before"))
_LATER = frozenset(("later", "more", "elsewhere", "others", "also"))
_PLACED = frozenset(("in", "at", "near", "on", "outside", "around", "inside", "along"))
_MODALS = frozenset(("will", "would", "can", "could", "may", "might", "must", "should", "did", "do", "does"))
_SUFFIX = 4  # letters of the shortest word that is taken for a verb by its "-ed"


def says_it_again(tokens: Sequence[Token], first: Figure, second: Figure, dated: frozenset[int]) -> bool:
    """Return whether a figure stands in a clause without a verb, in a row with a clause that has one.

    Args:
        tokens: The sentence's tokens.
        first: The figure before.
        second: The figure asked about: bare, of the same noun, or of a nation ("three Danes").
        dated: First characters of tokens that belong to dates.

    Returns:
        Whether it counts what the first counts.
    """
    if second.at - first.last > _FARTHEST or not (_is_bare(tokens, first, second) or _ends_it(tokens, second)):
        return False
    opening = _opening(tokens, first, second)
    if opening is None:
        return False
    lead = _lead(tokens, opening, second)
    tail = _tail(tokens, second.last)
    if len(lead) > _LONGEST_LEAD or len(tail) > _LONGEST_TAIL or _has_verb(lead, dated) or _has_verb(tail, dated):
        return False
    if not lead:
        return _is_alike(tokens, first, second, tail, is_last=tokens[opening].low != ",")
    last = lead[-1]
    if last.low in _PREPOSITIONS:
        return second.head is None and last.low in _SPOKEN and last.low == _low(tokens, first.at - 1)
    is_thing = last.low.endswith("s") and len(last.low) > _SUFFIX and not last.is_capital and not is_people(last.low)
    is_item = _low(tokens, first.at - 1) in NOUNS or _low(tokens, first.at - 1) in OF_LABELS
    if is_thing and opening >= first.last and (is_item or tokens[opening].text == ";"):
        return False  # "arrests 31; stolen bicycles 6"
    return last.low not in _NO_LEADS and (last.is_word or last.number is not None)


def _ends_it(tokens: Sequence[Token], second: Figure) -> bool:
    """Return whether people end the sentence right behind "and": "Three cyclists died, and one pedestrian"."""
    is_end = second.last >= len(tokens) or tokens[second.last].text in ".;"
    return is_end and second.head in PEOPLE and not second.is_partitive and _low(tokens, second.at - 1) == "and"


def _is_bare(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    number = tokens[second.at].number
    if number is None or number.share is not None or second.is_partitive:
        return False
    return second.head is None or second.head == first.head or _is_national(tokens, second)


def _is_national(tokens: Sequence[Token], figure: Figure) -> bool:
    return figure.head is not None and figure.last - figure.at == 2 and tokens[figure.last - 1].is_capital


def _opening(tokens: Sequence[Token], first: Figure, second: Figure) -> int | None:
    """Return the token that parts the two clauses: "and", a semicolon, else the last comma."""
    between = range(second.at - 1, first.last - 1, -1)
    strong = next((at for at in between if tokens[at].low in _STRONG), None)
    comma = next((at for at in between if tokens[at].text == ","), None)
    if strong is None or len(_lead(tokens, strong, second)) > _LONGEST_LEAD:
        return comma
    return strong


def _lead(tokens: Sequence[Token], opening: int, second: Figure) -> list[Token]:
    return [token for token in tokens[opening + 1 : second.at] if token.text not in (",", "–", "—")]


def _tail(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    end = start
    while end < len(tokens) and tokens[end].low not in _MARKS | _SUBORDINATE:
        end += 1
    return tokens[start:end]


def _has_verb(clause: Sequence[Token], dated: frozenset[int]) -> bool:
    is_phrase = bool(clause) and clause[0].low in _PREPOSITIONS  # "of a heart attack" has no verb
    return any(
        _is_verb(token) or (token.low in BLOCKERS and not is_phrase) for token in clause if token.start not in dated
    )


def _is_verb(token: Token) -> bool:
    low = token.low
    if low in ACTIVE or low in PARTICIPLE or low in GOES or low in BE | HAVE:
        return True
    is_past = low.endswith("ed") and len(low) > _SUFFIX and not token.is_capital
    return low in _MODALS or is_past


def _is_alike(tokens: Sequence[Token], first: Figure, second: Figure, tail: Sequence[Token], *, is_last: bool) -> bool:
    """Return whether what follows two figures is built alike: "811 from measles, 140 from diarrhoea"."""
    joint = _low(tokens, first.last)
    if _is_national(tokens, second):
        return first.head in PEOPLE or _is_national(tokens, first)
    is_part = not is_last and _is_less(tokens, first, second)
    is_row = is_last and (joint in _PREPOSITIONS or joint in _SUBORDINATE)
    if (is_part or is_row) and second.last < len(tokens) and _tells_how(tokens[second.last].low):
        return True  # "Two were wounded, one seriously", "twelve died, five when a mine exploded"
    if not tail:
        return _ends_it(tokens, second)
    behind = tail[1:] if tail[0].low in _LATER else tail
    if not behind or behind[0].low not in _PREPOSITIONS:
        return False
    if is_part and tokens[first.last].text != ",":
        return True  # "Eleven people died, six in the blast itself"
    between = {token.low for token in tokens[first.last : second.at]}
    is_place = behind[0].low in _PLACED and bool(between & _PLACED)
    return is_place or behind[0].low in between or (is_last and joint in _PREPOSITIONS and first.head is None)


def _tells_how(low: str) -> bool:
    return low in _SUBORDINATE or (low.endswith("ly") and low not in ("only", "early", "daily"))


def _is_less(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    whole, part = tokens[first.at].number, tokens[second.at].number
    return whole is not None and part is not None and (part.best or 0) < (whole.best or 0) and part.best is not None


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
