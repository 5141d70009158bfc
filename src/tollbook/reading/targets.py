"""Which statement a denial, confirmation, dispute or retraction is about, within its document."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from tollbook.model.document import Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading.cues import CUE_NOUNS, CUES
from tollbook.reading.page import Page
from tollbook.reading.words import groups, listed

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
_TOLD = frozenset((Stance.ASSERTS, Stance.REPORTS, Stance.UNKNOWN, Stance.CONFIRMS, Stance.ACCEPTS_RESPONSIBILITY))
_NEAR = 60  # statements before and behind, among which one is about another
_FAR = 6_000  # characters: what is denied was said in the same part of the document
_STOPWORDS = listed("stopwords")
_SAME = {word: group[0] for group in groups("same deeds") for word in group}
_FIGURES = frozenset(
    ("figure", "figures", "number", "numbers", "toll", "tally", "count", "estimate", "estimates", "data")
)
_CHARGES = frozenset(("charge", "charges", "accusation", "accusations", "blame", "responsibility", "involvement"))
_ACCUSING = frozenset(("accuse", "blame", "charge", "allege"))
_DEALS = frozenset(("agreement", "deal", "ceasefire", "cease-fire", "truce", "accord", "pact"))
_NAMED = re.compile(
    r"^(?:that\s+(?=\w+\W*$))?(?:(?:both|all|any|most|some|such|these|those|this|the|its|their|his|her|an?)\s+)*"
    r"(?:[\w'’-]+\s+){0,3}?"
    r"(?P<noun>reports?|claims?|allegations?|accusations?|charges?|figures?|numbers?|accounts?|versions?|statements?|"
    r"tolls?|tally|counts?|estimates?|responsibility|involvement|agreement|deal|cease-?fire|truce|accord|pact|news|"
    r"incidents?|strikes?|attacks?|findings?|conclusions?|data)\b|^(?P<word>it|them|this|that|which|so)\W*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|this|that|which|them|so)\W*$|an?\s+\w+$", re.IGNORECASE)  # "a figure the army disputes"
_GOVERNED = re.compile(r"\b(?:about|after|against|at|before|by|for|from|in|of|on|since|to|until|with)\s+$")
_ALSO = re.compile(r"\b(?:also|too|likewise|both|so (?:did|do|does|has|have))\b", re.IGNORECASE)
_ALIKE = 2  # words in common from which a clause confirms another
_LEAST = 0.9  # score from which one statement is taken to be about another


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with what is compared: place, paragraph, stems, figures, and whoever it names."""

    statement: Statement
    at: int
    paragraph: int
    stems: frozenset[str]
    figures: frozenset[str]
    content: str
    who: frozenset[str]


