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
    """Return the reference of a cell of the documented count; a None value is "not stated" and printed empty.

    A value's own `%` and `&` are printed as `%25` and `%26`, so that every reference has one reading.
    """
    where = "&".join(f"{dimension}={_escaped(value or '')}" for dimension, value in cell.items())
    return Reference("count", f"{rule}:{where}" if where else rule)


def count_cell(reference: Reference) -> tuple[str, dict[str, str | None]]:
    """Return the rule and the cell, dimension to value, of a reference that `count_reference` made.

    Args:
        reference: Of kind `count`.

    Returns:
        The rule's name, and the cell; a None value is "not stated".

    Raises:
        UnknownReferenceError: When it is of another kind, or a part is no dimension and value.
    """
    rule, _, where = reference.rest.partition(":")
    parts = [part.partition("=") for part in where.split("&")] if where else []
    if reference.kind != "count" or any(not dimension or not equals for dimension, equals, _ in parts):
        raise UnknownReferenceError(
            f"'{reference}' is no cell of a count",
            where="the reference",
            mend="give one as the report prints it, such as count:all:status=civilian",
        )
    return rule, {dimension: value.replace("%26", "&").replace("%25", "%") or None for dimension, _, value in parts}


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("&", "%26")
