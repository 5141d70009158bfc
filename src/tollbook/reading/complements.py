"""What a verb of saying, thinking, wanting or judging takes as its content."""

from dataclasses import dataclass
from typing import Any

from tollbook.reading.page import Page, Quote
from tollbook.reading.verbs import BASES, CLASSES

_CLAUSAL = frozenset(("say", "tell", "think", "show"))
_TALK = {
    "call": ("for", "on", "upon"),
    "refer": ("to",),
    "point": ("to",),
    "allude": ("to",),
    "agree": ("with", "to", "on"),
    "disagree": ("with",),
    "respond": ("to",),
    "reply": ("to",),
    "react": ("to",),
    "warn": ("of", "against", "about"),
    "complain": ("about", "of"),
    "object": ("to",),
    "apologize": ("for",),
    "apologise": ("for",),
    "focus": ("on",),
    "vote": ("for", "against"),
    "campaign": ("against", "for"),
    "push": ("for",),
    "press": ("for",),
    "appeal": ("for", "to"),
    "argue": ("for", "against"),
    "think": ("about", "of"),
    "know": ("about", "of"),
    "dream": ("of", "about"),
    "touch": ("on",),
    "insist": ("on",),
    "ask": ("about", "for"),
    "comment": ("on",),
    "speak": ("about", "of", "against", "for"),
    "talk": ("about", "of"),
    "joke": ("about",),
    "boast": ("about", "of"),
    "brag": ("about",),
    "rail": ("against",),
    "worry": ("about",),
    "care": ("about",),
    "inquire": ("about",),
    "lie": ("about",),
    "elaborate": ("on",),
    "opine": ("on",),
    "testify": ("about", "against"),
    "gripe": ("about",),
    "fret": ("about",),
    "rant": ("about",),
    "report": ("on",),
}
_JUDGED_WITH = ("for", "as", "over", "of", "against", "on", "about")


@dataclass(frozen=True, slots=True)
class Complement:
    """What is said, wanted or judged.

    Attributes:
        spans: Characters of the document.
        pattern: The rule that found it.
        cue_end: Where the cue ends in the paragraph, where a preposition belongs to it.
        is_impersonal: True where nobody is named who says so ("is expected to").
    """

    spans: tuple[tuple[int, int], ...]
    pattern: str
    cue_end: int | None = None
    is_impersonal: bool = False


def complement_of(
    page: Page, verb: Any, base: str, kinds: frozenset[str], subject: Any | None, offset: int
) -> Complement | None:
    """Return what a verb takes as content.

    Args:
        page: The document.
        verb: The verb's token.
        base: Its base form.
        kinds: Its classes.
        subject: The token of who says it, or None.
        offset: Where the paragraph begins in the document.

    Returns:
        The content, or None where this verb says nothing here.
    """
    children = list(verb.children)
    passive = next((child for child in children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return _passive(verb, kinds, children, passive, offset)
    if kinds & {"say", "tell", "talk"} and not (
        verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in children)
    ):
        quoted = _quoted(page, verb, subject, offset)
        if quoted is not None:
            return quoted
    clause = _clause(page, verb, subject, kinds, children, offset)
    if clause is not None:
        return clause
    if "say" in kinds or base in ("think", "believe", "know"):
        inverted = _inverted(page, verb, subject, children, offset)
        if inverted is not None:
            return inverted
    return _other(verb, base, kinds, children, offset)


def _edges(token: Any, offset: int) -> tuple[int, int]:
    left, right = token.left_edge, token.right_edge
    return left.idx + offset, right.idx + len(right) + offset


def _clause(
    page: Page, verb: Any, subject: Any | None, kinds: frozenset[str], children: list[Any], offset: int
) -> Complement | None:
    clauses = [child for child in children if child.dep_ == "ccomp" and not _is_parted(child, verb)]
    if (
        not kinds & _CLAUSAL
        and any(child.dep_ == "dobj" and child.i > verb.i for child in children)
        and "urge" not in kinds
    ):
        return None
    if not clauses or not kinds & (_CLAUSAL | {"urge", "judge", "will", "name"}):
        return None
    if not kinds & _CLAUSAL and not kinds & {"urge", "will"}:
        clauses = [child for child in clauses if child.i > verb.i]
    first = [child for child in children if child.dep_ in ("dobj", "dative") and child.i > verb.i]
    spans = []
    for clause in clauses:
        start, end = _edges(clause, offset)
        spans.append((start, _cut(clause, verb, end - offset) + offset))
        spans.extend(_other_half(page, verb, (start, end), subject, offset))
    if first and "urge" in kinds and "tell" not in kinds and clauses and clauses[0].i > first[0].i:
        spans.append((_edges(first[0], offset)[0], spans[0][1]))
    return Complement(tuple(spans), "clause" if kinds & _CLAUSAL else "attitude") if spans else None


def _is_parted(clause: Any, verb: Any) -> bool:
    """Return whether a semicolon stands between a clause and the verb behind it."""
    return clause.i < verb.i and any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _other_half(
    page: Page, verb: Any, half: tuple[int, int], subject: Any | None, offset: int
) -> list[tuple[int, int]]:
    """Return what follows ", he said," to the end of its sentence, where a clause stands before it."""
    end = verb.idx + len(verb) + offset
    if subject is not None and subject.i > verb.i:
        end = max(end, _edges(subject, offset)[1])
    sentence = page.sentence_at(end - 1)
    if half[1] > end or sentence is None or page.text[end : end + 1] != ",":
        return []
    return [(end + 1, sentence.end - (page.text[sentence.end - 1] in ".!?"))] if sentence.end - end > 12 else []


def _cut(clause: Any, verb: Any, end: int) -> int:
    """Return where a clause ends without the writer's own tail: ", contrasting ...", ", but did not say ..."."""
    if clause.i < verb.i:
        return end
    for token in clause.subtree:
        if token.i <= clause.i or token.idx >= end:
            continue
        first = token.left_edge
        before = first.nbor(-1) if first.i > 0 else first
        if (
            token.dep_ == "advcl"
            and token.tag_ == "VBG"
            and token.head is clause
            and before.text == ","
            and before.i > clause.i
        ):
            end = min(end, before.idx)
        if (
            token.dep_ == "conj"
            and token.head is clause
            and token.tag_ in ("VBD", "VBZ")
            and token.lower_ in BASES
            and _lacks_subject(token)
            and CLASSES[BASES[token.lower_]] & {"say", "tell"}
        ):
            joint = next((child for child in clause.children if child.dep_ == "cc" and child.i < token.i), first)
            end = min(end, joint.idx)
    return end


def _lacks_subject(token: Any) -> bool:
    return not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)


