"""Stretches of a document's text, as the readers over a parse cut them."""

from typing import Any

from tollbook.reading.page import Page

MARKS = " \t\r\n,;:-–—\u00a0"
_SCARE = 3  # words; a shorter quotation sets a word apart


def trimmed(page: Page, start: int, end: int, marks: str = MARKS) -> tuple[int, int]:
    """Return a stretch without marks at its ends."""
    span = page.trimmed(start, end, marks)
    return span.start, span.end


def sentence_index(page: Page, offset: int) -> int:
    """Return the index of the sentence in which a character stands; 0 where it stands in none."""
    found = page.sentence_at(offset)
    return found.index if found is not None else 0


def in_long_quote(page: Page, cue: tuple[int, int]) -> bool:
    """Return whether a cue stands in somebody's quoted words, rather than in a word set apart."""
    quote = page.quote_at(cue[0])
    return quote is not None and quote.words > _SCARE


def whole_quote(page: Page, start: int, end: int, cut: tuple[int, int]) -> tuple[int, int]:
    """Grow a stretch over the quotation that it begins or ends in, unless the cue stands in the same quotation."""
    for place in (start, end - 1):
        quote = page.quote_at(place)
        if quote is not None and not quote.start < cut[0] < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def first_of_verb(verb: Any) -> Any:
    """Return the first of the auxiliaries, negations and adverbs right before a verb, or the verb."""
    before = {c.i: c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "advmod") and c.i < verb.i}
    first = verb
    while first.i - 1 in before:
        first = before[first.i - 1]
    return first


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches in order, those that touch made one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)
