"""An estimate as the JSON that `tollbook estimate --json` prints."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from tollbook.model.estimate import Estimate, MethodResult


def as_json(estimate: Estimate) -> dict[str, Any]:
    """Return an estimate as plain values; numbers of people are rounded to whole ones, unknown is None.

    Args:
        estimate: What was found.

    Returns:
        `n`, `lists`, `estimable`, `headline`, `methods`, `checks`, and besides `rule`, `dropped`, `stratum`, `outside`,
        `sensitivity` and `filled`.
    """
    return {
        "n": estimate.table.n,
        "outside": estimate.table.outside,
        "lists": list(estimate.table.lists),
        "stratum": dict(estimate.table.stratum),
        "dropped": dict(estimate.dropped),
        "estimable": estimate.is_estimable,
        "headline": None if estimate.headline is None else _headline(estimate.headline),
        "rule": estimate.rule,
        "methods": {name: _method(result) for name, result in estimate.methods.items()},
        "checks": [
            {"code": check.code, "severity": str(check.severity), "text": check.text, "mend": check.mend}
            for check in estimate.checks
        ],
        "sensitivity": plain(estimate.sensitivity),
        "filled": plain(estimate.filled),
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; what is not a finite number becomes None."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def _headline(result: MethodResult) -> dict[str, Any]:
    return {"method": result.method, **_numbers(result)}


def _method(result: MethodResult) -> dict[str, Any]:
    return {**_numbers(result), "diagnostics": plain(result.diagnostics)}


def _numbers(result: MethodResult) -> dict[str, Any]:
    return {
        "median": round(result.median),
        "mean": None if result.mean is None else round(result.mean, 4),
        "interval": None if result.interval is None else [round(end) for end in result.interval],
        "level": result.level,
    }
