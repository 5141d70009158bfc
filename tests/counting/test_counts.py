"""Cells of the documented count, their laws, and the way back to the persons behind them."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tollbook.counting import RULES, documented, people, select, series
from tollbook.errors import CaseError, UnknownReferenceError
from tollbook.model.reference import parse
from tollbook.model.tables import COUNTS, DIMENSIONS, PERSONS, RECORDS, conform


def maybe(*values):
    return st.sampled_from([None, *values])


def rows(source, at, person, drawn):
    day, width, age, *words = drawn
    keys = ("given_ar", "father_ar", "sex", "governorate", "district", "status", "side", "cause", "perpetrator")
    first = None if day is None else date(2014, 1, day)
    return {
        "record_id": f"{source}/1/{at}",
        "source": source,
        "current": at % 5 > 0,
        "death_from": first,
        "death_to": None if first is None else date(2014, 1 + width, day),
        "age_low": age,
        "age_high": age,
        "people": 1 + (at % 7 == 0) * 4,
        "linkable": at % 7 > 0,
        "person": person if at % 7 > 0 else f"row{at}",
        **dict(zip(keys, words, strict=True)),
    }


DRAWN = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 6),
    st.tuples(
        maybe(1, 2, 28),
        st.integers(0, 1),
        maybe(0.5, 16.0, 17.0, 18.0, 44.0, 80.0),
        maybe("سمير", "ليلى"),
        maybe("خالد"),
        maybe("male", "female", "unknown"),
        maybe("Aleppo", "Idlib"),
        maybe("Manbij", "Harem"),
        maybe("civilian", "unknown"),
        maybe("a=b&sex=x", "y"),
        maybe("heavy_weapons", "small_arms"),
        maybe("a % b", "50%26", ""),
    ),
)


@st.composite
def tables(draw):
    made = [rows(s, at, f"p{p}", drawn) for at, (s, p, drawn) in enumerate(draw(st.lists(DRAWN, max_size=16)), 2)]
    frame = pl.DataFrame(made, schema={**RECORDS, "person": pl.String()})
    frame = frame.with_columns(pl.col("perpetrator").replace("", None))
    records = conform(frame.drop("person"), RECORDS, table="records")
    persons = frame.select("record_id", person_id="person")
    return records, conform(persons, PERSONS, table="persons")


@given(tables())
@settings(max_examples=20, deadline=None)
def test_the_cells_of_every_dimension_sum_to_the_total_of_the_rule(made):
    table = people(*made)

    counts = documented(table, RULES)

    for name in RULES:
        total = counts.filter(rule=name, dimension="all").row(0, named=True)
        for dimension in DIMENSIONS:
            cells = counts.filter(rule=name, dimension=dimension)
            assert (cells["people"].sum(), cells["persons"].sum()) == (total["people"], total["persons"])
        assert series(table, rule_name=name, dimension="side")["people"].sum() == total["people"]


@given(tables())
@settings(max_examples=8, deadline=None)
def test_the_people_behind_every_reference_are_those_of_its_cell(made):
    table = people(*made)
    cells = [
        documented(table, RULES).select("ref", "people", "persons"),
        *(
            series(table, rule_name="all", dimension=name).select("ref", "people", "persons")
            for name in ("side", "sex")
        ),
    ]

    for ref, number, persons in pl.concat(cells).iter_rows():
        behind = select(table, parse(ref))
        assert (behind["people"].sum(), len(behind)) == (number, persons)


@given(tables(), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_shuffled_records_give_the_same_people_and_counts(made, seed):
    records, persons = made

    table = people(records, persons)
    again = people(
        records.sample(fraction=1, shuffle=True, seed=seed), persons.sample(fraction=1, shuffle=True, seed=seed + 1)
    )

    assert_frame_equal(table, again)
    assert_frame_equal(documented(table, RULES), documented(again, RULES))


@given(tables())
@settings(max_examples=20, deadline=None)
def test_every_current_record_is_behind_the_total_and_no_other(made):
    records, persons = made

    table = people(records, persons)

    behind = select(table, parse("count:all"))["records"].explode(empty_as_null=False).sort().to_list()
    assert behind == records.filter("current")["record_id"].sort().to_list()


def test_not_stated_is_a_class_of_its_own_beside_unknown(made):
    table = people(*made({"person": "p", "sex": "unknown"}, {"person": "q"}, {"person": "r", "people": 6}))

    cells = documented(table, ["all"]).filter(dimension="sex")

    assert cells.select("ref", "value", "people", "persons").rows() == [
        ("count:all:sex=unknown", "unknown", 1, 1),
        ("count:all:sex=", None, 7, 2),
    ]


def test_two_sources_does_not_take_two_rows_of_one_source_for_two(made, named):
    table = people(
        *made(
            {"person": "p", **named},
            {"person": "p", **named},
            {"person": "q", **named},
            {"person": "q", **named, "source": "b"},
        )
    )

    assert select(table, parse("count:two_sources"))["person_id"].to_list() == ["q"]


def test_a_series_crosses_the_month_with_a_dimension(made, named):
    table = people(
        *made({"person": "p", **named, "sex": "male"}, {"person": "q", "sex": "male"}, {"person": "r", "sex": "female"})
    )

    assert series(table, rule_name="all", dimension="sex").rows() == [
        ("count:all:month=2014-05&sex=male", "2014-05", "male", 1, 1),
        ("count:all:month=&sex=female", None, "female", 1, 1),
        ("count:all:month=&sex=male", None, "male", 1, 1),
    ]


def test_no_rules_make_an_empty_table(made):
    assert documented(people(*made({"person": "p"})), []).schema == pl.Schema(COUNTS)


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("count:everyone", CaseError),
        ("person:p", UnknownReferenceError),
        ("count:all:height=2", UnknownReferenceError),
        ("count:all:sex", UnknownReferenceError),
    ],
)
def test_a_reference_to_no_cell_is_refused(made, reference, error):
    table = people(*made({"person": "p"}))

    with pytest.raises(error):
        select(table, parse(reference))


def test_the_month_is_not_crossed_with_itself(made):
    table = people(*made({"person": "p"}))

    with pytest.raises(UnknownReferenceError, match="month"):
        series(table, rule_name="all", dimension="month")
