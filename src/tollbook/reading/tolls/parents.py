"""Of which count a figure is a part, by the words that say so."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tollbook.model.document import Group
from tollbook.model.vocabulary import Measure, Qualifier
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.tolls.anaphora import gone_on, opened
from tollbook.reading.tolls.brackets import distributed_in_brackets
from tollbook.reading.tolls.coordination import coordinated
from tollbook.reading.tolls.lists import BULLETS, INCLUDING, LIST_LINE, is_item, is_label_line, is_subject_of_list
from tollbook.reading.tolls.named_wholes import ANYBODY, OPENING, holds, named_whole, names_whole
from tollbook.reading.tolls.people_words import PEOPLE
from tollbook.reading.tolls.sheet import Draft, Sheet
from tollbook.reading.tolls.signs import Figure
from tollbook.reading.tolls.toll_words import BE, HAVE, PARTICIPLE, STATES
from tollbook.reading.words import listed

_AMONG = ("among", "amongst", "including", "in", "from", "between", "with")
_PREPOSITIONS = listed("prepositions")
_COMPOSED = INCLUDING | {"comprised", "numbered"}
_THEM = frozenset(("them", "these", "whom", "those", "which"))
_SMALLEST_PART = 0.001  # of a whole said in a paragraph before: smaller figures beside it are of single attacks
_EVENT = 100  # people
_PUTS = frozenset(("put", "puts", "putting", "admits", "admitted", "concedes", "claims", "claimed"))
_MOST_PARTS = 12  # of a whole, in one sentence
_LABEL = 7  # tokens before a figure; a longer label in running text is a sentence
_CLOSE = 3  # tokens
_LONGEST_ROW = 24  # tokens of a row of people before "were among them"
_ROW = BE | {"also", "and", ",", "a", "an"}


def parent_of(
    sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range
) -> tuple[int | None, bool]:
    """Return the toll that the words make a figure part of.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.
        here: Indices of the drafts of this sentence.

    Returns:
        The toll's index or None, and whether it stands in a sentence before.
    """
    nearest = here[-1] if here else None
    whole = sheet.whole(sentence)
    found = _behind_words(sheet, tokens, figure, nearest)
    means_others = _means_others(sheet, sentence, tokens, figure)
    if (set_out := _set_out(sheet, sentence, tokens, figure, here)) is not None:
        return set_out, sheet.drafts[set_out].sentence != sentence.index
    if found is not None:
        return (found, False) if nearest is not None else (None if means_others else whole, True)
    if _is_among_them(tokens, figure) and (nearest is not None or whole is not None):
        return _of_those_it_is_among(sheet, tokens, figure, (nearest, whole))
    if names_whole(tokens, figure):
        named = named_whole(sheet, sentence, tokens, figure)
        return named, named is not None and sheet.drafts[named].sentence != sentence.index
    if not means_others and (before := gone_on(sheet, sentence, tokens, figure)) is not None:
        return before, True
    if here or means_others:
        return None, False
    is_of_them = figure.is_partitive and _low(tokens, figure.at + 2) in _THEM
    is_listed = is_subject_of_list(tokens, figure.at) or _low(tokens, figure.at - 3) == "among"
    if _opens_with_of(tokens, figure.at) or is_of_them or is_listed:
        return whole, True
    return _item_of(sheet, sentence, tokens, figure)


def _set_out(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range) -> int | None:
    """Return the whole that a sum, a row of brackets or an opening "Of the 214" gives a figure."""
    summed = next((i for i in here if sheet.drafts[i].figure.at == sheet.spelled.get(figure.at)), None)
    if summed is not None:
        return summed
    spread = distributed_in_brackets(sheet, sentence, tokens, figure, here)
    return spread if spread is not None else opened(sheet, tokens, figure, here)


def _of_those_it_is_among(
    sheet: Sheet, tokens: Sequence[Token], figure: Figure, wholes: tuple[int | None, int | None]
) -> tuple[int | None, bool]:
    """Return the whole of "were among them": the nearest count or one before, in a row that of the figure before."""
    nearest, whole = wholes
    if nearest is not None and (named := _named_behind_among(tokens, figure)) is not None:
        alike = [nearest, *range(nearest - 1, max(-1, nearest - _CLOSE), -1)]
        here = sheet.drafts[nearest].sentence
        nearest = next(
            (i for i in alike if sheet.drafts[i].measure is named and sheet.drafts[i].sentence == here), nearest
        )  # "Ten dead, 30 hurt; four children among the dead"
    if nearest is not None and _low(tokens, figure.at - 1) == "and":
        beside = sheet.drafts[nearest]
        if coordinated(tokens, beside.figure, figure):
            return beside.parent, True  # "a colonel and three officers were among the dead"
    is_inside = nearest is not None and (_low(tokens, figure.last) == "among" or whole is None)
    return (nearest, False) if is_inside else (whole, True)


def apposed(sheet: Sheet, sentence: Sentence, first: int) -> None:
    """Make "12 people, eight civilians and four fighters, were killed" a whole and its parts, where they add up.

    A sentence of two or more counts that add up to the one of the sentence before are its parts likewise.

    Args:
        sheet: What was drafted; its drafts from `first` on are made parts where they are.
        sentence: The sentence.
        first: Index of the sentence's first draft.
    """
    drafted = sheet.drafts
    _killed_and_injured(drafted, first)
    for i in range(first, len(drafted) - 2):
        _add_up(drafted, i, range(i + 1, min(i + _MOST_PARTS, len(drafted))), sheet.page.words_of(sentence))
    before = sheet.whole(sentence, drafted[first].measure) if len(drafted) - first > 1 else None
    if before is not None and drafted[before].sentence in (sentence.index - 1, sentence.index - 2):
        _add_up(drafted, before, range(first, min(first + _MOST_PARTS, len(drafted))), ())


def later_wholes(drafted: list[Draft], tokens_of: Callable[[int], Sequence[Token]]) -> None:
    """Give "nineteen of the wounded" the count of the wounded that the text gives only afterwards.

    Args:
        drafted: A document's drafts; those found to be parts are replaced.
        tokens_of: Returns a sentence's tokens.
    """
    for i, draft in enumerate(drafted):
        tokens, at = tokens_of(draft.sentence), draft.figure.at
        is_share = draft.figure.is_partitive and _low(tokens, at + 2) == "the"
        word = _low(tokens, at + 3)
        if draft.parent is not None or not is_share or not _is_toll_word(word):
            continue
        if (STATES.get(word) or PARTICIPLE.get(word) or draft.measure) is not draft.measure:
            continue  # "13 of the wounded died" are no part of the dead counted later
        for k in range(i + 1, min(i + _MOST_PARTS, len(drafted))):
            later = drafted[k]
            if later.measure is draft.measure and later.parent is None and later.number.low >= draft.number.low:
                drafted[i] = replace(draft, parent=k)
                break


def _is_toll_word(word: str) -> bool:
    return word in ANYBODY or word in STATES or word in PARTICIPLE


def implied(sheet: Sheet, sentence: Sentence, draft: Draft) -> Draft:
    """Make "The number of civilians killed is 90,000" part of the total named before in its paragraph."""
    whole = sheet.whole(sentence, draft.measure)
    if draft.parent is not None or whole is None or draft.number.is_increment or draft.updates is not None:
        return draft
    above = sheet.drafts[whole]
    inside = sheet.page.sentences[above.sentence].paragraph == sentence.paragraph and above.sentence != sentence.index
    fits = (above.number.best or 0) >= draft.number.low
    if _is_specific(above.group) or not _is_specific(draft.group) or not fits:
        return draft
    if draft.number.qualifier is Qualifier.VAGUE or _is_put_by_another(sheet, sentence, draft):
        return draft
    parts = sheet.parts(whole)
    if (inside and draft.is_total and (parts or above.is_total)) or _goes_on(sheet, sentence, draft, above, parts):
        return replace(draft, parent=whole, is_carried=True)
    return draft


def _is_put_by_another(sheet: Sheet, sentence: Sentence, draft: Draft) -> bool:
    """Return whether somebody puts a figure against the one before: "The government puts the number at 600"."""
    words = sheet.page.words_of(sentence)
    return any(token.low in _PUTS for token in words if token.start < draft.number.start)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _behind_words(sheet: Sheet, tokens: Sequence[Token], figure: Figure, nearest: int | None) -> int | None:
    """Return the whole of "of whom 12", "including 12", "among them 12", "12 of them", "(12"; -1 for one before."""
    at = figure.at
    while _low(tokens, at - 1) in BE:
        at -= 1  # "among whom were four children"
    at -= _low(tokens, at - 1) == "." and _low(tokens, at - 2) in INCLUDING  # "incl. 61 children"
    before, second = _low(tokens, at - 1), _low(tokens, at - 2)
    above = sheet.drafts[nearest].parent if nearest is not None else None
    number = tokens[figure.at].number
    fits = nearest is not None and number is not None and sheet.drafts[nearest].number.low >= number.low
    is_spelled = nearest is not None and sheet.drafts[nearest].figure.at in sheet.spelled
    top = above if above is not None and (not fits or is_spelled) else nearest
    if before in _THEM and second == "of":
        return nearest if nearest is not None else -1
    if before in INCLUDING and second == "(":
        return nearest if nearest is not None else -1  # "Civilians: 1,204 (including 188 women)"
    is_list = before in _COMPOSED and (nearest is not None or not is_subject_of_list(tokens, figure.at))
    if is_list and before in ("among", "amongst") and nearest is not None and not fits:
        return None  # "a girl was among four people killed"
    if is_list or (before in _THEM and second in _AMONG):
        return top if top is not None else -1
    return _set_beside(sheet, tokens, figure, nearest) if nearest is not None else None


def _set_beside(sheet: Sheet, tokens: Sequence[Token], figure: Figure, nearest: int) -> int | None:
    """Return the whole of "12 of them", "83 deaths (51 men", ": 51 men", "two are hurt, one with a broken neck"."""
    first, above, before = sheet.drafts[nearest].figure, sheet.drafts[nearest].parent, _low(tokens, figure.at - 1)
    number = tokens[figure.at].number
    fits = number is not None and sheet.drafts[nearest].number.low >= number.low
    if figure.is_partitive and _low(tokens, figure.at + 2) in _THEM and not _counts_between(sheet, figure):
        is_apart = ";" in (token.text for token in tokens[first.last : figure.at])
        return above if is_apart and above is not None else nearest
    if before == "(" and figure.at - first.last <= _CLOSE and fits:
        return nearest  # "357 casualties: 83 deaths (51 men"
    if before == "," and fits and _is_some(tokens, first, figure):
        return nearest  # "two are in hospital, one with a broken neck", "70 arrests, 12 of minors"
    is_beside = before == "(" and _low(tokens, first.at - 1) == "(" and _low(tokens, first.last) == ")"
    is_opened = before in (":", "(") and not is_label_line(tokens, figure) and not is_beside
    top = above if above is not None else nearest
    is_larger = before == "(" and number is not None and not holds(sheet.drafts[top], number)
    return top if is_opened and not is_larger else None


def _is_some(tokens: Sequence[Token], first: Figure, figure: Figure) -> bool:
    """Return whether a bare figure behind a comma is some of those whom a clause before it told of."""
    if (
        figure.head is not None
        or figure.is_partitive
        or any(token.low == "and" for token in tokens[first.last : figure.at])
    ):
        return False
    after, second = _low(tokens, figure.last), _low(tokens, figure.last + 1)
    if after == "of":
        return second in PEOPLE
    has_verb = _low(tokens, first.last) in BE | HAVE or _low(tokens, first.last) in PARTICIPLE
    return after == "with" or (has_verb and (after in _PREPOSITIONS or (after.endswith("ly") and after != "only")))


def _counts_between(sheet: Sheet, figure: Figure) -> bool:
    """Return whether a number of something else stands nearer: "nine vehicles, one of them armoured"."""
    last = sheet.drafts[-1]
    return sheet.others[0] == last.sentence and last.figure.at < sheet.others[1] < figure.at


def _is_among_them(tokens: Sequence[Token], figure: Figure) -> bool:
    """Read "Two policemen are among them", "Two policemen were among the dead"."""
    at = figure.last
    while at - figure.last < _LONGEST_ROW and (_low(tokens, at) in _ROW or _is_person(tokens, at)):
        at += 1
    is_toll = (
        _low(tokens, at + 2) in ANYBODY
        or _low(tokens, at + 1) in ANYBODY
        or (_low(tokens, at + 1), _low(tokens, at + 2)) == ("those", "killed")
    )
    if _low(tokens, at - 1) == "," and _is_counted(tokens, at + 2):
        return False  # "killed 45 fighters, among them 12 foreigners"
    return _low(tokens, at) == "among" and (_low(tokens, at + 1) in _THEM - {"those"} or is_toll)


def _named_behind_among(tokens: Sequence[Token], figure: Figure) -> Measure | None:
    """Return what "among the dead", "among wounded" behind a figure names."""
    at = next((i for i in range(figure.last, figure.last + _CLOSE) if _low(tokens, i) == "among"), None)
    words = () if at is None else (_low(tokens, at + 1), _low(tokens, at + 2))
    return next((STATES.get(word) or PARTICIPLE[word] for word in words if word in STATES or word in PARTICIPLE), None)


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number, an article or a name follows: what "among them" opens rather than ends."""
    if _low(tokens, at) in BE | {"at", "more", "a", "an", "the"}:
        return True
    return at < len(tokens) and tokens[at].number is not None


