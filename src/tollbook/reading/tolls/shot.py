"""Are people who "were shot" or "stabbed" dead? They are where the text speaks of death beside, and of no wounds."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Page
from tollbook.reading.tolls.sheet import Draft
from tollbook.reading.words import listed

_CLAUSE = 8  # tokens
_NEAR = 2  # sentences
_SHOT = frozenset(("shot", "shooting", "shoots"))
_STABBED = frozenset(("stabbed", "knifed"))
_HURT = frozenset(
    ("wounded", "injured", "hurt", "wounding", "injuring", "survived", "leg", "legs", "hospital", "condition")
)
_EXECUTED = listed("executed")
_DEATHS = listed("deaths")


def told_dead(page: Page, drafted: list[Draft]) -> None:
    """Make people who "were shot" dead, with their parts, where the text tells of their death or of an execution.

    Those who were stabbed, and of whom no death is told, are hurt.

    Args:
        page: The document.
        drafted: Its drafts; those found dead, or hurt, are replaced.
    """
    for i, draft in enumerate(drafted):
        if draft.measure is not Measure.UNKNOWN:
            continue
        is_part = draft.parent is not None and drafted[draft.parent].measure is Measure.KILLED
        tokens = page.words_of(page.sentences[draft.sentence])
        near = {token.low for token in tokens[max(0, draft.figure.at - _CLAUSE) : draft.figure.last + _CLAUSE]}
        words = {token.low for token in tokens}
        is_told = near & _SHOT and not words & _HURT
        if is_part or (is_told and (_may_hold(drafted, i) or _tells_of_death(page, draft, words))):
            drafted[i] = replace(draft, measure=Measure.KILLED)
        elif near & _STABBED and not near & _SHOT:
            drafted[i] = replace(draft, measure=Measure.INJURED)


def _tells_of_death(page: Page, draft: Draft, words: set[str]) -> bool:
    """Return whether a sentence tells of an execution or of death, or the next ones of death."""
    if words & (_EXECUTED | _DEATHS):
        return True
    behind = page.sentences[draft.sentence + 1 : draft.sentence + 1 + _NEAR]
    return any(token.low in _DEATHS for sentence in behind for token in page.words_of(sentence))


def _may_hold(drafted: Sequence[Draft], i: int) -> bool:
    """Return whether a sentence before counts dead of no kind of their own, of whom these may be some."""
    one = drafted[i]
    before = [other for other in drafted[max(0, i - _NEAR) : i] if 0 < one.sentence - other.sentence <= _NEAR]
    whole = before[-1] if before else None
    if whole is None or whole.measure is not Measure.KILLED or (whole.number.best or 0) <= one.number.low:
        return False
    return whole.group is None or not (whole.group.status or whole.group.side or whole.group.sex or whole.group.age)
