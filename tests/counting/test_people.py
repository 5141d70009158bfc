"""One row a person: which value is taken, and what is said to conflict."""

from datetime import date

import polars as pl
import pytest

from tollbook.counting import people
from tollbook.errors import TableError
from tollbook.model.tables import PEOPLE


def test_the_value_that_most_sources_give_is_taken_and_the_conflict_named(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "cause": "small_arms"},
            {"person": "p", "source": "b", "cause": "heavy_weapons"},
            {"person": "p", "source": "c", "cause": "heavy_weapons"},
        )
    )

    assert table["cause"].to_list() == ["heavy_weapons"]
    assert table["conflicts"].to_list() == [["cause"]]


def test_a_source_that_repeats_itself_has_one_vote(made):
    table = people(
        *made(
            {"person": "p", "source": "z", "sex": "male"},
            {"person": "p", "source": "z", "sex": "male"},
            {"person": "p", "source": "a", "sex": "female"},
            {"person": "p", "source": "b", "sex": "female"},
        )
    )

    assert table["sex"].to_list() == ["female"]


def test_unknown_gives_way_to_any_source_that_knows_and_is_no_conflict(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "status": "unknown"},
            {"person": "p", "source": "b", "status": "unknown"},
            {"person": "p", "source": "c", "status": "civilian"},
            {"person": "q", "source": "a", "status": "unknown"},
            {"person": "r", "source": "a"},
        )
    )

    assert table["status"].to_list() == ["civilian", "unknown", None]
    assert table["conflicts"].to_list() == [[], [], []]


def test_a_tie_goes_to_the_source_that_comes_first_by_name(made):
    table = people(
        *made(
            {"person": "p", "source": "b", "side": "opposition"},
            {"person": "p", "source": "a", "side": "government"},
        )
    )

    assert table["side"].to_list() == ["government"]


def test_a_tie_of_names_goes_to_the_one_with_more_parts(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "name_latin": "Samir Halabi"},
            {"person": "p", "source": "b", "name_latin": "Samir Khaled Halabi"},
        )
    )

    assert table["name_latin"].to_list() == ["Samir Khaled Halabi"]
    assert table["conflicts"].to_list() == [[]]


def test_dates_that_agree_are_narrowed_to_what_they_share(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "death_from": date(2014, 5, 1), "death_to": date(2014, 5, 31)},
            {"person": "p", "source": "b", "died": date(2014, 5, 3)},
        )
    )

    assert table.select("death_from", "death_to", "month").row(0) == (date(2014, 5, 3), date(2014, 5, 3), "2014-05")
    assert table["conflicts"].to_list() == [[]]


def test_of_dates_that_disagree_the_most_precise_is_taken_and_the_conflict_named(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "death_from": date(2014, 6, 1), "death_to": date(2014, 6, 30)},
            {"person": "p", "source": "b", "died": date(2014, 5, 3)},
            {"person": "q", "source": "a", "died": date(2014, 5, 3)},
            {"person": "q", "source": "b", "died": date(2014, 5, 4)},
            {"person": "q", "source": "c", "died": date(2014, 5, 4)},
        )
    )

    assert table["death_from"].to_list() == [date(2014, 5, 3), date(2014, 5, 4)]
    assert table["conflicts"].to_list() == [["death"], ["death"]]


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        (date(2014, 5, 1), date(2014, 5, 31), "2014-05"),
        (date(2014, 5, 31), date(2014, 6, 1), None),
        (date(2014, 5, 1), date(2015, 5, 31), None),
        (None, date(2014, 5, 31), None),
        (None, None, None),
    ],
)
def test_the_month_is_given_only_where_the_date_lies_in_one(made, first, last, month):
    table = people(*made({"person": "p", "death_from": first, "death_to": last}))

    assert table["month"].to_list() == [month]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.25, 0.25, "0-4"),
        (4.0, 4.9, "0-4"),
        (5.0, 5.0, "5-9"),
        (17.0, 17.9, "15-17"),
        (18.0, 18.0, "18-29"),
        (30.0, 40.0, "30-44"),
        (60.0, None, "60+"),
        (None, 17.0, "0-17"),
        (10.0, 15.0, "0-17"),
        (18.0, None, "18+"),
        (25.0, 35.0, "18+"),
        (15.0, 20.0, None),
        (None, None, None),
    ],
)
def test_an_age_has_the_finest_band_that_holds_it(made, low, high, expected):
    table = people(*made({"person": "p", "age_low": low, "age_high": high}))

    assert table["age_band"].to_list() == [expected]


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        (date(2000, 5, 3), date(2014, 5, 3), 14.0),
        (date(2000, 5, 4), date(2014, 5, 3), 13.0),
        (date(2000, 2, 29), date(2001, 2, 28), 0.0),
        (date(2015, 1, 1), date(2014, 5, 3), None),
    ],
)
def test_an_age_not_stated_comes_from_the_date_of_birth_at_death(made, born, died, age):
    table = people(*made({"person": "p", "birth_from": born, "birth_to": born, "died": died}))

    assert table.select("age_low", "age_high").row(0) == (age, age)


