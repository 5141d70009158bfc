"""The table of how often names occur that a case may bring: `[linkage] name_frequencies` in case.toml."""

import polars as pl

from tollbook import linkage, sources
from tollbook.errors import CaseError
from tollbook.store.folder import SETTINGS, CaseFolder
from tollbook.store.stages import hash_file


def state(folder: CaseFolder) -> str:
    """Return what a case's table of names is and how it is used, in a word that changes when either does."""
    file = folder.case.name_frequencies
    return "none" if file is None else f"{folder.case.name_frequencies_use} {hash_file(folder.path / file)}"


def read(folder: CaseFolder) -> linkage.NameTable | None:
    """Return a case's table of how often names occur, or None where its settings name none.

    Args:
        folder: The case.

    Returns:
        The table.

    Raises:
        CaseError: When the file is missing or lacks a column; a row at fault is a TableError.
    """
    file = folder.case.name_frequencies
    if file is None:
        return None
    path = folder.path / file
    if not path.is_file():
        raise CaseError(
            f"there is no file '{file}'",
            where=f"{folder.path / SETTINGS}, linkage.name_frequencies",
            mend="put the table into the case's folder, or take the setting out",
        )
    raw = sources.read_table(path)
    columns = {str(column).strip().lower(): column for column in raw.frame.columns}
    if not {"name", "count"} <= set(columns):
        raise CaseError(
            f"a table of names needs the columns name and count; this one has {', '.join(raw.frame.columns)}",
            where=str(path),
            mend="rename its columns in the first row; a column part (given, family) may be added",
        )
    wanted = raw.frame.select(pl.col(columns[name]).alias(name) for name in linkage.COLUMNS if name in columns)
    use = folder.case.name_frequencies_use
    return linkage.name_table(wanted.iter_rows(named=True), use=use, where=str(path), numbers=raw.rows.to_list())
