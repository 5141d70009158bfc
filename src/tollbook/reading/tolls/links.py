"""What a figure without a word of its own counts: what its neighbours count, or the toll that it speaks of again."""

import re
from collections.abc import Sequence

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.anaphora import repeated
from tollbook.reading.tolls.brackets import counted_in_brackets
from tollbook.reading.tolls.coordination import added, contrasted, coordinated, gapped
from tollbook.reading.tolls.fragments import answered, in_fragment, labelled
from tollbook.reading.tolls.groups import accounted_for, noun_behind_copula
from tollbook.reading.tolls.headings import under_heading
from tollbook.reading.tolls.idioms import phrase_around
from tollbook.reading.tolls.lists import is_subject_of_list, toll_subject
from tollbook.reading.tolls.measures import sign_of
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.sheet import Draft, Sheet
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.toll_nouns import names_a_total
from tollbook.reading.tolls.toll_words import ACTIVE, BE, GOES, NOUNS, PARTICIPLE, SPEAKS, STATES
from tollbook.reading.words import listed

_JOINTS = listed("joints")
_HAIL = frozenset(("in", "from", "by", "had", "came", "come", "hailed", "lived", "worked", "belonged", "served"))
_COUNTING = listed("counting")
_SAYS = frozenset(("says", "said", "claims", "claimed", "reports", "reported", "counts", "counted"))
_COUNTING_AT = frozenset(
    ("admitted", "admits", "owned", "conceded", "confessed", "arrived", "put", "puts", "came", "got", "stands", "stood")
)
_CHANGES = listed("changes")
_COUNT_AGAIN = frozenset(
    (article, noun) for article in ("the", "that", "this") for noun in ("number", "figure", "count")
)
_DEATH = frozenset(("dead", "deaths", "killed", "fatalities", "victims", "casualties", "died"))
_COMES_TO = listed("comes to")
_SUMS = frozenset((("in", "all"), ("in", "total"), ("all", "told"), ("all", "together")))
_THINKS = frozenset(
    ("think", "thinks", "believe", "believes", "fear", "fears", "insist", "insists", "say", "maintain", "put")
)
_CLOSERS = frozenset(("and", "or", "but", "because", "by", "in", "since", "as"))
_FAR = 8  # tokens
_CLOSE = 3  # tokens
_LIST_WORDS = frozenset(("list", "lists", "register", "wall", "walls", "memorial", "monument", "database", "names"))
_TELLS_OF_DEATH = re.compile(r"\b(?:dead|died|killed|deaths|martyrs|victims)\b", re.IGNORECASE)
_REPEATED = 1_000  # people; a figure as large said again without a noun is the same figure


def linked(
    sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, previous: Draft | None
) -> Sign | None:
    """Return what a figure counts that has no word of its own, by what was said before it.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.
        previous: The draft before it in the sentence, or None.

    Returns:
        The measure and where it is said, or None.
    """
    return (
        _so_were(sheet, sentence, tokens, figure)
        or _listed_under(tokens, figure)
        or _among(tokens, figure)
        or _accounted(sheet, sentence, tokens, figure)
        or _repeated(sheet, sentence, tokens, figure)
        or under_heading(sheet, sentence, tokens, figure)
        or labelled(tokens, figure)
        or _in_all(tokens, figure)
        or answered(sheet, sentence, tokens, figure)
        or counted_in_brackets(tokens, figure)
        or in_fragment(sheet, sentence, tokens, figure)
        or _again(sheet, sentence, tokens, figure, previous)
    )


