"""Could this printed number stand for that exact one?

A number is printed exactly, rounded to the nearest unit, cut down to it ("over 54,000" for 54,951), raised to it, or
garbled: a digit wrong, two digits swapped. Each way has a cost in bits; a number that fits in no way has infinite cost.
The unit is what the trailing zeros allow: 110,000 may be rounded to tens, ..., to ten thousands. Breakdowns are mostly
rounded alike, so a unit coarser than the *house unit*, the finest unit among figures printed side by side, costs more.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tollbook.model.document import Toll
from tollbook.model.vocabulary import Qualifier

# Bits; their order of size is what matters (tests/reconciliation, releases with known truth).
ROUNDED = 1.0
CUT = 2.0
RAISED = 3.0
MISSAID = 3.0  # "over" before a number above the exact one
WITHIN = 3.0  # inside a range or a vague number
PER_DECADE = math.log2(10)  # each decade by which a unit is coarser than the house unit
SMALL = 2.0  # rounding a number below 100
GARBLED = 7.0
MIN_DIGITS_GARBLED = 3  # fewer significant digits are too easily one digit apart by chance


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as words print it.

    Attributes:
        value: The figure named, or None for a range or a vague number.
        low: Fewest people that the words allow.
        high: Most people, or None.
        qualifier: How the words bound it.
    """

    value: int | None
    low: int
    high: int | None
    qualifier: Qualifier

    @property
    def unit(self) -> int:
        """The coarsest unit it can be rounded to: a power of ten; 1 for a number without trailing zero."""
        return unit_of(self.value) if self.value else 1


def printed(toll: Toll) -> Printed:
    """Return a toll's figure as its words print it."""
    return Printed(toll.best, toll.quantity.low, toll.quantity.high, toll.qualifier)


def unit_of(value: int) -> int:
    """Return the largest power of ten that divides a positive number."""
    unit = 1
    while value and value % (unit * 10) == 0:
        unit *= 10
    return unit


def significant_digits(value: int) -> int:
    """Return how many digits a number has before its trailing zeros; 0 for zero."""
    return len(str(value).rstrip("0")) if value else 0


def house_unit(figures: Iterable[Printed]) -> int:
    """Return the finest unit among figures printed side by side; 1 where none is named."""
    return min((figure.unit for figure in figures if figure.value), default=1)


@cache
def windows(figure: Printed, house: int) -> tuple[tuple[int, int | None, float], ...]:
    """Return the exact numbers that a figure can stand for as intervals with their cost, garbling apart.

    Args:
        figure: The number as printed.
        house: The house unit of the figures beside it.

    Returns:
        First and last number (None: no end) and bits, the dearest first; intervals overlap, and the least cost counts.
    """
    value = figure.value
    if value is None:
        return ((figure.low, figure.high, WITHIN),)
    found: list[tuple[int, int | None, float]] = [(value, value, 0.0)]
    (down, up), cut, raised = _manners(figure.qualifier)
    unit = 10
    while unit <= figure.unit:
        extra = PER_DECADE * max(0.0, math.log10(unit / house)) + (SMALL if value < 100 else 0.0)
        found += [
            (value, value + unit // 2, min(down, cut) + extra),
            (value - unit // 2, value, min(up, raised) + extra),
            (value, value + unit - 1, cut + extra),
            (value - unit + 1, value, raised + extra),
        ]
        unit *= 10
    return tuple(sorted(found, key=lambda window: -window[2]))


def misfit(figure: Printed, exact: int, *, house: int) -> float:
    """Return the bits it costs to print an exact number as a figure, garbling apart; infinite where it cannot be."""
    costs = [bits for low, high, bits in windows(figure, house) if low <= exact and (high is None or exact <= high)]
    return min(costs, default=math.inf)


def misfits(figure: Printed, exact: npt.NDArray[np.int64], *, house: int) -> npt.NDArray[np.float64]:
    """Return what `misfit` does for each of some exact numbers. Shape (numbers,) to (numbers,)."""
    bits = np.full(len(exact), np.inf)
    for low, high, cost in windows(figure, house):
        held = exact >= low
        bits[held if high is None else held & (exact <= high)] = cost
    return bits


def garbling(figure: Printed, exact: int) -> tuple[float, str]:
    """Return the cost in bits and the kind of slip that turns an exact number into a figure.

    Args:
        figure: The number as printed.
        exact: The exact number of people.

    Returns:
        Infinity and an empty word where no single slip does; else the bits and "one digit differs", "two digits are
        swapped" or "one digit is missing or added".
    """
    if figure.value is None or significant_digits(figure.value) < MIN_DIGITS_GARBLED:
        return math.inf, ""
    unit = figure.unit
    for bits, source in ((GARBLED, exact), (GARBLED + 1.0, (exact + unit // 2) // unit * unit)):
        slip = _slip(str(figure.value), str(source))
        if slip and significant_digits(source) >= MIN_DIGITS_GARBLED:
            return bits, slip
    return math.inf, ""


def _manners(qualifier: Qualifier) -> tuple[tuple[float, float], float, float]:
    """Return the bits of rounding to the nearest (down, up), of cutting and of raising under a qualifier."""
    if qualifier in {Qualifier.OVER, Qualifier.AT_LEAST}:
        return (ROUNDED, ROUNDED + MISSAID), ROUNDED, RAISED + MISSAID
    if qualifier in {Qualifier.UP_TO, Qualifier.UNDER}:
        return (ROUNDED + MISSAID, ROUNDED), CUT + MISSAID, ROUNDED
    if qualifier is Qualifier.ABOUT:
        return (ROUNDED, ROUNDED), ROUNDED + 0.5, ROUNDED + 0.5
    return (ROUNDED, ROUNDED), CUT, RAISED


def _slip(left: str, right: str) -> str:
    if len(left) == len(right):
        apart = [place for place, (one, other) in enumerate(zip(left, right, strict=True)) if one != other]
        if len(apart) == 1:
            return "one digit differs"
        if len(apart) == 2 and apart[1] == apart[0] + 1:
            first, second = apart
            if (left[first], left[second]) == (right[second], right[first]):
                return "two digits are swapped"
        return ""
    shorter, longer = sorted((left, right), key=len)
    if len(longer) - len(shorter) == 1 and any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer))):
        return "one digit is missing or added"
    return ""
