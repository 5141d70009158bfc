"""Figures with their measure, group and parent: which counts a text states, and which is part of which."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Measure
from tollbook.reading.coordination import coordinated
from tollbook.reading.figures import figures
from tollbook.reading.groups import counted_group
from tollbook.reading.implied import with_implied
from tollbook.reading.links import has_own_verb, is_responsible, joined, linked
from tollbook.reading.lists import INCLUDING
from tollbook.reading.measures import sign_of
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.parents import apposed, implied, later_wholes, parent_of
from tollbook.reading.shares import resolved, with_shares
from tollbook.reading.sheet import Draft, Sheet
from tollbook.reading.signs import Figure, Sign

_CLOSE = 3  # tokens: a verb nearer than this is the part's own, not the whole's
_REST = frozenset(("remaining", "rest", "remainder", "others"))
_OPEN = frozenset(("including", "includes", "include", "included", "among", "amongst", "incl"))
_ALL = frozenset(("comprise", "comprised", "comprises", "comprising", "consist", "consists", "breakdown", "follows"))


def drafts(page: Page, dated: frozenset[int]) -> tuple[Draft, ...]:
    """Return a document's counts of people.

    Args:
        page: The document.
        dated: First characters of tokens that belong to dates.

    Returns:
        Drafts, in the order of the text; `parent` and `updates` point into them.
    """
    sheet = Sheet(page, [], dated)
    for sentence in page.sentences:
        tokens = with_shares(with_implied(page.words_of(sentence)), page.text)
        if any(token.number is not None for token in tokens):
            _read_sentence(sheet, sentence, tokens, figures(tokens, page.text, dated))
        elif tokens and tokens[-1].text == ":" and sheet.whole(sentence) is not None:
            sheet.leads = _said_to_be_all({token.low for token in tokens})
            sheet.still(sentence.paragraph)  # "By its count the dead comprise:" leads to the list below
    later_wholes(sheet.drafts, lambda index: page.words_of(page.sentences[index]))
    return tuple(sheet.drafts)


def _read_sentence(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], found: Sequence[Figure]) -> None:
    first = len(sheet.drafts)
    held: Figure | None = None
    for i, figure in enumerate(found):
        _note_others(sheet, sentence, tokens, first, figure.at)
        here = range(first, len(sheet.drafts))
        if _is_share_of_next(tokens, figure):
            held = figure
            continue
        draft = _draft(sheet, sentence, tokens, figure, here) or _by_next(sheet, sentence, tokens, found[i:])
        if draft is not None:
            sheet.drafts.append(draft)
            _add_share(sheet, tokens, held)
            held = None
    _note_others(sheet, sentence, tokens, first, len(tokens))
    if len(sheet.drafts) == first:
        return
    apposed(sheet, sentence, first)
    _lean(sheet, sentence, first)


def _note_others(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], first: int, end: int) -> None:
    """Note the last number before a token that counts something else, for "one of them" behind it."""
    drafted = {draft.figure.at for draft in sheet.drafts[first:]}
    for at in range(end - 1, sheet.others[1] if sheet.others[0] == sentence.index else -1, -1):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        is_count = token.number is not None and token.start not in sheet.dated and at not in drafted
        if is_count and after is not None and after.is_word and after.low.endswith("s"):
            sheet.others = (sentence.index, at)
            return


def _lean(sheet: Sheet, sentence: Sentence, first: int) -> None:
    """Note what "of these" in a later sentence would mean."""
    here = sheet.drafts[first:]
    replaced = {draft.updates for draft in here}
    measures: set[Measure] = set()
    for i in range(len(sheet.drafts) - 1, first - 1, -1):
        draft = sheet.drafts[i]
        is_top = draft.parent is None and not draft.is_carried and draft.measure is not Measure.FORCES_DEPLOYED
        if is_top and i not in replaced:
            measures.add(draft.measure)
            sheet.lean_on(i, sentence.paragraph)
    if any(draft.parent is not None for draft in here) and not measures:
        sheet.still(sentence.paragraph)


def _draft(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range) -> Draft | None:
    number = tokens[figure.at].number
    previous = sheet.drafts[here[-1]] if here else None
    sign = sign_of(tokens, figure)
    if number is None or (figure.is_unsure and sign is None):
        return None
    parent, carried = parent_of(sheet, sentence, tokens, figure, here)
    perpetrator = False
    if sign is None and is_responsible(tokens, figure):
        sign, perpetrator = Sign(Measure.KILLED, figure.at - 1), True
    is_joined = sign is None and parent is None and previous is not None and joined(sheet, tokens, previous, figure)
    if sign is None and parent is None and not is_joined:
        sign = linked(sheet, sentence, tokens, figure, previous)
    if parent is not None:
        measure, parent = _measure_of_part(sheet.drafts[parent], parent, figure, sign)
    elif is_joined and previous is not None:
        parent, measure, carried = previous.parent, previous.measure, previous.is_carried
    elif sign is not None:
        measure = sign.measure
    else:
        return None
    if number.share is not None:
        if parent is None:
            return None
        number = resolved(number, sheet.drafts[parent].number)
    made = Draft(
        sentence.index,
        figure,
        number,
        measure,
        counted_group(sheet.page, tokens, figure, sign),
        parent,
        share=number.share,
        is_exhaustive=_exhaustive(sheet, tokens, figure, is_item=carried and not here) if parent is not None else None,
        is_total=sign is not None and sign.is_total,
        is_carried=carried,
        is_perpetrator=perpetrator,
    )
    made = _update(sheet, made, here)
    return implied(sheet, sentence, _beside(tokens, made, previous))


def _beside(tokens: Sequence[Token], made: Draft, previous: Draft | None) -> Draft:
    """Give a figure the whole of the part that it is joined to."""
    if made.parent is not None or previous is None or previous.parent is None or previous.measure is not made.measure:
        return made
    is_joined = coordinated(tokens, previous.figure, made.figure) or has_own_verb(tokens, previous.figure, made.figure)
    return replace(made, parent=previous.parent, is_carried=previous.is_carried) if is_joined else made


def _measure_of_part(whole: Draft, parent: int, figure: Figure, sign: Sign | None) -> tuple[Measure, int | None]:
    """Return what a part counts, and its parent unless it counts something else than that."""
    close = sign is not None and sign.at - figure.last <= _CLOSE and not sign.is_total
    measure = sign.measure if sign is not None and close else whole.measure
    return measure, parent if measure is whole.measure or whole.measure is Measure.UNKNOWN else None


def _exhaustive(sheet: Sheet, tokens: Sequence[Token], figure: Figure, *, is_item: bool) -> bool | None:
    """Return whether the words before a part say that the parts are all, or that they are only some."""
    before = tokens[max(0, figure.at - 3) : figure.at]
    said = _said_to_be_all({token.low for token in before})
    if said is None and before and before[-1].text == ":" and not is_item:
        return True  # "eleven people were killed: four children and seven women"
    return sheet.leads if said is None and is_item else said


def _said_to_be_all(words: set[str]) -> bool | None:
    if words & (_ALL | _REST):
        return True
    return False if words & (_OPEN | INCLUDING) else None


def _is_share_of_next(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether a share is of a figure behind it: "half of the 600 dead"."""
    number = tokens[figure.at].number
    behind = tokens[figure.at + 1 : figure.at + 4]
    return number is not None and number.share is not None and any(token.number is not None for token in behind)


