"""Figures behind their verb: "killed 12 people", "the deaths of 12", "left 12 dead", "the 12 whom they hold"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token
from tollbook.reading.tolls.idioms import phrase_around
from tollbook.reading.tolls.inflection import forms
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import ACTIVE, BE, BLOCKERS, GET, GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_BEFORE_FIGURE = listed("determiners") | listed("before a figure")
_BURIES, _LOSES, _KIN = listed("buries"), listed("loses"), listed("kin")
_NOT_LOST = listed("not lost")  # who may be lost otherwise than by death
_WON = _NOT_LOST | frozenset(("delegates", "recruits", "electors", "passengers", "voters"))
_IRREAL = listed("irreal")
_HARMS = frozenset((Measure.KILLED, Measure.INJURED, Measure.DETAINED))
_SURVIVED = frozenset(("survived", "alive"))
_DESTROYS = listed("destroys")
_HOLDS, _HELD = listed("holds"), listed("held")
_LEAVES = frozenset(("left", "leaving", "leaves", "leave", "with"))
_LIES = frozenset(("lie", "lies", "lay", "rest", "rests", "sleep", "sleeps", "repose"))
_GRAVES = listed("graves") | frozenset(("here", "beneath", "earth", "ground", "soil", "buried", "morgue", "mortuary"))
_LEADS = frozenset(("also", "among", "amongst", "those", "the", "and", "but", "already", "confirmed", "reported"))
_DRIVES, _DRIVEN = listed("drives"), listed("driven")
_FORCE_WORDS = listed("forces")
_PREPOSITIONS = listed("prepositions")
_STOPS, _DETERMINERS = listed("phrase stops"), listed("determiners") | frozenset(("himself", "herself", "my", "our"))
_LONGEST_ROW = 16  # tokens between a verb and the last of its objects
_KEEPS = frozenset(
    form
    for base in (
        "save",
        "risk",
        "endanger",
        "change",
        "improve",
        "protect",
        "spare",
        "affect",
        "touch",
        "ruin",
        "threaten",
    )
    for form in forms(base)
) | {"in", "into", "about"}
_CLAUSE = 6  # tokens from "whom" to its verb


def as_object(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "killed 12 people", "the deaths of 12", "left 12 people dead", "drove 12 abroad".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        What is done to the people counted and where that is said, or None.
    """
    at = figure.at - 1
    if (inverted := _inverted(tokens, figure)) is not None:
        return inverted
    if (around := _around(tokens, figure, at)) is not None:
        return around
    while at >= 0 and _low(tokens, at) in _BEFORE_FIGURE:
        if _low(tokens, at) == "of" and (measure := _of_noun(_low(tokens, at - 1), figure)) is not None:
            return Sign(measure, at - 1) if _low(tokens, at - 1) != "lives" or _are_taken(tokens, at - 1) else None
        at -= 1
        if (around := _around(tokens, figure, at)) is not None:
            return around
    at = _past_first_object(tokens, figure, at)
    measure = _harmed(tokens, figure, at) or _moved(tokens, figure, at)
    if measure is not None:
        return Sign(measure, at)
    return _state_after(tokens, figure.last) if _low(tokens, at) in _LEAVES else None


