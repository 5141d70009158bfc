"""What a verb of saying, thinking, wanting or judging takes as its content."""

from typing import Any

from tollbook.reading.page import Page
from tollbook.reading.statements.quoted import (
    HEARD,
    Complement,
    base_of,
    behind_colon,
    edges,
    inverted,
    other_half,
    quoted,
)
from tollbook.reading.statements.taken import object_of
from tollbook.reading.statements.verbs import BASES, CLASSES
from tollbook.reading.words import listed

_SUMS_UP = listed("nouns that sum up")  # ", a policy opposed by many"
_REPORTED_TO = frozenset(("say", "report", "allege", "claim", "accuse", "rumor", "rumour"))
PHRASAL = {"brush": ("aside", "off"), "shrug": ("off",), "laugh": ("off",), "wave": ("aside", "away")}
_ANSWERS = frozenset(
    ["deny", "reject", "refute", "rebut", "dispute", "contest", "contradict", "confirm", "corroborate", "doubt"]
)
_WHICH = ("WDT", "WP")
_CLAUSAL = frozenset(("say", "tell", "think", "show"))


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
    if base in PHRASAL and not any(child.lower_ in PHRASAL[base] and child.i > verb.i for child in children):
        return None
    passive = next((child for child in children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return _passive(verb, kinds, children, passive, offset)
    if base in _ANSWERS and any(
        child.dep_ == "dobj" and child.tag_ not in _WHICH and child.i > verb.i for child in children
    ):
        return object_of(verb, base, kinds, children, offset)  # "deny this and state that", "confirm it: ..."
    if kinds & {"say", "tell", "talk"} and not (
        verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in children)
    ):
        words = quoted(page, verb, subject, offset)
        if words is not None:
            return words
    clause = _clause(page, verb, subject, kinds, children, offset)
    if clause is not None:
        return clause
    if kinds & {"say", "tell"} or base in ("think", "believe", "know"):
        before = inverted(page, verb, subject, children, offset)
        if before is not None:
            return before
    if kinds & {"say", "tell"}:
        announced = behind_colon(page, verb, offset)
        if announced is not None:
            return announced
    return object_of(verb, base, kinds, children, offset)


def _clause(
    page: Page, verb: Any, subject: Any | None, kinds: frozenset[str], children: list[Any], offset: int
) -> Complement | None:
    clauses = [child for child in children if child.dep_ == "ccomp" and not _is_parted(child, verb, subject)]
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
        start, end = edges(clause, offset)
        start = min(start, _first_of_figure(verb, clause, offset) or start)
        spans.append((start, _cut(clause, verb, end - offset) + offset))
        spans.extend(other_half(page, verb, (start, end), subject, offset))
        spans.extend(edges(more, offset) for more in children if spans and _goes_on_that(more, clause))
    if first and "urge" in kinds and "tell" not in kinds and clauses and clauses[0].i > first[0].i:
        spans.append((edges(first[0], offset)[0], spans[0][1]))
    return Complement(tuple(spans), "clause" if kinds & _CLAUSAL else "attitude") if spans else None


def _goes_on_that(child: Any, clause: Any) -> bool:
    """Return whether "and that the dismissal was improper" goes on with a clause, though it hangs on the verb."""
    marks = any(mark.dep_ == "mark" and mark.lower_ == "that" for mark in child.children)
    return child.dep_ == "conj" and marks and child.i > clause.i


def _says_why(child: Any, verb: Any) -> bool:
    """Return whether "for not taking them down", "as a liar" follow a passive: they belong to what is said."""
    return child.dep_ == "prep" and child.lower_ in ("for", "as") and child.i == verb.i + 1


def _first_of_figure(verb: Any, clause: Any, offset: int) -> int | None:
    """Return where "over 900" begins in "says over 900 have died", where the parse hangs it on the verb of saying."""
    before = next((c for c in verb.children if c.dep_ == "prep" and c.i == verb.i + 1 and c.i < clause.i), None)
    figure = next((c for c in before.children if c.dep_ == "pobj" and c.tag_ == "CD"), None) if before else None
    is_next = figure is not None and clause.left_edge.i == figure.right_edge.i + 1
    return before.idx + offset if before is not None and is_next else None


def _is_parted(clause: Any, verb: Any, subject: Any | None) -> bool:
    """Return whether a clause before the verb is none of its own: a semicolon parts them, or "and" joins them."""
    if clause.i > verb.i:
        return False
    first = min(verb.i, subject.left_edge.i) if subject is not None else verb.i
    before = verb.doc[first - 1] if first > 0 else verb
    return before.dep_ == "cc" or any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _cut(clause: Any, verb: Any, end: int) -> int:
    """Return where a clause ends without the writer's own tail: ", contrasting ...", ", but did not say ..."."""
    if clause.i < verb.i:
        return end
    for token in clause.subtree:
        if token.i <= clause.i or token.idx >= end:
            continue
        first = token.left_edge
        before = first.nbor(-1) if first.i > 0 else first
        comments = token.dep_ == "advcl" and token.tag_ == "VBG"
        sums_up = token.dep_ == "appos" and token.lower_ in _SUMS_UP
        if (comments or sums_up) and before.text == "," and before.i > clause.i:
            end = min(end, before.idx)
        if _goes_on(token, verb):
            joint = next((child for child in token.head.children if child.dep_ == "cc" and child.i < token.i), first)
            end = min(end, joint.idx)
    return end


def _goes_on(token: Any, verb: Any) -> bool:
    """Return whether a verb goes on with the speaker's own deeds: "said that ..., but did not say", "and added"."""
    if token.dep_ != "conj" or token.tag_ not in ("VBD", "VBZ") or token.lower_ not in BASES or token.head is verb:
        return False
    if not _lacks_subject(token) or token.head.i < verb.i:
        return False
    but = any(child.dep_ == "cc" and child.lower_ == "but" for child in token.head.children)
    kinds = CLASSES[BASES[token.lower_]]
    return bool(kinds & {"say", "tell"}) and (but or token.tag_ == verb.tag_)


def _lacks_subject(token: Any) -> bool:
    return not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)


