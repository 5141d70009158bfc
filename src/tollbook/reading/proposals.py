"""What a local extractor proposes: taken only where every word it names stands in the text, and marked as its own."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tollbook.model.document import Document, Group, Reading, Span, Speaker, Statement, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Measure, Modality, Stance
from tollbook.text.frontmatter import front_matter
from tollbook.text.numbers import VAGUE, Number, numbers

LIKE = 0.5  # Dice over letters from which two contents are the same, as in `evaluation`
CHUNK = 6_000  # characters sent at once; small models read no more with care
_STANCES, _MEASURES = ", ".join(Stance), ", ".join(Measure)
INSTRUCTIONS = f"""You read a report on a conflict. Answer with one JSON object and nothing else:
{{"statements": [{{"speaker": "...", "cue": "...", "content": ["..."], "stance": "..."}}],
 "tolls": [{{"words": "...", "measure": "...", "group": "..."}}]}}
A statement: who says something (speaker), the verb or noun that says so (cue), what is said (content; several pieces
where it is split), and the stance, one of: {_STANCES}. Leave out what the writer says in his own voice.
A toll: a number of people with its qualifier, such as "at least 23" (words), what it counts (measure), one of:
{_MEASURES}, and the words for the people counted (group).
Copy every string exactly from the text, letter by letter; use null where the text has none. Words that stand in the
text more than once are given as {{"text": "...", "start": 120}}, start being the offset of their first character."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that is sent to an extractor, and the offset of its first character."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Source:
    """A piece with its document: the spans outside the story, and the numbers of the text."""

    chunk: Chunk
    document: Document
    outside: tuple[tuple[int, int], ...]
    numbers: tuple[Number, ...]


@dataclass(slots=True)
class _Tally:
    """What became of an extractor's proposals."""

    accepted: int = 0
    known: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


class _Refused(Exception):  # noqa: N818 - not an error: a proposal that is counted and left out
    """A proposal that cannot be taken, with the reason."""


def chunks(document: Document) -> tuple[Chunk, ...]:
    """Return a document in pieces of whole paragraphs, each short enough to be read at once.

    Args:
        document: The document.

    Returns:
        Its pieces in order; joined, they are the text. A longer paragraph is cut.
    """
    text, made, start = document.text, list[Chunk](), 0
    while start < len(text):
        end = min(len(text), start + CHUNK)
        if end < len(text):
            cut = text.rfind("\n", start + 1, end)
            end = cut + 1 if cut > start else end
        made.append(Chunk(start, text[start:end]))
        start = end
    return tuple(piece for piece in made if piece.text.strip())


def with_proposals(
    reading: Reading, answers: Sequence[tuple[Chunk, str]], *, maker: str, vague: Mapping[str, tuple[int, int]] = VAGUE
) -> Reading:
    """Return a reading with what an extractor proposes beyond it.

    A proposal is taken where all its words are found in the text of its piece (at one place, or at the offset that it
    states), inside the story, where its stance or measure is one of ours, and where a toll's words hold exactly one
    number: its bounds are read from those words by our grammar. What was read already is not taken again.

    Args:
        reading: What was read by the grammar.
        answers: For each piece sent, what came back.
        maker: Name and model of the extractor.
        vague: What vague words mean.

    Returns:
        The reading; added statements and tolls have `made_by`, and `reader` counts what was accepted, known already and
        rejected, by reason.
    """
    document = reading.document
    outside, found_numbers = front_matter(document.text).outside, tuple(numbers(document.text, vague=vague))
    tally = _Tally()
    statements, tolls = list(reading.statements), list(reading.tolls)
    for chunk, answer in answers:
        source, found = _Source(chunk, document, outside, found_numbers), _parsed(answer, tally)
        for kind, items in found.items():
            for item in items:
                try:
                    if kind == "statements":
                        _add_statement(_statement(item, source), statements, tally, maker)
                    else:
                        _add_toll(_toll(item, source), tolls, tally, maker)
                except _Refused as why:
                    tally.rejected[str(why)] += 1
    facts = {
        "name": maker,
        "accepted": tally.accepted,
        "known": tally.known,
        "rejected": dict(sorted(tally.rejected.items())),
    }
    return replace(
        reading,
        statements=_in_order(statements),
        tolls=_in_order(tolls),
        reader={**reading.reader, "extractor": facts},
    )


