"""Texts that people have annotated: the inline marks of docs/methods/annotation.md, made into values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.errors import ProfileError
from tollbook.model.vocabulary import Measure, Qualifier, Stance

MEASURES = {
    "k": Measure.KILLED,
    "i": Measure.INJURED,
    "m": Measure.MISSING,
    "d": Measure.DETAINED,
    "x": Measure.DISPLACED,
    "e": Measure.EVACUATED,
    "f": Measure.FORCES_DEPLOYED,
    "u": Measure.UNKNOWN,
}
QUALIFIERS = {
    "=": Qualifier.EXACT,
    ">=": Qualifier.AT_LEAST,
    ">": Qualifier.OVER,
    "~": Qualifier.ABOUT,
    "<=": Qualifier.UP_TO,
    "<": Qualifier.UNDER,
    "..": Qualifier.RANGE,
    "r": Qualifier.ROUNDED,
    "v": Qualifier.VAGUE,
}
_MARK = re.compile(
    r"\\.|\{(?P<words>(?:\\.|[^{}|\n\\]){1,400})\|(?P<spec>(?:\\.|[^{}\n\\]){1,400})\}"
)  # an escape is passed over, so that "\{" opens no mark
_SPEC = re.compile(
    r"(?P<measure>[kimdxefu])(?:\s+(?P<qualifier>>=|<=|=|>|<|~|\.\.|r|"
    r"v))?(?:\s+(?P<low>\d+)(?P<range>-(?P<high>\d*))?)?(?:\s+@(?P<label>\w+))?"
    r"(?:\s+<(?P<parent>\w+))?(?:\s+@(?P<label2>\w+))?(?P<increment>\s+\+)?(?:\s*:(?P<group>.+))?"
)
_STATEMENT = re.compile(r"(?:(?P<label>\w+))?> (?P<rest>.+)")
_FACT = re.compile(r"! (?P<name>\w+): (?P<values>.+)")
_WORDS = re.compile(r"(?P<words>(?:\\.|[^\\#])+)#(?P<nth>[1-9]\d{0,5})")
_CARRIED = re.compile(r"c\d*")
_ESCAPES = {"n": "\n", "s": " ", "t": "\t"}
_HEAD = re.compile(r"=== (?P<name>[\w-]+) \| (?P<style>[^|\n]+?)(?: \| (?P<day>\d{4}-\d{2}-\d{2}))?$")


@dataclass(frozen=True, slots=True)
class GoldToll:
    """A figure as a person read it: characters of its words, value, qualifier, group, and the toll it is part of."""

    start: int
    end: int
    measure: Measure
    qualifier: Qualifier
    low: int | None
    high: int | None
    group: str | None
    parent: int | None
    is_increment: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as a person read it; `targets` are indices of the text's statements."""

    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    targets: tuple[int, ...]
    carried: bool = False


@dataclass(frozen=True, slots=True)
class GoldText:
    """An annotated text without its marks.

    Attributes:
        name: Its name in the file.
        style: In whose manner it is written.
        text: The text, marks removed.
        tolls: Its figures.
        statements: Its statements.
        facts: Other annotations by name, such as `brokers`.
        published: Its day of publication, or None.
    """

    name: str
    style: str
    text: str
    tolls: tuple[GoldToll, ...]
    statements: tuple[GoldStatement, ...]
    facts: dict[str, tuple[str, ...]]
    published: date | None = None


def parse_gold(text: str, *, where: str) -> tuple[GoldText, ...]:
    """Return the annotated texts of a file: blocks of a sentence each, or documents that begin with `===`.

    Args:
        text: The file.
        where: Its name, for errors.

    Returns:
        Its texts, in order.

    Raises:
        ProfileError: When a mark cannot be read, or an annotation names words that the text does not have.
    """
    if text.lstrip().startswith("==="):
        return tuple(
            _document(block, where) for block in re.split(r"^(?==== )", text, flags=re.MULTILINE) if block.strip()
        )
    head, _, rest = text.partition("\n\n")
    if not head.startswith("style:"):
        raise _unreadable(
            head.strip(), where, "begin the file with `style: wire`, or each text with `=== name | style`"
        )
    style = head.removeprefix("style:").strip()
    blocks = [block.strip("\n") for block in rest.split("\n\n") if block.strip()]
    return tuple(_text(f"{where}:{i}", style, block, where, None) for i, block in enumerate(blocks, start=1))


