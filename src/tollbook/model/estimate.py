"""A capture table, and what an estimator says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.errors import EstimationError
from tollbook.model.vocabulary import Severity

MOST = 2**53  # people in a cell; beyond, sums of floats lose people


@dataclass(frozen=True, slots=True)
class CaptureTable:
    """How many people appear in each combination of lists; nobody is in none.

    Anything that reads as such arrays is taken: lists of lists, 0 and 1, whole numbers written as 3.0.

    Attributes:
        lists: Names of the lists, no two alike. Length J.
        patterns: Which lists hold the people of a cell. Shape (cells, J), distinct rows, none all False.
        counts: People in each cell. Shape (cells,), each at least 1.
        stratum: Which part of the people this is, dimension to value; empty for all.
        outside: People documented in this stratum who are on none of these lists, because the list that names them was
            left out; the total cannot be less than `n + outside`.
    """

    lists: tuple[str, ...]
    patterns: npt.NDArray[np.bool_]
    counts: npt.NDArray[np.int64]
    stratum: Mapping[str, str] = field(default_factory=dict)
    outside: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no table of people on lists.

        Raises:
            EstimationError: When lists, patterns or counts contradict each other or are not what they have to be.
        """
        where = f"lists {', '.join(map(str, self.lists))}"
        for name, value in (
            ("lists", tuple(self.lists)),
            ("patterns", _held(np.asarray(self.patterns), where)),
            ("counts", _people(np.asarray(self.counts), where)),
        ):
            object.__setattr__(self, name, value)
        for problem, mend in self._faults():
            raise EstimationError(problem, where=where, mend=mend)

    def _faults(self) -> Iterator[tuple[str, str]]:
        cells = len(self.counts)
        if self.patterns.shape != (cells, len(self.lists)) or (cells and not self.patterns.any(axis=1).all()):
            yield (
                "a capture table needs one pattern a cell, and nobody in a cell of no list",
                "give one row a combination of lists and leave out the row of zeros",
            )
        elif len(set(self.lists)) < len(self.lists):
            yield "two lists have the same name", "name every list differently"
        elif len({row.tobytes() for row in self.patterns}) < cells:
            yield "two cells have the same combination of lists", "add them up in one cell"
        elif self.outside < 0:
            yield f"{self.outside} people outside these lists are fewer than none", "give 0 or more"

    @property
    def n(self) -> int:
        """People on at least one list: the documented count of this table."""
        return int(self.counts.sum())


def _held(patterns: npt.NDArray[Any], where: str) -> npt.NDArray[np.bool_]:
    """Return patterns as true and false. Numbers would be taken for places in an array, and count the wrong people."""
    if patterns.dtype != np.bool_ and not np.isin(patterns, (0, 1)).all():
        raise EstimationError(
            "a pattern holds something else than 0 and 1", where=where, mend="write 1 where the list holds these people"
        )
    return patterns.astype(np.bool_)


def _people(counts: npt.NDArray[Any], where: str) -> npt.NDArray[np.int64]:
    """Return counts as whole numbers."""
    is_number = counts.ndim == 1 and (not counts.size or counts.dtype.kind in "iuf")
    whole = (counts >= 1) & (counts <= MOST) & (counts % 1 == 0) if is_number else np.zeros(1, dtype=np.bool_)
    if not whole.all():
        raise EstimationError(
            f"{counts[whole.argmin()]} in cell {int(whole.argmin()) + 1} is no number of people"
            if is_number
            else "counts are not a row of numbers",
            where=where,
            mend="give a whole number from 1 for each cell, and leave out cells that hold nobody",
        )
    return counts.astype(np.int64)


@dataclass(frozen=True, slots=True)
class EstimateCheck:
    """A check of an estimate: its code in the list of checks, how grave, why, and what to do."""

    code: str
    severity: Severity
    text: str
    mend: str


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method's answer to "how many in all", documented people included.

    Attributes:
        method: Its name in the table of estimators.
        median: Posterior median or point estimate, in people.
        mean: Posterior mean, in people, or None where the method has none.
        interval: Lower and upper end at `level`, or None where the method gives no interval.
        level: Coverage that the interval aims at, such as 0.95.
        diagnostics: R-hat, effective sample sizes, weights and settings, by name.
        draws: Posterior draws of N, each at least n. Shape (draws,); None where the method has none.
    """

    method: str
    median: float
    mean: float | None
    interval: tuple[float, float] | None
    level: float
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    draws: npt.NDArray[np.float64] | None = None

    @property
    def has_number(self) -> bool:
        """Whether its median may be printed: not where chains disagree, or the table leaves the total open."""
        return self.interval is not None or self.diagnostics.get("converged", True) is True


@dataclass(frozen=True, slots=True)
class Estimate:
    """What may be said of the people on no list.

    Attributes:
        table: The table it rests on.
        headline: The answer given first, and why that one in `rule`; None where the table is not estimable.
        rule: The sentence by which the headline was chosen, or why there is none.
        methods: Every method that was run, by name; empty where refused.
        checks: What was checked and found, refusals first.
        dropped: Lists left out, with the reason of each.
        sensitivity: What the answer becomes when a list, a prior or an assumption is changed, by name; empty where
            this was not asked for.
        filled: Where people's values were missing and filled in: `dimensions` (to how many people, in the best
            partition), `imputations`, `model`, and `n`, the people in the table that methods were run on; empty where
            nothing was missing. `table` holds those alone whose values are known.
    """

    table: CaptureTable
    headline: MethodResult | None
    rule: str
    methods: Mapping[str, MethodResult]
    checks: tuple[EstimateCheck, ...]
    dropped: Mapping[str, str] = field(default_factory=dict)
    sensitivity: Mapping[str, Any] = field(default_factory=dict)
    filled: Mapping[str, Any] = field(default_factory=dict)

    @property
    def documented(self) -> int:
        """People of the stratum whom any list holds, used here or not: the least that can be said."""
        return self.table.n + self.table.outside

    @property
    def is_estimable(self) -> bool:
        """Whether a number is given at all."""
        return self.headline is not None


@dataclass(frozen=True, slots=True)
class Total:
    """The dead of several strata together.

    Attributes:
        dimensions: By which the strata divide people.
        documented: People documented in all strata, and beside them.
        median: Of the sum.
        mean: Of the sum.
        interval: Lower and upper end at `level`.
        level: Coverage that the interval aims at.
        draws: Of the sum. Shape (draws,).
        estimated: Strata with an estimate.
        not_estimable: Strata without one, with the documented people by which they count: a floor.
        beside: Documented people who are in no stratum, because a value is not stated; they count once each.
    """

    dimensions: tuple[str, ...]
    documented: int
    median: float
    mean: float
    interval: tuple[float, float]
    level: float
    draws: npt.NDArray[np.float64]
    estimated: tuple[str, ...]
    not_estimable: Mapping[str, int]
    beside: int = 0

    @property
    def is_floor(self) -> bool:
        """Whether people without an estimate make this less than an estimate of all."""
        return bool(self.not_estimable) or self.beside > 0
