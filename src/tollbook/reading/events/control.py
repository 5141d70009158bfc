"""Changes of control over places: who took, lost, left or handed over what, as a text says; its words stay quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.model.document import Control, Speaker, Statement
from tollbook.model.vocabulary import ControlKind, Modality, Stance
from tollbook.reading.events.control_words import (
    AUXILIARIES,
    NEGATIONS,
    NOT_DONE,
    NOUNS,
    SIGNS,
    Form,
    active_form,
    is_passive,
)
from tollbook.reading.names.mentions import Mentions
from tollbook.reading.names.phrases import Phrase, Phrases, phrases, place_names
from tollbook.reading.names.places import PlaceMention
from tollbook.reading.page import Page, Sentence
from tollbook.reading.statements.cues import ALLEGED, CUES, UNCONFIRMED
from tollbook.text.calendar_words import DateWords

_DENIES = frozenset((Stance.DENIES, Stance.DENIES_RESPONSIBILITY, Stance.DISPUTES, Stance.RETRACTS))
_NOT_VERIFIED = re.compile(
    r"\b(?:could|can|have|has|had)\s?(?:not|n[o’']t)\s+(?:yet\s+)?(?:be(?:en)?\s+)?(?:independently\s+)?(?:verif|confirm)|"
    r"\bunable to (?:independently )?(?:verify|confirm)",
    re.I,
)
_REACH = 6  # tokens after a place in which "from the rebels" or "to the army" stands
_LOOK_BACK = 7  # tokens before a verb that may make it a plan


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of control as its words show it: token of its verb or noun, and the phrases around."""

    at: int
    kind: ControlKind
    place: Phrase
    actor: Phrase | None
    source: Phrase | None
    first: int
    last: int


def control(
    found: Mentions, statements: Sequence[Statement], places: Sequence[PlaceMention], when: Sequence[DateWords]
) -> tuple[Control, ...]:
    """Return the changes of control over places that a text tells of; plans, attempts and conditions are none.

    Args:
        found: The parties named.
        statements: The document's statements: who says so, and how firmly.
        places: Places named.
        when: Dates named.

    Returns:
        Changes, in the order of the text.
    """
    page = found.page
    made: list[Control] = []
    names = place_names(page)
    for sentence in page.sentences:
        if not any(token.low in SIGNS for token in page.words_of(sentence)):
            continue
        held = phrases(found, places, sentence, names)
        for change in _changes(page, sentence, held):
            said = _holder(statements, page.tokens[change.at].start)
            made.append(
                Control(
                    id=f"c{len(made) + 1}",
                    statement=said.id if said is not None else None,
                    kind=change.kind,
                    actor=_party(page, change.actor, said),
                    place=change.place.name or page.text[change.place.start : change.place.end],
                    place_span=page.span(change.place.start, change.place.end),
                    from_party=_party(page, change.source, said),
                    modality=_modality(page, sentence, change, said),
                    since=_day(page, sentence, when, change).since,
                    until=_day(page, sentence, when, change).until,
                    evidence=page.span(page.tokens[change.first].start, page.tokens[change.last - 1].end),
                )
            )
    return tuple(made)


def _changes(page: Page, sentence: Sentence, held: Phrases) -> Iterator[_Change]:
    taken = -1
    for at in range(sentence.first, sentence.last):
        if at < taken:
            continue
        for change in (*_noun(page, at, held), *_fell(page, at, sentence, held), *_verb(page, at, sentence, held)):
            yield change
            taken = max(taken, change.last)


