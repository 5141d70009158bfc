"""Figures before their verb: "12 people have been killed", "12 died", "12 lost their lives"."""

from collections.abc import Sequence
from itertools import pairwise

from tollbook.model.vocabulary import Measure, Status
from tollbook.reading.page import Token
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.other_numbers import follows_age
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import (
    ACTIVE,
    AUXILIARIES,
    BE,
    BLOCKERS,
    GET,
    GOES,
    HAVE,
    NOUNS,
    PARTICIPLE,
    STATES,
)
from tollbook.reading.words import listed

_NOT_FALLEN = frozenset(("ill", "sick", "asleep", "to", "by", "from", "short", "below", "into", "behind", "on", "out"))
_OPENING = 3  # tokens from "of" to its figure
_REACH = 26  # tokens between a figure and the verb that it is the subject of
_DETERMINERS = listed("determiners")
_DESTROYS = listed("destroys")
_DEALS = frozenset(("deal", "agreement", "truce", "ceasefire", "accord"))
_BUSES = listed("buses")
_JOINTS = listed("joints")
_FORESEEN = frozenset(
    [
        "expected",
        "likely",
        "feared",
        "thought",
        "believed",
        "said",
        "reported",
        "known",
        "predicted",
        "projected",
        "forecast",
        "set",
        "bound",
        "estimated",
    ]
)
_LONGEST_ASIDE = 16  # tokens
_FARTHEST_VERB = 12  # tokens between two verbs of one subject
_FALLEN = frozenset((",", ".", "", ";", "and", "in", "at", "near", "while", "during", "on", "defending"))
_SURRENDERED = frozenset((",", ".", "", ";", "and", "to", "with", "after", "when", "in"))
_CROWD = 20  # people who leave a place because they must
_COMRADES = frozenset(("comrades", "heroes", "martyrs"))
_HELD_TO = frozenset(("accountable", "responsible", "liable", "up", "back", "to", "sacred", "dear"))
_CONDEMNED = frozenset(("sentenced", "condemned"))  # "to death"
_SELVES = frozenset(("himself", "herself", "themselves", "itself"))


