"""Whoever answers by an idiom, over a dependency parse: "the army took issue with the figure", "nobody believes it"."""

import re
from collections.abc import Sequence
from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.idioms import Idiom, Use, answers, is_pronoun, use_at
from tollbook.reading.statements.referring import reference
from tollbook.reading.statements.saying import antecedent_of, cue_of_verb, governor, speaker_of_verb, subject_of
from tollbook.reading.statements.spans import in_long_quote, sentence_index, trimmed, whole_quote

_NOBODY = frozenset(("nobody", "none", "neither", "no", "few", "little", "nothing"))
_UNWILLING = frozenset(("refuse", "refuses", "refused", "refusing", "decline", "declines", "declined", "declining",
                        "unable", "unwilling", "fail", "fails", "failed", "failing"))  # fmt: skip
OWN = "own"  # the pattern of "stood by its figure": what the speaker himself said is answered
IF_SAID = "if said"  # the pattern of "sided with the mayor", "upheld it": an answer if the mayor, or it, was said
_SOMEBODY = re.compile(
    r"him|her|them|me|us|(?:(?:the|our|its|his|her|their)\s+)?[\w’'-]+(?:\s+(?:of\s+the\s+|of\s+)?[\w’'-]+){0,5}"
)
_NO_SPEAKERS = frozenset(("there", "you", "let", "'s"))


def of_idiom(page: Page, verb: Any, words: Sequence[str], offset: int) -> tuple[Attribution, int] | None:
    """Return whoever answers by an idiom, and the place of its last word.

    Args:
        page: The document.
        verb: A verb's token.
        words: The words of its paragraph, in lower case, one a token.
        offset: Where the paragraph begins in the document.

    Returns:
        The attribution; None where no idiom stands there, or what it takes is nothing that somebody said.
    """
    use = use_at(words, verb.i)
    if use is None:
        return None
    subject = subject_of(verb, "")
    place, is_passive = _of_subject(verb, subject, use.end) if use.idiom.is_alone else _answered(verb, subject, use)
    is_denied = _is_denied(verb, subject)
    if place is None or (use.idiom.is_denied and not is_denied) or (use.end == verb.i + 1 and _takes_clause(verb)):
        return None
    last = verb.doc[use.end - 1]
    cue = cue_of_verb(verb, last.idx + len(last) if use.between is None else None, offset)
    content = whole_quote(page, *trimmed(page, place[0] + offset, place[1] + offset), cue)
    said = page.text[slice(*content)]
    is_said = answers(use.idiom, said)
    is_maybe = use.idiom.takes in ("+", "@") and (is_pronoun(said) or _is_somebody(use.idiom, said))
    if content[1] - content[0] < 2 or in_long_quote(page, cue) or not (is_said or is_maybe):
        return None
    if use.idiom.is_alone or (is_passive and subject is None):
        speaker = None
    elif subject is None or subject.lower_ in _NO_SPEAKERS:
        return None
    else:
        speaker = speaker_of_verb(page, subject, verb, offset)
    made = Attribution(
        sentence=sentence_index(page, cue[0]),
        speaker=speaker,
        cue=cue,
        content=(content,),
        stance=use.idiom.denied if is_denied and use.idiom.stance is Stance.CONFIRMS else use.idiom.stance,
        modality=Modality.STATED,
        pattern=(OWN if use.idiom.is_own else "answer") if is_said else IF_SAID,
        word=verb.lower_,
        is_noun_content=True,
        antecedent=antecedent_of(page, subject, verb, offset) if speaker is not None and subject is not None else None,
    )
    return made, use.end if use.between is None else use.between[1]


def _is_somebody(idiom: Idiom, said: str) -> bool:
    return idiom.takes == "@" and _SOMEBODY.fullmatch(said) is not None and reference(said) is None


def _takes_clause(verb: Any) -> bool:
    """Return whether a verb takes a clause of its own: "believes that the number is higher", "is believed to be"."""
    return any(child.dep_ in ("ccomp", "xcomp") and child.i > verb.i for child in verb.children)


def _of_subject(verb: Any, subject: Any | None, end: int) -> tuple[tuple[int, int] | None, bool]:
    takes_more = any(child.dep_ in ("dobj", "ccomp", "nsubjpass") for child in verb.children)
    goes_on = end < len(verb.doc) and not verb.doc[end].is_punct and verb.doc[end].tag_ not in ("CC", "RB")
    if subject is None or takes_more or goes_on or subject.i > verb.i:
        return None, False
    last = min(subject.right_edge.idx + len(subject.right_edge), verb.idx)
    return (subject.left_edge.idx, last), False


def _answered(verb: Any, subject: Any | None, use: Use) -> tuple[tuple[int, int] | None, bool]:
    """Return the characters of what is answered, in the paragraph, and whether it is the verb's subject."""
    doc, end, between = verb.doc, use.end, use.between
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return (passive.left_edge.idx, passive.right_edge.idx + len(passive.right_edge)), passive is not subject
    if between is not None:
        last = doc[between[1] - 1]
        return (doc[between[0]].idx, last.idx + len(last)), False
    if end >= len(doc) or doc[end].is_punct:
        return None, False
    top = doc[end]
    while top.head.i >= end and top.head.i != top.i:
        top = top.head
    return (doc[end].idx, top.right_edge.idx + len(top.right_edge)), False


def _is_denied(verb: Any, subject: Any | None) -> bool:
    """Return whether a verb is denied: "does not", "refused to", "nobody in the street"."""
    if subject is not None and (subject.lower_ in _NOBODY or subject.left_edge.lower_ in _NOBODY):
        return True
    at = verb
    while at is not None:
        before = at.nbor(-1).lower_ if at.i > 0 else ""
        if (
            before == "longer"
            or any(child.dep_ == "neg" for child in at.children)
            or (at is not verb and at.lower_ in _UNWILLING)
        ):
            return True
        if at.head.lower_ in _UNWILLING and at.head.i < at.i:
            return True
        at = governor(at)
    return False
