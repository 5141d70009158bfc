"""From a published table, or one of people, to the capture tables of the whole and of each stratum."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.errors import EstimationError
from tollbook.estimation.tables import from_counts
from tollbook.model.estimate import CaptureTable

COUNT = "count"
WHOLE = "all"
LARGEST_COUNT = 1_000_000_000  # people in one cell; more is a slip of the keyboard
MOST_LISTS = 20  # beyond, nearly every combination is empty and no method can be checked
HELD = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}
HELD |= {"\u0661": True, "\u0660": False, "\u06f1": True, "\u06f0": False}  # Arabic and Persian digits
NUMBER = re.compile(r"\+?(\d+|\d{1,3}(?:[,\u066c\u00a0\u202f ]\d{3})+)(?:\.0+)?")
BETWEEN_THOUSANDS = re.compile(r"[,\u066c\u00a0\u202f ]")

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are.

    Attributes:
        lists: Columns that are lists; empty for every column that is nothing else. People who are only on lists that
            are not among these are counted as outside.
        strata: Columns by which people are divided.
        people: Whether each row is one person, rather than a combination of lists with its `count`.
    """

    lists: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    people: bool = False


def capture_table(
    frame: pl.DataFrame, *, where: str, layout: Layout | None = None, rows: Sequence[int] | None = None
) -> CaptureTable:
    """Return a published capture table as estimators take it.

    Args:
        frame: A column a list, holding 0 or 1, and a column `count`; all as text or numbers, in any order. A row whose
            count is 0 says what is known anyway and is left out.
        where: The file, for errors.
        layout: What the columns are; None where all are lists but the count.
        rows: Number of each of the frame's rows in its file; None where a header is row 1 and no row is blank.

    Returns:
        The table, its lists in the order of the columns.

    Raises:
        EstimationError: When a cell is not what it has to be; names row and column.
    """
    return capture_tables(frame, where=where, layout=layout, rows=rows)[WHOLE]


def capture_tables(
    frame: pl.DataFrame, *, where: str, layout: Layout | None = None, rows: Sequence[int] | None = None
) -> dict[str, CaptureTable]:
    """Return the capture table of the whole, as `all`, and of each stratum, such as `region=north`.

    Args:
        frame: As `capture_table` takes it, and with the columns of strata that the layout names.
        where: The file, for errors.
        layout: What the columns are.
        rows: Number of each of the frame's rows in its file.

    Returns:
        The tables; all have the same lists. A cell that is not what it has to be is an EstimationError that names row
        and column.
    """
    layout = layout or Layout()
    frame = frame.rename({name: name.strip().lstrip("\ufeff").strip("\"'") for name in frame.columns})
    frame = frame.select(pl.all().cast(pl.String).str.strip_chars().fill_null(""))
    count, lists = _columns(frame.columns, layout, where)
    if not frame.height:
        raise EstimationError("the table has no rows", where=where, mend="give a row for each combination of lists")
    numbers = [place + 2 for place in range(frame.height)] if rows is None else list(rows)

    def at(row: int, column: str = "") -> str:
        return f"{where}, row {numbers[row]}" + (f", column '{column}'" if column else "")

    held = np.column_stack([_held(frame[name], at) for name in lists])
    counts = np.ones(frame.height, dtype=np.int64) if count is None else _counts(frame[count], at)
    strata = [_stratum(row, at, place) for place, row in enumerate(frame.select(layout.strata).iter_rows(named=True))]
    strata = strata or [{}] * frame.height
    rest = frame.select(name for name in frame.columns if name not in (*lists, *layout.strata, count))
    _refuse_rows(np.column_stack([held, *_left_out(rest)]), strata, at, layout)
    if not counts.any():
        raise EstimationError(
            "nobody is in the table: every count is 0",
            where=f"{where}, column '{count}'",
            mend="give the number of people in each combination of lists",
        )
    made = {WHOLE: from_counts(held, counts, lists)}
    names = ["&".join(f"{key}={value}" for key, value in stratum.items()) for stratum in strata]
    for name in sorted(set(names) - {""}):
        mine = np.array([other == name for other in names])
        made[name] = from_counts(held[mine], counts[mine], lists, stratum=strata[names.index(name)])
    return made