def _document(block: str, where: str) -> GoldText:
    first, _, rest = block.partition("\n")
    head = _HEAD.match(first)
    if head is None:
        raise _unreadable(first, where, "begin a document with `=== name | style | 2016-12-13`")
    body, _, notes = f"{rest}\n".partition("\n---\n")
    try:
        day = date.fromisoformat(head["day"]) if head["day"] else None
    except ValueError as fault:
        raise _unreadable(first, where, "give a day of the calendar, such as 2016-12-13") from fault
    return _text(head["name"], head["style"], body.strip("\n") + "\n" + notes, f"{where}, {head['name']}", day)


def _unreadable(what: str, where: str, mend: str) -> ProfileError:
    return ProfileError(f"'{what[:80]}' cannot be read as an annotation", where=where, mend=mend)


def _text(name: str, style: str, block: str, where: str, day: date | None) -> GoldText:
    lines = block.split("\n")
    notes = [line for line in lines if _STATEMENT.match(line) or _FACT.match(line)]
    marked = "\n".join(line for line in lines if line not in notes).rstrip("\n")
    plain, tolls = _unmarked(marked, where)
    statements = tuple(_statements([line for line in notes if _STATEMENT.match(line)], plain, where))
    facts = {
        match["name"]: tuple(part.strip() for part in match["values"].split(";"))
        for line in notes
        if (match := _FACT.match(line))
    }
    return GoldText(name, style, plain, tolls, statements, facts, day)


def _unmarked(marked: str, where: str) -> tuple[str, tuple[GoldToll, ...]]:
    plain, at, labels = "", 0, dict[str, int]()
    specs: list[tuple[int, int, re.Match[str]]] = []
    for match in _MARK.finditer(marked):
        if match["spec"] is None:
            continue
        plain += unescaped(marked[at : match.start()])
        words = unescaped(match["words"])
        spec = _SPEC.fullmatch(match["spec"].strip())
        if spec is None:
            raise _unreadable(
                match.group(), where, "write {words|k >= 23 @label <parent :group}; see docs/methods/annotation.md"
            )
        specs.append((len(plain), len(plain) + len(words), spec))
        label = spec["label"] or spec["label2"]
        if label:
            labels[label] = len(specs) - 1
        plain += words
        at = match.end()
    plain += unescaped(marked[at:])
    made = []
    for start, end, spec in specs:
        low = int(spec["low"]) if spec["low"] else None
        high = low if spec["range"] is None else int(spec["high"]) if spec["high"] else None
        parent = labels.get(spec["parent"]) if spec["parent"] else None
        if spec["parent"] and parent is None:
            raise _unreadable(spec.group(), where, f"no toll of this text is labelled @{spec['parent']}")
        made.append(
            GoldToll(
                start,
                end,
                MEASURES[spec["measure"]],
                QUALIFIERS[spec["qualifier"] or "="],
                low,
                high,
                unescaped(spec["group"].strip()) if spec["group"] else None,
                parent,
                spec["increment"] is not None,
            )
        )
    return plain, tuple(made)


def escaped(text: str, marks: str = "") -> str:
    """Return a text with backslashes before the signs that would be read as marks, and before backslashes."""
    return re.sub(rf"[\\{re.escape(marks)}]", r"\\\g<0>", text)