def as_subject(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "12 people have been killed", "12 died", "12 killed", "12 of them were wounded", "12 were shot dead".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        What the people counted suffer and where that is said, or None.
    """
    inner = _low(tokens, figure.last) in ("who", "which", "that")  # a verb of "who stormed the hotel" is not its own
    for at in range(_behind_aside(tokens, figure.last), min(len(tokens), figure.last + _REACH)):
        low = tokens[at].low
        if inner and _low(tokens, at - 1) not in BE and low not in BE | HAVE and (low in ACTIVE or low in BLOCKERS):
            inner = False
        elif _ends_reach(tokens, figure, at):
            return None
        elif (sign := _suffered(tokens, figure, at)) is not None:
            return sign
        elif low in GOES or low in PARTICIPLE:
            return None
        elif _is_other_clause(tokens, figure, at):
            return _and_then(tokens, figure, at)
    return None


def _and_then(tokens: Sequence[Token], figure: Figure, start: int) -> Sign | None:
    """Read the second verb of "set himself alight and died", "attacked a post and were shot dead"."""
    for at in range(start + 1, min(len(tokens) - 1, start + _FARTHEST_VERB)):
        if tokens[at].number is not None or tokens[at].low in ("that", "who", "when", "after", ".", ";", ":"):
            return None
        if tokens[at].low != "and":
            continue
        verb = at + 1
        while _low(tokens, verb) in AUXILIARIES | BE or _low(tokens, verb) in ("then", "himself"):
            verb += 1
        is_passive = any(_low(tokens, i) in BE for i in range(at + 1, verb))
        is_own = _low(tokens, verb) in GOES or (is_passive and _low(tokens, verb) in PARTICIPLE)
        return _suffered(tokens, figure, verb) if is_own else None
    return None


def _behind_aside(tokens: Sequence[Token], at: int) -> int:
    """Return the verb behind ", returning from school, ", or the token itself where no aside stands there."""
    if _low(tokens, at) != "," or not _low(tokens, at + 1).endswith("ing"):
        return at
    for i in range(at + 2, min(len(tokens), at + _LONGEST_ASIDE)):
        if tokens[i].number is not None:
            return at
        if tokens[i].text == ",":
            return i + 1
    return at


def _ends_reach(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether a mark or another figure stands before any verb of this one."""
    token = tokens[at]
    if token.text in ";:" or (token.low == "." and at + 1 < len(tokens)):
        return True
    if token.low == "whom" and _low(tokens, at - 1) == "of":
        return True
    if token.low == "who" and at > figure.last and _low(tokens, at - 1) in PEOPLE:
        return True  # "dozens held signs with the names of children who were killed"
    if token.text == "," and figure.at <= _OPENING and _low(tokens, 0) in ("of", "among", "out"):
        return True  # "Of the 20 who set out, 14 died"
    if token.number is None or at <= figure.at:
        return False
    if token.number.best == 0:
        return True  # "a spokeswoman, saying nobody had been hurt"
    if figure.head is None and not figure.is_partitive and _counts_others(tokens, figure, at):
        return True  # "the toll rose to 61, as 25 people were missing"
    is_part = _low(tokens, at + 1) == "of" and _low(tokens, at + 2) in ("whom", "them", "these")
    return is_part or _opens_clause(tokens, at)


def _suffered(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Return what a verb or phrase says of the people before it, where one begins here."""
    low, before = tokens[at].low, _low(tokens, at - 1)
    measure = _fallen_or_given_up(tokens, figure, at) or _phrased(tokens, figure, at)
    if measure is not None:
        return Sign(measure, at)
    if low in GOES:
        return Sign(GOES[low], at) if _may_die(tokens, at) else None
    if low in PARTICIPLE:
        return _participle(tokens, figure, at)
    if low in _DESTROYS and before in BE and figure.head in PEOPLE:
        return Sign(Measure.KILLED, at)
    if low == "among" and before in BE | {"also"}:
        return _among(tokens, figure, at)
    return Sign(STATES[low], at) if low in STATES and before in BE | AUXILIARIES else None


def _fallen_or_given_up(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return what "fell", "have fallen" and "surrendered" say of people."""
    low, after = tokens[at].low, _low(tokens, at + 1)
    if low == "fallen" and _low(tokens, at - 1) in HAVE and figure.head in PEOPLE and after not in _NOT_FALLEN:
        return Measure.KILLED
    if low in ("fell", "fall") and after in _FALLEN and _fights(figure):
        return Measure.KILLED
    return Measure.DETAINED if low == "surrendered" and after in _SURRENDERED else None


def _phrased(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return what a phrase of several words says of people, where one begins here."""
    low, before = tokens[at].low, _low(tokens, at - 1)
    if low in ("left", "departed", "leave") and _buses_follow(tokens, at):
        return Measure.EVACUATED
    phrase = phrase_at(tokens, at) if before not in _CONDEMNED else None
    is_other = (low == "driven" and before in HAVE) or _is_trip(tokens, figure, low)
    is_other = is_other or (_low(tokens, at + 1) == "held" and _low(tokens, at + 2) in _HELD_TO)
    return phrase if not is_other else None


def _is_trip(tokens: Sequence[Token], figure: Figure, low: str) -> bool:
    """Return whether a few leave a place, which drives nobody out: "two ministers left the country"."""
    number = tokens[figure.at].number
    return low in ("left", "leave", "leaving") and number is not None and number.low < _CROWD


def _fights(figure: Figure) -> bool:
    """Return whether people are soldiers, fighters or the like, of whom "fell" tells of death."""
    status = PEOPLE.get(figure.head or "", (None,))[0]
    return status in (Status.ARMED_FORCES, Status.DIRECT_PARTICIPANT) or figure.head in (
        "comrades",
        "heroes",
        "martyrs",
    )


def _among(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Read "Two toddlers were among the victims", "a cameraman was among those killed"."""
    word = _low(tokens, at + 2)
    measure = STATES.get(word) or PARTICIPLE.get(word) or NOUNS.get(word)
    if _low(tokens, at + 1) not in ("the", "those") or figure.is_unsure:
        return None
    return Sign(measure or Measure.KILLED, at) if measure is not None or word == "victims" else None


def _is_other_clause(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether a verb makes another clause, in which the figure is no subject of what follows."""
    low = tokens[at].low
    if low in ACTIVE or (low == "that" and any(token.low in BE for token in tokens[figure.last : at])):
        return True  # "a woman was told that her son had been killed"
    if low not in BLOCKERS or _low(tokens, at - 1) in BE:
        return False  # "are reported missing" is no other clause
    if _low(tokens, at + 1) in ("or", "and") and _low(tokens, at + 2) in BE:
        return False  # "had surrendered or been captured"
    return not _in_aside(tokens, figure.last, at)


def _counts_others(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether a later number counts people of its own, in no row with a bare figure before it."""
    if not any(_low(tokens, at + step) in PEOPLE for step in (1, 2)):
        return False
    if _low(tokens, figure.at - 1) in ("to", "at"):
        return True
    return any(token.is_word and token.low not in _JOINTS for token in tokens[figure.last : at] if token.number is None)


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a bare figure behind "and" has a verb of its own: "... and 150 were hurt"."""
    if _low(tokens, at - 1) not in ("and", "but", "while", "that", ",") or follows_age(tokens, at):
        return False
    after = _low(tokens, at + 1)
    return after in BE | HAVE | {"others", "more"} or after in PARTICIPLE or after in GOES


def _buses_follow(tokens: Sequence[Token], at: int) -> bool:
    """Return whether people left on, in or aboard buses, or under a deal."""
    near = [token.low for token in tokens[at + 1 : at + 9]]
    if "under" in near and set(near) & _DEALS:
        return True
    return any(a in ("on", "in", "by", "aboard") and b in _BUSES for a, b in pairwise(near))


def _may_die(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "die" and the like are told or feared: "would die", "are expected to die", not "want to die"."""
    if _low(tokens, at - 1) != "to" or _low(tokens, at) == "flee":
        return True
    return _low(tokens, at - 2) in _FORESEEN


def _in_aside(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a word stands between two commas: "12 people, the ministry said, were killed"."""
    commas = [i for i in range(start, min(at + 10, len(tokens))) if tokens[i].text in (",", "–", "—")]
    inside = any(i < at for i in commas) and any(i > at for i in commas)
    return inside and _low(tokens, at) not in ("who", "while", "after", "when")


def _participle(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Decide between "12 (were) killed", "12 were killed or injured" and "12 rebels killed the mayor"."""
    measure = phrase_at(tokens, at + 1) or PARTICIPLE[tokens[at].low]  # "stabbed to death"
    if _low(tokens, at + 1) in ("or", "and") and PARTICIPLE.get(_low(tokens, at + 2), measure) is not measure:
        measure = Measure.UNKNOWN
    before = at - 1
    while before >= figure.last and (tokens[before].low.endswith("ly") or tokens[before].low in ("or", "and")):
        before -= 1
    low = _low(tokens, before)
    active = HAVE | {"who", "that", "which"}
    if low in BE | GET or (low in AUXILIARIES and low not in active):
        return Sign(measure, at)
    follows = at + 1
    takes_object = follows < len(tokens) and (
        tokens[follows].number is not None
        or _low(tokens, follows) in _DETERMINERS | _SELVES
        or _low(tokens, follows) in PEOPLE
        or (tokens[follows].is_capital and not _is_headline(tokens))
    )
    if takes_object or low in active | _DETERMINERS | {"the"} or _low(tokens, follows) in ("off", "at"):
        return None
    return Sign(measure, at) if at - figure.last <= 12 else None


def _is_headline(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[-1].text not in '.!?”"'


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
