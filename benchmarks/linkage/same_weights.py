"""Whether Splink, on DuckDB and on Spark, gives the pairs of a case the weights that Tollbook gives them.

    python benchmarks/linkage/same_weights.py CASE [--rows 20000] [--spark]

CASE is a case that was run, such as one of examples/generator/simulate.py. Every pair that a rule brings together is
compared, not only the likely ones. Needs tollbook[splink]; --spark needs tollbook[spark] and Java.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tollbook import engines, linkage
from tollbook.linkage.candidates import scan
from tollbook.linkage.parameters import weights
from tollbook.linkage.scan import N_TERMS, pair_weights
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, empty
from tollbook.store.folder import open_case
from tollbook.store.values import read_value

EVERY_PAIR = -1e9  # log2 odds; no pair weighs less


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    out = open_case(options.case).out
    records = pl.read_parquet(out / "records.parquet").filter("current", "linkable")
    records = records.gather_every(max(1, records.height // options.rows))
    made = linkage.weighed(
        records,
        read_value(dict[str, Source], out / "sources.json"),
        judgements=empty(JUDGEMENTS),
        rng=np.random.default_rng(DEFAULT_SEED),
    )
    with tempfile.TemporaryDirectory() as folder:
        exported(made, records, Path(folder))
        ours, took = weighed(made)
        print(
            f"{len(made.known):,} records, {ours.height:,} pairs\n"
            "| engine | seconds | pairs | largest difference, bits |"
        )
        print(f"|---|---|---|---|\n| Tollbook | {took:.1f} | {ours.height:,} | |", flush=True)
        compare("Splink on DuckDB", ours, lambda: on_duckdb(Path(folder)))
        if options.spark:
            compare("Splink on Spark, local[2]", ours, lambda: on_spark(Path(folder)))


def exported(made: linkage.Weighed, records: pl.DataFrame, folder: Path) -> None:
    read = made.fit.weights
    lists = made.known.lists
    model = engines.Model(made.fit.model, lists, read.lists, float(read.slope[0]))
    engines.export(made.known, made.blocked, model, records, folder, progress=lambda *_: None)


def weighed(made: linkage.Weighed) -> tuple[pl.DataFrame, float]:
    began = time.perf_counter()
    kept = scan(made.known.codes, weights(made.fit.model), made.blocked, floor=EVERY_PAIR).whole()
    table = np.empty((len(kept.left), N_TERMS + 2))
    pair_weights(made.known.codes, made.fit.weights, kept.left, kept.right, table)
    took = time.perf_counter() - began
    ids = made.known.record_ids()
    return pl.DataFrame({"left": ids.gather(kept.left), "right": ids.gather(kept.right), "ours": table[:, -1]}), took


def on_duckdb(folder: Path) -> Any:
    predicted = engines.on_duckdb(folder).inference.predict().as_duckdbpyrelation()
    return predicted.project("record_id_l AS left, record_id_r AS right, match_weight").pl()


def on_spark(folder: Path) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.memory": "2g",
    }
    spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    predicted = engines.on_spark(folder, spark).inference.predict().as_spark_dataframe()
    columns = {"record_id_l": "left", "record_id_r": "right"}
    found = pl.DataFrame(predicted.select(*columns, "match_weight").toArrow())
    spark.stop()
    return found.rename(columns)


def compare(engine: str, ours: pl.DataFrame, run: Any) -> None:
    began = time.perf_counter()
    theirs = run()
    took = time.perf_counter() - began
    both = ours.join(theirs, on=["left", "right"])
    apart = np.abs((both["ours"] - both["match_weight"]).to_numpy()).max(initial=0.0)
    missed = "" if both.height == ours.height == theirs.height else f" ({both.height:,} in both)"
    print(f"| {engine} | {took:.1f} | {theirs.height:,}{missed} | {apart:.1e} |", flush=True)


if __name__ == "__main__":
    main()
