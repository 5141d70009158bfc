"""An estimate in parts that can be kept, found again by what it was made from, and shared without the people."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy.typing as npt

from tollbook.estimation.settings import Settings
from tollbook.estimation.shape import plain
from tollbook.estimation.tables import canonical
from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity

VERSION = 1  # raised whenever the same table and settings would give other numbers
NOTHING: Mapping[str, str] = {}
IRRELEVANT = frozenset({"threads"})


def key(
    table: CaptureTable,
    *,
    settings: Settings,
    seed: int,
    draws: Sequence[CaptureTable] = (),
    imputations: Sequence[int] = (),
    dropped: Mapping[str, str] = NOTHING,
) -> str:
    """Return the name under which an estimate is kept: a hash of its canonical table, its settings and its seed.

    Names of lists count, for they are told with the estimate; stratum and people do not.

    Args:
        table: Any table; the order of its lists and rows does not matter.
        settings: How it is estimated.
        seed: Of the random numbers.
        draws: Its table in each draw of linkage and imputation.
        imputations: Of each draw.
        dropped: Lists left out before, with reasons.

    Returns:
        64 hexadecimal digits.
    """
    chosen = {name: plain(getattr(settings, name)) for name in Settings.__slots__ if name not in IRRELEVANT}
    told = [VERSION, *_told(canonical(table)), chosen, seed, dict(dropped), list(imputations)]
    found = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for drawn in draws:
        found.update(json.dumps(_told(canonical(drawn))).encode())
    return found.hexdigest()


def _told(table: CaptureTable) -> list[Any]:
    return [table.lists, table.patterns.astype(int).tolist(), table.counts.tolist(), table.outside]


def to_parts(estimate: Estimate) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Return an estimate as plain values for a JSON file and arrays for an NPZ file."""
    table = estimate.table
    arrays: dict[str, npt.NDArray[Any]] = {"patterns": table.patterns, "counts": table.counts}
    for name, result in estimate.methods.items():
        if result.draws is not None:
            arrays[f"draws_{name}"] = result.draws
    values = {
        "lists": list(table.lists),
        "stratum": dict(table.stratum),
        "outside": table.outside,
        "headline": None if estimate.headline is None else estimate.headline.method,
        "rule": estimate.rule,
        "methods": {name: _values(result) for name, result in estimate.methods.items()},
        "checks": [[check.code, str(check.severity), check.text, check.mend] for check in estimate.checks],
        "dropped": dict(estimate.dropped),
        "sensitivity": plain(estimate.sensitivity),
        "filled": plain(estimate.filled),
    }
    return values, arrays


def from_parts(values: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Estimate:
    """Return the estimate that `to_parts` took apart."""
    methods = {
        name: MethodResult(
            name,
            told["median"],
            told["mean"],
            None if told["interval"] is None else (told["interval"][0], told["interval"][1]),
            told["level"],
            told["diagnostics"],
            arrays.get(f"draws_{name}"),
        )
        for name, told in values["methods"].items()
    }
    return Estimate(
        CaptureTable(
            tuple(values["lists"]),
            arrays["patterns"],
            arrays["counts"],
            stratum=values["stratum"],
            outside=values["outside"],
        ),
        None if values["headline"] is None else methods[values["headline"]],
        values["rule"],
        methods,
        tuple(EstimateCheck(code, Severity(severity), text, mend) for code, severity, text, mend in values["checks"]),
        values["dropped"],
        values["sensitivity"],
        values["filled"],
    )


def _values(result: MethodResult) -> dict[str, Any]:
    return {
        "median": result.median,
        "mean": result.mean,
        "interval": result.interval,
        "level": result.level,
        "diagnostics": plain(result.diagnostics),
    }
