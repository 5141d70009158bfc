"""The idioms by which somebody answers what another said: "took issue with", "bore out", "cast doubt on"."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from tollbook.model.vocabulary import Stance
from tollbook.reading.statements.referring import reference
from tollbook.reading.statements.verbs import forms

_TABLE: Mapping[str, str] = tomllib.loads(
    files("tollbook.reading").joinpath("data/answers.toml").read_text(encoding="utf-8")
)
_STANCES: Mapping[str, Stance] = {
    "denies": Stance.DENIES,
    "disputes": Stance.DISPUTES,
    "doubts": Stance.DOUBTS,
    "confirms": Stance.CONFIRMS,
    "accepts": Stance.CONFIRMS,
    "stands by": Stance.CONFIRMS,
    "retracts": Stance.RETRACTS,
    "other_explanation": Stance.OTHER_EXPLANATION,
    "blames": Stance.ASSERTS,
    "doubts denied": Stance.DOUBTS,
    "denies denied": Stance.DENIES,
    "confirms by itself": Stance.CONFIRMS,
    "denies by itself": Stance.DENIES,
}
_GAP = 2  # words that may stand within an idiom: "cast some serious doubt on"
_LONGEST_BETWEEN = 8  # words that may stand where "~" does in "took ~ back"
_OF_COURTS = frozenset(("charge", "charges"))  # upheld, accepted, taken back: no answer to anybody


@dataclass(frozen=True, slots=True)
class Idiom:
    """An idiom.

    Attributes:
        before: The words between the verb and what is answered.
        behind: The words behind what is answered, which may also stand before it.
        stance: What whoever uses it does.
        takes: What can be answered: "" something said, "+" also a pronoun, "@" also whoever said it, "*" anything.
        is_denied: Whether it answers only where it is denied ("does not believe it").
        denied: What whoever confirms by it does where it is denied: "does not accept it", "no longer stands by it".
        is_own: Whether it is of the speaker's own words ("stood by its figure").
        is_alone: Whether its subject is what is answered ("his account does not hold up").
    """

    before: tuple[str, ...]
    behind: tuple[str, ...]
    stance: Stance
    takes: str
    is_denied: bool
    denied: Stance
    is_alone: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Use:
    """An idiom where it stands, by the places of words.

    Attributes:
        idiom: The idiom.
        end: Behind its last word that joins on to the verb.
        between: From and to of what is answered, where that stands within the idiom; else None.
    """

    idiom: Idiom
    end: int
    between: tuple[int, int] | None


def _idioms() -> Mapping[str, tuple[Idiom, ...]]:
    irregular = {line.split()[0]: line.split() for line in _TABLE["irregular"].strip().split("\n")}
    found: dict[str, list[Idiom]] = {}
    for name, stance in _STANCES.items():
        for line in _TABLE[name].strip().split("\n"):
            verb, *words = line.split()
            takes = words.pop() if words and words[-1] in "+*@" else ""
            is_alone = "~" not in words
            at = len(words) if is_alone else words.index("~")
            idiom = Idiom(
                before=tuple(words[:at]),
                behind=tuple(words[at + 1 :]),
                stance=stance,
                takes=takes,
                is_denied=name in ("doubts denied", "denies denied"),
                denied=Stance.DENIES
                if name == "accepts"
                else Stance.RETRACTS
                if name == "stands by"
                else Stance.DOUBTS,
                is_alone=is_alone,
                is_own=name == "stands by",
            )
            for form in dict.fromkeys(irregular.get(verb) or forms(verb)):
                found.setdefault(form, []).append(idiom)
    return {
        form: tuple(sorted(listed, key=lambda one: -len(one.before + one.behind))) for form, listed in found.items()
    }


IDIOMS: Mapping[str, tuple[Idiom, ...]] = _idioms()  # by every form of the verb, the longest first


def use_at(words: Sequence[str], i: int) -> Use | None:
    """Return the idiom whose verb is a word, or None.

    Args:
        words: The words and marks of a sentence or paragraph, in lower case.
        i: The place of the verb among them.

    Returns:
        The longest idiom that stands there.
    """
    for idiom in IDIOMS.get(words[i], ()):
        end = _followed(words, i + 1, idiom.before)
        if end is None:
            continue
        if not idiom.behind:
            return Use(idiom, end, None)
        joined = _followed(words, end, idiom.behind, gap=0)
        if joined is not None:
            return Use(idiom, joined, None)
        for at in range(end + 1, min(len(words), end + _LONGEST_BETWEEN)):
            if not words[at][0].isalnum() and words[at] not in ("'s", "’s", "-"):
                break
            if tuple(words[at : at + len(idiom.behind)]) == idiom.behind:
                return Use(idiom, end, (end, at))
    return None


def _followed(words: Sequence[str], at: int, wanted: Sequence[str], gap: int = _GAP) -> int | None:
    """Return the place behind wanted words that stand from a place on, with few words between; None if they do not."""
    for word in wanted:
        for step in range(gap + 1):
            if at + step >= len(words) or not words[at + step][0].isalnum():
                return None
            if words[at + step] == word:
                at += step + 1
                break
        else:
            return None
    return at


def answers(idiom: Idiom, content: str) -> bool:
    """Return whether words are of something said, or the idiom takes anything.

    Args:
        idiom: The idiom.
        content: What stands where something said does.

    Returns:
        Whether the idiom answers it for sure; a pronoun may stand for something else.
    """
    points = reference(content)
    return idiom.takes == "*" or (points is not None and points.is_said and points.noun not in _OF_COURTS)


def is_pronoun(content: str) -> bool:
    """Return whether words are no more than "it", "that" or the like."""
    points = reference(content)
    return points is not None and points.is_pronoun
