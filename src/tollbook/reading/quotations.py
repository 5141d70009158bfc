"""Quotations that go on with a speech: given to whoever spoke right before."""

from dataclasses import replace

from tollbook.reading.attribution import Attribution
from tollbook.reading.page import Page
from tollbook.reading.spans import merged

_LOOSE_WORDS = 30  # between a speech and the quotation that goes on with it
_SPEECH = ("clause", "quote", "floating", "according")


def with_loose_quotes(page: Page, made: list[Attribution], start: int, end: int) -> list[Attribution]:
    """Return attributions with every quotation of the paragraph that was nobody's given to the speech before it.

    Args:
        page: The document.
        made: The paragraph's attributions.
        start: First character of the paragraph.
        end: One past its last.

    Returns:
        The attributions, some with more content.
    """
    used = [span for one in made for span in one.content]
    cues = [one for one in made if one.cue is not None and one.pattern in _SPEECH]
    for quote in page.quotes:
        if not start <= quote.start < end or quote.words < 4:
            continue
        if any(a < quote.end and b > quote.start for a, b in used):
            continue
        before = [one for one in cues if _last(one) <= quote.start + 1]
        if not before:
            continue
        owner = max(before, key=_last)
        if not _is_quoted(page, owner):
            owner = max((one for one in before if _is_quoted(page, one)), key=_last, default=owner)
        gap = page.text[_last(owner) : quote.start]
        if len(gap.split()) > _LOOSE_WORDS or not _is_quoted(page, owner):
            continue
        grown = replace(owner, content=merged([*owner.content, (quote.start, quote.end)]), pattern="quote")
        made[made.index(owner)] = grown
        cues[cues.index(owner)] = grown
        used.append((quote.start, quote.end))
    return made


def _last(one: Attribution) -> int:
    return max(one.content[-1][1], (one.cue or (0, 0))[1])


def _is_quoted(page: Page, one: Attribution) -> bool:
    return any(page.quote_at(a) is not None or page.quote_at(b - 1) is not None for a, b in one.content)
