"""The gazetteer and the files that a user may add to it."""

import pytest

from tollbook.errors import SourceFileError
from tollbook.text.places import fold, gazetteer, parse_places, places_of_geonames, places_of_rows, written


def test_a_name_is_found_in_any_spelling_of_its_letters() -> None:
    assert fold("Deir ez‑Zor") == fold("deir EZ Zor")
    assert fold("إدلب") == fold("ادلب")
    assert fold("Ḩalab") == "halab"


def test_a_cod_ab_table_gives_every_level_and_coordinates_to_the_finest() -> None:
    header = ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE", "ADM0_PCODE", "Y", "X"]
    rows = [["Lakeland", "بحيرة", "LL01", "Tarvan", "ترفان", "LL0101", "LL", "36.5", "37.25"]]

    found = places_of_rows(header, rows, where="ll_adm.csv")

    assert [(place.name, place.kind, place.lat) for place in found] == [
        ("Lakeland", "first-level unit", None),
        ("Tarvan", "second-level unit", 36.5),
    ]
    assert "ترفان" in found[1].others


def test_a_geonames_dump_gives_towns_and_units() -> None:
    line = "\t".join(
        [
            "1",
            "Tarvan",
            "Tarvan",
            "Tarvaan,ترفان",
            "36.5",
            "37.25",
            "P",
            "PPL",
            "LL",
            "",
            "01",
            "",
            "",
            "",
            "5000",
            "",
            "300",
            "",
            "",
        ]
    )

    (found,) = places_of_geonames([line], where="LL.txt")

    assert (found.name, found.kind, found.country, found.population) == ("Tarvan", "city", "LL", 5000)


def test_a_written_table_is_read_back() -> None:
    (place,) = places_of_rows(["ADM1_EN", "Y", "X"], [["Lakeland", "36.5", "37.25"]], where="ll.csv")

    assert parse_places(written([place]), where="places.tsv") == (place,)
    assert "lakeland" in gazetteer([place]).by_name


@pytest.mark.parametrize(
    "text",
    ["", "name\tkind\n", "name\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\tother_names\nA\tcity\tLL\t\tx\t1\t0\t\n"],
)
def test_a_table_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(SourceFileError, match="no table of places"):
        parse_places(text, where="places.tsv")
