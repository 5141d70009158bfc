"""Attributions made into statements: speakers resolved, sentences carried over, denials tied to what they deny."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tollbook.model.document import Span, Speaker, Statement
from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.names.mentions import Mentions
from tollbook.reading.names.referents import speaker_of
from tollbook.reading.page import Page
from tollbook.reading.statements.answering import IF_SAID
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.cues import ALLEGED, CUE_NOUNS, CUES, HEDGES, UNCONFIRMED
from tollbook.reading.statements.referring import reference
from tollbook.reading.statements.speakers import spoken
from tollbook.reading.statements.targets import ABOUT_OTHERS, with_targets
from tollbook.reading.tolls.sheet import Draft
from tollbook.reading.words import listed

_RESPONSIBILITY = re.compile(
    (
        r"\b(?:responsib\w+|involve\w*|behind the|carried out|carrying out|targeting civilians|any role|any part|"
        r"having (?:carried|bombed|struck|attacked|fired|killed|targeted))\b"
    ),
    re.I,
)
_NO_SPEECH = listed("no speech")
_COUNTED = listed("speech with a figure")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪●◦‣]\s|\d{1,2}[.)]\s|[^.:|]{1,60}[:|]\s*\d)")
_REPORTS = frozenset(("reports", "rumours", "rumors", "accounts", "witnesses", "survivors"))
_DIGIT = re.compile(r"\d")
_LIVES = re.compile(r"\b(?:lives?|victims?)\b")  # "the blast claimed 37 lives"
_UNSAID = re.compile(r"\b(?:not|never|yet to|declined|refused|without)\b|n['’]t\b", re.IGNORECASE)
_PLAIN_STANCES = frozenset((Stance.ASSERTS, Stance.REPORTS, Stance.ORDERS, Stance.CONFIRMS))
_ACCUSE = frozenset(("accuse", "blame", "condemn", "criticize", "criticise", "denounce"))
_NEAR = 60  # statements before and behind, among which one is nested in or about another
_CLAIMED = re.compile(
    r"^\W*responsibility\b|^\W*(?:that\s+)?(?:it|they|we|he|she|(?:its|their|our|his)\s+\w+)\s+"
    r"(?:(?:was|were|is|are|had been|have been)\s+(?:behind|responsible\s+for)\b|(?:had\s+)?carried\s+out\b)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:nothing\s+to\s+do\s+with|no\s+(?:responsibility|part\s+in|role\s+in|hand\s+in|involvement)|"
    r"not\s+(?:responsible|involved|behind))\b",
    re.I,
)


def statements(found: Mentions, attributions: Sequence[Attribution], drafted: Sequence[Draft]) -> tuple[Statement, ...]:
    """Return a document's statements.

    Args:
        found: The document's mentions.
        attributions: What a reader found.
        drafted: Its counts of people, some of which lean on a sentence before.

    Returns:
        Statements in the order of the text.
    """
    page = found.page
    ordered = sorted(
        spoken(page, attributions), key=lambda made: (made.content[0][0], -made.content[-1][1], made.cue or (0, 0))
    )
    made: list[Statement] = []
    last: Speaker | None = None
    for attribution in sorted(ordered, key=lambda a: (a.sentence, a.cue or a.content[0])):
        if not _is_speech(page, attribution):
            continue
        statement = _statement(found, attribution, last)
        last = statement.speaker or last
        made.extend(_in_sentences(page, statement))
    made.extend(_carried(page, made, drafted))
    made.sort(key=lambda statement: (statement.cue or statement.content[0]).start)
    made = [replace(statement, id=f"s{i}") for i, statement in enumerate(made, start=1)]
    made = [replace(said, within=_within(said, made[max(0, i - _NEAR) : i + _NEAR])) for i, said in enumerate(made)]
    return _without_restated(with_targets(page, made))


def _without_restated(made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements without what turns out to be none.

    Those are the nameless reports of "denied the reports", where the answer names them otherwise, and siding with
    somebody who has said nothing.
    """
    aims = {target for said in made for target in said.targets}
    outer = {said.id: said for said in made}
    kept = [
        said
        for said in made
        if (said.rule != IF_SAID or said.targets)
        and (
            said.within is None
            or said.id in aims
            or said.speaker is not None
            or not outer[said.within].targets
            or said.cue is None
            or said.cue.text.lower().split()[0] not in CUE_NOUNS
        )
    ]
    ids = {said.id: f"s{i}" for i, said in enumerate(kept, start=1)}
    return tuple(
        replace(
            said,
            id=ids[said.id],
            within=ids.get(said.within or ""),
            targets=tuple(ids[target] for target in said.targets if target in ids),
        )
        for said in kept
    )


