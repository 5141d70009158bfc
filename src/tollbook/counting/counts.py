"""The documented count: how many of the dead can be listed, by rule, cell by cell, and who is behind a cell."""

from collections.abc import Iterable

import polars as pl

from tollbook.counting.rules import rule
from tollbook.errors import UnknownReferenceError
from tollbook.model.reference import Reference, count_cell, count_reference
from tollbook.model.tables import COUNTS, DIMENSIONS, STRATA, conform

WHOLE = "all"  # the dimension of a rule's total
SERIES: dict[str, pl.DataType] = {
    "ref": pl.String(),
    "month": pl.String(),  # null: the month of death is not known
    "value": pl.String(),  # null: not stated
    "people": pl.Int64(),
    "persons": pl.Int64(),
}


def documented(people: pl.DataFrame, rules: Iterable[str]) -> pl.DataFrame:
    """Return the documented count under each rule: its total, and a cell for each value of each dimension.

    "Not stated" is a class of its own (`value` null), so the cells of a dimension sum to the rule's total.

    Args:
        people: PEOPLE.
        rules: Names of inclusion rules, in the order to be reported; an unknown one is a CaseError.

    Returns:
        COUNTS: by rule as given, the total first (dimension `all`), then dimensions in their order and values sorted,
        "not stated" last.
    """
    tables = []
    for name in rules:
        counted = people.filter(rule(name).includes)
        total = counted.select(people=pl.col("people").sum(), persons=pl.len())
        tables.append(_cells(total.with_columns(value=pl.lit(None, dtype=pl.String)), name, WHOLE))
        for dimension in DIMENSIONS:
            cells = counted.group_by(value=pl.col(dimension)).agg(people=pl.col("people").sum(), persons=pl.len())
            tables.append(_cells(cells.sort("value", nulls_last=True), name, dimension))
    return pl.concat(tables) if tables else conform(pl.DataFrame(), COUNTS, table="counts")


def _cells(cells: pl.DataFrame, name: str, dimension: str) -> pl.DataFrame:
    refs = [
        str(count_reference(name, {} if dimension == WHOLE else {dimension: value}))
        for value in cells["value"].to_list()
    ]
    frame = cells.with_columns(ref=pl.Series(refs, dtype=pl.String), rule=pl.lit(name), dimension=pl.lit(dimension))
    return conform(frame, COUNTS, table="counts").select(*COUNTS)


def series(people: pl.DataFrame, *, rule_name: str, dimension: str) -> pl.DataFrame:
    """Return the documented count by month of death and one other dimension.

    Args:
        people: PEOPLE.
        rule_name: The inclusion rule; an unknown one is a CaseError.
        dimension: One of DIMENSIONS but the month.

    Returns:
        Columns of SERIES, sorted by month and value, missing ones last; cells without people are left out.

    Raises:
        UnknownReferenceError: When the dimension is not one.
    """
    if dimension not in DIMENSIONS or dimension == "month":
        raise UnknownReferenceError(
            f"'{dimension}' is no dimension to cross with the month",
            where="a time series",
            mend=f"use one of {', '.join(DIMENSIONS[1:])}",
        )
    cells = (
        people.filter(rule(rule_name).includes)
        .group_by("month", value=pl.col(dimension))
        .agg(people=pl.col("people").sum(), persons=pl.len())
        .sort("month", "value", nulls_last=True)
    )
    refs = [
        str(count_reference(rule_name, {"month": month, dimension: value}))
        for month, value in cells.select("month", "value").iter_rows()
    ]
    return conform(cells.with_columns(ref=pl.Series(refs, dtype=pl.String)), SERIES, table="series").select(*SERIES)


def select(people: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """Return the persons behind a cell of the documented count.

    Args:
        people: PEOPLE.
        reference: As printed beside the number, such as `count:identified:status=civilian`; an empty value is "not
            stated", and several dimensions are joined by `&`. An unknown rule is a CaseError.

    Returns:
        Rows of PEOPLE. None is behind a cell that the count leaves out because it is empty.

    Raises:
        UnknownReferenceError: When the reference is of another kind or names a dimension that is not one.
    """
    name, cell = count_cell(reference)
    counted = people.filter(rule(name).includes)
    for dimension, value in cell.items():
        if dimension not in STRATA:
            raise UnknownReferenceError(
                f"'{dimension}' in '{reference}' is no dimension",
                where="the reference",
                mend=f"use one of {', '.join(STRATA)}",
            )
        counted = counted.filter(pl.col(dimension).eq_missing(pl.lit(value, dtype=pl.String)))
    return counted
