"""Linking as a whole: conservation, constraints, no dependence on order."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.errors import TableError
from tollbook.linkage import Linkage, Settings, aside, link, partition, persons
from tollbook.linkage.aside import Arrays, InMemory
from tollbook.linkage.lazily import made_as_read
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, RECORDS, conform, empty
from tollbook.model.vocabulary import ListPolicy

GIVEN = ("سامر", "ليلي", "يوسف", "هناء", "كريم", "رانيا", "بلال", "نوال", "طارق", "دلال")
FATHER = ("ابراهيم", "حسن", "جابر", "منير", "رشيد", "فارس", "نبيل", "وليد", "زياد", "شريف")
FAMILY = ("الزيتوني", "القمري", "البستاني", "الشجري", "المرجاني", "الرملي", "الغيمي", "النهري", "السهلي", "التلي")


def case(people: int = 300, *, seed: int = DEFAULT_SEED) -> tuple[pl.DataFrame, dict[str, Source]]:
    """Two lists of invented people; half are in both."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for person in range(people):
        name = " ".join(str(rng.choice(part)) for part in (GIVEN, FATHER, FATHER, FAMILY))
        age, sex = int(rng.integers(0, 80)), str(rng.choice(["female", "male"]))
        rows += [
            {"record_id": f"{source}/1/{person + 2}", "source": source, "edition": "1", "row": person + 2}
            | {"current": True, "linkable": True, "people": 1}
            | {"name_ar": name, "age_low": age, "age_high": age, "sex": sex}
            for source in ("east", "west")
            if rng.random() < 0.7
        ]
    sources = {name: Source(name=name, title=name, publisher=name, policy=ListPolicy.ONCE) for name in ("east", "west")}
    return conform(pl.DataFrame(rows), RECORDS, table="records"), sources


def linked(records: pl.DataFrame | pl.LazyFrame, sources: dict[str, Source], **options: Any) -> Any:
    return link(records, sources, judgements=empty(JUDGEMENTS), rng=np.random.default_rng(DEFAULT_SEED), **options)


def tables(made: Linkage) -> list[pl.DataFrame]:
    return [made.persons, made.pairs.collect(), made.partitions.collect(), made.changes]


def groups(persons: pl.DataFrame) -> set[frozenset[str]]:
    return {frozenset(group) for group in persons.group_by("person_id").agg("record_id")["record_id"].to_list()}


def test_every_record_is_in_exactly_one_person() -> None:
    records, sources = case()

    persons = linked(records, sources).persons

    assert sorted(persons["record_id"]) == sorted(records["record_id"])


def test_the_same_person_in_two_lists_becomes_one() -> None:
    records, sources = case()

    made = groups(linked(records, sources).persons)

    both = [group for group in made if len(group) == 2]
    right = [group for group in both if len({record.rsplit("/", 1)[1] for record in group}) == 1]
    assert len(right) > 0.95 * len(both)
    rows = records.group_by("row").len().filter(pl.col("len") == 2).height
    assert len(right) > 0.9 * rows


def test_a_list_that_holds_each_person_once_is_never_merged_with_itself() -> None:
    records, sources = case()
    doubled = pl.concat([records, records.with_columns(record_id=pl.col("record_id") + "x")])

    made = groups(linked(doubled, sources).persons)

    assert all(len({record.split("/")[0] for record in group}) == len(group) for group in made)


def test_rows_that_are_not_current_or_not_linkable_stay_alone() -> None:
    records, sources = case(60)
    records = records.with_columns(current=pl.col("row") % 3 != 0, linkable=pl.col("row") % 5 != 0)

    made = groups(linked(records, sources).persons)

    left_out = set(records.filter(~pl.col("current") | ~pl.col("linkable"))["record_id"])
    assert all(len(group) == 1 for group in made if group & left_out)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    records, sources = case()
    shuffled = records.sample(fraction=1.0, shuffle=True, seed=seed)

    first, second = linked(records, sources), linked(shuffled, sources)

    assert first.persons.equals(second.persons)
    assert first.pairs.collect().equals(second.pairs.collect())


def test_a_table_on_disk_links_as_one_in_memory(tmp_path: Path) -> None:
    records, sources = case(120)
    records.write_parquet(tmp_path / "records.parquet")

    held, streamed = linked(records, sources), linked(pl.scan_parquet(tmp_path / "records.parquet"), sources)

    assert all(one.equals(other) for one, other in zip(tables(held), tables(streamed), strict=True))
    assert held.summary == streamed.summary


def test_a_lazy_table_that_changes_its_order_is_refused() -> None:
    records, sources = case(60)
    seeds = itertools.count()

    def shuffled() -> Iterator[pl.DataFrame]:
        yield records.sample(fraction=1.0, shuffle=True, seed=next(seeds))

    with pytest.raises(TableError, match="another order"):
        linked(made_as_read(RECORDS, shuffled), sources)


