"""Attributions of one parsed paragraph: cue, speaker and content, read off the dependency tree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tollbook.reading.page import Page
from tollbook.reading.statements.according import of_according
from tollbook.reading.statements.answering import of_idiom
from tollbook.reading.statements.attitudes import ATTITUDES, REPORTING_NOUNS, of_adjective, of_noun
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.complements import complement_of
from tollbook.reading.statements.idioms import IDIOMS
from tollbook.reading.statements.quoted import Complement
from tollbook.reading.statements.saying import antecedent_of, cue_of_verb, speaker_of_verb, subject_of
from tollbook.reading.statements.spans import MARKS, in_long_quote, merged, sentence_index, trimmed, whole_quote
from tollbook.reading.statements.stances import modality_of, stance_of
from tollbook.reading.statements.verbs import BASES, CLASSES

_ADDITION = re.compile(r",\s+(?:along|together)\s+with\b|,\s+(?:as\s+well\s+as|in\s+addition\s+to|including)\b")
_WHOLE = 3  # words from which a quotation may be all that is said
_SELF = frozenset(("i", "we", "you", "one"))
_NOBODY = frozenset(("'s", "let", "you", "there"))


CUE_WORDS = frozenset(BASES) | REPORTING_NOUNS | ATTITUDES | {"according"}


@dataclass(frozen=True, slots=True)
class ParsedWords:
    """The words of a parsed paragraph that may be cues, by index with their tags, and where its verbs begin."""

    cues: tuple[tuple[int, str, str], ...]
    verbs: frozenset[int]


def words_of(parsed: Any) -> ParsedWords:
    """Return the words of a parsed paragraph that may be cues, and its verbs.

    Args:
        parsed: A spaCy Doc.

    Returns:
        The words.
    """
    from spacy.attrs import IDX, LOWER, TAG  # noqa: PLC0415 - an optional part: loaded only where it parses

    strings, codes = parsed.vocab.strings, _codes()
    lower, tags, places = parsed.to_array([LOWER, TAG, IDX]).T.tolist()
    verbs = {code for code in set(tags) if strings[code][:2] == "VB"}
    return ParsedWords(
        tuple((i, codes[word], strings[tags[i]]) for i, word in enumerate(lower) if word in codes),
        frozenset(place for place, tag in zip(places, tags, strict=True) if tag in verbs),
    )


@cache
def _codes() -> Mapping[int, str]:
    """Return the cue words by their codes in any model's vocabulary."""
    from spacy.strings import StringStore  # noqa: PLC0415 - an optional part: loaded only where it parses

    known = StringStore()
    return {known.add(word): word for word in (*CUE_WORDS, *IDIOMS)}


def attributions_of(page: Page, parsed: Any, words: ParsedWords, offset: int) -> tuple[Attribution, ...]:
    """Return the attributions of a parsed paragraph.

    Args:
        page: The document.
        parsed: A spaCy Doc of the paragraph.
        words: Its words that may be cues.
        offset: Where the parsed words begin in the document.

    Returns:
        Each one, unsorted.
    """
    made: list[Attribution] = []
    lower = [token.lower_ for token in parsed]
    last = -1
    for i, low, tag in words.cues:
        token = parsed[i]
        found = None
        idiom = of_idiom(page, token, lower, offset) if low in IDIOMS and tag[:2] == "VB" else None
        if i < last:
            continue  # "doubt" in "cast doubt on"
        if idiom is not None:
            found, last = idiom
        elif low == "according" and i + 1 < len(parsed) and token.nbor(1).lower_ == "to":
            found = of_according(page, token, offset)
        elif low in BASES and tag[:2] == "VB":
            found = _of_verb(page, token, offset)
        elif low in REPORTING_NOUNS and tag[:2] == "NN":
            found = of_noun(page, token, offset)
        elif low in ATTITUDES and tag[:2] in ("JJ", "VB"):
            found = of_adjective(page, token, offset)
        if found is not None:
            made.append(found)
    return tuple(made)


