"""Which statement a denial, confirmation, dispute or retraction is about, within its document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tollbook.model.document import Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.answering import IF_SAID, OWN
from tollbook.reading.statements.compared import Compared, akin, compared, same_speaker, weight_of
from tollbook.reading.statements.cues import CUE_NOUNS, CUES
from tollbook.reading.statements.ranking import DENIALS, DENYING, Choice, best, choice, likeness

ABOUT_OTHERS = frozenset(
    (
        Stance.DENIES,
        Stance.CONFIRMS,
        Stance.DISPUTES,
        Stance.DOUBTS,
        Stance.OTHER_EXPLANATION,
        Stance.DENIES_RESPONSIBILITY,
        Stance.ACCEPTS_RESPONSIBILITY,
        Stance.RETRACTS,
    )
)
_TOLD = frozenset(
    (
        Stance.ASSERTS,
        Stance.REPORTS,
        Stance.UNKNOWN,
        Stance.CONFIRMS,
        Stance.ACCEPTS_RESPONSIBILITY,
        Stance.PREDICTS,
        Stance.OTHER_EXPLANATION,
    )
)
_NEAR = 60  # statements before and behind, among which one is about another
_FAR = 6_000  # characters: what is denied was said in the same part of the document
_SOON = 2  # sentences behind "I must take something back", within which it is told what
_WHOLE = frozenset(("which", "that", "something"))  # of "X said Y, which Z denies"
_PERSONS = frozenset(("him", "her", "them"))
_BLAME = frozenset(("blame", "blames", "blamed", "blaming"))
_ON = re.compile(r"\bon\b")
_GOVERNED = re.compile(r"\b(?:about|after|against|at|before|by|for|from|in|of|on|since|to|until|with)\s+$")
_ALSO = re.compile(r"\b(?:also|too|likewise|both|so (?:did|do|does|has|have))\b", re.IGNORECASE)
_EVIDENCE = 0.35  # words, figures or names in common without which blaming explains nothing that was said
_RESTATED = 0.6  # words in common, more than one rare one, from which nameless reports are an earlier statement


def with_targets(page: Page, made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements, each denial, confirmation, dispute, doubt or retraction with what it is about.

    A claim nested in it ("denied reports that") is what it is about; somebody whom it names ("sided with the mayor")
    is answered in what he said last; else the statements around it are ranked by their clues, and none of them is taken
    where that is likelier.

    Args:
        page: The document.
        made: Its statements in the order of the text, with `within` set.

    Returns:
        The statements with `targets`.
    """
    if not any(said.stance in ABOUT_OTHERS or _may_explain(said) for said in made):
        return tuple(made)
    told, often = _compared(page, made)
    found: dict[str, tuple[str, ...]] = {}
    for i, said in enumerate(told):
        if said.statement.stance in ABOUT_OTHERS and not _is_governed(page, said):
            found[said.statement.id] = _targets(said, told[max(0, i - _NEAR) : i + _NEAR], often, found)
    return tuple(_like_beside(said, told, found) for said in told)


def choices(page: Page, made: Sequence[Statement]) -> Iterator[Choice]:
    """Yield what `with_targets` chooses among, for the weights to be fitted on.

    Args:
        page: The document.
        made: Its statements in the order of the text.

    Yields:
        Choice: The choice for each answer that names neither a claim within it nor somebody.
    """
    told, often = _compared(page, made)
    for i, said in enumerate(told):
        if said.statement.stance in ABOUT_OTHERS and not _is_governed(page, said) and not _names_somebody(said):
            near = told[max(0, i - _NEAR) : i + _NEAR]
            if not _inner(said, near) and _may_answer(said):
                yield choice(said, [one for one in near if _may_be_about(said, one)], often)


def _compared(page: Page, made: Sequence[Statement]) -> tuple[list[Compared], Counter[str]]:
    told = [compared(page, said) for said in made]
    often = Counter(stem for said in told for stem in said.stems)
    return [_explained(said, told[max(0, i - _NEAR) : i], often) for i, said in enumerate(told)], often


