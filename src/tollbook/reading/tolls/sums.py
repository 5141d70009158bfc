"""Counts that other counts add up to exactly: they are its parts, whatever stands nearer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Qualifier
from tollbook.reading.page import Token
from tollbook.reading.tolls.sheet import Draft

_TOTALS = frozenset(("total", "totals", "overall", "sum", "altogether", "thus", "therefore", "makes", "making"))
_BESIDE = 6  # tokens
_SMALL = 10  # people
_MOST = 24  # counts looked at behind a whole
_FAR = 8  # sentences from a whole to the last of its parts
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
        if whole is None or whole < _FEWEST or drafted[i].share is not None:
            continue
        for k in _adding_up(drafted, i):
            drafted[k] = replace(drafted[k], parent=i, is_carried=drafted[k].sentence != drafted[i].sentence)


def totalled(drafted: list[Draft], tokens_of: Callable[[int], Sequence[Token]]) -> None:
    """Give counts the total that is said behind them: "Highlands 211, Coast 96, Capital 61. Total 368".

    Args:
        drafted: A document's drafts; those found to be parts are replaced.
        tokens_of: Returns a sentence's tokens.
    """
    wholes = {one.parent for one in drafted}
    for i, draft in enumerate(drafted):
        total = draft.number.best
        if total is None or total < _FEWEST or draft.share is not None or i in wholes:
            continue
        if not _is_called_total(tokens_of(draft.sentence), draft):
            continue
        parts, left = list[int](), total
        for k in range(i - 1, max(-1, i - 1 - _MOST), -1):
            one = drafted[k]
            if one.measure is not draft.measure or one.parent is not None or one.number.low > left:
                if one.measure is draft.measure and one.parent in (None, *parts):
                    break
                continue
            parts.append(k)
            left -= one.number.low
            if left == 0:
                break
        for k in parts if left == 0 and len(parts) >= _FEWEST_PARTS else ():
            drafted[k] = replace(drafted[k], parent=i)


def _is_called_total(tokens: Sequence[Token], draft: Draft) -> bool:
    """Return whether "total", "in all" and the like stand beside a figure."""
    at, last = draft.figure.at, draft.figure.last
    before = {token.low for token in tokens[max(0, at - _BESIDE) : at]}
    behind = {token.low for token in tokens[last : last + 2]}
    return bool(before & _TOTALS or behind & {"altogether", "overall", "total", "all"})


def _adding_up(drafted: list[Draft], i: int) -> list[int]:
    """Return the counts behind one that come to it, once or more, those of their own parts left out."""
    near = [k for k in range(i + 1, min(len(drafted), i + _MOST)) if drafted[k].sentence - drafted[i].sentence <= _FAR]
    alike = [k for k in near if drafted[k].measure is drafted[i].measure and drafted[k].share is None]
    found: list[int] = []
    at = 0
    while at < len(alike):
        run = _run(drafted, i, alike[at:], set(found))
        found += run
        at = alike.index(run[-1]) + 1 if run else at + 1
    return found


def _run(drafted: list[Draft], i: int, candidates: list[int], taken: set[int]) -> list[int]:
    """Return the first of some counts that together come to a whole, or none."""
    run: list[int] = []
    left = drafted[i].number.low
    for k in candidates:
        one = drafted[k]
        if one.parent is not None and one.parent in taken | set(run) and not one.is_carried:
            continue
        if not _may_be_part(drafted, i, one) or one.number.low > left:
            return []
        run.append(k)
        left -= one.number.low
        if left == 0:
            return run if len(run) >= _FEWEST_PARTS else []
    return []


def _may_be_part(drafted: list[Draft], i: int, one: Draft) -> bool:
    """Return whether a count is exact, not new, near a small whole, and no sibling or part of an equal one."""
    whole = drafted[i]
    is_sibling = whole.parent is not None and one.parent == whole.parent
    is_of_equal = one.parent not in (None, i) and drafted[one.parent or 0].number.best == whole.number.best
    if is_of_equal or ((whole.number.best or 0) < _SMALL and one.sentence - whole.sentence > 1):
        return False
    is_new = (one.number.is_increment and one.parent is None) or one.updates is not None or one.is_perpetrator
    return one.number.qualifier is Qualifier.EXACT and not is_sibling and not is_new
