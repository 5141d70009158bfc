"""Whoever answers by an idiom, over a dependency parse: "the army took issue with the figure", "nobody believes it"."""

from collections.abc import Sequence
from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.idioms import answers, use_at
from tollbook.reading.statements.saying import antecedent_of, cue_of_verb, governor, speaker_of_verb, subject_of
from tollbook.reading.statements.spans import in_long_quote, sentence_index, trimmed, whole_quote

_NOBODY = frozenset(("nobody", "none", "neither", "no", "few", "little", "nothing"))
_UNWILLING = frozenset(("refuse", "refuses", "refused", "refusing", "decline", "declines", "declined", "declining",
                        "unable", "unwilling", "fail", "fails", "failed", "failing"))  # fmt: skip
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
    place, is_passive = _answered(verb, subject, use.end, use.between)
    is_denied = _is_denied(verb, subject)
    if place is None or (use.idiom.is_denied and not is_denied):
        return None
    last = verb.doc[use.end - 1]
    cue = cue_of_verb(verb, last.idx + len(last) if use.between is None else None, offset)
    content = whole_quote(page, *trimmed(page, place[0] + offset, place[1] + offset), cue)
    if content[1] - content[0] < 2 or in_long_quote(page, cue) or not answers(use.idiom, page.text[slice(*content)]):
        return None
    if not is_passive and (subject is None or subject.lower_ in _NO_SPEAKERS):
        return None
    speaker = speaker_of_verb(page, subject, verb, offset) if subject is not None else None
    stance = Stance.DOUBTS if use.idiom.stance is Stance.CONFIRMS and is_denied else use.idiom.stance
    made = Attribution(
        sentence=sentence_index(page, cue[0]),
        speaker=speaker,
        cue=cue,
        content=(content,),
        stance=stance,
        modality=Modality.STATED,
        pattern="answer",
        word=verb.lower_,
        is_noun_content=True,
        antecedent=antecedent_of(page, subject, verb, offset) if speaker is not None and subject is not None else None,
    )
    return made, use.end if use.between is None else use.between[1]


def _answered(
    verb: Any, subject: Any | None, end: int, between: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, bool]:
    """Return the characters of what is answered, in the paragraph, and whether it is the verb's subject."""
    doc = verb.doc
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
        if any(child.dep_ == "neg" for child in at.children) or (at is not verb and at.lower_ in _UNWILLING):
            return True
        if at.head.lower_ in _UNWILLING and at.head.i < at.i:
            return True
        at = governor(at)
    return False
