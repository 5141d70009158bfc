"""The reader without a parser: attributions by the order of words and marks alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page, Quote, Sentence, Token
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.bounds import settled
from tollbook.reading.statements.cue_words import is_verb
from tollbook.reading.statements.cues import CUE_NOUNS, CUES, UNCONFIRMED, Cue
from tollbook.reading.statements.quotations import with_loose_quotes
from tollbook.reading.statements.tails import tails
from tollbook.reading.statements.transcripts import turns
from tollbook.reading.words import listed

_PLAIN = listed("cues with a plain clause")
_WITH_THAT = listed("cues with that")
_TAKE_NOUNS = listed("cues with a noun")
_ACCUSERS = frozenset(["accuse", "blame"])
_QUOTERS = listed("cues of quotations")
_SKIPPED = listed("skipped before cues")
_NP_STOPS = listed("speaker stops")
_LEADS = listed("speaker leads")
_RELATIVE = frozenset(("who", "which", "that"))
_LONGEST_SPEAKER = 30
_DAYS = listed("days")
_HEARERS = frozenset(("tell", "remind", "inform", "assure", "brief"))
_COUNTERS = frozenset(("document", "record", "register", "count", "estimate", "verify", "identify", "tally"))
_ANSWERS = frozenset(("deny", "reject", "dispute", "confirm", "contradict"))
_ANSWERED = frozenset(("that", "it", "this", "them"))
_PERSONS = frozenset(("it", "he", "she", "they"))
_GERUND = 4  # `form` of "counting"
_BE = frozenset(("was", "were", "is", "are", "been", "being"))


class ShallowParser:
    """Reads by the order of words: no model, nothing to install."""

    __slots__ = ()

    @property
    def facts(self) -> dict[str, str]:
        """Name and version of this reader."""
        return {"name": "word order", "version": "1"}

    def attributions(self, page: Page) -> tuple[Attribution, ...]:
        """Return the attributions of a document in the order of their cues.

        Args:
            page: The document.

        Returns:
            Attributions.
        """
        found: list[Attribution] = []
        for sentence in page.sentences:
            found.extend(_in_sentence(page, sentence))
        found.extend((*turns(page), *tails(page, found)))
        return settled(page, with_loose_quotes(page, found))

    def of_all(self, pages: Sequence[Page]) -> Iterator[tuple[Attribution, ...]]:
        """Yield the attributions of each of some documents.

        Args:
            pages: The documents.

        Yields:
            tuple[Attribution, ...]: A document's attributions.
        """
        yield from map(self.attributions, pages)

    def left_out(self, page: Page) -> int:  # noqa: ARG002 (it reads all)
        """Return how many characters of a document it does not read: none."""
        return 0


def _in_sentence(page: Page, sentence: Sentence) -> list[Attribution]:
    tokens = page.words_of(sentence)
    found: list[Attribution] = []
    taken = -1
    for i, token in enumerate(tokens):
        if i <= taken or not token.is_word:
            continue
        if token.low == "according" and _low(tokens, i + 1) == "to":
            made = _according(page, sentence, tokens, i)
        elif token.low in CUES and is_verb(tokens, i, CUES[token.low]) and not _quoted(page, token):
            made = _by_verb(page, sentence, tokens, i, CUES[token.low])
        elif token.low in CUE_NOUNS and not _quoted(page, token):
            made = _by_noun(page, sentence, tokens, i)
        else:
            continue
        if made is not None:
            found.append(made)
    return found


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _quoted(page: Page, token: Token) -> bool:
    quote = page.quote_at(token.start)
    return quote is not None and quote.words > 3


def _according(page: Page, sentence: Sentence, tokens: Sequence[Token], i: int) -> Attribution | None:
    last = i + 2
    while (
        last < len(tokens)
        and last - i < _LONGEST_SPEAKER
        and tokens[last].text not in ",;.:—–"
        and tokens[last].low not in ("which", "who", "that")
    ):
        last += 1
    if last == i + 2:
        return None
    speaker = (tokens[i + 2].start, tokens[last - 1].end)
    cue = (tokens[i].start, tokens[i + 1].end)
    content = _around(page, sentence, tokens[i].start, tokens[last - 1].end)
    return (
        Attribution(sentence.index, speaker, cue, content, Stance.REPORTS, Modality.STATED, "according", "according")
        if content
        else None
    )


def _around(page: Page, sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    spans = (page.trimmed(sentence.start, start), page.trimmed(end, sentence.end, " \t\r\n,;:–—-."))
    return tuple((span.start, span.end) for span in spans if span.end - span.start > 2)


def _by_verb(page: Page, sentence: Sentence, tokens: Sequence[Token], i: int, cue: Cue) -> Attribution | None:
    if _low(tokens, i + 1) == "by" and _low(tokens, i - 1) in _BE:
        return _passive(sentence, tokens, i, cue)
    speaker = _before(tokens, i, cue)
    quote_before = _quote_before(page, sentence, tokens, i, speaker)
    inverted = False
    if speaker is None and quote_before is not None and cue.base in _QUOTERS:
        speaker, inverted = _after(tokens, i), True
    after = _content_start(tokens, i, speaker, cue, inverted=inverted)
    content = _content(page, sentence, tokens, (i, after), cue, (speaker, quote_before))
    if not content or (speaker is None and not inverted and cue.form != 4):
        return None
    if speaker is not None and _low(tokens, speaker[0]) == "you":
        return None
    if speaker is not None and _low(tokens, speaker[0]) == "it" and _low(tokens, i - 1) in _BE:
        speaker = None  # "it was reported": by whom is not said
    is_noun = cue.base in _TAKE_NOUNS and _low(tokens, i + 1) != "that" and quote_before is None
    stance = _negated(tokens, i, cue)
    return Attribution(
        sentence.index,
        (tokens[speaker[0]].start, tokens[speaker[1] - 1].end) if speaker else None,
        (tokens[i].start, tokens[i].end),
        content,
        stance,
        cue.modality,
        "quote" if quote_before is not None or page.quote_at(content[-1][0] + 1) else "clause",
        tokens[i].low,
        is_noun_content=is_noun,
    )


def _passive(sentence: Sentence, tokens: Sequence[Token], i: int, cue: Cue) -> Attribution | None:
    """Read "The deal was confirmed by the ministry": who stands behind "by" says it of the subject."""
    subject, last = _before(tokens, i, cue), i + 2
    while last < len(tokens) and last - i < _LONGEST_SPEAKER and tokens[last].text not in ",;.:—–(":
        last += 1
    if subject is None or last == i + 2 or cue.base not in _TAKE_NOUNS | _ACCUSERS:
        return None
    return Attribution(
        sentence.index,
        (tokens[i + 2].start, tokens[last - 1].end),
        (tokens[i].start, tokens[i].end),
        ((tokens[subject[0]].start, tokens[subject[1] - 1].end),),
        cue.stance,
        cue.modality,
        "passive",
        tokens[i].low,
        is_noun_content=True,
    )


def _negated(tokens: Sequence[Token], i: int, cue: Cue) -> Stance:
    near = {_low(tokens, i - step) for step in (1, 2)}
    if (
        near & {"not", "n't", "never"}
        and cue.stance in (Stance.CONFIRMS, Stance.ASSERTS)
        and cue.base in ("confirm", "verify", "believe", "think")
    ):
        return Stance.DOUBTS
    return cue.stance


def _before(tokens: Sequence[Token], i: int, cue: Cue) -> tuple[int, int] | None:
    """Return the noun phrase before a verb as [from, to), or None."""
    at = i - 1
    if _low(tokens, at) == "to" and _low(tokens, at - 1) in ("on", "went", "refused", "declined"):
        at -= 3
    while at >= 0 and (
        _low(tokens, at) in _SKIPPED - _RELATIVE
        or _low(tokens, at).endswith("ly")
        or _low(tokens, at) in _DAYS
        or (_low(tokens, at) == "on" and _low(tokens, at + 1) in _DAYS)
    ):
        at -= 1
    if at >= 0 and tokens[at].text == "," and cue.form != 4:
        opening = next((k for k in range(at - 1, max(-1, at - 26), -1) if tokens[k].text == ","), None)
        inside = tokens[opening + 1 : at] if opening is not None else ()
        if opening is None or not inside or (opening > 0 and not tokens[opening - 1].is_word):
            return None
        start = _phrase_start(tokens, opening)
        return (start, at) if start < opening else None
    if at >= 0 and tokens[at].text == "," and cue.form == 4:
        return None
    last = at + 1
    start = _phrase_start(tokens, last)
    if start >= last or not any(token.is_word for token in tokens[start:last]):
        return None
    return start, last


def _phrase_start(tokens: Sequence[Token], last: int) -> int:
    at = last
    while at > 0 and last - at < _LONGEST_SPEAKER:
        token = tokens[at - 1]
        if (
            token.low in _NP_STOPS
            or token.number is not None
            or not (token.is_word or token.low in ("'s", "-", "“", "”", "."))
        ):
            break
        if token.low in CUES and CUES[token.low].form in (1, 2) and token.low not in CUE_NOUNS:
            break
        at -= 1
    while at < last and tokens[at].low in _LEADS:
        at += 1
    return at


def _after(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the noun phrase of "said X", up to a mark."""
    at = i + 1
    while (
        at < len(tokens)
        and at - i < _LONGEST_SPEAKER
        and (tokens[at].is_word or tokens[at].low in ("'s", "-"))
        and tokens[at].low not in _NP_STOPS | {"in", "on", "at"}
    ):
        at += 1
    return (i + 1, at) if at > i + 1 else None


