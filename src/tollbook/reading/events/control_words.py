"""The verbs and nouns by which a place changes hands."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.vocabulary import ControlKind
from tollbook.reading.page import Token
from tollbook.reading.words import listed

_TAKES, _RETAKES = listed("control takes"), listed("control retakes")
_LIGHT, _GIVES, _LEAVES = listed("control light verbs"), listed("control gives"), listed("control leaves")
_EXPELS = listed("control expels")
_LOSES = frozenset(("lose", "loses", "losing", "lost"))
_WITHDRAWS = frozenset(
    ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing", "retreat", "retreated", "retreats", "retreating")
)
_PULLS = frozenset(("pull", "pulled", "pulling", "pulls"))
_HANDS = frozenset(("hand", "handed", "handing", "hands", "turned", "turn", "gave", "given", "give", "transferred"))
_TAKEN = frozenset(("took", "taken", "takes", "taking"))
NOT_DONE = listed("not done")
NOUNS = {
    **dict.fromkeys(("capture", "conquest", "fall", "liberation", "seizure", "takeover"), ControlKind.TAKES),
    "recapture": ControlKind.RETAKES,
    "loss": ControlKind.LOSES,
    "handover": ControlKind.HANDS_OVER,
}
SIGNS = frozenset(
    (*_TAKES, *_RETAKES, *_LEAVES, *_TAKEN, *_GIVES, *_LOSES, *_EXPELS, *_WITHDRAWS, *_PULLS, *_HANDS, *NOUNS, *_LIGHT)
) | {"fell", "fallen", "falls", "control", "hands"}  # no sentence without one of these tells of a change
BE = frozenset(("be", "been", "being", "is", "are", "was", "were", "'s"))
AUXILIARIES = BE | {
    "has",
    "have",
    "had",
    "now",
    "also",
    "already",
    "since",
    "not",
    "n't",
    "never",
    "then",
    "again",
    "which",
    "that",
}
NEGATIONS = frozenset(("not", "n't", "never", "no", "denied", "denies", "deny", "denying"))
_BETWEEN = frozenset(("full", "complete", "total", "partial", "back", "the", "over", "sole", "effective", "military"))
_FINITE_NOUNS = frozenset(
    ("capture", "hands", "retreat", "hand", "turn")
)  # verbs only behind a subject that is no article


@dataclass(frozen=True, slots=True)
class Form:
    """What a verb does to control.

    Attributes:
        kind: The change.
        end: Token where the place is to be looked for.
        is_weak: Whether the verb means a change only before a place with a name or of a kind that is governed.
        expels: Whether its object is the one who loses.
    """

    kind: ControlKind
    end: int
    is_weak: bool = False
    expels: bool = False


def active_form(tokens: Sequence[Token], at: int, last: int) -> Form | None:
    """Return what a verb does to control over the place behind it.

    Args:
        tokens: The page's tokens.
        at: The verb.
        last: One past the sentence's last token.

    Returns:
        The form, or None where the token is no such verb.
    """
    low = tokens[at].low
    if low in _FINITE_NOUNS and at and tokens[at - 1].low in ("the", "a", "of", "their", "its", "'s", "for", "into"):
        return None
    behind_control = _behind_control(tokens, at + 1, last)
    if behind_control is not None:
        return _of_control(low, behind_control)
    for words, kind in ((_TAKES, ControlKind.TAKES), (_RETAKES, ControlKind.RETAKES), (_LEAVES, ControlKind.WITHDRAWS)):
        if low in words:
            return Form(kind, at + 1, is_weak=low in ("occupied", "occupies", "recover", "recovered", "recovers"))
    if low in _TAKEN:
        over = at + 1 < last and tokens[at + 1].low in ("over", "back")
        return Form(
            ControlKind.RETAKES if over and tokens[at + 1].low == "back" else ControlKind.TAKES,
            at + 1 + over,
            is_weak=True,
        )
    if low in _GIVES:
        return Form(ControlKind.HANDS_OVER, at + 1)
    if low in _LOSES:
        return Form(ControlKind.LOSES, at + 1, is_weak=True)
    if low in _EXPELS:
        return Form(ControlKind.TAKES, at + 1, expels=True)
    return _of_two_words(tokens, at, last)


def _of_control(low: str, end: int) -> Form | None:
    """Return the form of "seized control of", "lost control of", "regained control of", "handed control of"."""
    kinds = (
        (_RETAKES | {"restored", "restore"}, ControlKind.RETAKES),
        (_LIGHT | _TAKES, ControlKind.TAKES),
        (_LOSES, ControlKind.LOSES),
        (_GIVES | _HANDS, ControlKind.HANDS_OVER),
    )
    return next((Form(kind, end) for words, kind in kinds if low in words), None)


def _of_two_words(tokens: Sequence[Token], at: int, last: int) -> Form | None:
    low = tokens[at].low
    following = [token.low for token in tokens[at + 1 : min(last, at + 4)]]
    if low in _WITHDRAWS and "from" in following[:2]:
        return Form(ControlKind.WITHDRAWS, at + 2 + following.index("from"))
    if low in _PULLS and following[:2] in (["out", "of"], ["back", "from"]):
        return Form(ControlKind.WITHDRAWS, at + 3)
    if low in _HANDS and following[:1] in (["over"], ["up"]):
        return Form(ControlKind.HANDS_OVER, at + 2)
    return None


def _behind_control(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """Return the token behind "(back) (full) control of", or None."""
    while at < last and tokens[at].low in _BETWEEN:
        at += 1
    if at + 1 < last and tokens[at].low == "control" and tokens[at + 1].low in ("of", "over", "in"):
        return at + 2
    return None


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a participle is passive: a form of "be" stands before it, or "by" behind."""
    before = at - 1
    while before >= 0 and (
        tokens[before].low in ("not", "n't", "also", "now", "then", "again") or tokens[before].low.endswith("ly")
    ):
        before -= 1
    if tokens[at].low.endswith("ing"):
        return False
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    second = tokens[at + 2].low if at + 2 < len(tokens) else ""
    return (
        (before >= 0 and tokens[before].low in BE)
        or following == "by"
        or (following in ("over", "up") and second == "by")
    )