def _add_share(sheet: Sheet, tokens: Sequence[Token], held: Figure | None) -> None:
    """Put the share that was held back before the count that it is of."""
    number = tokens[held.at].number if held is not None else None
    if held is None or number is None:
        return
    whole = sheet.drafts[-1]
    share = Draft(
        whole.sentence,
        held,
        resolved(number, whole.number),
        whole.measure,
        None,
        len(sheet.drafts),
        share=number.share,
    )
    sheet.drafts.insert(-1, share)


def _by_next(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], rest: Sequence[Figure]) -> Draft | None:
    """Return a figure that counts what the one joined behind it counts: "eight men, three women were killed"."""
    if len(rest) < 2 or not coordinated(tokens, rest[0], rest[1]) or rest[0].head is None:
        return None
    sign, number = sign_of(tokens, rest[1]), tokens[rest[0].at].number
    if sign is None or number is None or sign.at < rest[1].at:
        return None
    return Draft(sentence.index, rest[0], number, sign.measure, counted_group(sheet.page, tokens, rest[0], sign))


def _update(sheet: Sheet, draft: Draft, here: range) -> Draft:
    """Link "53" of "rose from 41 to 53" to its old value."""
    if not here:
        return draft
    last = sheet.drafts[here[-1]]
    if last.number.is_range_from and last.measure is draft.measure and draft.figure.at - last.figure.last <= _CLOSE:
        return replace(draft, updates=here[-1])
    return draft
