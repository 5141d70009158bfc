"""Histories leave out lists that do not cover a stratum; nothing is read as "not listed" there."""

from datetime import date

import polars as pl
import pytest

from tollbook.errors import EstimationError
from tollbook.estimation import histories
from tollbook.model.case import Case
from tollbook.model.lists import Coverage, Source
from tollbook.model.period import Period
from tollbook.model.tables import PEOPLE, conform
from tollbook.model.vocabulary import Covers

CASE = Case("a case", "how many?", period=Period(date(2012, 1, 1), date(2016, 12, 31)))


def person(number: int, lists: list[str], **fields: object) -> dict[str, object]:
    return {
        "person_id": f"p{number}",
        "sources": lists,
        "people": 1,
        "name_latin": f"Invented Person {number}",
        "status": "civilian",
        "governorate": "Aleppo",
        "month": "2014-05",
        "death_from": date(2014, 5, 2),
        "death_to": date(2014, 5, 2),
        **fields,
    }


def people(*rows: dict[str, object]) -> pl.DataFrame:
    return conform(pl.DataFrame(list(rows), infer_schema_length=None), PEOPLE, table="people")


def sources(**coverage: Coverage) -> dict[str, Source]:
    return {name: Source(name, name, name, coverage=what) for name, what in coverage.items()}


FOUR = people(
    person(1, ["a", "b"]),
    person(2, ["a"]),
    person(3, ["b", "c"]),
    person(4, ["c"], status="armed_forces"),
    person(5, ["a", "b"]),
)


def test_people_with_the_same_lists_are_one_cell() -> None:
    found = histories(FOUR, sources(a=Coverage(), b=Coverage(), c=Coverage()), stratum={}, case=CASE)

    cells = {tuple(p): int(c) for p, c in zip(found.table.patterns.tolist(), found.table.counts.tolist(), strict=True)}
    assert found.table.lists == ("a", "b", "c")
    assert cells == {(True, True, False): 2, (True, False, False): 1, (False, True, True): 1, (False, False, True): 1}
    assert found.dropped == {}


def test_a_list_without_soldiers_is_left_out_where_there_are_soldiers() -> None:
    lists = sources(a=Coverage(status={"armed_forces": Covers.NO}), b=Coverage(), c=Coverage())

    everyone = histories(FOUR, lists, stratum={}, case=CASE)
    civilians = histories(FOUR, lists, stratum={"status": "civilian"}, case=CASE)

    assert everyone.dropped == {"a": "does not cover status armed_forces"}
    assert everyone.table.lists == ("b", "c")
    assert everyone.table.outside == 1
    assert everyone.table.n + everyone.table.outside == 5
    assert civilians.dropped == {}


def test_a_list_that_starts_late_is_left_out_before_and_kept_after() -> None:
    lists = sources(a=Coverage(period=Period(date(2014, 1, 1), None)), b=Coverage(), c=Coverage())

    assert "2014-01-01 on" in histories(FOUR, lists, stratum={}, case=CASE).dropped["a"]
    assert histories(FOUR, lists, stratum={"month": "2014-05"}, case=CASE).dropped == {}


def test_a_list_of_another_place_is_left_out() -> None:
    lists = sources(a=Coverage(places={"*": Covers.NO, "Homs": Covers.YES}), b=Coverage(), c=Coverage())

    found = histories(FOUR, lists, stratum={"governorate": "Aleppo"}, case=CASE)

    assert found.dropped == {"a": "does not cover governorate Aleppo"}


def test_a_list_that_does_not_say_what_it_covers_is_kept() -> None:
    lists = sources(a=Coverage(status={"civilian": Covers.UNKNOWN}), b=Coverage(), c=Coverage())

    assert histories(FOUR, lists, stratum={}, case=CASE).dropped == {}


def test_people_without_a_name_and_rows_for_several_are_left_out_and_counted() -> None:
    rows = people(person(1, ["a", "b"]), person(2, ["a"], name_latin=None), person(3, ["b"], people=6))

    found = histories(rows, sources(a=Coverage(), b=Coverage()), stratum={}, case=CASE)

    assert found.table.n == 1
    assert sum(found.left_out.values()) == 7


def test_a_stratum_by_what_is_no_dimension_is_refused() -> None:
    with pytest.raises(EstimationError, match="'shoe_size' is no dimension"):
        histories(FOUR, sources(a=Coverage()), stratum={"shoe_size": "44"}, case=CASE)


def test_strata_add_up_to_the_whole() -> None:
    lists = sources(a=Coverage(), b=Coverage(), c=Coverage())

    whole = histories(FOUR, lists, stratum={}, case=CASE).table.n
    parts = [histories(FOUR, lists, stratum={"status": s}, case=CASE).table.n for s in ("civilian", "armed_forces")]

    assert sum(parts) == whole
