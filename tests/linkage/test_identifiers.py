"""A person keeps the identifier of the most of its records."""

from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.linkage import kept, record_keys, renamed
from tollbook.linkage.identifiers import IDENTIFIERS
from tollbook.model.tables import PARTITIONS, PERSONS, RECORDS, conform

PARTITION = st.lists(st.integers(0, 5), min_size=1, max_size=14)


def persons(labels: list[int]) -> pl.DataFrame:
    """PERSONS as linkage names them: each for its first record."""
    first = {label: labels.index(label) for label in set(labels)}
    return pl.DataFrame(
        {"record_id": [f"r{at}" for at in range(len(labels))], "person_id": [f"p{first[label]}" for label in labels]},
        schema=dict(PERSONS),
    )


def keys(records: pl.DataFrame) -> pl.DataFrame:
    return records.select("record_id", key=pl.col("record_id"))


def remembered(named: pl.DataFrame) -> pl.DataFrame:
    return named.select(key="record_id", person_id="person_id").cast(IDENTIFIERS)


@settings(max_examples=60, deadline=None)
@given(PARTITION, PARTITION, PARTITION)
def test_a_person_keeps_the_identifier_of_the_most_of_its_records(
    first: list[int], second: list[int], third: list[int]
) -> None:
    known = remembered(
        renamed(persons(second), kept(persons(second), keys(persons(second)), remembered(persons(first))))
    )
    linked = persons(third)

    given_to = kept(linked, keys(linked), known)
    named = renamed(linked, given_to)

    groups = linked.join(named.rename({"person_id": "name"}), on="record_id")
    assert groups["person_id"].n_unique() == groups["name"].n_unique()
    assert groups.unique(["person_id", "name"]).height == groups["person_id"].n_unique()
    was = known.rename({"key": "record_id", "person_id": "old"})
    votes = Counter(linked.join(was, on="record_id").select("person_id", "old").iter_rows())
    name_of = dict(groups.select("person_id", "name").iter_rows())
    for (person, old), count in votes.items():
        rivals = [n for (p, o), n in votes.items() if (p == person) != (o == old)]
        if all(count > n for n in rivals):
            assert name_of[person] == old


@settings(max_examples=60, deadline=None)
@given(PARTITION)
def test_the_same_persons_keep_their_identifiers(labels: list[int]) -> None:
    linked = persons(labels)

    assert kept(linked, keys(linked), remembered(linked)) == {}


@settings(max_examples=60, deadline=None)
@given(PARTITION, PARTITION)
def test_an_identifier_that_was_another_s_is_never_given_to_strangers(first: list[int], second: list[int]) -> None:
    known = remembered(persons(first))
    linked = persons(second)

    named = renamed(linked, kept(linked, keys(linked), known))

    was = {name: set(group["key"]) for (name,), group in known.group_by("person_id")}
    for (name,), group in named.group_by("person_id"):
        assert name not in was or was[str(name)] & set(group["record_id"])


def test_a_draw_s_own_person_never_bears_a_kept_identifier() -> None:
    draws = pl.DataFrame(
        {"draw": [0, 0], "record_id": ["r0", "r1"], "person_id": ["p0", "p1"]}, schema=dict(PARTITIONS)
    )

    named = renamed(draws, {"p0": "p1"})

    assert named["person_id"][0] == "p1"
    assert named["person_id"][1] not in {"p0", "p1"}


def test_a_key_outlives_editions_and_tells_equal_rows_apart() -> None:
    rows = [
        {"record_id": f"a/{edition}/{row}", "source": "a", "edition": edition, "row": row}
        | {"source_record_id": number, "name_ar": name}
        for edition, row, number, name in (
            ("1", 2, "7", "سامر"), ("1", 3, None, "ليلي"), ("1", 4, None, "ليلي"),
            ("2", 2, None, "ليلي"), ("2", 3, "7", "سمير"), ("2", 4, None, "ليلي"),
        )
    ]  # fmt: skip
    made = dict(record_keys(conform(pl.DataFrame(rows), RECORDS, table="records")).iter_rows())

    assert made["a/1/2"] == made["a/2/3"]
    assert made["a/1/3"] == made["a/2/2"] != made["a/1/4"] == made["a/2/4"]
