"""Text files of cells: delimiter, quotes and encoding found, rows read in batches."""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from tollbook.errors import SourceFileError
from tollbook.model.raw import RawTable
from tollbook.sources.assembling import BATCH_ROWS, TableBuilder
from tollbook.sources.encodings import Encoding, find_encoding
from tollbook.sources.headers import LOOKED_AT, Cells, find_header

DELIMITERS = (",", "\t", ";", "|", "،", "؛", "^", "~", "\x1f", "¦", "§")
_SAMPLE_CHARS = 1 << 17


class Rows(Protocol):
    """Rows of cells, and the lines read so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates its cells.

    Attributes:
        delimiter: One character.
        quote: The character around cells that hold a delimiter.
        escape: The character before a quote inside a cell, or None where quotes are doubled.
        width: Cells of most rows.
        is_certain: False where no delimiter was seen: the file is read as one column.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    width: int = 1
    is_certain: bool = True

    def rows(self, lines: Iterator[str], *, is_strict: bool = False) -> Rows:
        """Return a reader of rows over a file's lines; a strict one raises csv.Error at a quote out of place."""
        return csv.reader(
            lines,
            strict=is_strict,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            doublequote=self.escape is None,
        )


def read_delimited(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, header_row: int | None = None
) -> RawTable:
    """Return the table of a text file; bytes that its encoding does not allow become U+FFFD.

    Args:
        path: The file.
        encoding: Declared encoding, or None to find it.
        delimiter: Declared delimiter, one character, or None to find it.
        header_row: Declared row of the header, 0 for none, or None to find it.

    Returns:
        The table. A quote that is never closed makes its line a fault, and reading goes on at the next line. A file
        that is empty, in no plausible encoding or no table ends in a SourceFileError.
    """
    found = find_encoding(path, declared=encoding)
    dialect = _dialect(_sample(path, found), declared=delimiter, where=str(path))
    with _cells_of_any_length():
        if _has_open_quote(path, found, dialect):
            rows: Iterator[list[str] | OpenQuote] = _recovered(path, found, dialect)
        else:
            rows = _straight(path, found, dialect)
        builder = _collected(rows, path, header_row)
    return builder.table(
        {
            "format": "text",
            "encoding": found.name,
            "encoding_found_by": found.how,
            "lines_not_in_encoding": found.bad_lines,
            "delimiter": dialect.delimiter if dialect.is_certain else None,
            "quote": dialect.quote,
        },
        where=str(path),
    )


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """A line with a quote that no later line closes."""

    line: str


def _collected(rows: Iterator[list[str] | OpenQuote], path: Path, header_row: int | None) -> TableBuilder:
    head = list(islice(rows, max(LOOKED_AT, header_row or 0)))
    cells: list[Cells] = [[] if isinstance(row, OpenQuote) else row for row in head]
    header = find_header(cells, where=str(path), declared=header_row)
    builder = TableBuilder(header)
    row_number = header.row + 1
    rest = chain(head[header.row :], rows)
    while batch := list(islice(rest, BATCH_ROWS)):
        whole: list[list[str]] = []
        numbers: list[int] = []
        for number, row in enumerate(batch, start=row_number):
            if isinstance(row, OpenQuote):
                builder.fault(
                    number,
                    row.line,
                    "a quote is opened and never closed, so its cells have no sure end",
                    "close the quote, or double it inside the cell",
                )
            else:
                whole.append(row)
                numbers.append(number)
        builder.add(whole, numbers)
        row_number += len(batch)
    return builder


def _sample(path: Path, encoding: Encoding) -> str:
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        text = file.read(_SAMPLE_CHARS)
    if not text.strip("\ufeff \t\r\n\0"):
        raise SourceFileError(
            f"{path.name} holds nothing but blank space", where=str(path), mend="export the list again"
        )
    return text


