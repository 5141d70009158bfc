"""A toll against its parts: their sum, and what they leave unexplained."""

from collections.abc import Sequence

from tollbook.model.dimensions import adds_up, by_dimension, sum_of
from tollbook.model.document import Breakdown, Toll
from tollbook.model.quantity import Quantity, unexplained
from tollbook.model.vocabulary import Verdict
from tollbook.reading.tolls.sheet import Draft


def breakdowns(tolls: Sequence[Toll], drafted: Sequence[Draft]) -> tuple[Breakdown, ...]:
    """Return every toll that has parts, with what they leave over.

    Args:
        tolls: A document's tolls.
        drafted: What they were made from, in the same order.

    Returns:
        One breakdown for each toll that is a parent of others, in the order of the text.
    """
    children: dict[str, list[Toll]] = {}
    said: dict[str, set[bool | None]] = {}
    for toll, draft in zip(tolls, drafted, strict=True):
        if toll.parent is not None:
            children.setdefault(toll.parent, []).append(toll)
            said.setdefault(toll.parent, set()).add(draft.is_exhaustive)
    return tuple(_breakdown(toll, children[toll.id], said[toll.id]) for toll in tolls if toll.id in children)


def _breakdown(whole: Toll, parts: Sequence[Toll], said: set[bool | None]) -> Breakdown:
    summed = sum_of(whole, parts)
    left = unexplained(whole.quantity, [summed])
    exhaustive = True if True in said else False if False in said else None
    verdict, reason = _verdict(whole, parts, summed, left, exhaustive=exhaustive)
    if len(by_dimension(parts)) > 1 and not adds_up(whole, parts):
        reason += "; parts by status, sex and age may overlap and were not added together"
    return Breakdown(whole.id, tuple(part.id for part in parts), summed, left, verdict, reason, exhaustive)


def _verdict(
    whole: Toll, parts: Sequence[Toll], summed: Quantity, left: Quantity | None, *, exhaustive: bool | None
) -> tuple[Verdict, str]:
    shown = _shown(whole)
    if left is None:
        return Verdict.INCONSISTENT, f"the parts come to at least {summed.low:,}, more than the total of {shown}"
    named = _named(parts, summed)
    if left.low > 0 and exhaustive is None:
        text = f"the parts name {named} of {shown}; at least {left.low:,} are in no part, and the text does not say who"
        return Verdict.UNKNOWN, text
    if left.low > 0 and exhaustive:
        text = f"the parts are said to be all, but name {named} of {shown}; at least {left.low:,} are in none"
        return Verdict.INCONSISTENT, text
    if left.low > 0:
        text = f"the parts name {named} of {shown} and are said to be some of them; at least {left.low:,} are others"
        return Verdict.CONSISTENT, text
    if left.high == 0:
        return Verdict.CONSISTENT, f"the parts add up to the total of {shown}"
    if left.high is None:
        return Verdict.CONSISTENT, f"the parts name {named}; the total sets no upper limit"
    why = "parts may overlap" if len(by_dimension(parts)) > 1 else "a bound is open"
    text = f"the parts name {named} of {shown}; between 0 and {left.high:,} are in no part, since {why}"
    return Verdict.CONSISTENT, text


def _named(parts: Sequence[Toll], summed: Quantity) -> str:
    """Return what the parts come to by the figures named, or as an interval where they may overlap."""
    if len(by_dimension(parts)) > 1 and summed.low != summed.high:
        return f"{summed.low:,} to {summed.high:,}" if summed.high is not None else f"at least {summed.low:,}"
    return f"{sum(part.best if part.best is not None else part.quantity.low for part in parts):,}"


def _shown(toll: Toll) -> str:
    return f"{toll.best if toll.best is not None else toll.quantity.low:,}"
