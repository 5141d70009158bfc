"""Hostile input: linking ends, keeps every record, and says what it did not look at."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.linkage import Linkage, link
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, RECORDS, conform, empty
from tollbook.model.vocabulary import ListPolicy

GIVEN = ("سامر", "ليلي", "يوسف", "هناء", "كريم", "رانيا", "بلال", "نوال", "طارق", "دلال")
FATHER = ("ابراهيم", "حسن", "جابر", "منير", "رشيد", "فارس", "نبيل", "وليد", "زياد", "شريف")
FAMILY = ("الزيتوني", "القمري", "البستاني", "الشجري", "المرجاني", "الرملي", "الغيمي", "النهري", "السهلي", "التلي")
ONE: dict[str, Any] = {"name_ar": "سامر ابراهيم حسن الزيتوني", "sex": "male", "age_low": 20.0, "age_high": 20.0}


def ordinary(people: int = 200) -> list[dict[str, Any]]:
    """Invented people, each in two lists."""
    rng = np.random.default_rng(DEFAULT_SEED)
    made = []
    for _ in range(people):
        name = " ".join(str(rng.choice(part)) for part in (GIVEN, FATHER, FATHER, FAMILY))
        age = float(rng.integers(0, 80))
        person = {"name_ar": name, "sex": str(rng.choice(["female", "male"])), "age_low": age, "age_high": age}
        made += [{**person, "source": source} for source in ("east", "west")]
    return made


def linked(rows: list[dict[str, Any]], policy: ListPolicy) -> tuple[pl.DataFrame, Linkage]:
    every = [
        {"source": "east", "edition": "1", "current": True, "linkable": True, "people": 1}
        | {"record_id": f"{row.get('source', 'east')}/1/{at}", "row": at}
        | row
        for at, row in enumerate(rows, start=2)
    ]
    records = conform(pl.DataFrame(every, infer_schema_length=None), RECORDS, table="records")
    sources = {
        name: Source(name=name, title=name, publisher=name, policy=policy) for name in records["source"].unique()
    }
    rng = np.random.default_rng(DEFAULT_SEED)
    return records, link(records, sources, judgements=empty(JUDGEMENTS), rng=rng, draws=20)


def keeps_every_record_once(records: pl.DataFrame, made: Linkage) -> bool:
    return bool(
        sorted(made.persons["record_id"]) == sorted(records["record_id"])
        and made.persons["person_id"].null_count() == 0
        and made.summary["n_persons"] == made.persons["person_id"].n_unique()
    )


@pytest.mark.parametrize("policy", list(ListPolicy))
def test_identical_records_end_and_say_that_they_were_not_compared(policy: ListPolicy) -> None:
    records, made = linked([*ordinary(), *[ONE] * 20_000], policy)

    limits = " ".join(made.summary["limits"])
    assert keeps_every_record_once(records, made)
    assert "20,000 of these were compared with no other record" in limits
    assert made.summary["n_pairs_compared"] < 3_000_000 * 20  # pairs_at_least, for each rule


def test_a_few_identical_records_are_one_person_unless_their_list_holds_each_person_once() -> None:
    few = [*ordinary(), *[{**ONE, "name_ar": "نديم سعيد فؤاد الكوكبي"}] * 5]

    _, may_repeat = linked(few, ListPolicy.MAY_REPEAT)
    _, once = linked(few, ListPolicy.ONCE)

    last = [f"east/1/{row}" for row in range(len(few) - 3, len(few) + 2)]
    held = pl.col("record_id").is_in(last)
    assert may_repeat.persons.filter(held)["person_id"].n_unique() == 1
    assert once.persons.filter(held)["person_id"].n_unique() == 5


def test_people_alike_beyond_the_largest_group_are_said_to_be_limited() -> None:
    records, made = linked([*ordinary(500), *[ONE] * 150], ListPolicy.MAY_REPEAT)

    assert keeps_every_record_once(records, made)
    assert any("only the likeliest of these were weighed" in limit for limit in made.summary["limits"])


def test_one_block_of_five_thousand_ends_and_its_people_stay_apart() -> None:
    day = date(2020, 1, 1)
    rows = [
        {
            "source": source,
            "name_latin": f"Bo {first}{second}{third}vor Lindqvist",
            "birth_from": born,
            "birth_to": born,
        }
        for at, (first, second, third) in enumerate(
            (first, second, third) for first in "bdfgklmnrst" for second in "aeiouy" for third in "bdfgklmnrst"
        )
        for born in [day - timedelta(days=31 * at)]
        for source in ("east", "west")
    ]
    rows += [{"source": "east", "name_latin": "Bo Lindqvist"}] * 3_600

    records, made = linked(rows, ListPolicy.ONCE)

    crowd = len(rows) - 3_600
    together = made.persons.group_by("person_id").len().filter(pl.col("len") == 2).height
    assert keeps_every_record_once(records, made)
    assert together > 0.95 * crowd / 2
    assert any("very many others" in limit for limit in made.summary["limits"])


EMPTY = ("", " ", "\u200b", "...", "123", "\x00\x01\x02", "-", "ـ", "ً")


@pytest.mark.parametrize("policy", list(ListPolicy))
def test_names_without_a_letter_make_nobody_one_person(policy: ListPolicy) -> None:
    blank = [
        {"source": source, name: text}
        for source in ("east", "west")
        for name in ("name_ar", "name_latin")
        for text in EMPTY
    ]

    records, made = linked([*ordinary(), *blank], policy)

    nobody = records.filter(pl.col("row") >= records.height - len(blank) + 2)["record_id"].implode()
    assert keeps_every_record_once(records, made)
    assert made.persons.filter(pl.col("record_id").is_in(nobody))["person_id"].n_unique() == len(blank)


def test_names_of_200_words_are_linked_by_their_first_and_said_to_be_cut() -> None:
    words = [f"{first}{second}lor" for first in "bdfgklmnrst" for second in ("a", "e", "i", "o", "u", "ae", "ei", "ou")]
    rng = np.random.default_rng(DEFAULT_SEED)
    long = [" ".join(rng.choice(words, 200)) for _ in range(40)]
    unbroken = ["b" * 5_000 + end for end in "klm"]
    rows = [{"source": source, "name_latin": name} for source in ("east", "west") for name in [*long, *unbroken]]

    records, made = linked([*ordinary(), *rows], ListPolicy.ONCE)

    limits = " ".join(made.summary["limits"])
    assert keeps_every_record_once(records, made)
    assert "86 names in `name_latin` were read to their first 24 words or 1,000 characters only" in limits
    assert "names or places were cut to 40 letters" in limits


ODD = (
    "سامر\u202e ابراهيم\u202c\x00 الزيتوني",
    "Samer سامر Zaytuni الزيتوني",
    "Самер Зайтуни",
    "王小明",
    "ｓａｍｅｒ　ｚａｙｔｕｎｉ",
    "a\u0301\u0302\u0303" * 300,
    "\ufeff\u2066Samer\u2069\r\n\tZaytuni\x1b[31m",
    "🕊️ Samer 🕊️",
    "\U000e0041\ud7ff\uffff Samer",
    "٢٣ سامر '); DROP TABLE records; --",
)


@pytest.mark.parametrize("policy", list(ListPolicy))
def test_mixed_scripts_and_control_characters_are_text_like_any_other(policy: ListPolicy) -> None:
    fields = ("name_ar", "name_latin", "place", "identifier", "status", "cause")
    odd = [{"source": source, field: text} for source in ("east", "west") for field in fields for text in ODD]

    records, made = linked([*ordinary(), *odd], policy)
    _, again = linked([*ordinary(), *odd], policy)

    assert keeps_every_record_once(records, made)
    assert made.persons.equals(again.persons)


def test_dates_and_ages_out_of_the_world_are_no_error() -> None:
    far = (date(1, 1, 1), date(9999, 12, 31), date(1900, 2, 28))
    rows = [
        {**ONE, "source": source, "age_low": age, "age_high": age}
        | {"birth_from": day, "birth_to": day, "death_from": other, "death_to": other}
        for source in ("east", "west")
        for age in (0.0, 150.0)
        for day in far
        for other in far
    ]

    records, made = linked([*ordinary(), *rows], ListPolicy.MAY_REPEAT)

    assert keeps_every_record_once(records, made)
    assert np.isfinite(made.pairs.collect()["match_weight"].to_numpy()).all()