def _verb(page: Page, at: int, sentence: Sentence, held: Phrases) -> Iterator[_Change]:
    """Yield "the army retook X from the rebels", "X was captured by the army", "the army withdrew from X"."""
    form = active_form(page.tokens, at, sentence.last)
    if form is None or _is_plan(page, at, sentence):
        return
    if is_passive(page.tokens, at) and form.kind in (ControlKind.TAKES, ControlKind.RETAKES, ControlKind.HANDS_OVER):
        place = held.place_before(_before_auxiliaries(page, at, sentence))
        if place is None:
            return
        by, source = held.party_after("by", form.end, _REACH), held.party_after("from", form.end, _REACH)
        if form.kind is ControlKind.HANDS_OVER:
            by, source = held.party_after("to", form.end, _REACH), by
        yield _made(page, at, form.kind, place, by, source, (form.end,))
        return
    subject = held.subject(at)
    if form.expels:
        yield from _expelled(page, at, form, subject, held)
        return
    taken = held.places_after(form.end, strict=form.is_weak)
    for place in taken:
        yield _with_parties(page, at, form, place, subject, (held, held.token(taken[-1].end)))


def _with_parties(
    page: Page, at: int, form: Form, place: Phrase, subject: Phrase | None, behind: tuple[Phrases, int]
) -> _Change:
    held, end = behind
    receiver = held.party_after("to", end, _REACH)
    if form.kind in (ControlKind.TAKES, ControlKind.RETAKES):
        return _made(page, at, form.kind, place, subject, held.party_after("from", end, _REACH), (form.end,))
    return _made(page, at, form.kind, place, receiver, subject, (form.end,))


def _expelled(page: Page, at: int, form: Form, subject: Phrase | None, held: Phrases) -> Iterator[_Change]:
    """Yield "the army drove the rebels out of X"."""
    driven = held.party_at(form.end)
    if driven is None:
        return
    end = held.token(driven.end)
    words = [token.low for token in page.tokens[end : end + 3]]
    step = next((n for n, start in ((2, ["out", "of"]), (1, ["from"]), (2, ["back", "from"])) if words[:n] == start), 0)
    for place in held.places_after(end + step) if step else ():
        yield _made(page, at, ControlKind.TAKES, place, subject, driven, ())


def _fell(page: Page, at: int, sentence: Sentence, held: Phrases) -> Iterator[_Change]:
    """Yield "X fell to the rebels", "X has fallen", "X is back under the control of the army"."""
    low = page.tokens[at].low
    following = [token.low for token in page.tokens[at + 1 : at + 8]]
    if _is_plan(page, at, sentence):
        return
    if low in ("fell", "fallen", "falls"):
        place = held.place_before(_before_auxiliaries(page, at, sentence))
        actor = held.party_after("to", at + 1, 2) or held.party_after("of", at + 1, _REACH)
        is_bare = not following or (following[0] in (".", "on", "after", ",") and held.is_named(place))
        if place is not None and (actor is not None or (is_bare and low != "falls")):
            yield _made(page, at, ControlKind.TAKES, place, actor, None, (at + 1,))
    elif low in ("under", "into") and (
        at == 0 or page.tokens[at - 1].low in ("came", "back", "now", "comes", "brought")
    ):
        if not {"control", "hands"} & set(following[:5]):
            return
        place = held.place_before(_before_auxiliaries(page, at, sentence)) or held.place_before(at - 1)
        actor = held.party_after("of", at + 1, _REACH) or held.party_at(at + 1)
        if place is not None and actor is not None:
            kind = ControlKind.RETAKES if page.tokens[at - 1].low == "back" else ControlKind.TAKES
            yield _made(page, at, kind, place, actor, None, (at + 1,))


def _noun(page: Page, at: int, held: Phrases) -> Iterator[_Change]:
    """Yield "the fall of X to the army", "the army's capture of X", "the loss of X"."""
    kind = NOUNS.get(page.tokens[at].low)
    if kind is None or at + 1 >= len(page.tokens) or page.tokens[at + 1].low != "of":
        return
    for place in held.places_after(at + 2):
        end = held.token(place.end)
        owner = held.owner(at)
        receiver, by = held.party_after("to", end, _REACH), held.party_after("by", end, _REACH)
        if kind is ControlKind.LOSES or kind is ControlKind.HANDS_OVER:
            yield _made(page, at, kind, place, receiver, by or owner, (at + 1,))
        else:
            yield _made(
                page, at, kind, place, receiver or by or owner, held.party_after("from", end, _REACH), (at + 1,)
            )


