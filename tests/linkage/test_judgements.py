"""Judgements are obeyed, and what does not fit is said."""

from typing import Any

import numpy as np
import polars as pl

from tollbook.linkage import contradictions, in_force, link
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, RECORDS, conform
from tollbook.model.vocabulary import ListPolicy

NAMES = ("سامر ابراهيم حسن الزيتوني", "ليلي جابر منير القمري", "يوسف رشيد فارس البستاني", "هناء نبيل وليد الشجري")


def case() -> tuple[pl.DataFrame, dict[str, Source]]:
    rows: list[dict[str, Any]] = [
        {
            "record_id": f"{source}/1/{at}",
            "source": source,
            "row": at,
            "current": True,
            "linkable": True,
            "name_ar": name,
        }
        | {"age_low": 20.0 + at, "age_high": 20.0 + at, "sex": "male"}
        for source in ("east", "west")
        for at, name in enumerate(NAMES * 10, start=2)
    ]
    sources = {name: Source(name=name, title=name, publisher=name, policy=ListPolicy.ONCE) for name in ("east", "west")}
    return conform(pl.DataFrame(rows), RECORDS, table="records"), sources


def judged(*verdicts: tuple[str, str, str]) -> pl.DataFrame:
    rows = [dict(zip(("left", "right", "verdict"), verdict, strict=True)) for verdict in verdicts]
    return conform(pl.DataFrame(rows), JUDGEMENTS, table="judgements")


def outcome(judgements: pl.DataFrame) -> tuple[dict[str, str], list[dict[str, str]]]:
    records, sources = case()
    made = link(records, sources, judgements=judgements, rng=np.random.default_rng(DEFAULT_SEED), draws=20)
    return dict(made.persons.iter_rows()), made.summary["conflicts"]


def test_records_judged_one_person_are_one_and_records_judged_different_are_two() -> None:
    person, conflicts = outcome(judged(("east/1/2", "west/1/9", "same"), ("west/1/3", "east/1/3", "different")))

    assert person["east/1/2"] == person["west/1/9"]
    assert person["east/1/3"] != person["west/1/3"]
    assert conflicts == []


def test_a_later_judgement_replaces_an_earlier_one_on_the_same_pair() -> None:
    person, _ = outcome(judged(("east/1/2", "west/1/9", "same"), ("west/1/9", "east/1/2", "different")))

    assert person["east/1/2"] != person["west/1/9"]


def test_a_judgement_against_a_list_s_policy_is_obeyed_and_reported() -> None:
    person, conflicts = outcome(judged(("east/1/2", "east/1/3", "same")))

    assert person["east/1/2"] == person["east/1/3"]
    assert "each person once" in conflicts[0]["reason"]


def test_judgements_that_contradict_each_other_are_reported() -> None:
    _, conflicts = outcome(
        judged(
            ("east/1/2", "west/1/2", "same"), ("west/1/2", "east/1/9", "same"), ("east/1/2", "east/1/9", "different")
        )
    )

    assert conflicts[0]["reason"] == "other judgements make them one person: east/1/2 = west/1/2 = east/1/9"
    assert conflicts[0]["mend"].count("record:") == 6
    assert all(conflict["mend"] for conflict in conflicts)


def test_the_shortest_chain_of_judgements_is_told() -> None:
    links = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    made = judged(*((left, right, "same") for left, right in links), ("b", "d", "different"), ("a", "e", "different"))

    (found,) = contradictions(in_force(made))

    assert found["reason"].endswith("b = a = d")
