"""Every estimate of a case: the whole, and each stratum, over draws of linkage and of what fills in missing values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from tollbook.estimation.answer import estimate
from tollbook.estimation.drawn import SETTLED, Drawn, drawn
from tollbook.estimation.histories import INSIDE, ONE_PERSON, histories
from tollbook.estimation.imputation import MODEL, without_unknown
from tollbook.estimation.over_linkages import over_linkages
from tollbook.estimation.parts import key
from tollbook.estimation.published import WHOLE
from tollbook.estimation.settings import Settings
from tollbook.estimation.strata import total
from tollbook.estimation.tables import on_lists
from tollbook.estimation.thresholds import at_thresholds
from tollbook.model.case import Case
from tollbook.model.estimate import CaptureTable, Estimate, Total
from tollbook.model.lists import Source

Progress = Callable[[str, int, int], None]
Kept = Callable[[str, Callable[[], Estimate]], Estimate]


@dataclass(frozen=True, slots=True)
class People:
    """Who is documented, and how linkage might have it otherwise.

    Attributes:
        best: PEOPLE of the best partition.
        settled: PEOPLE who are the same in every draw of linkage.
        draws: The other PEOPLE as each draw has them; empty where linkage is not in doubt.
        cuts: The other PEOPLE at each of THRESHOLDS; empty where linkage is not in doubt, or nobody asked.
    """

    best: pl.DataFrame
    settled: pl.DataFrame
    draws: Sequence[pl.DataFrame]
    cuts: Sequence[pl.DataFrame] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every stratum is estimated with."""

    people: People
    sources: Mapping[str, Source]
    case: Case
    settings: Settings
    kept: Kept


def by_stratum(
    people: People,
    sources: Mapping[str, Source],
    *,
    case: Case,
    settings: Settings | None = None,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, Estimate], tuple[Total, ...]]:
    """Return the estimate of the whole and of each stratum of a case, and for each way of dividing people the sum.

    Where a value by which people are divided is missing, or `unknown`, it is filled in `case.imputations` times, and
    the headline averages over what was filled in; with no imputations those people are in no stratum. Each estimate
    depends on its own tables, settings and the seed alone: a stratum more or less changes no other.

    Args:
        people: Of the best partition and of each draw of linkage.
        sources: Every list of the case by name.
        case: Its strata, period, territory, imputations and seed.
        settings: How each table is estimated; None for the defaults.
        kept: Given a key and what makes the estimate, returns it from where estimates are kept, or made and now kept.
        progress: Told what is done.

    Returns:
        Estimates by name (`all`, `status=civilian`, ...), and the sum of the strata of each division.
    """
    plan = _Plan(people, sources, case, settings or Settings(), kept or (lambda _, make: make()))
    divisions = list(dict.fromkeys(tuple(dict.fromkeys(names.split("+"))) for names in case.strata))
    made: dict[str, Estimate] = {}
    totals = []
    for dimensions in ((), *divisions):
        cells = drawn(
            people.settled,
            people.draws,
            dimensions,
            imputations=case.imputations,
            seed=case.seed,
            progress=progress,
        )
        best = without_unknown(people.best, dimensions)
        strata = _strata(best, cells) if dimensions else [{}]
        found: dict[str, Estimate] = {}
        for stratum in strata:
            if progress is not None:
                progress(f"estimates by {' and '.join(dimensions)}" if dimensions else WHOLE, len(found), len(strata))
            found[_name(stratum)] = _estimated(plan, best, cells, stratum)
        made |= found
        if dimensions and found:
            totals.append(_total(plan, best, cells, found))
    return made, tuple(totals)


def _name(stratum: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in stratum.items()) or WHOLE


def _strata(best: pl.DataFrame, cells: Drawn) -> list[dict[str, str]]:
    """Return every combination of values that somebody has in the best partition or in some draw, in order."""
    known = best.filter(INSIDE).select(cells.dimensions).drop_nulls()
    both = pl.concat([known, cells.cells.select(cells.dimensions).drop_nulls()]).unique().sort(cells.dimensions)
    return list(both.iter_rows(named=True))


def _estimated(plan: _Plan, best: pl.DataFrame, cells: Drawn, stratum: Mapping[str, str]) -> Estimate:
    """Return the estimate of a stratum; with values filled in, methods are run on the middle one of its tables."""
    held = histories(best, plan.sources, stratum=stratum, case=plan.case)
    tables = cells.tables(stratum, held.table.lists)
    table = _middle(tables) if cells.filled else held.table
    groups = cells.imputation if cells.filled else ()
    settings = replace(plan.settings, sensitivity=True) if plan.case.sensitivity and not stratum else plan.settings
    cuts = () if stratum else _cut(plan, held.table.lists)
    seen = (*tables, *cuts)
    name = key(table, settings=settings, seed=plan.case.seed, draws=seen, imputations=groups, dropped=held.dropped)

    def make() -> Estimate:
        rng = np.random.default_rng(int(name, 16))
        found = estimate(table, rng=rng, settings=settings, dropped=held.dropped)
        found = at_thresholds(found, cuts, rng=rng, settings=settings)
        return over_linkages(found, tables, rng=rng, settings=settings, imputations=groups)

    found = plan.kept(name, make)
    shown = on_lists(held.table, [name for name in held.table.lists if name in found.table.lists])
    if not cells.filled:
        return replace(found, table=shown)
    filled = {
        "dimensions": dict(cells.filled),
        "imputations": len(set(groups)),
        "n": table.n,
        "people": table.n + table.outside - shown.n - shown.outside,
        "model": MODEL,
    }
    return replace(found, table=shown, filled=filled)


def _cut(plan: _Plan, lists: tuple[str, ...]) -> tuple[CaptureTable, ...]:
    """Return the table of the whole at each threshold of linkage."""
    if not plan.people.cuts:
        return ()
    return drawn(plan.people.settled, plan.people.cuts, (), imputations=0, seed=plan.case.seed).tables({}, lists)


def _middle(tables: Sequence[CaptureTable]) -> CaptureTable:
    """Return the table that holds a median number of people."""
    return sorted(tables, key=lambda table: table.n + table.outside)[(len(tables) - 1) // 2]


def _total(plan: _Plan, best: pl.DataFrame, cells: Drawn, found: Mapping[str, Estimate]) -> Total:
    """Return the sum of strata; people whose value nobody could fill in count once each."""
    lacking = pl.any_horizontal(pl.col(name).is_null() for name in cells.dimensions)
    one = cells.cells.filter(lacking, pl.col("imputation") == 0, pl.col("draw").is_in([SETTLED, 0]))
    named = best.filter(INSIDE, ONE_PERSON, pl.col("sources").list.len() > 0)
    summed = total(
        found,
        rng=np.random.default_rng([plan.case.seed, len(cells.dimensions)]),
        draws=plan.settings.draws,
        level=plan.settings.level,
        beside=int(one["people"].sum() or 0),
    )
    return replace(summed, documented=named.height)
