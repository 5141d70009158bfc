"""Numbers alone in brackets that distribute a count: "at four sites: Gaj (40), the weir (24) and the mill (20)"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.sheet import Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import NOUNS, PARTICIPLE, STATES

_FEWEST = 2  # brackets; one alone may hold an age or a note


def distributed_in_brackets(
    sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range
) -> int | None:
    """Return the count that a number alone in brackets is a part of.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.
        here: Indices of the drafts of this sentence.

    Returns:
        The index of the last count before the first bracket that is large enough, or of one that the sentence leans
        on; None where the number does not stand so, or stands so alone.
    """
    number = tokens[figure.at].number
    brackets = [at for at in range(1, len(tokens) - 1) if _is_alone(tokens, at)]
    if number is None or number.best is None or figure.at not in brackets or len(brackets) < _FEWEST:
        return None
    total = sum(number.low for at in brackets if (number := tokens[at].number) is not None)
    for i in reversed(here):
        one = sheet.drafts[i]
        if one.figure.at < brackets[0] and one.parent is None and _holds(one.number.high, total):
            return i
    measure = _named(tokens[: brackets[0]])
    if any(sheet.drafts[i].figure.at < brackets[0] for i in here):
        return None
    near = sheet.whole(sentence, measure)
    far = (i for i, one in sheet.recent() if measure is not None and one.measure is measure and one.parent is None)
    return next((i for i in (near, *far) if i is not None and _holds(sheet.drafts[i].number.high, total)), None)


def counted_in_brackets(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "The displaced are staying in Bankal (5,100) and in Modi (2,840)", where no count of all was given.

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        What the sentence speaks of before its first bracket, or None.
    """
    brackets = [at for at in range(1, len(tokens) - 1) if _is_alone(tokens, at)]
    if figure.at not in brackets or len(brackets) < _FEWEST:
        return None
    measure = _named(tokens[: brackets[0]])
    return Sign(measure, brackets[0] - 1) if measure is not None else None


def _is_alone(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].number is not None and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"


def _holds(high: int | None, total: int) -> bool:
    return high is None or total <= high


def _named(tokens: Sequence[Token]) -> Measure | None:
    """Return what a sentence speaks of before its first bracket: "The displaced have gone to Lower Amun (11,200)"."""
    for token in tokens:
        measure = STATES.get(token.low) or PARTICIPLE.get(token.low) or NOUNS.get(token.low)
        if measure is not None:
            return measure
    return None
