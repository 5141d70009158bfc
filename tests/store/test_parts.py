"""Tables are written lot by lot and readings opened one at a time, and nothing shows it but the memory."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tollbook.model.document import Document, Reading, Span, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Measure, Qualifier
from tollbook.store.parts import ReadingFiles, TableWriter, read_reading, write_reading
from tollbook.store.stages import hash_file

SCHEMA = {"name": pl.String(), "people": pl.List(pl.Int64())}


def reading(name: str) -> Reading:
    text = "41 قُتلوا in Talla"
    toll = Toll("t1", None, Span(0, 2, "41"), Measure.KILLED, Quantity(41, 41), 41, Qualifier.EXACT)
    return Reading(Document(name, text, "0" * 64, published=date(2018, 3, 1)), {"name": "by hand"}, (), (toll,))


def test_a_table_written_in_lots_is_the_table_in_order(tmp_path: Path) -> None:
    lots = [pl.DataFrame({"name": [f"a{i}"], "people": [[i, i + 1]]}, schema=SCHEMA) for i in range(5)]

    with TableWriter(tmp_path / "t.parquet", SCHEMA) as table:
        for lot in (lots[0].clear(), *lots):
            table.write(lot)

    assert pl.read_parquet(tmp_path / "t.parquet").equals(pl.concat(lots))
    assert table.rows == 5


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "t.parquet", SCHEMA):
        pass

    assert pl.read_parquet_schema(tmp_path / "t.parquet") == SCHEMA


def test_what_stood_there_stays_until_the_whole_is_written(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"before")

    def interrupted() -> None:
        with TableWriter(path, SCHEMA) as table:
            table.write(pl.DataFrame({"name": ["a"], "people": [[1]]}, schema=SCHEMA))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert path.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir()] == ["t.parquet"]


def test_readings_come_back_as_they_were_and_in_order(tmp_path: Path) -> None:
    made = {name: reading(name) for name in ("b", "a", "c d")}
    for name, read in made.items():
        write_reading(read, tmp_path / f"{name}.json.gz")

    kept = ReadingFiles(tmp_path, {name: f"{name}.json.gz" for name in made})

    assert dict(kept) == made
    assert list(kept) == ["a", "b", "c d"]
    assert kept.get("e") is None
    assert read_reading(tmp_path / "b.json.gz") == made["b"]


def test_a_folder_s_hash_knows_its_files_by_name_and_content(tmp_path: Path) -> None:
    write_reading(reading("a"), tmp_path / "a.json.gz")
    first = hash_file(tmp_path)
    write_reading(reading("a"), tmp_path / "a.json.gz")
    again = hash_file(tmp_path)
    (tmp_path / "a.json.gz").rename(tmp_path / "b.json.gz")

    assert first == again != hash_file(tmp_path)
