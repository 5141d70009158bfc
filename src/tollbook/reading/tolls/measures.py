"""What a figure counts: the killed, injured, missing, taken, driven out or sent, by the words around it."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token
from tollbook.reading.tolls.idioms import phrase_around
from tollbook.reading.tolls.inflection import forms
from tollbook.reading.tolls.objects import are_forces, as_object, as_object_of_clause
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.subjects import as_subject
from tollbook.reading.tolls.toll_nouns import behind_toll_noun
from tollbook.reading.tolls.toll_words import AUXILIARIES, BE, HAVE, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_CONDITIONS = {
    word: measure
    for word, measure in {**STATES, **PARTICIPLE}.items()
    if word in ("dead", "killed", "slain", "wounded", "injured", "missing", "displaced", "detained", "arrested",
                "kidnapped", "abducted", "murdered", "executed")
}  # fmt: skip
_POSTED = frozenset(("on", "in", "at", "stationed", "deployed", "under", "across"))
_REFUGEES = frozenset(("refugees", "idps", "asylum-seekers", "arrivals"))
_ARRIVE = listed("arrive")
_SENT = listed("sent")
_SURVIVED = listed("survived")
_CROWD = 20  # people; fewer refugees who arrive are a story, not a figure
_SENDS = listed("sends")
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
_CAPTIVES = listed("held") | frozenset(("inmates", "internees", "convicts", "pows"))
_NO_LONGER = listed("unharmed") | frozenset(("former", "ex-prisoners", "with", "to", "other"))
_CLAUSE = 6  # tokens from "whom" to its verb
_ONLY_PEOPLE = frozenset(form for base in listed("deeds to people") for form in forms(base))
_ADJACENT = 3  # tokens: nearer than this a verb belongs to the figure before it


def sign_of(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Return what a figure counts by its own words, or None where only its neighbours can tell.

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        The measure, or None.
    """
    near = as_object(tokens, figure) or as_subject(tokens, figure)
    if near is not None and near.at < figure.at and _killed_and_injured(tokens, figure.last):
        near = Sign(Measure.UNKNOWN, near.at)  # "lost 60 militants killed and wounded"
    number = tokens[figure.at].number
    if number is not None and number.best == 0 and near is not None and near.at > figure.last:
        near = near if _runs_on(tokens, figure.last, near.at) else None  # not "no one knows how many died"
    if figure.is_unsure:
        return near if near is not None and _makes_people(tokens, figure, near) else None
    noun = behind_toll_noun(tokens, figure)
    if noun is not None and near is not None and figure.head is None and _is_beyond(tokens, figure, near):
        near = None  # "the toll rose to 61, and 25 people are missing"
    if figure.is_partitive and near is not None and near.measure not in (Measure.UNKNOWN, NOUNS.get(figure.head or "")):
        return near  # "five of the wounded succumbed"
    return (
        _own_noun(tokens, figure)
        or near
        or as_object_of_clause(tokens, figure)
        or (Sign(noun[0], noun[1], is_total=True) if noun is not None else None)
        or _in_condition(tokens, figure)
        or _refuge(tokens, figure)
        or _victims(tokens, figure)
        or _sent(tokens, figure)
        or _captive(tokens, figure)
    )


def _makes_people(tokens: Sequence[Token], figure: Figure, sign: Sign) -> bool:
    """Return whether a verb that people alone can have makes people of a noun that we do not know.

    "Five sevaks of the state unit were arrested", not "12 rifles were seized", "12 letters are missing".
    """
    is_near = sign.at - figure.last <= _ADJACENT or _low(tokens, sign.at - 1) in BE
    return is_near and _low(tokens, sign.at) in _ONLY_PEOPLE


def _is_beyond(tokens: Sequence[Token], figure: Figure, sign: Sign) -> bool:
    """Return whether another number stands between a figure and the verb behind it."""
    return any(token.number is not None for token in tokens[figure.last : sign.at])


