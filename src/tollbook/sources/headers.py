"""Which row of a sheet names the columns, and the table that lies below it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tollbook.errors import SourceFileError
from tollbook.text.dates import read_date
from tollbook.text.misread import Misread
from tollbook.text.scripts import ascii_digits, clean

LOOKED_AT = 200  # rows from which the header is found
_TITLES = 30  # rows that may stand above a header
_NUMBER = re.compile(r"[-+]?[\d.,٬٫\s]*\d%?")

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns.

    Attributes:
        row: As a spreadsheet shows it, 1 the first; 0 where the file has none.
        names: One a column, unique, in the file's order.
        renamed: New name of each column whose name was empty, repeated or held characters that cannot be seen.
        above: What stands above it, a line a row.
    """

    row: int
    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    above: tuple[str, ...]


def find_header(first_rows: Sequence[Cells], *, where: str, declared: int | None = None) -> Header:
    """Return the header among a file's first rows.

    Args:
        first_rows: The cells of its first rows, blank rows included.
        where: The file, for the error.
        declared: Its row, 1 the first; 0 says that the file has no header, and columns are then named "column 1" on.

    Returns:
        The header; titles of few cells above it are passed over and kept in `above`.

    Raises:
        SourceFileError: When there is no row of names.
    """
    if declared == 0:
        width = max((len(row) for row in first_rows), default=0)
        return Header(0, tuple(f"column {place}" for place in range(1, width + 1)), (), ())
    filled = [sum(not is_blank(cell) for cell in row) for row in first_rows]
    if not any(filled):
        raise SourceFileError("the table holds no cell with a value", where=where, mend="export the list again")
    at = declared - 1 if declared is not None else _likeliest(filled)
    if at >= len(first_rows) or filled[at] == 0:
        raise SourceFileError(
            f"row {at + 1} was declared the header and is empty", where=where, mend="correct header_row in profile.toml"
        )
    row = [clean(cell or "") for cell in first_rows[at]]
    if declared is None:
        _refuse_data(row, where=f"{where}, row {at + 1}")
    names, renamed = unique_names(row)
    above = tuple(" ".join(clean(cell) for cell in line if not is_blank(cell) and cell) for line in first_rows[:at])
    return Header(at + 1, names, renamed, tuple(line for line in above if line))


def is_blank(cell: str | None) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return cell is None or not cell.strip() or not clean(cell)


def unique_names(row: Iterable[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return a name for each column, no two alike, and those that had to be made or changed as (was, is)."""
    names: list[str] = []
    renamed: list[tuple[str, str]] = []
    taken: set[str] = set()
    for place, name in enumerate(row, start=1):
        unique, number = name or f"column {place}", 1
        while unique in taken:
            number += 1
            unique = f"{name or f'column {place}'} ({number})"
        if unique != name:
            renamed.append((name, unique))
        taken.add(unique)
        names.append(unique)
    return tuple(names), tuple(renamed)


def _likeliest(filled: Sequence[int]) -> int:
    """Return the first row that fills at least half of the columns that rows usually fill."""
    used = sorted(number for number in filled if number)
    usual = used[int(len(used) * 0.9) if len(used) > 1 else 0] if used else 0
    for place, number in enumerate(filled[:_TITLES]):
        if number and number >= max(1, usual / 2) and (usual < 3 or number > 1):
            return place
    return next(place for place, number in enumerate(filled) if number)


def _refuse_data(row: Sequence[str], *, where: str) -> None:
    cells = [cell for cell in row if cell]
    data = sum(_is_datum(cell) for cell in cells)
    if (cells and data * 3 >= len(cells) and data > 1) or (cells and data == len(cells)):
        shown = ", ".join(f"'{cell[:30]}'" for cell in cells[:4])
        raise SourceFileError(
            f"the first row looks like data, not like names of columns: {shown}",
            where=where,
            mend="add a row of names above it, or set header_row = 0 under [file] in profile.toml",
        )


def _is_datum(cell: str) -> bool:
    plain = ascii_digits(cell)
    return bool(_NUMBER.fullmatch(plain)) or (
        any(sign.isdigit() for sign in plain) and not isinstance(read_date(plain), Misread)
    )
