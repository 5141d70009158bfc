"""Rows and cells of every kind of file come out as the text that says the same."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from tollbook.model.tables import REJECTIONS
from tollbook.sources import read_table


def test_a_csv_keeps_its_cells_as_written_and_empty_cells_as_null(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('id,name,note\n007,"Person, Test",\n8, spaced ,"two\nlines"\n', encoding="utf-8")

    table = read_table(file)

    assert table.frame.rows() == [("007", "Person, Test", None), ("8", " spaced ", "two\nlines")]
    assert table.rows.to_list() == [2, 3]
    assert table.faults.columns == list(REJECTIONS)
    assert table.blank_rows == 0


def test_a_sheet_gives_numbers_dates_and_truths_as_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet("victims")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, ["id", "whole", "part", "day", "moment", "truth"])
    page.write_row(1, 0, ["007", 12.0, 0.5])
    page.write_datetime(1, 3, date(2016, 12, 13), day)
    page.write_datetime(1, 4, datetime(2016, 12, 13, 4, 5, tzinfo=UTC).replace(tzinfo=None), day)
    page.write_boolean(1, 5, True)
    book.add_worksheet("hidden").hide()
    book.close()

    table = read_table(file)

    assert table.frame.row(0) == ("007", "12", "0.5", "2016-12-13", "2016-12-13T04:05:00", "true")
    assert table.facts["sheet"] == "victims"
    assert table.facts["other_sheets"] == []


def test_the_errors_of_a_sheet_are_cells_and_not_blanks(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet("a & b")
    page.write_row(1, 1, ["id", "name", "age"])
    page.write_row(2, 1, [1, "Test"])
    page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    page.write_row(3, 1, [2, "Other", 5])
    book.close()

    table = read_table(file)

    assert table.frame.rows() == [("1", "Test", "#DIV/0!"), ("2", "Other", "5")]
    assert table.facts["error_cells"] == 1


def test_a_cell_merged_downwards_speaks_for_all_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    page = book.add_worksheet()
    page.merge_range(0, 0, 0, 2, "Invented list")
    page.write_row(1, 0, ["id", "name", "place"])
    for row in range(2, 5):
        page.write_row(row, 0, [row, f"Test {row}"])
    page.merge_range(2, 2, 3, 2, "Aleppo")
    page.write(4, 2, "Idlib")
    book.close()

    table = read_table(file)

    assert table.frame["place"].to_list() == ["Aleppo", "Aleppo", "Idlib"]
    assert table.rows.to_list() == [3, 4, 5]
    assert table.facts["merged_cells_filled"] == 1


def test_a_chosen_sheet_and_header_row_are_held_to(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    book.add_worksheet("first").write_row(0, 0, ["id", "name"])
    second = book.add_worksheet("second")
    second.write_row(0, 0, ["one", "two"])
    second.write_row(1, 0, ["id", "name"])
    second.write_row(2, 0, [1, "Test"])
    book.close()

    table = read_table(file, sheet="second", header_row=2)

    assert table.frame.to_dicts() == [{"id": "1", "name": "Test"}]
    assert table.facts["above_header"] == ["one two"]


def test_a_parquet_file_gives_its_values_as_text(tmp_path: Path) -> None:
    file = tmp_path / "list.parquet"
    frame = {
        "id": [1, 2],
        "born": [date(1990, 1, 2), None],
        "lat": [36.5, 37.0],
        "at": [datetime(2016, 1, 2, tzinfo=UTC), None],
    }
    pl.DataFrame(frame).write_parquet(file)

    table = read_table(file)

    assert table.frame.rows() == [("1", "1990-01-02", "36.5", "2016-01-02"), ("2", None, "37", None)]
    assert table.rows.to_list() == [2, 3]


def test_a_file_without_a_header_can_be_declared_so(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("1,Test Person\n2,Other Person\n", encoding="utf-8")

    table = read_table(file, header_row=0)

    assert table.frame.columns == ["column 1", "column 2"]
    assert table.rows.to_list() == [1, 2]


def test_what_a_file_is_called_is_not_believed_but_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet().write_row(0, 0, ["id", "name"])
    book.worksheets()[0].write_row(1, 0, [1, "Test"])
    book.close()
    file = tmp_path / "list.csv"
    file.write_bytes(made.getvalue())

    table = read_table(file)

    assert table.frame.height == 1
    assert table.facts["surprise"] == "named .csv but is spreadsheet; read as what it is"


def test_a_page_of_notes_before_the_list_is_passed_over_and_named(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    book.add_worksheet("About").write_column(0, 0, ["Published by an invented office", "See the next sheet"])
    page = book.add_worksheet("Victims")
    page.write_row(4, 1, ["No", "Name"])
    page.write_row(5, 1, [1, "Invented Person"])
    book.close()

    table = read_table(file)

    assert table.facts["sheet"] == "Victims"
    assert table.facts["other_sheets"] == ["About"]
    assert table.rows.to_list() == [6]
    assert table.frame.row(0) == ("1", "Invented Person")
