"""By what a breakdown divides people: parts of one dimension exclude each other, parts of two may overlap."""

from collections import defaultdict
from collections.abc import Iterable

from tollbook.model.document import Group, Toll
from tollbook.model.quantity import Quantity, total


def dimension(group: Group | None) -> str:
    """Return by what a group divides people: `age`, `sex`, or `status` for status, side and all else."""
    return "age" if group and group.age else "sex" if group and group.sex else "status"


def by_dimension(parts: Iterable[Toll]) -> dict[str, list[Toll]]:
    """Return the parts of a toll by what they divide people by, in the order of the names."""
    groups: dict[str, list[Toll]] = defaultdict(list)
    for part in parts:
        groups[dimension(part.group)].append(part)
    return {name: groups[name] for name in sorted(groups)}


def adds_up(whole: Toll, parts: Iterable[Toll]) -> bool:
    """Return whether parts that each name a figure add up to their whole exactly, so that none overlap."""
    all_parts = tuple(parts)
    named = [part.best for part in all_parts if part.best is not None]
    return 1 < len(all_parts) == len(named) and sum(named) == whole.best


def sum_of(whole: Toll, parts: Iterable[Toll]) -> Quantity:
    """Return how many people some parts of a toll hold in all.

    Args:
        whole: The toll.
        parts: Its parts.

    Returns:
        Their sum where they are of one dimension or add up to the whole; else between the largest sum of one dimension
        (all others overlap it) and the sum of all (none overlap). No upper bound where a part has none.
    """
    parts = tuple(parts)
    groups = by_dimension(parts)
    summed = total(part.quantity for part in parts)
    if len(groups) < 2 or adds_up(whole, parts):
        return summed
    return Quantity(max(total(part.quantity for part in group).low for group in groups.values()), summed.high)
