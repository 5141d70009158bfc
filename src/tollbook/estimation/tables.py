"""From a published capture table, or any, to the one form that every estimator takes."""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.errors import EstimationError
from tollbook.model.estimate import CaptureTable

COUNT = "count"
LARGEST_COUNT = 1_000_000_000  # people in one cell; more is a slip of the keyboard
MOST_LISTS = 20  # beyond, nearly every combination is empty and no method can be checked
HELD = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}
NOWHERE: Mapping[str, str] = {}
WHOLE = re.compile(r"\+?(\d+)(?:\.0+)?")


def capture_table(frame: pl.DataFrame, *, where: str, first_row: int = 2) -> CaptureTable:
    """Return a published capture table as estimators take it.

    Args:
        frame: A column a list, holding 0 or 1, and a column `count`; all as text or numbers, in any order. A row whose
            count is 0 says what is known anyway and is left out.
        where: The file, for errors.
        first_row: Number of the frame's first row in its file.

    Returns:
        The table, its lists in the order of the columns.

    Raises:
        EstimationError: When a cell is not what it has to be; names row and column.
    """
    frame = frame.rename({name: name.strip().lstrip("\ufeff").strip("\"'") for name in frame.columns})
    frame = frame.select(pl.all().cast(pl.String).str.strip_chars().fill_null(""))
    column = _count_column(frame.columns, where)
    lists = [name for name in frame.columns if name != column]
    _refuse_lists(lists, where)
    if not frame.height:
        raise EstimationError("the table has no rows", where=where, mend="give a row for each combination of lists")
    patterns = np.column_stack([_held(frame[name], where, first_row) for name in lists])
    counts = _counts(frame[column], where, first_row)
    _refuse_rows(patterns, where, first_row)
    kept = counts > 0
    if not kept.any():
        raise EstimationError(
            "nobody is in the table: every count is 0",
            where=f"{where}, column '{column}'",
            mend="give the number of people in each combination of lists",
        )
    return ordered(CaptureTable(tuple(lists), patterns[kept], counts[kept]))


def ordered(table: CaptureTable) -> CaptureTable:
    """Return a table with its rows in the order of their patterns."""
    order = np.lexsort(table.patterns.T[::-1])
    return CaptureTable(
        table.lists, table.patterns[order], table.counts[order], stratum=table.stratum, outside=table.outside
    )


def canonical(table: CaptureTable) -> CaptureTable:
    """Return the same table whatever the order of its columns and rows was, and, but for ties, their names.

    Lists stand by how many people they hold, then by their overlaps, then by name.

    Args:
        table: Any table.

    Returns:
        The table with lists and rows in canonical order.
    """
    held = table.patterns.astype(np.int64)
    overlaps = (held * table.counts[:, None]).T @ held
    keys = [(-int(overlaps[j, j]), tuple(np.sort(overlaps[j])), table.lists[j]) for j in range(len(table.lists))]
    order = sorted(range(len(table.lists)), key=lambda j: keys[j])
    return on_lists(table, [table.lists[j] for j in order])


def on_lists(table: CaptureTable, lists: list[str]) -> CaptureTable:
    """Return the table as some of its lists show it; people on none of them are counted as outside.

    Args:
        table: Any table.
        lists: Names of lists in the order wanted.

    Returns:
        The table on these lists alone, cells that became one added up.
    """
    columns = [table.lists.index(name) for name in lists]
    patterns = table.patterns[:, columns]
    kept = patterns.any(axis=1)
    outside = table.outside + int(table.counts[~kept].sum())
    if not kept.any():
        nobody = np.zeros((0, len(lists)), dtype=np.bool_)
        return CaptureTable(tuple(lists), nobody, np.zeros(0, dtype=np.int64), stratum=table.stratum, outside=outside)
    distinct, cell = np.unique(patterns[kept], axis=0, return_inverse=True)
    counts = np.bincount(cell.ravel(), weights=table.counts[kept], minlength=len(distinct)).astype(np.int64)
    return ordered(CaptureTable(tuple(lists), distinct, counts, stratum=table.stratum, outside=outside))


def from_people(histories: npt.NDArray[np.bool_], lists: tuple[str, ...]) -> CaptureTable:
    """Return the table of people's histories.

    Args:
        histories: Which lists hold each person; rows of nobody are left out. Shape (people, J).
        lists: Names of the lists.

    Returns:
        The table.
    """
    seen = histories[histories.any(axis=1)]
    return from_counts(seen, np.ones(len(seen), dtype=np.int64), lists)


