"""A published table is read whole or refused with the cell named."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.errors import EstimationError
from tollbook.estimation import Layout, capture_table, capture_tables
from tollbook.estimation.tables import canonical, on_lists

WHERE = "lists.csv"
GOOD = {"L1": ["1", "0", "1"], "count": ["40", "30", "6"], "L2": ["0", "1", "1"], "L3": ["0", "1", "1"]}


def test_columns_in_any_order_with_quotes_and_a_byte_order_mark_are_read() -> None:
    frame = pl.DataFrame({'\ufeff"L1"': GOOD["L1"], " Count ": ["40", "30.0", "6"], "L2": GOOD["L2"], "L3": GOOD["L3"]})

    table = capture_table(frame, where=WHERE)

    assert table.lists == ("L1", "L2", "L3")
    assert table.n == 76


def test_a_row_that_counts_nobody_is_left_out() -> None:
    table = capture_table(pl.DataFrame({**GOOD, "count": ["40", "0", "6"]}), where=WHERE)

    assert table.counts.tolist() == [40, 6]


@pytest.mark.parametrize(
    ("changed", "what", "where"),
    [
        ({"count": ["40", "-3", "6"]}, "'-3' is not a whole number", "row 3, column 'count'"),
        ({"count": ["40", "2.5", "6"]}, "'2.5' is not a whole number", "row 3, column 'count'"),
        ({"count": ["40", "many", "6"]}, "'many' is not a whole number", "row 3, column 'count'"),
        ({"count": ["40", "", "6"]}, "'' is not a whole number", "row 3, column 'count'"),
        ({"count": ["40", "1000000000000", "6"]}, "more than 1,000,000,000", "row 3, column 'count'"),
        ({"count": ["40", "9" * 400, "6"]}, "more than 1,000,000,000", "row 3, column 'count'"),
        ({"L2": ["0", "yes?", "1"]}, "'yes?' is neither 0 nor 1", "row 3, column 'L2'"),
        ({"L2": ["0", "2", "1"]}, "'2' is neither 0 nor 1", "row 3, column 'L2'"),
        ({"L2": ["0", None, "1"]}, "'' is neither 0 nor 1", "row 3, column 'L2'"),
        ({"L2": ["0", "0", "1"], "L3": ["0", "0", "1"]}, "a row of zeros", "row 3"),
        ({"L2": ["0", "1", "0"], "L3": ["0", "1", "0"]}, "the same combination", "row 2 and row 4"),
        ({"count": ["0", "0", "0"]}, "nobody is in the table", "column 'count'"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(changed: dict[str, list[str]], what: str, where: str) -> None:
    with pytest.raises(EstimationError) as caught:
        capture_table(pl.DataFrame({**GOOD, **changed}), where=WHERE)

    assert what in caught.value.what
    assert caught.value.where.startswith(WHERE)
    assert where in caught.value.where
    assert caught.value.mend


def test_one_column_is_refused() -> None:
    with pytest.raises(EstimationError, match="1 column"):
        capture_table(pl.DataFrame({"L1": ["1"], "count": ["4"]}), where=WHERE)
    with pytest.raises(EstimationError, match="0 column"):
        capture_table(pl.DataFrame({"count": ["4"]}), where=WHERE)


def test_a_table_without_a_count_is_refused() -> None:
    with pytest.raises(EstimationError, match="no column named 'count'"):
        capture_table(pl.DataFrame({"L1": ["1"], "L2": ["1"]}), where=WHERE)


def test_two_columns_of_counts_are_refused() -> None:
    with pytest.raises(EstimationError, match="2 columns named 'count'"):
        capture_table(pl.DataFrame({**GOOD, "Count": ["1", "1", "1"]}), where=WHERE)


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(EstimationError, match="no rows"):
        capture_table(pl.DataFrame({"L1": [], "L2": [], "count": []}), where=WHERE)


def test_forty_lists_are_refused_with_the_first_too_many_named() -> None:
    columns = {f"L{j}": ["1" if j == 1 else "0"] for j in range(1, 41)}

    with pytest.raises(EstimationError) as caught:
        capture_table(pl.DataFrame({**columns, "count": ["4"]}), where=WHERE)

    assert "'L21'" in caught.value.where
    assert "merge" in caught.value.mend


@pytest.mark.parametrize(
    "text",
    ["1,234", "1\u00a0234", "1 234", "\u0661\u066c\u0662\u0663\u0664", "\u0661\u0662\u0663\u0664", "+1234.0"],
)
def test_thousands_may_be_set_apart_and_digits_be_arabic(text: str) -> None:
    frame = pl.DataFrame({"L1": ["\u0661", "\u0660"], "L2": ["\u06f0", "\u06f1"], "count": [text, "3"]})

    assert capture_table(frame, where=WHERE).n == 1_237


@pytest.mark.parametrize("text", ["1.234", "12,34", "1,2345", "1e3", "0x10", "-0", "NaN", "inf", "\u00bd"])
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    with pytest.raises(EstimationError, match="is not a whole number"):
        capture_table(pl.DataFrame({**GOOD, "count": ["40", text, "6"]}), where=WHERE)


def test_a_row_is_named_as_the_file_numbers_it() -> None:
    with pytest.raises(EstimationError) as caught:
        capture_table(pl.DataFrame({**GOOD, "count": ["40", "x", "6"]}), where=WHERE, rows=[4, 9, 10])

    assert "row 9" in caught.value.where


def test_each_row_may_be_one_person() -> None:
    rows = pl.DataFrame({"L1": ["1", "1", "0"], "L2": ["0", "0", "1"], "id": ["p1", "p2", "p3"]})

    table = capture_table(rows, where=WHERE, layout=Layout(lists=("L1", "L2"), people=True))

    assert sorted(table.counts.tolist()) == [1, 2]
    with pytest.raises(EstimationError, match="'p1' is neither 0 nor 1"):
        capture_table(rows, where=WHERE, layout=Layout(people=True))
    with pytest.raises(EstimationError, match="this person is on no list"):
        capture_table(rows.with_columns(L1=pl.lit("0")), where=WHERE, layout=Layout(("L1", "L2"), people=True))
    with pytest.raises(EstimationError, match=r"the same combination of lists[\s\S]*--people"):
        capture_table(rows.select("L1", "L2", count=pl.lit(1)), where=WHERE)


def test_strata_share_the_lists_and_add_up_to_the_whole() -> None:
    frame = pl.DataFrame(
        {
            "L1": ["1", "0", "1", "1"],
            "L2": ["0", "1", "0", "1"],
            "region": ["north", "north", "south", "south"],
            "count": ["4", "5", "6", "7"],
        }
    )

    made = capture_tables(frame, where=WHERE, layout=Layout(strata=("region",)))

    assert {name: table.n for name, table in made.items()} == {"all": 22, "region=north": 9, "region=south": 13}
    assert made["all"].counts.tolist() == [5, 10, 7]
    assert made["region=south"].stratum == {"region": "south"}
    blank = frame.with_columns(region=pl.lit(""))
    with pytest.raises(EstimationError, match="does not say to which stratum"):
        capture_tables(blank, where=WHERE, layout=Layout(strata=("region",)))
    with pytest.raises(EstimationError, match="no column 'place'"):
        capture_tables(frame, where=WHERE, layout=Layout(strata=("place",)))


def test_people_who_are_only_on_lists_not_asked_for_are_outside() -> None:
    columns = {"L1": ["1", "0", "0", "1"], "L2": ["0", "1", "0", "0"], "L3": ["0", "0", "1", "1"]}
    frame = pl.DataFrame(columns | {"count": ["4", "5", "6", "7"]})
    few = Layout(lists=("L1", "L2"))

    table = capture_table(frame, where=WHERE, layout=few)

    assert (table.n, table.outside) == (16, 6)
    assert table.counts.tolist() == [5, 11]
    with pytest.raises(EstimationError, match="same combination of lists"):
        capture_table(pl.concat([frame, frame[3:]]), where=WHERE, layout=few)
    with pytest.raises(EstimationError, match="a row of zeros"):
        capture_table(frame.with_columns(L3=pl.lit("0")), where=WHERE, layout=few)


@pytest.mark.parametrize("name", ["L1", "count"])
def test_lists_and_numbers_of_people_divide_nobody(name: str) -> None:
    frame = pl.DataFrame({"L1": ["1", "0"], "L2": ["0", "1"], "L3": ["1", "1"], "count": ["4", "5"]})

    with pytest.raises(EstimationError, match=f"column '{name}' cannot divide people"):
        capture_table(frame, where=WHERE, layout=Layout(lists=("L1", "L2", "L3"), strata=(name,)))


def test_numbers_are_read_like_text() -> None:
    frame = pl.DataFrame({"L1": [1, 0], "L2": [0.0, 1.0], "count": [3, 4]})

    assert capture_table(frame, where=WHERE).n == 7


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_shuffled_rows_and_columns_are_one_table(seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.choice(np.arange(1, 16), 9, replace=False)
    columns = {f"L{j}": [str(code >> j & 1) for code in codes] for j in range(4)}
    frame = pl.DataFrame({**columns, "count": [str(count) for count in rng.integers(1, 500, 9)]})
    names = rng.permutation(frame.columns).tolist()

    first = canonical(capture_table(frame, where=WHERE))
    second = canonical(capture_table(frame.sample(fraction=1, shuffle=True, seed=seed).select(names), where=WHERE))

    assert first.lists == second.lists
    assert (first.patterns == second.patterns).all()
    assert (first.counts == second.counts).all()


def test_people_on_no_remaining_list_are_counted_outside() -> None:
    table = capture_table(pl.DataFrame(GOOD), where=WHERE)

    rest = on_lists(table, ["L2", "L3"])

    assert rest.n == 36
    assert rest.outside == 40
