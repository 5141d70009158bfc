"""Tables and readings too many to hold: a table written lot by lot, and readings that are opened one at a time."""

import gzip
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from tollbook.errors import CaseError
from tollbook.model.document import Reading
from tollbook.store.values import from_json, to_json, write_table

DAMAGE = (gzip.BadGzipFile, zlib.error, EOFError, ValueError)  # what a file cut off, emptied or overwritten raises
RUN_AGAIN = "run the case again with `tollbook run`: what is missing or damaged is read anew"


class TableWriter:
    """Writes a table as Parquet lot by lot; what stood there before stays until the whole is written."""

    def __init__(self, path: Path, schema: Mapping[str, pl.DataType]) -> None:
        self._path, self._lots = path, path.with_name(path.name + ".lots")
        self._schema = dict(schema)
        self._written = 0
        self.rows = 0

    def __enter__(self) -> Self:
        shutil.rmtree(self._lots, ignore_errors=True)
        self._put(pl.DataFrame(schema=self._schema))
        return self

    def write(self, lot: pl.DataFrame) -> None:
        """Add rows."""
        if lot.height:
            self._put(lot)
            self.rows += lot.height

    def _put(self, lot: pl.DataFrame) -> None:
        write_table(lot, self._lots / f"{self._written:09}.parquet")
        self._written += 1

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                lots = [self._lots / f"{lot:09}.parquet" for lot in range(self._written)]
                write_table(pl.scan_parquet(lots), self._path)
        finally:
            shutil.rmtree(self._lots, ignore_errors=True)


def write_reading(read: Reading, path: Path) -> None:
    """Write a reading as compressed JSON; the same reading gives the same bytes."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(gzip.compress(to_json(Reading, read).encode(), compresslevel=6, mtime=0))
    partial.replace(path)


def read_reading(path: Path) -> Reading:
    """Return a reading that `write_reading` wrote.

    Args:
        path: Its file.

    Returns:
        The reading.

    Raises:
        CaseError: When the file is gone or damaged.
    """
    try:
        return from_json(Reading, gzip.decompress(path.read_bytes()))
    except FileNotFoundError as fault:
        raise CaseError("a reading is missing", where=str(path), mend=RUN_AGAIN) from fault
    except DAMAGE as fault:
        raise CaseError("a reading is damaged", where=str(path), mend=RUN_AGAIN) from fault


def is_whole(path: Path) -> bool:
    """Return whether the file of a reading is there and as it was written, by the checksum in it."""
    try:
        return gzip.decompress(path.read_bytes()) != b""
    except (FileNotFoundError, *DAMAGE):
        return False


class ReadingFiles(Mapping[str, Reading]):
    """The readings of a case by document, each opened when it is asked for and then let go."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self._folder, self._files = folder, dict(sorted(files.items()))

    def __getitem__(self, document: str) -> Reading:
        """Return the reading of a document."""
        return read_reading(self._folder / self._files[document])

    def __iter__(self) -> Iterator[str]:
        """Yield the documents' names, in order."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many documents were read."""
        return len(self._files)

    def __contains__(self, document: object) -> bool:
        """Return whether a document was read."""
        return document in self._files