def _quote_before(
    page: Page, sentence: Sentence, tokens: Sequence[Token], i: int, speaker: tuple[int, int] | None
) -> Quote | None:
    """Return the quotation that ends right before the speaker or the verb."""
    first = speaker[0] if speaker is not None else i
    if first == 0:
        return None
    end = tokens[first - 1].end
    quote = page.quote_at(max(sentence.start, end - 1))
    if quote is None and first > 1:
        quote = page.quote_at(tokens[first - 2].end - 1)
    return quote if quote is not None and quote.words > 1 and quote.end <= tokens[first].start else None


def _content_start(
    tokens: Sequence[Token], i: int, speaker: tuple[int, int] | None, cue: Cue, *, inverted: bool
) -> int:
    """Return the token at which what is said begins."""
    at = speaker[1] if inverted and speaker is not None else i + 1
    if cue.base in (*_HEARERS, "warn", "ask", "urge") and not inverted:
        stop = next(
            (k for k in range(at, min(at + 12, len(tokens))) if tokens[k].low == "that" or tokens[k].text in ':,“"'), at
        )
        at = stop
    if _low(tokens, at) in _DAYS or (_low(tokens, at) == "on" and _low(tokens, at + 1) in _DAYS):
        at += 1 + (_low(tokens, at) == "on")
    while _low(tokens, at) in (",", ":", "that"):
        at += 1
        if _low(tokens, at - 1) == "that":
            break
    return at


