"""A number of people as a text bounds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.errors import QuantityError


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people between two bounds, both included.

    "90,506" is ``Quantity(90_506, 90_506)``; "over 54,000" is ``Quantity(54_000, None)``: newsrooms
    round before they write "over", so the number itself is not ruled out.

    Attributes:
        low: Fewest people the text allows; at least 0.
        high: Most people the text allows, or None where it sets no limit.
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise QuantityError(
                f"'between {self.low} and {self.high}' is no number of people",
                where="a quantity",
                mend="correct the reading, or enter two quantities",
            )


def total(parts: Iterable[Quantity]) -> Quantity:
    """Return the sum of quantities; it has no upper bound where any part has none."""
    parts = tuple(parts)
    highs = [part.high for part in parts if part.high is not None]
    return Quantity(sum(part.low for part in parts), sum(highs) if len(highs) == len(parts) else None)


def unexplained(whole: Quantity, parts: Iterable[Quantity]) -> Quantity | None:
    """Return how many people of a whole are in none of its parts.

    Args:
        whole: The toll as published, in people.
        parts: The breakdown printed beside it; no person is in two parts.

    Returns:
        The fewest and the most people in the whole but in no part, or None where the parts are sure to exceed it.
    """
    summed = total(parts)
    fewest = 0 if summed.high is None else max(0, whole.low - summed.high)
    if whole.high is None:
        return Quantity(fewest, None)
    most = whole.high - summed.low
    return None if most < 0 else Quantity(fewest, most)
