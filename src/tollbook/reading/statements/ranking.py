"""What speaks for one statement being what another answers, and what for its answering none: a weighted sum of clues.

The weights are a conditional logit's, in data/targets.toml, made by benchmarks/reading/fit_targets.py on the developed
texts. `{clue: number}` is what a choice shows; a clue that is not there counts for nothing.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log

from tollbook.model.vocabulary import Stance
from tollbook.reading.statements.answering import OWN
from tollbook.reading.statements.compared import (
    Compared,
    accuses,
    akin,
    cue_words,
    shared_figures,
    shared_words,
)
from tollbook.text.stems import stem

WEIGHTS: Mapping[str, float] = tomllib.loads(
    files("tollbook.reading").joinpath("data/targets.toml").read_text(encoding="utf-8")
)["weights"]

Clues = Mapping[str, float]

_AGAINST = frozenset((Stance.DENIES, Stance.DISPUTES, Stance.DENIES_RESPONSIBILITY, Stance.OTHER_EXPLANATION))
_FIGURES = frozenset(
    ("figure", "figures", "number", "numbers", "toll", "tally", "count", "estimate", "estimates", "data", "statistics")
)
_CHARGES = frozenset(("charge", "charges", "accusation", "accusations", "blame", "responsibility", "involvement"))
_DEALS = frozenset(("agreement", "deal", "ceasefire", "cease-fire", "truce", "accord", "pact"))
DENIALS = frozenset(("denial", "denials", "rebuttal", "rebuttals"))
DENYING = frozenset((Stance.DENIES, Stance.DENIES_RESPONSIBILITY, Stance.DISPUTES))
_NAMELESS = frozenset(("reports", "allegations", "accusations", "claims", "rumors", "rumours", "charges"))
_ANY = re.compile(r"(?:that\s+)?(?:any|ever|having|all|everything|anything|being|[a-z]+ing)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:only\s+)?the\s+(?P<which>former|first|latter|second|last)(?:\s+\w+)?(?:\s+only)?\W*$", re.I)
_WORD = re.compile(r"[^\W_][\w’'-]*")
_SELVES = {"our": ("we",), "my": ("i",)}  # "our word" is what "we" said
_LITTLE = frozenset(("the", "a", "an", "of", "his", "her", "its", "their", "our", "my", "on", "own", "in"))
_LITTLE_SHARED = 0.2  # words in common up to which two have nothing in common
_MOST = 3.0  # what words or figures in common count for at most
_BEYOND = 5  # statements in between, from which it makes no difference how many


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, the statements that it may be about, and the clues for each and for none of them.

    Attributes:
        said: The answer.
        options: The statements, in the order of the text.
        clues: Of each option.
        none: Of the answer being about none of them.
    """

    said: Compared
    options: tuple[Compared, ...]
    clues: tuple[Clues, ...]
    none: Clues


def choice(said: Compared, options: Sequence[Compared], often: Counter[str]) -> Choice:
    """Return the clues for each statement that an answer may be about.

    Args:
        said: The answer.
        options: The statements, in the order of the text.
        often: How many statements of the document have each stem.

    Returns:
        The choice.
    """
    owned = [likeness(said.points.owner, one) if said.points is not None else 0.0 for one in options]
    before = [one for one in options if one.at < said.at]
    ordinal = _ordinal(said, before)
    made: list[dict[str, float]] = []
    for one, own in zip(options, owned, strict=True):
        clues = _clues(said, one, often)
        between = sum(min(said.at, one.at) < other.at < max(said.at, one.at) for other in options)
        clues["between"] = min(between, _BEYOND) / _BEYOND
        clues["next"] = float(between == 0 and one.at < said.at)
        clues["the only one, pointing"] = float(said.points is not None and before == [one])
        clues["owner"] = own
        clues["not the owner"] = float(max(owned) > 0.5 >= own)
        clues["ordinal"] = float(one is ordinal)
        clues["within another"] = float(any(one.statement.within == other.statement.id for other in options))
        clues["holds another"] = float(any(other.statement.within == one.statement.id for other in options))
        made.append(clues)
    return Choice(said, tuple(options), tuple(made), _none(said, made))


def _clues(said: Compared, one: Compared, often: Counter[str]) -> dict[str, float]:
    """Return what an answer and one statement show by themselves."""
    stance, points = said.statement.stance, said.points
    is_before = one.at < said.at
    gap = abs(said.sentence - one.sentence)
    words = shared_words(said, one, often)
    accused = said.who & one.stems.keys() if stance in _AGAINST else frozenset()
    clues = {
        "words": min(words, _MOST),
        "some words": float(words > _LITTLE_SHARED),
        "words, pointing": min(words, _MOST) * (points is not None),
        "figures": min(shared_figures(said, one), _MOST),
        "sentences": log(1 + gap),
        "sentences, pointing": log(1 + gap) * (points is not None),
        "same sentence": float(gap == 0),
        "other paragraph, pointing": float(said.paragraph != one.paragraph and points is not None),
        "beside, pointing": float(bool(one.who & said.beside) and points is not None),
        "other paragraph": float(said.paragraph != one.paragraph),
        "later": float(not is_before),
        "accused": len(accused) / len(said.who) if accused else 0.0,
        "accuses": float(stance in _AGAINST and accuses(one)),
        "named": float(bool(one.named & said.stems.keys())),
        "beside": float(bool(one.who & said.beside)),
        "own": float(akin(said, one)) * (stance is Stance.RETRACTS or said.statement.rule == OWN),
        "not own": float(not akin(said, one)) * (stance is Stance.RETRACTS or said.statement.rule == OWN),
        "is an answer": float(one.points is not None),
        "is a denial": float(one.statement.stance in DENYING),
        "is carried": float(one.statement.cue is None),
        "is nameless": float(one.statement.speaker is None),
        "confirming, a deed": float(stance is Stance.CONFIRMS and points is None and _same_deed(said, one)),
        "confirming, no deed": float(stance is Stance.CONFIRMS and points is None and not _same_deed(said, one)),
        "any, near": float(points is None and _ANY.match(said.content) is not None and is_before and gap <= 1),
        "nobody's reports": float(
            one.statement.speaker is None and bool(_NAMELESS & set(cue_words(one))) and gap == 0 and is_before
        ),
    }
    shown = ("some words", "figures", "accused", "accuses", "named", "beside", "any, near")
    clues["nothing in common"] = float(points is None and not any(clues[clue] for clue in shown))
    if points is not None:
        clues |= _pointed(said, one)
    return clues


