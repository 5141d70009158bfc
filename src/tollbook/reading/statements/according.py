"""What stands around "according to X": X says the rest of the sentence, or the sentence before."""

from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.spans import MARKS, trimmed
from tollbook.reading.words import listed

_NO_SPEAKERS = listed("no speakers")  # "treated according to our religion"
_THAT = frozenset(("that's", "that is", "this is", "that was", "this was", "it is", "all"))


def of_according(page: Page, token: Any, offset: int) -> Attribution | None:
    """Return the attribution of "according to", or None where no source follows.

    Args:
        page: The document.
        token: The token "according".
        offset: Where its paragraph begins in the document.

    Returns:
        The attribution.
    """
    to = token.nbor(1)
    target = next((child for child in to.children if child.dep_ == "pobj"), None)
    if target is None or target.lower_ in _NO_SPEAKERS or target.tag_ in ("WDT", "WP"):
        return None
    end = target.right_edge.idx + len(target.right_edge)
    for child in target.subtree:
        if child.dep_ in ("relcl", "punct") and child.i > target.i and child.text in (",", ";", ":", "--"):
            end = min(end, child.idx)
            break
    speaker = trimmed(page, target.left_edge.idx + offset, end + offset)
    cue = (token.idx + offset, to.idx + 2 + offset)
    spans = around(page, cue, speaker)
    sentence = page.sentence_at(cue[0])
    if sentence is None or not spans:
        return None
    return Attribution(sentence.index, speaker, cue, spans, Stance.REPORTS, Modality.STATED, "according", "according")


def around(page: Page, cue: tuple[int, int], speaker: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return what stands around "according to X" up to a semicolon; of "That's according to X" the sentence before.

    Args:
        page: The document.
        cue: Characters of "according to".
        speaker: Characters of the source behind it.

    Returns:
        The content; empty where there is none.
    """
    sentence = page.sentence_at(cue[0])
    if sentence is None:
        return ()
    start = max(sentence.start, page.text.rfind(";", sentence.start, cue[0]) + 1)
    stop = page.text.find(";", speaker[1], sentence.end)
    before = trimmed(page, start, cue[0], MARKS + "(")
    after = trimmed(page, min(speaker[1], sentence.end), stop if stop >= 0 else sentence.end, MARKS + ".)")
    if " ".join(page.text[slice(*before)].lower().replace("’", "'").split()) in _THAT and sentence.index > 0:
        said = page.sentences[sentence.index - 1]
        return (trimmed(page, said.start, said.end, MARKS + "."),) if said.paragraph == sentence.paragraph else ()
    spans = tuple(span for span in (before, after) if span[1] - span[0] > 3)
    if page.text[cue[0]].isupper():
        spans = tuple(span for span in spans if span[0] > cue[0])
    return spans
