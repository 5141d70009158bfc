"""A document cut into paragraphs, sentences, quotations and tokens, every one by its place in the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tollbook.model.document import Span
from tollbook.text.numbers import VAGUE, Number, numbers

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_TOKEN = re.compile(
    rf"[^\W_](?:[\w{_MARKS}]|[’'‐‑-](?=[^\W_]))*|\.{{2,3}}|--|[^\w\s]|_", re.UNICODE
)  # hyphens and apostrophes join; "U.S." is mended below
_INITIALS = re.compile(r"(?:[A-Z]\.){2,6}|(?:a\.m\.|p\.m\.|e\.g\.|i\.e\.)")
_PARAGRAPH_END = re.compile(r"\r?\n[ \t\u00a0]*(?:\r?\n[ \t\u00a0\r\n]*)+|\u2029|\f")
_NEWLINE = re.compile(r"\r?\n|\u2028|\x85")
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·▪●◦‣]|\d{1,2}[.)]|[a-z][.)])[ \t]+")
_LISTED = re.compile(r"[ \t]*(?:[-–—•*·▪●◦‣]|\d{1,2}[.)])?[ \t]*[^\n]{0,80}[:|]\s")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)|[\"”»](?<=[.!?][\"”»])(?=\s)")
_STARTER = re.compile(r"\s+[\"“‘'«(\[]*[A-Z0-9\u0600-\u06ff]")
_ABBREVIATION = re.compile(
    r"(?:(?<=\W)|^)(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Brig|Adm|Rev|Hon|St|Jr|Sr|No|"
    r"Nos|vs|Inc|Ltd|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|ca|cf|incl|excl|est|av|avg|max|min|tel|al|p|pp|art|para|[A-Z])\.$"
)
LONGEST_SENTENCE = 4_000  # characters; a longer one is cut: no writer means it

_OPEN_TO_CLOSE = {"“": '”"', "„": "“”", "«": "»", "「": "」"}
QUOTE_MARKS = '"“”„«»「」'


class Token(NamedTuple):
    """A word, a mark or a number.

    Attributes:
        start: First character.
        end: One past the last.
        text: The words themselves.
        low: The same in lower case, with straight apostrophes.
        number: The number that it is, or None.
    """

    start: int
    end: int
    text: str
    low: str
    number: Number | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a mark or a number."""
        return self.number is None and self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.number is None and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters [start, end) and tokens [first, last) of its page."""

    index: int
    paragraph: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `start` at its opening mark, `end` past its closing one; `inside` is the words between."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text with its parts, in order.

    Attributes:
        text: The text; all offsets are into it.
        tokens: Every token of the story.
        sentences: Every sentence of the story; titles, bylines and terms of use are not in it.
        quotes: Quotations, none overlapping.
        starts: First characters of the tokens.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    quote_starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the words of the text between two characters."""
        return Span(start, end, self.text[start:end])

    def trimmed(self, start: int, end: int, marks: str = " \t\r\n,;:–—-") -> Span:
        """Return the words between two characters without blanks and marks at their ends."""
        while start < end and (self.text[start] in marks or self.text[start].isspace()):
            start += 1
        while end > start and (self.text[end - 1] in marks or self.text[end - 1].isspace()):
            end -= 1
        return self.span(start, end)

    def words_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return a sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence in which a character stands, or None outside the story."""
        i = bisect_right(self.sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after a character."""
        return bisect_left(self.starts, offset)

    def quote_at(self, offset: int) -> Quote | None:
        """Return the quotation in which a character stands, or None."""
        i = bisect_right(self.quote_starts, offset) - 1
        return self.quotes[i] if i >= 0 and offset < self.quotes[i].end else None


def page_of(
    text: str,
    outside: tuple[tuple[int, int], ...] = (),
    dateline: tuple[int, int] | None = None,
    vague: Mapping[str, tuple[int, int]] = VAGUE,
) -> Page:
    """Return a text cut into its parts.

    Args:
        text: The document's text.
        outside: Spans that are no part of the story, sorted, as `front_matter` gives them.
        dateline: Place and day before the story's first words, which begin behind it.
        vague: What vague words mean.

    Returns:
        The page.
    """
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    quotes: list[Quote] = []
    by_place = numbers(text, vague=vague)
    cursor = 0
    for paragraph, (begin, end) in enumerate(_paragraphs(text, outside)):
        start = dateline[1] if dateline is not None and begin <= dateline[0] < end else begin
        found = _quotes(text, start, end)
        quotes.extend(found)
        for first, last in _sentences(text, start, end):
            while cursor < len(by_place) and by_place[cursor].start < first:
                cursor += 1
            inside, cursor = _within(by_place, cursor, last)
            made = _tokens(text, first, last, inside)
            if made:
                number = len(sentences)
                sentences.append(Sentence(number, paragraph, first, last, len(tokens), len(tokens) + len(made)))
                tokens.extend(made)
    return Page(
        text,
        tuple(tokens),
        tuple(sentences),
        tuple(quotes),
        tuple(token.start for token in tokens),
        tuple(sentence.start for sentence in sentences),
        tuple(quote.start for quote in quotes),
    )


def _within(found: tuple[Number, ...], cursor: int, last: int) -> tuple[list[Number], int]:
    inside = []
    while cursor < len(found) and found[cursor].start < last:
        if found[cursor].end <= last:
            inside.append(found[cursor])
        cursor += 1
    return inside, cursor