def _quoted(page: Page, verb: Any, subject: Any | None, offset: int) -> Complement | None:
    """Return the quotation right before speaker and verb, or right behind them."""
    points = [verb.idx + offset, verb.idx + len(verb) + offset]
    if subject is not None and abs(subject.i - verb.i) < 40:
        start, end = _edges(subject, offset)
        if subject.i < verb.i or end - offset <= verb.right_edge.idx + len(verb.right_edge):
            points += [start, end] if subject.i > verb.i or subject.left_edge.i < verb.i else []
    first, last = min(points), max(points)
    before = page.quote_at(max(0, _back(page.text, first) - 1))
    if (
        verb.tag_ != "VBG"
        and before is not None
        and before.words > 1
        and before.end <= first
        and not _ends_for_good(page.text, before, subject, verb)
    ):
        spans = [(before.start, before.end)]
        sentence = page.sentence_at(before.start)
        if (
            sentence is not None
            and sentence.start < before.start
            and page.text[sentence.start : before.start].count(" ") >= 1
            and before.end >= sentence.start
        ):
            lead = page.text[sentence.start : before.start]
            if page.quote_at(sentence.start) is None and not any(mark in lead for mark in ":") and len(lead) < 200:
                spans = [(sentence.start, before.end)]
        return Complement(tuple(spans), "quote")
    place = _forward(page.text, last)
    after = page.quote_at(place)
    if after is not None and after.start == place and after.words > 3:
        return Complement(((after.start, after.end),), "quote")
    return None


def _ends_for_good(text: str, quote: Quote, subject: Any | None, verb: Any) -> bool:
    """Return whether a quotation ends its own sentence: '"... shame." She went on to say that'."""
    inner = text[quote.inner_start : quote.inner_end].rstrip()
    return inner.endswith(".") and not inner.endswith("..") and (subject is None or subject.i < verb.i)


def _back(text: str, place: int) -> int:
    while place > 0 and text[place - 1] in " ,\u00a0\n\r":
        place -= 1
    return place


def _forward(text: str, place: int) -> int:
    while place < len(text) and text[place] in " ,:\u00a0\n\r":
        place += 1
    return place


