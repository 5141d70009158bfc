"""Attributions of one parsed paragraph: cue, speaker and content, read off the dependency tree."""

import re
from collections.abc import Iterator
from typing import Any

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.attribution import Attribution
from tollbook.reading.complements import Complement, complement_of
from tollbook.reading.cues import CUE_NOUNS, CUES
from tollbook.reading.page import Page, Quote
from tollbook.reading.verbs import BASES, CLASSES

_MARKS = " \t\r\n,;:-–—\u00a0"
_ADDITION = re.compile(r",\s+(?:along|together)\s+with\b|,\s+(?:as\s+well\s+as|in\s+addition\s+to|including)\b")
_LOOSE_WORDS = 30  # between a speech and the quotation that goes on with it
_CLIMBS = ("conj", "xcomp", "advcl", "pcomp", "prep")
_REPORTING_NOUNS = frozenset(CUE_NOUNS) | frozenset(
    [
        "decision",
        "plan",
        "plans",
        "view",
        "views",
        "support",
        "opposition",
        "request",
        "requests",
        "desire",
        "promise",
        "pledge",
        "vow",
        "refusal",
        "threat",
        "idea",
        "question",
        "questions",
        "theory",
        "understanding",
        "knowledge",
        "feeling",
        "sense",
        "expectation",
        "expectations",
        "prediction",
        "predictions",
        "proposal",
        "suspicion",
        "suspicions",
        "insistence",
        "intention",
        "effort",
        "criticism",
        "complaint",
        "complaints",
        "story",
        "stories",
        "position",
    ]
)


def attributions_of(page: Page, parsed: Any, offset: int) -> Iterator[Attribution]:
    """Yield the attributions of a parsed paragraph.

    Args:
        page: The document.
        parsed: A spaCy Doc of the paragraph.
        offset: Where the paragraph begins in the document.

    Yields:
        Attribution: Each one, unsorted.
    """
    made: list[Attribution] = []
    for token in parsed:
        low = token.lower_
        found = None
        if low == "according" and token.nbor(1 if token.i + 1 < len(parsed) else 0).lower_ == "to":
            found = _according(page, token, offset)
        elif token.tag_[:2] == "VB" and low in BASES:
            found = _of_verb(page, token, offset)
        elif token.tag_[:2] == "NN" and low in _REPORTING_NOUNS:
            found = _of_noun(page, token, offset)
        if found is not None:
            made.append(found)
    yield from _with_loose_quotes(page, made, offset, offset + len(parsed.text))


def _span(page: Page, start: int, end: int, marks: str = _MARKS) -> tuple[int, int]:
    span = page.trimmed(start, end, marks)
    return span.start, span.end


def _sentence(page: Page, offset: int) -> int:
    found = page.sentence_at(offset)
    return found.index if found is not None else 0


def _of_verb(page: Page, verb: Any, offset: int) -> Attribution | None:
    base = BASES[verb.lower_]
    subject = _subject(verb)
    if subject is not None and subject.lower_ in ("'s", "let", "it") and base not in ("say", "report", "show"):
        return None
    taken = complement_of(page, verb, base, CLASSES[base], subject, offset)
    if taken is None:
        return None
    cue = _cue(verb, taken, offset)
    speaker = None if taken.is_impersonal or subject is None else _speaker(page, subject, verb, offset)
    quoted = _inside_quote(page, cue)
    spans = _with_addition(page, _cleared(page, taken, speaker, cue), cue)
    if not spans or (quoted is not None and taken.pattern != "clause"):
        return None
    listed = CUES.get(verb.lower_)
    stance = listed.stance if listed is not None else Stance.ASSERTS
    return Attribution(
        sentence=_sentence(page, cue[0]),
        speaker=speaker,
        cue=cue,
        content=spans,
        stance=_negated(verb, base, stance),
        modality=listed.modality if listed is not None else Modality.STATED,
        pattern=taken.pattern,
        is_noun_content=taken.pattern == "noun",
    )


def _negated(verb: Any, base: str, stance: Stance) -> Stance:
    """Return the stance of "could not confirm": a doubt."""
    negated = any(child.dep_ == "neg" for child in verb.children)
    doubtful = base in ("confirm", "verify", "corroborate", "believe", "think")
    return Stance.DOUBTS if negated and doubtful else stance