def _content(
    page: Page, sentence: Sentence, tokens: Sequence[Token], verb: tuple[int, int], cue: Cue,
    found: tuple[tuple[int, int] | None, Quote | None],
) -> tuple[tuple[int, int], ...]:  # fmt: skip
    (i, after), (speaker, quote) = verb, found
    if cue.base in _ANSWERS and _low(tokens, i + 1) in _ANSWERED and _low(tokens, i + 2) in ("", ".", ",", ";"):
        return ((tokens[i + 1].start, tokens[i + 1].end),)
    rest = page.trimmed(tokens[after].start, sentence.end, " \t\r\n,;:–—-.") if after < len(tokens) else None
    has_that = "that" in (_low(tokens, i + 1), _low(tokens, after - 1))
    follows = page.quote_at(tokens[after].start) if after < len(tokens) else None
    if quote is not None:
        spans = [(quote.start, quote.end)]
        if follows is not None:
            spans.append((follows.start, min(follows.end, sentence.end)))
        return tuple(spans)
    if cue.base in _HEARERS and not has_that and follows is None and not _is_colon(tokens, i, after):
        first = speaker[0] if speaker is not None else i
        span = (
            page.trimmed(sentence.start, tokens[first - 1].start)
            if first > 3 and tokens[first - 1].text == ","
            else None
        )
        return ((span.start, span.end),) if span is not None else ()
    takes = has_that or follows is not None or cue.base in _PLAIN or (cue.base in _TAKE_NOUNS | _ACCUSERS)
    takes = takes or (
        _counts(tokens, i, cue) and _low(tokens, (speaker or (i, i))[0]) not in ("it", "he", "she", "they")
    )
    if cue.base in _PLAIN and speaker is not None and _is_between_commas(tokens, i, speaker):
        return _around(page, sentence, tokens[speaker[0]].start, tokens[i].end)
    if rest is not None and rest.end - rest.start > 8 and takes and len(tokens) - after > 2:
        return ((rest.start, rest.end),)
    first = speaker[0] if speaker is not None else i
    if cue.base in _PLAIN and first > 3 and tokens[first - 1].text == ",":
        span = page.trimmed(sentence.start, tokens[first - 1].start)
        return ((span.start, span.end),)
    return ()


