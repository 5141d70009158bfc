"""Figures with their measure, group and parent: which counts a text states, and which is part of which."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.tolls.anaphora import is_unharmed
from tollbook.reading.tolls.coordination import coordinated
from tollbook.reading.tolls.distribution import Loose, completed, distributed
from tollbook.reading.tolls.figures import figures
from tollbook.reading.tolls.groups import counted_group
from tollbook.reading.tolls.headings import without_enumerator
from tollbook.reading.tolls.implied import with_implied
from tollbook.reading.tolls.leads import note_leads, said_to_be_all
from tollbook.reading.tolls.links import has_own_verb, is_responsible, joined, linked, replaces
from tollbook.reading.tolls.lists import INCLUDING
from tollbook.reading.tolls.measures import sign_of
from tollbook.reading.tolls.named_wholes import holds, large_enough
from tollbook.reading.tolls.parents import apposed, implied, later_wholes, parent_of, stands_in_list
from tollbook.reading.tolls.people_words import is_people, is_singular
from tollbook.reading.tolls.rows import read_row
from tollbook.reading.tolls.shares import resolved, with_shares
from tollbook.reading.tolls.sheet import Draft, Sheet
from tollbook.reading.tolls.shot import told_dead
from tollbook.reading.tolls.signs import Figure, Sign
from tollbook.reading.tolls.spelled import spelled_out
from tollbook.reading.tolls.sums import relisted, summed, totalled
from tollbook.reading.tolls.toll_words import GOES, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed
from tollbook.text.numbers import Number

_JOINTS = listed("joints")
_THEM = frozenset(("them", "whom"))
_FAR_BACK = 60  # tokens
_CLOSE = 3  # tokens: a verb nearer than this is the part's own, not the whole's
_ADJECTIVES = 2  # words between a number and the plural that it counts


def drafts(page: Page, dated: frozenset[int]) -> tuple[Draft, ...]:
    """Return a document's counts of people.

    Args:
        page: The document.
        dated: First characters of tokens that belong to dates.

    Returns:
        Drafts, in the order of the text; `parent` and `updates` point into them.
    """
    sheet, loose = Sheet(page, [], dated), list[Loose]()
    for sentence in page.sentences:
        tokens = with_shares(with_implied(without_enumerator(page.words_of(sentence))), page.text)
        if read_row(sheet, sentence, tokens):
            continue
        before = len(sheet.drafts)
        if any(token.number is not None for token in tokens):
            sheet.spelled = spelled_out(tokens)
            loose += _read_sentence(sheet, sentence, tokens, figures(tokens, page.text, dated, sheet.spelled))
        note_leads(sheet, sentence, tokens, is_drafted=len(sheet.drafts) > before)
    sheet.drafts = distributed(page, sheet.drafts, loose)
    relisted(sheet.drafts)
    told_dead(page, sheet.drafts)
    summed(sheet.drafts)
    sheet.drafts = completed(page, sheet.drafts, loose)

    def tokens_of(index: int) -> Sequence[Token]:
        return page.words_of(page.sentences[index])

    totalled(sheet.drafts, tokens_of)
    later_wholes(sheet.drafts, tokens_of)
    return tuple(sheet.drafts)


def _read_sentence(
    sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], found: Sequence[Figure]
) -> tuple[Loose, ...]:
    """Draft the counts of a sentence, and return the numbers that nothing in it says the meaning of."""
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
    if len(sheet.drafts) > first:
        apposed(sheet, sentence, first)
        _lean(sheet, sentence, first)
        if tokens[-1].text == ":":
            sheet.list_at = sentence.paragraph  # "documents the deaths of 20 people:" leads to the lines below
    drafted = {draft.figure.at for draft in sheet.drafts[first:]}
    left = (figure for figure in found if figure.at not in drafted and figure is not held)
    return tuple(
        Loose(sentence.index, figure, tokens, number)
        for figure in left
        if (number := tokens[figure.at].number) is not None and number.share is None
    )


def _note_others(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], first: int, end: int) -> None:
    """Note the last number before a token that counts something else, for "one of them" behind it."""
    drafted = {draft.figure.at for draft in sheet.drafts[first:]}
    start = sheet.others[1] if sheet.others[0] == sentence.index else -1
    for at in range(end - 1, max(start, end - 1 - _FAR_BACK), -1):
        token = tokens[at]
        is_count = token.number is not None and token.start not in sheet.dated and at not in drafted
        if is_count and _is_plural_behind(tokens, at):
            sheet.others = (sentence.index, at)
            return


def _is_plural_behind(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a plural stands behind a number, with two words at most between: "27 health facilities"."""
    for token in tokens[at + 1 : at + 2 + _ADJECTIVES]:
        if not token.is_word or token.number is not None:
            return False
        if token.low.endswith("s") or (is_people(token.low) and not is_singular(token.low)):
            return True
    return False


