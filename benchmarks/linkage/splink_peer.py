"""Splink on an exported set: run by an interpreter that has it; prints one JSON line.

    PEER_PYTHON benchmarks/linkage/splink_peer.py TABLE.parquet --lists once|repeat

The table holds what Splink needs as plain columns, our consonant keys included, so that both are given the same names.
Settings follow Splink's own examples: Jaro-Winkler bands with term frequencies, u from random pairs, m by EM over two
blockings, a prior from deterministic rules; rules are those that Tollbook looks under.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import splink
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

NAMES = ("given", "father", "grandfather", "family")


def comparisons(columns: list[str]) -> list[Any]:
    made: list[Any] = []
    for name in NAMES:
        if name in columns:
            levels = [
                {
                    "sql_condition": f'"{name}_l" IS NULL OR "{name}_r" IS NULL',
                    "label_for_charts": "null",
                    "is_null_level": True,
                },
                {
                    "sql_condition": f'"{name}_l" = "{name}_r"',
                    "label_for_charts": "exact",
                    "tf_adjustment_column": name,
                },
                {
                    "sql_condition": f'"{name}_key_l" = "{name}_key_r"',
                    "label_for_charts": "key",
                    "tf_adjustment_column": f"{name}_key",
                },
                {
                    "sql_condition": f'jaro_winkler_similarity("{name}_l", "{name}_r") >= 0.92',
                    "label_for_charts": "0.92",
                },
                {"sql_condition": f'jaro_winkler_similarity("{name}_l", "{name}_r") >= 0.8', "label_for_charts": "0.8"},
                {"sql_condition": "ELSE", "label_for_charts": "else"},
            ]
            made.append({"output_column_name": name, "comparison_levels": levels})
    if "birth" in columns:
        made.append(cl.DateOfBirthComparison("birth", input_is_string=True))
    if "age" in columns:
        made.append(_numbers("age", (1, 2, 5)))
    if "death" in columns:
        made.append(_numbers("death", (1, 7, 31)))
    made += [cl.ExactMatch(name) for name in ("sex", "governorate", "identifier") if name in columns]
    made += [cl.JaroWinklerAtThresholds(name, [0.9]) for name in ("locality", "district") if name in columns]
    return made


def _numbers(name: str, steps: tuple[int, ...]) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f'"{name}_l" IS NULL OR "{name}_r" IS NULL',
            "label_for_charts": "null",
            "is_null_level": True,
        },
        {"sql_condition": f'"{name}_l" = "{name}_r"', "label_for_charts": "exact"},
    ]
    levels += [
        {"sql_condition": f'abs("{name}_l" - "{name}_r") <= {step}', "label_for_charts": str(step)} for step in steps
    ]
    levels.append({"sql_condition": "ELSE", "label_for_charts": "else"})
    return {"output_column_name": name, "comparison_levels": levels}


def rules(columns: list[str]) -> list[tuple[str, ...]]:
    wanted: list[tuple[str, ...]] = [
        ("identifier",),
        ("given_key", "family_key"),
        ("given_key", "father_key"),
        ("given_key", "birth"),
        ("family_key", "birth"),
        ("father_key", "family_key"),
        ("given_key", "death", "sex"),
        ("family_key", "death"),
        ("given_key", "locality", "death"),
        ("birth", "sex"),
        ("given_key", "age", "family_key"),
    ]
    return [rule for rule in wanted if all(name in columns for name in rule)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--lists", choices=("once", "repeat"), required=True)
    parser.add_argument("--rules", type=json.loads, help="rules as JSON, instead of the usual ones")
    parser.add_argument("--memory", help="how much DuckDB may hold before it spills to disk beside the table")
    options = parser.parse_args()
    frame = pl.read_parquet(options.table)
    frame = frame[[column.name for column in frame if column.null_count() < frame.height]]
    began, used = time.perf_counter(), time.process_time()
    limits = {"memory_limit": options.memory, "temp_directory": options.table + ".spill"} if options.memory else {}
    api = DuckDBAPI(duckdb.connect(config=limits))
    blocking: list[Any] = [block_on(*rule) for rule in options.rules or rules(frame.columns)]
    settings = SettingsCreator(
        link_type="link_only" if options.lists == "once" else "dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=comparisons(frame.columns),
        blocking_rules_to_generate_predictions=blocking,
        max_iterations=25,
    )
    tables = frame.partition_by("source") if options.lists == "once" else [frame]
    registered = [api.register(table.to_arrow()) for table in tables]
    linker = Linker(registered if len(registered) > 1 else registered[0], settings, log_level=50)
    linker.training.estimate_probability_two_random_records_match(blocking[:2], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in blocking[:4]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_weight=-5)
    predicted_columns = "unique_id_l, unique_id_r, match_weight, match_probability"
    found = predicted.as_duckdbpyrelation().project(predicted_columns).pl()
    took, used = time.perf_counter() - began, time.process_time() - used
    found.write_parquet(options.table.replace(".parquet", ".splink.parquet"))
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    memory = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    print(
        json.dumps(
            {
                "seconds": took,
                "processor": used,
                "megabytes": memory,
                "pairs": found.height,
                "version": splink.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
