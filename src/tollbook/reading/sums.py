"""Counts that other counts add up to exactly: they are its parts, whatever stands nearer."""

from dataclasses import replace

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.sheet import Draft

_FAR = 4  # sentences from a whole to the last of its parts
_FEWEST_PARTS = 2
_FEWEST = 4  # people; sums of ones and twos come out by chance


def relisted(drafted: list[Draft]) -> None:
    """Give parts the count that they add up to, where it is another than the one they were given.

    Args:
        drafted: A document's drafts; parts are replaced.
    """
    runs: dict[int, list[int]] = {}
    for i, draft in enumerate(drafted):
        if draft.parent is not None and (draft.is_item or drafted[draft.parent].sentence != draft.sentence):
            runs.setdefault(draft.parent, []).append(i)
    for parent, parts in runs.items():
        named = sum(drafted[i].number.best or 0 for i in parts)
        if len(parts) < _FEWEST_PARTS or drafted[parent].number.best == named:
            continue
        tops = (i for i in range(parts[0] - 1, -1, -1) if i not in parts and drafted[i].number.best == named)
        whole = next((i for i in tops if drafted[i].measure is drafted[parts[0]].measure), None)
        for i in parts if whole is not None else ():
            drafted[i] = replace(drafted[i], parent=whole)


def summed(drafted: list[Draft]) -> None:
    """Give counts that follow a larger one, and add up to it exactly, that one as their whole.

    Args:
        drafted: A document's drafts; those found to be parts are replaced.
    """
    for i in range(len(drafted) - 1, -1, -1):
        whole = drafted[i].number.best
        if whole is None or whole < _FEWEST or drafted[i].share is not None or drafted[i].is_item:
            continue
        for k in _adding_up(drafted, i, whole):
            drafted[k] = replace(drafted[k], parent=i, is_carried=drafted[k].sentence != drafted[i].sentence)


def _adding_up(drafted: list[Draft], i: int, whole: int) -> list[int]:
    """Return the counts behind one that come to it, once or more, those of their own parts left out."""
    found: list[int] = []
    run: list[int] = []
    left = whole
    for k in range(i + 1, len(drafted)):
        one = drafted[k]
        if one.sentence - drafted[i].sentence > _FAR:
            break
        is_inside = one.parent is not None and one.parent in (*found, *run)
        if one.measure is not drafted[i].measure or is_inside or one.share is not None:
            continue
        if not _may_be_part(drafted[i], one) or one.number.low > left:
            break
        run.append(k)
        left -= one.number.low
        if left == 0 and len(run) >= _FEWEST_PARTS:
            found += run
            run, left = [], whole
    return found


def _may_be_part(whole: Draft, one: Draft) -> bool:
    """Return whether a count is exact, not new, and no sibling of the whole."""
    is_sibling = whole.parent is not None and one.parent == whole.parent
    is_new = (one.number.is_increment and one.parent is None) or one.updates is not None or one.is_perpetrator
    return one.number.qualifier is Qualifier.EXACT and not is_sibling and not is_new