def _paragraphs(text: str, outside: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    ends = [0]
    for match in _PARAGRAPH_END.finditer(text):
        ends += [match.start(), match.end()]
    ends.append(len(text))
    blocks = [(ends[i], ends[i + 1]) for i in range(0, len(ends) - 1, 2) if ends[i] < ends[i + 1]]
    found: list[tuple[int, int]] = []
    cursor = 0
    for start, end in blocks:
        for first, last in _lines(text, start, end):
            while cursor < len(outside) and outside[cursor][1] <= first:
                cursor += 1
            if cursor < len(outside) and outside[cursor][0] < last:
                continue
            found.append((first, last))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a block at the line ends that end a paragraph: before a list's item, after a full stop or a short line."""
    cuts = [start]
    before = start
    for match in _NEWLINE.finditer(text, start, end):
        after = match.end()
        line = text[before : match.start()].rstrip()
        following = text[after : after + 100]
        ends_sentence = line.endswith((".", "!", "?", ":", "”", '"', ".)", "»"))
        is_short = len(line) < 50 and (following[:1].isupper() or following[:1].isdigit())
        if (
            ends_sentence
            or is_short
            or _BULLET.match(following)
            or _LISTED.match(following)
            or _LISTED.match(line + " ")
        ):
            cuts.append(after)
        before = after
    cuts.append(end)
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _quotes(text: str, start: int, end: int) -> list[Quote]:
    """Return a paragraph's quotations; one that is not closed runs to the paragraph's end."""
    found: list[Quote] = []
    opened, closers = -1, ""
    for match in re.compile("[\"“”„«»「」‘’]|``|''").finditer(text, start, end):
        i, mark = match.start(), match.group()
        if opened < 0:
            closers = _closers(text, i, mark, end)
            if closers:
                opened = i
        elif mark in closers and _closes(text, i, mark, start):
            found.append(_quote(text, opened, match.end()))
            opened = -1
    if opened >= 0 and text[opened] not in "‘„" and end - opened < LONGEST_SENTENCE:
        stop = end - (len(text[opened:end]) - len(text[opened:end].rstrip()))
        found.append(_quote(text, opened, stop))
    return found


def _closers(text: str, i: int, mark: str, end: int) -> str:
    following = text[i + len(mark)] if i + len(mark) < end else " "
    before = text[i - 1] if i else " "
    if mark in _OPEN_TO_CLOSE:
        return _OPEN_TO_CLOSE[mark]
    if mark == "``" or (mark == "''" and not following.isspace() and not before.isalnum()):
        return "''"
    if mark == '"' and not following.isspace() and not before.isalnum():
        return '"”'
    if mark == "‘" and following.isalpha() and not before.isalnum() and text.find("’", i, min(end, i + 1500)) > 0:
        return "’"
    return ""


def _closes(text: str, i: int, mark: str, start: int) -> bool:
    if mark != "’":
        return True
    following = text[i + 1] if i + 1 < len(text) else " "
    return i > start and not following.isalnum() and (text[i - 1] in ".,!?" or not text[i - 1].isspace())


def _quote(text: str, start: int, end: int) -> Quote:
    opening = 2 if text.startswith(("``", "''"), start) else 1
    closing = (
        2 if text[max(start + opening, end - 2) : end] == "''" else int(text[end - 1] in '"”»」’“' and end - start > 1)
    )
    inner = text[start + opening : end - closing]
    return Quote(start, end, start + opening, end - closing, len(inner.split()))


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a paragraph's sentences; one that ends inside a quotation leaves its closing mark with it."""
    cuts, before = [start], start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop - before > LONGEST_SENTENCE:
            cuts += range(before + LONGEST_SENTENCE, stop, LONGEST_SENTENCE)
            before = cuts[-1]
        if not _STARTER.match(text, stop) or _ABBREVIATION.search(text, max(start, stop - 12), stop):
            continue
        if match.group()[-1] in '"”»’' and text[stop : stop + 2].strip().islower():
            continue
        cuts.append(stop)
        before = stop
    while end - cuts[-1] > LONGEST_SENTENCE:
        cuts.append(cuts[-1] + LONGEST_SENTENCE)
    cuts.append(end)
    bounds = []
    for a, b in pairwise(cuts):
        piece = text[a:b]
        lead = len(piece) - len(piece.lstrip())
        tail = len(piece.rstrip())
        if tail > lead:
            bounds.append((a + lead, a + tail))
    return bounds


def _tokens(text: str, start: int, end: int, found: list[Number]) -> list[Token]:
    made: list[Token] = []
    at = start
    for number in found:
        made.extend(_plain(text, at, number.start))
        words = text[number.start : number.end]
        made.append(Token(number.start, number.end, words, words.lower(), number))
        at = number.end
    made.extend(_plain(text, at, end))
    return made


def _plain(text: str, start: int, end: int) -> list[Token]:
    made: list[Token] = []
    skip_to = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() < skip_to:
            continue
        stop = match.end()
        is_letter = text[stop : stop + 1] == "." and stop - match.start() == 1
        initials = _INITIALS.match(text, match.start(), end) if is_letter else None
        if initials is not None and initials.end() > stop:
            stop = initials.end()
        words = text[match.start() : stop]
        possessive = len(words) > 2 and words[-2] in "’'" and words[-1] in "sS"
        if possessive:
            made.append(Token(match.start(), stop - 2, words[:-2], words[:-2].lower().replace("’", "'")))
            made.append(Token(stop - 2, stop, words[-2:], "'s"))
        else:
            made.append(Token(match.start(), stop, words, words.lower().replace("’", "'")))
        skip_to = stop
    return made