def test_what_the_tables_leave_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "MOST_ROWS", 0)
    records, sources = case(200)
    weak = records.with_columns(name_ar=pl.col("name_ar").str.replace(r"^\S+ ", ""), age_low=None, age_high=None)

    whole = linked(weak, sources, draws=60, settings=Settings(together=-12.0))
    made = linked(weak, sources, draws=60, settings=Settings(together=-12.0, most_pairs=5))

    pairs = whole.summary["n_pairs_kept"]
    assert whole.pairs.collect().height == pairs > 5
    assert made.pairs.collect().height == made.summary["n_pairs_kept"] == 5
    assert any(f"the likeliest 5 of {pairs:,} pairs" in limit for limit in made.summary["limits"])
    held = made.partitions.collect()["draw"].n_unique()
    assert held < made.summary["persons_interval"]["draws"] == 60
    assert any(f"the first {held} of 60 draws" in limit for limit in made.summary["limits"])


def test_each_long_step_says_how_far_it_is() -> None:
    records, sources = case(60)
    told: list[tuple[str, int, int]] = []

    linked(records, sources, progress=lambda *step: told.append(step))

    last = {label: (done, of) for label, done, of in told}
    for label in ("comparing records", "drawing partitions", "weighing pairs for the table"):
        done, of = last[label]
        assert done == of > 0


def test_a_table_that_leaves_nothing_out_says_no_limit() -> None:
    records, sources = case(60)

    assert linked(records, sources).summary["limits"] == []


def test_lists_that_change_names_give_the_same_partition() -> None:
    records, sources = case()
    other = {"east": "west", "west": "east"}
    swapped = records.with_columns(source=pl.col("source").replace_strict(other))

    first, second = linked(records, sources), linked(swapped, sources)

    assert groups(first.persons) == groups(second.persons)


class Stopping(InMemory):
    """Parts in memory; stops the work when it comes to one it is told of, and tells which were made."""

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self.at, self.made = at, []

    def put(self, name: str, part: Arrays) -> None:
        if self.at and name.startswith(self.at):
            raise KeyboardInterrupt
        self.made.append(name)
        super().put(name, part)


@pytest.mark.parametrize("at", ["pairs-02", "draws-", "table-"])
def test_a_linkage_that_was_stopped_goes_on_and_ends_as_one_that_was_not(at: str) -> None:
    records, sources = case(150)
    whole = linked(records, sources)
    parts = Stopping(at)

    with pytest.raises(KeyboardInterrupt):
        linked(records, sources, settings=Settings(aside=parts))
    done, parts.at = len(parts.made), ""
    resumed = linked(records, sources, settings=Settings(aside=parts))

    assert done > 0
    assert len(parts.made) == len(set(parts.made)) > done
    assert resumed.summary == whole.summary
    assert all(one.equals(other) for one, other in zip(tables(resumed), tables(whole), strict=True))


def test_however_many_draws_there_are_each_keeps_its_number() -> None:
    records, sources = case(40)
    parts, draws = InMemory(), 40_000

    linked(records, sources, draws=draws, settings=Settings(aside=parts, together=-12.0, floor=-12.0))

    numbers = parts.get("draws-000000000")["draw"]
    assert np.iinfo(np.int16).max < numbers.max() < draws
    assert (np.diff(numbers) >= 0).all()


def test_the_number_of_threads_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    records, sources = case(150)
    made = []
    for threads in (1, 4):
        monkeypatch.setattr(aside, "THREADS", threads)
        monkeypatch.setattr(partition, "THREADS", threads)
        made.append(linked(records, sources))

    assert made[0].summary == made[1].summary
    assert all(one.equals(other) for one, other in zip(tables(made[0]), tables(made[1]), strict=True))


def test_no_records_give_no_persons() -> None:
    made = linked(empty(RECORDS), {})

    assert made.persons.height == 0
    assert made.pairs.collect().height == 0


def test_one_record_is_one_person() -> None:
    records, sources = case(10)

    assert linked(records.head(1), sources).persons.height == 1


def test_draws_laid_over_the_best_partition_name_the_same_persons() -> None:
    records, sources = case(400)
    noise = np.random.default_rng(3).random(records.height) < 0.5
    records = records.with_columns(
        pl.when(pl.Series(noise))
        .then(pl.col("name_ar").str.replace(r"^\S+ ", ""))
        .otherwise("name_ar")
        .alias("name_ar")
    ).sample(fraction=1.0, shuffle=True, seed=7)

    made = linked(records, sources, draws=20)
    counts = [
        made.persons.join(drawn, on="record_id", how="left", suffix="_drawn")
        .select(pl.coalesce("person_id_drawn", "person_id").n_unique())
        .item()
        for drawn in made.partitions.collect().partition_by("draw")
    ]

    assert made.partitions.collect()["draw"].n_unique() == 20
    interval = made.summary["persons_interval"]
    assert min(counts) >= interval["low"] - 5
    assert max(counts) <= interval["high"] + 5
