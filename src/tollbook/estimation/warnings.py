"""What a careful statistician would ask before publication: checks W2 to W10, after the estimators."""

from collections.abc import Mapping

from tollbook.model.estimate import CaptureTable, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity

FAR = 10  # times the documented


def reviewed(table: CaptureTable, methods: Mapping[str, MethodResult]) -> tuple[EstimateCheck, ...]:
    """Return what was found in the answers of all methods, refusals first."""
    checks = [*_far(table, methods)]
    return tuple(sorted(checks, key=lambda check: (check.severity is not Severity.REFUSE, check.code)))


def _far(table: CaptureTable, methods: Mapping[str, MethodResult]) -> list[EstimateCheck]:
    found = []
    for name, result in methods.items():
        if result.draws is None:
            continue
        share = float((result.draws > FAR * table.n).mean())
        if share > 0.01:
            found.append(
                EstimateCheck(
                    "W2",
                    Severity.WARN,
                    f"{name}: {share:.1%} of the draws are above {FAR} times the {table.n:,} documented",
                    "do not publish an upper end; the lists hold too small a part of the dead to bound it",
                )
            )
    return found