def _of_verb(page: Page, verb: Any, offset: int) -> Attribution | None:
    base = BASES[verb.lower_]
    if _is_naming(verb, base) or _is_command(verb) or _is_asked(verb, base):
        return None
    subject = subject_of(verb, base)
    if subject is not None and subject.lower_ in _NOBODY:
        return None
    taken = complement_of(page, verb, base, CLASSES[base], subject, offset)
    if taken is None:
        return None
    cue = cue_of_verb(verb, taken.cue_end, offset)
    speaker = None if taken.is_impersonal or subject is None else speaker_of_verb(page, subject, verb, offset)
    spans = _with_addition(page, _cleared(page, taken, speaker, cue), cue)
    if not spans or (in_long_quote(page, cue) and (taken.pattern != "clause" or _is_quoted_self(subject))):
        return None
    words = page.text[cue[0] : cue[1]].lower()
    return Attribution(
        sentence=sentence_index(page, cue[0]),
        speaker=speaker,
        cue=cue,
        content=spans,
        stance=stance_of(verb, base, words, page.text[spans[0][0] : spans[0][1]]),
        modality=modality_of(verb.lower_),
        pattern=taken.pattern,
        word=verb.lower_,
        is_noun_content=taken.pattern == "noun",
        antecedent=antecedent_of(page, subject, verb, offset) if speaker is not None and subject is not None else None,
    )


def _is_naming(verb: Any, base: str) -> bool:
    """Return whether a participle only names: "a group called the Lake Front", "a man named Halim"."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "acl"
        and "name" in CLASSES[base]
        and not any(child.dep_ == "agent" for child in verb.children)
    )


def _is_asked(verb: Any, base: str) -> bool:
    """Return whether somebody is asked, which is no speech of his: "the mayor, asked about the figure, said"."""
    hangs = verb.dep_ in ("acl", "advcl") and not any(child.dep_ in ("aux", "agent") for child in verb.children)
    return base == "ask" and verb.tag_ in ("VBN", "VBD") and hangs


def _is_command(verb: Any) -> bool:
    """Return whether the reader is told to do it: "Call our newsdesk"."""
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)


def _is_quoted_self(subject: Any | None) -> bool:
    """Return whether "I" or "we" think so inside a quotation: whoever is quoted says it already."""
    return subject is not None and subject.lower_ in _SELF


def _cleared(
    page: Page, taken: Complement, speaker: tuple[int, int] | None, cue: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Return what is said without the speaker and cue that stand in its midst, whole quotations with their marks."""
    spans: list[tuple[int, int]] = []
    cut = (
        min(cue[0], speaker[0]) if speaker is not None and abs(speaker[0] - cue[1]) < 200 else cue[0],
        max(cue[1], speaker[1]) if speaker is not None and abs(speaker[0] - cue[1]) < 200 else cue[1],
    )
    for start, end in taken.spans:
        pieces = [(start, end)]
        if start < cut[0] and end > cut[1]:
            pieces = [(start, cut[0]), (cut[1], end)]
        elif start < cut[1] and end > cut[0]:
            pieces = [(start, min(end, cut[0]))] if start < cut[0] else [(cut[1], end)]
        for a, b in pieces:
            first, last = _until_quote_ends(page, *whole_quote(page, *trimmed(page, a, b), cut))
            if last - first > 1:
                spans.append((first, last))
    return merged(spans)


def _until_quote_ends(page: Page, start: int, end: int) -> tuple[int, int]:
    """Cut a stretch that opens with a quotation at its end, where a comma or stop within it ends what is said."""
    quote = page.quote_at(start)
    if quote is None or quote.start != start or quote.end >= end or quote.words < _WHOLE:
        return start, end
    goes_on = page.quote_at(end - 1) is not None and page.quote_at(end - 1) is not quote
    return (start, end) if goes_on or page.text[quote.inner_end - 1] not in ",.?!" else (start, quote.end)


def _with_addition(page: Page, spans: tuple[tuple[int, int], ...], cue: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return what is said with what goes on behind ", it said, along with ..."."""
    sentence = page.sentence_at(cue[0])
    if not spans or sentence is None or spans[-1][1] > cue[0]:
        return spans
    more = _ADDITION.match(page.text, cue[1], sentence.end)
    return (*spans, trimmed(page, cue[1], sentence.end, MARKS + ".")) if more is not None else spans
