"""What a figure counts: the killed, injured, missing, taken, driven out or sent, by the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.vocabulary import Measure
from tollbook.reading.figures import Figure
from tollbook.reading.page import Token
from tollbook.reading.people_words import PEOPLE
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
    STATES,
    TOLL_LINKS,
    TOLL_NOUNS,
)
from tollbook.reading.words import listed

_REACH = 26  # tokens between a figure and the verb that it is the subject of
_DETERMINERS = listed("determiners")
_LEAVES = frozenset(["left", "leaving", "leaves", "leave", "with"])
_SENDS = listed("sends")
_FORCE_WORDS = listed("forces")
_DESTINATIONS = frozenset(["to", "into", "in", "across", "from"])


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
    return (
        _own_noun(tokens, figure)
        or _object_of(tokens, figure)
        or _subject_of(tokens, figure)
        or _behind_toll(tokens, figure)
        or _sent(tokens, figure)
    )


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _own_noun(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read: 12 deaths', '12 dead', '23 bodies', '12 civilian casualties'."""
    head = figure.head
    if (
        head is not None
        and head in NOUNS
        and head
        not in (
            "prisoners",
            "refugees",
            "evacuees",
            "hostages",
            "captives",
            "detainees",
            "lives",
        )
    ):
        at = figure.last - 1
        return Sign(NOUNS[head], at)
    follows = _low(tokens, figure.last)
    if follows in STATES and not _names_people(tokens, figure.last + 1):
        return Sign(STATES[follows], figure.last)
    if head == "lives":
        near = {_low(tokens, figure.at - step) for step in (1, 2, 3)} | {_low(tokens, figure.last)}
        if near & {
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
        }:
            return Sign(Measure.KILLED, figure.last - 1)
    return None


def _names_people(tokens: Sequence[Token], at: int) -> bool:
    return _low(tokens, at) in PEOPLE and _low(tokens, at) not in STATES


