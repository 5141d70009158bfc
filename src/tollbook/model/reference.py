"""References: the short names by which the report's numbers are followed home."""

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.errors import UnknownReferenceError

KINDS = ("source", "document", "record", "person", "pair", "count", "statement", "toll", "estimate", "check")


@dataclass(frozen=True, slots=True)
class Reference:
    """`kind:rest`, such as `toll:sohr-2016-12-13/t3` or `count:identified:status=civilian`."""

    kind: str
    rest: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.rest}"


def parse(text: str) -> Reference:
    """Return a reference from its printed form.

    Args:
        text: As printed in the report, such as `person:p-3f2a`.

    Returns:
        The reference.

    Raises:
        UnknownReferenceError: When the text has no known kind before a colon.
    """
    kind, colon, rest = text.strip().partition(":")
    if kind not in KINDS or not colon or not rest:
        raise UnknownReferenceError(
            f"'{text}' is no reference",
            where="the command line",
            mend=f"give one as the report prints it; it begins with one of {', '.join(KINDS)} and a colon",
        )
    return Reference(kind, rest)


def count_reference(rule: str, cell: Mapping[str, str | None]) -> Reference:
    """Return the reference of a cell of the documented count; a None value is "not stated" and printed empty."""
    where = "&".join(f"{dimension}={value or ''}" for dimension, value in cell.items())
    return Reference("count", f"{rule}:{where}" if where else rule)
