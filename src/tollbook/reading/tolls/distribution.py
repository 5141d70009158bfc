"""Numbers without a word of their own that add up to a count: "64 killed. Airport road: 30. Salt works: 34."."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.model.document import Group
from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Page, Token
from tollbook.reading.tolls.groups import counted_group
from tollbook.reading.tolls.people_words import is_people
from tollbook.reading.tolls.sheet import Draft
from tollbook.reading.tolls.signs import Figure
from tollbook.text.numbers import Number

Place = tuple[int, int]  # sentence and token
Wholes = Mapping[int, Sequence[tuple[Place, int]]]  # by people: counts in the order of the text

_FAR = 8  # sentences from a whole to the first of its parts
_BACK = 2  # sentences from the last part to a whole behind it
_MOST = 24  # numbers in one distribution
_NEXT = 3  # numbers behind the last part that may complete them
_NEXT_SENTENCES = 1
_FEWEST_COMPLETED = 6  # people
_FEWEST_PARTS = 2
_FEWEST = 10  # people; smaller sums come out by chance


@dataclass(frozen=True, slots=True)
class Loose:
    """A number that may count people and has no word that says what it counts.

    Attributes:
        sentence: Index of its sentence.
        figure: Where it stands there.
        tokens: The sentence's tokens.
        number: Its bounds.
    """

    sentence: int
    figure: Figure
    tokens: Sequence[Token]
    number: Number

    @property
    def may_be_part(self) -> bool:
        """Whether it is exact, stands alone or before a noun for people, and numbers no line."""
        if self.figure.at == 0 and len(self.tokens) > 1 and self.tokens[1].text in (".", ")"):
            return False
        is_bare = self.figure.head is None or (is_people(self.figure.head) and not self.figure.is_unsure)
        return is_bare and self.number.qualifier is Qualifier.EXACT and not self.number.is_increment


def distributed(page: Page, drafted: Sequence[Draft], loose: Sequence[Loose]) -> list[Draft]:
    """Return a document's counts with the numbers that distribute one of them: they add up to it exactly.

    Args:
        page: The document.
        drafted: Its drafts, in the order of the text.
        loose: Numbers that none of them is, in the order of the text.

    Returns:
        All drafts, in the order of the text.
    """
    parts: list[tuple[Loose, int]] = []
    places = sorted((one.sentence, one.figure.at) for one in drafted)
    wholes: dict[int, list[tuple[Place, int]]] = {}
    for i, one in sorted(enumerate(drafted), key=lambda found: (found[1].sentence, found[1].figure.at)):
        if one.number.best is not None and one.share is None:
            wholes.setdefault(one.number.best, []).append(((one.sentence, one.figure.at), i))
    at = 0
    while at < len(loose):
        run, whole = _run(page, places, wholes, loose[at : at + _MOST])
        parts += [(one, whole) for one in run]
        at += len(run) or 1
    return _merged(page, drafted, parts) if parts else list(drafted)


def _run(page: Page, places: Sequence[Place], wholes: Wholes, loose: Sequence[Loose]) -> tuple[Sequence[Loose], int]:
    """Return the longest run from the first number that comes to a count near it, and that count; or an empty one."""
    best: tuple[Sequence[Loose], int] = ((), -1)
    total = 0
    for end, one in enumerate(loose, start=1):
        if not one.may_be_part or (end > 1 and not _follows(page, places, loose[end - 2], one)):
            break
        total += one.number.low
        is_pair = end == 2 and one.sentence == loose[0].sentence
        if total >= _FEWEST and (end > 2 or is_pair):
            whole = _whole(wholes.get(total, ()), loose[0], one)
            best = (loose[:end], whole) if whole is not None else best
    return best


def _follows(page: Page, places: Sequence[Place], first: Loose, second: Loose) -> bool:
    """Return whether nothing but words, in one paragraph or the next, stands between two numbers."""
    near = page.sentences[second.sentence].paragraph - page.sentences[first.sentence].paragraph <= 1
    return near and bisect_left(places, _place(first)) == bisect_left(places, _place(second))


def _whole(same: Sequence[tuple[Place, int]], first: Loose, last: Loose) -> int | None:
    """Return which of some counts, in the order of the text, numbers make up: the last before them, else one behind."""
    at = bisect_left(same, (_place(first), 0))
    if at and first.sentence - same[at - 1][0][0] <= _FAR:
        return same[at - 1][1]
    is_behind = at < len(same) and same[at][0] > _place(last) and same[at][0][0] - last.sentence <= _BACK
    return same[at][1] if is_behind else None


def _place(one: Loose) -> Place:
    return one.sentence, one.figure.at


def _group(page: Page, one: Loose) -> Group | None:
    """Return whom a number counts where its label names people; a label that names a place or a month does not."""
    found = counted_group(page, one.tokens, one.figure, None)
    named = found is not None and any(is_people(word) for word in found.text.lower().split())
    return found if named else None


def _merged(page: Page, drafted: Sequence[Draft], parts: Sequence[tuple[Loose, int]]) -> list[Draft]:
    """Return drafts and parts in the order of the text, what points to drafts turned to their new places."""
    made = [
        Draft(
            one.sentence,
            one.figure,
            one.number,
            drafted[whole].measure,
            _group(page, one),
            whole,
            is_carried=drafted[whole].sentence != one.sentence,
            is_item=True,
        )
        for one, whole in parts
    ]
    both = [*drafted, *made]
    order = sorted(range(len(both)), key=lambda i: (both[i].sentence, both[i].figure.at))
    moved = {old: new for new, old in enumerate(order)}

    def turned(one: Draft) -> Draft:
        parent = None if one.parent is None else moved[one.parent]
        return replace(one, parent=parent, updates=None if one.updates is None else moved[one.updates])

    return [turned(both[i]) for i in order]


def completed(page: Page, drafted: Sequence[Draft], loose: Sequence[Loose]) -> list[Draft]:
    """Return a document's counts with the numbers that complete the parts of one: "six men, three women, two servers".

    Args:
        page: The document.
        drafted: Its drafts, in the order of the text.
        loose: Numbers that none of them is, in the order of the text.

    Returns:
        All drafts, in the order of the text.
    """
    places = {(one.sentence, one.figure.at) for one in drafted}
    loose = [one for one in loose if _place(one) not in places]
    named: dict[int, list[int]] = {}
    for i, one in enumerate(drafted):
        if one.parent is not None and one.number.best is not None and one.share is None:
            named.setdefault(one.parent, []).append(i)
    found: list[tuple[Loose, int]] = []
    for whole, parts in named.items():
        total = drafted[whole].number.best
        if total is None or total < _FEWEST_COMPLETED or len(parts) < _FEWEST_PARTS:
            continue
        left, last = total - sum(drafted[i].number.low for i in parts), drafted[parts[-1]]
        first = bisect_left(loose, (last.sentence, last.figure.at), key=_place)
        behind = (one for one in loose[first : first + _NEXT] if _is_near(one, last))
        exact = (one for one in behind if one.number.qualifier is Qualifier.EXACT)
        found += [(one, whole) for one in exact if 0 < left == one.number.best][:1]
    return _merged(page, drafted, sorted(found, key=lambda pair: _place(pair[0]))) if found else list(drafted)


def _is_near(one: Loose, last: Draft) -> bool:
    return 0 <= one.sentence - last.sentence <= _NEXT_SENTENCES