def _dialect(sample: str, *, declared: str | None, where: str) -> Dialect:
    if declared is not None and (len(declared) != 1 or declared in '"\r\n'):
        raise SourceFileError(
            f"'{declared}' cannot be a delimiter: it must be one character",
            where=f"{where}, setting delimiter",
            mend='use one such as "," or ";" or "\\t", or leave the setting out',
        )
    quote, escape = '"', None
    if '"' not in sample and len(re.findall(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)", sample)) >= 2:
        quote = "'"
    if f"\\{quote}" in sample and quote * 2 not in sample:
        escape = "\\"
    complete = sample if len(sample) < _SAMPLE_CHARS else sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1]
    lines = (complete or sample).splitlines(keepends=True)[: LOOKED_AT * 5]
    if declared is not None:
        plain = Dialect(declared, quote, escape)
        return replace(plain, width=_widths(plain, lines)[0])
    found = [Dialect(mark, quote, escape) for mark in DELIMITERS if mark in sample]
    measured = [(dialect, *_widths(dialect, lines)) for dialect in found]
    # How regularly it divides the lines; among equals the wider rows, then the commoner mark.
    best = max(measured, key=lambda one: one[2] * (1 - 1 / one[1]), default=None)
    if best is None or best[1] == 1:
        return Dialect(",", quote, escape, is_certain=False)
    return replace(best[0], width=best[1])


def _widths(dialect: Dialect, lines: list[str]) -> tuple[int, float]:
    """Return how many cells most of the divided rows have, and what share of all rows they are; 1 and 0 for none."""
    with _cells_of_any_length():
        widths = [len(row) for row in islice(dialect.rows(iter(lines)), LOOKED_AT) if row]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 1, 0.0
    usual, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    return usual, times / len(widths)


def _straight(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[list[str] | OpenQuote]:
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        yield from dialect.rows(file)


def _has_open_quote(path: Path, encoding: Encoding, dialect: Dialect) -> bool:
    """Return whether some row of several lines cannot be one row."""
    if not _may_span_lines(path, encoding, dialect):
        return False
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        lines: list[str] = []
        reader = dialect.rows(_kept(file, lines))
        for row in reader:
            if (len(lines) > 1 or dialect.quote in lines[0]) and not _is_sound(row, lines, dialect):
                return True
            lines.clear()
    return False


def _may_span_lines(path: Path, encoding: Encoding, dialect: Dialect) -> bool:
    """Return whether some line holds an odd number of quotes: without one, no cell crosses a line's end."""
    with path.open("rb") as raw:
        if not any(dialect.quote.encode() in chunk for chunk in iter(lambda: raw.read(1 << 20), b"")):
            return False
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        return any(line.count(dialect.quote) % 2 or (dialect.escape and dialect.escape in line) for line in file)


def _kept(lines: Iterator[str], read: list[str]) -> Iterator[str]:
    for line in lines:
        read.append(line)
        yield line


def _is_sound(row: list[str], lines: list[str], dialect: Dialect) -> bool:
    """Return whether lines are one row by the strict rules of quotes: closed, and a delimiter or line end after it.

    A row of one line need only be closed: a stray quote in the middle of a cell is harmless.
    """
    try:
        strict = list(dialect.rows(iter(lines), is_strict=True))
    except csv.Error as fault:
        return len(lines) == 1 and "unexpected end" not in str(fault)
    return len(lines) == 1 or (len(strict) == 1 and len(row) == dialect.width)


def _recovered(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[list[str] | OpenQuote]:
    """Yield rows, and for a quote that is never closed its one line alone."""
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        lines = list(file)
    at = begun = 0
    reader = dialect.rows(iter(lines))
    while at < len(lines):
        row = next(reader)
        end = begun + reader.line_num
        if _is_sound(row, lines[at:end], dialect):
            at = end
            yield row
        else:
            yield OpenQuote(lines[at].rstrip("\r\n"))
            at += 1
            begun = at
            reader = dialect.rows(iter(lines[at:]))


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """Lift the limit of 131,072 characters a cell while reading: a long cell is for intake to judge."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
