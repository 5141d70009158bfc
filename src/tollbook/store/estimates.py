"""Estimates on disk: what is said as JSON, draws and capture histories as tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tollbook import estimation
from tollbook.model.estimate import Estimate, Total
from tollbook.store.values import write_table

FILES = ("estimates.json", "totals.json", "estimates.parquet", "draws.parquet", "histories.parquet")
SUM = "sum:"  # before the dimensions of a total, where draws are named by stratum

ESTIMATES: dict[str, pl.DataType] = {
    "stratum": pl.String(),
    "method": pl.String(),
    "is_headline": pl.Boolean(),
    "documented": pl.Int64(),
    "median": pl.Float64(),
    "mean": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "level": pl.Float64(),
    "rule": pl.String(),
}
DRAWS: dict[str, pl.DataType] = {
    "stratum": pl.String(),
    "method": pl.String(),
    "draw": pl.Int32(),
    "people": pl.Float64(),
}
HISTORIES: dict[str, pl.DataType] = {"stratum": pl.String(), "lists": pl.List(pl.String()), "people": pl.Int64()}


def write_estimates(estimates: Mapping[str, Estimate], totals: Sequence[Total], out: Path) -> None:
    """Write estimates by stratum and their sums: all that is said as JSON; results, draws and histories as tables."""
    said: dict[str, Any] = {}
    cells: list[tuple[str, list[str], int]] = []
    for stratum, estimate in estimates.items():
        said[stratum], arrays = estimation.to_parts(estimate)
        for pattern, people in zip(arrays["patterns"], arrays["counts"], strict=True):
            held = [name for name, holds in zip(estimate.table.lists, pattern, strict=True) if holds]
            cells.append((stratum, held, int(people)))
    summed: dict[str, Any] = {}
    for total in totals:
        name = "+".join(total.dimensions)
        summed[name] = {field.name: getattr(total, field.name) for field in fields(total) if field.name != "draws"}
    for file, value in (("estimates.json", said), ("totals.json", summed)):
        partial = out / f"{file}.partial"
        partial.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(out / file)
    rows = [row for stratum, estimate in estimates.items() for row in _rows(stratum, estimate)]
    write_table(pl.DataFrame(rows, schema=ESTIMATES, orient="row"), out / "estimates.parquet")
    write_table(draws_of(estimates, totals), out / "draws.parquet")
    write_table(pl.DataFrame(cells, schema=HISTORIES, orient="row"), out / "histories.parquet")


def draws_of(estimates: Mapping[str, Estimate], totals: Sequence[Total]) -> pl.DataFrame:
    """Return every draw of every stratum and method, and of sums of strata."""
    draws = [pl.DataFrame(schema=DRAWS)]
    draws += [
        _draws(stratum, name, result.draws)
        for stratum, estimate in estimates.items()
        for name, result in estimate.methods.items()
        if result.draws is not None
    ]
    draws += [_draws(SUM + "+".join(total.dimensions), "sum_of_strata", total.draws) for total in totals]
    return pl.concat(draws)


def read_estimates(out: Path) -> dict[str, Estimate]:
    """Return the estimates that `write_estimates` wrote, by stratum."""
    said = json.loads((out / "estimates.json").read_text(encoding="utf-8"))
    draws, cells = pl.read_parquet(out / "draws.parquet"), pl.read_parquet(out / "histories.parquet")
    found = {}
    for stratum, values in said.items():
        table = cells.filter(pl.col("stratum") == stratum)
        held = [[name in lists for name in values["lists"]] for lists in table["lists"]]
        arrays: dict[str, Any] = {
            "patterns": np.array(held, dtype=np.bool_).reshape(table.height, len(values["lists"])),
            "counts": table["people"].to_numpy(),
        }
        for (method,), frame in draws.filter(pl.col("stratum") == stratum).group_by("method", maintain_order=True):
            arrays[f"draws_{method}"] = frame["people"].to_numpy()
        found[stratum] = estimation.from_parts(values, arrays)
    return found


def read_totals(out: Path) -> tuple[Total, ...]:
    """Return the sums of strata that `write_estimates` wrote."""
    said = json.loads((out / "totals.json").read_text(encoding="utf-8"))
    draws = pl.read_parquet(out / "draws.parquet")
    found = []
    for name, values in said.items():
        held = draws.filter(pl.col("stratum") == SUM + name)["people"].to_numpy()
        tuples = {key: tuple(values[key]) for key in ("dimensions", "interval", "estimated")}
        found.append(Total(**{**values, **tuples, "draws": held}))
    return tuple(found)


def _draws(stratum: str, method: str, people: Any) -> pl.DataFrame:
    frame = pl.DataFrame({"people": people}, schema={"people": pl.Float64})
    return frame.select(
        pl.lit(stratum).alias("stratum"),
        pl.lit(method).alias("method"),
        pl.int_range(pl.len(), dtype=pl.Int32).alias("draw"),
        "people",
    )


def _rows(stratum: str, estimate: Estimate) -> list[tuple[object, ...]]:
    """Return one row a method, or one without a method where nothing may be said."""
    documented = estimate.documented
    if not estimate.methods:
        return [(stratum, None, False, documented, None, None, None, None, None, estimate.rule)]
    rows: list[tuple[object, ...]] = []
    for name, result in estimate.methods.items():
        low, high = result.interval or (None, None)
        first = estimate.headline is not None and estimate.headline.method == name
        numbers = (documented, result.median, result.mean, low, high, result.level)
        rows.append((stratum, name, first, *numbers, estimate.rule))
    return rows