def with_targets(page: Page, made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return statements, each denial, confirmation, dispute, doubt or retraction with what it is about.

    What counts: a statement nested in it ("denied reports that"), words and figures in common weighed by how rare they
    are in the document, the speaker accused in what is denied, a noun that goes back ("the charge", "its figures"),
    and nearness.

    Args:
        page: The document.
        made: Its statements in the order of the text, with `within` set.

    Returns:
        The statements with `targets`.
    """
    if not any(said.stance in ABOUT_OTHERS for said in made):
        return tuple(made)
    told = [_said(page, said) for said in made]
    often = Counter(stem for said in told for stem in said.stems)
    found: dict[str, tuple[str, ...]] = {}
    for i, said in enumerate(told):
        if said.statement.stance in ABOUT_OTHERS and not _is_governed(page, said):
            near = told[max(0, i - _NEAR) : i + _NEAR]
            found[said.statement.id] = _targets(said, near, often, found)
    return tuple(replace(said, targets=found.get(said.id, ())) for said in made)


def _is_governed(page: Page, said: _Said) -> bool:
    """Return whether what is answered is only the end of it: of "what happened before it is disputed", "it"."""
    start = said.statement.content[0].start
    return (
        _PRONOUN.match(said.content) is not None and _GOVERNED.search(page.text[max(0, start - 12) : start]) is not None
    )


def _said(page: Page, statement: Statement) -> _Said:
    at = (statement.cue or statement.content[0]).start
    sentence = page.sentence_at(at)
    content = " ".join(span.text for span in statement.content)
    words = re.findall(r"[^\W\d_][\w’'-]{2,}", content.lower())
    if statement.speaker is not None and statement.speaker.party is None:
        words += re.findall(r"[^\W\d_]{3,}", statement.speaker.span.text.lower())
    stems = frozenset(_SAME.get(stem(word), stem(word)) for word in words if word not in _STOPWORDS)
    figures = frozenset(figure.replace(",", "") for figure in re.findall(r"\d[\d,.]*\d|\d", content))
    return _Said(statement, at, sentence.paragraph if sentence else 0, stems, figures, content, _who(statement))


def _who(statement: Statement) -> frozenset[str]:
    """Return the words by which a statement's speaker may be named elsewhere."""
    speaker = statement.speaker
    if speaker is None:
        return frozenset()
    names = " ".join(part for part in (speaker.name, speaker.party, speaker.span.text) if part)
    words = re.findall(r"[^\W\d_]{3,}", names.lower())
    return frozenset(stem(word) for word in words if word not in _STOPWORDS)


def _targets(
    said: _Said, near: Sequence[_Said], often: Counter[str], found: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    inner = [one for one in near if one.statement.within == said.statement.id and _is_noun(one.statement)]
    if inner and said.statement.stance is not Stance.CONFIRMS:
        return _restated(inner[0], near, often) or (inner[0].statement.id,)  # "denied reports that ..."
    named = _NAMED.match(said.content)
    noun = (named["noun"] or named["word"]).lower() if named is not None else ""
    if said.statement.stance is Stance.CONFIRMS and not noun and not _confirms_another(said):
        return ()
    same = _like_before(said, near, found, noun)
    if same:
        return same
    scored = [
        (_score(said, one, noun, often), -abs(said.at - one.at), one.statement.id)
        for one in near
        if _may_be_about(said, one)
    ]
    best = max(scored, default=None)
    return (best[2],) if best is not None and best[0] >= _LEAST else ()


def _restated(inner: _Said, near: Sequence[_Said], often: Counter[str]) -> tuple[str, ...]:
    """Return the statement that "the reports of massacres" goes back to, where nobody is named who reported them."""
    if inner.statement.speaker is not None and inner.statement.speaker.span.text.lower() not in ("its", "their"):
        return ()
    noun = inner.statement.cue.text.lower().split()[0] if inner.statement.cue is not None else ""
    scored = [
        (weight + _goes_back(noun, one), one.at, one.statement.id)
        for one in near
        if one.at < inner.at and one.statement.stance in _TOLD and not one.statement.within
        if (weight := _weight(inner, one, often)) > 0
    ]
    best = max(scored, default=None)
    return (best[2],) if best is not None and best[0] >= _LEAST else ()


def _weight(one: _Said, two: _Said, often: Counter[str]) -> float:
    """Return how much two statements share: words, the rare ones more, and figures."""
    words = sum(1.0 / (1.0 + log(often[word])) for word in one.stems & two.stems)
    return words + 1.5 * len(one.figures & two.figures)


def _is_noun(statement: Statement) -> bool:
    return statement.cue is not None and statement.cue.text.lower().split()[-1] in {*CUE_NOUNS, "of", "that", "about"}


def _confirms_another(said: _Said) -> bool:
    """Return whether a confirmation is one of something said: "acknowledged", "confirmed" rather than a count."""
    word = said.statement.cue.text.lower().split()[-1] if said.statement.cue is not None else ""
    return word in CUES or word == "by"


def _like_before(said: _Said, near: Sequence[_Said], found: dict[str, tuple[str, ...]], noun: str) -> tuple[str, ...]:
    """Return the targets of the answer right before, where this one is like it: "also confirmed the ceasefire"."""
    cue = said.statement.cue
    if cue is None or not (noun and _ALSO.search(f"{cue.text} {said.content[:12]}")):
        return ()
    like = [
        one
        for one in near
        if one.at < said.at and one.statement.stance is said.statement.stance and found.get(one.statement.id)
    ]
    return found[like[-1].statement.id] if like else ()


def _may_be_about(said: _Said, other: _Said) -> bool:
    one, two = said.statement, other.statement
    if two.id == one.id or two.content == one.content or (two.within == one.id and not _NAMED.match(said.content)):
        return False
    if two.id == one.within and not _PRONOUN.match(said.content):
        return False
    if abs(said.at - other.at) > _FAR or (other.at > said.at and other.paragraph - said.paragraph > 1):
        return False
    if one.stance is Stance.RETRACTS:
        return other.at < said.at
    return two.stance in _TOLD and not _same_speaker(one, two)


def _same_speaker(one: Statement, two: Statement) -> bool:
    if one.speaker is None or two.speaker is None:
        return False
    if one.speaker.name is not None and one.speaker.name == two.speaker.name:
        return True
    same_party = one.speaker.party is not None and one.speaker.party == two.speaker.party
    return same_party or one.speaker.span.text.lower() == two.speaker.span.text.lower()


def _score(said: _Said, other: _Said, noun: str, often: Counter[str]) -> float:
    """Return how likely one statement is about another; 1 and more where it is taken to be."""
    score = _weight(said, other, often)
    if said.statement.stance is Stance.CONFIRMS and not noun and len(said.stems & other.stems) < _ALIKE:
        return 0.0  # "acknowledged that it had had no notice" confirms nobody's words
    against = said.statement.stance in _AGAINST
    if against and said.who & other.stems:
        score += 1.0  # the accused answers
    if other.who & said.stems:
        score += 1.5  # "denied the Network's claims"
    score += _goes_back(noun, other)
    if other.at > said.at:
        score -= 2.0
    elif score > 0 or against:
        paragraphs = said.paragraph - other.paragraph
        score += max(0.0, 1.0 - 0.3 * paragraphs) if score > 0 else 1.0 * (paragraphs <= 2)
    if said.statement.stance is Stance.RETRACTS and _same_speaker(said.statement, other.statement):
        score += 1.0
    return score


def _goes_back(noun: str, other: _Said) -> float:
    """Return how well "the charge", "the figures", "the deal" or "it" fits what was said."""
    if not noun:
        return 0.0
    if noun in _FIGURES:
        return 1.0 if other.figures else 0.0
    words = other.statement.cue.text.lower().split() if other.statement.cue is not None else []
    if other.statement.speaker is not None:
        words += other.statement.speaker.span.text.lower().split()[:3]  # "Unconfirmed reports from the city"
    if noun in _CHARGES:
        return 1.5 if any(one in CUES and CUES[one].base in _ACCUSING for one in words) else 0.3
    if noun in _DEALS:
        return 1.0 if _SAME.get("agree", "agree") in other.stems else 0.0
    return 1.0 if noun.rstrip("s") in {one.rstrip("s") for one in words} else 0.6


def stem(word: str) -> str:
    """Return a word without its ending, that "denied" and "denies" may be compared.

    Args:
        word: A word in lower case.

    Returns:
        At least four of its letters.
    """
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
