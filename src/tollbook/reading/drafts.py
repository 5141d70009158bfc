"""Figures with their measure, group and parent: which counts a text states, and which is part of which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.model.document import Group
from tollbook.model.vocabulary import Measure, Qualifier
from tollbook.reading.coordination import added, coordinated, gapped
from tollbook.reading.figures import Figure, figures
from tollbook.reading.groups import accounted_for, counted_group, noun_behind_copula
from tollbook.reading.measures import Sign, sign_of
from tollbook.reading.page import Page, Sentence, Token
from tollbook.reading.people_words import PEOPLE
from tollbook.reading.toll_nouns import names_a_total
from tollbook.reading.toll_words import BE, NOUNS, PARTICIPLE, STATES
from tollbook.reading.words import listed
from tollbook.text.numbers import Number

_INCLUDING = listed("including")
_LISTS = listed("lists")
_TOLL_SUBJECTS = listed("toll subjects")
_THEM = frozenset(("them", "these", "whom", "those"))
_SMALLEST_PART = 0.001  # of a whole said in a paragraph before: smaller figures beside it are of single attacks
_MOST_PARTS = 12  # of a whole, in one sentence
_RECENT = 60  # figures back, for what was said before
_CLOSE = 3  # tokens: a verb nearer than this is the part's own, not the whole's
_LIST_LINE = 16  # tokens; an item of a list is short


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure that counts people, before it is attributed, dated and placed.

    Attributes:
        sentence: Index of its sentence.
        figure: Where it stands in the sentence.
        number: Its bounds.
        measure: What it counts.
        group: Whom it counts, or None.
        parent: Index of the draft of which it is a part, or None.
        updates: Index of the draft whose figure it replaces ("rose from 41 to 53"), or None.
        is_total: Whether a toll noun names it.
        is_carried: Whether it leans on a sentence before ("Of these ...").
        is_perpetrator: Whether the group did the killing.
    """

    sentence: int
    figure: Figure
    number: Number
    measure: Measure
    group: Group | None
    parent: int | None = None
    updates: int | None = None
    is_total: bool = False
    is_carried: bool = False
    is_perpetrator: bool = False


@dataclass(slots=True)
class _Sheet:
    """What has been drafted so far, which toll "of these" would mean, and the last sentence of others counted."""

    page: Page
    drafts: list[Draft]
    dated: frozenset[int] = frozenset()
    total: int | None = None
    total_paragraph: int = -1
    others: int = -1

    def whole(self, sentence: Sentence) -> int | None:
        """Return the toll that a sentence may lean on, or None."""
        return self.total if 0 <= sentence.paragraph - self.total_paragraph <= 1 else None


def drafts(page: Page, dated: frozenset[int]) -> tuple[Draft, ...]:
    """Return a document's counts of people.

    Args:
        page: The document.
        dated: First characters of tokens that belong to dates.

    Returns:
        Drafts, in the order of the text; `parent` and `updates` point into them.
    """
    sheet = _Sheet(page, [], dated)
    for sentence in page.sentences:
        tokens = page.words_of(sentence)
        if any(token.number is not None for token in tokens):
            _read_sentence(sheet, sentence, tokens, figures(tokens, page.text, dated))
        elif tokens and tokens[-1].text == ":" and sheet.whole(sentence) is not None:
            sheet.total_paragraph = sentence.paragraph  # "By its count the dead comprise:" leads to the list below
    return tuple(sheet.drafts)


def _read_sentence(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], found: Sequence[Figure]) -> None:
    first = len(sheet.drafts)
    for i, figure in enumerate(found):
        here = range(first, len(sheet.drafts))
        draft = _draft(sheet, sentence, tokens, figure, here)
        if draft is None:
            draft = _by_next(sheet, sentence, tokens, found[i:])
        if draft is not None:
            sheet.drafts.append(draft)
        elif figure.head is not None and not figure.is_unsure:
            sheet.others = sentence.index
    _apposed(sheet, first)
    for i in range(first, len(sheet.drafts)):
        draft = sheet.drafts[i]
        if draft.parent is None and (not draft.is_carried) and draft.measure is not Measure.FORCES_DEPLOYED:
            sheet.total, sheet.total_paragraph = i, sentence.paragraph
            break
    if len(sheet.drafts) > first and any(draft.parent is not None for draft in sheet.drafts[first:]):
        sheet.total_paragraph = sentence.paragraph


