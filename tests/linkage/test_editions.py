"""What an edition changed, and what follows of it for judgements and for history."""

from datetime import date
from typing import Any

import polars as pl

from tollbook.linkage import changes
from tollbook.linkage.editions import every_change, successors
from tollbook.linkage.judgements import followed
from tollbook.linkage.persons import with_history
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, PERSONS, RECORDS, conform
from tollbook.model.vocabulary import EditionPolicy

SAMER, LAYLA, YUSUF = "سامر ابراهيم الزيتوني", "ليلي جابر القمري", "يوسف رشيد البستاني"


def records(*rows: tuple[str, str | None, str, dict[str, Any]], current: str = "2") -> pl.DataFrame:
    """Rows of one list: edition, number, name, other fields."""
    at: dict[str, int] = {}
    made = []
    for edition, number, name, rest in rows:
        at[edition] = at.get(edition, 1) + 1
        row = {"record_id": f"a/{edition}/{at[edition]}", "source": "a", "edition": edition, "row": at[edition]}
        made.append(row | {"source_record_id": number, "name_ar": name, "current": edition == current} | rest)
    return conform(pl.DataFrame(made, infer_schema_length=None), RECORDS, table="records")


def told(frame: pl.DataFrame) -> dict[tuple[str | None, str | None], str]:
    found = changes(frame, source="a", before="1", after="2")
    return {(before, after): change for before, after, change in found.select("before", "after", "change").iter_rows()}


def test_a_row_under_another_number_is_one_whose_number_was_corrected() -> None:
    frame = records(("1", "17", SAMER, {}), ("2", "71", SAMER, {}))

    assert told(frame) == {("a/1/2", "a/2/2"): "renumbered"}


def test_a_row_of_the_old_edition_that_is_two_of_the_new_is_split() -> None:
    frame = records(("1", "1", SAMER, {}), ("2", "1", SAMER, {}), ("2", "2", SAMER, {"place": "Nahr"}))

    assert told(frame) == {("a/1/2", "a/2/2"): "same", ("a/1/2", "a/2/3"): "split"}


def test_two_rows_of_the_old_edition_that_are_one_of_the_new_are_merged() -> None:
    frame = records(("1", "1", SAMER, {}), ("1", "2", SAMER, {"place": "Nahr"}), ("2", "1", SAMER, {}))

    assert told(frame) == {("a/1/2", "a/2/2"): "same", ("a/1/3", "a/2/2"): "merged"}


def test_a_spelling_in_the_other_script_is_the_same_person() -> None:
    latin = {"name_ar": None, "name_latin": "Samer Ibrahim al-Zaytuni"}
    frame = records(("1", "17", SAMER, {}), ("2", "71", SAMER, latin))

    assert told(frame) == {("a/1/2", "a/2/2"): "renumbered"}


def test_namesakes_whom_a_fact_tells_apart_are_removed_and_added() -> None:
    born = [{"birth_from": day, "birth_to": day} for day in (date(1950, 1, 2), date(2001, 3, 4))]
    frame = records(("1", "17", SAMER, born[0]), ("2", "71", SAMER, born[1]))

    assert sorted(told(frame).values()) == ["added", "removed"]


def test_a_short_name_alone_is_not_enough() -> None:
    frame = records(("1", "17", "سامر الزيتوني", {}), ("2", "71", "سامر الزيتوني", {}))
    dated = {"death_from": date(2016, 12, 1), "death_to": date(2016, 12, 1)}
    sure = records(("1", "17", "سامر الزيتوني", dated), ("2", "71", "سامر الزيتوني", dated))

    assert sorted(told(frame).values()) == ["added", "removed"]
    assert list(told(sure).values()) == ["renumbered"]


def test_a_row_like_two_others_is_told_by_neither() -> None:
    frame = records(("1", "1", SAMER, {}), ("2", "8", SAMER, {}), ("2", "9", SAMER, {"place": "Nahr"}))

    assert sorted(told(frame).values()) == ["added", "added", "removed"]


def test_every_row_of_both_editions_is_told_of() -> None:
    frame = records(
        *(("1", str(at), name, {}) for at, name in enumerate((SAMER, LAYLA, YUSUF, SAMER))),
        *(("2", str(at + 2), name, {}) for at, name in enumerate((YUSUF, SAMER, LAYLA, SAMER, "هناء نبيل الشجري"))),
    )

    found = changes(frame, source="a", before="1", after="2")

    assert set(found["before"].drop_nulls()) == set(frame.filter(pl.col("edition") == "1")["record_id"])
    assert set(found["after"].drop_nulls()) == set(frame.filter(pl.col("edition") == "2")["record_id"])


def test_a_list_whose_editions_add_loses_no_row_by_not_repeating_it() -> None:
    frame = records(("1", "1", SAMER, {}), ("2", "2", LAYLA, {}))
    source = Source(name="a", title="a", publisher="a", editions=("1", "2"), edition_policy=EditionPolicy.ADDS)

    assert every_change(frame, {"a": source})["change"].to_list() == ["added"]


def test_judgements_follow_their_rows_into_a_new_edition() -> None:
    frame = records(("1", "17", SAMER, {}), ("1", "18", LAYLA, {}), ("2", "71", SAMER, {}), ("2", "18", LAYLA, {}))
    last = successors(changes(frame, source="a", before="1", after="2"))
    made = conform(
        pl.DataFrame({"left": ["a/1/2", "a/1/2"], "right": ["a/1/3", "b/1/2"], "verdict": ["different", "same"]}),
        JUDGEMENTS,
        table="judgements",
    )

    moved = followed(made, frame, last)

    assert moved.select("left", "right").rows() == [("a/2/2", "a/2/3"), ("a/2/2", "b/1/2")]


def test_judgements_on_a_later_edition_speak_of_the_row_that_stood_on_an_earlier_day() -> None:
    frame = records(("1", "17", SAMER, {}), ("2", "71", SAMER, {}), current="1")
    last = successors(changes(frame, source="a", before="1", after="2"))
    made = conform(
        pl.DataFrame({"left": ["a/2/2"], "right": ["b/1/2"], "verdict": ["same"]}), JUDGEMENTS, table="judgements"
    )

    assert followed(made, frame, last)["left"].to_list() == ["a/1/2"]


def test_a_row_of_an_old_edition_is_the_person_of_what_it_became() -> None:
    frame = records(("1", "17", SAMER, {}), ("1", "9", LAYLA, {}), ("2", "71", SAMER, {}))
    last = successors(changes(frame, source="a", before="1", after="2"))
    persons = pl.DataFrame({"record_id": frame["record_id"], "person_id": ["p1", "p2", "p3"]}, schema=dict(PERSONS))

    assert with_history(persons, last)["person_id"].to_list() == ["p3", "p2", "p3"]