def _is_person(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].number is not None or tokens[at].low in PEOPLE)


def _means_others(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "of them" goes back to something counted later than the toll, of which no death is told."""
    at = sheet.others[0]
    if at < 0 or sheet.page.sentences[at].paragraph != sentence.paragraph:
        return False
    words = {token.low for token in tokens[max(0, figure.at - 3) : figure.at + 3]}
    latest = sheet.drafts[-1].sentence if sheet.drafts else -1
    return bool(words & _THEM) and latest < at <= sentence.index


def _opens_with_of(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the sentence opens with "Of these", "Of the dead", "Among them", "Of the 61 people killed"."""
    if _low(tokens, 0) not in ("of", "among", "amongst") or at > OPENING:
        return False
    opening = {token.low for token in tokens[1 : min(at, 8)]}
    return bool(opening & (_THEM | ANYBODY)) or any(word in STATES or word in PARTICIPLE for word in opening)


def _item_of(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> tuple[int | None, bool]:
    """Return the toll above for an item of a list."""
    whole = sheet.whole(sentence)
    if whole is None or len(tokens) > LIST_LINE * 3 or sheet.drafts[whole].sentence == sentence.index:
        return None, False
    above = sheet.page.words_of(sheet.page.sentences[sheet.drafts[whole].sentence])
    if tokens[0].text in BULLETS and above[0].text in BULLETS:
        return None, False  # both are items
    if sentence.paragraph == sheet.page.sentences[sheet.drafts[whole].sentence].paragraph:
        return None, False
    return (whole, True) if stands_in_list(sheet, sentence, tokens, figure) else (None, False)


def stands_in_list(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a figure is what an item of a list counts; in a list that has begun any label will do.

    Args:
        sheet: What was drafted before.
        sentence: The sentence.
        tokens: Its tokens.
        figure: The figure.

    Returns:
        Whether it is.
    """
    if is_item(tokens, figure):
        return figure.at <= _LABEL or tokens[0].text in BULLETS or _stands_alone(sheet.page, sentence)
    goes_on = 0 <= sentence.paragraph - sheet.list_at <= 1
    is_first = not sheet.drafts or sheet.drafts[-1].sentence != sentence.index  # a label may hold a number: "Branch 40"
    is_short = figure.at <= LIST_LINE // 2 and len(tokens) <= LIST_LINE
    return goes_on and _low(tokens, figure.at - 1) == ":" and is_first and is_short


def _stands_alone(page: Page, sentence: Sentence) -> bool:
    """Return whether a sentence is a paragraph of its own, as the lines of a list are."""
    beside = (page.sentences[i] for i in (sentence.index - 1, sentence.index + 1) if 0 <= i < len(page.sentences))
    return all(one.paragraph != sentence.paragraph for one in beside)


def _killed_and_injured(drafted: list[Draft], first: int) -> None:
    """Make "1,020 casualties (174 killed; 846 injured)" a whole and its parts, where they add up."""
    for i in range(first, len(drafted) - 2):
        one, other, both = drafted[i + 1], drafted[i + 2], drafted[i]
        values = (both.number.best, one.number.best, other.number.best)
        if {one.measure, other.measure} != {Measure.KILLED, Measure.INJURED} or None in values:
            continue
        if both.figure.head in (None, "casualties") and values[0] == (values[1] or 0) + (values[2] or 0):
            drafted[i] = replace(both, measure=Measure.UNKNOWN)
            for k in (i + 1, i + 2):
                drafted[k] = replace(drafted[k], parent=i)


def _add_up(drafted: list[Draft], whole: int, candidates: range, tokens: Sequence[Token]) -> None:
    parts = []
    for k in candidates:
        one = drafted[k]
        if one.parent is not None or one.measure is not drafted[whole].measure or one.number.best is None:
            break
        parts.append(k)
        is_closed = _low(tokens, one.figure.last) == ","
        is_sum = sum(drafted[p].number.best or 0 for p in parts) == drafted[whole].number.best
        if _is_specific(drafted[whole].group) and one.number.best == 1 and is_sum and not is_closed:
            break  # "two nurses, a driver and a patient" are four people; not "two soldiers, a cook and a clerk, died"
        if len(parts) > 1 and sum(drafted[p].number.best or 0 for p in parts) == drafted[whole].number.best:
            for p in parts:
                drafted[p] = replace(drafted[p], parent=whole, is_carried=drafted[whole].sentence != one.sentence)
            break


def _is_specific(group: Group | None) -> bool:
    return group is not None and bool(group.status or group.side or group.sex or group.age)


def _is_small(whole: Draft) -> bool:
    """Return whether a count is one event's, of which a next sentence without a link tells another."""
    return (whole.number.best or whole.number.low) < _EVENT


def _goes_on(sheet: Sheet, sentence: Sentence, draft: Draft, above: Draft, parts: Sequence[Draft]) -> bool:
    """Return whether a sentence goes on with the parts that the one before began, of no day or event of its own."""
    last = parts[-1] if parts else None
    if last is None or last.sentence != sentence.index - 1:
        return False
    if _is_small(above) or draft.number.best == 1:
        return False
    same_paragraph = sheet.page.sentences[last.sentence].paragraph == sentence.paragraph
    dated = any(token.start in sheet.dated for token in sheet.page.words_of(sentence))
    whole, group = above.number.best or 0, draft.group
    is_new = group is not None and all(
        part.group is None or (part.group.status, part.group.side) != (group.status, group.side) for part in parts
    )
    named = sum(part.number.low for part in parts) + draft.number.low
    return same_paragraph and not dated and is_new and named <= whole and draft.number.low >= whole * _SMALLEST_PART
