"""Does a list look as it should when it was read right?"""

from dataclasses import dataclass

import polars as pl

from tollbook.intake.profile import Bounds, Expectations
from tollbook.model.tables import NAME_PARTS, SCRIPTS

_COLUMNS = {
    "id": "source_record_id",
    "age": "age_low",
    "withdrawn": "current",
    "date_of_birth": "birth_to",
    "date_of_death": "death_to",
}
_STEMS = ("name", *NAME_PARTS)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was expected of a list, and what was found.

    Attributes:
        what: Of what it is expected, such as `rows` or `age filled`.
        expected: As the profile says it.
        found: What the list holds.
        is_met: Whether it fits.
    """

    what: str
    expected: str
    found: str
    is_met: bool


def findings(records: pl.DataFrame, rows: int, expected: Expectations) -> tuple[Finding, ...]:
    """Return one finding for each thing that a profile expects.

    Args:
        records: RECORDS of one edition.
        rows: Rows of its file, rejections included.
        expected: What the profile expects.

    Returns:
        Findings, in the order of the profile's keys.
    """
    found: list[Finding] = []
    if expected.rows != Bounds():
        found.append(Finding("rows", str(expected.rows), f"{rows}", expected.rows.hold(rows)))
    for role, least in expected.filled.items():
        share = _filled(records, role)
        found.append(Finding(f"{role} filled", f"at least {least:.1%}", f"{share:.1%}", share >= least))
    for role, bounds in expected.ranges.items():
        values = records[_COLUMNS.get(role, role)].drop_nulls().cast(pl.Float64)
        outside = int((~values.is_between(*_edges(bounds))).sum())
        found.append(Finding(f"{role} range", str(bounds), f"{outside} of {values.len()} outside", outside == 0))
    for role in expected.unique:
        values = records[_COLUMNS.get(role, role)].drop_nulls()
        repeated = values.len() - values.n_unique()
        found.append(Finding(f"{role} unique", "no value twice", f"{repeated} repeated", repeated == 0))
    return tuple(found)


def _edges(bounds: Bounds) -> tuple[float, float]:
    least = float("-inf") if bounds.least is None else bounds.least
    return least, float("inf") if bounds.greatest is None else bounds.greatest


def _filled(records: pl.DataFrame, role: str) -> float:
    """Return the share of records in which a role is stated; 1 for no records."""
    if records.is_empty():
        return 1.0
    if role in _STEMS:
        columns = [f"{role}_{script}" for script in SCRIPTS]
    elif role.startswith(("birth_", "death_")) and role not in records.columns:
        columns = [f"{role.split('_', maxsplit=1)[0]}_to"]
    else:
        columns = [_COLUMNS.get(role, role)]
    return float(records.select(pl.any_horizontal(pl.col(columns).is_not_null()).mean()).item())
