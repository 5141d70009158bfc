"""Text files of cells: delimiter, quotes and encoding found, rows read in batches."""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
_LINE_END = re.compile(r"\r\n|\r|\n")


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
        is_certain: False where no delimiter was seen: the file is read as one column.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    is_certain: bool = True

    def rows(self, lines: Iterator[str]) -> "Rows":
        """Return a reader of rows over a file's lines."""
        return csv.reader(
            lines,
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
        whole: list[list[str | None]] = []
        for place, row in enumerate(batch):
            if isinstance(row, OpenQuote):
                builder.fault(
                    row_number + place,
                    row.line,
                    "a quote is opened and never closed, so its cells have no sure end",
                    "close the quote, or double it inside the cell",
                )
                whole.append([])
            else:
                whole.append([*row])
        builder.add(whole, row_number)
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
    if declared is not None:
        return Dialect(declared, quote, escape)
    complete = sample if len(sample) < _SAMPLE_CHARS else sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1]
    lines = (complete or sample).splitlines(keepends=True)[: LOOKED_AT * 5]
    scored = [(_regularity(Dialect(mark, quote, escape), lines), mark) for mark in DELIMITERS if mark in sample]
    best = max(scored, key=lambda pair: (pair[0], -DELIMITERS.index(pair[1])), default=(0.0, ","))
    return Dialect(best[1], quote, escape) if best[0] > 0 else Dialect(",", quote, escape, is_certain=False)


def _regularity(dialect: Dialect, lines: list[str]) -> float:
    """Return how regularly a delimiter divides the lines: the share of rows of the usual width, more for wider rows."""
    with _cells_of_any_length():
        widths = [len(row) for row in islice(dialect.rows(iter(lines)), LOOKED_AT) if row]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    usual, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    share = times / len(widths)
    return share * (1 - 1 / usual)


def _straight(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[list[str] | OpenQuote]:
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        yield from dialect.rows(file)


def _has_open_quote(path: Path, encoding: Encoding, dialect: Dialect) -> bool:
    """Return whether some cell swallows what looks like whole rows, or the file ends inside a quote."""
    if not _may_span_lines(path, encoding, dialect):
        return False
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        reader = dialect.rows(file)
        width = 0
        for row in reader:
            width = width or len(row)
            if any(_swallows_rows(cell, dialect, width) for cell in row if "\n" in cell or "\r" in cell):
                return True
    return False


def _may_span_lines(path: Path, encoding: Encoding, dialect: Dialect) -> bool:
    """Return whether some line holds an odd number of quotes: without one, no cell crosses a line's end."""
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        return any(line.count(dialect.quote) % 2 or (dialect.escape and dialect.escape in line) for line in file)


def _swallows_rows(cell: str, dialect: Dialect, width: int) -> bool:
    """Return whether a cell of several lines holds a line with as many delimiters as a row, or runs on without end."""
    lines = _LINE_END.split(cell)
    if len(lines) > 1000:
        return True
    return any(line.count(dialect.delimiter) >= max(1, width - 1) for line in lines[1:])


def _recovered(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[list[str] | OpenQuote]:
    """Yield rows, and for a quote that is never closed its one line alone."""
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        lines = list(file)
    at, width = 0, 0
    reader = dialect.rows(iter(lines))
    begun = 0
    while at < len(lines):
        row = next(reader)
        width = width or len(row)
        if any(_swallows_rows(cell, dialect, width) for cell in row if "\n" in cell or "\r" in cell):
            yield OpenQuote(lines[at].rstrip("\r\n"))
            at += 1
            begun = at
            reader = dialect.rows(iter(lines[at:]))
        else:
            at = begun + reader.line_num
            yield row


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """Lift the limit of 131,072 characters a cell while reading: a long cell is for intake to judge."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
