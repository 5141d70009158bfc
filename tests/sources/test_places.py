"""Files of places: what a file is shows in its bytes, and what is none is refused."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from tollbook.errors import SourceFileError
from tollbook.sources import read_places

DUMP = "1\tTarvan\tTarvan\tTarvaan\t36.5\t37.25\tP\tPPL\tLL\t\t01\t\t\t\t5000\t\t300\t\t2020-01-01\n"


def test_each_kind_of_file_gives_its_places(tmp_path: Path) -> None:
    (tmp_path / "LL.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "a.csv").write_text("ADM1_EN,ADM1_PCODE\nLakeland,LL01\n", encoding="utf-8")
    feature = {"properties": {"name": "Tarvan"}, "geometry": {"type": "Point", "coordinates": [37.25, 36.5]}}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "a.geojson").write_text(json.dumps(collection), encoding="utf-8")
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("name", "lat", "lon"), ("Tarvan", 36.5, 37.25))):
            sheet.write_row(row, 0, cells)

    found = {file.name: read_places(file)[0] for file in sorted(tmp_path.iterdir())}

    assert found["a.csv"].kind == "first-level unit"
    assert {(found[name].name, found[name].lat) for name in ("LL.txt", "a.geojson", "a.xlsx")} == {("Tarvan", 36.5)}


def test_a_country_is_taken_where_the_file_gives_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,lat,lon\nTarvan,1,2\n", encoding="utf-8")
    (tmp_path / "LL.txt").write_text(DUMP, encoding="utf-8")

    assert read_places(tmp_path / "a.csv", country="MM")[0].country == "MM"
    assert read_places(tmp_path / "LL.txt", country="MM")[0].country == "LL"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", "{"), ("a.json", "[]"), ("a.csv", "a,b\n1,2\n"), ("a.csv", "name,lat,lon\n"), ("a.txt", "Tarvan\n")],
)
def test_a_file_without_places_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(SourceFileError):
        read_places(tmp_path / name)