def from_counts(
    held: npt.NDArray[np.bool_],
    people: npt.NDArray[np.int64],
    lists: tuple[str, ...],
    *,
    stratum: Mapping[str, str] = NOWHERE,
) -> CaptureTable:
    """Return the table of groups of people, groups on the same lists added up.

    Args:
        held: Which lists hold each group. Shape (groups, J).
        people: In each group. Shape (groups,).
        lists: Names of the lists.
        stratum: Which part of the people this is.

    Returns:
        The table; people on none of the lists are outside.
    """
    seen = held.any(axis=1) & (people > 0)
    outside = int(people[~held.any(axis=1)].sum())
    if not seen.any():
        nobody = np.zeros((0, len(lists)), dtype=np.bool_)
        return CaptureTable(lists, nobody, np.zeros(0, dtype=np.int64), stratum=dict(stratum), outside=outside)
    distinct, cell = np.unique(held[seen], axis=0, return_inverse=True)
    counts = np.bincount(cell.ravel(), weights=people[seen], minlength=len(distinct)).astype(np.int64)
    return ordered(CaptureTable(lists, distinct, counts, stratum=dict(stratum), outside=outside))


def _count_column(columns: list[str], where: str) -> str:
    found = [name for name in columns if name.lower() == COUNT]
    if len(found) != 1:
        raise EstimationError(
            f"the table has {'no column' if not found else f'{len(found)} columns'} named '{COUNT}'",
            where=f"{where}, columns {', '.join(columns) or '(none)'}",
            mend=f"add one column '{COUNT}' with the number of people in each combination of lists",
        )
    return found[0]


def _refuse_lists(lists: list[str], where: str) -> None:
    if len(lists) < 2:
        raise EstimationError(
            f"the table has {len(lists)} column(s) of lists",
            where=f"{where}, columns {', '.join(lists) or '(none)'}",
            mend="give a column of 0 and 1 for each list, three lists or more",
        )
    if len(lists) > MOST_LISTS:
        raise EstimationError(
            f"the table has {len(lists)} lists; more than {MOST_LISTS} leave nearly every combination empty",
            where=f"{where}, column '{lists[MOST_LISTS]}'",
            mend="merge lists that copy each other, or keep those with the most people",
        )
    for place, name in enumerate(lists, start=1):
        if not name:
            raise EstimationError(
                "a list has no name", where=f"{where}, column {place}", mend="name every column in the first row"
            )


def _held(values: pl.Series, where: str, first_row: int) -> npt.NDArray[np.bool_]:
    known = values.str.to_lowercase().replace_strict(HELD, default=None, return_dtype=pl.Boolean)
    if known.null_count():
        row = int(known.is_null().arg_max() or 0)
        raise EstimationError(
            f"'{values[row]}' is neither 0 nor 1",
            where=f"{where}, row {first_row + row}, column '{values.name}'",
            mend="write 1 where the list holds these people and 0 where it does not",
        )
    return known.to_numpy().astype(np.bool_)


def _counts(values: pl.Series, where: str, first_row: int) -> npt.NDArray[np.int64]:
    counts = np.zeros(len(values), dtype=np.int64)
    for row, text in enumerate(values):
        match = WHOLE.fullmatch(text)
        if match is None or int(match[1]) > LARGEST_COUNT:
            problem = (
                f"{text} people in one cell is more than {LARGEST_COUNT:,}"
                if match
                else f"'{text}' is not a whole number of people"
            )
            raise EstimationError(
                problem,
                where=f"{where}, row {first_row + row}, column '{values.name}'",
                mend="write how many people have this combination of lists, in digits only, 0 or more",
            )
        counts[row] = int(match[1])
    return counts


def _refuse_rows(patterns: npt.NDArray[np.bool_], where: str, first_row: int) -> None:
    seen: dict[bytes, int] = {}
    for row, pattern in enumerate(patterns):
        if not pattern.any():
            raise EstimationError(
                "a row of zeros says how many people are on no list, which is what is to be estimated",
                where=f"{where}, row {first_row + row}",
                mend="delete this row",
            )
        earlier = seen.setdefault(pattern.tobytes(), row)
        if earlier != row:
            raise EstimationError(
                "two rows have the same combination of lists",
                where=f"{where}, rows {first_row + earlier} and {first_row + row}",
                mend="add them up in one row, or correct the one that is wrong",
            )