def _lean(sheet: Sheet, sentence: Sentence, first: int) -> None:
    """Note what "of these" in a later sentence would mean."""
    here = sheet.drafts[first:]
    replaced = {draft.updates for draft in here}
    measures: set[Measure] = set()
    for i in range(len(sheet.drafts) - 1, first - 1, -1):
        draft = sheet.drafts[i]
        is_apart = draft.parent is None or sheet.drafts[draft.parent].measure is not draft.measure
        is_top = is_apart and not draft.is_carried and draft.measure is not Measure.FORCES_DEPLOYED
        is_top = is_top and not (draft.number.is_increment and sheet.whole(sentence, draft.measure) is not None)
        if is_top and i not in replaced:
            measures.add(draft.measure)
            sheet.lean_on(i, sentence.paragraph)
    parents = {draft.parent for draft in here if draft.parent is not None}
    sheet.refresh(parents | {sheet.drafts[i].parent for i in parents}, sentence.paragraph)


def _draft(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range) -> Draft | None:
    number = tokens[figure.at].number
    previous = sheet.drafts[here[-1]] if here else None
    sign = sign_of(tokens, figure)
    is_unknown = figure.is_unsure and sign is None and not (here and _is_named_part(tokens, figure))
    if number is None or (is_unknown and figure.at not in sheet.spelled) or is_unharmed(tokens, figure, sign):
        return None
    parent, carried = parent_of(sheet, sentence, tokens, figure, here)
    parent = _large_enough(sheet, parent, number) if carried else parent
    is_item = parent is not None and carried and not here and stands_in_list(sheet, sentence, tokens, figure)
    perpetrator = sign is None and is_responsible(tokens, figure)
    sign = Sign(Measure.KILLED, figure.at - 1) if perpetrator else sign
    is_joined = sign is None and parent is None and previous is not None and joined(sheet, tokens, previous, figure)
    if sign is None and parent is None and not is_joined:
        sign = linked(sheet, sentence, tokens, figure, previous)
    said = _exhaustive(sheet, tokens, figure, is_item=is_item)
    if number.best == 0 and sign is None and not is_joined:
        return None  # "none of them has been tried"
    if parent is not None:
        whole = sheet.drafts[parent]
        measure, parent = _measure_of_part(whole, parent, tokens, figure, sign)
        if (parent is None or measure is not whole.measure) and (is_item or said is False):
            parent = _whole_of(sheet, sentence, here, measure, number) or parent
    elif is_joined and previous is not None:
        parent, measure, carried = previous.parent, previous.measure, previous.is_carried
    elif sign is not None:
        measure = sign.measure
    else:
        return None
    if number.share is not None and parent is None:
        return None
    number = (
        resolved(number, sheet.drafts[parent].number) if number.share is not None and parent is not None else number
    )
    made = Draft(
        sentence.index,
        figure,
        number,
        measure,
        counted_group(sheet.page, tokens, figure, sign),
        parent,
        share=number.share,
        is_exhaustive=said if parent is not None else None,
        is_total=sign is not None and sign.is_total,
        is_carried=carried,
        is_perpetrator=perpetrator,
        is_item=is_item,
    )
    sheet.list_at = sentence.paragraph if is_item else sheet.list_at
    made = _update(sheet, tokens, made, here)
    return implied(sheet, sentence, _beside(sheet, sentence, tokens, made, here))


def _large_enough(sheet: Sheet, parent: int | None, number: Number) -> int | None:
    """Return the whole that was found in a sentence before, or another where it is smaller than its part."""
    if parent is None or number.share is not None or holds(sheet.drafts[parent], number):
        return parent
    return large_enough(sheet, sheet.drafts[parent].measure, number)