def _made(  # noqa: PLR0913, PLR0917 - the parts of one change
    page: Page, at: int, kind: ControlKind, place: Phrase, actor: Phrase | None, source: Phrase | None,
    ends: tuple[int, ...],
) -> _Change:  # fmt: skip
    parts = [phrase for phrase in (place, actor, source) if phrase is not None]
    first = min(at, *(page.token_at(part.start) for part in parts))
    last = max(at + 1, *ends, *(page.token_at(part.end) for part in parts))
    return _Change(at, kind, place, actor, source, first, last)


def _before_auxiliaries(page: Page, at: int, sentence: Sentence) -> int:
    """Return the token behind the subject of a verb: "was", "have already been" are passed over."""
    while at > sentence.first and (page.tokens[at - 1].low in AUXILIARIES or page.tokens[at - 1].low.endswith("ly")):
        at -= 1
    return at


def _is_plan(page: Page, at: int, sentence: Sentence) -> bool:
    """Return whether a verb is planned, tried, feared or bound to a condition, and so no change that happened."""
    start = max(sentence.first, at - _LOOK_BACK)
    before = [token.low for token in page.tokens[start:at]]
    close = before[-3:]
    if "to" in close[-2:] and not {"managed", "able", "claimed", "claims", "helped", "went"} & set(before):
        return True
    if "from" in close[-1:] or "of" in close[-1:]:
        return True
    return bool((NOT_DONE - {"to"}) & set(close)) or "if" in before or "unless" in before


def _holder(statements: Sequence[Statement], offset: int) -> Statement | None:
    holding = [said for said in statements for span in said.content if span.start <= offset < span.end]
    return min(holding, key=lambda said: sum(span.end - span.start for span in said.content), default=None)


def _party(page: Page, phrase: Phrase | None, said: Statement | None) -> Speaker | None:
    if phrase is None:
        return None
    span = page.span(phrase.start, phrase.end)
    if phrase.is_pronoun and said is not None and said.speaker is not None:
        return Speaker(span, said.speaker.name, said.speaker.party)
    if phrase.is_pronoun:
        return Speaker(span, None, None)
    return Speaker(span, phrase.name or span.text, phrase.name if phrase.is_party else None)


def _modality(page: Page, sentence: Sentence, change: _Change, said: Statement | None) -> Modality:
    near = {token.low for token in page.tokens[max(sentence.first, change.at - 4) : change.at]}
    if (said is not None and said.stance in _DENIES) or near & NEGATIONS:
        return Modality.DENIED
    words = {token.low for token in page.tokens[sentence.first : change.last]}
    is_open = _NOT_VERIFIED.search(page.text, sentence.start, sentence.end) is not None
    if is_open or words & UNCONFIRMED or (said is not None and said.stance is Stance.DOUBTS):
        return Modality.UNCONFIRMED
    if words & ALLEGED:
        return Modality.ALLEGED
    return said.modality if said is not None else Modality.STATED


def _day(page: Page, sentence: Sentence, when: Sequence[DateWords], change: _Change) -> DateWords:
    """Return the date of a sentence that stands nearest to the verb and not beside a verb of speech."""
    at = page.tokens[change.at].start
    inside = [
        words
        for words in when
        if sentence.start <= words.start < sentence.end
        and not _is_of_speech(page, page.token_at(words.start), sentence)
    ]
    return min(inside, key=lambda words: abs(words.start - at), default=DateWords(0, 0, None, None, is_relative=False))


def _is_of_speech(page: Page, at: int, sentence: Sentence) -> bool:
    before = page.tokens[max(sentence.first, at - 2) : at]
    return any(token.low in CUES and CUES[token.low].form != 0 for token in before)