def test_ages_a_year_apart_are_no_conflict_and_further_apart_are(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "age_low": 34.0, "age_high": 34.0},
            {"person": "p", "source": "b", "age_low": 35.0, "age_high": 35.0},
            {"person": "q", "source": "a", "age_low": 34.0, "age_high": 34.0},
            {"person": "q", "source": "b", "age_low": 43.0, "age_high": 43.0},
        )
    )

    assert table["conflicts"].to_list() == [[], ["age"]]


def test_the_district_is_taken_within_the_governorate_that_is_taken(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "governorate": "Idlib", "district": "Harem", "place": "Harem"},
            {"person": "p", "source": "b", "governorate": "Aleppo", "district": "Manbij", "place": "Manbij"},
            {"person": "p", "source": "c", "governorate": "Aleppo", "place": "Aleppo"},
        )
    )

    assert table.select("governorate", "district", "place").row(0) == ("Aleppo", "Manbij", "Manbij")
    assert table["conflicts"].to_list() == [["governorate"]]


def test_coordinates_come_with_the_place_that_is_printed(made):
    table = people(
        *made(
            {"person": "p", "source": "a", "governorate": "Aleppo", "locality": "Hayyan", "lat": 36.3, "lon": 37.0},
            {"person": "p", "source": "b", "governorate": "Aleppo", "locality": "Mare", "lat": 36.5, "lon": 37.2},
            {"person": "p", "source": "c", "governorate": "Aleppo", "locality": "Mare", "place": "Mare town"},
        )
    )

    assert table.select("locality", "place", "lat").row(0) in {("Mare", "Mare town", None), ("Mare", None, 36.5)}


def test_a_person_whose_records_are_all_withdrawn_is_not_counted_and_history_does_not_speak(made, named):
    table = people(
        *made(
            {"person": "gone", **named, "current": False},
            {"person": "here", **named, "sex": "male"},
            {"person": "here", **named, "sex": "female", "current": False, "source": "b"},
        )
    )

    assert table["person_id"].to_list() == ["here"]
    assert table["sources"].to_list() == [["a"]]
    assert table["conflicts"].to_list() == [[]]


def test_a_row_for_several_people_keeps_their_number_and_is_not_identified(made, named):
    table = people(*made({"person": "p", **named, "people": 6, "linkable": False}))

    assert table["people"].to_list() == [6]
    assert table["identified"].to_list() == [False]


@pytest.mark.parametrize(
    ("change", "identified"),
    [
        ({}, True),
        ({"family_ar": None}, True),
        ({"family_ar": None, "father_ar": None}, False),
        ({"given_ar": None}, False),
        ({"given_ar": None, "father_ar": None, "family_ar": None}, True),
        ({"given_ar": None, "father_ar": None, "family_ar": None, "name_ar": "عبد الكريم"}, False),
        ({"given_ar": None, "father_ar": None, "family_ar": None, "name_ar": None}, False),
        ({"death_to": date(2014, 5, 31)}, False),
        ({"governorate": None}, False),
        ({"governorate": None, "place": "Hayyan"}, True),
        ({"governorate": "unknown"}, False),
        ({"linkable": False}, False),
    ],
)
def test_identified_asks_for_a_full_name_a_day_and_a_place(made, named, change, identified):
    row = {key: value for key, value in named.items() if key != "died"}
    row |= {"death_from": named["died"], "death_to": named["died"]}

    table = people(*made({"person": "p", **row, **change}))

    assert table["identified"].to_list() == [identified]


def test_a_current_record_without_a_person_is_refused(made, named):
    records, persons = made({"person": "p", **named}, {"person": "q", **named})

    with pytest.raises(TableError, match="a/1/3"):
        people(records, persons.head(1))
    with pytest.raises(TableError, match="a/1/2"):
        people(records, pl.concat([persons, persons.head(1)]))


def test_no_records_make_no_people(made, named):
    records, persons = made({"person": "p", **named})

    assert people(records.clear(), persons.clear()).schema == pl.Schema(PEOPLE)
