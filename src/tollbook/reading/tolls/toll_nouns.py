"""Figures that a toll noun names: "the death toll at 1,245", "the number of civilians killed is 90,000"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Token
from tollbook.reading.tolls.people_words import is_people
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import NOUNS, PARTICIPLE, TOLL_LINKS, TOLL_NOUNS
from tollbook.reading.words import listed

_DAYS = listed("days") | frozenset(("tonight", "day", "night", "morning", "evening", "afternoon", "overnight"))
_COUNTED = frozenset(
    [
        "dead",
        "deaths",
        "killed",
        "fatalities",
        "wounded",
        "injured",
        "missing",
        "detainees",
        "displaced",
        "martyrs",
        "victims",
        "detained",
        "arrested",
        "evacuated",
        "died",
        "perished",
        "drowned",
        "refugees",
        "prisoners",
        "hostages",
    ]
)
_NUMBER = frozenset(["number", "numbers", "figure", "figures", "total", "count", "tally"])
_COPULA = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "at",
        "reached",
        "reaches",
        "to",
        "stood",
        "stands",
        "exceeds",
        "exceeded",
        "passed",
        "topped",
        "hit",
        "by",
        "of",
        "from",
        "pass",
        "reach",
        "exceed",
        "below",
        "above",
        "reaching",
        "hits",
        "tops",
        "nears",
        "approaches",
        "over",
    ]
)
_ENDS = frozenset(
    ("in", "by", "since", "from", "is", "was", "has", "had", "and", "or", ",", "to", "at", "rose", "stands")
)
_SINCE = frozenset(("now", "already", "currently", "reportedly", "still", "officially", "only", "just"))
_HARM = frozenset(("deaths", "fatalities", "casualties", "killings", "injuries", "arrests", "executions"))
_HANGING = frozenset(("in", "of", "among", "amongst", "during", "under", "from"))
_BRINGS = listed("brings")
_OWN_TOLLS = frozenset(
    ("dead", "killed", "fallen", "slain", "wounded", "injured", "missing", "casualties", "losses", "victims")
)
_CHANGES = listed("changes")
_ALL_TOLLS = frozenset(("number", "toll", "total", "count", "tally"))
_PEAKS = frozenset(("high", "peak", "record", "total", "maximum"))
_SPANS = frozenset(("day", "days", "hours", "week", "weeks", "month", "months", "year", "years", "nights", "minutes"))
_NEAR = 6  # tokens
_EXCEED = ("exceed", "pass", "top", "surpass")
_LONGEST_LINK = 30  # tokens between a toll noun and its figure, where only links stand between
_LONGEST_CLAUSE = 24  # tokens between "the number of" and the verb that gives the figure


def behind_toll_noun(tokens: Sequence[Token], figure: Figure) -> tuple[Measure, int] | None:
    """Return the measure and the token of the toll noun that gives a figure, or None.

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        What is counted, and where that is said.
    """
    return _linked(tokens, figure) or _across_clause(tokens, figure)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _linked(tokens: Sequence[Token], figure: Figure) -> tuple[Measure, int] | None:
    """Walk back over words that may stand between a toll noun and its figure."""
    if _low(tokens, figure.at - 1) in ("number", "numbered", "total", "totalled", "totaled"):
        for at in range(figure.at - 2, max(-1, figure.at - 8), -1):
            if _low(tokens, at) in _COUNTED and tokens[at].number is None:
                return _measure(tokens[at].low), at  # "the killed civilians number 90"
    if (ahead := _ahead(tokens, figure)) is not None:
        return ahead
    at, steps = figure.at - 1, 0
    while at >= 0 and steps < _LONGEST_LINK:
        token = tokens[at]
        if token.text == "," and steps and (opening := _opens_aside(tokens, at)):
            at = opening
            continue
        if token.low in TOLL_NOUNS or token.low in NOUNS or token.low in PARTICIPLE:
            return _counted(tokens, at)
        if token.low == "losses" and steps and _are_of_forces(tokens, at):
            return Measure.KILLED, at
        is_link = token.number is not None or token.low in TOLL_LINKS or token.low in _DAYS
        if not is_link and not (token.is_word and token.low.endswith("ly")):
            return None
        at -= 1
        steps += 1
    return None


def _ahead(tokens: Sequence[Token], figure: Figure) -> tuple[Measure, int] | None:
    """Read "brings to four the number of reporters killed"."""
    at = figure.last + 1
    if figure.head is not None or _low(tokens, figure.at - 1) != "to" or _low(tokens, figure.last) != "the":
        return None
    while (
        _low(tokens, at) in ("total", "overall", "confirmed", "official", "death")
        and _low(tokens, at + 1) in _ALL_TOLLS
    ):
        at += 1
    if _low(tokens, at) == "toll":
        return Measure.KILLED, at
    return _counted(tokens, at) if _low(tokens, at) in _NUMBER else None


def names_a_total(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "the total", "the figure given" stands before a figure without saying what is counted."""
    if _low(tokens, figure.at - 1) in ("number", "no"):
        return False  # "grave number four"
    verb = _low(tokens, figure.at - 1) in _COPULA - {"of", "by"} or tokens[figure.at].low.startswith(_EXCEED)
    for at in range(figure.at - 1, max(-1, figure.at - _LONGEST_CLAUSE // 2), -1 if verb else -_LONGEST_CLAUSE):
        if tokens[at].low in ("figure", "toll", "count", "tally", "total"):
            return not _is_of_others(tokens, at)
        if tokens[at].number is not None or tokens[at].text in ";:,":
            break
    for at in range(figure.at - 1, max(-1, figure.at - 9), -1):
        if tokens[at].low in _NUMBER | {"toll", "estimate", "estimates"}:
            return not _is_of_others(tokens, at)
        if tokens[at].low not in TOLL_LINKS | {"given"} and tokens[at].low not in _DAYS:
            return False
    return False


def topic_of(tokens: Sequence[Token]) -> Measure | None:
    """Return what a toll counts that a sentence speaks of without a figure: "The toll has gone up again".

    Args:
        tokens: The sentence's tokens.

    Returns:
        The measure, or None where no toll is spoken of.
    """
    for at, token in enumerate(tokens):
        if token.low == "toll":
            return Measure.KILLED
        if token.low in _NUMBER and (found := _counted(tokens, at)) is not None:
            return found[0]
    return None


def _is_of_others(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a total is of something else than harm or people: "the number of suspected cases"."""
    if _low(tokens, at + 1) != "of":
        return False
    if _low(tokens, at + 2) and tokens[at + 2].number is not None:
        return False  # "a figure of 25"
    words = [token.low for token in tokens[at + 2 : at + 6]]
    return not any(word in _COUNTED or word in NOUNS or is_people(word) or word in ("those", "them") for word in words)


def _across_clause(tokens: Sequence[Token], figure: Figure) -> tuple[Measure, int] | None:
    """Read 'the number of people killed in the past week stands at 88': any words but another figure between."""
    number = tokens[figure.at].number
    exceeds = number is not None and tokens[figure.at].low.startswith(_EXCEED)
    last = figure.at - 1
    while _low(tokens, last) in _SINCE:
        last -= 1
    if _low(tokens, last) == "of" and _low(tokens, last - 1) in _PEAKS:
        last -= 2  # "reached an all-time high of 726"
        while _low(tokens, last) in ("a", "an", "new", "all-time", "record"):
            last -= 1
    if not exceeds and _low(tokens, last) not in _COPULA - {"of", "by"}:
        return None
    for at in range(figure.at - 1, max(-1, figure.at - _LONGEST_CLAUSE), -1):
        token = tokens[at]
        is_day = token.number is not None and (
            _low(tokens, at + 1) in _SPANS
            or (at + 1 < len(tokens) and tokens[at + 1].is_capital)
            or (at > 0 and tokens[at - 1].is_capital)
        )
        if (token.number is not None and not is_day) or token.text in ";:":
            return None
        if token.low in _HARM and _low(tokens, at - 1) not in ("of", "and", "to") and _is_change(tokens, last):
            return NOUNS[token.low], at  # "Deaths from the outbreak have climbed to 45"
        if _is_brought(tokens, at, last):
            return _measure(token.low), at  # "bringing the dead of this month to 11"
        if token.low in _ALL_TOLLS and _low(tokens, at - 1) != "phone":
            found = (Measure.KILLED, at) if token.low == "toll" else _counted(tokens, at) or _harm_before(tokens, at)
            if found is not None or token.low == "number":
                return found
    return None


def _is_brought(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Return whether a noun of harm is the object of what brings or puts it to a figure: "put the dead at 300"."""
    if tokens[at].low not in _HARM | _OWN_TOLLS or _low(tokens, last) not in ("to", "at", "above", "past", "over"):
        return False
    return any(_low(tokens, back) in _BRINGS for back in range(at - 1, max(-1, at - _NEAR // 2 - 1), -1))


def _harm_before(tokens: Sequence[Token], at: int) -> tuple[Measure, int] | None:
    """Read "Their deaths bring the total to 57"."""
    back = next((i for i in range(at - 1, max(-1, at - _NEAR), -1) if tokens[i].low in _HARM), None)
    return (NOUNS[tokens[back].low], back) if back is not None else None


def _is_change(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the words before a figure say what a count came to: "climbed to", "reached", "stood at"."""
    return _low(tokens, at) in _CHANGES or (_low(tokens, at) in ("to", "at") and _low(tokens, at - 1) in _CHANGES)


def _are_of_forces(tokens: Sequence[Token], at: int) -> bool:
    """Return whether losses are somebody's: "the army's losses run to", "put their losses at"."""
    return _low(tokens, at - 1) in ("'s", "their", "our", "its", "enemy", "his", "rebel", "own", "government", "army")


def _opens_aside(tokens: Sequence[Token], at: int) -> int:
    """Return the token before an aside that ends at a comma, or 0: ", according to the report, is"."""
    for i in range(at - 1, max(0, at - 14), -1):
        if tokens[i].text == ",":
            return i - 1
        if tokens[i].number is not None:
            return 0
    return 0


def _counted(tokens: Sequence[Token], at: int) -> tuple[Measure, int] | None:
    """Return what the toll counts: "the number of civilians killed", "toll of dead", "the death toll"."""
    low = tokens[at].low
    if low in PARTICIPLE:
        is_counted = any(_low(tokens, i) in _NUMBER | {"toll"} for i in range(max(0, at - 9), at))
        is_label = _low(tokens, at + 1) in (":", "-", "–", "—")
        return (PARTICIPLE[low], at) if is_counted or is_label else None
    if low in NOUNS and low not in ("bodies", "body", "lives"):
        at = _hung_on(tokens, at)
        return NOUNS[tokens[at].low], at
    if low in _NUMBER and _low(tokens, at - 1) in NOUNS and _low(tokens, at - 1) != "lives":
        return NOUNS[_low(tokens, at - 1)], at  # "the death count", "the body count"
    if low in _NUMBER:
        found = None
        for i in range(at + 1, min(len(tokens), at + 8)):
            word = tokens[i].low
            if found is not None and word in _ENDS:
                break
            if word in _COUNTED:
                found = _measure(word), i  # of "wounded persons evacuated", the last
        return found
    return None


def _hung_on(tokens: Sequence[Token], at: int) -> int:
    """Return the noun of harm that another hangs on, or that itself: the deaths of "deaths in places of detention"."""
    for back in range(at - 1, max(-1, at - _NEAR), -1):
        low = tokens[back].low
        if tokens[back].number is not None or not tokens[back].is_word or low in _COPULA - {"of", "at", "by", "to"}:
            return at
        if low in _HARM and _low(tokens, back + 1) in _HANGING:
            return back
    return at


def _measure(word: str) -> Measure:
    """Return what a counted noun counts; of "victims" and the like, the dead."""
    return NOUNS.get(word) or PARTICIPLE.get(word) or Measure.KILLED  # "victims", "died"