def _is_named_part(tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether the words before make any noun people: "killed 45 fighters, among them 12 aliens"."""
    return _low(tokens, figure.at - 1) in INCLUDING | _THEM


def _beside(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], made: Draft, here: range) -> Draft:
    """Give a figure the whole of the part that it is joined to, or one of its measure: "9 killed and 64 injured"."""
    previous = sheet.drafts[here[-1]] if here else None
    if made.parent is not None or previous is None or previous.parent is None:
        return made
    if previous.measure is made.measure:
        is_joined = coordinated(tokens, previous.figure, made.figure)
        is_joined = is_joined or has_own_verb(tokens, previous.figure, made.figure)
        return replace(made, parent=previous.parent, is_carried=previous.is_carried) if is_joined else made
    if not (previous.is_item or previous.is_exhaustive is False) or not _states_between(tokens, previous, made):
        return made
    whole = _whole_of(sheet, sentence, here, made.measure, made.number)
    return replace(made, parent=whole, is_item=previous.is_item, is_exhaustive=previous.is_exhaustive)


def _states_between(tokens: Sequence[Token], first: Draft, second: Draft) -> bool:
    """Return whether nothing but "killed and" stands between two figures."""
    between = tokens[first.figure.last : second.figure.at]
    return all(token.low in STATES or token.low in PARTICIPLE or token.low in _JOINTS for token in between)


def _whole_of(sheet: Sheet, sentence: Sentence, here: range, measure: Measure, number: Number) -> int | None:
    """Return the count of a measure of which a part may be, in this sentence or before."""
    inside = (i for i in reversed(here) if sheet.drafts[i].measure is measure and sheet.drafts[i].parent is None)
    found = next(inside, sheet.whole(sentence, measure))
    return found if found is not None and holds(sheet.drafts[found], number) else None


def _measure_of_part(
    whole: Draft, parent: int, tokens: Sequence[Token], figure: Figure, sign: Sign | None
) -> tuple[Measure, int | None]:
    """Return what a part counts, and its parent unless it counts something else than that."""
    close = sign is not None and sign.at - figure.last <= _CLOSE and not sign.is_total
    measure = sign.measure if sign is not None and close else whole.measure
    if whole.measure is Measure.KILLED and (measure is Measure.UNKNOWN or _tells_how(tokens, figure, sign)):
        measure = Measure.KILLED  # "27 of the dead had been shot", "nine had been hit in the back"
    return measure, parent if measure is whole.measure or whole.measure is Measure.UNKNOWN else None


def _tells_how(tokens: Sequence[Token], figure: Figure, sign: Sign | None) -> bool:
    """Return whether a phrase tells what wounds the dead had: not "wounded: 16", "nine were injured"."""
    if (
        sign is None
        or sign.measure not in (Measure.INJURED, Measure.MISSING)
        or not figure.last <= sign.at < len(tokens)
    ):
        return False
    low = tokens[sign.at].low
    return low not in STATES and low not in PARTICIPLE and low not in NOUNS


def _exhaustive(sheet: Sheet, tokens: Sequence[Token], figure: Figure, *, is_item: bool) -> bool | None:
    """Return whether the words before a part say that the parts are all, or that they are only some."""
    before = tokens[max(0, figure.at - 3) : figure.at]
    said = said_to_be_all({token.low for token in before})
    if said is None and before and before[-1].text == ":" and not is_item:
        return True  # "eleven people were killed: four children and seven women"
    return sheet.leads if said is None and is_item else said


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
    if _befalls_share(tokens, whole.figure) and whole.parent is None:
        sheet.drafts[-1] = replace(whole, figure=held, number=replace(resolved(number, whole.number), share=None))
        return  # "half of the 900 detainees died": of the other half no death is told
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


def _befalls_share(tokens: Sequence[Token], whole: Figure) -> bool:
    """Return whether a verb says what became of a share: not "half of the 600 dead", "of the 200 people killed"."""
    sign = sign_of(tokens, whole)
    if sign is None or sign.at < whole.last or sign.is_total:
        return False
    follows = tokens[whole.last].low
    if follows in STATES or (follows in PARTICIPLE and follows not in GOES):
        return False
    return not (follows in ("who", "that") and sign.at - whole.last <= _CLOSE)


def _by_next(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], rest: Sequence[Figure]) -> Draft | None:
    """Return a figure that counts what the one joined behind it counts: "eight men, three women were killed"."""
    if len(rest) < 2 or not coordinated(tokens, rest[0], rest[1]):
        return None
    if rest[0].head is None and _low(tokens, rest[0].last) != "or":
        return None  # but "130 or even 145 dead"
    sign, number = sign_of(tokens, rest[1]), tokens[rest[0].at].number
    if sign is None or number is None or sign.at < rest[1].at:
        return None
    return Draft(sentence.index, rest[0], number, sign.measure, counted_group(sheet.page, tokens, rest[0], sign))


def _update(sheet: Sheet, tokens: Sequence[Token], draft: Draft, here: range) -> Draft:
    """Link "53" of "rose from 41 to 53", "rose to 53 from 41" to its old value."""
    if not here:
        return draft
    last = sheet.drafts[here[-1]]
    if last.measure is draft.measure and replaces(tokens, last.figure, draft.figure):
        sheet.drafts[here[-1]] = replace(last, updates=len(sheet.drafts))
        return draft
    if last.number.is_range_from and last.measure is draft.measure and draft.figure.at - last.figure.last <= _CLOSE:
        return replace(draft, updates=here[-1])
    return draft


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
