"""Who repeats whom, and what is lost on the way: a statement of one speaker found again in a later document."""

from collections.abc import Iterator

from tollbook.model.check import Check
from tollbook.model.vocabulary import Modality, Verdict
from tollbook.reconciliation.disputes import TARGETABLE
from tollbook.reconciliation.names import spoken
from tollbook.reconciliation.utterances import Utterance, Utterances, quoted

FIRM = (Modality.STATED, Modality.UNKNOWN)
LOT = 5_000  # statements set against all others at a time


def repeat_checks(said: Utterances) -> Iterator[Check]:
    """Yield one check for each statement that repeats what its speaker said in an earlier document.

    Figures have their own lineage; only statements that carry none are looked at.

    Args:
        said: All statements.

    Yields:
        Check: Named `repeat-<document>-<statement>`: consistent where it is repeated as firmly as it was said,
            inconsistent where what was hedged is repeated as stated.
    """
    places = [place for place, one in enumerate(said.all) if _may_repeat(one)]
    for first in range(0, len(places), LOT):
        lot = places[first : first + LOT]
        for place, near in zip(lot, said.alike.near(lot), strict=True):
            one = said.all[place]
            earlier = [said.all[at] for at in near if _is_origin(one, said.all[at])]
            if earlier:
                yield _check(one, min(earlier, key=lambda other: (str(other.document.published), other.reference)))


def _may_repeat(one: Utterance) -> bool:
    return one.speaker is not None and not one.figures and one.stance in TARGETABLE


def _is_origin(one: Utterance, other: Utterance) -> bool:
    """Return whether a statement is an earlier one of the same speaker: in his own document, or published before."""
    if other.document.name == one.document.name or other.speaker != one.speaker:
        return False
    if other.stance is not one.stance and other.stance not in TARGETABLE:
        return False
    before, after = other.document.published, one.document.published
    if before is None or after is None:
        return other.document.publisher == other.speaker != one.document.publisher
    return before < after or (before == after and other.document.publisher == other.speaker != one.document.publisher)


def _check(one: Utterance, origin: Utterance) -> Check:
    lost = origin.modality not in FIRM and one.modality in FIRM
    who = one.document.publisher or f"'{one.document.name}'"
    text = f"{who} repeats what {spoken(one.speaker)} said in '{origin.document.name}': {quoted(origin.words)}"
    if lost:
        text += f"; there it is {origin.modality.value}, here it is stated"
    return Check(
        id=f"repeat-{one.document.name}-{one.id}",
        kind="repeat",
        verdict=Verdict.INCONSISTENT if lost else Verdict.CONSISTENT,
        reason=f"{text}.",
        links=(one.reference, origin.reference),
    )