def _like_beside(said: Compared, told: Sequence[Compared], found: dict[str, tuple[str, ...]]) -> Statement:
    """Return a statement with its targets; "doubted him, and put the deaths down to cholera" has those beside it."""
    own = found.get(said.statement.id, ())
    statement = said.statement
    explains = statement.stance is Stance.OTHER_EXPLANATION or _blames(statement)
    if own or not explains:
        return replace(statement, targets=own)
    beside = [
        one
        for one in told
        if one.sentence == said.sentence and one.at < said.at and same_speaker(one.statement, statement)
    ]
    like = next((found[one.statement.id] for one in reversed(beside) if found.get(one.statement.id)), ())
    return replace(statement, targets=like, stance=Stance.OTHER_EXPLANATION if like else statement.stance)


def _names_somebody(said: Compared) -> bool:
    """Return whether an answer is to somebody: "contradicted him", "sided with the mayor"."""
    return said.content.lower() in _PERSONS or (said.statement.rule == IF_SAID and said.points is None)


def _sided(said: Compared, near: Sequence[Compared]) -> tuple[str, ...]:
    """Return what was said by whoever an answer names: "sided with the mayor", "do not believe him"."""
    is_pronoun = said.content.lower() in _PERSONS
    scored = []
    for one in near:
        spoken = one.statement
        if spoken.stance not in _TOLD or spoken.speaker is None or one.points is not None or one.at > said.at:
            continue
        if same_speaker(said.statement, spoken) or said.at - one.at > _FAR:
            continue
        like = float(said.paragraph - one.paragraph <= 1) if is_pronoun else likeness(said.content.lower(), one)
        scored.append((like, one.at, spoken.id))
    top = max(scored, default=None)
    return (top[2],) if top is not None and top[0] > 0.5 else ()


def _explained(said: Compared, before: Sequence[Compared], often: Counter[str]) -> Compared:
    """Return "blamed the blast on a fuel store" as another explanation, where somebody else gave one before."""
    if not _may_explain(said.statement):
        return said
    others = (one for one in before if said.paragraph - one.paragraph <= 1 and _may_be_about(said, one))
    if not any(weight_of(said, one, often) >= _EVIDENCE for one in others):
        return said
    return replace(said, statement=replace(said.statement, stance=Stance.OTHER_EXPLANATION))


def _may_explain(statement: Statement) -> bool:
    """Return whether a statement lays something to a cause: "blamed the blast on a fuel store"."""
    return _blames(statement) and any(_ON.search(span.text) for span in (statement.cue, *statement.content) if span)


def _blames(statement: Statement) -> bool:
    blames = statement.cue is not None and bool(_BLAME & set(statement.cue.text.lower().split()))
    return blames and statement.stance is Stance.ASSERTS


def _is_governed(page: Page, said: Compared) -> bool:
    """Return whether what is answered is only the end of it: of "what happened before it is disputed", "it"."""
    start = said.statement.content[0].start
    is_pronoun = said.points is not None and said.points.is_pronoun
    if not is_pronoun or said.statement.rule in ("answer", OWN, IF_SAID):
        return False
    return _GOVERNED.search(page.text[max(0, start - 12) : start]) is not None