def joined(sheet: Sheet, tokens: Sequence[Token], previous: Draft, figure: Figure) -> bool:
    """Return whether a figure without a word of its own counts what the one before it in its sentence counts."""
    first = previous.figure
    is_part = previous.parent is not None
    return (
        coordinated(tokens, first, figure)
        or _is_more(tokens, first, figure)
        or (previous.measure is Measure.FORCES_DEPLOYED and _low(tokens, figure.at - 1) == "joining")
        or replaces(tokens, first, figure)
        or (previous.number.is_range_from and figure.head is None and figure.at - first.last <= _CLOSE)
        or (is_part and (_behind_noun(tokens, first, figure) or noun_behind_copula(tokens, figure) is not None))
        or ((is_part or _are_some(tokens, first, figure)) and has_own_verb(tokens, first, figure))
        or _are_bracketed(tokens, first, figure)
        or _is_set_against(tokens, previous, figure)
        or gapped(tokens, first, figure, sheet.dated)
        or added(tokens, first, figure, sign_of(tokens, first))
        or contrasted(tokens, first, figure)
    )


def _are_some(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether both are some of those named: "six of the dead were Germans, three were Danes"."""
    return first.is_partitive and _low(tokens, second.at - 1) not in ("other", "remaining", "others")


def _are_bracketed(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether two figures stand alone in brackets behind whom they are of: "the Army (217 killings), X (94)"."""
    is_closed = _low(tokens, first.last) == ")" and _low(tokens, second.last) == ")"
    return is_closed and _low(tokens, first.at - 1) == "(" and _low(tokens, second.at - 1) == "("


def _is_set_against(tokens: Sequence[Token], previous: Draft, figure: Figure) -> bool:
    """Return whether a larger bare figure stands in brackets: "640 fled today (1,120 yesterday)"."""
    number = tokens[figure.at].number
    is_larger = number is not None and number.low > (previous.number.high or number.low)
    is_closed = any(_low(tokens, figure.last + step) == ")" for step in range(_FAR))
    return is_larger and is_closed and figure.head is None and _low(tokens, figure.at - 1) == "("


def replaces(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether a figure replaces the bare one right behind it: "rose to 61 from 44".

    Args:
        tokens: The sentence's tokens.
        first: The figure before.
        second: The figure asked about.

    Returns:
        Whether the second is the old value.
    """
    is_near = first.head is None and second.at - first.last <= _CLOSE and _low(tokens, second.at - 1) == "from"
    return is_near and second.head is None and _low(tokens, first.at - 1) in ("to", "at")


def _is_more(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether a bare increment is added: "38 bodies here and eight more at the other hospital"."""
    number = tokens[second.at].number
    if number is None or not number.is_increment or second.head is not None or second.at - first.last > 2 * _FAR:
        return False
    return _low(tokens, second.at - 1) in ("and", "plus", "with") and not any(
        token.text in ";:" for token in tokens[first.last : second.at]
    )


def is_responsible(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure counts the dead for whom somebody is "responsible"."""
    window = [_low(tokens, figure.at - step) for step in range(1, 5)]
    named = "for" in window and bool({"responsible", "blamed", "killed"} & set(window))
    return named and _of_the_dead(tokens, figure)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _of_the_dead(tokens: Sequence[Token], figure: Figure) -> bool:
    return any(_low(tokens, figure.last + step) in _DEATH for step in range(-2, 5))


def _behind_noun(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether a figure is joined to the noun of "44 were farm workers and the remaining 17 drivers"."""
    noun = noun_behind_copula(tokens, first)
    between = tokens[noun[1] : second.at] if noun is not None else ()
    return bool(between) and all(token.low in _JOINTS for token in between)


def has_own_verb(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Return whether bare figures share a whole, each with a verb: "97 of the dead were shot, 21 were trampled".

    Args:
        tokens: The sentence's tokens.
        first: The figure before, a part.
        second: The figure asked about.

    Returns:
        Whether the second is a part of the same.
    """
    if second.head is not None or not (first.head is None or first.is_partitive):
        return False
    opens = _low(tokens, second.at - 1) in (",", ";", "and", "but", "while") or (
        _low(tokens, second.at - 1) in ("another", "other", "the")
    )
    after = _low(tokens, second.last)
    return opens and (after in BE or after in GOES or after in PARTICIPLE or after in _HAIL)


def _repeated(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Return what "all 37", "the 187 detainees" count: what the same number counted before."""
    same = repeated(sheet, sentence, tokens, figure)
    return Sign(sheet.drafts[same].measure, figure.at) if same is not None else None


def _in_all(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "They rounded up the men of the village, some 60 in all", "Roads killed more than the war: 4,120"."""
    before = _low(tokens, figure.at - 1)
    behind = (_low(tokens, figure.last), _low(tokens, figure.last + 1))
    is_sum = before in (",", "(", "–", "—") and (behind in _SUMS or behind[0] in ("altogether", "overall"))
    if figure.head is not None or not (is_sum or (before == ":" and figure.at > _FAR)):
        return None
    for at in range(figure.at - 2, -1, -1):
        low = tokens[at].low
        measure = ACTIVE.get(low) or PARTICIPLE.get(low) or GOES.get(low) or phrase_around(tokens, at, len(tokens))
        if tokens[at].number is not None or low in ("said", "that"):
            return None
        if measure is not None:
            return Sign(measure, at)
    return None


def _so_were(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "..., as were 19 guests" and "So were 31 pupils": what was just said of somebody else."""
    if _low(tokens, figure.at - 1) not in BE:
        return None
    if _low(tokens, figure.at - 2) == "as":
        before = tokens[: figure.at - 2]
    elif figure.at == 2 and _low(tokens, 0) == "so" and sentence.index > 0:
        before = sheet.page.words_of(sheet.page.sentences[sentence.index - 1])
    else:
        return None
    said = next((token.low for token in reversed(before) if token.low in STATES or token.low in PARTICIPLE), None)
    return Sign(STATES.get(said) or PARTICIPLE[said], figure.at - 1) if said is not None else None


def _listed_under(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "The dead include four children", "Victims of the strike included four children"."""
    if figure.head is None or figure.is_unsure or not is_subject_of_list(tokens, figure.at):
        return None
    lead = toll_subject(tokens, figure.at)
    measure = NOUNS.get(lead) or PARTICIPLE.get(lead)
    return Sign(measure or Measure.KILLED, figure.at - 1) if measure or lead == "victims" else None


def _among(tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "Two toddlers were among the victims" where no count of them was given."""
    at = next((i for i in range(figure.last, figure.last + _CLOSE) if _low(tokens, i) == "among"), None)
    if at is None or figure.head not in PEOPLE:
        return None
    word = _low(tokens, at + 2)
    measure = STATES.get(word) or PARTICIPLE.get(word) or NOUNS.get(word)
    return Sign(measure or Measure.KILLED, at) if measure is not None or word == "victims" else None


def _accounted(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    if accounted_for(tokens, figure) is None:
        return None
    if sheet.whole(sentence) is None and not _of_the_dead(tokens, figure):
        return None
    return Sign(Measure.KILLED, figure.at - 1)


def _again(
    sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, previous: Draft | None
) -> Sign | None:
    """Return what a bare figure counts that speaks of a toll again: "by nightfall the count was 46", "it was 512"."""
    number = tokens[figure.at].number
    if figure.is_partitive or number is None:
        return None
    if figure.head == "names":
        return Sign(Measure.KILLED, figure.at) if _is_list_of_dead(sheet, tokens, figure) else None
    if figure.head is not None and not (figure.head in PEOPLE and number.best and _says(tokens, figure)):
        return None
    whole = sheet.whole(sentence)
    spoken = previous if previous is not None else sheet.drafts[whole] if whole is not None else None
    if spoken is None or spoken.sentence < sheet.topic[0]:
        return _of_topic(sheet, sentence, tokens, figure)
    if names_a_total(tokens, figure):
        spoken = _last_total(sheet, sentence) or spoken  # "41,000 are hurt. Last night the figure given was 3,000."
    is_again = names_a_total(tokens, figure) or (previous is not None and _it_was(tokens, figure))
    is_again = is_again or _it_came_to(tokens, figure) or (previous is None and _it_rose(tokens, figure))
    begins = previous is None or ";" in (token.text for token in tokens[previous.figure.last : figure.at])
    if not is_again and begins and _counts(tokens, figure):
        return Sign(spoken.measure, figure.at)
    if not is_again and (number.best or 0) >= _REPEATED:
        same = next((one for _, one in sheet.recent() if one.number.best == number.best), None)
        spoken, is_again = same or spoken, same is not None
    return Sign(spoken.measure, figure.at, is_total=True) if is_again else None


def _of_topic(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Read "It's now 22" behind "The toll has gone up again"."""
    index, measure = sheet.topic
    is_near = 0 <= sentence.index - index <= 1
    is_again = is_near and (names_a_total(tokens, figure) or _it_came_to(tokens, figure) or _it_rose(tokens, figure))
    return Sign(measure, figure.at, is_total=True) if is_again and measure is not None else None


def _last_total(sheet: Sheet, sentence: Sentence) -> Draft | None:
    """Return the last count that a toll noun named, two paragraphs back at most."""
    near = (one for _, one in sheet.recent() if sentence.paragraph - sheet.page.sentences[one.sentence].paragraph <= 2)
    return next((one for one in near if one.is_total), None)


def _is_list_of_dead(sheet: Sheet, tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "a list of 1,733 names" stands in a text that tells of deaths."""
    if _low(tokens, figure.last) == "of" and _of_the_dead(tokens, figure):
        return True  # "31 names of the dead"
    near = {token.low for token in tokens[max(0, figure.at - _FAR) : figure.at]}
    return bool(near & _LIST_WORDS) and _TELLS_OF_DEATH.search(sheet.page.text) is not None


def _it_was(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a bare figure is what "it" or "they" came to: "337 died this year; last year it was 512"."""
    return _low(tokens, figure.at - 1) in BE and _low(tokens, figure.at - 2) in ("it", "they", "that")


def _it_came_to(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a count said or feared is put by a pronoun: "it could be 9,000", "Lawyers say there were 22"."""
    at = figure.at - 1
    while at >= 0 and _low(tokens, at) in _COMES_TO | _CHANGES:
        at -= 1
    is_verb = at < figure.at - 1 and any(
        token.low not in ("only", "just", "to", "at") for token in tokens[at + 1 : figure.at]
    )
    is_closed = figure.last >= len(tokens) or not tokens[figure.last].is_word or tokens[figure.last].low in _CLOSERS
    said = at > 0 and any(token.low in _COUNTING | _THINKS for token in tokens[max(0, at - _FAR) : at])
    return (
        is_verb
        and is_closed
        and (_low(tokens, at) in ("it", "that") or (_low(tokens, at) in ("there", "they") and said))
    )


def _it_rose(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a sentence says what the count before it came to: "It rose to 37", "The number climbed to 37"."""
    if tokens[0].low not in ("it", "this", "that") and (tokens[0].low, _low(tokens, 1)) not in _COUNT_AGAIN:
        return False
    before, second = _low(tokens, figure.at - 1), _low(tokens, figure.at - 2)
    if _low(tokens, 2) == "of":
        return False  # "The number of suspected cases rose to 412"
    is_change = second in _CHANGES and before in ("to", "at", "past", "above")
    return is_change and figure.at <= _FAR


def _says(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a speaker gives a figure and no more: "The army says 400 fighters and no civilians"."""
    return _low(tokens, figure.at - 1) in _SAYS and _counts(tokens, figure)


def _counts(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a bare figure is another's count of the same: "The network arrived at 1,871"."""
    if figure.last < len(tokens) and tokens[figure.last].is_word and tokens[figure.last].low not in ("and", "in", "on"):
        return False
    if _low(tokens, figure.last) == "on" and _low(tokens, figure.last + 1) in ("board", "foot", "duty", "leave"):
        return False
    before, second = _low(tokens, figure.at - 1), _low(tokens, figure.at - 2)
    if before in ("at", "to", "with") and second in _COUNTING_AT | {"it", "up"}:
        return True
    if before == "of":
        return any(_low(tokens, at) in SPEAKS for at in range(figure.at - 2, max(-1, figure.at - _CLOSE - 3), -1))
    return before in SPEAKS
