"""Lines under a heading count what it says: "Killed", and below it "12 civilians", "Soldiers: 3"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.tolls.lists import LIST_LINE, is_item, is_label_line
from tollbook.reading.tolls.people_words import is_people
from tollbook.reading.tolls.sheet import Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import GOES, NOUNS, PARTICIPLE, STATES

_LONGEST = 8  # tokens of a heading
_ENDS = '.!?\u201d"\u2019;,'


def is_heading(page: Page, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a sentence is a short line of its own without a stop at its end.

    Args:
        page: The document.
        sentence: The sentence.
        tokens: Its tokens.

    Returns:
        Whether it is.
    """
    if not tokens or len(tokens) > _LONGEST or tokens[-1].text[-1] in _ENDS:
        return False
    beside = (page.sentences[i] for i in (sentence.index - 1, sentence.index + 1) if 0 <= i < len(page.sentences))
    return all(one.paragraph != sentence.paragraph for one in beside)


def measure_of(tokens: Sequence[Token]) -> Measure | None:
    """Return what the lines under a heading count, or None where it names nothing, or several things.

    Args:
        tokens: The heading's tokens.

    Returns:
        The measure, or None.
    """
    tables = (STATES, PARTICIPLE, GOES, NOUNS)
    found = {table[token.low] for token in tokens for table in tables if token.low in table}
    return found.pop() if len(found) == 1 else None


def under_heading(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Return what a line of a list counts by the heading that it stands under.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        The measure and where it is said, or None.
    """
    paragraph, measure = sheet.under
    if measure is None or not 0 < sentence.paragraph - paragraph <= 1 or len(tokens) > LIST_LINE:
        return None
    opens = figure.at <= 1 and is_people(figure.head or "")
    is_label = figure.at > 0 and tokens[figure.at - 1].text in ":|\u2013\u2014-" and is_label_line(tokens, figure)
    if not (opens or is_label or is_item(tokens, figure)):
        return None
    sheet.under = (sentence.paragraph, measure)
    return Sign(measure, figure.at)
