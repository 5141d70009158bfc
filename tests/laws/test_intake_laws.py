"""Laws of intake: no row is lost, no order of rows matters, and the same file gives the same tables."""

import csv
import io
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tollbook.intake import Intake, draft_profile, parse_profile, take_in, with_current
from tollbook.intake.words import EMPTY
from tollbook.model.raw import RawTable
from tollbook.model.tables import RECORDS, REJECTIONS, REMARKS, empty
from tollbook.model.vocabulary import EditionPolicy
from tollbook.sources import read_table
from tollbook.text.scripts import fold

COLUMNS = ("id", "name", "sex", "age", "date_of_birth", "date_of_death", "place", "lat", "lon", "people", "comment")

PLAIN = st.sampled_from(
    ["", "-", "unknown", "Test Person", "محمد مخترع", "F", "ذكر", "23", "٦ أشهر", "1994", "-3", "2016-12-13",
     "13/12/2016",
     "2016-02-30", "Aleppo", "حلب", "36.2", "95", "6", "0", "Family of 6", "مجهول الهوية", "Total", "#REF!", "1.2E+11"]
)  # fmt: skip
CELL = st.one_of(PLAIN, st.text(max_size=12))
ROWS = st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=12)


def table_of(rows: list[list[str]]) -> RawTable:
    frame = pl.DataFrame(
        {name: pl.Series([row[at] or None for row in rows], dtype=pl.String) for at, name in enumerate(COLUMNS)}
    )
    numbers = pl.int_range(2, len(rows) + 2, eager=True).alias("row")
    return RawTable(frame, numbers, empty(REJECTIONS), 0, {})


def taken(table: RawTable) -> Intake:
    profile = parse_profile(draft_profile(table, name="s", file="f.csv", edition="e").toml, where="profile.toml")
    return take_in(table, profile, source="s", edition="e", file="f.csv")


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_rows_are_records_and_rejections(rows: list[list[str]]) -> None:
    table = table_of(rows)

    result = taken(table)

    whole = [*result.records["row"], *result.rejections["row"]]
    assert sorted(whole) == table.rows.to_list()
    assert dict(result.records.schema) == RECORDS
    assert dict(result.rejections.schema) == REJECTIONS
    assert dict(result.remarks.schema) == REMARKS
    assert set(result.remarks["row"].drop_nulls()) <= set(result.records["row"])
    assert result.records["people"].min() is None or result.records["people"].min() >= 1


@settings(max_examples=15, deadline=None)
@given(ROWS)
@example([["", "", "NULL", *[""] * (len(COLUMNS) - 3)]])
def test_every_value_is_mapped_or_reported(rows: list[list[str]]) -> None:
    """A sex, cell by cell: taken, said to be unknown, said to be missing, or remarked on."""
    table = table_of(rows)

    result = taken(table)

    written = dict(zip(table.rows, table.frame["sex"], strict=True))
    remarked = set(result.remarks.filter(pl.col("column") == "sex")["row"])
    for row, sex in result.records.select("row", "sex").rows():
        value = (written[row] or "").strip()
        is_missing = fold(value) in {"", *map(fold, EMPTY)} or not any(sign.isalnum() for sign in value)
        assert sex is not None or row in remarked or is_missing


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_rows_changes_no_record(order: list[int]) -> None:
    rows = [
        ["1", "Test Person", "F", "23", "", "2016-12-13", "Aleppo", "", "", "1", ""],
        ["2", "محمد مخترع", "ذكر", "1994", "", "13/12/2016", "حلب", "", "", "", "x"],
        ["3", "Family of 6", "", "", "", "Dec 2016", "", "36.2", "37.1", "", ""],
        ["4", "", "zz", "", "2017-01-01", "2016-12-13", "", "95", "37", "", ""],
        ["5", "Total", "", "", "", "", "", "", "", "", ""],
        ["6", "Zero", "", "", "", "", "", "", "", "0", ""],
        ["7", "مجهول الهوية", "M", "6 months", "", "", "", "", "", "3", ""],
        ["8", "#REF!", "", "", "", "", "unknown", "", "", "", ""],
    ]
    unsorted = taken(table_of([rows[at] for at in order]))
    in_order = taken(table_of(rows))

    left, right = (result.records.drop("record_id", "row").sort("source_record_id") for result in (unsorted, in_order))
    assert left.equals(right)


def test_the_same_file_gives_the_same_tables() -> None:
    rows = [["1", "Test", "F", "23", "", "03/04/2016", "Aleppo", "", "", "", "x"]] * 3

    first, second = taken(table_of(rows)), taken(table_of(rows))

    assert first.records.equals(second.records)
    assert first.remarks.equals(second.remarks)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.text(max_size=6), min_size=2, max_size=5), min_size=1, max_size=8), cut=st.integers(0, 5)
)
def test_every_row_of_a_text_file_is_a_row_a_fault_or_blank(tmp_path: Path, rows: list[list[str]], cut: int) -> None:
    """Rows of any width, quotes and line ends in cells included, and a tail cut off in the middle."""
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow(["id", "name", "place"])
    written.writerow(["1", "Test Person", "Aleppo"])
    written.writerows(rows)
    content = text.getvalue().encode("utf-8", "replace")
    file = tmp_path / "list.csv"
    file.write_bytes(content[: len(content) - cut])

    table = read_table(file, encoding="utf-8", delimiter=",", header_row=1)

    numbers = [*table.rows, *table.faults["row"]]
    assert len(set(numbers)) == len(numbers)
    assert 2 in numbers
    assert max(numbers) - 1 - len(numbers) <= table.blank_rows


IDS = st.lists(st.sampled_from(["a", "b", "c", None]), max_size=5)


@settings(max_examples=15, deadline=None)
@given(IDS, IDS, st.lists(st.booleans(), min_size=10, max_size=10), st.sampled_from(EditionPolicy))
def test_a_list_stands_as_its_editions_say(
    first: list[str | None], second: list[str | None], withdrawn: list[bool], policy: EditionPolicy
) -> None:
    ids = [*first, *second]
    records = (
        empty(RECORDS)
        .clear(len(ids))
        .with_columns(
            source_record_id=pl.Series(ids, dtype=pl.String),
            edition=pl.Series(["1"] * len(first) + ["2"] * len(second), dtype=pl.String),
            current=pl.Series([not gone for gone in withdrawn[: len(ids)]], dtype=pl.Boolean),
        )
    )

    result = with_current(records, editions=["1", "2"], policy=policy)

    assert result.drop("current").equals(records.drop("current"))
    assert with_current(result, editions=["1", "2"], policy=policy).equals(result)
    for place, current in enumerate(result["current"]):
        is_first = place < len(first)
        if withdrawn[place]:
            assert not current
        elif policy is EditionPolicy.REPLACES:
            assert current == (not is_first or not second)
        else:
            assert current == (not is_first or ids[place] is None or ids[place] not in second)