def _inside_quote(page: Page, cue: tuple[int, int]) -> Quote | None:
    quote = page.quote_at(cue[0])
    return quote if quote is not None and quote.words > 3 else None


def _subject(verb: Any) -> Any | None:
    """Return the token that says, thinks or wants: its own subject, its agent, or that of the verb it hangs on."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    own = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if own is not None:
        return own
    if any(child.dep_ == "nsubjpass" for child in verb.children):
        return None
    at = verb
    for _ in range(4):
        if at.dep_ in ("acl", "relcl") and at is verb:
            return at.head
        if at.dep_ not in _CLIMBS or at.head is at:
            return None
        at = at.head
        own = next((child for child in at.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return own
    return None


def _speaker(page: Page, subject: Any, verb: Any, offset: int) -> tuple[int, int] | None:
    """Return the speaker's words: the noun phrase without what is said, and without a clause set off by commas."""
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
    if (
        subject.dep_ == "pobj" and subject.head.dep_ == "agent"
    ):  # "by both the government and by representatives of ..."
        joined = [child for child in subject.head.children if child.dep_ == "conj" and child.lower_ == "by"]
        end = max([end, *(child.right_edge.idx + len(child.right_edge) for child in joined)])
    if verb.i > subject.i and subject.right_edge.i >= verb.i:
        end = min(verb.left_edge.idx if verb.left_edge.i > subject.i else verb.idx, verb.idx)
    for child in subject.subtree:
        if child.dep_ == "relcl" and child.i > subject.i:
            first = child.left_edge
            before = first.nbor(-1) if first.i > 0 else first
            if before.text in (",", "-", "--", "("):
                end = min(end, before.idx)
    span = _span(page, start + offset, max(start, end) + offset, _MARKS + "(")
    return span if span[1] > span[0] else None


def _cue(verb: Any, taken: Complement, offset: int) -> tuple[int, int]:
    """Return the verb with the auxiliaries, negations, adverbs, particles and governing verbs right beside it."""
    first, last = verb, verb
    while True:
        beside = {
            child.i: child
            for child in first.children
            if child.dep_ in ("aux", "auxpass", "neg", "advmod") and child.i < first.i
        }
        at = first
        while at.i - 1 in beside:
            at = beside[at.i - 1]
        head = first.head
        governs = first.dep_ == "xcomp" and head is not first and at.i - head.i in (1, 2) and head.tag_[:2] == "VB"
        first = at
        if not governs:
            break
        first = head
    after = {child.i: child for child in verb.children if child.dep_ in ("prt", "neg")}
    if last.i + 1 in after:
        last = after[last.i + 1]
    end = last.idx + len(last)
    if taken.cue_end is not None:
        end = max(end, taken.cue_end)
    return first.idx + offset, end + offset


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
            first, last = _whole_quote(page, *_span(page, a, b), cut)
            if last - first > 1:
                spans.append((first, last))
    return _merged(spans)