def _draft(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range) -> Draft | None:
    number = tokens[figure.at].number
    if number is None:
        return None
    sign = sign_of(tokens, figure) or _said_so(sheet, sentence, tokens, figure)
    if figure.is_unsure and sign is None:
        return None
    parent, carried = _parent(sheet, sentence, tokens, figure, here)
    previous = sheet.drafts[here[-1]] if here else None
    perpetrator = False
    whole_before = sheet.whole(sentence)
    if (
        sign is None
        and accounted_for(tokens, figure) is not None
        and (sheet.whole(sentence) is not None or _of_the_dead(tokens, figure))
    ):
        sign = Sign(Measure.KILLED, figure.at - 1)
    if sign is None and _responsible(tokens, figure):
        sign, perpetrator = Sign(Measure.KILLED, figure.at - 1), True
    if parent is not None:
        whole = sheet.drafts[parent]
        close = sign is not None and sign.at - figure.last <= _CLOSE and not sign.is_total
        measure = sign.measure if sign is not None and close else whole.measure
        if measure is not whole.measure and whole.measure is not Measure.UNKNOWN:
            parent = None
    elif (sign is None and previous is not None and _joined(sheet, tokens, previous, figure)) or (
        sign is None
        and previous is not None
        and previous.parent is not None
        and noun_behind_copula(tokens, figure) is not None
    ):
        parent, measure, carried = previous.parent, previous.measure, previous.is_carried
    elif sign is None and whole_before is not None and figure.head is None and names_a_total(tokens, figure):
        measure, sign = (
            sheet.drafts[whole_before].measure,
            Sign(sheet.drafts[whole_before].measure, figure.at, is_total=True),
        )
    elif sign is None:
        return None
    else:
        measure = sign.measure
    made = Draft(
        sentence.index,
        figure,
        number,
        measure,
        counted_group(sheet.page, tokens, figure, sign),
        parent,
        is_total=sign is not None and sign.is_total,
        is_carried=carried,
        is_perpetrator=perpetrator,
    )
    made = _update(sheet, made, here)
    if (
        made.parent is None
        and previous is not None
        and coordinated(tokens, previous.figure, figure)
        and previous.parent is not None
    ):
        made = (
            replace(made, parent=previous.parent, is_carried=previous.is_carried)
            if previous.measure is measure
            else made
        )
    return _implied_part(sheet, sentence, made)


def _parent(
    sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure, here: range
) -> tuple[int | None, bool]:
    """Return the toll that the words make a figure part of, and whether it stands in a sentence before."""
    before, second = _low(tokens, figure.at - 1), _low(tokens, figure.at - 2)
    third = _low(tokens, figure.at - 3)
    whole = sheet.whole(sentence)
    nearest = here[-1] if here else None
    top = nearest if nearest is None or sheet.drafts[nearest].parent is None else sheet.drafts[nearest].parent
    if before in ("whom", "which", "them", "these") and second == "of":
        return (nearest, False) if nearest is not None else (whole, True)
    if (before in _INCLUDING and not _is_subject_of_list(tokens, figure.at)) or (
        before == "them" and second in ("among", "including")
    ):
        return (top, False) if top is not None else (whole, True)
    if (
        nearest is not None
        and figure.is_partitive
        and _low(tokens, figure.at + 2) in ("them", "whom", "which", "these", "those", "the")
    ):
        return nearest, False
    if before in (":", "(") and nearest is not None and not _is_label_line(tokens, figure):
        return top, False
    if here or _means_others(sheet, sentence, tokens, figure):
        return None, False
    if _opens_with_of(tokens, figure.at) or (
        figure.is_partitive and _low(tokens, figure.at + 2) in ("them", "these", "those", "whom", "the")
    ):
        return whole, True
    if (
        _is_subject_of_list(tokens, figure.at)
        or (second, before) in (("also", "includes"), ("also", "include"))
        or third == "among"
    ):
        return whole, True
    return _list_item(sheet, sentence, tokens, figure)