def _object_of(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read: killed 12 people', 'killing at least 12', 'the deaths of 12', 'claimed the lives of 12', 'left 12 people dead'."""
    at = figure.at - 1
    while at >= 0 and (
        _low(tokens, at) in _DETERMINERS or _low(tokens, at) in ("as", "total", "of", "further", ":", "up", "lives")
    ):
        if _low(tokens, at) == "of":
            noun = _low(tokens, at - 1)
            if noun in NOUNS and noun not in ("toll", "bodies", "body", "dead"):
                return Sign(NOUNS[noun], at - 1)
            if noun in ("toll", "bodies", "body"):
                return Sign(Measure.KILLED, at - 1, is_total=noun == "toll")
        at -= 1
    verb = _low(tokens, at)
    if verb in ACTIVE and not _is_passive(tokens, at):
        return Sign(ACTIVE[verb], at)
    if verb in ("dead", "killed") and _low(tokens, at - 1) in ("shot", "and"):  # "shot dead 12", "shot and killed 12"
        return Sign(Measure.KILLED, at)
    if verb in _LEAVES:
        state = _state_after(tokens, figure.last)
        if state is not None:
            return state
    if verb in ("wounding", "injuring"):
        return Sign(Measure.INJURED, at)
    return None


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a form in -ed is the participle of "were killed" rather than the past of "killed 12"."""
    before = at - 1
    while before >= 0 and tokens[before].low.endswith("ly"):
        before -= 1
    return _low(tokens, before) in BE or _low(tokens, before) in GET


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
    """Read: 12 people have been killed', '12 died', '12 killed', '12 of them were wounded'."""
    at, stop = figure.last, min(len(tokens), figure.last + _REACH)
    parenthesis = 0
    while at < stop:
        token = tokens[at]
        low = token.low
        if token.text in "([" or token.text in ")]":
            parenthesis += 1 if token.text in "([" else -1
        elif token.text in ";:" or (low == "." and at + 1 < len(tokens)):
            return None
        elif low in GOES:
            return Sign(GOES[low], at) if _may_die(tokens, at) else None
        elif low in PARTICIPLE:
            return _participle(tokens, figure, at)
        elif low in STATES and _low(tokens, at - 1) in BE | AUXILIARIES:
            return Sign(STATES[low], at)
        elif (
            low == "lost"
            and _low(tokens, at + 1) in ("their", "his", "her")
            and _low(tokens, at + 2) in ("lives", "life")
        ) or (
            low == "shot"
            and _low(tokens, at + 1) in ("dead", "and")
            and _low(tokens, at + 1 + (_low(tokens, at + 1) == "and")) in ("dead", "killed")
        ):
            return Sign(Measure.KILLED, at)
        elif low in (
            "burned",
            "burnt",
            "beaten",
            "stabbed",
            "crushed",
            "starved",
            "tortured",
            "hacked",
            "stoned",
        ) and _low(tokens, at + 1) in ("to", "alive"):
            return (
                Sign(Measure.KILLED, at) if _low(tokens, at + 2) == "death" or _low(tokens, at + 1) == "alive" else None
            )
        elif low in ACTIVE or (low in BLOCKERS and not _in_aside(tokens, figure.last, at)):
            return None
        at += 1
    return None


def _may_die(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "die" and the like happen: not "want to die", not "would have died"."""
    return _low(tokens, at - 1) not in ("to", "would", "could", "might") or _low(tokens, at) == "flee"


def _in_aside(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a word stands between two commas: "12 people, the ministry said, were killed"."""
    commas = [i for i in range(start, min(at + 10, len(tokens))) if tokens[i].text in (",", "–", "—")]
    return (
        any(i < at for i in commas)
        and any(i > at for i in commas)
        and _low(tokens, at) not in ("who", "while", "after", "when")
    )


def _participle(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Decide between "12 (were) killed" and "12 rebels killed the mayor"."""
    measure = PARTICIPLE[tokens[at].low]
    before = at - 1
    while before >= figure.last and (tokens[before].low.endswith("ly") or tokens[before].low in ("or", "and")):
        before -= 1
    if _low(tokens, before) in BE | GET or (
        _low(tokens, before) in AUXILIARIES and _low(tokens, before) not in HAVE | {"who", "that", "which"}
    ):
        return Sign(measure, at)
    follows = at + 1
    takes_object = follows < len(tokens) and (
        tokens[follows].number is not None
        or _low(tokens, follows) in _DETERMINERS
        or _low(tokens, follows) in PEOPLE
        or tokens[follows].is_capital
    )
    if takes_object or _low(tokens, before) in HAVE | {"who", "that", "which"}:
        return None
    return Sign(measure, at) if at - figure.last <= 12 else None


def _behind_toll(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read: death toll at 1,245', 'the number of civilians killed is 90,000', 'deaths: 12', 'the toll rose from 41 to 53'."""
    at, steps = figure.at - 1, 0
    aside = 0
    while at >= 0 and steps < 30:
        token = tokens[at]
        if token.text == "," and aside == 0 and steps and _opens_aside(tokens, at):
            at = _opens_aside(tokens, at)
            continue
        if token.low in TOLL_NOUNS or token.low in NOUNS or token.low in PARTICIPLE:
            return _toll_noun(tokens, at)
        if (
            token.number is None
            and token.low not in TOLL_LINKS
            and not (token.is_word and token.low.endswith("ly"))
            and not _is_day(token.low)
        ):
            return None
        at -= 1
        steps += 1
    return None


def _is_day(low: str) -> bool:
    return low in (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "day", "night", "morning",
    )  # fmt: skip


def _opens_aside(tokens: Sequence[Token], at: int) -> int:
    """Return the token before the comma that opens the aside that ends at a comma, or 0: ", according to the report, is"."""
    for i in range(at - 1, max(0, at - 14), -1):
        if tokens[i].text == ",":
            return i - 1
        if tokens[i].number is not None:
            return 0
    return 0


def _toll_noun(tokens: Sequence[Token], at: int) -> Sign | None:
    """Return what the toll counts: "the number of civilians killed", "toll of dead", "the death toll"."""
    low = tokens[at].low
    window = range(max(0, at - 9), min(len(tokens), at + 8))
    if low in PARTICIPLE:
        is_counted = any(
            _low(tokens, i) in ("number", "numbers", "total", "toll", "count", "figure") for i in window if i < at
        )
        return (
            Sign(PARTICIPLE[low], at, is_total=True)
            if is_counted or _low(tokens, at + 1) in (":", "-", "–", "—")
            else None
        )
    if low in NOUNS and low not in ("bodies", "body", "lives"):
        return Sign(NOUNS[low], at, is_total=True)
    if low in ("number", "figure", "total", "numbers", "count", "tally"):
        for i in range(at + 1, min(len(tokens), at + 8)):
            word = tokens[i].low
            if word in (
                "dead",
                "deaths",
                "killed",
                "fatalities",
                "wounded",
                "injured",
                "missing",
                "detainees",
                "displaced",
            ):
                return Sign(NOUNS.get(word) or PARTICIPLE[word], i, is_total=True)
    return None


def _sent(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read: ordered another 200 US special operations troops into Syria'."""
    words = {token.low for token in tokens[figure.group[0] : figure.group[1]]}
    if not words & _FORCE_WORDS:
        return None
    before = {_low(tokens, figure.at - step) for step in range(1, 7)}
    if before & _SENDS and _low(tokens, figure.last) in _DESTINATIONS:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    if before & {"deployed", "deploy", "deploying", "funneling", "funnelling", "pouring"}:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    return None
