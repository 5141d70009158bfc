"""Whoever answers in the tail of a sentence: ", a figure the ministry disputes", " - something the rebels deny"."""

import re
from collections.abc import Iterator, Sequence

from tollbook.model.vocabulary import Stance
from tollbook.reading.page import Page, Sentence
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.cues import CUES
from tollbook.text.stems import SAID

_ANSWERING = (Stance.DENIES, Stance.DISPUTES, Stance.DOUBTS, Stance.CONFIRMS)
_FORMS = frozenset(word for word, cue in CUES.items() if cue.stance in _ANSWERING and cue.form in (0, 1, 2, 3))
_PARTICIPLES = frozenset(word for word, cue in CUES.items() if cue.stance in _ANSWERING and word.endswith("ed"))
_SAID = "|".join(sorted(SAID))
_TAIL = re.compile(
    rf"(?:,|\s[-–—])\s+(?P<what>(?:an?|the|another|one)\s+(?:[\w-]+\s+){{0,2}}?(?:{_SAID})|something|{_SAID})\s+"
    r"(?:(?:that|which)\s+)?(?P<who>(?:the\s|all\s|both\s|most\s|many\s|several\s|some\s|an?\s|its\s|their\s|his\s|her\s|[A-Z])[^,.;:–—]{0,60}?)\s+"
    rf"(?P<cue>(?:(?:has|have|had|also|later|since|itself|himself|promptly|[a-z]+ly)\s+)*(?P<verb>{'|'.join(sorted(_FORMS))}))"
    r"\s*(?=[,.;–—!?]|$)"
)
_BY = re.compile(
    rf"(?:,|\s[-–—])\s+(?P<what>(?:an?|the|another|one)\s+(?:[\w-]+\s+){{0,2}}?(?:{_SAID})|something|{_SAID})\s+"
    rf"(?P<cue>(?:(?:later|since|itself|promptly|[a-z]+ly)\s+)*(?P<verb>{'|'.join(sorted(_PARTICIPLES))}))\s+by\s+"
    r"(?P<who>[^,.;:–—]{2,80}?)\s*(?=[,.;–—!?]|$)"
)


def tails(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Return who denies, disputes, doubts or confirms a sentence at its end.

    Args:
        page: The document.
        found: What was read in it.

    Returns:
        The answers whose cues are nobody's yet; the content of each is the noun that sums the sentence up.
    """
    cues = {one.cue[1] for one in found if one.cue is not None}
    return [one for sentence in page.sentences for one in _tails(page, sentence) if one.cue and one.cue[1] not in cues]


def _tails(page: Page, sentence: Sentence) -> Iterator[Attribution]:
    if not any(token.low in _FORMS for token in page.words_of(sentence)):
        return
    for match in (
        *_TAIL.finditer(page.text, sentence.start, sentence.end),
        *_BY.finditer(page.text, sentence.start, sentence.end),
    ):
        if page.quote_at(match.start("cue")) is None:
            verb = match["verb"].lower()
            cue = CUES[verb]
            spans = match.span("who"), match.span("cue"), (match.span("what"),)
            yield Attribution(sentence.index, *spans, cue.stance, cue.modality, "relative", verb, is_noun_content=True)
