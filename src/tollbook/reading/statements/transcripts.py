"""Turns of a transcript and quoted lines: "Q: Who fired? A: We did.", 'Halim: "Nobody asked us."'."""

import re
from collections import Counter
from collections.abc import Iterator

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import QUOTE_MARKS, Page
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.words import listed

_TURN = re.compile(r"(?P<who>[A-Z][\w.’'-]{0,24}(?:,? [A-Z(][\w.’')-]{0,24}){0,5})(?P<colon>:)\s{1,3}(?=\S)")
_INNER = re.compile(
    r"[.?!”\"]\s+(?P<who>[A-Z][A-Z.’'-]{1,24}(?:,? [A-Z(][A-Z.’')-]{0,24}){0,5})(?P<colon>:)\s{1,3}(?=\S)"
)
_STAFF = re.compile(
    r"(?:the\s+)?(?:presenter|host|anchor|reporter|correspondent|newsreader|newscaster|interviewer|moderator|announcer|"
    r"narrator|studio|q|question)(?:\s+\w+){0,2}",
    re.IGNORECASE,
)
_SHORTEST = 3  # characters of a turn
_NO_NAMES = listed("no names") | listed("labels of lines")


def turns(page: Page) -> Iterator[Attribution]:
    """Yield the turns of a document's transcripts.

    A paragraph that opens with a name and a colon is a turn where a quotation follows, where the name is a letter or in
    capitals, or where it opens another paragraph too. What a programme's own people say is the writer's.

    Args:
        page: The document.

    Yields:
        Attribution: One a turn, from the name to the end of its paragraph.
    """
    found: list[tuple[re.Match[str], int, int]] = []
    for i, sentence in enumerate(page.sentences):
        if i and page.sentences[i - 1].paragraph == sentence.paragraph:
            continue
        match = _TURN.match(page.text, sentence.start, sentence.end)
        if match is not None and not _NO_NAMES & set(match["who"].lower().split()[len(match["who"]) == 1 :]):
            found.extend(_within(page, match, _end(page, i)))
    often = Counter(match["who"] for match, _, _ in found)
    for match, start, end in found:
        who = match["who"]
        quoted = page.text[start] in QUOTE_MARKS
        says = end - start >= _SHORTEST and any(letter.isalpha() for letter in page.text[start:end])  # "Clinton: 547."
        is_turn = quoted or who.isupper() or often[who] > 1
        if says and is_turn and not _STAFF.fullmatch(who):
            place = page.sentence_at(start)
            yield Attribution(
                place.index if place is not None else 0, match.span("who"), match.span("colon"), ((start, end),),
                Stance.ASSERTS, Modality.STATED, "quote",
            )  # fmt: skip


def _within(page: Page, first: re.Match[str], end: int) -> list[tuple[re.Match[str], int, int]]:
    """Return the turns of a paragraph that opens with one: those inside it have a name in capitals."""
    inner = list(_INNER.finditer(page.text, first.end(), end)) if first["who"].isupper() else []
    ends = [*(match.start("who") for match in inner), end]
    trimmed = (page.trimmed(match.end(), stop, " \t\r\n") for match, stop in zip([first, *inner], ends, strict=True))
    return [(match, span.start, span.end) for match, span in zip([first, *inner], trimmed, strict=True)]


def _end(page: Page, first: int) -> int:
    last = first
    while last + 1 < len(page.sentences) and page.sentences[last + 1].paragraph == page.sentences[first].paragraph:
        last += 1
    return page.sentences[last].end