def _inverted(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "Killed were six soldiers", "Among those buried here are 36 men", "Here lie 36 soldiers"."""
    at = figure.at - 1
    low = _low(tokens, at)
    if low not in BE and low not in _LIES:
        return None
    start = next((i + 1 for i in range(at - 1, -1, -1) if not tokens[i].is_word), 0)
    opening = tokens[start:at]
    if low in _LIES:
        near = {token.low for token in (*opening, *tokens[figure.last :])}
        return Sign(Measure.KILLED, at) if near & _GRAVES and figure.head in (*PEOPLE, None) else None
    first = next((i for i, token in enumerate(opening) if token.low not in _LEADS), len(opening))
    if first == len(opening) or len(opening) > _CLAUSE:
        return None
    if any(token.low in BE or token.low in PEOPLE for token in opening[first + 1 :]):
        return None  # "the dead man was 43"
    word = opening[first].low
    measure = STATES.get(word) or PARTICIPLE.get(word)
    return Sign(measure, start + first) if measure is not None else None


def _around(tokens: Sequence[Token], figure: Figure, at: int) -> Sign | None:
    """Return what a phrase around the people says of them: "cost 12 people their lives"."""
    measure = phrase_around(tokens, at, figure.last, figure.head) if not figure.is_unsure else None
    if measure is None or measure is Measure.FORCES_DEPLOYED:
        return None  # what becomes of forces is said elsewhere: `measures.sign_of` asks for them last
    if measure is Measure.DETAINED and figure.head in _WON:
        return None  # "picked up all 99 delegates"
    return Sign(measure, at)


def _of_noun(noun: str, figure: Figure) -> Measure | None:
    """Return what "the deaths of", "the bodies of", "the loss of" count."""
    if noun in ("loss", "losses"):
        if noun == "loss":
            return Measure.KILLED if figure.head in (*PEOPLE, None) else None
        return Measure.UNKNOWN if figure.head in PEOPLE else None
    if noun in NOUNS and noun not in ("toll", "dead"):
        return Measure.KILLED if noun in ("bodies", "body") else NOUNS[noun]
    return None


def _are_taken(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "lives" are lost: "claimed the lives of", "the loss of the lives of", not "saved the lives of"."""
    before = {_low(tokens, at - step) for step in (1, 2, 3)}
    return not before & _KEEPS


def _harmed(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return what a verb of killing, hurting or arresting before a figure makes of the people."""
    verb, before = _low(tokens, at), _low(tokens, at - 1)
    if verb in GOES and at == figure.at - 1 and figure.head in PEOPLE:
        return GOES[verb]  # "in the accident have died 13 workers"
    measure = ACTIVE.get(verb)
    if measure in _HARMS and before == "to" and _low(tokens, at - 2) in _IRREAL:
        return None  # "threatened to kill 12"
    if measure is Measure.FORCES_DEPLOYED and not are_forces(tokens, figure):
        return None
    if measure is not None and not _is_passive(tokens, at):
        other = ACTIVE.get(_low(tokens, at - 2)) if before in ("and", "or") else None
        return Measure.UNKNOWN if other not in (None, measure) else measure
    if _are_lost(tokens, figure, at) or (figure.head == "victims" and verb in ("claimed", "claiming", "claims")):
        return Measure.KILLED
    return Measure.KILLED if verb in _DESTROYS and figure.head in PEOPLE and figure.head not in NOUNS else None


def _moved(tokens: Sequence[Token], figure: Figure, at: int) -> Measure | None:
    """Return whether the people are held, taken away or driven out."""
    verb, after = _low(tokens, at), _low(tokens, figure.last)
    if verb in _HOLDS and (figure.head in _HELD or after in _HELD):
        return Measure.DETAINED
    if verb in ("took", "taken") and figure.head in PEOPLE and after in ("", ".", ",", "with"):
        return Measure.DETAINED
    behind = {_low(tokens, figure.last + step) for step in range(4)}
    return Measure.DISPLACED if verb in _DRIVES and behind & _DRIVEN else None


def _are_lost(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether people are buried, mourned, lost, or not among the survivors: "have buried 34"."""
    verb, before = _low(tokens, at), _low(tokens, at - 1)
    if figure.is_unsure or (verb, before) == ("among", "survived"):
        return False
    if verb in _BURIES and before not in BE:
        return figure.head is None or figure.head in PEOPLE
    if verb in _LOSES and before not in BE and _low(tokens, figure.last) != "to" and figure.head is not None:
        return figure.head in PEOPLE and not {figure.head, f"{figure.head}s"} & _NOT_LOST
    if verb in _LOSES and figure.head is None and before in ("we", "they", "i", "who"):
        return (
            figure.last >= len(tokens) or not tokens[figure.last].is_word or _low(tokens, figure.last) in _PREPOSITIONS
        )
    if verb == "and" and any(_low(tokens, at - step) in _LOSES for step in (2, 3, 4)):
        return figure.head in _KIN  # "lost his wife and two daughters"
    if verb in ("none", "not one") and any(
        token.low in _SURVIVED for token in tokens[figure.last : figure.last + _CLAUSE]
    ):
        return True
    return verb in ("among", "of", "from") and before == "survivors" and _low(tokens, at - 2) == "no"


def _past_first_object(tokens: Sequence[Token], figure: Figure, at: int) -> int:
    """Return the verb of "killed the driver, his wife and two of their children", or the token itself."""
    if figure.is_unsure or _low(tokens, at) not in ("and", ",") or not _ends_row(tokens, figure, at):
        return at
    for back in range(at - 1, max(-1, at - _LONGEST_ROW), -1):
        low = _low(tokens, back)
        is_deed = (low in ACTIVE or low in _BURIES or low in _LOSES) and not tokens[back].is_capital  # a Mr Lynch
        is_deed = is_deed and low not in NOUNS
        if is_deed and _low(tokens, back - 1) not in BE and tokens[back + 1].low not in _STOPS - _DETERMINERS:
            return back
        if low in BE or low in PARTICIPLE or low in BLOCKERS or low in GOES or tokens[back].text in ".;:–—-":
            return at
    return at


def _ends_row(tokens: Sequence[Token], figure: Figure, at: int) -> bool:
    """Return whether no verb follows a figure, and behind a comma the row goes on: "his wife, two guards and ..."."""
    after = _low(tokens, figure.last)
    if _low(tokens, at) == ",":
        return after in ("and", ",")
    is_closed = figure.last >= len(tokens) or not tokens[figure.last].is_word
    return is_closed or after in _PREPOSITIONS or after in ("and", "when", "after", "before", "as")


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a form in -ed is the participle of "were killed" rather than the past of "killed 12"."""
    before = at - 1
    while before >= 0 and tokens[before].low.endswith("ly"):
        before -= 1
    return (_low(tokens, before) in BE and not tokens[at].low.endswith("ing")) or _low(tokens, before) in GET


def _state_after(tokens: Sequence[Token], at: int) -> Sign | None:
    """Return the state in which "left 12 people dead" leaves them; coordinated people may stand between."""
    for i in range(at, min(at + _LONGEST_ROW, len(tokens))):
        low = tokens[i].low
        if low in STATES or low in PARTICIPLE:
            return Sign(STATES.get(low) or PARTICIPLE[low], i)
        if low in ("injuries", "burns", "wounds") and _low(tokens, at) == "with":
            return Sign(Measure.INJURED, i)
        if tokens[i].text in ".;:" or low in BLOCKERS or low in BE:
            return None
    return None


def as_object_of_clause(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "the 600 persons whom they hold", "the 12 men that the police arrested".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        What is done to the people counted and where that is said, or None.
    """
    if _low(tokens, figure.last) not in ("whom", "that", "which", "they", "it", "he", "she", "we"):
        return None
    for at in range(figure.last + 1, min(figure.last + _CLAUSE, len(tokens))):
        low = tokens[at].low
        if low in BE or tokens[at].text in ".,;:":
            return None
        if low in ACTIVE:
            return Sign(ACTIVE[low], at)
        if low in ("hold", "holds", "held"):
            return Sign(Measure.DETAINED, at)
    return None


def are_forces(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure counts soldiers, fighters or the like."""
    return bool({token.low for token in tokens[figure.group[0] : figure.group[1]]} & _FORCE_WORDS)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
