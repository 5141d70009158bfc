"""Which method's answer is given first, by one rule that is stated with it.

Latent classes first: in simulations they keep their stated coverage where people differ and where lists avoid each
other (docs/methods/estimation.md). With three lists they are not identified (7 numbers to learn from 6 free shares),
and decomposable graphs come first; so too where chains did not converge, or where classes would not give the table.
"""

from collections.abc import Mapping

from tollbook.estimation import decomposable, latent
from tollbook.model.estimate import CaptureTable, MethodResult

FEWEST_FOR_CLASSES = 4
HOPELESS = 0.001  # chance of such a table below which classes do not come first


def first_of(table: CaptureTable, methods: Mapping[str, MethodResult]) -> tuple[str | None, str]:
    """Return the method to give first, or None, and the sentence that says why."""
    why = _against_classes(table, methods)
    if not why:
        return latent.NAME, (
            "latent classes are given first: four lists or more, chains that converged, classes that give such tables"
        )
    against = _against_graphs(table, methods)
    if not against:
        return decomposable.NAME, f"decomposable graphs are given first, because {why}"
    return None, f"no number is given, because {why}, and {against}"


def _against_classes(table: CaptureTable, methods: Mapping[str, MethodResult]) -> str:
    result = methods.get(latent.NAME)
    if result is None:
        return "latent classes were not run"
    if len(table.lists) < FEWEST_FOR_CLASSES:
        return "with three lists latent classes cannot be told apart"
    if not result.diagnostics["converged"]:
        return "the chains of latent classes did not converge"
    if result.diagnostics["predictive"] < HOPELESS:
        return "latent classes would hardly produce this table"
    return _below(table, result)


def _against_graphs(table: CaptureTable, methods: Mapping[str, MethodResult]) -> str:
    result = methods.get(decomposable.NAME)
    if result is None:
        suits = decomposable.suits(table)
        return "decomposable graphs were not run" if suits else "decomposable graphs are not run on so many lists"
    return _below(table, result)


def _below(table: CaptureTable, result: MethodResult) -> str:
    if result.median < table.n + table.outside:
        return f"the median of {result.method} is below the documented count"
    return ""
