import polars as pl

from tollbook import counting
from tollbook.model.tables import PARTITIONS, PERSONS, RECORDS, conform

ROWS = {"a/1/2": "a", "b/1/2": "b", "a/1/3": "a", "c/1/2": "c"}


def records() -> pl.DataFrame:
    """Four records of invented people."""
    rows = [
        {"record_id": name, "source": source, "current": True, "linkable": True, "people": 1, "name_latin": "Invented"}
        for name, source in ROWS.items()
    ]
    return conform(pl.DataFrame(rows), RECORDS, table="records")


def test_a_record_in_doubt_joins_and_leaves_a_person_whose_other_records_are_settled() -> None:
    persons = pl.DataFrame({"record_id": list(ROWS), "person_id": ["p1", "p1", "p2", "p3"]}, schema=PERSONS)
    drawn = {"draw": [0, 1], "record_id": ["c/1/2", "c/1/2"], "person_id": ["p1", "p3"]}
    people = counting.people(records(), persons)

    settled, draws = counting.people_of_draws(
        people,
        records=records(),
        persons=persons,
        partitions=pl.DataFrame(drawn, schema=PARTITIONS),
        scope=counting.Scope(),
    )

    assert settled.height == 1
    assert sorted(sorted(sources) for sources in draws[0]["sources"]) == [["a", "b", "c"]]
    assert sorted(sorted(sources) for sources in draws[1]["sources"]) == [["a", "b"], ["c"]]


def test_a_draw_that_says_nothing_of_a_record_in_doubt_leaves_it_with_its_best_person() -> None:
    persons = pl.DataFrame({"record_id": list(ROWS), "person_id": ["p1", "p1", "p2", "p3"]}, schema=PERSONS)
    drawn = {"draw": [0, 1], "record_id": ["c/1/2", "a/1/3"], "person_id": ["p1", "p3"]}

    settled, draws = counting.people_of_draws(
        counting.people(records(), persons),
        records=records(),
        persons=persons,
        partitions=pl.DataFrame(drawn, schema=PARTITIONS),
        scope=counting.Scope(),
    )

    assert settled.is_empty()
    assert sorted(sorted(sources) for sources in draws[0]["sources"]) == [["a"], ["a", "b", "c"]]
    assert sorted(sorted(sources) for sources in draws[1]["sources"]) == [["a", "b"], ["a", "c"]]


def test_a_threshold_joins_what_as_many_draws_join_and_takes_settled_records_along() -> None:
    persons = pl.DataFrame({"record_id": list(ROWS), "person_id": ["p1", "p1", "p2", "p3"]}, schema=PERSONS)
    of_draw = [("p1", "p1"), ("p1", "p3"), ("p1", "p1"), ("p2", "p1"), ("p2", "p3")]  # of a/1/3 and c/1/2
    drawn = [
        {"draw": draw, "record_id": name, "person_id": person}
        for draw, both in enumerate(of_draw)
        for name, person in zip(("a/1/3", "c/1/2"), both, strict=True)
    ]
    partitions = pl.DataFrame(drawn, schema=PARTITIONS)

    at = counting.people_at(
        [0.4, 0.6, 0.7], records=records(), persons=persons, partitions=partitions, scope=counting.Scope()
    )
    nothing = counting.people_at(
        [0.5], records=records(), persons=persons, partitions=partitions.clear(), scope=counting.Scope()
    )

    assert [sorted(sorted(sources) for sources in frame["sources"]) for frame in at] == [
        [["a", "b", "c"]],
        [["a", "b", "c"]],
        [["a"], ["a", "b"], ["c"]],
    ]
    assert nothing == []


def test_nothing_in_doubt_leaves_everybody_settled() -> None:
    persons = pl.DataFrame({"record_id": list(ROWS), "person_id": ["p1", "p1", "p2", "p3"]}, schema=PERSONS)
    people = counting.people(records(), persons)

    settled, draws = counting.people_of_draws(
        people, records=records(), persons=persons, partitions=pl.DataFrame(schema=PARTITIONS), scope=counting.Scope()
    )

    assert settled.height == people.height
    assert draws == []