def _with_addition(page: Page, spans: tuple[tuple[int, int], ...], cue: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return what is said with what goes on behind ", it said, along with ..."."""
    sentence = page.sentence_at(cue[0])
    if not spans or sentence is None or spans[-1][1] > cue[0]:
        return spans
    more = _ADDITION.match(page.text, cue[1], sentence.end)
    return (*spans, _span(page, cue[1], sentence.end, _MARKS + ".")) if more is not None else spans


def _whole_quote(page: Page, start: int, end: int, cut: tuple[int, int]) -> tuple[int, int]:
    """Grow a span over the quotation that it begins or ends in, unless the cue stands in the same quotation."""
    for place in (start, end - 1):
        quote = page.quote_at(place)
        if quote is not None and not quote.start < cut[0] < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _with_loose_quotes(page: Page, made: list[Attribution], start: int, end: int) -> list[Attribution]:
    """Give every quotation of the paragraph that is in nobody's content to the speech right before it."""
    used = [span for one in made for span in one.content]
    cues = [one for one in made if one.cue is not None and one.pattern in ("clause", "quote", "floating", "according")]
    for quote in page.quotes:
        if not start <= quote.start < end or quote.words < 4:
            continue
        if any(a < quote.end and b > quote.start for a, b in used):
            continue
        before = [one for one in cues if _last(one) <= quote.start + 1]
        if not before:
            continue
        owner = max(before, key=_last)
        if not _is_quoted(page, owner):
            owner = max((one for one in before if _is_quoted(page, one)), key=_last, default=owner)
        gap = page.text[_last(owner) : quote.start]
        if len(gap.split()) > _LOOSE_WORDS or not _is_quoted(page, owner):
            continue
        grown = Attribution(
            owner.sentence,
            owner.speaker,
            owner.cue,
            _merged([*owner.content, (quote.start, quote.end)]),
            owner.stance,
            owner.modality,
            "quote",
            owner.is_noun_content,
        )
        made[made.index(owner)] = grown
        cues[cues.index(owner)] = grown
        used.append((quote.start, quote.end))
    return made


def _last(one: Attribution) -> int:
    return max(one.content[-1][1], (one.cue or (0, 0))[1])


def _is_quoted(page: Page, one: Attribution) -> bool:
    return any(page.quote_at(a) is not None or page.quote_at(b - 1) is not None for a, b in one.content)


def _according(page: Page, token: Any, offset: int) -> Attribution | None:
    to = token.nbor(1)
    target = next((child for child in to.children if child.dep_ == "pobj"), None)
    if target is None:
        return None
    end = target.right_edge.idx + len(target.right_edge)
    for child in target.subtree:
        if child.dep_ in ("relcl", "punct") and child.i > target.i and child.text in (",", ";", ":", "--"):
            end = min(end, child.idx)
            break
    speaker = _span(page, target.left_edge.idx + offset, end + offset)
    cue = (token.idx + offset, to.idx + 2 + offset)
    sentence = page.sentence_at(cue[0])
    if sentence is None:
        return None
    before = _span(page, sentence.start, cue[0], _MARKS + "(")
    after = _span(page, min(speaker[1], sentence.end), sentence.end, _MARKS + ".)")
    spans = tuple(span for span in (before, after) if span[1] - span[0] > 3)
    if page.text[cue[0] : cue[0] + 1].isupper():
        spans = tuple(span for span in spans if span[0] > cue[0])
    return (
        Attribution(sentence.index, speaker, cue, spans, Stance.REPORTS, Modality.STATED, "according")
        if spans
        else None
    )


def _of_noun(page: Page, noun: Any, offset: int) -> Attribution | None:
    """Return "their claim that ...", "reports that ...", "the ministry's denial of ...", "X's decision to ..."."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    clause = next(
        (child for child in noun.children if child.dep_ in ("acl", "ccomp", "relcl") and child.i > noun.i), None
    )
    stated = clause is not None and any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children)
    willed = (
        clause is not None
        and owner is not None
        and any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.children)
    )
    prep = next(
        (
            child
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "on", "to", "against")
        ),
        None,
    )
    by = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("by", "from")), None)
    if owner is None and by is not None:
        owner = next((child for child in by.children if child.dep_ == "pobj"), None)
    if clause is not None and (stated or willed):
        start, end = clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge)
        cue_end = noun.idx + len(noun)
    elif prep is not None and owner is not None and prep.i == noun.i + 1:
        start, end = prep.idx + len(prep), prep.right_edge.idx + len(prep.right_edge)
        cue_end = prep.idx + len(prep)
    else:
        return None
    stance, modality = CUE_NOUNS.get(noun.lower_, (Stance.ASSERTS, Modality.STATED))
    cue = (noun.idx + offset, cue_end + offset)
    span = _whole_quote(page, *_span(page, start + offset, end + offset), cue)
    speaker = (
        _span(page, owner.left_edge.idx + offset, owner.right_edge.idx + len(owner.right_edge) + offset)
        if owner is not None
        else None
    )
    if span[1] - span[0] < 3 or _inside_quote(page, cue) is not None:
        return None
    pattern = "noun" if noun.lower_ in CUE_NOUNS else "attitude"
    return Attribution(_sentence(page, cue[0]), speaker, cue, (span,), stance, modality, pattern)
