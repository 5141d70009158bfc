"""Whom a figure counts: its own noun, the noun behind "were", the subject of "accounted for", or a label before it."""

from collections.abc import Sequence

from tollbook.model.document import Group
from tollbook.reading.page import Page, Token
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.people_words import PEOPLE, group_of, is_people, is_singular
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import BE, GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_ACCOUNTS = listed("accounts")
_PUTS = frozenset(("put", "puts", "putting", "raised", "revised", "lowered", "set", "said", "say", "says", "gave"))
_THEM = frozenset(("them", "whom", "these", "those", "which"))


def accounted_for(tokens: Sequence[Token], figure: Figure) -> tuple[int, int] | None:
    """Return the tokens of the group that "accounted for" a figure, or None."""
    at = figure.at - 1
    if _low(tokens, at) in ("for", "up") and _low(tokens, at - 1) in _ACCOUNTS:
        at -= 2
    elif _low(tokens, at) in ("numbered", "totalled", "totaled", "comprised", "constituted"):
        at -= 1
    else:
        return None
    start = at
    while start >= 0 and tokens[start].text not in ",;:." and tokens[start].number is None:
        start -= 1
    return (start + 1, at + 1) if at > start else None


def counted_group(page: Page, tokens: Sequence[Token], figure: Figure, sign: Sign | None) -> Group | None:
    """Return whom a figure counts, or None where the text does not say."""
    bounds = figure.group
    account = accounted_for(tokens, figure)
    if account is not None and not (
        figure.head is not None and figure.head not in ("dead", "deaths", "victims", "people")
    ):
        bounds = account
    elif figure.head is None or (figure.is_partitive and (figure.head in NOUNS or figure.head == "victims")):
        bounds = (
            _of_people(tokens, figure) or noun_behind_copula(tokens, figure) or _label(tokens, figure, sign) or bounds
        )
    first, last = bounds
    while last - first > 1 and _low(tokens, last - 1) in STATES and _low(tokens, last - 2) in PEOPLE:
        last -= 1  # "14 people dead"
    if last <= first:
        return None
    words = page.text[tokens[first].start : tokens[last - 1].end].strip("“”\"‘’' ")
    return group_of(tokens[first:last], words)


def _of_people(tokens: Sequence[Token], figure: Figure) -> tuple[int, int] | None:
    """Read "70 arrests, 12 of minors"."""
    is_of = figure.head is None and not figure.is_partitive and _low(tokens, figure.last) == "of"
    return (figure.last + 1, figure.last + 2) if is_of and _low(tokens, figure.last + 1) in PEOPLE else None


def noun_behind_copula(tokens: Sequence[Token], figure: Figure) -> tuple[int, int] | None:
    """Read: Twelve were children', '23 of them women'."""
    at = figure.last
    if _low(tokens, at) == "of" and _low(tokens, at + 1) in _THEM:
        at += 2  # "half of them children"
    while _low(tokens, at) in BE or _low(tokens, at) in ("also", "reportedly", "believed", "to", "have", "said", "the"):
        at += 1
    end = at
    while (
        end < len(tokens)
        and end - at < 6
        and tokens[end].is_word
        and _low(tokens, end) not in ("and", "in", "by", "who", "at", "on", "of", "from")
    ):
        if _low(tokens, end) in PARTICIPLE or _low(tokens, end) in ("when", "after", "dead", "missing"):
            return None
        if _low(tokens, end) in GOES or phrase_at(tokens, end) is not None:
            return None
        end += 1
    nouns = [i for i in range(at, end) if is_people(_low(tokens, i)) and _low(tokens, i) not in STATES]
    return (at, nouns[-1] + 1) if nouns else None


def _label(tokens: Sequence[Token], figure: Figure, sign: Sign | None) -> tuple[int, int] | None:
    """Read: Civilians: 90,506', 'the number of civilians killed ... is 90,000', 'civilian deaths reached 300'."""
    if _low(tokens, figure.at - 1) in (":", "|", "–", "—", "-") and figure.at <= 14:
        if any(token.number is not None for token in tokens[: figure.at]):
            return None
        start = next((i for i in range(figure.at) if tokens[i].is_word), figure.at)
        label = tokens[start : figure.at - 1]
        if sign is not None and sign.at == figure.at and not any(is_people(token.low) for token in label):
            return None  # "Sendor: 30" behind a count
        return (start, figure.at - 1) if label else None
    if sign is None or not sign.is_total:
        return None
    for i in range(max(0, sign.at - 7), min(len(tokens), sign.at + 6)):
        low = _low(tokens, i)
        if i != figure.at and i < figure.at and low in PEOPLE and low not in NOUNS and tokens[i].number is None:
            if is_singular(low) and low not in ("civilian", "child"):
                continue
            if any(token.low in _PUTS for token in tokens[i + 1 : sign.at]):
                continue  # "Hospital officials put the toll at 24"
            start = i
            while (
                start > 0
                and tokens[start - 1].is_word
                and _low(tokens, start - 1) not in ("of", "the", "among", "and", "for", "that", "by")
            ):
                start -= 1
            return start, i + 1
    return None


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
