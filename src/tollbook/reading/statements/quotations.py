"""Quotations that go on with a speech: given to whoever spoke right before."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tollbook.reading.page import Page, Quote
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.spans import merged

_LOOSE_WORDS = 30  # between a speech and the quotation that goes on with it, in one paragraph
_LOOSE_CHARACTERS = 400
_SHORTEST = 4  # words; a shorter quotation sets words apart
_NEAR = 8  # speeches back, among which one may go on
_SPEECH = ("clause", "quote", "floating", "according")


def with_loose_quotes(page: Page, made: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions with every quotation that was nobody's given to the quoted speech before it.

    In the paragraph of the speech some words may stand between; a paragraph that opens with a quotation goes on with
    the speech that ends the one before.

    Args:
        page: The document.
        made: Its attributions.

    Returns:
        The attributions, some with more content.
    """
    grown = list(made)
    taken = merged([span for one in made for span in one.content if not _is_inside(page, one)])
    starts = [start for start, _ in taken]
    order = sorted(
        (i for i, one in enumerate(made) if one.pattern in _SPEECH and not _is_inside(page, one)),
        key=lambda i: _last(made[i]),
    )
    ends = [_last(made[i]) for i in order]
    for quote in page.quotes:
        at = bisect_left(starts, quote.end)
        if quote.words < _SHORTEST or (at > 0 and taken[at - 1][1] > quote.start):
            continue
        before = bisect_right(ends, quote.start + 1)
        for k in reversed(order[max(0, before - _NEAR) : before]):
            if _goes_on(page, grown[k], quote):
                content = merged([*grown[k].content, (quote.start, quote.end)])
                grown[k] = replace(grown[k], content=content, pattern="quote")
                break
    return grown


def _is_inside(page: Page, one: Attribution) -> bool:
    """Return whether somebody quoted says it: the quotation itself may still be nobody's."""
    quote = page.quote_at(one.cue[0]) if one.cue is not None else None
    return quote is not None and quote.words >= _SHORTEST


def _last(one: Attribution) -> int:
    return max(one.content[-1][1], (one.cue or (0, 0))[1], one.speaker[1] if one.speaker is not None else 0)


def _next_start(page: Page, sentence: int) -> int:
    return page.sentences[sentence + 1].start if sentence + 1 < len(page.sentences) else -1


def _goes_on(page: Page, one: Attribution, quote: Quote) -> bool:
    """Return whether a quotation goes on with a speech: one that is quoted itself, or that ends right before it."""
    last = _last(one)
    gap = page.text[last : quote.start]
    here, there = page.sentence_at(last - 1), page.sentence_at(quote.start)
    if quote.start - last > _LOOSE_CHARACTERS or here is None or there is None:
        return False
    if not any(page.quote_at(b - 1) is not None for _, b in one.content):
        opens = quote.start - 1 <= there.start == _next_start(page, here.index)
        return opens and there.paragraph == here.paragraph and not any(letter.isalpha() for letter in gap)
    if there.paragraph == here.paragraph:
        return len(gap.split()) <= _LOOSE_WORDS
    opens = there.start >= quote.start - 1
    return there.paragraph == here.paragraph + 1 and opens and not any(letter.isalpha() for letter in gap)