def _is_speech(page: Page, attribution: Attribution) -> bool:
    """Return whether somebody says something: wishes, plans and judgements that are no speech are left out."""
    if (
        attribution.pattern not in ("attitude", "noun", "relative")
        or attribution.cue is None
        or attribution.word in CUE_NOUNS
    ):
        return True
    if attribution.word not in CUES:
        return False
    base = CUES[attribution.word].base
    if attribution.stance in ABOUT_OTHERS and _answers(page, attribution):
        return True  # "questioned the figure", though questioning alone is no speech
    if _is_unsaid(page, attribution, attribution.cue, base):
        return False
    if base in _COUNTED:
        return _is_of_reports(page, attribution) or any(_DIGIT.search(page.text, *span) for span in attribution.content)
    if attribution.pattern == "attitude" and attribution.speaker is None and attribution.stance not in ABOUT_OTHERS:
        return False  # "since the curfew was declared"
    return base not in _NO_SPEECH


def _is_unsaid(page: Page, attribution: Attribution, cue: tuple[int, int], base: str) -> bool:
    """Return whether a verb of speech says nothing here, by its form or by what it takes."""
    plain = attribution.stance in _PLAIN_STANCES
    if plain and attribution.word.endswith("ing") and base not in _ACCUSE:
        return True  # "having ordered the attack", "reporting from the capital"
    if plain and _UNSAID.search(page.text, *cue):
        return True  # "did not explain the difference", "have yet to announce"
    if attribution.stance is Stance.RETRACTS and attribution.is_noun_content:
        return True  # "withdrew its troops"
    return base == "claim" and _LIVES.search(page.text, *attribution.content[0]) is not None


def _is_of_reports(page: Page, attribution: Attribution) -> bool:
    """Return whether reports themselves speak: "Reports from the city speak of executions"."""
    speaker = attribution.speaker
    return speaker is not None and bool(_REPORTS & set(page.text[slice(*speaker)].lower().split()[:3]))


def _answers(page: Page, attribution: Attribution) -> bool:
    """Return whether a doubt or dispute is of something said: "questioned the figure", "doubted this"."""
    points = reference(page.text[slice(*attribution.content[0])])
    return attribution.stance in ABOUT_OTHERS and points is not None and (points.is_pronoun or points.is_said)


def _statement(found: Mentions, attribution: Attribution, last: Speaker | None) -> Statement:
    page = found.page
    content = tuple(page.span(start, end) for start, end in attribution.content)
    speaker = speaker_of(found, *attribution.speaker, last) if attribution.speaker is not None else None
    hedges = _hedges(page, attribution, content)
    words = {hedge.text.lower() for hedge in hedges}
    if speaker is not None and speaker.party is None:
        words |= set(speaker.span.text.lower().split()) & UNCONFIRMED
    modality = attribution.modality
    if words & UNCONFIRMED:
        modality = Modality.UNCONFIRMED
    elif words & ALLEGED and modality is Modality.STATED:
        modality = Modality.ALLEGED
    return Statement(
        id="",
        speaker=speaker,
        cue=_cue(page, *attribution.cue) if attribution.cue is not None else None,
        content=content,
        stance=_stance(attribution, content),
        modality=modality,
        hedges=hedges,
        rule=attribution.pattern,
    )


def _in_sentences(page: Page, said: Statement) -> list[Statement]:
    """Return a statement, and apart from it, as carried, the quotations that go on with it in later sentences."""
    if said.cue is None or len(said.content) < 2 or said.stance in ABOUT_OTHERS:
        return [said]
    own = page.sentence_at(said.cue.start)
    end = own.end if own is not None else said.cue.end
    later = [span for span in said.content[1:] if span.start >= end and page.quote_at(span.start) is not None]
    kept = tuple(span for span in said.content if span not in later)
    more = [replace(said, cue=None, content=(span,), carried=True, hedges=(), rule="carried") for span in later]
    return [replace(said, content=kept), *more]


