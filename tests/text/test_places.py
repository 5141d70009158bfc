"""The gazetteer and the files that a user may add to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import SourceFileError
from tollbook.text.place_tables import places_of_features, places_of_geonames, places_of_rows
from tollbook.text.places import PlaceEntry, fold, gazetteer, merged, overruled, parse_places, written


def test_a_name_is_found_in_any_spelling_of_its_letters() -> None:
    assert fold("Deir ez‑Zor") == fold("deir EZ Zor")
    assert fold("إدلب") == fold("ادلب")
    assert fold("Ḩalab") == "halab"


def test_a_cod_ab_table_gives_every_level_and_coordinates_to_the_finest() -> None:
    header = ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE", "ADM0_PCODE", "Y", "X"]
    rows = [["Lakeland", "بحيرة", "LL01", "Tarvan", "ترفان", "LL0101", "LL", "36.5", "37.25"]]

    found = places_of_rows(header, rows, where="ll_adm.csv")

    assert [(place.name, place.kind, place.lat) for place in found] == [
        ("Lakeland", "first-level unit", 36.5),
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


def test_columns_are_known_in_every_form_of_cod_ab() -> None:
    forms = (
        (["admin1Name_en", "admin1Name_ar", "admin1Pcode", "admin0Pcode", "LATITUDE_Y", "LONGITUDE_X"], "LL"),
        (["adm1_name", "adm1_name1", "adm1_pcode", "adm0_pcode", "center_lat", "center_lon"], "LL"),
        (["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM0_PCODE", "Y", "X"], "LL"),
    )

    for header, country in forms:
        (place,) = places_of_rows(header, [["Lakeland", "بحيرة", "LL01", country, "36.5", "37.25"]], where="a.csv")

        assert place == PlaceEntry("Lakeland", "first-level unit", "LL", 36.5, 37.25, 0, ("بحيرة", "LL01"))


def test_a_plain_list_needs_a_name_and_coordinates() -> None:
    header = ["name", "name_ar", "lat", "lon"]

    (place,) = places_of_rows(header, [["Tarvan", "ترفان", "36.5", "37.25"]], where="a.csv")

    assert (place.kind, place.lat, place.others) == ("locality", 36.5, ("ترفان",))
    with pytest.raises(SourceFileError, match="no table of places"):
        places_of_rows(["name"], [["Tarvan"]], where="a.csv")


def test_a_border_is_placed_at_its_centre() -> None:
    square = [[30.0, 10.0], [32.0, 10.0], [32.0, 12.0], [30.0, 12.0], [30.0, 10.0]]
    feature = {
        "type": "Feature",
        "properties": {"ADM1_EN": "Lakeland"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[square]]},
    }

    (place,) = places_of_features({"type": "FeatureCollection", "features": [feature]}, where="a.geojson")

    assert (place.lat, place.lon) == (11.0, 31.0)


@pytest.mark.parametrize("cell", ["north", "95", "-91"])
def test_a_latitude_that_is_none_is_named_with_its_row(cell: str) -> None:
    with pytest.raises(SourceFileError, match="row 2"):
        places_of_rows(["name", "lat", "lon"], [["Tarvan", cell, "1"]], where="a.csv")


def test_a_users_place_overrules_the_shipped_one_of_its_name_rank_and_country() -> None:
    shipped = gazetteer(
        [
            PlaceEntry("Tarvan", "city", "LL", 1.0, 1.0, 900),
            PlaceEntry("Tarvan", "first-level unit", "LL", 2.0, 2.0),
            PlaceEntry("Tarvan", "city", "MM", 3.0, 3.0, 500),
        ]
    )

    known = overruled([PlaceEntry("Tarvan", "locality", "LL", 4.0, 4.0, 0, ("ترفان",))], shipped)

    assert [place.lat for place in known.by_name["tarvan"]] == [4.0, 3.0, 2.0]
    assert known.by_name["tarvan"][0].is_own
    assert known.by_name["ترفان"][0].lat == 4.0


def test_a_file_added_twice_is_held_once() -> None:
    place = PlaceEntry("Tarvan", "city", "LL", 1.0, 1.0)

    assert merged(merged([], [place]), [place]) == (place,)


@given(
    st.lists(
        st.builds(
            PlaceEntry,
            st.text(st.characters(categories=("L", "N")), min_size=1),
            st.sampled_from(["city", "first-level unit"]),
            st.just("LL"),
            st.floats(-90, 90).map(lambda value: round(value, 5)) | st.none(),
            st.floats(-180, 180).map(lambda value: round(value, 5)) | st.none(),
            st.integers(0, 10**9),
            st.lists(st.text(st.characters(categories=("L",)), min_size=1), max_size=3).map(tuple),
        ),
        max_size=5,
    )
)
def test_any_places_are_read_back_as_written(entries: list[PlaceEntry]) -> None:
    assert list(parse_places(written(entries), where="places.tsv")) == entries
