"""What a sentence prepares for those behind it: a heading, the line before a list, a question, a toll spoken of."""

from collections.abc import Sequence

from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.fragments import asked_for
from tollbook.reading.tolls.headings import is_heading, measure_of
from tollbook.reading.tolls.lists import INCLUDING
from tollbook.reading.tolls.sheet import Sheet
from tollbook.reading.tolls.toll_nouns import topic_of

_REST = frozenset(("remaining", "rest", "remainder", "others"))
_OPEN = frozenset(("including", "includes", "include", "included", "among", "amongst", "incl"))
_ALL = frozenset(("comprise", "comprised", "comprises", "comprising", "consist", "consists", "breakdown", "follows"))


def note_leads(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], *, is_drafted: bool) -> None:
    """Note on the sheet what a sentence prepares.

    Args:
        sheet: What was drafted; its leads are set.
        sentence: The sentence.
        tokens: Its tokens.
        is_drafted: Whether it states a count, so that it is no heading.
    """
    if (asked := asked_for(tokens)) is not None:
        sheet.asked = (sentence.index, asked)
    if is_drafted:
        return
    if (topic := topic_of(tokens)) is not None:
        sheet.topic = (sentence.index, topic)
    has_number = any(token.number is not None for token in tokens)
    goes_on = not has_number and sheet.whole(sentence) is not None
    if goes_on and tokens and tokens[-1].text == ":":
        sheet.leads = said_to_be_all({token.low for token in tokens})  # "By its count the dead comprise:"
    elif is_heading(sheet.page, sentence, tokens) and not (has_number and measure_of(tokens) is None):
        sheet.under = (sentence.paragraph, measure_of(tokens))  # "Killed", "Police killings, week 22"
    else:
        return
    if goes_on:
        sheet.list_at = sentence.paragraph
        sheet.still(sentence.paragraph)


def said_to_be_all(words: set[str]) -> bool | None:
    """Return whether words say that the parts behind them are all, or that they are only some.

    Args:
        words: The words before the parts, in lower case.

    Returns:
        True for "comprise", False for "include", None where they say neither.
    """
    if words & (_ALL | _REST):
        return True
    return False if words & (_OPEN | INCLUDING) else None
