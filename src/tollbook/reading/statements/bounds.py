"""Where what somebody says ends: at the quotation it stands in, and at whoever says the whole."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution

_QUOTED = 3  # words; a shorter quotation sets a word apart, a longer one is somebody's words
_MOST_BESIDE = 40  # attributions of a sentence that are compared; no writer makes more


def settled(page: Page, made: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions whose contents reach no further than they can.

    What is said inside a quotation ends with it. Of two that hold each other's cues, the one whose words stand before
    its cue says the whole ("They fled, she thinks, he said"), and the other ends before its speaker.

    Args:
        page: The document.
        made: What a reader found.

    Returns:
        Those of which words are left, in the order of their cues.
    """
    clipped = [kept for one in made if (kept := _within_quote(page, one)) is not None]
    beside: dict[int, list[Attribution]] = {}
    for one in clipped:
        beside.setdefault(one.sentence, []).append(one)
    clipped = [_before_relative(page, one, beside[one.sentence][:_MOST_BESIDE]) for one in clipped]
    settled_ones = (_before_outer(page, one, beside[one.sentence][:_MOST_BESIDE]) for one in clipped)
    kept_ones = [one for one in settled_ones if one is not None]
    return tuple(sorted(kept_ones, key=lambda one: (one.cue or one.content[0], one.content)))


def _within_quote(page: Page, one: Attribution) -> Attribution | None:
    if one.cue is None:
        return one
    quote = page.quote_at(one.cue[0])
    if quote is None or quote.words <= _QUOTED or one.cue[1] > quote.end:
        return one
    spans = _clipped(page, one.content, quote.inner_start, quote.inner_end)
    return replace(one, content=spans) if spans else None


def _clipped(page: Page, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the parts of some spans between two characters."""
    kept = [page.trimmed(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    return tuple((span.start, span.end) for span in kept if span.end - span.start > 1)


def _before_relative(page: Page, one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Return an attribution without the tail on it: ", which he denies", ", a figure the ministry disputes"."""
    start, end = one.content[-1]
    for other in others:
        at = other.content[0][0]
        if other.pattern != "relative" or other.cue is None or not start < at < end or one.cue == other.cue:
            continue
        before = page.text[start:at].rstrip()
        if before.endswith(",") and other.cue[1] >= end - 40:
            end = start + len(before) - 1
    return replace(one, content=(*one.content[:-1], (start, end))) if end < one.content[-1][1] else one


def _before_outer(page: Page, one: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """Return an attribution without the speaker and cue of whoever says it with all around it."""
    cue = one.cue
    if cue is None:
        return one
    spans = one.content
    for other in others:
        if other is one or other.cue is None or other.cue == cue:
            continue
        inside = any(a <= other.cue[0] < b for a, b in one.content)
        says_it = any(a <= cue[0] < b for a, b in other.content) and other.content[0][1] <= other.cue[0]
        if inside and says_it and other.content[0][0] <= cue[0]:
            start = min(other.cue[0], other.speaker[0] if other.speaker is not None else other.cue[0])
            spans = _clipped(page, spans, 0, start) if start > cue[1] else _clipped(page, spans, cue[1], len(page.text))
    return replace(one, content=spans) if spans else None
