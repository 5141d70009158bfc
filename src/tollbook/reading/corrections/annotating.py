"""A reading as an annotated text, for a person to correct and keep; `gold` reads it back."""

import re
from collections.abc import Sequence
from itertools import count

from tollbook.model.document import Reading, Span, Statement, Toll
from tollbook.reading.corrections.gold import MEASURES, QUALIFIERS, escaped, near, occurrences, placed

_LETTER = {measure: letter for letter, measure in MEASURES.items()}
_SIGN = {qualifier: sign for sign, qualifier in QUALIFIERS.items()}
_LOOKS_LIKE_A_NOTE = re.compile(r"^(?:(?=! \w+: |---$|=== )|\w*(?=> ))", re.MULTILINE)
_MARKS_OF_WORDS = "|&#"
_WRITTEN_OUT = 8  # words of a content that are written in full; longer ones by their first and last words
_ENDS = 4  # words of a longer one on each side, more where they stand in the text twice


def annotated(reading: Reading, *, style: str = "own") -> str:
    """Return a reading in the form of docs/methods/annotation.md.

    Args:
        reading: What was read.
        style: In whose manner the text is written.

    Returns:
        The text with its figures marked and its statements below; `parse_gold` makes the same figures and statements
        of it. Line ends are written as plain newlines, and blank lines around the text are left out.
    """
    document = reading.document
    text = _one_line_end(document.text)
    lead = len(text) - len(text.lstrip("\n"))
    known = document.published if document.published_from != "inferred" else None
    name = re.sub(r"[^\w-]+", "-", document.name).strip("-") or "text"
    head = " | ".join(["=== " + name, style, *([known.isoformat()] if known is not None else [])])
    body = _marked(_Text(document.text, text, lead), reading.tolls)
    notes = _Text(document.text, text.strip("\n"), lead)
    return "\n".join([head, body, "---", *_notes(notes, reading.statements)]) + "\n"


class _Text:
    """A document's text as it is written, and where the spans of the document are in it."""

    __slots__ = ("_lead", "_original", "written")

    def __init__(self, original: str, written: str, lead: int) -> None:
        self._original, self.written, self._lead = original, written, lead

    def place(self, span: Span) -> tuple[int, int]:
        """Return a span's characters, counted without the line ends of two signs and the blank lines before."""
        start = span.start - self._original.count("\r\n", 0, span.start) - self._lead
        return start, start + len(_one_line_end(span.text))


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(text: _Text, tolls: Sequence[Toll]) -> str:
    whole = text.written.strip("\n")
    parents = {toll.parent for toll in tolls if toll.parent is not None}
    made, at = [], 0
    for toll in sorted(tolls, key=lambda toll: toll.span.start):
        start, end = text.place(toll.span)
        made.append(escaped(whole[at:start], "{"))
        words = _in_one_line(escaped(whole[start:end], "{}|"))
        made.append(f"{{{words}|{_spec(toll, is_parent=toll.id in parents)}}}")
        at = end
    made.append(escaped(whole[at:], "{"))
    return _LOOKS_LIKE_A_NOTE.sub(r"\g<0>\\", "".join(made))


def _spec(toll: Toll, *, is_parent: bool) -> str:
    low, high = toll.quantity.low, toll.quantity.high
    value = str(toll.best) if toll.best is not None else f"{low}-{'' if high is None else high}"
    parts = [_LETTER[toll.measure], _SIGN[toll.qualifier], value]
    parts += [f"@{toll.id}"] if is_parent else []
    parts += [f"<{toll.parent}"] if toll.parent is not None else []
    parts += ["+"] if toll.increment else []
    parts += [":" + _in_one_line(escaped(_one_line_end(toll.group.text), "{}|"))] if toll.group is not None else []
    return " ".join(parts)


def _notes(text: _Text, statements: Sequence[Statement]) -> list[str]:
    aimed = {target for statement in statements for target in statement.targets}
    carried = count(1)
    labels = {
        said.id: f"c{next(carried)}" if said.carried else said.id
        for said in statements
        if said.carried or said.id in aimed
    }
    return [_note(text, said, labels) for said in statements]


def _note(text: _Text, said: Statement, labels: dict[str, str]) -> str:
    content = [text.place(span) for span in said.content]
    spans = tuple(content)
    cue = text.place(said.cue) if said.cue is not None else None
    speaker = text.place(said.speaker.span) if said.speaker is not None else None
    names = (
        _beside(text.written, cue, spans),
        _beside(text.written, speaker, (cue,) if cue is not None else spans),
    )
    words = " & ".join(_piece(text.written, place, names) for place in content)
    parts = [names[1], names[0], words, said.stance.value]
    aims = ", ".join(labels[target] for target in said.targets)
    return f"{labels.get(said.id, '')}> " + " | ".join(parts) + (f" -> {aims}" if aims else "")


def _beside(text: str, place: tuple[int, int] | None, anchors: tuple[tuple[int, int], ...]) -> str:
    """Return a speaker's or cue's words, with their number where a nearer occurrence would be taken for them."""
    if place is None:
        return "-"
    words = _words(text[slice(*place)])
    words = "\\-" if words == "-" else words
    return words if near(text, words, anchors) == place else f"{words}#{_nth(text, place)}"


def _piece(text: str, place: tuple[int, int], names: tuple[str, str]) -> str:
    """Return a content's words, or its first and last ones, with their number where others would be taken for them."""
    start, end = place
    words = text[start:end].split(" ")
    for size in range(_ENDS, len(words) // 2) if len(words) > _WRITTEN_OUT else ():
        opening, closing = " ".join(words[:size]), " ".join(words[-size:])
        short = f"{_words(opening)} ... {_words(closing)}"
        for numbered in (short, f"{short}#{_nth(text, (start, start + len(opening)))}"):
            if placed(text, numbered, *names) == (place,):
                return numbered
    whole = _words(text[start:end])
    return whole if placed(text, whole, *names) == (place,) else f"{whole}#{_nth(text, place)}"


def _nth(text: str, place: tuple[int, int]) -> int:
    return occurrences(text, text[slice(*place)]).index(place[0]) + 1


def _words(text: str) -> str:
    """Return words that can stand in a statement's line."""
    return _in_one_line(re.sub(r"(?<= )(?=\.\.\. )", r"\\", escaped(text, _MARKS_OF_WORDS)))


def _in_one_line(words: str) -> str:
    """Return words with escapes for line ends, and for blanks at either end, which would be taken for none of them."""
    words = words.replace("\n", "\\n")
    words = re.sub(r"^[ \t]", lambda found: {" ": "\\s", "\t": "\\t"}[found[0]], words)
    return re.sub(r"[ \t]$", lambda found: {" ": "\\s", "\t": "\\t"}[found[0]], words)
