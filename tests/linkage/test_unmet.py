"""Records that nothing brought to their person: how many, from those that were found. All names are invented."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.linkage import Linkage, Settings, link
from tollbook.linkage.blocking import Limits, blocking
from tollbook.linkage.features import features
from tollbook.linkage.unmet import Unmet
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, RECORDS, conform, empty
from tollbook.model.vocabulary import ListPolicy

PARTS = ("given_latin", "family_latin", "locality")


def word(rng: np.random.Generator) -> str:
    return "".join(str(rng.choice(list(letters))) for letters in ("bdfgklmnrstz", "aiou") * 3).capitalize()


def case(people: int, *, spoilt: float, seed: int) -> tuple[pl.DataFrame, dict[str, Source], int]:
    """Two lists of invented people, each field another word with a given chance; also how many people."""
    rng = np.random.default_rng(seed)
    words = {part: [word(rng) for _ in range(80)] for part in PARTS}
    rows: list[dict[str, Any]] = []
    for person in range(people):
        true = {part: str(rng.choice(of_part)) for part, of_part in words.items()}
        age, sex = int(rng.integers(0, 80)), str(rng.choice(["female", "male"]))
        for source in ("east", "west"):
            if rng.random() < 0.7:
                facts = {part: word(rng) if rng.random() < spoilt else told for part, told in true.items()}
                stated = int(rng.integers(0, 80)) if rng.random() < spoilt else age
                rows.append(
                    {"record_id": f"{source}/1/{person + 2}", "source": source, "row": person + 2, "sex": sex}
                    | {"age_low": float(stated), "age_high": float(stated), **facts}
                )
    frame = pl.DataFrame(rows).with_columns(
        edition=pl.lit("1"), current=pl.lit(value=True), linkable=pl.lit(value=True), people=pl.lit(1)
    )
    sources = {name: Source(name=name, title=name, publisher=name, policy=ListPolicy.ONCE) for name in ("east", "west")}
    return conform(frame, RECORDS, table="records"), sources, len({row["row"] for row in rows})


def linked(records: pl.DataFrame, sources: dict[str, Source], seed: int = 1) -> Linkage:
    return link(records, sources, judgements=empty(JUDGEMENTS), rng=np.random.default_rng(seed))


def holds(made: Linkage, people: int) -> bool:
    interval = made.summary["persons_interval"]
    return bool(interval["low"] <= people <= interval["high"])


@pytest.mark.parametrize("spoilt", [0.18, 0.25])
def test_the_number_of_unmet_records_is_recovered_and_the_interval_holds_the_people(spoilt: float) -> None:
    expected, true, held = 0.0, 0, 0
    for seed in range(5):
        records, sources, people = case(700, spoilt=spoilt, seed=seed)
        made = linked(records, sources, seed)
        person = [pl.col(side).str.split("/").list.last() for side in ("left", "right")]
        met = made.pairs.collect().filter((pl.col("match_weight") >= Settings().together) & (person[0] == person[1]))
        true += records.height - people - met.height
        expected += made.summary["unmet"]
        held += holds(made, people)

    assert 0.5 * true <= expected <= 1.6 * true
    assert held == 5


def test_where_all_rows_are_well_written_next_to_nothing_is_unmet() -> None:
    records, sources, _ = case(400, spoilt=0.0, seed=3)

    assert linked(records, sources).summary["unmet"] < 1.0


def test_where_records_are_few_each_is_compared_with_each() -> None:
    records, sources, _ = case(60, spoilt=0.5, seed=6)
    known = features(records, sources)

    few, many = blocking(known), blocking(known, limits=Limits(largest_block=records.height - 1))

    assert few.blocks[-1].pairs == records.height * (records.height - 1) // 2
    assert all(block.rule for block in many.blocks)


def test_where_rows_state_too_little_the_linkage_says_that_it_cannot_count() -> None:
    records, sources, people = case(700, spoilt=0.3, seed=4)

    made = linked(records, sources)

    assert any("too little to be told from others" in limit for limit in made.summary["limits"])
    assert holds(made, people)
    assert made.summary["persons_interval"]["low"] >= max(records.group_by("source").len()["len"])


def test_never_fewer_people_than_the_longest_list_that_holds_each_once_has_rows() -> None:
    records, sources, _ = case(500, spoilt=0.4, seed=1)
    in_east = records.filter(pl.col("source") == "east")
    records = records.filter((pl.col("source") == "east") | pl.col("row").is_in(in_east["row"].implode()))

    made = linked(records, sources)

    assert made.summary["persons_interval"]["low"] >= in_east.height
    assert made.summary["duplicates"]["high"] <= records.height - in_east.height


def test_a_case_without_any_pair_has_nothing_unmet() -> None:
    records, sources, _ = case(1, spoilt=0.0, seed=5)

    assert linked(records, sources).summary["unmet"] == 0.0


def test_draws_of_unmet_records_average_what_is_expected() -> None:
    drawn = Unmet(40.0, 1.0).drawn(20_000, np.random.default_rng(7))

    assert drawn.min() >= 0
    assert drawn.mean() == pytest.approx(40.0, rel=0.05)
