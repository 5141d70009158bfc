"""Which statement a denial, confirmation, dispute or retraction is about, within its document."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log

from tollbook.model.document import Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.answering import OWN, SIDE
from tollbook.reading.statements.compared import Compared, accuses, akin, compared, cue_words, same_speaker, weight_of
from tollbook.reading.statements.cues import CUE_NOUNS, CUES
from tollbook.reading.statements.referring import Reference
from tollbook.text.stems import stem

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
_AGAINST = frozenset((Stance.DENIES, Stance.DISPUTES, Stance.DENIES_RESPONSIBILITY, Stance.OTHER_EXPLANATION))
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
_FIGURES = frozenset(
    ("figure", "figures", "number", "numbers", "toll", "tally", "count", "estimate", "estimates", "data", "statistics")
)
_CHARGES = frozenset(("charge", "charges", "accusation", "accusations", "blame", "responsibility", "involvement"))
_DEALS = frozenset(("agreement", "deal", "ceasefire", "cease-fire", "truce", "accord", "pact"))
_WHOLE = frozenset(("which", "that", "something"))  # of "X said Y, which Z denies"
_NAMELESS = frozenset(("reports", "allegations", "accusations", "claims", "rumors", "rumours", "charges"))
_BLAME = frozenset(("blame", "blames", "blamed", "blaming"))
_ON = re.compile(r"\bon\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OF_ANYBODY = frozenset(("the", "a", "an", "of", "his", "her", "its", "their", "our", "my", "on"))
_PERSONS = frozenset(("him", "her", "them"))
_GOVERNED = re.compile(r"\b(?:about|after|against|at|before|by|for|from|in|of|on|since|to|until|with)\s+$")
_ALSO = re.compile(r"\b(?:also|too|likewise|both|so (?:did|do|does|has|have))\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|in)\b")
_LEAST = 0.9  # score from which one statement is taken to be about another
_EVIDENCE = 0.35  # words, figures or names in common without which nearness counts for nothing
_RESTATED = 0.6  # words in common, more than one rare one, from which nameless reports are an earlier statement
_NESTED = 1.5  # score from which a statement nested in the best one is taken for it
_BESIDE = 0.15  # what each statement in between takes from one that is only pointed at


def with_targets(page: Page, made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements, each denial, confirmation, dispute, doubt or retraction with what it is about.

    What counts: a statement nested in it ("denied reports that"); a noun that goes back ("the charge", "its figures")
    with whoever is named as having said it; words and figures in common, weighed by how rare they are in the document;
    the speaker accused in what is denied; and, only where one of these is there, nearness.

    Args:
        page: The document.
        made: Its statements in the order of the text, with `within` set.

    Returns:
        The statements with `targets`.
    """
    if not any(said.stance in ABOUT_OTHERS or _may_explain(said) for said in made):
        return tuple(made)
    told = [compared(page, said) for said in made]
    often = Counter(stem for said in told for stem in said.stems)
    found: dict[str, tuple[str, ...]] = {}
    told = [_explained(said, told[max(0, i - _NEAR) : i], often) for i, said in enumerate(told)]
    for i, said in enumerate(told):
        if said.statement.rule == SIDE:
            found[said.statement.id] = sided(said, told[max(0, i - _NEAR) : i])
        elif said.statement.stance in ABOUT_OTHERS and not _is_governed(page, said):
            near = told[max(0, i - _NEAR) : i + _NEAR]
            found[said.statement.id] = _targets(said, near, often, found)
    return tuple(replace(said.statement, targets=found.get(said.statement.id, ())) for said in told)


