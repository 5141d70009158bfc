"""Estimates of published tables beside what other software and studies say of them, with times.

    python benchmarks/estimation/published.py TABLES_FOLDER

The folder holds capture tables as CSV; those that are not there are left out. Kosovo comes with the repository.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from tollbook.estimation import Settings, capture_table, chordal, decomposable, estimate, latent, pooled
from tollbook.estimation.simulation import POPULATIONS
from tollbook.model.estimate import CaptureTable

KOSOVO = Path(__file__).parents[2] / "examples" / "kosovo-1999" / "tables" / "kosovo-1999.csv"

# table, delta, last number of unlisted on the grid, mean by the R package dga 2.0.2
DGA = (
    ("kosovo_1999", 1 / 16, 30_000, 12_749.35),
    ("UKdat_5", 1 / 32, 40_000, 21_264.94),
    ("Ned_5", 1 / 32, 100_000, 48_063.14),
    ("madigan_york_5", 0.5, 1_000, 617.816),
)

# table, 2.5 %, median and 97.5 % by the R package LCMCR 0.4.14 with ten classes
LCMCR = (
    ("kosovo_1999", 8_950, 10_404, 13_796),
    ("UKdat", 16_149, 22_341, 33_614),
    ("NewOrl", 513, 715, 1_071),
    ("ph_manila_police", 535, 570, 651),
    ("ph_manila_unidentified", 313, 395, 669),
    ("ph_caloocan_police", 302, 328, 376),
    ("gaza_2024_three_lists", 49_429, 65_315, 88_745),
)


def load(folder: Path, name: str) -> CaptureTable | None:
    path = KOSOVO if name == "kosovo_1999" else folder / f"{name}.csv"
    return capture_table(pl.read_csv(path, infer_schema=False), where=path.name) if path.exists() else None


def timed(work: Callable[[], object], *, times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def graphs(folder: Path) -> None:
    print("| table | delta | dga mean | ours, same grid | automatic grid | difference | seconds, automatic |")
    print("|---|---|---|---|---|---|---|")
    for name, delta, end, anchor in DGA:
        table = load(folder, name)
        if table is None:
            continue
        grid = decomposable.posterior(table, delta=delta, complete_graph=True, grid=np.arange(1, end + 1)).curve
        free = decomposable.posterior(table, delta=delta).curve
        wide = decomposable.posterior(table, delta=delta, grid=np.arange(0, 1_500_001)).curve
        seconds = timed(partial(decomposable.posterior, table, delta=delta))
        error = (free.mean - wide.mean) / (table.n + wide.mean)
        print(
            f"| {name} | {delta:g} | {anchor:,} | {table.n + grid.mean:,.4f} | {table.n + free.mean:,.2f} "
            f"| {error:+.4%} of every number to 1.5 million | {seconds:.4f} |"
        )
    print("\n| lists | graphs | seconds once | seconds an estimate |\n|---|---|---|---|")
    for lists in range(3, 8):
        chordal.graphs.cache_clear()
        start = time.perf_counter()
        count = len(chordal.graphs(lists))
        once = time.perf_counter() - start
        held = np.random.default_rng(lists).random((3_000, lists)) < 0.2
        table = _of(held)
        seconds = timed(partial(decomposable.posterior, table, delta=2.0**-lists), times=2)
        print(f"| {lists} | {count:,} | {once:.3f} | {seconds:.4f} |")


def _of(held: np.ndarray) -> CaptureTable:
    distinct, counts = np.unique(held[held.any(axis=1)], axis=0, return_counts=True)
    return CaptureTable(tuple("ABCDEFG"[: held.shape[1]]), distinct, counts.astype(np.int64))


def classes(folder: Path) -> None:
    print("\n| table | LCMCR | ours | R-hat | effective draws, bulk / tail | sweeps | heated | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, low, median, high in LCMCR:
        table = load(folder, name)
        if table is None:
            continue
        start = time.perf_counter()
        found = latent.fit(table, settings=Settings(effective=1_000), rng=np.random.default_rng(19481210))
        seconds = time.perf_counter() - start
        told = found.diagnostics
        if "rhat" not in told:
            good = told["equally_good"]
            ends = f"{good['from']:,.0f} to {good['to']:,.0f}"
            print(f"| {name} | {median:,} [{low:,}-{high:,}] | none: {ends} fit equally | | | | | {seconds:.2f} |")
            continue
        ends = "no interval" if found.interval is None else f"{found.interval[0]:,.0f}-{found.interval[1]:,.0f}"
        print(
            f"| {name} | {median:,} [{low:,}-{high:,}] | {found.median:,.0f} [{ends}] | {told['rhat']:.4f} "
            f"| {told['ess_bulk']:,.0f} / {told['ess_tail']:,.0f} | {told['sweeps']:,} x {told['chains']} "
            f"| {'yes' if told['heated'] else 'no'} | {seconds:.2f} |"
        )


def many() -> None:
    base = POPULATIONS["A"].table(3_000, np.random.default_rng(1))
    rng = np.random.default_rng(2)
    singles = [int(np.flatnonzero(p)[0]) for p in base.patterns if p.sum() == 1]
    places = [place for place, p in enumerate(base.patterns) if p.sum() == 1]
    tables = []
    for _ in range(1_000):
        counts = base.counts.copy()
        for place, pattern in enumerate(base.patterns):
            if pattern.sum() > 1:
                apart = rng.binomial(counts[place] - 1, 0.03)
                counts[place] -= apart
                for j in np.flatnonzero(pattern):
                    counts[places[singles.index(int(j))]] += apart
        tables.append(CaptureTable(base.lists, base.patterns, counts))
    for method in (decomposable.NAME, latent.NAME):
        start = time.perf_counter()
        found = pooled(tables, rng=np.random.default_rng(1), settings=Settings(effective=1_000), method=method)
        print(
            f"\n1,000 linkage draws, {found.tables['distinct']} distinct tables, {method}: "
            f"{time.perf_counter() - start:.1f} s, {found.tables['reweighted']} reweighted, "
            f"share of linkage {found.shares['linkage']:.0%}"
        )


def whole(folder: Path) -> None:
    print("\n| table | headline | rule | warnings | seconds |\n|---|---|---|---|---|")
    for name in ("kosovo_1999", *sorted(path.stem for path in folder.glob("*.csv") if path.stem != "kosovo_1999")):
        table = load(folder, name)
        if table is None:
            continue
        start = time.perf_counter()
        found = estimate(table, rng=np.random.default_rng(19481210))
        seconds = time.perf_counter() - start
        first = found.headline
        ends = (0.0, 0.0) if first is None or first.interval is None else first.interval
        answer = "none" if first is None else f"{first.median:,.0f} [{ends[0]:,.0f}-{ends[1]:,.0f}]"
        codes = " ".join(sorted({check.code for check in found.checks if check.severity in ("warn", "refuse")}))
        print(f"| {name} | {answer} | {found.rule} | {codes} | {seconds:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    warm = load(folder, "kosovo_1999")
    if warm is not None:
        estimate(warm, rng=np.random.default_rng(1))  # compilation is not part of any time
    graphs(folder)
    classes(folder)
    many()
    whole(folder)


if __name__ == "__main__":
    main()