def unescaped(text: str) -> str:
    r"""Return a text without its escapes: `\n` is a line's end, `\s` a blank, and any other sign itself."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)


def _statements(lines: list[str], text: str, where: str) -> Iterator[GoldStatement]:
    labels = {match["label"]: i for i, line in enumerate(lines) if (match := _STATEMENT.match(line)) and match["label"]}
    for line in lines:
        match = _STATEMENT.match(line)
        parts = [part.strip(" \t\r") for part in match["rest"].split(" | ")] if match else []
        if match is None or len(parts) != 4:
            raise _unreadable(line, where, "write > speaker | cue | content | stance, with - for none")
        stance, _, aims = parts[3].partition("->")
        if stance.strip() not in tuple(Stance):
            raise _unreadable(line, where, f"the stance is one of {', '.join(Stance)}")
        named = aims.replace(",", " ").split()
        if any(aim not in labels for aim in named):
            raise _unreadable(line, where, "what it is about must be labelled, as in `s1> he | said | ...`")
        content = placed(text, parts[2], parts[1], parts[0])
        cue = None if parts[1] == "-" or content is None else near(text, parts[1], content)
        speaker = None if parts[0] == "-" or content is None else near(text, parts[0], (cue,) if cue else content)
        for words, place in zip(parts, (speaker, cue, content), strict=False):
            if place is None and words != "-":
                raise _unreadable(line, where, f"the text does not have the words '{words[:60]}'")
        yield GoldStatement(
            speaker,
            cue,
            content or (),
            Stance(stance.strip()),
            tuple(labels[aim] for aim in named),
            _CARRIED.fullmatch(match["label"] or "") is not None,
        )


def placed(text: str, words: str, cue: str = "-", speaker: str = "-") -> tuple[tuple[int, int], ...] | None:
    """Return where "first words ... last words & more words" stand, piece by piece.

    Args:
        text: The text.
        words: The content as a note has it.
        cue: The cue as the note has it, `-` for none.
        speaker: The speaker likewise.

    Returns:
        Characters of each piece: of words that stand in the text more than once those nearest to the cue where it is
        nearest to the speaker, the first of several as near; the nth of "words#n". None where a piece is not found.
    """
    beside = [(place, 0) for place in _places(text, *_numbered(speaker))]
    beside = [(place, _nearest(place, beside)) for place in _places(text, *_numbered(cue))] or beside
    pieces = [_piece(text, piece.strip(" \t\r"), beside) for piece in words.split(" & ")]
    found = tuple(piece for piece in pieces if piece is not None)
    return found if len(found) == len(pieces) else None


def _piece(text: str, words: str, beside: Sequence[tuple[tuple[int, int], int]]) -> tuple[int, int] | None:
    bare, nth = _numbered(words)
    opening, _, closing = bare.partition(" ... ")
    ends = unescaped(closing)
    found = [
        (start, end + len(ends))
        for start, last in _places(text, opening, nth)
        if (end := text.find(ends, last) if ends else last) >= 0
    ]
    return min(found, key=lambda place: (_nearest(place, beside), place), default=None)


def _nearest(place: tuple[int, int], others: Sequence[tuple[tuple[int, int], int]]) -> int:
    """Return characters to the nearest of some places, each with what is added for it; 0 where there are none."""
    gaps = (max(0, place[0] - other[1], other[0] - place[1]) + more for other, more in others)
    return min(gaps, default=0)


def _places(text: str, words: str, nth: int | None) -> list[tuple[int, int]]:
    """Return where a note's words stand, whole ones where there are any, or the nth place alone; of "-" nothing."""
    plain = unescaped(words)
    found = [(start, start + len(plain)) for start in occurrences(text, plain)] if words != "-" else []
    if nth is not None:
        return found[nth - 1 : nth]
    return [place for place in found if _is_whole(text, *place)] or found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of text neither begins nor ends within a word: "it", but not that of "with"."""
    opens = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not opens and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def near(text: str, words: str, anchors: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """Return the occurrence of words that is nearest to some characters, or the nth of "words#n"; None if none."""
    edges = [edge for anchor in anchors for edge in anchor]
    return min(
        _places(text, *_numbered(words)),
        key=lambda place: (min(abs(end - edge) for end in place for edge in edges), place),
        default=None,
    )


def _numbered(words: str) -> tuple[str, int | None]:
    match = _WORDS.fullmatch(words)
    return (match["words"], int(match["nth"])) if match is not None else (words, None)


def occurrences(text: str, words: str) -> list[int]:
    """Return every character at which words begin, those that overlap included; words are not empty."""
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)] if words else []