def sided(said: Compared, before: Sequence[Compared]) -> tuple[str, ...]:
    """Return what was said by whoever an answer names: "sided with the mayor", "do not believe him"."""
    named = frozenset(stem(word) for word in _WORD.findall(said.content.lower())) - _OF_ANYBODY
    is_pronoun = said.content.lower() in _PERSONS
    best: tuple[float, int, str] | None = None
    for one in before:
        spoken = one.statement
        if spoken.stance not in _TOLD or spoken.speaker is None or one.points is not None or spoken.rule == SIDE:
            continue
        if same_speaker(said.statement, spoken) or said.at - one.at > _FAR:
            continue
        own = frozenset(stem(word) for word in _WORD.findall(spoken.speaker.span.text.lower())) | one.who
        likeness = len(named & own) / len(named) if named and not is_pronoun else 0.0
        if is_pronoun and said.paragraph - one.paragraph <= 1:
            likeness = 1.0
        if likeness > 0.5 and (best is None or (likeness, one.at) > best[:2]):
            best = (likeness, one.at, spoken.id)
    return (best[2],) if best is not None else ()


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
    blames = statement.cue is not None and bool(_BLAME & set(statement.cue.text.lower().split()))
    return blames and statement.stance is Stance.ASSERTS and any(_ON.search(span.text) for span in statement.content)


def _is_governed(page: Page, said: Compared) -> bool:
    """Return whether what is answered is only the end of it: of "what happened before it is disputed", "it"."""
    start = said.statement.content[0].start
    is_pronoun = said.points is not None and said.points.is_pronoun
    return is_pronoun and _GOVERNED.search(page.text[max(0, start - 12) : start]) is not None


