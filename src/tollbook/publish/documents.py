"""A document's text with the words marked that figures and statements rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from tollbook.model.document import Document, Reading

WHOLE_TEXT = 40_000  # characters of a document that are printed in full
ALL_TEXTS = 1_200_000  # characters of all documents together; past that, only passages that the page leads to
AROUND = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one set of marks.

    Attributes:
        text: The words.
        toll: Reference of the toll whose figure they are, or None.
        statement: Reference of the statement whose words they are, or None.
        part: `speaker`, `cue`, `content` or `hedge` of that statement, or None.
        anchors: References whose first words these are.
    """

    text: str
    toll: str | None
    statement: str | None
    part: str | None
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A document, ready to print.

    Attributes:
        reference: `document:name`.
        document: What is known of it.
        reading: What was read from it.
        paragraphs: Its text, piece by piece; None stands for a passage left out.
        left_out: Characters that are not printed.
        is_told: Whether all that was read from it is told; else only passages that the page leads to are printed.
    """

    reference: str
    document: Document
    reading: Reading
    paragraphs: tuple[tuple[Piece, ...] | None, ...]
    left_out: int
    is_told: bool = True

    @property
    def anchors(self) -> tuple[str, ...]:
        """Every reference that leads into this text."""
        inside = (a for p in self.paragraphs if p is not None for piece in p for a in piece.anchors)
        return (self.reference, *inside)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    reference: str
    part: str


_PARTS = ("toll", "hedge", "cue", "speaker", "content")  # the finest first: which mark shows where several meet


def pages(readings: Mapping[str, Reading], order: Sequence[str], wanted: Collection[str] = ()) -> tuple[Page, ...]:
    """Return the documents that the page prints, each with its marks, as many as it holds.

    Those that the page leads to come first, and all of them are printed: whole, a long one as the passages around its
    marks, and once the page is full as the passages that it leads to. The others follow while there is room.

    Args:
        readings: By document.
        order: The documents' names, as they are to stand.
        wanted: References of the figures and statements that the page leads to.

    Returns:
        The pages, in that order.
    """
    led_to = {name for ref in wanted if (name := document_of(ref)) is not None}
    left, made = ALL_TEXTS, dict[str, Page]()
    for name in sorted(order, key=lambda name: name not in led_to):
        if left <= 0 and name not in led_to:
            break
        reading = readings[name]
        if left > 0:
            page = _page(reading, _marks(reading), whole=len(reading.document.text) <= min(WHOLE_TEXT, left))
        else:
            page = replace(_page(reading, [m for m in _marks(reading) if m.reference in wanted]), is_told=False)
        left -= len(reading.document.text) - page.left_out
        made[name] = page
    return tuple(made[name] for name in order if name in made)


def document_of(reference: str) -> str | None:
    """Return the document that a reference to a figure, a statement or a document leads to; None for any other."""
    kind, _, rest = reference.partition(":")
    if kind == "document":
        return rest
    return rest.rpartition("/")[0] if kind in ("toll", "statement") else None


def _marks(reading: Reading) -> list[_Mark]:
    name = reading.document.name
    found = [_Mark(t.span.start, t.span.end, f"toll:{name}/{t.id}", "toll") for t in reading.tolls]
    for statement in reading.statements:
        ref = f"statement:{name}/{statement.id}"
        spans = [(span, "content") for span in statement.content] + [(span, "hedge") for span in statement.hedges]
        spans += [(statement.speaker.span, "speaker")] if statement.speaker is not None else []
        spans += [(statement.cue, "cue")] if statement.cue is not None else []
        found += [_Mark(span.start, span.end, ref, part) for span, part in spans]
    return sorted(found, key=lambda m: (m.start, m.end, _PARTS.index(m.part), m.reference))


def _page(reading: Reading, marks: Sequence[_Mark], *, whole: bool = False) -> Page:
    text = reading.document.text
    windows = [(0, len(text))] if whole else _windows(marks, len(text))
    anchored: set[str] = set()
    paragraphs: list[tuple[Piece, ...] | None] = []
    printed = 0
    for first, last in windows:
        if first > printed and not whole:
            paragraphs.append(None)
        paragraphs += _paragraphs(text, first, last, marks, anchored)
        printed = last
    if printed < len(text) and not whole:
        paragraphs.append(None)
    left_out = len(text) - sum(last - first for first, last in windows)
    return Page(f"document:{reading.document.name}", reading.document, reading, tuple(paragraphs), left_out)


def _paragraphs(
    text: str, first: int, last: int, marks: Sequence[_Mark], anchored: set[str]
) -> list[tuple[Piece, ...] | None]:
    """Return the lines of a passage that are not blank, in pieces; `anchored` gathers the references already placed."""
    lines = text[first:last].split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=first))
    over: list[list[_Mark]] = [[] for _ in lines]
    for mark in marks:
        for k in range(max(0, bisect_right(starts, mark.start) - 1), bisect_left(starts, mark.end)):
            over[k].append(mark)
    return [
        _pieces(text, start, start + len(line), inside, anchored)
        for line, start, inside in zip(lines, starts, over, strict=True)
        if line.strip()
    ]


def _windows(marks: Sequence[_Mark], length: int) -> list[tuple[int, int]]:
    """Return the passages around marks, run together where they meet."""
    windows: list[tuple[int, int]] = []
    for mark in marks:
        first, last = max(0, mark.start - AROUND), min(length, mark.end + AROUND)
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        else:
            windows.append((first, last))
    return windows or [(0, min(length, 2 * AROUND))]


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark], anchored: set[str]) -> tuple[Piece, ...]:
    """Return a paragraph cut wherever a mark begins or ends; `anchored` gathers the references already placed."""
    cuts = sorted({start, end, *(p for m in marks for p in (m.start, m.end) if start < p < end)})
    made = []
    for first, last in pairwise(cuts):
        over = [m for m in marks if m.start <= first and m.end >= last]
        new = tuple(dict.fromkeys(m.reference for m in over if m.reference not in anchored))
        anchored.update(new)
        toll = next((m.reference for m in over if m.part == "toll"), None)
        said = min((m for m in over if m.part != "toll"), key=lambda m: _PARTS.index(m.part), default=None)
        made.append(
            Piece(
                text[first:last],
                toll,
                said.reference if said else None,
                said.part if said else None,
                new,
            )
        )
    return tuple(made)