def _joined(sheet: _Sheet, tokens: Sequence[Token], previous: Draft, figure: Figure) -> bool:
    """Return whether a figure without a word of its own counts what the one before it counts."""
    first = previous.figure
    return (
        coordinated(tokens, first, figure)
        or gapped(tokens, first, figure, sheet.dated)
        or added(tokens, first, figure, sign_of(tokens, first))
    )


def _said_so(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> Sign | None:
    """Return what "So were 31 pupils" counts: what the sentence before said of somebody else."""
    if figure.at != 2 or _low(tokens, 0) != "so" or _low(tokens, 1) not in BE or sentence.index == 0:
        return None
    before = [token.low for token in sheet.page.words_of(sheet.page.sentences[sentence.index - 1])]
    measure = next((STATES.get(low, PARTICIPLE.get(low)) for low in before if low in STATES or low in PARTICIPLE), None)
    return Sign(measure, figure.at - 1) if measure is not None else None


def _means_others(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> bool:
    """Return whether "of them" goes back to people counted later than the toll, of whom no death is told."""
    if sheet.others < 0 or sheet.page.sentences[sheet.others].paragraph != sentence.paragraph:
        return False
    words = {token.low for token in tokens[max(0, figure.at - 3) : figure.at + 3]}
    latest = sheet.drafts[-1].sentence if sheet.drafts else -1
    return bool(words & _THEM) and latest < sheet.others < sentence.index


def _opens_with_of(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the sentence opens with "Of these", "Of the dead", "Among them", "Among those killed"."""
    if _low(tokens, 0) not in ("of", "among", "amongst") or at > 14:
        return False
    opening = {token.low for token in tokens[1 : min(at, 6)]}
    return bool(
        opening
        & {"these", "them", "those", "whom", "dead", "killed", "victims", "deaths", "fatalities", "total", "number"}
    )


def _is_subject_of_list(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "The toll (also) includes" or "Among the dead were" stands before a figure."""
    start = at - 1
    while start >= 0 and _low(tokens, start) in ("also", "the", "were", "are", "a", "comprises", *_INCLUDING):
        start -= 1
    leads = {token.low for token in tokens[max(0, start - 5) : start + 1]}
    verb = {token.low for token in tokens[start + 1 : at]}
    return bool(verb & _LISTS) and bool(leads & _TOLL_SUBJECTS) and start <= 7


def _is_label_line(tokens: Sequence[Token], figure: Figure) -> bool:
    return (
        figure.at <= 8
        and len(tokens) <= _LIST_LINE
        and not any(token.number is not None for token in tokens[: figure.at])
    )


def _list_item(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], figure: Figure) -> tuple[int | None, bool]:
    """Return the toll above for an item of a list: "- Civilians: 90,506", "90,506 civilians"."""
    whole = sheet.whole(sentence)
    if whole is None or len(tokens) > _LIST_LINE * 3 or sheet.drafts[whole].sentence == sentence.index:
        return None, False
    if sentence.paragraph == sheet.page.sentences[sheet.drafts[whole].sentence].paragraph:
        return None, False
    label = tokens[: figure.at]
    start = next((i for i, token in enumerate(tokens) if token.is_word or token.number is not None), 0)
    is_bullet = start > 0 and tokens[0].text in "-–—•*·▪●◦‣"
    has_colon = (
        bool(label)
        and label[-1].text in ":|–—-"
        and figure.at <= 12
        and not any(token.number is not None for token in label)
    )
    named = any(
        token.low in PEOPLE or token.low in NOUNS for token in (*label, *tokens[figure.group[0] : figure.group[1]])
    )
    named = named or any(
        token.low in ("forces", "militias", "army", "unidentified", "hezbollah", "fighters")
        for token in tokens[: figure.last]
    )
    if (has_colon and named) or (is_bullet and figure.at - start <= 1 and figure.head is not None):
        return whole, True
    return None, False


def _of_the_dead(tokens: Sequence[Token], figure: Figure) -> bool:
    after = {_low(tokens, figure.last + step) for step in range(-2, 5)}
    return bool(after & {"dead", "deaths", "killed", "fatalities", "victims", "casualties", "died"})


def _responsible(tokens: Sequence[Token], figure: Figure) -> bool:
    window = [_low(tokens, figure.at - step) for step in range(1, 5)]
    return "for" in window and bool({"responsible", "blamed", "killed"} & set(window)) and _of_the_dead(tokens, figure)


def _by_next(sheet: _Sheet, sentence: Sentence, tokens: Sequence[Token], rest: Sequence[Figure]) -> Draft | None:
    """Return a figure that counts what the one joined behind it counts: "eight men, three women were killed"."""
    if len(rest) < 2 or not coordinated(tokens, rest[0], rest[1]) or rest[0].head is None:
        return None
    sign, number = sign_of(tokens, rest[1]), tokens[rest[0].at].number
    if sign is None or number is None or sign.at < rest[1].at:
        return None
    return Draft(sentence.index, rest[0], number, sign.measure, counted_group(sheet.page, tokens, rest[0], sign))


def _update(sheet: _Sheet, draft: Draft, here: range) -> Draft:
    """Link "53" of "rose from 41 to 53" to its old value, and "41" of "53, up from 41"."""
    if not here:
        return draft
    last = sheet.drafts[here[-1]]
    if last.number.is_range_from and last.measure is draft.measure and draft.figure.at - last.figure.last <= 3:
        return replace(draft, updates=here[-1])
    return draft


def _apposed(sheet: _Sheet, first: int) -> None:
    """Make "12 people, eight civilians and four fighters, were killed" a whole and its parts, where they add up."""
    drafted = sheet.drafts
    for i in range(first, len(drafted) - 2):
        whole, parts = drafted[i], []
        for k in range(i + 1, min(i + _MOST_PARTS, len(drafted))):
            if (
                drafted[k].parent is not None
                or drafted[k].measure is not whole.measure
                or drafted[k].number.best is None
            ):
                break
            parts.append(k)
            if len(parts) > 1 and sum(drafted[p].number.best or 0 for p in parts) == whole.number.best:
                for p in parts:
                    drafted[p] = replace(drafted[p], parent=i)
                break


def _implied_part(sheet: _Sheet, sentence: Sentence, draft: Draft) -> Draft:
    """Make "The number of civilians killed is 90,000" part of the total named before in its paragraph."""
    whole = sheet.whole(sentence)
    if draft.parent is not None or whole is None or draft.number.is_increment or draft.updates is not None:
        return draft
    above = sheet.drafts[whole]
    inside = sheet.page.sentences[above.sentence].paragraph == sentence.paragraph and above.sentence != sentence.index
    general = not _is_specific(above.group)
    fits = draft.measure is above.measure and (above.number.best or 0) >= draft.number.low
    if not (general and _is_specific(draft.group) and fits) or draft.number.qualifier is Qualifier.VAGUE:
        return draft
    parts = [other for other in sheet.drafts[-_RECENT:] if other.parent == whole]
    if (inside and draft.is_total and (parts or above.is_total)) or _goes_on(sheet, sentence, draft, above, parts):
        return replace(draft, parent=whole, is_carried=True)
    return draft


def _is_specific(group: Group | None) -> bool:
    return group is not None and bool(group.status or group.side or group.sex or group.age)


def _goes_on(sheet: _Sheet, sentence: Sentence, draft: Draft, above: Draft, parts: Sequence[Draft]) -> bool:
    """Return whether a sentence goes on with the parts that the one before began, of no day or event of its own."""
    last = parts[-1] if parts else None
    if last is None or last.sentence != sentence.index - 1:
        return False
    same_paragraph = sheet.page.sentences[last.sentence].paragraph == sentence.paragraph
    dated = any(token.start in sheet.dated for token in sheet.page.words_of(sentence))
    whole, group = above.number.best or 0, draft.group
    is_new = group is not None and all(
        part.group is None or (part.group.status, part.group.side) != (group.status, group.side) for part in parts
    )
    named = sum(part.number.low for part in parts) + draft.number.low
    return same_paragraph and not dated and is_new and named <= whole and draft.number.low >= whole * _SMALLEST_PART


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
