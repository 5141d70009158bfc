"""Figures before their verb: "12 people have been killed", "12 died", "12 lost their lives"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tollbook.model.vocabulary import Measure, Status
from tollbook.reading.page import Token
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.inflection import inflected
from tollbook.reading.tolls.other_numbers import follows_age
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import (
    ACTIVE,
    AUXILIARIES,
    BE,
    BLOCKERS,
    CLAUSAL,
    GET,
    GOES,
    HAVE,
    NOUNS,
    PARTICIPLE,
    STATES,
)
from tollbook.reading.words import listed

_FALL = frozenset(("fell", "fallen"))
_NOT_FALLEN = listed("not fallen")
_CHANGING = frozenset(("number", "numbers", "toll", "total", "count", "rate", "price", "figure", "figures"))
_CLOSE = 3  # tokens
_CLAUSES = frozenset(("and", "but", "when", "after", "while", "where", "before", "who", "that", "which", "or", "as"))
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
_MOVES = frozenset(form for base in listed("moves") for form in inflected(base))
_MISSES: Mapping[str, tuple[str, ...]] = {"shot": ("at", "off"), "killed": ("off",), "seized": ("on",)}
_LONGEST_ASIDE = 16  # tokens
_FARTHEST_VERB = 12  # tokens between two verbs of one subject
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
            return (_died(tokens, at + 1) or sign) if _is_relative(tokens, figure, sign) else sign
        elif low in GOES or low in PARTICIPLE:
            return None
        elif _is_other_clause(tokens, figure, at):
            return _and_then(tokens, figure, at)
    return None


def _is_relative(tokens: Sequence[Token], figure: Figure, sign: Sign) -> bool:
    """Return whether people are told by what else befell them: "two men who were wounded on Monday", "taken away"."""
    is_bare = sign.at == figure.last and figure.head is not None and _low(tokens, sign.at) in PARTICIPLE
    is_opened = _low(tokens, figure.last) in ("who", "that", "whom")
    return sign.measure is not Measure.KILLED and (is_opened or is_bare)


def _died(tokens: Sequence[Token], start: int) -> Sign | None:
    """Return the main verb behind a relative clause where it tells of death: "... wounded on Monday died today"."""
    for at in range(start, min(len(tokens), start + _FARTHEST_VERB)):
        low = tokens[at].low
        if (
            tokens[at].text in ",;:"
            or low in _CLAUSES
            or (tokens[at].number is not None and _low(tokens, at + 1) in PEOPLE)
        ):
            return None
        if GOES.get(low) is Measure.KILLED or phrase_at(tokens, at) is Measure.KILLED:
            return Sign(Measure.KILLED, at)
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
    if _low(tokens, at) == "(":
        closed = next((i for i in range(at, min(len(tokens), at + _REACH)) if tokens[i].text == ")"), at - 1)
        return closed + 1  # "54 civilians (31 men, 14 women, nine children) were killed"
    is_of_whom = (_low(tokens, at + 2), _low(tokens, at + 3)) == ("of", "whom")
    if _low(tokens, at) != "," or not (_low(tokens, at + 1).endswith("ing") or is_of_whom):
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
    if low == "among" and (before in BE | {"also"} or at == figure.last):
        return _among(tokens, figure, at)
    return Sign(STATES[low], at) if low in STATES and before in BE | AUXILIARIES else None


def _fallen_or_given_up(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return what "fell", "have fallen" and "surrendered" say of people."""
    low, after = tokens[at].low, _low(tokens, at + 1)
    if low in _FALL and after not in _NOT_FALLEN and (_fights(figure) or at - figure.last <= _CLOSE):
        is_many = figure.head in PEOPLE or figure.head is None
        is_of_people = is_many and not any(token.low in _CHANGING for token in tokens[: figure.at])
        return Measure.KILLED if is_of_people else None
    return Measure.DETAINED if low == "surrendered" and after in _SURRENDERED else None


def _phrased(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return what a phrase of several words says of people, where one begins here."""
    low, before = tokens[at].low, _low(tokens, at - 1)
    if low in ("left", "departed", "leave") and _buses_follow(tokens, at):
        return Measure.EVACUATED
    phrase = phrase_at(tokens, at, figure.head) if before not in _CONDEMNED else None
    is_other = (low == "driven" and before in HAVE) or (phrase is Measure.DISPLACED and _is_trip(tokens, figure, low))
    is_other = is_other or (
        low in ("in", "on") and at != figure.last and before not in BE and phrase is Measure.INJURED
    )
    is_other = is_other or (_low(tokens, at + 1) == "held" and _low(tokens, at + 2) in _HELD_TO)
    return phrase if not is_other else None


def _is_trip(tokens: Sequence[Token], figure: Figure, low: str) -> bool:
    """Return whether a few leave or stay somewhere, which drives nobody out: "two ministers left the country"."""
    number = tokens[figure.at].number
    return low in _MOVES and number is not None and number.low < _CROWD


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
    word = _low(tokens, at + 1 + (_low(tokens, at + 1) in ("the", "those")))
    measure = STATES.get(word) or PARTICIPLE.get(word) or NOUNS.get(word)
    if figure.is_unsure:
        return None
    return Sign(measure or Measure.KILLED, at) if measure is not None or word == "victims" else None


def _is_other_clause(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether a verb makes another clause, in which the figure is no subject of what follows."""
    low = tokens[at].low
    if low in ACTIVE or (low == "that" and any(token.low in BE | CLAUSAL for token in tokens[figure.last : at])):
        return True  # "a woman was told that her son had been killed", "a deputy asserted that four had died"
    if low not in BLOCKERS or _low(tokens, at - 1) in BE or (low == "since" and _low(tokens, at - 1) in HAVE):
        return False  # "are reported missing", "have since died" are no other clauses
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
        (tokens[follows].number is not None and not tokens[follows].low.startswith(("between", "from")))
        or _low(tokens, follows) in _DETERMINERS | _SELVES
        or _low(tokens, follows) in PEOPLE
        or (tokens[follows].is_capital and not _is_headline(tokens))
    )
    if (
        takes_object
        or low in active | _DETERMINERS | {"the"}
        or _low(tokens, follows) in _MISSES.get(tokens[at].low, ())
    ):
        return None
    return Sign(measure, at) if at - figure.last <= 12 else None


def _is_headline(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[-1].text not in '.!?”"'


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
