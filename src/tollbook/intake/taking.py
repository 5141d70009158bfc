"""A table and a profile to records: every row becomes one or a rejection, every value left out is remarked on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import polars as pl

from tollbook.errors import ProfileError
from tollbook.intake.cells import Cells, tidy
from tollbook.intake.days import joined_parts, take_date
from tollbook.intake.expectations import Finding, findings
from tollbook.intake.meanings import VALUES, Taken
from tollbook.intake.names import take_names
from tollbook.intake.persons import completed
from tollbook.intake.profile import Column, Edition, Profile
from tollbook.intake.readers import READERS
from tollbook.intake.roles import Kind
from tollbook.intake.rows import no_records, rejected
from tollbook.model.raw import RawTable
from tollbook.model.tables import RECORDS, REJECTIONS, REMARKS, conform, empty
from tollbook.text.scripts import clean, fold


@dataclass(frozen=True, slots=True)
class Intake:
    """What an edition of a list gave.

    Attributes:
        records: RECORDS, in the order of the file.
        rejections: REJECTIONS: rows that became no record. Rows of the file = records + rejections.
        remarks: REMARKS: values of records that were left out or need a look, ordered by row; a remark without a row
            speaks of its whole column.
        expectations: What the profile expects, and what was found.
        values: VALUES: what the distinct texts of columns with lookups were taken to mean.
    """

    records: pl.DataFrame
    rejections: pl.DataFrame
    remarks: pl.DataFrame
    expectations: tuple[Finding, ...]
    values: pl.DataFrame


def take_in(table: RawTable, profile: Profile, *, source: str, edition: str, file: str) -> Intake:
    """Return the records of one edition of a list.

    Args:
        table: The cells of its file.
        profile: What the user says of the list.
        source: Name of the list.
        edition: Name of the edition, one of the profile's.
        file: The file, relative to the source's folder.

    Returns:
        Records, rejections, remarks, expectations with what was found, and what values were taken to mean.
        `current` is False for rows marked withdrawn; `with_current` sets it over several editions.

    Raises:
        ProfileError: When the profile names a column that the file does not have, or has no such edition.
    """
    release = next((known for known in profile.editions if known.name == edition), None)
    if release is None:
        raise ProfileError(
            f"the profile has no edition '{edition}'",
            where=profile.where,
            mend=f"use one of: {', '.join(known.name for known in profile.editions)}",
        )
    columns = _columns(table.frame, profile, where=f"{profile.where}, file {file}")
    why = no_records(table.frame, {column.name: column.role for column in columns})
    rejections = [_bare(table.faults), rejected(table.frame, table.rows, why)]
    kept = why.is_null()
    frame, rows = table.frame.filter(kept), table.rows.filter(kept)
    cells, remarks = _cells(frame, rows, columns, profile)
    taken = _taken(cells, rows.len(), release)
    person = completed(taken, cells, rows)
    nobody = person.is_nobody
    rejections.append(person.rejections)
    records = person.columns.with_columns(
        record_id=pl.lit(f"{source}/{edition}/") + rows.cast(pl.String),
        source=pl.lit(source),
        edition=pl.lit(edition),
        file=pl.lit(file),
        row=rows,
    ).filter(~nobody)
    gone = rows.filter(nobody)
    found = pl.concat([*remarks, *(part.remarks for part in taken), person.remarks])
    found = found.filter(~pl.col("row").is_in(gone.implode())) if gone.len() else found
    all_remarks = pl.concat([found.sort("row", "column", maintain_order=True), _unread(table.frame, profile, columns)])
    taken_records = conform(records, RECORDS, table="records").select(*RECORDS)
    return Intake(
        records=taken_records,
        rejections=_signed(pl.concat(rejections).sort("row"), source, edition, REJECTIONS),
        remarks=_signed(all_remarks, source, edition, REMARKS),
        expectations=findings(taken_records, table.frame.height + table.faults.height, profile.expectations),
        values=pl.concat([pl.DataFrame(schema=VALUES), *(part.values for part in taken)]),
    )


def _columns(frame: pl.DataFrame, profile: Profile, *, where: str) -> tuple[Column, ...]:
    """Return the mapped columns that the file has, under the file's own spelling of their names."""
    found = []
    for column in profile.columns:
        name = _spelt(column.name, frame.columns)
        if name is not None:
            found.append(replace(column, name=name))
        elif not column.is_optional:
            near = get_close_matches(column.name, frame.columns, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise ProfileError(
                f"the profile maps column '{column.name}', which the file does not have",
                where=where,
                mend=f"{hint}its columns are {', '.join(frame.columns[:30])}; if only some editions have it, "
                "set optional = true for the column",
            )
    return tuple(found)


def _spelt(name: str, columns: list[str]) -> str | None:
    if name in columns:
        return name
    alike = [column for column in columns if clean(column) == clean(name)] or [
        column for column in columns if fold(column) == fold(name) and fold(name)
    ]
    return alike[0] if len(alike) == 1 else None


def _cells(
    frame: pl.DataFrame, rows: pl.Series, columns: tuple[Column, ...], profile: Profile
) -> tuple[dict[str, Cells], list[pl.DataFrame]]:
    cells: dict[str, Cells] = {}
    remarks = [empty(REMARKS)]
    for column in columns:
        tidied, found = tidy(column, rows, frame[column.name], empty_words=profile.empty, unknown_words=profile.unknown)
        cells[column.role] = tidied
        remarks.extend(found)
    return cells, remarks


def _taken(cells: Mapping[str, Cells], rows: int, edition: Edition) -> list[Taken]:
    """Return what each column gave; the columns of a name, and of a date in parts, are read together."""
    taken = []
    for held in cells.values():
        if held.column.kind is Kind.DATE:
            taken.append(take_date(held, latest=edition.published))
        elif held.column.kind in READERS:
            taken.append(READERS[held.column.kind](held))
    for day in ("birth", "death"):
        year, month, part = (cells.get(f"{day}_{unit}") for unit in ("year", "month", "day"))
        if year is not None:
            text = joined_parts(year.text, month.text if month else None, part.text if part else None)
            whole = replace(
                year,
                column=replace(year.column, role=f"date_of_{day}"),
                text=text.zip_with(year.text.is_not_null(), year.text),
            )
            taken.append(take_date(whole, latest=edition.published))
    named = take_names({role: held for role, held in cells.items() if held.column.kind is Kind.NAME}, rows=rows)
    taken.append(Taken({**named.columns, "people_in_name": named.people}, named.remarks))
    return taken


def _unread(frame: pl.DataFrame, profile: Profile, columns: tuple[Column, ...]) -> pl.DataFrame:
    """Return a remark for each column with values that the profile neither maps nor ignores."""
    spelt = {column.name for column in columns} | {_spelt(name, frame.columns) for name in profile.ignored}
    rows = []
    for name in frame.columns:
        values = frame[name].drop_nulls()
        if name in spelt or values.is_empty():
            continue
        examples = values.unique(maintain_order=True).head(3).str.slice(0, 40)
        rows.append(
            {
                "column": name,
                "value": "; ".join(examples),
                "reason": f"the column is neither mapped nor ignored: {values.len():,} values are left out",
                "mend": f'under [columns] of profile.toml give it a role, or add "{name}" to ignore',
            }
        )
    return pl.concat([empty(REMARKS), pl.DataFrame(rows)], how="diagonal") if rows else empty(REMARKS)


def _bare(faults: pl.DataFrame) -> pl.DataFrame:
    return conform(faults, REJECTIONS, table="faults").select(*REJECTIONS)


def _signed(frame: pl.DataFrame, source: str, edition: str, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return conform(
        frame.with_columns(source=pl.lit(source), edition=pl.lit(edition)), schema, table="rejections and remarks"
    )
