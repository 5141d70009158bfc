"""Writes what Splink needs to link a case elsewhere: its settings, the records, and how frequent each value is."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.engines.extras import need
from tollbook.engines.model import Model
from tollbook.engines.packed import pack
from tollbook.engines.settings import splink_settings
from tollbook.linkage.blocking import Blocking
from tollbook.linkage.features import Features
from tollbook.linkage.kernels import MISSING_DAY
from tollbook.linkage.terms import FREQUENCIES

SETTINGS, RECORDS, FREQUENT = "settings.json", "records.parquet", "frequencies.parquet"
PARTS = ("given", "father", "grandfather", "family")
_ROWS = 50_000  # of one row group

Progress = Callable[[str, int, int], None]


def export(
    known: Features, blocked: Blocking, model: Model, records: pl.DataFrame, folder: Path, *, progress: Progress
) -> None:
    """Write a folder that `on_duckdb` and `on_spark` make a Splink linker of.

    Args:
        known: The records that may be linked.
        blocked: What brings them together.
        model: The model.
        records: RECORDS, for values that the features hold as numbers only.
        folder: Where to write; made where it is missing.
        progress: Told of records written.

    Raises:
        MissingExtraError: When PyArrow is not installed.
    """
    arrow, parquet = need("pyarrow", "splink"), need("pyarrow.parquet", "splink")
    folder.mkdir(parents=True, exist_ok=True)
    values = _values(known, records)
    shares, frequent = _frequencies(known, values)
    _write(folder / FREQUENT, frequent.write_parquet)
    told, rules = known.rows.frame(["record_id", "source"]), len(blocked.blocks)

    def write(path: Path) -> None:
        writer = None
        for first, last in _runs(len(known)):
            progress("writing records", first, len(known))
            table = _table(arrow, known, blocked, values, told, (first, last))
            writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
        if writer is not None:
            writer.close()

    _write(folder / RECORDS, write)
    said = json.dumps(splink_settings(model, shares, rules=rules), indent=1, ensure_ascii=False)
    _write(folder / SETTINGS, lambda path: path.write_text(said + "\n", encoding="utf-8"))


def _write(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file so that a reader finds either the old one or the whole new one."""
    partial = path.with_name(path.name + ".partial")
    write(partial)
    partial.replace(path)


def _runs(records: int) -> Iterator[tuple[int, int]]:
    for first in range(0, max(records, 1), _ROWS):
        yield first, min(first + _ROWS, records)


def _values(known: Features, records: pl.DataFrame) -> pl.DataFrame:
    """Return a text column for each column of frequencies: what the value is; null where not stated."""
    codes = known.codes
    words, keys = pl.Series([*known.words, None], dtype=pl.String), pl.Series([*known.keys, None], dtype=pl.String)

    def spelt(texts: pl.Series, numbers: npt.NDArray[np.int32]) -> pl.Series:
        return texts.gather(np.where(numbers >= 0, numbers, len(texts) - 1))

    made: dict[str, pl.Series] = {}
    for at, part in enumerate(PARTS):
        made[f"{part}_ar"] = spelt(words, codes.words[:, at])
        made[f"{part}_la"] = spelt(words, codes.words[:, at + 4])
        made[f"{part}_key"] = spelt(keys, codes.keys[:, at])
    day = np.where(codes.death[:, 2] == 1, codes.death[:, 0], 0).astype("datetime64[D]")
    made["death"] = pl.Series(day).cast(pl.String).set(pl.Series(codes.death[:, 2] != 1), None)
    for tier, name in enumerate(("locality", "district", "governorate")):
        made[name] = spelt(keys, codes.place[:, 3 + tier])
    rows = (
        known.record_ids()
        .to_frame()
        .join(records.select("record_id", "status", "cause"), on="record_id", how="left", maintain_order="left")
    )
    for column, name in ((1, "status"), (2, "cause")):
        made[name] = rows[name].cast(pl.String).set(pl.Series(codes.facts[:, column] < 0), None)
    return pl.DataFrame({name: made[name] for name in FREQUENCIES})


def _frequencies(known: Features, values: pl.DataFrame) -> tuple[dict[str, float], pl.DataFrame]:
    """Return the chance that two values of a column agree, and how frequent each value is, as our weights have it."""
    shares: dict[str, float] = {}
    tables = []
    for at, name in enumerate(FREQUENCIES):
        rare = pl.DataFrame({"value": values[name], "rarity": known.codes.frequency[:, at].astype(np.float64)})
        table = rare.drop_nulls("value").group_by("value").agg(pl.col("rarity").first(), number=pl.len()).sort("value")
        if not table.height:
            continue
        share = table["number"].to_numpy() / int(table["number"].sum())
        shares[name] = float((share**2).sum())
        frequency = shares[name] * 2.0 ** -table["rarity"].to_numpy()
        tables.append(pl.DataFrame({"column": [name] * table.height, "value": table["value"], "frequency": frequency}))
    schema = {"column": pl.String, "value": pl.String, "frequency": pl.Float64}
    return shares, pl.concat(tables) if tables else pl.DataFrame(schema=schema)


def _table(
    arrow: Any, known: Features, blocked: Blocking, values: pl.DataFrame, told: pl.DataFrame, run: tuple[int, int]
) -> Any:
    """Return the records of a run as an Arrow table; `told` are their own names and their lists'."""
    first, last = run
    codes = known.codes
    starts, words = pack(codes, first, last)
    birth, death = codes.birth[first:last], codes.death[first:last]
    packed = arrow.LargeBinaryArray.from_buffers(
        arrow.large_binary(), last - first, [None, arrow.py_buffer(starts * 4), arrow.py_buffer(words)]
    )
    plain: dict[str, Any] = {
        "unique_id": arrow.array(np.arange(first, last, dtype=np.int64)),
        "record_id": _texts(arrow, told["record_id"][first:last]),
        "source": _texts(arrow, told["source"][first:last]),
        "list_number": arrow.array(np.ascontiguousarray(codes.source[first:last, 0])),
        "once": arrow.array(codes.source[first:last, 1] == 1),
        "born": arrow.array(birth[:, 0], mask=birth[:, 2] != 1),
        "died_by": arrow.array(death[:, 1], mask=death[:, 0] == MISSING_DAY),
        "features": packed.cast(arrow.binary()),
    }
    plain |= {name: _texts(arrow, values[name][first:last]) for name in values.columns}
    for rule in range(len(blocked.blocks)):
        member = blocked.member[first:last, rule]
        plain[f"block_{rule + 1}"] = arrow.array(member, mask=member < 0)
    return arrow.table(plain)


def _texts(arrow: Any, column: pl.Series) -> Any:
    return arrow.array(column.to_list(), type=arrow.string())