def _parsed(answer: str, tally: _Tally) -> Mapping[str, Sequence[Any]]:
    try:
        found = json.loads(answer)
    except (json.JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        tally.rejected["an answer is no JSON object"] += 1
        return {}
    lists = {kind: found.get(kind, []) for kind in ("statements", "tolls")}
    for kind, items in lists.items():
        if not isinstance(items, list):
            tally.rejected[f"`{kind}` is no list"] += 1
            lists[kind] = []
    return lists


def _located(value: object, source: _Source) -> Span:
    """Return where proposed words stand."""
    words, start, chunk = value, None, source.chunk
    if isinstance(value, dict):
        words, start = value.get("text"), value.get("start")
    if not isinstance(words, str) or not words.strip() or not isinstance(start, int | None):
        raise _Refused("words are no text")
    if start is None:
        at = chunk.text.find(words)
        if at < 0:
            raise _Refused("words do not stand in the text")
        if chunk.text.find(words, at + 1) >= 0:
            raise _Refused("words stand in the text more than once")
        start = at
    elif start < 0 or chunk.text[start : start + len(words)] != words:
        raise _Refused("words do not stand at the place stated")
    first, last = chunk.start + start, chunk.start + start + len(words)
    if any(first < end and begin < last for begin, end in source.outside):
        raise _Refused("words stand outside the story")
    return Span(first, last, source.document.text[first:last])


def _statement(item: object, source: _Source) -> Statement:
    if not isinstance(item, dict):
        raise _Refused("a statement is no object")
    stance, pieces = item.get("stance"), item.get("content")
    if stance not in tuple(Stance):
        raise _Refused("a stance is none of ours")
    if not isinstance(pieces, list) or not pieces:
        raise _Refused("a statement has no content")
    content = tuple(sorted((_located(p, source) for p in pieces), key=lambda span: span.start))
    speaker, cue = (_located(item[key], source) if item.get(key) is not None else None for key in ("speaker", "cue"))
    return Statement(
        "",
        Speaker(speaker, speaker.text, None) if speaker is not None else None,
        cue,
        content,
        Stance(stance),
        Modality.UNKNOWN,
    )


def _toll(item: object, source: _Source) -> Toll:
    if not isinstance(item, dict):
        raise _Refused("a toll is no object")
    if item.get("measure") not in tuple(Measure):
        raise _Refused("a measure is none of ours")
    span = _located(item.get("words"), source)
    group = _located(item["group"], source) if item.get("group") is not None else None
    number = _number(span, source)
    return Toll(
        "",
        None,
        span,
        Measure(item["measure"]),
        Quantity(number.low, number.high),
        number.best,
        number.qualifier,
        Group(group.text) if group is not None else None,
    )


def _number(span: Span, source: _Source) -> Number:
    """Return the one number that a toll's words hold, as our grammar reads it in the text."""
    found = [number for number in source.numbers if number.start < span.end and span.start < number.end]
    if len(found) != 1:
        raise _Refused("a toll's words hold no number" if not found else "a toll's words hold several numbers")
    if found[0].start < span.start or found[0].end > span.end:
        raise _Refused("a toll's words cut a number")
    return found[0]


def _add_statement(new: Statement, held: list[Statement], tally: _Tally, maker: str) -> None:
    mine = _letters(new.content)
    if any(_likeness(mine, _letters(said.content)) >= LIKE for said in held):
        tally.known += 1
        return
    held.append(replace(new, id=_free("xs", held), made_by=maker))
    tally.accepted += 1


def _letters(content: Sequence[Span]) -> frozenset[int]:
    return frozenset(span.start + i for span in content for i, sign in enumerate(span.text) if sign.isalnum())


def _likeness(first: frozenset[int], second: frozenset[int]) -> float:
    """Return the Dice coefficient of two sets of letters."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def _add_toll(new: Toll, held: list[Toll], tally: _Tally, maker: str) -> None:
    if any(toll.span.start < new.span.end and new.span.start < toll.span.end for toll in held):
        tally.known += 1
        return
    held.append(replace(new, id=_free("xt", held), made_by=maker))
    tally.accepted += 1


def _free(prefix: str, held: Sequence[Statement | Toll]) -> str:
    return f"{prefix}{1 + sum(item.made_by is not None for item in held)}"


def _in_order(items: Sequence[Any]) -> tuple[Any, ...]:
    """Return ours first, then the extractor's in the order of the text, with ids in that order."""
    ours = [item for item in items if item.made_by is None]
    theirs = sorted((item for item in items if item.made_by is not None), key=lambda item: (_first(item), item.id))
    prefix = "xs" if theirs and isinstance(theirs[0], Statement) else "xt"
    return (*ours, *(replace(item, id=f"{prefix}{i}") for i, item in enumerate(theirs, start=1)))


def _first(item: Statement | Toll) -> int:
    return item.content[0].start if isinstance(item, Statement) else item.span.start


def failed(reading: Reading, *, maker: str, why: str) -> Reading:
    """Return a reading whose record says that an extractor was asked and failed."""
    return replace(reading, reader={**reading.reader, "extractor": {"name": maker, "failed": why}})