def _columns(columns: list[str], layout: Layout, where: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the column of counts, or None in a table of people, and those of lists."""
    for name in (*layout.lists, *layout.strata):
        if name not in columns:
            raise EstimationError(
                f"the table has no column '{name}'",
                where=f"{where}, columns {', '.join(columns) or '(none)'}",
                mend="name columns as the first row writes them",
            )
    count = None if layout.people else _count_column(columns, where)
    for name in layout.strata:
        if name in layout.lists or name == count:
            raise EstimationError(
                f"column '{name}' cannot divide people: it is {'a list' if name in layout.lists else 'their number'}",
                where=where,
                mend="name other columns for strata",
            )
    rest = tuple(name for name in columns if name != count and name not in layout.strata)
    lists = layout.lists or rest
    _refuse_lists(lists, where)
    return count, lists


def _count_column(columns: list[str], where: str) -> str:
    found = [name for name in columns if name.lower() == COUNT]
    if len(found) != 1:
        raise EstimationError(
            f"the table has {'no column' if not found else f'{len(found)} columns'} named '{COUNT}'",
            where=f"{where}, columns {', '.join(columns) or '(none)'}",
            mend=f"name the column with the number of people in each combination of lists '{COUNT}'; where each row is "
            "one person, say so (--people)",
        )
    return found[0]


def _refuse_lists(lists: tuple[str, ...], where: str) -> None:
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


def _held(values: pl.Series, at: Callable[[int, str], str]) -> Bools:
    known = values.str.to_lowercase().replace_strict(HELD, default=None, return_dtype=pl.Boolean)
    if known.null_count():
        row = int(known.is_null().arg_max() or 0)
        raise EstimationError(
            f"'{values[row]}' is neither 0 nor 1",
            where=at(row, values.name),
            mend="write 1 where the list holds these people and 0 where it does not; a column that is no list is left "
            "out with --lists, or divides people with --strata",
        )
    return known.to_numpy().astype(np.bool_)


def _counts(values: pl.Series, at: Callable[[int, str], str]) -> npt.NDArray[np.int64]:
    counts = np.zeros(len(values), dtype=np.int64)
    for row, text in enumerate(values):
        match = NUMBER.fullmatch(text)
        number = int(BETWEEN_THOUSANDS.sub("", match[1])[:20]) if match else 0
        if match is None or number > LARGEST_COUNT:
            problem = (
                f"{text[:40]} people in one cell is more than {LARGEST_COUNT:,}"
                if match
                else f"'{text[:40]}' is not a whole number of people"
            )
            raise EstimationError(
                problem,
                where=at(row, values.name),
                mend="write how many people have this combination of lists, in digits only, 0 or more",
            )
        counts[row] = number
    return counts


def _stratum(row: dict[str, str], at: Callable[[int, str], str], place: int) -> dict[str, str]:
    for name, value in row.items():
        if not value:
            raise EstimationError(
                "a row does not say to which stratum it belongs",
                where=at(place, name),
                mend="write a value, such as 'unknown': those people are then a stratum of their own",
            )
    return row


def _left_out(rest: pl.DataFrame) -> list[Bools]:
    """Return the columns that are lists, holding 0 and 1 alone, though nobody asked for them."""
    read = [column.str.to_lowercase().replace_strict(HELD, default=None, return_dtype=pl.Boolean) for column in rest]
    return [column.to_numpy().astype(np.bool_) for column in read if not column.null_count()]


def _refuse_rows(held: Bools, strata: list[dict[str, str]], at: Callable[[int], str], layout: Layout) -> None:
    """Refuse people on no list and, where rows are combinations, one that is there twice."""
    seen: dict[tuple[object, ...], int] = {}
    for row, pattern in enumerate(held):
        if not pattern.any():
            raise EstimationError(
                "this person is on no list"
                if layout.people
                else "a row of zeros says how many people are on no list, which is what is to be estimated",
                where=at(row),
                mend="delete this row",
            )
        earlier = seen.setdefault((pattern.tobytes(), *strata[row].values()), row)
        if earlier != row and not layout.people:
            raise EstimationError(
                "two rows have the same combination of lists",
                where=f"{at(earlier)} and {at(row).rpartition(', ')[2]}",
                mend="add them up in one row, or correct the one that is wrong; where a column divides people, name it "
                "with --strata, and where each row is one person, say so (--people)",
            )
