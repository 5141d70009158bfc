"""Sheets of XLSX, XLS and ODS files: cells as the text that says exactly what they hold."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    load_workbook,
)

from tollbook.errors import SourceFileError
from tollbook.model.raw import RawTable
from tollbook.sources.assembling import BATCH_ROWS, TableBuilder
from tollbook.sources.headers import LOOKED_AT, find_header

Cell = int | float | str | bool | time | date | datetime | timedelta
EXACT_INTEGERS = 2**53  # a spreadsheet keeps numbers as floats; above this they are no longer exact


def read_spreadsheet(path: Path, *, sheet: str | None = None, header_row: int | None = None) -> RawTable:
    """Return the table of one sheet.

    Args:
        path: An XLSX, XLSB, XLS or ODS file.
        sheet: Its name; None takes the first visible sheet with a value.
        header_row: Declared row of the header, 0 for none, or None to find it.

    Returns:
        The table; `facts["other_sheets"]` names visible sheets with values that were not read. A file that is
        locked by a password, broken, or without such a sheet or any value ends in a SourceFileError.
    """
    book = _opened(path)
    chosen, others = _chosen(book, sheet, path)
    rows = _rows(chosen)
    head = list(islice(rows, max(LOOKED_AT, header_row or 0)))
    header = find_header(head, where=f"{path}, sheet {chosen.name}", declared=header_row)
    builder = TableBuilder(header)
    rest, row_number = chain(head[header.row :], rows), header.row + 1
    while batch := list(islice(rest, BATCH_ROWS)):
        builder.add(batch, range(row_number, row_number + len(batch)))
        row_number += len(batch)
    return builder.table(
        {"format": "spreadsheet", "sheet": chosen.name, "other_sheets": others}, where=f"{path}, sheet {chosen.name}"
    )


def cell_text(cell: Cell) -> str:
    """Return what a cell holds as text: dates as ISO 8601, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_INTEGERS else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return load_workbook(str(path))
    except PasswordError:
        raise SourceFileError(
            f"{path.name} is locked by a password", where=str(path), mend="save a copy without a password and add that"
        ) from None
    except (CalamineError, zipfile.BadZipFile) as fault:
        raise SourceFileError(
            f"{path.name} is a broken spreadsheet: {fault}",
            where=str(path),
            mend="open it in a spreadsheet program and save it again, as XLSX or as CSV in UTF-8",
        ) from None


def _chosen(book: CalamineWorkbook, wanted: str | None, path: Path) -> tuple[CalamineSheet, list[str]]:
    visible = [place for place, meta in enumerate(book.sheets_metadata) if meta.visible == SheetVisibleEnum.Visible]
    if wanted is not None:
        if wanted not in book.sheet_names:
            raise SourceFileError(
                f"there is no sheet '{wanted}'",
                where=str(path),
                mend=f"set sheet to one of: {', '.join(book.sheet_names)}",
            )
        return book.get_sheet_by_name(wanted), [name for name in book.sheet_names if name != wanted]
    filled = [sheet for sheet in map(book.get_sheet_by_index, visible) if sheet.height > 0]
    if not filled:
        raise SourceFileError("no visible sheet holds a value", where=str(path), mend="name the sheet in profile.toml")
    return filled[0], [sheet.name for sheet in filled[1:]]


def _rows(sheet: CalamineSheet) -> Iterator[list[str | None]]:
    """Yield the rows from the sheet's first on; the columns begin at the first used one."""
    for row in sheet.iter_rows():
        yield [None if cell == "" else cell_text(cell) for cell in row]
