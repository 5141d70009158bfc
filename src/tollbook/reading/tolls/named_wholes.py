"""Which count "of the dead", "among the civilians", "two of the forty" name as the whole of a figure."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.lists import LIST_LINE
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.sheet import Draft, Sheet
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import NOUNS, PARTICIPLE, STATES
from tollbook.text.numbers import Number

ANYBODY = frozenset(
    ("dead", "killed", "victims", "deaths", "fatalities", "total", "number", "people", "casualties", "slain", "toll")
)
_BODIES = frozenset(("bodies", "corpses", "remains"))
OPENING = 14  # tokens from "Of these" to its first figure


def names_whole(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "of the civilians", "among the wounded" names the count of which a figure is a part.

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        Whether it does.
    """
    if figure.is_partitive and _low(tokens, figure.at + 2) == "the":
        return True
    opens = _low(tokens, 0) in ("of", "among", "amongst") and _low(tokens, 1) == "the" and figure.at <= OPENING
    return opens and len(tokens) > 2 and tokens[2].number is None and figure.at > 2


def named_whole(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> int | None:
    """Return the count that "among the civilians", "of the wounded", "12 of the civilian deaths" names.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        Its index, or None.
    """
    start = figure.at + 3 if figure.is_partitive and _low(tokens, figure.at + 2) == "the" else 2
    repeated = tokens[start].number if start < len(tokens) else None
    if repeated is not None:  # "two of the forty"
        return next(
            (i for i, one in sheet.recent() if one.number.best == repeated.best and one.number.best is not None), None
        )
    if (described := _described(sheet, tokens, start)) is not None:
        return described
    for low in (token.low for token in tokens[start : start + 3]):
        if low in ("were", "was", "are", "who", ",", "in"):
            return None
        measure = STATES.get(low) or PARTICIPLE.get(low) or NOUNS.get(low)
        if low in ANYBODY or measure is not None:
            return _counted_before(sheet, sentence, measure or Measure.KILLED, tokens[figure.at].number)
        for i, draft in sheet.recent():
            said = draft.group.text.lower().split() if draft.group is not None else []
            near = sentence.paragraph - sheet.page.sentences[draft.sentence].paragraph <= 2 * LIST_LINE
            is_own = draft.sentence == sentence.index and draft.parent is not None
            if near and not is_own and _is_named(low, said):
                return i
    return None


def _described(sheet: Sheet, tokens: Sequence[Token], start: int) -> int | None:
    """Return the count that the adjective of "of the violent deaths" describes: "229 of them violent"."""
    if start + 1 >= len(tokens) or tokens[start + 1].low not in ANYBODY | set(NOUNS) or tokens[start].low in PEOPLE:
        return None
    for i, one in sheet.recent():
        words = sheet.page.words_of(sheet.page.sentences[one.sentence])
        if one.parent is not None and tokens[start].low in (
            word.low for word in words[one.figure.at : one.figure.last + 2]
        ):
            return i
    return None


def _counted_before(sheet: Sheet, sentence: Sentence, measure: Measure, number: Number | None) -> int | None:
    """Return the last whole count of a measure that is large enough, one of bodies only where there is no other."""
    near = sheet.whole(sentence, measure)
    wholes = [i for i, one in sheet.recent() if one.measure is measure and one.parent is None]
    large = [i for i in (near, *wholes) if i is not None and (number is None or holds(sheet.drafts[i], number))]
    of_people = [
        i for i in large if sheet.drafts[i].figure.head not in _BODIES and not sheet.drafts[i].number.is_increment
    ]
    return next(iter(of_people or large), None)


def large_enough(sheet: Sheet, measure: Measure, part: Number) -> int | None:
    """Return the last count of a measure, no part itself, that may hold a number.

    Args:
        sheet: What was drafted.
        measure: What is counted.
        part: The number.

    Returns:
        Its index, or None.
    """
    wholes = (i for i, one in sheet.recent() if one.measure is measure and one.parent is None)
    return next((i for i in wholes if holds(sheet.drafts[i], part)), None)


def holds(whole: Draft, part: Number) -> bool:
    """Return whether a count may hold a part of that size."""
    return whole.number.high is None or part.low <= whole.number.high


def _is_named(word: str, group: Sequence[str]) -> bool:
    """Return whether a word names a group, singular or plural: "civilian deaths" for "civilians"."""
    return word in PEOPLE and any(word.rstrip("s") == said.strip(":,.“”\"'").rstrip("s") for said in group)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
