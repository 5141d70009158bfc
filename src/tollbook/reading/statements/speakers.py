"""Whether words can be a speaker, who speaks where nobody does, and who says the same as somebody before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.cues import CUES, UNCONFIRMED
from tollbook.reading.words import listed

_NOBODY = re.compile(r"(?:nobody|no[\s-]one|none|neither|no\s+\w+(?:\s+\w+)?)\b", re.IGNORECASE)
_ANYBODY = re.compile(r"(?:any(?:one|body)|every(?:one|body)|who(?:ever)?)\b", re.IGNORECASE)
_THINGS = re.compile(
    r"(?:(?:an?|the|this|that|these|those|any|no)\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:truces?|cease-?fires?|agreements?|deals?|accords?|pacts?|treat(?:y|ies)|armistice|"
    r"pages?|strikes?|air\s?strikes?|attacks?|battles?|siege|evacuation)",
    re.IGNORECASE,
)
_NO_HEADS = listed("no heads")
_ADJECTIVES = listed("nations") | UNCONFIRMED
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|ing)")
_CHECKED = frozenset(("confirm", "verify", "corroborate", "document"))
_UNABLE = re.compile(r"\b(?:unable|impossible|hard|difficult|failed|not\s+possible|no\s+way)\s+to\s+$", re.IGNORECASE)
_ECHO = re.compile(
    r",?\s+(?:(?:and|just)\s+)?(?P<cue>(?:so|as)\s+(?:did|does|do|has|have|had))\s+(?P<who>[^,.;:]{3,120})",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:;\s*(?:and|but|while)?|,\s+(?:and|but|while))\s*$", re.IGNORECASE)
_MOST_BESIDE = 40  # attributions of a sentence that are compared; no writer makes more
_LONGEST_ECHO = 400  # characters from a cue to "so did"


def spoken(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions whose speaker can be one, with those of whoever is said to say the same.

    Args:
        page: The document.
        attributions: What a reader found.

    Returns:
        Attributions: what nobody could confirm is doubted, without a speaker; a clause that somebody else says in the
        same sentence is cut from the content before it.
    """
    kept = [told for one in attributions if (told := _told(page, one)) is not None]
    beside: dict[int, list[Attribution]] = {}
    for one in attributions:
        beside.setdefault(one.sentence, []).append(one)
    kept = [_until_next(page, one, beside[one.sentence][:_MOST_BESIDE]) for one in kept]
    made: list[Attribution] = []
    for one in kept:
        made.extend(_echoed(page, one))
    return tuple(made)


def _told(page: Page, one: Attribution) -> Attribution | None:
    base = CUES[one.word].base if one.word in CUES else ""
    if one.cue is not None and base in _CHECKED and _UNABLE.search(page.text[max(0, one.cue[0] - 16) : one.cue[0]]):
        one = replace(one, stance=Stance.DOUBTS)
    is_claim = one.pattern != "attitude" or one.modality is Modality.ALLEGED
    if one.antecedent is not None and is_claim:  # "the rebels, who claim to hold it", not "who wants to leave"
        one = replace(one, speaker=one.antecedent, antecedent=None)
    if one.speaker is None:
        is_none = one.stance is Stance.CONFIRMS and _NOBODY.match(page.text[slice(*one.content[0])]) is not None
        return replace(one, stance=Stance.DOUBTS) if is_none else one  # "Neither figure could be verified"
    words = " ".join(page.text[slice(*one.speaker)].split())
    if _NOBODY.match(words) and one.stance is Stance.CONFIRMS:
        return replace(one, speaker=None, stance=Stance.DOUBTS)
    return one if _may_speak(words) or (one.pattern in ("answer", "own", "if said") and _NOBODY.match(words)) else None


def _may_speak(words: str) -> bool:
    """Return whether words are a noun phrase for somebody who may speak: not "received", "Syrian", "a truce"."""
    listed_words = words.lower().split()
    if not listed_words or _THINGS.fullmatch(words) or _ANYBODY.match(words) or _NOBODY.match(words):
        return False
    if listed_words[-1] in _NO_HEADS:
        return False
    if len(listed_words) > 1:
        return True
    alone = listed_words[0]
    return alone not in _ADJECTIVES and not (words.islower() and _PARTICIPLE.fullmatch(alone))


def _until_next(page: Page, one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Return an attribution without what follows in its sentence by another speaker: "..., and Russia denied it"."""
    if one.cue is None or one.content[-1][0] < one.cue[1]:
        return one
    start, end = one.content[-1]
    for other in others:
        if other.speaker is None or other.cue is None or other.cue == one.cue:
            continue
        at = other.speaker[0]
        is_inside = start + 3 < at < end and other.cue[0] > at and page.quote_at(at) is None
        if is_inside and _JOINED.search(page.text[start:at]):
            end = min(end, start + len(_JOINED.sub("", page.text[start:at]).rstrip()))
    return replace(one, content=(*one.content[:-1], (start, end))) if end < one.content[-1][1] else one


def _echoed(page: Page, one: Attribution) -> list[Attribution]:
    """Return an attribution, and that of "and so did X" behind it."""
    if one.cue is None:
        return [one]
    sentence = page.sentences[one.sentence]
    match = _ECHO.search(page.text, one.cue[1], min(sentence.end, one.cue[1] + _LONGEST_ECHO))
    if match is None or page.quote_at(match.start("cue")) is not None:
        return [one]
    content = tuple((start, min(end, match.start())) for start, end in one.content if start < match.start())
    if not content or one.speaker is None:
        return [one]
    who = page.trimmed(*match.span("who"))
    return [
        replace(one, content=content),
        replace(one, content=content, speaker=(who.start, who.end), cue=match.span("cue"), pattern="carried"),
    ]
