"""Which count a figure goes back to: "all 37", "of the 214", "the other six", "Nineteen had bullet wounds"."""

from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.sheet import Draft, Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_words import AUXILIARIES, BE, HAVE, NOUNS, SPEAKS
from tollbook.reading.words import listed

_DEFINITE = frozenset(("the", "all", "those", "these"))
_OTHERS = frozenset(("other", "remaining", "rest", "others"))
_ANYBODY = frozenset(
    [
        "people",
        "victims",
        "persons",
        "men",
        "women",
        "bodies",
        "dead",
        "killed",
        "deaths",
        "cases",
        "fatalities",
        "names",
    ]
)
_HAIL = frozenset(("came", "come", "hailed", "lived", "worked", "belonged", "served"))
_UNHARMED = listed("unharmed")
_SPEAKS = frozenset(("said", "say", "says", "told", "think", "believe", "want", "asked", "added", "later"))
_NOT = frozenset(("not", "n't", "none", "never", "no"))
_VERB = 4  # tokens behind a figure
_NEAR = 2  # paragraphs
_SMALL = 10  # people; a smaller number said again may be of others


def is_unharmed(tokens: Sequence[Token], figure: Figure, sign: Sign | None = None) -> bool:
    """Return whether people are freed, spared or survive: "let nine of them go", "the other two escaped".

    Args:
        tokens: The sentence's tokens.
        figure: The figure.
        sign: What it counts by its own words, or None.

    Returns:
        Whether no harm is told of them.
    """
    if sign is not None and sign.at < figure.at and sign.measure is Measure.KILLED:
        return False  # "burned eighteen people alive"
    if {_low(tokens, figure.at - 1), _low(tokens, figure.at - 2)} & _UNHARMED - {"alive", "safe"}:
        return _low(tokens, figure.at - 1) not in ("and", "but", ",")
    if _NOT & {token.low for token in tokens[max(0, figure.at - _VERB) : figure.last + _VERB]}:
        return False
    for at in range(figure.last, min(len(tokens), figure.last + _VERB)):
        if tokens[at].low == "left" and _low(tokens, at + 1) in ("hospital", "prison", "jail", "custody"):
            return True
        if tokens[at].low in _UNHARMED:
            return _low(tokens, at + 1) != "with"  # "escaped with burns"
        if tokens[at].low not in AUXILIARIES | BE | HAVE and not tokens[at].low.endswith("ly"):
            return False
    return False


def repeated(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> int | None:
    """Return the count that a definite figure says again: "all 37 were insurgents", "the 187 detainees".

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        Its index, or None.
    """
    number, before = tokens[figure.at].number, _low(tokens, figure.at - 1)
    if number is None or number.best is None or number.best < 2 or figure.is_partitive:
        return None
    if before not in _DEFINITE and not tokens[figure.at].low.startswith("all "):
        return None
    for i, draft in sheet.recent():
        far = sentence.paragraph - sheet.page.sentences[draft.sentence].paragraph
        if draft.number.best == number.best and (number.best >= _SMALL or far <= 1) and _is_same(draft, figure):
            return i
    return None


def _is_same(draft: Draft, figure: Figure) -> bool:
    if figure.head is None or figure.head in _ANYBODY or figure.head == draft.figure.head:
        return True
    return NOUNS.get(figure.head) is draft.measure or (draft.figure.head is None and figure.head in PEOPLE)


def opened(sheet: Sheet, tokens: Sequence[Token], figure: Figure, here: range) -> int | None:
    """Return the count that a sentence opens with, for its parts: "Of the 214, 129 were women and 41 were children".

    Args:
        sheet: What was drafted before.
        tokens: The sentence's tokens.
        figure: The figure.
        here: Indices of the drafts of this sentence.

    Returns:
        Its index, or None where the sentence does not open so, or the figure is larger.
    """
    if not here or _low(tokens, 0) not in ("of", "among", "amongst", "out"):
        return None
    whole, number = sheet.drafts[here[0]], tokens[figure.at].number
    is_opening = whole.figure.at <= _VERB and whole.parent is None
    return here[0] if is_opening and number is not None and number.low <= whole.number.low else None


def gone_on(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> int | None:
    """Return the whole of a bare figure that a sentence begins with, or of "the other six".

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        Its index, or None.
    """
    number, whole = tokens[figure.at].number, sheet.whole(sentence)
    if number is None or whole is None or number.best is None or number.is_increment or figure.is_partitive:
        return None
    words = {_low(tokens, figure.at - 1), _low(tokens, figure.at - 2)}
    is_other = bool(words & _OTHERS)
    is_bare = figure.head is None or (is_other and figure.head in _ANYBODY)
    above = sheet.drafts[whole]
    if not is_bare or number.low >= (above.number.high or number.low + 1) or _low(tokens, figure.last) in _SPEAKS:
        return None
    if is_other:
        is_part = sheet.drafts[-1].parent == whole or figure.head is not None or "other" not in words
        return whole if is_part else None  # not "three of the five died; the other two"
    follows = _low(tokens, figure.last)
    is_deed = follows.endswith("ed") and follows not in SPEAKS
    is_subject = figure.at == 0 and (is_deed or follows in BE | HAVE | _HAIL)
    last = sheet.drafts[-1]
    goes_on = last.parent == whole and last.sentence == sentence.index - 1  # "Eleven of the dead were men. Four ..."
    return whole if is_subject and (goes_on or above.sentence == sentence.index - 1) else None


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
