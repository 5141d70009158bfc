"""What labels and headings count: "Killed:", "Deaths in custody, by year:", and the lines that stand below one."""

from collections.abc import Mapping, Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.lists import LIST_LINE, is_item, is_label_line
from tollbook.reading.tolls.people_words import is_people
from tollbook.reading.tolls.sheet import Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_LONGEST = 12  # tokens of a heading
_ENDS = '.!?\u201d"\u2019;,'
_PREPOSITIONS = listed("prepositions")
OF_LABELS: Mapping[str, Measure] = {"admissions": Measure.INJURED, "admitted": Measure.INJURED}


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
    """Return what a label or a heading counts, or None where it names nothing, or several things.

    Of two words the one that the other hangs on counts: "deaths in detention", "detainee deaths" are deaths.

    Args:
        tokens: Its tokens.

    Returns:
        The measure, or None.
    """
    tables = (STATES, PARTICIPLE, GOES, NOUNS, OF_LABELS)
    found = [(i, table[token.low]) for i, token in enumerate(tokens) for table in tables if token.low in table]
    if not found:
        said = (phrase_at(tokens, i) for i in range(len(tokens)))
        return next((measure for measure in said if measure is not None), None)
    first, last = found[0], found[-1]
    if len({measure for _, measure in found}) == 1:
        return first[1]
    behind = next((i for i, measure in found if measure is not first[1]), first[0])
    if any(token.low in _PREPOSITIONS for token in tokens[first[0] + 1 : behind]):
        return first[1]
    return last[1] if last[0] - first[0] == 1 and tokens[last[0]].low in NOUNS else None


def without_enumerator(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a sentence's tokens with the number that counts its line, "3." or "3)", made a plain word.

    Args:
        tokens: The sentence's tokens.

    Returns:
        As many tokens.
    """
    if len(tokens) > 2 and tokens[0].number is not None and tokens[1].text in (".", ")"):
        return (tokens[0]._replace(number=None), *tokens[1:])
    return tokens


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
