from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tollbook.linkage.lazily import made_as_read, packed, unpacked
from tollbook.store.values import write_table

SCHEMA = {"number": pl.Int64(), "word": pl.String()}


def runs() -> Iterator[pl.DataFrame]:
    for first in range(0, 1_000, 300):
        numbers = list(range(first, min(first + 300, 1_000)))
        yield pl.DataFrame({"number": numbers, "word": [f"w{at % 7}" for at in numbers]}, schema=SCHEMA)


def test_a_table_made_as_it_is_read_is_what_its_runs_are() -> None:
    made = made_as_read(SCHEMA, runs)

    assert made.collect().equals(pl.concat(runs()))
    assert made.collect().equals(made.collect())


def test_rows_columns_and_conditions_are_asked_of_it_as_of_any_table() -> None:
    made, whole = made_as_read(SCHEMA, runs), pl.concat(runs())

    assert made.head(450).collect().equals(whole.head(450))
    assert made.filter(pl.col("word") == "w3").select("number").collect()["number"].to_list() == list(
        range(3, 1_000, 7)
    )
    assert made.select(pl.len()).collect().item() == 1_000
    assert made.filter(pl.col("number") >= 290).head(20).collect().equals(whole[290:310])


def test_a_table_without_rows_is_written_with_its_columns(tmp_path: Path) -> None:
    write_table(made_as_read(SCHEMA, lambda: iter(())), tmp_path / "none.parquet")

    assert pl.read_parquet(tmp_path / "none.parquet").schema == pl.Schema(SCHEMA)


def test_a_table_written_twice_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_table(made_as_read(SCHEMA, runs), tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pl.read_parquet(tmp_path / "a").equals(pl.concat(runs()))


def test_a_packed_table_is_smaller_and_comes_back_as_it_was() -> None:
    words = pl.Series(["east/1/2", None, "east/1/3"] * 1_000)
    table = pl.DataFrame({"word": words, "fields": [["sex"], [], ["age", "place"]] * 1_000})

    held = packed(table)

    assert len(held) * 5 < table.estimated_size()
    assert unpacked(held).equals(table)