def _is_colon(tokens: Sequence[Token], i: int, after: int) -> bool:
    return any(token.text == ":" for token in tokens[i:after])


def _counts(tokens: Sequence[Token], i: int, cue: Cue) -> bool:
    """Return whether a figure is what a verb takes: "has documented 312 deaths", "put the toll at 38"."""
    near = tokens[i + 1 : i + 10]
    if cue.base == "put":
        return any(a.low == "at" and b.number is not None for a, b in pairwise(near))
    return cue.base in _COUNTERS and cue.form != _GERUND and any(token.number is not None for token in near[:6])


def _is_between_commas(tokens: Sequence[Token], i: int, speaker: tuple[int, int]) -> bool:
    """Return whether speaker and verb interrupt a sentence: "12 were killed, it said, along with ..."."""
    first = speaker[0]
    if first < 4 or first > i or tokens[first - 1].text != "," or _low(tokens, i + 1) != ",":
        return False
    return _low(tokens, i + 2) in ("along", "together", "as", "in", "including", "with", "among", "when", "after")


def _by_noun(page: Page, sentence: Sentence, tokens: Sequence[Token], i: int) -> Attribution | None:
    """Read: reports that ...', 'a report by X presents ...', 'Unconfirmed reports have cited ...'."""
    stance, modality = CUE_NOUNS[tokens[i].low]
    before = {_low(tokens, i - step) for step in (1, 2)}
    modality = Modality.UNCONFIRMED if before & UNCONFIRMED else modality
    cue = (tokens[i].start, tokens[i].end)
    if _low(tokens, i + 1) == "that":
        span = page.trimmed(tokens[i + 1].end, sentence.end, " \t\r\n,;:–—-.")
        owner = (tokens[i - 2].start, tokens[i - 2].end) if _low(tokens, i - 1) == "'s" and i > 1 else None
        return Attribution(
            sentence.index, owner, cue, ((span.start, span.end),), stance, modality, "noun", tokens[i].low
        )
    verb = next(
        (
            k
            for k in range(i + 1, min(i + 8, len(tokens)))
            if tokens[k].low
            in (
                "cited",
                "cite",
                "claim",
                "claimed",
                "describe",
                "described",
                "suggest",
                "suggested",
                "presents",
                "presented",
                "speak",
                "spoke",
                "tell",
                "told",
                "mention",
                "mentioned",
                "indicate",
                "indicated",
            )
        ),
        None,
    )
    if verb is not None and before & UNCONFIRMED and verb + 1 < len(tokens):
        span = page.trimmed(tokens[verb].end, sentence.end, " \t\r\n,;:–—-.")
        source, cue = (tokens[i - 1].start, tokens[i].end), (tokens[verb].start, tokens[verb].end)
        return Attribution(
            sentence.index, source, cue, ((span.start, span.end),), stance, modality, "floating", tokens[verb].low
        )
    return None