def _inverted(page: Page, verb: Any, subject: Any | None, children: list[Any], offset: int) -> Complement | None:
    """Return the clause around ", he said,": the sentence without speaker and verb."""
    if subject is None or any(child.dep_ in ("dobj", "xcomp") for child in children):
        return None
    if not {child.dep_ for child in verb.children if child.i > verb.i} <= {
        "punct",
        "npadvmod",
        "prep",
        "advmod",
        "nsubj",
        "advcl",
        "cc",
        "conj",
        "dative",
    }:
        return None
    sentence = page.sentence_at(verb.idx + offset)
    start = min(verb.idx, subject.left_edge.idx) + offset
    if sentence is None:
        return None
    before = page.text[sentence.start : start].rstrip()
    parenthetic = verb.dep_ in ("parataxis", "ccomp", "ROOT", "advcl", "relcl", "conj", "dep")
    if not parenthetic or not before.endswith((",", "”", '"', "''")) or len(before) < 12 or before.count(" ") < 2:
        return None
    return Complement(((sentence.start, start),), "clause")


def _passive(verb: Any, kinds: frozenset[str], children: list[Any], passive: Any, offset: int) -> Complement | None:
    """Return "the plan was rejected by X", "X is expected to leave", "it was revealed that ..."."""
    agent = any(child.dep_ == "agent" for child in children)
    infinitive = next((child for child in children if child.dep_ == "xcomp" and child.i > verb.i), None)
    clause = next((child for child in children if child.dep_ == "ccomp" and child.i > verb.i), None)
    if clause is not None and kinds & _CLAUSAL:
        return Complement((_edges(clause, offset),), "clause", is_impersonal=not agent)
    if infinitive is not None and "expected" in kinds:
        return Complement((_edges(passive, offset), _edges(infinitive, offset)), "attitude", is_impersonal=not agent)
    if agent and kinds & {"judge", "say"}:
        return Complement((_edges(passive, offset),), "passive")
    return None


def _other(verb: Any, base: str, kinds: frozenset[str], children: list[Any], offset: int) -> Complement | None:
    """Return infinitives, names, judged nouns and prepositional contents."""
    behind = [child for child in children if child.i > verb.i]
    infinitive = next((child for child in behind if child.dep_ == "xcomp"), None)
    noun = next((child for child in behind if child.dep_ == "dobj"), None)
    if (
        infinitive is not None
        and infinitive.lower_ in BASES
        and any(c.dep_ in ("ccomp", "dobj") for c in infinitive.children)
        and noun is None
        and "say" in CLASSES[BASES[infinitive.lower_]]
    ):
        return None  # "refused to say that": the inner verb carries the content
    at = next((child for child in behind if child.dep_ == "prep" and child.lower_ == "at"), None)
    if base == "put" and noun is not None and at is not None and at.i > noun.i:
        return Complement(((_edges(noun, offset)[0], _edges(at, offset)[1]),), "clause")  # "put the toll at 38"
    if "seem" in kinds and infinitive is not None:
        start = next((child for child in children if child.dep_ == "nsubj"), None)
        spans = ((_edges(start, offset),) if start is not None else ()) + (_edges(infinitive, offset),)
        return Complement(spans, "attitude", is_impersonal=True)
    named = next(
        (child for child in behind if child.dep_ in ("oprd",) or (child.dep_ == "prep" and child.lower_ == "as")), None
    )
    if "name" in kinds and named is not None:
        start = _edges(noun, offset)[0] if noun is not None else named.left_edge.idx + offset
        return Complement(((start, _edges(named, offset)[1]),), "attitude")
    if infinitive is not None and (kinds & {"will"} or (noun is not None and kinds & {"urge"})):
        start = _edges(noun, offset)[0] if noun is not None else infinitive.left_edge.idx + offset
        return Complement(((start, _edges(infinitive, offset)[1]),), "attitude")
    if "talk" in kinds:
        prep = next(
            (child for child in behind if child.dep_ in ("prep", "prt") and child.lower_ in _TALK.get(base, ())), None
        )
        target = (
            next((child for child in prep.children if child.dep_ in ("pobj", "pcomp")), None)
            if prep is not None
            else None
        )
        if prep is not None and target is not None:
            return Complement((_edges(target, offset),), "attitude", prep.idx + len(prep))
    if noun is not None and kinds & {"judge", "show"} and noun.tag_ != "WDT":
        return Complement((_judged(noun, behind, offset),), "noun")
    return None


def _judged(noun: Any, behind: list[Any], offset: int) -> tuple[int, int]:
    """Return a judged noun with the "for", "as" or "over" that says why."""
    start, end = _edges(noun, offset)
    for child in behind:
        if (
            child.dep_ == "prep"
            and child.lower_ in _JUDGED_WITH
            and child.left_edge.idx + offset <= end + 2
            and child.i > noun.i
        ):
            end = _edges(child, offset)[1]
    return start, end
