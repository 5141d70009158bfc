"""Who says it and in which words: subject, speaker and cue of a verb, read off the dependency tree."""

import re
from typing import Any

from tollbook.reading.page import Page
from tollbook.reading.statements.spans import MARKS, first_of_verb, trimmed
from tollbook.reading.statements.verbs import BASES, CLASSES

_CLIMBS = ("conj", "xcomp", "advcl", "pcomp", "prep", "acomp")
_SHARED = ("xcomp", "acl", "acomp")
_LONGEST_GOVERNING = 6  # words from "released" to "saying" in "released a long statement on Friday saying"
_DANGLING = re.compile(r"\s+(?:at|of|in|on|by|for|from|to|with|and|as)\s*$")  # "Officials at first spoke of"
_HEARERS = frozenset(("tell", "inform", "notify", "brief", "assure", "advise", "warn"))


def is_told(verb: Any, base: str) -> bool:
    """Return whether somebody is told what follows: "was informed that", "were told that"."""
    return base in _HEARERS and any(child.dep_ == "nsubjpass" for child in verb.children)


def subject_of(verb: Any, base: str) -> Any | None:
    """Return the token that says, thinks or wants: its own subject, its agent, or that of the verb it hangs on.

    Args:
        verb: The verb's token.
        base: Its base form.

    Returns:
        The token, or None where nobody is named.
    """
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    own = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if own is not None:
        return own
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive if base in _HEARERS else None
    outer = _outer_speech(verb, base) or _commenting(verb)
    if outer is not None:
        return subject_of(outer, BASES[outer.lower_])
    return _climbed(verb)


def _climbed(verb: Any) -> Any | None:
    at = verb
    for _ in range(4):
        if at.dep_ in ("acl", "relcl") and at is verb:
            issued = at.head.head if at.head.dep_ == "dobj" and verb.tag_ == "VBG" else None
            found = _own(issued) if issued is not None and is_carrier(at.head) else None
            return found if found is not None else at.head
        if at.dep_ not in _CLIMBS or at.head is at:
            return None
        at = at.head
        found = _own(at)
        if found is not None:
            return found
    return None


def _own(verb: Any) -> Any | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def is_carrier(noun: Any) -> bool:
    """Return whether a noun is what words are put in: "released a statement saying"."""
    return noun.lower_ in (
        "statement",
        "letter",
        "message",
        "report",
        "tweet",
        "note",
        "release",
        "memo",
        "email",
        "video",
    )


def _outer_speech(verb: Any, base: str) -> Any | None:
    """Return the speech of which "and added" goes on, where the parse hangs it on what was said."""
    if verb.dep_ != "conj" or not CLASSES.get(base, frozenset()) & {"say", "tell"} or verb.tag_ not in ("VBD", "VBZ"):
        return None
    at = verb
    for _ in range(4):
        if at.dep_ == "ccomp" and at.head.lower_ in BASES and CLASSES[BASES[at.head.lower_]] & {"say", "tell"}:
            return at.head if at.head.tag_ == verb.tag_ and at.head.i < at.i else None
        if at.dep_ != "conj":
            return None
        at = at.head
    return None


def _commenting(verb: Any) -> Any | None:
    """Return "insisted" for "dismissing" in "insisted that none was lost, dismissing the report": a tail behind it."""
    first = verb.left_edge
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or first.i < 1 or first.nbor(-1).text != ",":
        return None
    clause = verb.head
    is_said = clause.dep_ == "ccomp" and clause.i < verb.i and clause.head.i < clause.i
    return clause.head if is_said and clause.head.lower_ in BASES else None


def speaker_of_verb(page: Page, subject: Any, verb: Any, offset: int) -> tuple[int, int] | None:
    """Return the speaker's words: the whole noun phrase without what is said.

    Args:
        page: The document.
        subject: The token of who says it.
        verb: The verb's token.
        offset: Where the paragraph begins in the document.

    Returns:
        Characters, or None where none are left.
    """
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
    if subject.dep_ == "pobj" and subject.head.dep_ == "agent":  # "by both the government and by representatives of"
        joined = [child for child in subject.head.children if child.dep_ == "conj" and child.lower_ == "by"]
        end = max([end, *(child.right_edge.idx + len(child.right_edge) for child in joined)])
    if verb.i > subject.i and subject.right_edge.i >= verb.i:
        end = min(verb.left_edge.idx if verb.left_edge.i > subject.i else verb.idx, verb.idx)
    words = _DANGLING.sub("", page.text[start + offset : max(start, end) + offset])
    span = trimmed(page, start + offset, start + offset + len(words), MARKS + "(")
    return span if span[1] > span[0] else None


def antecedent_of(page: Page, subject: Any, verb: Any, offset: int) -> tuple[int, int] | None:
    """Return whom "who", "which" or "that" stands for as the subject of a relative clause.

    Behind a comma it is the whole noun phrase: in "the head of the commission, who said", the head.

    Args:
        page: The document.
        subject: The token of who says it.
        verb: The verb's token.
        offset: Where the paragraph begins in the document.

    Returns:
        Characters, or None where the subject is no such pronoun.
    """
    if subject.tag_ not in ("WP", "WDT") or verb.dep_ != "relcl" or subject.i < 1:
        return None
    head = verb.head
    while subject.nbor(-1).text == "," and head.dep_ == "pobj" and head.head.lower_ == "of":
        head = head.head.head
    start, end = trimmed(page, head.left_edge.idx + offset, subject.idx + offset)
    return (start, end) if end > start else None


def cue_of_verb(verb: Any, cue_end: int | None, offset: int) -> tuple[int, int]:
    """Return the verb with its auxiliaries, adverbs, negations and particles, and the verbs that it hangs on.

    Args:
        verb: The verb's token.
        cue_end: Where the cue ends in the paragraph, where a preposition belongs to it.
        offset: Where the paragraph begins in the document.

    Returns:
        Characters of the document.
    """
    first = _governing(verb)
    after = {child.i: child for child in verb.children if child.dep_ in ("prt", "neg")}
    last = after.get(verb.i + 1, verb)
    colon = last.i + 1 < len(verb.doc) and last.nbor(1).text == ":"  # "Halim replied: ..."
    end = max(last.idx + len(last) + colon, cue_end or 0)
    return first.idx + offset, end + offset


def _governing(verb: Any) -> Any:
    """Return the first word of "has tried to explain", "was not able to verify", "released a note saying"."""
    first = verb
    while True:
        at = first_of_verb(first)
        head = governor(first)
        if head is None or not 0 < at.i - head.i <= _LONGEST_GOVERNING or _is_parted(head, at):
            return at
        first = head


def governor(verb: Any) -> Any | None:
    """Return the verb whose subject a verb without one shares, or None."""
    at = verb
    for _ in range(4):
        if any(child.dep_ in ("nsubj", "nsubjpass") for child in at.children) or at.head is at:
            return None
        if at.dep_ not in _SHARED:
            return None
        at = at.head.head if at.dep_ == "acl" and at.head.dep_ == "dobj" and is_carrier(at.head) else at.head
        if at.tag_[:2] == "VB":
            return at
    return None


def _is_parted(head: Any, at: Any) -> bool:
    return any(token.is_punct or token.lower_ == "that" for token in head.doc[head.i + 1 : at.i])
