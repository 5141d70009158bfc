"""How rare names are, by a table of names that the user gives."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.errors import TableError
from tollbook.linkage import NameTable, name_table
from tollbook.linkage.features import features
from tollbook.linkage.frequencies import divided, surprise
from tollbook.linkage.terms import FREQUENCIES
from tollbook.model.tables import RECORDS, conform
from tollbook.text import names


def table(*rows: tuple[str, str] | tuple[str, str, str], use: str = "instead") -> NameTable:
    held = [dict(zip(("name", "count", "part"), row, strict=False)) for row in rows]
    return name_table(held, use=use, where="names.csv", numbers=range(2, 2 + len(held)))


def rarity(given: list[str], told: NameTable | None) -> list[float]:
    """How rare the given name of each record is, by its consonant key."""
    rows: list[dict[str, Any]] = [
        {"record_id": f"r{at}", "source": "list", "current": True, "linkable": True, "given_ar": name}
        for at, name in enumerate(given)
    ]
    made = features(conform(pl.DataFrame(rows), RECORDS, table="records"), {}, told=told)
    column = made.codes.frequency[:, FREQUENCIES.index("given_key")]
    return [float(column[made.record_ids().to_list().index(f"r{at}")]) for at in range(len(given))]


def test_a_latin_table_tells_how_rare_an_arabic_name_is() -> None:
    told = table(("Samer", "9000"), ("Yusuf", "100"))

    common, rare = rarity(["سامر", "يوسف"], told)

    assert rare - common == pytest.approx(np.log2(90), abs=1e-5)
    assert rarity(["سامر", "يوسف"], None) == [0.0, 0.0]


def test_spellings_of_one_key_are_added_up() -> None:
    told = table(("سامر", "10"), ("Samer", "30"))

    assert told.counts[0][names.key("samer")] == 40.0
    assert told.names == 2


def test_given_and_family_names_are_told_apart_where_the_table_does() -> None:
    told = table(("Samer", "10", "given"), ("Bustani", "7", "family"), ("Nahr", "1", ""))

    assert set(told.counts[0]) == {names.key("samer"), names.key("nahr")}
    assert set(told.counts[1]) == {names.key("bustani"), names.key("nahr")}


def test_a_name_that_the_table_does_not_hold_is_rarer_than_its_rarest() -> None:
    told = table(("Samer", "9000"), ("Yusuf", "100"))

    rare, unseen = rarity(["يوسف", "بلال"], told)

    assert unseen == pytest.approx(rare + 1.0, abs=1e-5)


def test_mixed_lies_between_the_table_and_the_records() -> None:
    codes = np.array([0, 0, 0, 1], dtype=np.int32)
    shares = np.array([0.1, 0.9])

    own, mixed, instead = (surprise(codes, told) for told in (None, (shares, "mixed"), (shares, "instead")))

    assert own[0] < mixed[0] < instead[0]
    assert own[3] > mixed[3] > instead[3]


def test_what_the_table_says_of_a_key_is_divided_among_its_spellings_as_the_records_have_them() -> None:
    words, word_key = np.array([0, 0, 0, 1, 2, -1], dtype=np.int32), np.array([0, 0, 1], dtype=np.int32)

    assert divided(words, word_key, np.array([0.8, 0.2])) == pytest.approx([0.6, 0.2, 0.2])


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("", "3"), "no name"),
        (("??", "3"), "no name"),
        (("Samer", "many"), "no number"),
        (("Samer", "0"), "no number"),
        (("Samer", "nan"), "no number"),
        (("Samer", "3", "nickname"), "no part"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(row: tuple[str, str], what: str) -> None:
    with pytest.raises(TableError, match=what) as raised:
        table(("Yusuf", "1,200"), row)

    assert raised.value.where == "names.csv, row 3"


def test_arabic_digits_and_separators_of_thousands_are_read() -> None:
    assert table(("Samer", "١٬٢٠٠")).counts[0][names.key("samer")] == 1200.0


def test_a_common_day_of_death_weighs_less_also_where_other_days_are_not_stated() -> None:
    days = [date(2024, 1, 1)] * 8 + [date(2024, 5, day) for day in range(2, 12)] + [date(1968, 3, 4)] * 2 + [None]
    rows = [
        {"record_id": f"r{at}", "source": "list", "name_ar": "سامر", "death_from": day, "death_to": day}
        for at, day in enumerate(days)
    ]

    made = features(conform(pl.DataFrame(rows), RECORDS, table="records"), {})

    rare = made.codes.frequency[:, FREQUENCIES.index("death")]
    by_record = dict(zip(made.record_ids(), rare.tolist(), strict=True))
    assert by_record["r8"] - by_record["r0"] == pytest.approx(3.0, abs=1e-5)
    assert by_record["r8"] - by_record["r18"] == pytest.approx(1.0, abs=1e-5)
    assert by_record["r20"] == 0.0
