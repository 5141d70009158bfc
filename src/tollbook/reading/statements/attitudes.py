"""Nouns and adjectives of speech and thought: "a report that", "voiced concern about", "is sure that"."""

from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.cues import CUE_NOUNS
from tollbook.reading.statements.spans import MARKS, first_of_verb, in_long_quote, sentence_index, trimmed, whole_quote
from tollbook.reading.words import listed

REPORTING_NOUNS = listed("nouns of speech and thought") | frozenset(CUE_NOUNS)
ATTITUDES = listed("adjectives of speech and thought")
_WILLING = listed("adjectives of will")
_LIGHT = listed("verbs before nouns of speech")
_LINKS = listed("links of adjectives")
_BEHIND = frozenset(("of", "for", "about", "on", "to", "against", "over", "with", "toward", "towards", "at"))
_UNOWNED = frozenset(("reports", "allegations", "accusations", "claims", "rumors", "rumours", "charges"))
_SPREAD = frozenset(("spread", "circulate", "circulated", "emerged", "surfaced", "persist", "persisted", "appeared"))
_FARTHEST = 8  # words from "made" to "call" in "made a long and tearful call"


def of_noun(page: Page, noun: Any, offset: int) -> Attribution | None:
    """Return "their claim that ...", "reports of ...", "the ministry's denial of ...", "voiced concern about ...".

    Args:
        page: The document.
        noun: The noun's token.
        offset: Where its paragraph begins in the document.

    Returns:
        The attribution, or None where the noun says nothing here.
    """
    low = noun.lower_
    verb = _light_verb(noun)
    owner = _owner(noun, verb)
    found = _content(noun, low, is_owned=owner is not None)
    if found is None:
        return None
    (start, end), cue_end = found
    first = noun if verb is None else first_of_verb(verb)
    cue = (first.idx + offset, cue_end + offset)
    stance, modality = CUE_NOUNS.get(low, (Stance.ASSERTS, Modality.STATED))
    span = whole_quote(page, *trimmed(page, start + offset, end + offset), cue)
    if span[1] - span[0] < 3 or in_long_quote(page, cue):
        return None
    speaker = _words(page, owner, offset) if owner is not None else None
    pattern = "noun" if low in CUE_NOUNS else "attitude"
    return Attribution(sentence_index(page, cue[0]), speaker, cue, (span,), stance, modality, pattern, low)


def of_adjective(page: Page, adjective: Any, offset: int) -> Attribution | None:
    """Return "is sure that ...", "was sceptical of ...", "remained willing to ...".

    Args:
        page: The document.
        adjective: The adjective's token.
        offset: Where its paragraph begins in the document.

    Returns:
        The attribution, or None where nobody is named or nothing follows.
    """
    link = adjective.head
    if adjective.dep_ not in ("acomp", "oprd", "attr", "ROOT") or (link is not adjective and link.lower_ not in _LINKS):
        return None
    subject = next((child for child in link.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    around = [child for child in (*adjective.children, *link.children) if child.i > adjective.i]
    clause = next((child for child in around if child.dep_ in ("ccomp", "xcomp")), None)
    prep = next((child for child in around if child.dep_ == "prep" and child.i == adjective.i + 1), None)
    if subject is None or subject.lower_ in ("it", "there"):
        return None
    if clause is not None and (clause.dep_ == "ccomp" or adjective.lower_ in _WILLING):
        start, end, cue_end = clause.left_edge.idx, _end(clause), adjective.idx + len(adjective)
    elif prep is not None and prep.lower_ in _BEHIND | {"in"}:
        start, end, cue_end = prep.idx + len(prep), _end(prep), prep.idx + len(prep)
    else:
        return None
    cue = (first_of_verb(link if link is not adjective else adjective).idx + offset, cue_end + offset)
    span = trimmed(page, start + offset, end + offset)
    if span[1] - span[0] < 3 or cue[0] >= cue[1] or in_long_quote(page, cue):
        return None
    speaker = _words(page, subject, offset)
    sentence = sentence_index(page, cue[0])
    return Attribution(sentence, speaker, cue, (span,), Stance.ASSERTS, Modality.STATED, "attitude", adjective.lower_)


def _light_verb(noun: Any) -> Any | None:
    """Return "made" of "made a call for", "expressed" of "expressed concern that"."""
    verb = noun.head
    near = noun.dep_ == "dobj" and 0 < noun.i - verb.i <= _FARTHEST
    return verb if near and verb.lower_ in _LIGHT else None


def _owner(noun: Any, verb: Any | None) -> Any | None:
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        by = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("by", "from")), None)
        owner = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
    told = _told_of(noun)
    owner = told.head if owner is None and told is not None else owner
    at = verb
    while owner is None and at is not None:
        owner = next((child for child in at.children if child.dep_ == "nsubj"), None)
        at = at.head if at.dep_ in ("xcomp", "conj") and at.head is not at else None
    return owner


def _told_of(noun: Any) -> Any | None:
    """Return the clause of "the allegations of the regime that our men fled", which the parse hangs on the regime."""
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    owner = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    clauses = (
        [child for child in owner.children if child.dep_ in ("acl", "relcl", "ccomp")] if owner is not None else []
    )
    return next((one for one in clauses if _is_whole(one)), None)


def _is_whole(clause: Any) -> bool:
    """Return whether a clause behind "that" lacks nothing, so that "that" stands for nobody."""
    that = next((child for child in clause.children if child.lower_ == "that"), None)
    objects = sum(child.dep_ == "dobj" for child in clause.children)
    return that is not None and (that.dep_ == "mark" or (that.dep_ == "dobj" and objects > 1))


def _content(noun: Any, low: str, *, is_owned: bool) -> tuple[tuple[int, int], int] | None:
    """Return characters of what is said, in the paragraph, and where the cue ends."""
    for clause in (c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i):
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "aux")}
        if "that" in marks or ("to" in marks and is_owned):
            return (clause.left_edge.idx, _end(clause)), noun.idx + len(noun)
    spread = noun.head if low in _UNOWNED and noun.dep_ == "nsubj" and noun.head.lower_ in _SPREAD else None
    clause = next((c for c in spread.children if c.dep_ == "ccomp"), None) if spread is not None else None
    if clause is not None:
        return (clause.left_edge.idx, _end(clause)), noun.idx + len(noun)  # "rumours spread that"
    is_there = low in _UNOWNED and any(child.dep_ == "expl" for child in noun.head.children)
    about = _BEHIND if not is_there else ("of", "about")  # "there were reports on Monday of shelling"
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in about), None)
    told = _told_of(noun)
    if told is not None:
        return (told.left_edge.idx, _end(told)), noun.idx + len(noun)
    if (
        prep is None
        or (prep.i != noun.i + 1 and not is_there)
        or not (is_owned or (low in _UNOWNED and prep.lower_ == "of"))
    ):
        return None
    return (prep.idx + len(prep), _end(prep)), prep.idx + len(prep)


def _end(token: Any) -> int:
    return int(token.right_edge.idx + len(token.right_edge))


def _words(page: Page, owner: Any, offset: int) -> tuple[int, int] | None:
    clause = next((c for c in owner.children if c.dep_ in ("acl", "relcl", "ccomp") and c.i > owner.i), None)
    end = _end(owner) if clause is None or owner.dep_ != "pobj" else clause.left_edge.idx
    span = trimmed(page, owner.left_edge.idx + offset, end + offset, MARKS)
    return span if span[1] > span[0] else None
