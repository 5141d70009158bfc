"""What a verb of saying does where it stands: "called for" demands, "could not verify" doubts, "was told" reports."""

import re
from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.statements.cues import CUES
from tollbook.reading.statements.saying import governor, is_told

_DOUBTED = frozenset(("confirm", "verify", "corroborate", "believe", "think", "substantiate", "authenticate"))
_FOUND = frozenset(("confirm", "verify", "corroborate"))
_UNABLE = frozenset(("unable", "impossible", "hard", "difficult", "failed", "yet"))
_ASKED = re.compile(r"\b(?:for|on|upon|to)$")


def stance_of(verb: Any, base: str, cue: str, content: str) -> Stance:
    """Return what somebody does by a verb.

    Args:
        verb: The verb's token in a dependency parse.
        base: Its base form.
        cue: The words of the cue, in lower case.
        content: The first words said.

    Returns:
        The stance.
    """
    listed = CUES.get(verb.lower_)
    stance = listed.stance if listed is not None else Stance.ASSERTS
    if base in _DOUBTED and _is_negated(verb, cue):
        return Stance.DOUBTS
    if base in _FOUND - {"confirm"} and re.search(r"\d", content[:40]):
        return Stance.ASSERTS  # "verified 4,287 casualties" is a count of its own
    if base == "put" and any(child.lower_ == "down" for child in verb.children):
        return Stance.OTHER_EXPLANATION  # "put the deaths down to cholera"
    if is_told(verb, base):
        return Stance.REPORTS
    if base in ("call", "ask", "appeal") and stance is Stance.DEMANDS and not _demands(verb, cue):
        return Stance.ASSERTS
    return stance


def modality_of(word: str) -> Modality:
    """Return how firmly a verb says what it says."""
    listed = CUES.get(word)
    return listed.modality if listed is not None else Modality.STATED


def _is_negated(verb: Any, cue: str) -> bool:
    at = verb
    while at is not None:
        if any(child.dep_ == "neg" for child in at.children):
            return True
        at = governor(at)
    return bool(_UNABLE & set(cue.split())) or (verb.head.lower_ in _UNABLE and verb.head.i < verb.i)


def _demands(verb: Any, cue: str) -> bool:
    """Return whether "call" and "ask" want something: with "for" or "on", or with an infinitive."""
    wants = any(child.dep_ in ("xcomp", "ccomp") and _is_infinitive(child) for child in verb.children)
    return _ASKED.search(cue) is not None or wants


def _is_infinitive(token: Any) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