def _targets(
    said: Compared, near: Sequence[Compared], often: Counter[str], found: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    inner = _inner(said, near)
    if inner:
        return _restated(inner[0], near, often) or (inner[0].statement.id,)  # "denied reports that ..."
    if _names_somebody(said):
        return _sided(said, near)
    if not _may_answer(said):
        return ()
    same = _like_before(said, near, found)
    if same:
        return same
    about = best(choice(said, [one for one in near if _may_be_about(said, one)], often))
    if about is None:
        return ()
    answers_too = about.statement.stance in (Stance.CONFIRMS, Stance.ACCEPTS_RESPONSIBILITY)
    if about.points is not None and answers_too and found.get(about.statement.id):
        return found[about.statement.id]  # "confirmed the deal; the rebels confirmed it too"
    return (about.statement.id,)


def _inner(said: Compared, near: Sequence[Compared]) -> list[Compared]:
    return [one for one in near if one.statement.within == said.statement.id and _is_restated(said, one)]


def _may_answer(said: Compared) -> bool:
    """Return whether a confirmation is one of something said: "acknowledged", "confirmed" rather than a count."""
    if said.statement.stance is not Stance.CONFIRMS or said.points is not None:
        return True
    word = said.statement.cue.text.lower().split()[-1] if said.statement.cue is not None else ""
    return word in CUES or word == "by"


def _is_restated(said: Compared, inner: Compared) -> bool:
    """Return whether a nested statement is what is answered: "denied reports that", "confirmed what they had said"."""
    if said.statement.stance is Stance.CONFIRMS:
        return said.content.lower().startswith("what ") or (said.points is not None and said.points.is_said)
    cue = inner.statement.cue
    noun = cue is not None and cue.text.lower().split()[-1] in {*CUE_NOUNS, "of", "that", "about"}
    account = said.points is not None and said.points.is_said and inner.statement.speaker is not None
    return noun or account


def _restated(inner: Compared, near: Sequence[Compared], often: Counter[str]) -> tuple[str, ...]:
    """Return the statement that "the reports of massacres" goes back to, where nobody is named who reported them."""
    if inner.statement.speaker is not None and inner.statement.speaker.span.text.lower() not in ("its", "their"):
        return ()
    scored = [
        (weight_of(inner, one, often), one.at, one.statement.id)
        for one in near
        if one.at < inner.at and one.statement.stance in _TOLD and not one.statement.within
    ]
    top = max(scored, default=None)
    return (top[2],) if top is not None and top[0] >= _RESTATED else ()


def _like_before(said: Compared, near: Sequence[Compared], found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the targets of the answer right before, where this one is like it: "also confirmed the ceasefire"."""
    cue = said.statement.cue
    if cue is None or said.points is None or not _ALSO.search(f"{cue.text} {said.content[:12]}"):
        return ()
    like = [
        one
        for one in near
        if one.at < said.at and one.statement.stance is said.statement.stance and found.get(one.statement.id)
    ]
    return found[like[-1].statement.id] if like else ()


def _may_be_about(said: Compared, other: Compared) -> bool:
    one, two = said.statement, other.statement
    if two.id == one.id or two.content == one.content or two.within == one.id:
        return False
    if two.id == one.within:
        own = min(span.start for span in (*one.content, *((one.speaker.span,) if one.speaker is not None else ())))
        is_tail = said.points is not None and said.points.noun in _WHOLE and two.content[0].start < own
        if not is_tail:
            return False
    if abs(said.at - other.at) > _FAR or (other.at > said.at and other.paragraph - said.paragraph > 1):
        return False
    if other.at > said.at and other.points is not None and two.stance in ABOUT_OTHERS:
        return False  # "stood by their account", said later, holds nothing to be answered
    if one.stance is Stance.RETRACTS or one.rule == OWN:
        is_own = akin(said, other)
        is_soon = other.at < said.at or (is_own and other.sentence - said.sentence <= _SOON)
        return is_soon and two.stance in _TOLD and (is_own or one.rule not in (OWN, IF_SAID))
    if one.stance is two.stance is Stance.ACCEPTS_RESPONSIBILITY and said.points is None:
        return False  # two that claim one deed
    is_told = two.stance in _TOLD or (two.stance in DENYING and _is_of_denial(said, other))
    return is_told and not same_speaker(one, two)


def _is_of_denial(said: Compared, denial: Compared) -> bool:
    """Return whether an answer is to a denial: "Haldane's denial", "the ministry's word"."""
    if said.points is None or denial.at > said.at:
        return False
    return said.points.noun in DENIALS or likeness(said.points.owner, denial) > 0.5