def _same_deed(said: Compared, one: Compared) -> bool:
    """Return whether two speak of one deed: two words in common, one of them no name; or one of him who confirms."""
    shared = [min(said.stems[stem], one.stems[stem]) for stem in said.stems.keys() & one.stems.keys()]
    is_near = said.paragraph == one.paragraph and bool(said.who & one.stems.keys())
    return 1.0 in shared and (len(shared) > 1 or is_near)


def _pointed(said: Compared, one: Compared) -> dict[str, float]:
    """Return how well "the charge", "the figures", "the deal", "the denial" or "it" fits what was said."""
    points = said.points
    if points is None:
        return {}
    noun = points.noun
    speaker = one.statement.speaker
    plural = speaker is not None and speaker.span.text.lower().split()[0] in ("their", "both", "two", "three")
    words = {word.rstrip("s") for word in cue_words(one)}
    words |= {word.rstrip("s") for word in speaker.span.text.lower().split()[:3]} if speaker is not None else set()
    return {
        "a figure, with figures": float(noun in _FIGURES and bool(one.figures)),
        "a figure, without": float(noun in _FIGURES and not one.figures),
        "a charge, accusing": float(noun in _CHARGES and accuses(one)),
        "a charge, not accusing": float(noun in _CHARGES and not accuses(one)),
        "a deal": float(noun in _DEALS and stem("agree") in one.stems),
        "a denial, of one": float(noun in DENIALS and one.statement.stance in DENYING),
        "a denial, of none": float(noun in DENIALS and one.statement.stance not in DENYING),
        "the cue's noun": float(points.is_said and noun.rstrip("s") in words),
        "his, of many": float(points.owner in ("his", "her") and plural),
    }


def _none(said: Compared, options: Sequence[Clues]) -> dict[str, float]:
    points = said.points
    return {
        "none": 1.0,
        "none, telling": float(points is None),
        "none, a pronoun": float(points is not None and points.is_pronoun),
        "none, something said": float(points is not None and points.is_said),
        "none, pointing else": float(points is not None and not points.is_said and not points.is_pronoun),
        "none, confirms": float(said.statement.stance is Stance.CONFIRMS),
        "none, confirms, telling": float(said.statement.stance is Stance.CONFIRMS and points is None),
        "none, doubts": float(said.statement.stance is Stance.DOUBTS),
        "none, explains": float(said.statement.stance is Stance.OTHER_EXPLANATION),
        "none, responsibility": float(
            said.statement.stance in (Stance.ACCEPTS_RESPONSIBILITY, Stance.DENIES_RESPONSIBILITY)
        ),
        "none, another's": float(
            points is not None and points.is_owned and all(one["owner"] <= 0.5 for one in options)
        ),
    }


def likeness(owner: str, one: Compared) -> float:
    """Return the share of a name's words by which a statement's speaker is called; the name is in lower case."""
    named = frozenset(stem(word) for word in _WORD.findall(owner)) - _LITTLE
    speaker = one.statement.speaker
    if speaker is not None and speaker.span.text.lower() in _SELVES.get(owner, ()):
        return 1.0
    if not named or speaker is None:
        return 0.0
    own = frozenset(stem(word) for word in _WORD.findall(speaker.span.text.lower())) | one.who
    return len(named & own) / len(named)


def _ordinal(said: Compared, before: Sequence[Compared]) -> Compared | None:
    """Return the one that "the former", "the second" or "the latter figure" is, of the last two."""
    match = _ORDINAL.match(said.content)
    whole = [one for one in before if one.points is None]
    if match is None or len(whole) < 2:
        return None
    return whole[-2] if match["which"].lower() in ("former", "first") else whole[-1]


def score(clues: Clues, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the weighted sum of clues."""
    return sum(weights.get(clue, 0.0) * value for clue, value in clues.items())


def best(made: Choice) -> Compared | None:
    """Return the statement that an answer is about, or None where it is more likely to be about none."""
    none = score(made.none)
    scored = [
        (score(clues), -abs(made.said.at - one.at), one) for clues, one in zip(made.clues, made.options, strict=True)
    ]
    top = max(scored, key=lambda one: one[:2], default=None)
    return top[2] if top is not None and top[0] > none else None
