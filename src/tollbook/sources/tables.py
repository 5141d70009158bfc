"""A file of rows to a table, by what its bytes are and not by what it is called."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from tollbook.errors import SourceFileError
from tollbook.model.raw import RawTable
from tollbook.sources.delimited import read_delimited
from tollbook.sources.parquet import read_parquet
from tollbook.sources.spreadsheets import read_spreadsheet


class TableKind(StrEnum):
    """What a table's file is."""

    TEXT = "text"
    SPREADSHEET = "spreadsheet"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read; None: found from the file.

    Attributes:
        sheet: Name of the sheet.
        encoding: Encoding of the text.
        delimiter: One character.
        header_row: Row of the header, 1 the first; 0 for a file without one.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


TABLE_READERS: Mapping[TableKind, Callable[[Path, Reading], RawTable]] = {
    TableKind.TEXT: lambda path, how: read_delimited(
        path, encoding=how.encoding, delimiter=how.delimiter, header_row=how.header_row
    ),
    TableKind.SPREADSHEET: lambda path, how: read_spreadsheet(path, sheet=how.sheet, header_row=how.header_row),
    TableKind.PARQUET: lambda path, _: read_parquet(path),
}

_NAMED: Mapping[str, TableKind] = {
    ".csv": TableKind.TEXT, ".tsv": TableKind.TEXT, ".tab": TableKind.TEXT, ".txt": TableKind.TEXT,
    ".psv": TableKind.TEXT, ".xlsx": TableKind.SPREADSHEET, ".xlsm": TableKind.SPREADSHEET,
    ".xlsb": TableKind.SPREADSHEET, ".xls": TableKind.SPREADSHEET, ".ods": TableKind.SPREADSHEET,
    ".parquet": TableKind.PARQUET, ".pq": TableKind.PARQUET,
}  # fmt: skip

_NO_TABLE: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "add it as a document, or export the table behind it as CSV or XLSX"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and add the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and add the file inside"),
    (b"Rar!", "a RAR archive", "unpack it and add the file inside"),
    (b"BZh", "a bzip2 archive", "unpack it and add the file inside"),
    (b"\xfd7zXZ", "an XZ archive", "unpack it and add the file inside"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and add the file inside"),
    (b"SQLite format 3", "an SQLite database", "export its table as CSV"),
    (b"\x89PNG", "a picture", "type the list into a table, and add that"),
    (b"\xff\xd8\xff", "a picture", "type the list into a table, and add that"),
    (b"GIF8", "a picture", "type the list into a table, and add that"),
    (b"{\\rtf", "a word processor's document", "add it as a document, or copy its table into a spreadsheet"),
    (b"ARROW1", "an Arrow file", "write it as Parquet or CSV"),
)
_CHECK_DISK = "check that the disk is sound and that you may read the file"
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml")


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> RawTable:
    """Return the table that a file holds.

    Args:
        path: A delimited text (any delimiter), XLSX, XLS, ODS or Parquet file; its name is not believed.
        sheet: Name of the sheet of a spreadsheet; None takes the first visible one of several rows and columns.
        encoding: Encoding of a text; None finds it.
        delimiter: Delimiter of a text, one character; None finds it.
        header_row: Row of the header as a spreadsheet shows it, 0 for none; None finds it.

    Returns:
        The cells as text, with each row's number and what was found about the file.

    Raises:
        SourceFileError: When the file is missing, empty, no table, or cannot be read.
    """
    kind = kind_of(path)
    try:
        table = TABLE_READERS[kind](path, Reading(sheet, encoding, delimiter, header_row))
    except OSError as fault:
        raise SourceFileError(_cannot(path, fault), where=str(path), mend=_CHECK_DISK) from None
    named = _NAMED.get(path.suffix.lower())
    surprise = None if named in {None, kind} else f"named {path.suffix} but is {kind.value}; read as what it is"
    return replace(table, facts={**table.facts, "surprise": surprise, "bytes": path.stat().st_size})


