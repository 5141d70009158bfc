"""Who repeats whom, and what is lost on the way: a statement of one speaker found again in a later document."""

from collections.abc import Sequence

from tollbook.model.check import Check
from tollbook.model.document import Reading
from tollbook.model.vocabulary import Modality, Verdict
from tollbook.reconciliation.disputes import TARGETABLE, Utterance, quoted, utterances
from tollbook.reconciliation.figures import Figures
from tollbook.reconciliation.likeness import Likeness

FIRM = (Modality.STATED, Modality.UNKNOWN)


def repeat_checks(readings: Sequence[Reading], figures: Figures) -> tuple[Check, ...]:
    """Return one check for each statement that repeats what its speaker said in an earlier document.

    Figures have their own lineage; only statements that carry none are looked at.

    Args:
        readings: What was read, one a document.
        figures: All figures.

    Returns:
        Checks named `repeat-<document>-<statement>`: consistent where it is repeated as firmly as it was said,
        inconsistent where what was hedged is repeated as stated.
    """
    said = utterances(readings, figures)
    alike = Likeness([one.words for one in said])
    made = []
    for place, one in enumerate(said):
        if one.speaker is None or one.figures or one.statement.stance not in TARGETABLE:
            continue
        earlier = [said[at] for at in alike.near(place) if _is_origin(one, said[at])]
        if earlier:
            made.append(_check(one, min(earlier, key=lambda other: (str(other.document.published), other.reference))))
    return tuple(made)


def _is_origin(one: Utterance, other: Utterance) -> bool:
    """Return whether a statement is an earlier one of the same speaker: in his own document, or published before."""
    if other.document.name == one.document.name or other.speaker != one.speaker:
        return False
    if other.statement.stance is not one.statement.stance and other.statement.stance not in TARGETABLE:
        return False
    before, after = other.document.published, one.document.published
    if before is None or after is None:
        return other.document.publisher == other.speaker != one.document.publisher
    return before < after or (before == after and other.document.publisher == other.speaker != one.document.publisher)


def _check(one: Utterance, origin: Utterance) -> Check:
    lost = origin.statement.modality not in FIRM and one.statement.modality in FIRM
    who = one.document.publisher or f"'{one.document.name}'"
    text = f"{who} repeats what {one.speaker} said in '{origin.document.name}': {quoted(origin.words)}"
    if lost:
        text += f"; there it is {origin.statement.modality.value}, here it is stated"
    return Check(
        id=f"repeat-{one.document.name}-{one.statement.id}",
        kind="repeat",
        verdict=Verdict.INCONSISTENT if lost else Verdict.CONSISTENT,
        reason=f"{text}.",
        links=(one.reference, origin.reference),
    )
