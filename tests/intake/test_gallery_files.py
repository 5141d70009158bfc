"""Broken files: each ends in one clear message, or becomes a table whose rows are all accounted for."""

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tollbook.errors import SourceFileError
from tollbook.intake import Intake, draft_profile, parse_profile, take_in
from tollbook.sources import read_table

HEAD = "id,name,sex,date_of_death\n"
ROW = "1,Test Person,F,2016-12-13\n"
ARABIC = "الرقم,الاسم,الجنس,تاريخ الوفاة\n1,شخص تجربة,ذكر,2016-12-13\n2,تجربة ثانية,أنثى,2016-12-14\n"


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return made.getvalue()


def sheet(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    fill(book)
    book.close()
    return made.getvalue()


def rows_of(*rows: list[object]) -> Callable[[xlsxwriter.Workbook], None]:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)

    return fill


def compound(*names: str) -> bytes:
    """An OLE compound file's head, and the names of streams as its directory holds them."""
    return (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(504)
        + b"".join(name.encode("utf-16-le") for name in names)
        + bytes(512)
    )


def tall_sheet() -> bytes:
    """An XLSX of one header, one person, and a formatted blank cell in the last row that a spreadsheet has."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["id", "name"])
    page.write_row(1, 0, [1, "Test Person"])
    page.write_string(1_048_575, 0, " ")
    book.close()
    return made.getvalue()


@dataclass(frozen=True)
class Refused:
    """A file that is no table, with the words that its message must hold."""

    name: str
    content: bytes
    words: tuple[str, ...]
    form: dict[str, object] | None = None


def refused(name: str, content: bytes | str, *words: str, **form: object) -> Refused:
    return Refused(name, content if isinstance(content, bytes) else content.encode(), words, form)


REFUSED = [
    refused("empty.csv", b"", "is empty", "download the list again"),
    refused("empty.xlsx", b"", "is empty"),
    refused("blank.csv", b"\n\n   \n\t\n", "nothing but blank space"),
    refused("bom.csv", b"\xef\xbb\xbf", "nothing but blank space"),
    refused("header.csv", HEAD, "a header (4 columns) and no row below it"),
    refused("header_and_blank.csv", HEAD + "\n\n,,,\n", "and no row below it"),
    refused("archive.csv", archive(list_DOT_csv=HEAD + ROW), "is a ZIP archive (it holds list.csv)", "unpack it"),
    refused("archive.xlsx", archive(list_DOT_csv=HEAD + ROW), "is a ZIP archive", "unpack it"),
    refused("nothing.zip", archive(), "is a ZIP archive (it holds nothing)"),
    refused(
        "cut.xlsx",
        sheet(rows_of(["id", "name"], [1, "Test"]))[:700],
        "broken off or damaged",
        "copy the file again",
    ),
    refused("word.csv", archive(word__document_DOT_xml="<w/>"), "word processor's document", "add it as a document"),
    refused("text.ods", archive(mimetype="application/vnd.oasis.opendocument.text"), "word processor's document"),
    refused("hollow.xlsx", archive(xl__workbook_DOT_xml="<x/>"), "broken spreadsheet", "save it again"),
    refused(
        "locked.xlsx",
        compound("EncryptionInfo", "EncryptedPackage"),
        "locked by a password",
        "without a password",
    ),
    refused("locked.csv", compound("EncryptedPackage"), "locked by a password"),
    refused("old.doc", compound("WordDocument"), "word processor's document"),
    refused("broken.xls", compound("Workbook"), "broken spreadsheet"),
    refused("report.pdf", b"%PDF-1.7\n", "is a PDF document", "add it as a document"),
    refused("list.csv.gz", gzip.compress(b"id,name\n"), "is a gzip archive", "unpack it"),
    refused("list.7z", b"7z\xbc\xaf\x27\x1c\x00", "is a 7-Zip archive"),
    refused("list.rar", b"Rar!\x1a\x07\x00", "is a RAR archive"),
    refused("list.bz2", b"BZh91AY", "is a bzip2 archive"),
    refused("list.xz", b"\xfd7zXZ\x00", "is an XZ archive"),
    refused("list.zst", b"\x28\xb5\x2f\xfd\x00", "is a Zstandard archive"),
    refused("list.db", b"SQLite format 3\0", "is an SQLite database", "export its table"),
    refused("photo.csv", b"\x89PNG\r\n\x1a\n", "is a picture"),
    refused("photo.jpg", b"\xff\xd8\xff\xe0", "is a picture"),
    refused("anim.csv", b"GIF89a", "is a picture"),
    refused("list.rtf", b"{\\rtf1 hello}", "word processor's document"),
    refused("list.arrow", b"ARROW1\0\0", "is an Arrow file"),
    refused("broken.parquet", b"PAR1 and nothing more", "broken Parquet"),
    refused(
        "page.xls",
        b"<html><table><tr><td>id</td></tr></table></html>",
        "page of markup",
        "save it as XLSX or CSV",
    ),
    refused("page.csv", b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "page of markup"),
    refused("list.xml", b"<?xml version='1.0'?><list/>", "page of markup"),
    refused("list.json", b'[{"id": 1, "name": "Test"}]', "is JSON", "convert it to CSV"),
    refused("object.csv", b'{"people": []}', "is JSON"),
    refused("noise.csv", bytes(range(128, 256)) * 20, "in no encoding that can be told", "set encoding"),
    refused("one.csv", "1,Test Person,F,2016-12-13\n2,Test Other,M,2016-12-14\n", "looks like data", "header_row = 0"),
    refused("dates.csv", "2016-12-13,2016-12-14\n2016-12-15,2016-12-16\n", "looks like data"),
    refused("long.csv", "id,name\n1,a,b\n2,c,d\n3,e,f\n", "no row fits the header", "row 2"),
    refused("short.csv", "id,name,sex\n1,a\n2,b\n", "no row fits the header", "3"),
    refused("nested.csv", HEAD + ROW, "there is no encoding 'klingon'", encoding="klingon"),
    refused("utf8.csv", ARABIC, "is not utf-16", encoding="utf-16"),
    refused("arabic.csv", ARABIC.encode("cp1256"), "is not utf-8", "windows-1256", encoding="utf-8"),
    refused("marked.csv", ARABIC.encode("utf-16"), "byte order mark", encoding="windows-1256"),
    refused("utf8_2.csv", ARABIC, "is not windows-1256", 'encoding = "utf-8"', encoding="windows-1256"),
    refused("latin.csv", ARABIC, "is not ascii", encoding="ascii"),
    refused("delimiter.csv", HEAD + ROW, "cannot be a delimiter", "one character", delimiter="||"),
    refused("quote.csv", HEAD + ROW, "cannot be a delimiter", delimiter='"'),
    refused("row.csv", HEAD + ROW, "declared the header and is empty", header_row=9),
    refused("sheet.xlsx", sheet(rows_of(["id"], [1])), "there is no sheet 'people'", "Sheet1", sheet="people"),
    refused("blank.xlsx", sheet(rows_of()), "no visible sheet holds a value"),
    refused("header.xlsx", sheet(rows_of(["id", "name"])), "no row below it"),
    refused("data.xlsx", sheet(rows_of([1, "Test", "2016-12-13", 5], [2, "Test", "2016-12-14", 6])), "looks like data"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_file_that_is_no_table_is_refused_with_what_where_and_mend(case: Refused, tmp_path: Path) -> None:
    file = tmp_path / case.name
    file.write_bytes(case.content)

    with pytest.raises(SourceFileError) as caught:
        read_table(file, **(case.form or {}))

    assert str(file) in caught.value.where
    assert caught.value.mend
    for words in case.words:
        assert words in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(SourceFileError, match="there is no such file"):
        read_table(tmp_path / "gone.csv")


@dataclass(frozen=True)
class Taken:
    """A file that is a table all the same: records, rejections, blank rows, words of a rejection or remark."""

    name: str
    content: bytes
    records: int
    rejected: int = 0
    blank: int = 0
    words: str = ""
    facts: tuple[tuple[str, object], ...] = ()


def taken(name: str, content: bytes | str, records: int, **expected: object) -> Taken:
    data = content if isinstance(content, bytes) else content.encode()
    facts = tuple(expected.pop("facts", {}).items())  # type: ignore[attr-defined]  # a mapping, as every case gives it
    return Taken(name, data, records, facts=facts, **expected)  # type: ignore[arg-type]  # keywords of Taken


TWO = HEAD + ROW + "2,Test Other,M,2016-12-14\n"
UTF8 = "valid UTF-8"

TAKEN = [
    taken("plain.csv", TWO, 2, facts={"encoding": "utf-8", "delimiter": ",", "header_row": 1}),
    taken("marked.csv", "\ufeff" + ARABIC, 2, facts={"encoding": "utf-8-sig", "encoding_found_by": "byte order mark"}),
    taken("utf8.csv", ARABIC, 2, facts={"encoding_found_by": UTF8}),
    taken("utf16.csv", ARABIC.encode("utf-16"), 2, facts={"encoding": "utf-16"}),
    taken("utf16le.csv", ARABIC.encode("utf-16-le"), 2, facts={"encoding": "utf-16-le"}),
    taken("utf16be.csv", ARABIC.encode("utf-16-be"), 2, facts={"encoding": "utf-16-be"}),
    taken("utf32.csv", ARABIC.encode("utf-32"), 2, facts={"encoding": "utf-32"}),
    taken("arabic.csv", ARABIC.encode("cp1256"), 2, facts={"encoding": "windows-1256", "encoding_found_by": "letters"}),
    taken(
        "french.csv",
        (HEAD + "1,Amélie Prévôt Essai,F,2016-12-13\n").encode("cp1252"),
        1,
        facts={"encoding": "windows-1252"},
    ),
    taken(
        "cyrillic.csv",
        (HEAD + "1,Тест Человек Проба,F,2016-12-13\n").encode("cp1251"),
        1,
        facts={"encoding": "windows-1251"},
    ),
    taken(
        "mixed.csv",
        ARABIC.encode() + "3,تجربة,ذكر,2016-12-13\n".encode("cp1256"),
        3,
        words="not in the file's encoding",
    ),
    taken("tabs.tsv", TWO.replace(",", "\t"), 2, facts={"delimiter": "\t"}),
    taken("semicolons.csv", TWO.replace(",", ";"), 2, facts={"delimiter": ";"}),
    taken("pipes.csv", TWO.replace(",", "|"), 2, facts={"delimiter": "|"}),
    taken("arabic_comma.csv", ARABIC.replace(",", "،"), 2, facts={"delimiter": "،"}),
    taken("tilde.txt", TWO.replace(",", "~"), 2, facts={"delimiter": "~"}),
    taken("commas_in_semicolons.csv", "id;name\n1;Person, Test\n2;Other, Test\n", 2, facts={"delimiter": ";"}),
    taken("column.csv", "name\nTest Person\nTest Other\n", 2, facts={"delimiter": None}),
    taken("apostrophes.csv", "id,name\n1,'Person, Test'\n2,'Other, Test'\n", 2, facts={"quote": "'"}),
    taken("escaped.csv", 'id,name\n1,"Test \\"T\\" Person"\n2,"b, c"\n', 2),
    taken("cr.csv", TWO.replace("\n", "\r"), 2),
    taken("crlf.csv", TWO.replace("\n", "\r\n"), 2),
    taken("no_end.csv", TWO.rstrip("\n"), 2),
    taken("line_in_cell.csv", HEAD + '1,"Test\nPerson",F,2016-12-13\n' + ROW, 2),
    taken("short_rows.csv", TWO + "3,Third\n", 2, rejected=1, words="the row has 2 cells where the header has 4"),
    taken("long_rows.csv", TWO + "3,Third,F,2016-12-13,x\n", 2, rejected=1, words="the row has 5 cells"),
    taken("trailing.csv", TWO + "3,Third,F,2016-12-13,,,\n", 3, facts={"rows_with_trailing_delimiters": 1}),
    taken("trailing_all.csv", TWO.replace("\n", ",\n"), 2),
    taken("blank_rows.csv", HEAD + ROW + "\n,,,\n \n" + ROW, 2, blank=3),
    taken(
        "open_quote.csv",
        HEAD + '1,"Open,F,2016-12-13\n' + ROW * 2,
        2,
        rejected=1,
        words="a quote is opened and never closed",
    ),
    taken("open_quote_last.csv", HEAD + ROW + '2,"Open,F,2016-12-13', 1, rejected=1, words="never closed"),
    taken(
        "two_open_quotes.csv",
        HEAD + '1,"A,F,2016-12-13\n' + ROW + '3,"B,M,2016-12-14\n' + ROW * 2,
        3,
        rejected=2,
        words="never closed",
    ),
    taken("stray_quote.csv", HEAD + '1,Test "T" Person,F,2016-12-13\n', 1),
    taken("nul.csv", HEAD + "1,Test\0Person,F,2016-12-13\n", 1, words="cannot be seen"),
    taken(
        "huge.csv",
        HEAD + f"1,{'x' * 10_000_000},F,2016-12-13\n2,Test,F,2016-12-13\n",
        2,
        words="longer than 10,000 characters",
    ),
    taken("title.csv", "List of the invented\nUpdated 2016,,,\n\n" + TWO, 2, facts={"header_row": 4}),
    taken("footer.csv", TWO + "Total,2,,\n", 2, rejected=1, words="sums up other rows"),
    taken("footer_ar.csv", TWO + "المجموع,2,,\n", 2, rejected=1, words="sums up other rows"),
    taken("footer_colon.csv", TWO + "Grand total: 2,,,\n", 2, rejected=1, words="sums up other rows"),
    taken("note.csv", TWO + "Source: the invented office of tests,,,\n", 2, rejected=1, words="holds one note"),
    taken("header_again.csv", TWO + HEAD + ROW, 3, rejected=1, words="repeats the header"),
    taken("zero.csv", "id,name,people\n1,Test,1\n2,,0\n", 1, rejected=1, words="stands for 0 people"),
    taken(
        "hollow.csv",
        "id,name,comment\n1,Test,x\n,,only a comment\n",
        1,
        rejected=1,
        words="no mapped column has a value",
    ),
    taken("same_names.csv", "id,name,name\n1,Test Person,T. Person\n", 1, facts={"renamed": {"name (2)": "name"}}),
    taken("no_names.csv", "id,name,,\n1,Test,x,\n", 1, facts={"renamed": {"column 3": ""}}),
    taken("control_in_header.csv", "id,na\u200bme\u202e\n1,Test Person\n", 1, facts={"columns": ["id", "name"]}),
    taken("unknown_column.csv", "id,name,zzz\n1,Test,x\n", 1, words="neither mapped nor ignored: 1 values"),
    taken("sheet.csv", sheet(rows_of(["id", "name"], [1, "Test"])), 1, facts={"format": "spreadsheet"}),
    taken("text.xlsx", TWO, 2, facts={"format": "text"}),
    taken("tall.xlsx", tall_sheet(), 1, blank=1_048_574),
    taken(
        "title.xlsx",
        sheet(rows_of(["Invented list"], [], ["id", "name", "age"], [1, "Test", 5])),
        1,
        facts={"header_row": 3},
    ),
    taken(
        "offset.xlsx",
        sheet(rows_of([None, None], [None, "id", "name"], [None, 1, "Test"])),
        1,
        facts={"header_row": 2},
    ),
    taken("numbers.xlsx", sheet(rows_of(["id", "name", "age"], [1.0, "Test", 5.0], [2, "Test", "٥"])), 2),
]


def take(file: Path) -> tuple[Intake, dict[str, object], int]:
    table = read_table(file)
    profile = parse_profile(draft_profile(table, name="test", file=file.name, edition="e").toml, where="profile.toml")
    result = take_in(table, profile, source="s", edition="e", file=file.name)
    rows = table.frame.height + table.faults.height
    assert rows == result.records.height + result.rejections.height
    return result, dict(table.facts), table.blank_rows


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.name)
def test_a_damaged_table_is_taken_in_and_every_row_is_accounted_for(case: Taken, tmp_path: Path) -> None:
    file = tmp_path / case.name
    file.write_bytes(case.content)

    result, facts, blank = take(file)

    assert (result.records.height, result.rejections.height, blank) == (case.records, case.rejected, case.blank)
    told = pl.concat([result.rejections, result.remarks])
    assert case.words in " ".join(told["reason"])
    assert told["mend"].null_count() == 0
    for fact, value in case.facts:
        assert facts[fact] == value


def test_the_row_of_a_rejection_is_the_row_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("A title\n\n" + HEAD + ROW + "\n2,short\n" + ROW, encoding="utf-8")

    result, _, _ = take(file)

    assert result.records["row"].to_list() == [4, 7]
    assert result.rejections["row"].to_list() == [6]


def test_the_gallery_of_files_is_large() -> None:
    assert len(REFUSED) + len(TAKEN) >= 100