def _cue(page: Page, start: int, end: int) -> Span:
    """Return a cue without the colon behind it; a colon alone is one ("Halim: ...")."""
    return page.span(start, end - (end - start > 1 and page.text[end - 1] == ":"))


def _stance(attribution: Attribution, content: Sequence[Span]) -> Stance:
    words = " ".join(span.text for span in content)
    if attribution.stance is Stance.DENIES and _RESPONSIBILITY.search(words[:80]):
        return Stance.DENIES_RESPONSIBILITY
    if attribution.stance is Stance.ASSERTS and _REFUSED.search(words[:80]):
        return Stance.DENIES_RESPONSIBILITY
    if attribution.stance in (Stance.ASSERTS, Stance.CONFIRMS) and _CLAIMED.search(words):
        return Stance.ACCEPTS_RESPONSIBILITY
    return attribution.stance


def _hedges(page: Page, attribution: Attribution, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the hedging words of the content and right before the cue."""
    spans = [(span.start, span.end) for span in content]
    if attribution.cue is not None:
        spans.append((max(page.sentences[attribution.sentence].start, attribution.cue[0] - 24), attribution.cue[0]))
    found: dict[int, Span] = {}
    for start, end in spans:
        for i in range(page.token_at(start), page.token_at(end)):
            token = page.tokens[i]
            if token.low in HEDGES:
                found[token.start] = page.span(token.start, token.end)
    return tuple(found[start] for start in sorted(found))


def _carried(page: Page, made: Sequence[Statement], drafted: Sequence[Draft]) -> list[Statement]:
    """Return a statement for each sentence whose figures lean on a sentence before, with that one's speaker."""
    carried: dict[int, Statement] = {}
    holds = sorted((span.start, span.end) for statement in made for span in statement.content)
    by_sentence = _Holder(made)
    for draft in drafted:
        if not draft.is_carried or draft.parent is None or draft.sentence in carried:
            continue
        at = bisect_right(holds, (draft.number.start, 1 << 60))
        if any(draft.number.start < end for _, end in holds[max(0, at - _NEAR) : at]):
            continue
        whole = drafted[draft.parent]
        said = by_sentence.at(whole.number.start, carried)
        if said is None or said.speaker is None:
            continue
        sentence = page.sentences[draft.sentence]
        if _ITEM.match(page.text, sentence.start, sentence.end):
            continue  # "- Civilians: 90": a line of a list says nothing by itself
        span = page.trimmed(sentence.start, sentence.end, " .\n\t\r")
        carried[draft.sentence] = Statement(
            "", said.speaker, None, (span,), said.stance, said.modality, carried=True, rule="carried"
        )
    return list(carried.values())


class _Holder:
    """Finds the innermost statement that holds a character, among those near it."""

    __slots__ = ("_made", "_starts")

    def __init__(self, made: Sequence[Statement]) -> None:
        self._made = sorted(made, key=_first)
        self._starts = [_first(statement) for statement in self._made]

    def at(self, offset: int, carried: Mapping[int, Statement]) -> Statement | None:
        """Return the statement, or None; a few carried ones may be the latest."""
        end = bisect_right(self._starts, offset)
        near = [*self._made[max(0, end - _NEAR) : end], *list(carried.values())[-_NEAR:]]
        holding = [said for said in near for span in said.content if span.start <= offset < span.end]
        return min(holding, key=lambda said: sum(span.end - span.start for span in said.content)) if holding else None


def _first(statement: Statement) -> int:
    return statement.content[0].start


def _within(statement: Statement, made: Sequence[Statement]) -> str | None:
    """Return the statement in whose content this one, cue and all, is nested."""
    place = statement.cue.start if statement.cue is not None else statement.content[0].start
    outer = [
        (span.end - span.start, other.id)
        for other in made
        if other.id != statement.id
        for span in other.content
        if span.start <= place < span.end
        and (statement.cue is None or other.cue != statement.cue)
        and not _encloses(statement, other)
    ]
    return min(outer)[1] if outer else None


def _encloses(statement: Statement, other: Statement) -> bool:
    """Return whether a statement whose words stand before its cue holds another: "X says 12 died, it was reported"."""
    if statement.cue is None or other.cue is None or statement.content[0].start > statement.cue.start:
        return False
    return any(span.start <= other.cue.start < span.end for span in statement.content)
