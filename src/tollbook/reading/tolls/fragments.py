"""What a number counts that stands in no clause: "Yesterday: 33", "Ten from the mill", the answer to "how many?"."""

from collections.abc import Mapping, Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.headings import OF_LABELS, measure_of
from tollbook.reading.tolls.idioms import phrase_at
from tollbook.reading.tolls.people_words import PEOPLE, is_people
from tollbook.reading.tolls.sheet import Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import ACTIVE, BE, BLOCKERS, GOES, HAVE, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed

_LONGEST_LABEL = 20  # tokens before a colon
_LONGEST_ITEM = 7  # tokens from the colon, or from the item before, to its number
_LONGEST_FRAGMENT = 14  # tokens
_MARKS = frozenset((",", ";", "and", "•", "/", "|"))
_DATES = listed("dating") | frozenset(("year", "month", "week", "day", "yesterday", "today"))
_ANSWER = 4  # tokens before the number of an answer
_MODALS = frozenset(
    ("will", "would", "can", "could", "may", "might", "must", "should", "did", "do", "does", "n't", "not")
)
_DEEDS: Mapping[str, Measure] = {
    **dict.fromkeys(listed("buries") | listed("loses"), Measure.KILLED),
    **ACTIVE,
    **NOUNS,
    **PARTICIPLE,
    **GOES,
    **STATES,
}
_SHORTEST_PAST = 4  # letters of the shortest word that is taken for a verb by its "-ed"
_PREPOSITIONS = listed("prepositions")
_OF_OTHERS = frozenset(("of", "than", "to", "by"))


def labelled(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "Killed: 18", "the dead of Rashda: 112", "Civilians killed, by region: Highlands 211, Coast 96".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.

    Returns:
        The measure that the words before the colon name alone, and where; or None.
    """
    if figure.head is not None and not is_people(figure.head):
        return None
    if (own := _own_label(tokens, figure)) is not None:
        return own
    colon = next((at for at in range(figure.at - 1, -1, -1) if tokens[at].text == ":"), None)
    if colon is None or not _is_item(tokens, colon, figure):
        return None
    start = next((at + 1 for at in range(colon - 1, -1, -1) if tokens[at].text in ".;:"), 0)
    label = tokens[start:colon]
    measure = measure_of(label) if len(label) <= _LONGEST_LABEL else None
    return Sign(measure, colon) if measure is not None else None


def _own_label(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "arrests 31", "admissions for violence 312": an item that begins with what it counts."""
    start = next((at + 1 for at in range(figure.at - 1, -1, -1) if tokens[at].text in ",;:.•("), 0)
    label = tokens[start : figure.at]
    is_closed = figure.last >= len(tokens) or not tokens[figure.last].is_word
    if figure.head is not None or not 0 < len(label) <= _LONGEST_ITEM // 2 or not is_closed or _has_verb(label[1:]):
        return None
    measure = NOUNS.get(label[0].low) or OF_LABELS.get(label[0].low)
    return Sign(measure, start) if measure is not None and label[0].low.endswith("s") else None


def _is_item(tokens: Sequence[Token], colon: int, figure: Figure) -> bool:
    """Return whether a figure stands right behind a colon, or behind a short label in the row that it opens."""
    if colon == figure.at - 1:
        return figure.head is None
    start = next((at for at in range(figure.at - 1, colon, -1) if tokens[at].low in _MARKS), colon) + 1
    label = tokens[start : figure.at]
    if len(label) > _LONGEST_ITEM or any(token.number is not None for token in label):
        return False
    things = (tokens[at + 1] for at in range(colon, start - 1) if tokens[at].number is not None)
    if any(thing.is_word and not is_people(thing.low) and thing.low not in _MARKS | _PREPOSITIONS for thing in things):
        return False  # "Seized: 4 rifles, cash in the sum of 83,400"
    is_row = figure.head is None and all(token.is_word or token.text in "'’-\"" or token.low == "'s" for token in label)
    return is_row and not _has_verb(tokens[colon + 1 : figure.last])


def asked_for(tokens: Sequence[Token]) -> Measure | None:
    """Return of what a sentence asks the number: "How many did you bury that day?".

    Args:
        tokens: The sentence's tokens.

    Returns:
        The measure, or None where it does not ask, or of something else.
    """
    at = next((i for i in range(1, len(tokens)) if (tokens[i - 1].low, tokens[i].low) == ("how", "many")), None)
    if at is None:
        return None
    is_told = any(token.low in ("ask", "asks", "asked") for token in tokens[:at])
    if not is_told and not any(token.text.startswith("?") for token in tokens[at:]):
        return None
    for i in range(at + 1, len(tokens)):
        measure = _DEEDS.get(tokens[i].low) or phrase_at(tokens, i)
        if measure is not None:
            return measure
    return None


def answered(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "Seventeen." behind "How many did you bury?".

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        The measure that was asked for, or None.
    """
    index, measure = sheet.asked
    if measure is None or not 0 < sentence.index - index <= 2:
        return None
    is_answer = figure.head is None or figure.head in PEOPLE
    before = tokens[: figure.at]
    is_first = len(before) <= _ANSWER or before[-1].text in ':"“'
    stop = next((i for i in range(figure.last, len(tokens)) if tokens[i].text in ".,;:!?"), len(tokens))
    has_verb = _has_verb(before) or _has_verb(tokens[figure.last : stop])
    return Sign(measure, figure.at) if is_answer and is_first and not has_verb else None


def in_fragment(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "Yesterday: 33." and "Ten from the mill and seven from the road." behind a count.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        What the count before it counts, where the sentence has no verb; or None.
    """
    if len(tokens) > _LONGEST_FRAGMENT or figure.is_partitive or not sheet.drafts or figure.head is not None:
        return None
    last = sheet.drafts[-1]
    colon = next((at for at in range(figure.at) if tokens[at].text == ":"), 0)
    if not 0 <= sentence.index - last.sentence <= 1 or _has_verb(tokens[colon:]) or _names_things(tokens, figure):
        return None
    far = sentence.paragraph - sheet.page.sentences[last.sentence].paragraph
    return Sign(last.measure, figure.at) if far == 0 else None


def _names_things(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a number stands before another word than a preposition, or behind one: "Page 3", "at 600mph"."""
    before = tokens[figure.at - 1] if figure.at else None
    after = tokens[figure.last] if figure.last < len(tokens) else None
    is_bound = before is not None and before.text not in ',;:–—("“' and before.low != "and"
    is_open = after is None or not after.is_word or after.low in _PREPOSITIONS - _OF_OTHERS or after.low == "and"
    return is_bound or not is_open


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Return whether a verb may stand among some tokens."""
    return any(
        token.low in BE
        or token.low in HAVE
        or token.low in ACTIVE
        or token.low in GOES
        or token.low in PARTICIPLE
        or token.low in _MODALS
        or (token.low in BLOCKERS and token.low not in _PREPOSITIONS)
        or (token.low.endswith("ed") and len(token.low) > _SHORTEST_PAST and not token.is_capital)
        for token in tokens
    )