def _targets(
    said: Compared, near: Sequence[Compared], often: Counter[str], found: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    inner = [one for one in near if one.statement.within == said.statement.id and _is_restated(said, one)]
    if inner:
        return _restated(inner[0], near, often) or (inner[0].statement.id,)  # "denied reports that ..."
    if said.statement.stance is Stance.CONFIRMS and said.points is None and not _confirms_another(said):
        return ()
    same = _like_before(said, near, found)
    if same:
        return same
    places = [one.at for one in near if one.statement.stance in _TOLD]
    scored = [
        (_score(said, one, _between(said, one, places), often), -abs(said.at - one.at), one)
        for one in near
        if _may_be_about(said, one)
    ]
    best = max(scored, key=lambda one: one[:2], default=None)
    if best is None or best[0] < _LEAST:
        return ()
    about = _innermost(best, scored)
    answers_too = about.statement.stance in (Stance.CONFIRMS, Stance.ACCEPTS_RESPONSIBILITY)
    if about.points is not None and answers_too and found.get(about.statement.id):
        return found[about.statement.id]  # "confirmed the deal; the rebels confirmed it too"
    return (about.statement.id,)


def _innermost(best: tuple[float, int, Compared], scored: Sequence[tuple[float, int, Compared]]) -> Compared:
    """Return the statement within the best one that holds what is answered: of "X said that Y said", Y's."""
    inside = [
        one for one in scored if one[2].statement.within == best[2].statement.id and one[0] >= min(best[0], _NESTED)
    ]
    return max(inside, key=lambda one: one[:2])[2] if inside else best[2]


def _between(said: Compared, one: Compared, places: Sequence[int]) -> int:
    """Return how many statements that may be answered, of which the places are given, stand between two."""
    low, high = sorted((said.at, one.at))
    return bisect_left(places, high) - bisect_right(places, low)


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
    noun = inner.statement.cue.text.lower().split()[0] if inner.statement.cue is not None else ""
    points = Reference(noun, is_said=True)
    scored = []
    for one in near:
        weight, back = weight_of(inner, one, often), _goes_back(inner, points, one)
        is_like = weight >= _RESTATED or (weight > 0 and back >= 1.0)
        if is_like and one.at < inner.at and one.statement.stance in _TOLD and not one.statement.within:
            scored.append((weight + back, one.at, one.statement.id))
    best = max(scored, default=None)
    return (best[2],) if best is not None and best[0] >= _LEAST else ()


def _confirms_another(said: Compared) -> bool:
    """Return whether a confirmation is one of something said: "acknowledged", "confirmed" rather than a count."""
    word = said.statement.cue.text.lower().split()[-1] if said.statement.cue is not None else ""
    return word in CUES or word == "by"


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
        is_own = one.rule != OWN or akin(said, other)
        return other.at < said.at and two.stance in _TOLD and is_own
    if one.stance is two.stance is Stance.ACCEPTS_RESPONSIBILITY and said.points is None:
        return False  # two that claim one deed
    return two.stance in _TOLD and not same_speaker(one, two)


def _score(said: Compared, other: Compared, between: int, often: Counter[str]) -> float:
    """Return how likely one statement is about another; `_LEAST` and more where it is taken to be."""
    score = weight_of(said, other, often)
    if said.statement.stance is Stance.CONFIRMS and said.points is None and not _same_deed(said, other, between):
        return 0.0  # "acknowledged that it had had no notice" confirms nobody's words
    accused = said.who & other.stems.keys() if said.statement.stance in _AGAINST else ()
    if accused:  # the accused answers
        score += 1.5 * len(accused) / len(said.who) / (1.0 + log(min(often[stem] for stem in accused)))
    elif said.statement.stance in _AGAINST and said.points is None and accuses(other) and said.at > other.at:
        score += 0.5 * (said.paragraph - other.paragraph <= 1)
    elif said.statement.stance in _AGAINST and _are_reports(said, other):
        score += 0.5
    score += _named_source(said, other)
    if said.points is not None:
        score += _goes_back(said, said.points, other)
    if said.statement.stance is Stance.RETRACTS and akin(said, other):
        score += 1.0
    if other.at > said.at or score < _EVIDENCE:
        return score - 2.0 * (other.at > said.at)
    nearness = max(0.0, 1.0 - 0.3 * (said.paragraph - other.paragraph))
    return score + nearness - (_BESIDE * between if said.points is not None else 0.0)


def _same_deed(said: Compared, other: Compared, between: int) -> bool:
    """Return whether two speak of one deed: two words in common, one of them no name; or one of him who confirms."""
    shared = {stem: min(said.stems[stem], other.stems[stem]) for stem in said.stems.keys() & other.stems.keys()}
    deed = any(weight == 1.0 for weight in shared.values())
    is_near = said.paragraph == other.paragraph and (between == 0 or bool(said.who & other.stems.keys()))
    return deed and (len(shared) > 1 or is_near)


def _named_source(said: Compared, other: Compared) -> float:
    """Return what is added where the answer names who said it: "the doctors' account", "asked about X's figure, he"."""
    if other.named & said.stems.keys():
        return 2.0 if said.points is not None else 1.5
    return 0.8 if other.who & said.beside else 0.0


def _goes_back(said: Compared, points: Reference, other: Compared) -> float:
    """Return how well "the charge", "the figures", "the deal" or "it" fits what was said."""
    noun = points.noun
    if points.is_owned and not other.named & said.stems.keys():
        return 0.0  # "the coalition's findings" are nobody else's
    if noun in _FIGURES:
        return 1.0 if other.figures else 0.0
    words = cue_words(other)
    if other.statement.speaker is not None:
        words += other.statement.speaker.span.text.lower().split()[:3]  # "Unconfirmed reports from the city"
    if noun in _CHARGES:
        deed = said.stems.keys() - {stem(noun)} if _FOR.search(said.content) and not points.is_said else set()
        is_else = bool(deed) and not deed & other.stems.keys()
        return 0.0 if is_else else 1.5 if accuses(other) else 0.5  # "responsibility for the blast" is for no other deed
    if noun in _DEALS:
        return 1.0 if stem("agree") in other.stems else 0.0
    if points.is_pronoun or not points.is_said:
        return 0.6
    return 1.0 if noun.rstrip("s") in {one.rstrip("s") for one in words} else 0.6


def _are_reports(said: Compared, other: Compared) -> bool:
    """Return whether nobody's reports open a denial's sentence: "Amid reports that the king was ill, it denied"."""
    is_nobodys = other.statement.speaker is None and bool(_NAMELESS & set(cue_words(other)))
    return is_nobodys and said.sentence == other.sentence and other.at < said.at