def read_whole_table(path: Path) -> RawTable:
    """Return the table that a file holds, where every row has a sure place and every column a name of its own.

    Args:
        path: As `read_table` takes it.

    Returns:
        The table.

    Raises:
        SourceFileError: When a row has more or fewer cells than the header, or two columns have one name.
    """
    table = read_table(path)
    for fault in table.faults.head(1).iter_rows(named=True):
        raise SourceFileError(
            f"a row cannot be placed: {fault['reason']}", where=f"{path}, row {fault['row']}", mend=fault["mend"]
        )
    for new, was in table.facts.get("renamed", {}).items():
        if not was or was in table.frame.columns:
            raise SourceFileError(
                f"two columns are called '{was}'" if was else "a column has no name",
                where=f"{path}, column {table.frame.columns.index(new) + 1}",
                mend="give every column a name of its own in the first row",
            )
    return table


def kind_of(path: Path) -> TableKind:
    """Return what a file is by its first bytes.

    Args:
        path: The file.

    Returns:
        The kind of reader that it needs.

    Raises:
        SourceFileError: When it is missing, a folder, empty, or something that holds no table.
    """
    where = str(path)
    if path.is_dir():
        raise SourceFileError(f"{path.name} is a folder", where=where, mend="name the file inside it")
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise SourceFileError("there is no such file", where=where, mend="check the name and the folder") from None
    except OSError as fault:
        raise SourceFileError(_cannot(path, fault), where=where, mend=_CHECK_DISK) from None
    if not head:
        raise SourceFileError(
            f"{path.name} is empty: it holds no bytes", where=where, mend="export or download the list again"
        )
    if head.startswith(b"PAR1"):
        return TableKind.PARQUET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_compound(path)
    for mark, what, mend in _NO_TABLE:
        if head.startswith(mark):
            raise SourceFileError(f"{path.name} is {what}, not a table", where=where, mend=mend)
    _refuse_markup(path, head)
    return TableKind.TEXT


def _refuse_markup(path: Path, head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.lower().startswith(_MARKUP):
        raise SourceFileError(
            f"{path.name} is a page of markup (HTML or XML), not a table",
            where=str(path),
            mend="open it in a spreadsheet program and save it as XLSX or CSV; a web page may be added as a document",
        )
    if text[:1] in {b"{", b"["} and b'"' in text:
        raise SourceFileError(
            f"{path.name} is JSON, not a table", where=str(path), mend="convert it to CSV, one record a row"
        )


def _kind_of_zip(path: Path) -> TableKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise SourceFileError(
            f"{path.name} begins like a ZIP archive or XLSX file and is broken off or damaged",
            where=str(path),
            mend="download or copy the file again",
        ) from None
    if any(name.startswith("xl/") for name in names) or kind.startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        return TableKind.SPREADSHEET
    if any(name.startswith("word/") for name in names) or kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise SourceFileError(
            f"{path.name} is a word processor's document, not a table",
            where=str(path),
            mend="add it as a document, or copy its table into a spreadsheet",
        )
    inside = ", ".join(names[:3]) or "nothing"
    raise SourceFileError(
        f"{path.name} is a ZIP archive (it holds {inside}), not a table",
        where=str(path),
        mend="unpack it and add the file inside",
    )


def _kind_of_compound(path: Path) -> TableKind:
    """Return the kind of an OLE compound file: an old XLS, unless it wraps an encrypted or a written document."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        raise SourceFileError(
            f"{path.name} is locked by a password", where=str(path), mend="save a copy without a password and add that"
        )
    if "WordDocument".encode("utf-16-le") in content:
        raise SourceFileError(
            f"{path.name} is a word processor's document, not a table",
            where=str(path),
            mend="add it as a document, or copy its table into a spreadsheet",
        )
    return TableKind.SPREADSHEET


def _cannot(path: Path, fault: OSError) -> str:
    return f"{path.name} cannot be read: {fault.strerror or fault}"
