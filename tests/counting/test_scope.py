"""Who is outside a case's period or territory; the people are invented."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tollbook.counting import documented, outsiders, people, scope_of
from tollbook.model.case import Case
from tollbook.model.period import Period

CASE = Case("c", "q", territory=("Aleppo",), period=Period(date(2013, 1, 1), date(2014, 12, 31)))
Made = Callable[..., tuple[pl.DataFrame, pl.DataFrame]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"died": date(2013, 1, 1), "governorate": "Aleppo"}, None),
        ({"died": date(2012, 12, 31), "governorate": "Aleppo"}, "period"),
        ({"died": date(2015, 1, 1), "governorate": "Idlib"}, "period"),
        ({"died": date(2013, 6, 1), "governorate": "Idlib"}, "territory"),
        ({"death_from": date(2012, 12, 1), "death_to": date(2013, 1, 31), "governorate": "aleppo"}, None),
        ({"death_from": date(2015, 1, 1), "death_to": None}, "period"),
        ({"governorate": "unknown"}, None),
        ({}, None),
    ],
)
def test_only_what_is_known_takes_a_person_out_of_a_case(made: Made, row: dict[str, Any], reason: str | None) -> None:
    anchor = {"person": "anchor", "died": date(2013, 5, 5), "governorate": "Aleppo"}

    records, persons = made(anchor, {"person": "p", **row})

    table = people(records, persons, scope=scope_of(records, CASE))

    assert table.filter(person_id="p")["outside"].to_list() == [reason]


def test_a_territory_that_names_no_governorate_of_the_lists_takes_nobody_out(made: Made) -> None:
    country = Case("c", "q", territory=("Syria",))

    records, persons = made({"person": "p", "governorate": "Idlib"})

    table = people(records, persons, scope=scope_of(records, country))

    assert table["outside"].to_list() == [None]


def test_people_outside_a_case_are_in_no_count_and_counted_beside_it(made: Made) -> None:
    rows = [
        {"person": "p", "died": date(2013, 5, 5), "governorate": "Aleppo"},
        {"person": "q", "died": date(2013, 5, 5), "governorate": "Idlib", "people": 4},
        {"person": "r", "died": date(2010, 5, 5), "governorate": "Aleppo"},
    ]
    records, persons = made(*rows)
    table = people(records, persons, scope=scope_of(records, CASE))

    counts = documented(table, ["all"]).filter(dimension="all")

    assert counts["people"].to_list() == [1]
    assert outsiders(table) == {"period": 1, "territory": 4}
