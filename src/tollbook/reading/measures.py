"""What a figure counts: the killed, injured, missing, taken, driven out or sent, by the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.vocabulary import Measure
from tollbook.reading.figures import Figure
from tollbook.reading.page import Token
from tollbook.reading.people_words import PEOPLE
from tollbook.reading.toll_nouns import behind_toll_noun
from tollbook.reading.toll_words import (
    ACTIVE,
    AUXILIARIES,
    BE,
    BLOCKERS,
    GET,
    GOES,
    HAVE,
    NOUNS,
    PARTICIPLE,
    PHRASES,
    STATES,
)
from tollbook.reading.words import listed

_REACH = 26  # tokens between a figure and the verb that it is the subject of
_DETERMINERS = listed("determiners")
_BEFORE_FIGURE = _DETERMINERS | frozenset(
    ("as", "total", "of", "further", ":", "up", "lives", "only", "first", "last", "number")
)
_CONDITIONS = {
    word: measure
    for word, measure in {**STATES, **PARTICIPLE}.items()
    if word in ("dead", "killed", "slain", "wounded", "injured", "missing", "displaced", "detained", "arrested",
                "kidnapped", "abducted", "murdered", "executed")
}  # fmt: skip
_BURIES = frozenset(("buried", "bury", "burying", "mourned", "mourn", "mourning", "mourns"))
_LOSES = frozenset(("lost", "lose", "losing", "loses"))
_NOT_LOST = frozenset(
    ("members", "supporters", "employees", "staff", "workers", "residents", "personnel", "leaders", "officials")
)  # who may be lost otherwise than by death
_LEAVES = frozenset(["left", "leaving", "leaves", "leave", "with"])
_DRIVES = frozenset(
    [
        "drove",
        "driven",
        "driving",
        "drive",
        "forced",
        "forcing",
        "forces",
        "force",
        "pushed",
        "pushing",
        "made",
        "making",
    ]
)
_DRIVEN = frozenset(["flee", "from", "out", "abroad", "leave", "homeless", "exile"])
_SENDS = listed("sends")
_FORCE_WORDS = listed("forces")
_DESTINATIONS = frozenset(["to", "into", "in", "across", "from", "who", "at"])
_NO_OWN_NOUN = frozenset(["prisoners", "refugees", "evacuees", "hostages", "captives", "detainees", "lives"])
_LIFE_VERBS = frozenset(
    [
        "claimed",
        "claiming",
        "cost",
        "costing",
        "lost",
        "took",
        "taken",
        "claims",
        "of",
        "taking",
        "claim",
        "lose",
        "costs",
    ]
)
_ADJACENT = 3  # tokens: nearer than this a verb belongs to the figure before it


@dataclass(frozen=True, slots=True)
class Sign:
    """A measure with the token whose word gave it; `is_total` where a toll noun did ("the death toll of 1,245")."""

    measure: Measure
    at: int
    is_total: bool = False


def sign_of(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Return what a figure counts by its own words, or None where only its neighbours can tell.

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        The measure, or None.
    """
    near = _object_of(tokens, figure) or _subject_of(tokens, figure)
    if figure.is_unsure:  # a noun that we do not know: only a verb that people alone can have makes it people
        is_near = near is not None and near.at - figure.last <= _ADJACENT
        return near if is_near and near is not None and near.measure is not Measure.FORCES_DEPLOYED else None
    noun = behind_toll_noun(tokens, figure)
    return (
        _own_noun(tokens, figure)
        or near
        or (Sign(noun[0], noun[1], is_total=True) if noun is not None else None)
        or _in_condition(tokens, figure)
        or _sent(tokens, figure)
    )


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _own_noun(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read '12 deaths', '12 dead', '23 bodies', '12 civilian casualties', 'cost 12 lives'."""
    head = figure.head
    if head is not None and head in NOUNS and head not in _NO_OWN_NOUN:
        return Sign(NOUNS[head], figure.last - 1)
    follows = _low(tokens, figure.last)
    if follows in STATES and not _names_people(tokens, figure.last + 1):
        return Sign(STATES[follows], figure.last)
    if head == "lives":
        near = {_low(tokens, figure.at - step) for step in (1, 2, 3)} | {_low(tokens, figure.last)}
        return Sign(Measure.KILLED, figure.last - 1) if near & _LIFE_VERBS else None
    if head in ("cases", "case"):
        behind = range(figure.group[0], min(figure.last + 4, len(tokens)))
        noun = next((_low(tokens, i) for i in behind if _low(tokens, i) in NOUNS), None)
        return Sign(NOUNS[noun], figure.last - 1) if noun is not None else None
    return None


def _in_condition(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "47 wounded fighters", where no verb says more of them."""
    if figure.head not in PEOPLE or figure.head in NOUNS:
        return None
    at = next((i for i in range(figure.group[0], figure.last - 1) if _low(tokens, i) in _CONDITIONS), None)
    return Sign(_CONDITIONS[_low(tokens, at)], at) if at is not None else None


def _names_people(tokens: Sequence[Token], at: int) -> bool:
    return _low(tokens, at) in PEOPLE and _low(tokens, at) not in STATES


def _object_of(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read 'killed 12 people', 'the deaths of 12', 'left 12 people dead', 'drove 12 abroad'."""
    at = figure.at - 1
    while at >= 0 and _low(tokens, at) in _BEFORE_FIGURE:
        if _low(tokens, at) == "of":
            noun = _low(tokens, at - 1)
            if noun in NOUNS and noun not in ("toll", "dead"):
                return Sign(Measure.KILLED if noun in ("bodies", "body") else NOUNS[noun], at - 1)
        at -= 1
    at = _past_first_object(tokens, at)
    verb, before = _low(tokens, at), _low(tokens, at - 1)
    if verb in ACTIVE and not _is_passive(tokens, at):
        other = ACTIVE.get(_low(tokens, at - 2)) if before in ("and", "or") else None
        return Sign(Measure.UNKNOWN if other not in (None, ACTIVE[verb]) else ACTIVE[verb], at)
    if (verb, before) in (("dead", "shot"), ("killed", "and"), ("down", "gunned"), ("down", "mowed"), ("down", "mown")):
        return Sign(Measure.KILLED, at)
    if _are_lost(tokens, figure, at):
        return Sign(Measure.KILLED, at)
    if verb in ("treated", "treating"):
        return Sign(Measure.INJURED, at)
    if verb in _LEAVES:
        return _state_after(tokens, figure.last)
    if verb in _DRIVES and {_low(tokens, figure.last + step) for step in range(4)} & _DRIVEN:
        return Sign(Measure.DISPLACED, at)
    return None


def _are_lost(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether people are buried, mourned, lost, or not among the survivors: "have buried 34"."""
    verb, before = _low(tokens, at), _low(tokens, at - 1)
    if figure.is_unsure or (verb, before) == ("among", "survived"):
        return False
    if verb in _BURIES and before not in BE:
        return figure.head is None or figure.head in PEOPLE
    if verb in _LOSES and before not in BE:
        return figure.head in PEOPLE and figure.head not in _NOT_LOST
    return verb in ("among", "of", "from") and before == "survivors" and _low(tokens, at - 2) == "no"


def _past_first_object(tokens: Sequence[Token], at: int) -> int:
    """Return the verb of "killed the driver and two of his passengers", or the token itself."""
    if _low(tokens, at) != "and":
        return at
    for step in range(2, 6):
        low = _low(tokens, at - step)
        if low in ACTIVE and _low(tokens, at - step + 1) in ("the", "a", "an", "his", "her", "their", "its"):
            return at - step
        if low in BE or low in PARTICIPLE or at - step < 0:
            return at
    return at


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a form in -ed is the participle of "were killed" rather than the past of "killed 12"."""
    before = at - 1
    while before >= 0 and tokens[before].low.endswith("ly"):
        before -= 1
    return (_low(tokens, before) in BE and not tokens[at].low.endswith("ing")) or _low(tokens, before) in GET


def _state_after(tokens: Sequence[Token], at: int) -> Sign | None:
    """Return the state in which "left 12 people dead" leaves them; coordinated people may stand between."""
    for i in range(at, min(at + 8, len(tokens))):
        low = tokens[i].low
        if low in STATES or low in PARTICIPLE:
            return Sign(STATES.get(low) or PARTICIPLE[low], i)
        if tokens[i].text in ".;:" or low in BLOCKERS or low in BE:
            return None
    return None


def _subject_of(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read '12 people have been killed', '12 died', '12 killed', '12 of them were wounded', '12 were shot dead'."""
    for at in range(figure.last, min(len(tokens), figure.last + _REACH)):
        token, low = tokens[at], tokens[at].low
        if token.text in ";:" or (low == "." and at + 1 < len(tokens)):
            return None
        if (
            token.number is not None
            and _low(tokens, at + 1) == "of"
            and _low(tokens, at + 2) in ("whom", "them", "these")
        ):
            return None
        phrase = _phrase(tokens, at)
        if phrase is not None:
            return Sign(phrase, at)
        if low in GOES:
            return Sign(GOES[low], at) if _may_die(tokens, at) else None
        if low in PARTICIPLE:
            return _participle(tokens, figure, at)
        if low in STATES and _low(tokens, at - 1) in BE | AUXILIARIES:
            return Sign(STATES[low], at)
        is_clause = low in BLOCKERS and _low(tokens, at - 1) not in BE  # "are reported missing" is no other clause
        if low in ACTIVE or (is_clause and not _in_aside(tokens, figure.last, at)):
            return None
    return None


def _phrase(tokens: Sequence[Token], at: int) -> Measure | None:
    """Return the measure of a phrase of several words that begins at a token: "shot dead", "lost their lives"."""
    for words, measure in PHRASES.get(tokens[at].low, ()):
        if all(_low(tokens, at + k) == word for k, word in enumerate(words)):
            return measure
    return None


def _may_die(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "die" and the like happen: not "want to die", not "would have died"."""
    return _low(tokens, at - 1) not in ("to", "would", "could", "might") or _low(tokens, at) == "flee"


def _in_aside(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a word stands between two commas: "12 people, the ministry said, were killed"."""
    commas = [i for i in range(start, min(at + 10, len(tokens))) if tokens[i].text in (",", "–", "—")]
    inside = any(i < at for i in commas) and any(i > at for i in commas)
    return inside and _low(tokens, at) not in ("who", "while", "after", "when")


def _participle(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Decide between "12 (were) killed", "12 were killed or injured" and "12 rebels killed the mayor"."""
    measure = PARTICIPLE[tokens[at].low]
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
        or _low(tokens, follows) in _DETERMINERS
        or _low(tokens, follows) in PEOPLE
        or (tokens[follows].is_capital and not _is_headline(tokens))
    )
    if takes_object or low in active:
        return None
    return Sign(measure, at) if at - figure.last <= 12 else None


def _is_headline(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[-1].text not in '.!?”"'


def _sent(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read 'ordered another 200 US special operations troops into Syria', '300 troops who were deployed'."""
    words = {token.low for token in tokens[figure.group[0] : figure.group[1]]}
    if not words & _FORCE_WORDS:
        return None
    before = {_low(tokens, figure.at - step) for step in range(1, 7)}
    after = {_low(tokens, figure.last + step) for step in range(5)}
    if before & _SENDS and (_low(tokens, figure.last) in _DESTINATIONS or after & _DESTINATIONS):
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    if before & {"deployed", "deploy", "deploying", "funneling", "funnelling", "pouring"} or "deployed" in after:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    return None
