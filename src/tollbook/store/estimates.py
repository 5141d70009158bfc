"""Estimates on disk: what is said as JSON, draws and capture histories as tables."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity
from tollbook.store.values import write_table

FILES = ("estimates.json", "estimates.parquet", "draws.parquet", "histories.parquet")
HEADLINE = "headline"

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


def write_estimates(estimates: Mapping[str, Estimate], out: Path) -> None:
    """Write estimates by stratum: `estimates.json` for all that is said, and tables of results, draws and histories."""
    said = {stratum: _said(estimate) for stratum, estimate in estimates.items()}
    text = json.dumps(said, indent=1, ensure_ascii=False, default=_plain)
    partial = out / "estimates.json.partial"
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(out / "estimates.json")
    rows: list[tuple[object, ...]] = []
    draws: list[pl.DataFrame] = []
    cells: list[tuple[str, list[str], int]] = []
    for stratum, estimate in estimates.items():
        for name, result in _results(estimate):
            if name != HEADLINE:
                low, high = result.interval or (None, None)
                first = estimate.headline is not None and estimate.headline.method == result.method
                numbers = (estimate.table.n, result.median, result.mean, low, high, result.level)
                rows.append((stratum, name, first, *numbers, estimate.rule))
            if result.draws is not None:
                draws.append(pl.DataFrame({"people": result.draws}).select(
                    pl.lit(stratum).alias("stratum"), pl.lit(name).alias("method"),
                    pl.int_range(pl.len(), dtype=pl.Int32).alias("draw"), "people",
                ))  # fmt: skip
        if not rows or rows[-1][0] != stratum:
            rows.append((stratum, None, False, estimate.table.n, None, None, None, None, None, estimate.rule))
        for pattern, count in zip(estimate.table.patterns, estimate.table.counts, strict=True):
            held = [name for name, holds in zip(estimate.table.lists, pattern, strict=True) if holds]
            cells.append((stratum, held, int(count)))
    none = pl.DataFrame(schema={"stratum": pl.String, "method": pl.String, "draw": pl.Int32, "people": pl.Float64})
    write_table(pl.DataFrame(rows, schema=ESTIMATES, orient="row"), out / "estimates.parquet")
    write_table(pl.concat([none, *draws]), out / "draws.parquet")
    histories: dict[str, pl.DataType] = {"stratum": pl.String(), "lists": pl.List(pl.String()), "people": pl.Int64()}
    write_table(pl.DataFrame(cells, schema=histories, orient="row"), out / "histories.parquet")


def read_estimates(out: Path) -> dict[str, Estimate]:
    """Return the estimates that `write_estimates` wrote, by stratum."""
    said = json.loads((out / "estimates.json").read_text(encoding="utf-8"))
    draws = {
        (str(stratum), str(method)): frame["people"].to_numpy()
        for (stratum, method), frame in pl.read_parquet(out / "draws.parquet").group_by(
            "stratum", "method", maintain_order=True
        )
    }
    return {stratum: _estimate(stratum, parts, draws) for stratum, parts in said.items()}


def _said(estimate: Estimate) -> dict[str, Any]:
    table = estimate.table
    return {
        "lists": list(table.lists),
        "stratum": dict(table.stratum),
        "patterns": table.patterns.astype(int).tolist(),
        "counts": table.counts.tolist(),
        "outside": table.outside,
        "rule": estimate.rule,
        "methods": {name: _numbers(result) for name, result in _results(estimate)},
        "checks": [
            {"code": check.code, "severity": check.severity, "text": check.text, "mend": check.mend}
            for check in estimate.checks
        ],
        "dropped": dict(estimate.dropped),
        "sensitivity": dict(estimate.sensitivity),
    }


def _results(estimate: Estimate) -> list[tuple[str, MethodResult]]:
    results = list(estimate.methods.items())
    if estimate.headline is not None:
        results.append((HEADLINE, estimate.headline))
    return results


def _numbers(result: MethodResult) -> dict[str, Any]:
    names = ("method", "median", "mean", "interval", "level")
    return {**{name: getattr(result, name) for name in names}, "diagnostics": dict(result.diagnostics)}


def _estimate(stratum: str, said: Mapping[str, Any], draws: Mapping[tuple[str, str], Any]) -> Estimate:
    table = CaptureTable(
        tuple(said["lists"]),
        np.array(said["patterns"], dtype=np.bool_).reshape(len(said["counts"]), len(said["lists"])),
        np.array(said["counts"], dtype=np.int64),
        said["stratum"],
        said["outside"],
    )
    methods = {
        name: MethodResult(
            **{**numbers, "interval": None if numbers["interval"] is None else tuple(numbers["interval"])},
            draws=draws.get((stratum, name)),
        )
        for name, numbers in said["methods"].items()
    }
    headline = methods.pop(HEADLINE, None)
    checks = tuple(EstimateCheck(**{**check, "severity": Severity(check["severity"])}) for check in said["checks"])
    return Estimate(table, headline, said["rule"], methods, checks, said["dropped"], said["sensitivity"])


def _plain(value: object) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is no value of an estimate")
