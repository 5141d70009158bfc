"""How numbers, intervals and days are printed: separated thousands, no false precision, no hidden bound."""

from __future__ import annotations

import math
from datetime import date

from tollbook.model.check import Gap
from tollbook.model.period import Period
from tollbook.model.quantity import Quantity

EN_DASH = "–"
MINUS = "−"


def count(number: float) -> str:
    """Return a number of people with separated thousands: `12,345`."""
    rounded = round(number)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,}"


def quantity(value: Quantity) -> str:
    """Return the bounds of a quantity: `5`, `5-7`, or `5 or more`, in signs that need no translation."""
    if value.high is None:
        return f"≥ {count(value.low)}"
    return count(value.low) if value.low == value.high else f"{count(value.low)}{EN_DASH}{count(value.high)}"


def gap(value: Gap) -> str:
    """Return a difference, which may be negative or open."""
    if value.low is None and value.high is None:
        return "?"
    if value.low is None:
        return f"≤ {count(value.high or 0)}"
    if value.high is None:
        return f"≥ {count(value.low)}"
    return count(value.low) if value.low == value.high else f"{count(value.low)} … {count(value.high)}"


def step(low: float, high: float) -> int:
    """Return to which whole unit an interval's ends may honestly be rounded: a tenth of its width or finer.

    Args:
        low: Lower end, in people.
        high: Upper end, in people.

    Returns:
        A power of ten, at least 1; digits below it say nothing that the interval supports.
    """
    width = high - low
    return 10 ** max(0, math.floor(math.log10(width)) - 1) if width >= 100 else 1


def about(number: float, unit: int, *, at_least: int = 0) -> str:
    """Return a number rounded to a unit, never below `at_least`."""
    return count(max(at_least, round(number / unit) * unit))


def interval(low: float, high: float, unit: int, *, at_least: int = 0) -> str:
    """Return an interval rounded outwards to a unit, its lower end never below `at_least`."""
    lower = max(at_least, math.floor(low / unit) * unit)
    return f"{count(lower)}{EN_DASH}{count(math.ceil(high / unit) * unit)}"


def day(value: date | None) -> str:
    """Return a day as YYYY-MM-DD, or `?` where it is not known."""
    return "?" if value is None else value.isoformat()


def period(value: Period) -> str:
    """Return a period's days, with `…` at an open end."""
    first = "…" if value.first is None else value.first.isoformat()
    last = "…" if value.last is None else value.last.isoformat()
    return first if first == last and value.first is not None else f"{first} {EN_DASH} {last}"


def share(part: float, whole: float) -> str:
    """Return a share in per cent without decimals; `<1 %` for a small part that is not none."""
    if not whole:
        return f"{EN_DASH}"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "<1 %"
    return f"{percent:.0f} %"


def isolated(text: str) -> str:
    """Return digits and signs between marks that keep their order in a line of any direction; for text without HTML."""
    return f"\u2066{text}\u2069"
