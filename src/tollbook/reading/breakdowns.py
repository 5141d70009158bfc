"""A toll against its parts: their sum, and what they leave unexplained."""

from collections.abc import Sequence

from tollbook.model.document import Breakdown, Toll
from tollbook.model.quantity import Quantity, total, unexplained
from tollbook.model.vocabulary import Verdict


def breakdowns(tolls: Sequence[Toll]) -> tuple[Breakdown, ...]:
    """Return every toll that has parts, with what they leave over.

    Args:
        tolls: A document's tolls.

    Returns:
        One breakdown for each toll that is a parent of others, in the order of the text.
    """
    children: dict[str, list[Toll]] = {}
    for toll in tolls:
        if toll.parent is not None:
            children.setdefault(toll.parent, []).append(toll)
    return tuple(_breakdown(toll, children[toll.id]) for toll in tolls if toll.id in children)


def _breakdown(whole: Toll, parts: Sequence[Toll]) -> Breakdown:
    summed = total(part.quantity for part in parts)
    left = unexplained(whole.quantity, (part.quantity for part in parts))
    verdict, reason = _verdict(whole, parts, summed, left)
    return Breakdown(whole.id, tuple(part.id for part in parts), summed, left, verdict, reason)


def _verdict(whole: Toll, parts: Sequence[Toll], summed: Quantity, left: Quantity | None) -> tuple[Verdict, str]:
    named = sum(part.best if part.best is not None else part.quantity.low for part in parts)
    if left is None:
        return (
            Verdict.INCONSISTENT,
            f"the parts come to at least {summed.low:,}, more than the total of {_shown(whole)}",
        )
    if left.low > 0:
        return (
            Verdict.UNKNOWN,
            (
                f"the parts name {named:,} of {_shown(whole)}; at least {left.low:,} are in no part, and the text "
                f"does not say who"
            ),
        )
    if left.high == 0:
        return Verdict.CONSISTENT, f"the parts add up to the total of {_shown(whole)}"
    if left.high is None:
        return Verdict.CONSISTENT, f"the parts name {named:,}; the total sets no upper limit"
    return (
        Verdict.CONSISTENT,
        (
            f"the parts name {named:,} of {_shown(whole)}; between 0 and {left.high:,} are in no part, since a "
            f"bound is open"
        ),
    )


def _shown(toll: Toll) -> str:
    return f"{toll.best if toll.best is not None else toll.quantity.low:,}"