def _passive(verb: Any, kinds: frozenset[str], children: list[Any], passive: Any, offset: int) -> Complement | None:
    """Return "the plan was rejected by X", "X is expected to leave", "it was revealed that ..."."""
    agent = any(child.dep_ == "agent" for child in children)
    infinitive = next((child for child in children if child.dep_ == "xcomp" and child.i > verb.i), None)
    clause = next((child for child in children if child.dep_ == "ccomp" and child.i > verb.i), None)
    if clause is not None and kinds & _CLAUSAL:
        if base_of(verb) == "know":
            return None  # "it is not known how many"
        return Complement((edges(clause, offset),), "clause", is_impersonal=not agent and base_of(verb) not in HEARD)
    if infinitive is not None and "expected" in kinds:
        pattern = "passive" if base_of(verb) in _REPORTED_TO else "attitude"
        return Complement((edges(passive, offset), edges(infinitive, offset)), pattern, is_impersonal=not agent)
    accused = next((child for child in children if child.dep_ == "prep" and child.lower_ == "of"), None)
    if base_of(verb) == "accuse" and accused is not None:
        return Complement((edges(passive, offset), edges(accused, offset)), "passive", is_impersonal=not agent)
    if kinds & {"judge", "say", "name"} and verb.tag_ == "VBN":
        named = next((c for c in children if c.i > verb.i and (c.dep_ == "oprd" or _says_why(c, verb))), None)
        spans = (edges(passive, offset), *((edges(named, offset),) if named is not None else ()))
        return Complement(spans, "passive" if agent else "attitude", is_impersonal=not agent)
    return None
