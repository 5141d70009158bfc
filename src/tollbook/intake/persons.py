"""What a row's columns say together: how many people, whether one can be linked, and what contradicts itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tollbook.intake.cells import Cells
from tollbook.intake.meanings import Taken
from tollbook.model.tables import RECORDS, REJECTIONS, REMARKS, empty
from tollbook.model.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Persons:
    """The columns of records, completed.

    Attributes:
        columns: Columns of RECORDS but for the row's own place, one value a row.
        is_nobody: Rows that state that they stand for no people.
        rejections: These rows, as REJECTIONS.
        remarks: Values that contradict others of their row.
    """

    columns: pl.DataFrame
    is_nobody: pl.Series
    rejections: pl.DataFrame
    remarks: pl.DataFrame


def completed(taken: Sequence[Taken], cells: Mapping[str, Cells], rows: pl.Series) -> Persons:
    """Return the columns of records from what each column of the file gave.

    Args:
        taken: What each column, or group of columns, gave.
        cells: Role to its cells, for remarks.
        rows: Row numbers.

    Returns:
        The columns, and what was found on the way.
    """
    frame = pl.DataFrame({"row": rows, **{name: series for part in taken for name, series in part.columns.items()}})
    needed = {**RECORDS, "people_in_name": pl.Int64(), "withdrawn": pl.Boolean()}
    frame = frame.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in needed.items() if name not in frame.columns
    )
    frame, remarks = _agreeing(_with_death_range(frame, cells), cells)
    people = pl.coalesce("people", "people_in_name", pl.lit(1))
    named = pl.any_horizontal(pl.col("name_ar", "name_latin").is_not_null())
    is_nobody = frame.select((pl.col("people") == 0).fill_null(value=False).alias("nobody"))["nobody"]
    frame = frame.with_columns(
        people=people,
        linkable=named & (people == 1) & pl.col("linkable").fill_null(value=True),
        current=~pl.col("withdrawn").fill_null(value=False),
        place=pl.coalesce("place", "locality", "district", "governorate"),
    )
    rejections = empty(REJECTIONS)
    if is_nobody.any():
        rejections = cells["people"].remarks(
            is_nobody, "the row states that it stands for 0 people", "correct the number, or remove the row"
        )
    return Persons(frame.drop("row", "people_in_name", "withdrawn"), is_nobody, rejections, pl.concat(remarks))


def _with_death_range(frame: pl.DataFrame, cells: Mapping[str, Cells]) -> pl.DataFrame:
    """Return the frame with the precision of a death whose first and last day stand in columns of their own."""
    if not {"death_from", "death_to"} & cells.keys():
        return frame
    one_day = (pl.col("death_from") == pl.col("death_to")).fill_null(value=False)
    stated = pl.any_horizontal(pl.col("death_from", "death_to").is_not_null())
    precision = (
        pl.when(pl.col("death_precision").is_not_null()).then(pl.col("death_precision"))
        .when(one_day).then(pl.lit(Precision.DAY.value))
        .when(stated).then(pl.lit(Precision.RANGE.value))
    )  # fmt: skip
    return frame.with_columns(death_precision=precision)


def _agreeing(frame: pl.DataFrame, cells: Mapping[str, Cells]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the frame without values that cannot be true together, and remarks on them."""
    remarks = [empty(REMARKS)]
    checks: tuple[tuple[str, tuple[str, ...], pl.Expr, str, str], ...] = (
        (
            "date_of_birth", ("birth_from", "birth_to", "birth_precision"), pl.col("birth_from") > pl.col("death_to"),
            "the date of birth is after the date of death and is left out", "correct one of the two dates",
        ),
        (
            "death_to", ("death_from", "death_to", "death_precision"), pl.col("death_to") < pl.col("death_from"),
            "the last day of death is before the first; both are left out", "put the earlier date first",
        ),
        (
            "lat", ("lat", "lon"), (pl.col("lat") == 0) & (pl.col("lon") == 0),
            "0, 0 is a point in the sea that stands for a missing place; it is left out",
            "give the place's coordinates",
        ),
        (
            "lat", ("lat",), pl.col("lat").is_not_null() & pl.col("lon").is_null(),
            "there is a latitude without a longitude; it is left out", "give both, or neither",
        ),
        (
            "lon", ("lon",), pl.col("lon").is_not_null() & pl.col("lat").is_null(),
            "there is a longitude without a latitude; it is left out", "give both, or neither",
        ),
    )  # fmt: skip
    for role, columns, contradicts, reason, mend in checks:
        held = cells.get(role) or cells.get(
            role.replace("date_of_birth", "birth_year").replace("death_to", "death_from")
        )
        if held is None:
            continue
        wrong = frame.select(contradicts.fill_null(value=False).alias("wrong"))["wrong"]
        remarks.append(held.remarks(wrong, reason, mend))
        frame = frame.with_columns(pl.when(~wrong).then(pl.col(columns)))
    return frame, remarks
