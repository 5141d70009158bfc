"""Content by its place: the quotation or clause right before speaker and verb, or right behind them."""

from dataclasses import dataclass
from typing import Any

from tollbook.reading.page import Page, Quote
from tollbook.reading.statements.verbs import BASES

HEARD = frozenset(("tell", "inform", "remind", "assure", "advise", "brief"))  # whom they name first hears it
_SHORTEST_CLAUSE = 12  # characters before ", he said"; a shorter lead is "In fact", unless more follows behind
_LONGEST_LEAD = 80  # characters from the verb to the colon of "We warn the villages that ...: you have three days"


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


def edges(token: Any, offset: int) -> tuple[int, int]:
    """Return the characters of a token with all that hangs on it."""
    left, right = token.left_edge, token.right_edge
    return left.idx + offset, right.idx + len(right) + offset


def base_of(verb: Any) -> str:
    """Return the base form of a verb that the tables know, else an empty string."""
    return BASES.get(verb.lower_, "")


def quoted(page: Page, verb: Any, subject: Any | None, offset: int) -> Complement | None:
    """Return the quotation right before speaker and verb, or right behind them."""
    points = [verb.idx + offset, verb.idx + len(verb) + offset]
    if subject is not None and abs(subject.i - verb.i) < 40:
        start, end = edges(subject, offset)
        if subject.i < verb.i or end - offset <= verb.right_edge.idx + len(verb.right_edge):
            points += [start, end] if subject.i > verb.i or subject.left_edge.i < verb.i else []
    first, last = min(points), max(points)
    before = page.quote_at(max(0, _back(page.text, first) - 1))
    if (
        verb.tag_ != "VBG"
        and before is not None
        and (before.words > 1 or page.text[before.inner_end - 1] in ",!?")
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
    if subject is not None and subject.i > verb.i:
        return False
    says_more = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)
    return (inner.endswith(".") and not inner.endswith("..")) or (inner.endswith(("?", "!")) and says_more)


def _back(text: str, place: int) -> int:
    while place > 0 and text[place - 1] in " ,\u00a0\n\r":
        place -= 1
    return place


def _forward(text: str, place: int) -> int:
    while place < len(text) and text[place] in " ,:\u00a0\n\r":
        place += 1
    return place


def inverted(page: Page, verb: Any, subject: Any | None, children: list[Any], offset: int) -> Complement | None:
    """Return the clause around ", he said,": the sentence without speaker and verb."""
    barred = ("xcomp",) if base_of(verb) in HEARD else ("dobj", "xcomp")
    if subject is None or any(child.dep_ in barred for child in children):
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
        "dobj",
    }:
        return None
    sentence = page.sentence_at(verb.idx + offset)
    start = min(verb.idx, subject.left_edge.idx) + offset
    if sentence is None:
        return None
    before = page.text[sentence.start : start].rstrip()
    parenthetic = verb.dep_ in ("parataxis", "ccomp", "ROOT", "advcl", "relcl", "conj", "dep")
    rest = other_half(page, verb, (sentence.start, start), subject, offset)
    is_long = len(before) >= _SHORTEST_CLAUSE and before.count(" ") > 1
    if not parenthetic or not before.endswith((",", "”", '"', "''")) or not (is_long or (rest and "," in before[-1])):
        return None
    return Complement(((sentence.start, start), *rest), "clause")


def other_half(page: Page, verb: Any, half: tuple[int, int], subject: Any | None, offset: int) -> list[tuple[int, int]]:
    """Return what follows ", he said," to the end of its sentence, where a clause stands before it."""
    end = verb.idx + len(verb) + offset
    if subject is not None and subject.i > verb.i:
        end = max(end, edges(subject, offset)[1])
    sentence = page.sentence_at(end - 1)
    if half[1] > end or sentence is None or page.text[end : end + 1] != ",":
        return []
    return [(end + 1, sentence.end - (page.text[sentence.end - 1] in ".!?"))] if sentence.end - end > 12 else []


def behind_colon(page: Page, verb: Any, offset: int) -> Complement | None:
    """Return what follows the colon of "We warn the villages: you have three days"."""
    sentence = page.sentence_at(verb.idx + offset)
    if sentence is None:
        return None
    start = verb.idx + len(verb) + offset
    colon = page.text.find(": ", start, min(sentence.end, start + _LONGEST_LEAD))
    if colon < 0 or any(mark in page.text[start:colon] for mark in ",;") or sentence.end - colon < 8:
        return None
    return Complement(((colon + 2, sentence.end - (page.text[sentence.end - 1] == ".")),), "clause")