def _killed_and_injured(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "killed and wounded", "dead or injured" stands at a token, of no others."""
    first, second = (STATES.get(low) or PARTICIPLE.get(low) for low in (_low(tokens, at), _low(tokens, at + 2)))
    after = tokens[at + 3] if at + 3 < len(tokens) else None
    is_pair = _low(tokens, at + 1) in ("and", "or") and None not in (first, second) and first is not second
    return is_pair and (after is None or after.number is None)


def _runs_on(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a subject's verb follows it with nothing but auxiliaries and adverbs between."""
    return all(token.low in AUXILIARIES | BE or token.low.endswith("ly") for token in tokens[start:end])


def _own_noun(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read '12 deaths', '12 dead', '23 bodies', '12 civilian casualties', 'cost 12 lives'."""
    head = figure.head
    if head is not None and head in NOUNS and head not in _NO_OWN_NOUN:
        joined = _low(tokens, figure.last) in ("and", "or") and NOUNS.get(_low(tokens, figure.last + 1))
        both = head in STATES and joined not in (False, None, NOUNS[head])  # "40 dead and wounded"
        return Sign(Measure.UNKNOWN if both else NOUNS[head], figure.last - 1)
    if head == "losses" or (
        head in PEOPLE and _low(tokens, figure.at - 1) in (":", "of") and "losses" in _back(tokens, figure)
    ):
        return Sign(Measure.UNKNOWN, figure.at - 1)
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
    if figure.head not in PEOPLE or (figure.head in NOUNS and figure.head not in _CAPTIVES):
        return None
    at = next((i for i in range(figure.group[0], figure.last - 1) if _low(tokens, i) in _CONDITIONS), None)
    return Sign(_CONDITIONS[_low(tokens, at)], at) if at is not None else None


def _victims(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "the 27 victims were all men": the dead, unless they are victims of something that one survives."""
    is_definite = figure.at == 0 or _low(tokens, figure.at - 1) in ("the", "all", "remaining", "other", "these")
    is_definite = is_definite or figure.is_partitive  # "64 of the victims were men"
    is_definite = is_definite or _low(tokens, figure.last + 1) in ("all", "total")  # "265 victims in all"
    if figure.head != "victims" or not is_definite:
        return None
    after = {token.low for token in tokens[figure.last : figure.last + _CLAUSE]}
    before = {token.low for token in tokens[figure.group[0] : figure.last]}
    return None if (after | before) & _SURVIVED else Sign(Measure.KILLED, figure.last - 1)


def _refuge(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "5,000 refugees have arrived", "the camp shelters 5,000 refugees"."""
    number = tokens[figure.at].number
    if figure.head not in _REFUGEES or number is None or number.low < _CROWD:
        return None
    near = {token.low for token in tokens[max(0, figure.at - _CLAUSE) : figure.last + _CLAUSE]}
    return Sign(Measure.DISPLACED, figure.last - 1) if near & _ARRIVE else None


def _captive(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "the 300 hostages taken on Friday", "12 prisoners of the enemy", where no more is told of them."""
    if figure.head not in _CAPTIVES:
        return None
    near = {token.low for token in tokens[figure.at : figure.last]}
    near |= {_low(tokens, figure.at - 1), _low(tokens, figure.at - 2)}
    return Sign(Measure.DETAINED, figure.last - 1) if not near & _NO_LONGER else None


def _names_people(tokens: Sequence[Token], at: int) -> bool:
    return _low(tokens, at) in PEOPLE and _low(tokens, at) not in STATES


def _back(tokens: Sequence[Token], figure: Figure) -> frozenset[str]:
    return frozenset(token.low for token in tokens[max(0, figure.at - 5) : figure.at])


def _sent(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read 'ordered another 200 US special operations troops into Syria', '300 troops who were deployed'."""
    if not are_forces(tokens, figure):
        return None
    before = {_low(tokens, figure.at - step) for step in range(1, 7)}
    after = {token.low for token in tokens[figure.group[0] : figure.last + 5]}
    if before & _SENDS and after & _DESTINATIONS:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    if _low(tokens, figure.at - 1) in HAVE and _low(tokens, figure.last) in _POSTED:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    if phrase_around(tokens, figure.at - 1, figure.last, figure.head) is Measure.FORCES_DEPLOYED:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    if BE & after and _SENT & after:
        return Sign(Measure.FORCES_DEPLOYED, figure.last)
    if before & {"deployed", "deploy", "deploying", "funneling", "funnelling", "pouring"} or "deployed" in after:
        return Sign(Measure.FORCES_DEPLOYED, figure.at - 1)
    return None


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
