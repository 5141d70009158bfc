"""One posterior from many linkages and imputations: each draw's table is estimated, and the answers are mixed equally.

Never an average of bounds: that leaves out how much the answers differ between draws.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.errors import EstimationError
from tollbook.estimation import decomposable, latent, reweighting
from tollbook.estimation.refusals import admit
from tollbook.estimation.settings import Settings
from tollbook.estimation.tables import canonical
from tollbook.model.estimate import CaptureTable, EstimateCheck
from tollbook.model.vocabulary import Severity

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
METHODS = (decomposable.NAME, latent.NAME)
REVIEW = "review the pairs of records that are in doubt before publishing an estimate"
RATIO = 1.5  # of medians over tables above which linkage or imputation decides the answer; check W9


@dataclass(frozen=True, slots=True)
class Pooled:
    """An estimate over many tables of the same people.

    Attributes:
        method: By which each table was estimated.
        median: Of the mixture.
        mean: Of the mixture.
        interval: Lower and upper end at `level`.
        level: Coverage that the interval aims at.
        draws: Of N, the same number from each table. Shape (tables * per table,).
        documented: Median, lower and upper end of the documented count over tables.
        shares: Of the variance: `estimation` within tables, `linkage` and `imputation` between them.
        medians: Between which 95 % of the answers of single tables lie, as the variance between them says; the noise
            of finite draws is taken off.
        tables: How many tables, how many of them distinct, how many estimated by reweighting, and how many refused.
    """

    method: str
    median: float
    mean: float
    interval: tuple[float, float]
    level: float
    draws: Floats
    documented: tuple[float, float, float]
    shares: Mapping[str, float]
    medians: tuple[float, float]
    tables: Mapping[str, int]

    @property
    def ratio(self) -> float:
        """By how much the upper of `medians` exceeds the lower."""
        return self.medians[1] / self.medians[0]

    @property
    def checks(self) -> tuple[EstimateCheck, ...]:
        """W9 where medians differ so much between tables that linkage or imputation decides the answer."""
        if self.ratio <= RATIO:
            return ()
        return (
            EstimateCheck(
                "W9",
                Severity.WARN,
                f"medians differ {self.ratio:.1f}-fold between linkages and imputations",
                REVIEW,
            ),
        )


def pooled(
    tables: Sequence[CaptureTable],
    *,
    rng: np.random.Generator,
    settings: Settings | None = None,
    method: str = decomposable.NAME,
    imputations: Sequence[int] = (),
    progress: Progress | None = None,
) -> Pooled:
    """Return one posterior over many tables of the same people.

    Args:
        tables: One a draw of linkage and imputation.
        rng: For draws, and chains where latent classes are used.
        settings: How each is estimated.
        method: `decomposable_graphs`, exact for each distinct table, or `latent_classes`, reweighted from a few.
        imputations: Which imputation each table rests on; empty where there is one.
        progress: Told how many distinct tables are done.

    Returns:
        The mixture with the share of its variance due to estimation, linkage and imputation.

    Raises:
        EstimationError: When no table bears an estimate, or the method cannot be pooled.

    Source:
        Sadinle 2018, Annals of Applied Statistics 12, 1013-1038 (linkage averaging).
    """
    settings = settings or Settings()
    if method not in METHODS:
        raise EstimationError(f"'{method}' cannot be pooled", where="pooling", mend=f"use one of {', '.join(METHODS)}")
    entries = [admit(canonical(table), dropped={}) for table in tables]
    kept = [place for place, entry in enumerate(entries) if not entry.is_refused]
    if not kept:
        why = entries[0].checks[0].text if entries else "there is none"
        raise EstimationError(
            f"none of {len(tables)} tables can be estimated: {why}",
            where="pooling",
            mend="publish the documented count alone",
        )
    labels, distinct = _distinct([entries[place].table for place in kept])
    each = max(settings.draws // len(kept), 20)
    if method == decomposable.NAME:
        pools = _exact(distinct, np.bincount(labels) * each, settings=settings, rng=rng, progress=progress)
        reweighted = 0
    else:
        pools, reweighted = reweighting.pools(
            distinct, np.bincount(labels) * each, settings=settings, rng=rng, progress=progress
        )
    used = np.zeros(len(distinct), dtype=np.int64)
    parts = []
    for label in labels:
        parts.append(pools[label][used[label] : used[label] + each])
        used[label] += each
    counts = {
        "all": len(tables),
        "distinct": len(distinct),
        "reweighted": reweighted,
        "refused": len(tables) - len(kept),
    }
    groups = np.asarray(imputations, dtype=np.int64)[kept] if len(imputations) else np.zeros(len(kept), dtype=np.int64)
    documented = np.quantile([tables[place].n + tables[place].outside for place in kept], [0.5, 0.025, 0.975])
    return _mixed(np.array(parts), groups, method=method, level=settings.level, counts=counts, documented=documented)


def _distinct(tables: list[CaptureTable]) -> tuple[npt.NDArray[np.int64], list[CaptureTable]]:
    seen: dict[bytes, int] = {}
    found: list[CaptureTable] = []
    labels = []
    for table in tables:
        what = repr((table.lists, table.outside)).encode() + table.patterns.tobytes() + table.counts.tobytes()
        if what not in seen:
            seen[what] = len(found)
            found.append(table)
        labels.append(seen[what])
    return np.array(labels, dtype=np.int64), found


def _exact(
    tables: list[CaptureTable],
    sizes: npt.NDArray[np.int64],
    *,
    settings: Settings,
    rng: np.random.Generator,
    progress: Progress | None,
) -> list[Floats]:
    found = []
    for place, table in enumerate(tables):
        delta = decomposable.default_delta(table) if settings.delta is None else settings.delta
        average = decomposable.posterior(table, delta=delta, complete_graph=settings.complete_graph, grid=settings.grid)
        found.append(table.n + average.curve.draws(int(sizes[place]), rng))
        if progress is not None:
            progress("tables", place + 1, len(tables))
    return found


def _mixed(
    parts: Floats,
    groups: npt.NDArray[np.int64],
    *,
    method: str,
    level: float,
    counts: Mapping[str, int],
    documented: Floats,
) -> Pooled:
    draws = parts.ravel()
    tail = (1 - level) / 2
    low, median, high = (float(end) for end in np.quantile(draws, [tail, 0.5, 1 - tail]))
    shares, between = _shares(parts, groups)
    reach = np.exp(1.96 * np.sqrt(between))
    middle, least, most = (float(end) for end in documented)
    return Pooled(
        method,
        median,
        float(draws.mean()),
        (low, high),
        level,
        draws,
        (middle, least, most),
        shares,
        (median / float(reach), median * float(reach)),
        counts,
    )


def _shares(parts: Floats, groups: npt.NDArray[np.int64]) -> tuple[dict[str, float], float]:
    """Return shares of the variance of log N, and its variance between tables, the noise of finite draws taken off."""
    logs = np.log(parts)
    within = float(logs.var(axis=1, ddof=1).mean())
    means = logs.mean(axis=1)
    by_group = np.array([means[groups == group].mean() for group in np.unique(groups)])
    inside = np.array(
        [((means[groups == group] - means[groups == group].mean()) ** 2).sum() for group in np.unique(groups)]
    )
    freedom = len(means) - len(by_group)
    noise = within / parts.shape[1]
    between = float(inside.sum()) / freedom if freedom else noise
    linkage = max(between - noise, 0.0)
    noise = between * len(by_group) / len(means)
    imputation = max(float(by_group.var(ddof=1)) - noise, 0.0) if len(by_group) > 1 else 0.0
    whole = within + linkage + imputation
    if whole <= 0:
        return {"estimation": 1.0, "linkage": 0.0, "imputation": 0.0}, 0.0
    parted = {"estimation": within / whole, "linkage": linkage / whole, "imputation": imputation / whole}
    return parted, linkage + imputation
