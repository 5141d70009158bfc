"""A date as an interval of days with its precision."""

from dataclasses import dataclass
from datetime import date

from tollbook.errors import TableError
from tollbook.model.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Period:
    """The days between two dates, both included.

    Attributes:
        first: The earliest day, or None where the text sets no beginning.
        last: The latest day, or None where the text sets no end.
        precision: How finely the source gave it.
    """

    first: date | None
    last: date | None
    precision: Precision = Precision.RANGE

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise TableError(
                f"a period that ends ({self.last}) before it begins ({self.first})",
                where="a date",
                mend="put the earlier date first",
            )

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two share a day."""
        starts = [day for day in (self.first, other.first) if day is not None]
        ends = [day for day in (self.last, other.last) if day is not None]
        return not starts or not ends or max(starts) <= min(ends)

    def contains(self, other: "Period") -> bool:
        """Return whether every day of the other lies in this one."""
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends
