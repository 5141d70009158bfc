"""Sheets of XLSX, XLS and ODS files: cells as the text that says exactly what they hold."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from html import unescape
from itertools import islice
from pathlib import Path
from typing import IO

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
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)?<v>([^<]*)</v>')
EXACT_INTEGERS = 2**53  # a spreadsheet keeps numbers as floats; above this they are no longer exact


def read_spreadsheet(path: Path, *, sheet: str | None = None, header_row: int | None = None) -> RawTable:
    """Return the table of one sheet.

    Args:
        path: An XLSX, XLSB, XLS or ODS file.
        sheet: Its name; None takes the first visible sheet of several rows and columns, else the first with a value.
        header_row: Declared row of the header, 0 for none, or None to find it.

    Returns:
        The table; `facts["other_sheets"]` names visible sheets with values that were not read. A file that is
        locked by a password, broken, or without such a sheet or any value ends in a SourceFileError.
    """
    book = _opened(path)
    chosen, others = _chosen(book, sheet, path)
    head = list(islice(_rows(chosen, {}), max(LOOKED_AT, header_row or 0)))
    header = find_header(head, where=f"{path}, sheet {chosen.name}", declared=header_row)
    builder = TableBuilder(header)
    merged, errors = _merged_below(chosen, header.row), error_cells(path, chosen.name)
    rest, row_number = islice(_rows(chosen, merged | errors), header.row, None), header.row + 1
    while batch := list(islice(rest, BATCH_ROWS)):
        builder.add(batch, range(row_number, row_number + len(batch)))
        row_number += len(batch)
    return builder.table(
        {
            "format": "spreadsheet",
            "sheet": chosen.name,
            "other_sheets": others,
            "merged_cells_filled": len(merged),
            "error_cells": len(errors),
        },
        where=f"{path}, sheet {chosen.name}",
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
    tables = [sheet for sheet in filled if sheet.width > 1 and sheet.height > 1]  # one column is a page of notes
    chosen = next(iter(tables or filled))
    return chosen, [sheet.name for sheet in filled if sheet.name != chosen.name]


def _rows(sheet: CalamineSheet, filled: Mapping[tuple[int, int], str]) -> Iterator[list[str | None]]:
    """Yield the rows from the sheet's first, columns from its first used one, with some empty cells filled."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (at, column), text in filled.items():
        by_row.setdefault(at, []).append((column - (sheet.start or (0, 0))[1], text))
    for number, row in enumerate(sheet.iter_rows()):
        texts = [None if cell == "" else cell_text(cell) for cell in row]
        for column, text in by_row.get(number, ()):
            if 0 <= column < len(texts) and texts[column] is None:
                texts[column] = text
        yield texts


def _merged_below(sheet: CalamineSheet, header_row: int) -> dict[tuple[int, int], str]:
    """Return the text for each cell that a merge downwards leaves empty below the header: it speaks for all rows."""
    ranges = [
        (first, last)
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] >= header_row and last[0] > first[0] and first[1] == last[1]
    ]
    tops = {first for first, _ in ranges}
    rows = {row for row, _ in tops}
    start = (sheet.start or (0, 0))[1]
    every_row: Iterable[list[Cell]] = sheet.iter_rows() if tops else ()
    texts = {
        (number, start + column): cell_text(cell)
        for number, row in enumerate(every_row)
        if number in rows
        for column, cell in enumerate(row)
        if cell != ""
    }
    return {
        (row, first[1]): texts[first]
        for first, last in ranges
        if first in texts
        for row in range(first[0] + 1, last[0] + 1)
    }


def error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """Return the errors that cells of an XLSX sheet hold, such as #REF!, which its reader passes over as empty.

    Args:
        path: The file; others than XLSX have none.
        sheet: Name of the sheet.

    Returns:
        Row and column, both from 0, to the error.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}
        sheets = dict(_attributes(archive.read("xl/workbook.xml").decode(), "sheet", "name", "r:id"))
        parts = dict(_attributes(archive.read("xl/_rels/workbook.xml.rels").decode(), "Relationship", "Id", "Target"))
        target = parts.get(sheets.get(sheet, ""), "").removeprefix("/xl/")
        if f"xl/{target}" not in names:
            return {}
        with archive.open(f"xl/{target}") as part:
            return dict(_errors(part))


def _attributes(text: str, tag: str, *names: str) -> Iterator[tuple[str, str]]:
    """Yield two attributes of each element of a name."""
    for element in re.findall(rf"<(?:\w+:)?{tag}\b([^>]*)>", text):
        found = dict(re.findall(r'([\w:]+)="([^"]*)"', element))
        yield unescape(found.get(names[0], "")), found.get(names[1], "")


def _errors(part: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    kept = b""
    while chunk := part.read(1 << 20):
        kept += chunk
        end = 0
        for match in _ERROR.finditer(kept):
            end = match.end()
            column = 0
            for letter in match[1]:
                column = column * 26 + letter - 64
            yield (int(match[2]) - 1, column - 1), match[3].decode()
        kept = kept[max(end, len(kept) - 65_536) :]
