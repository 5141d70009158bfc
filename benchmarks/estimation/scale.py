"""How long many strata take with latent classes, and how much memory six lists take.

    python benchmarks/estimation/scale.py --share 0.1
    python benchmarks/estimation/scale.py --memory

A job like those of verdata: 200 strata, each in 100 replicates (imputations of what records leave open), latent
classes on every one that bears an estimate. Strata are invented: 3 to 8 lists of very unequal length, two kinds of
people, 30 to 3,000 listed; short lists make some of them not estimable. A share of the replicates is run and its time
scaled up.

Memory is the peak of resident memory of a fresh process (`VmHWM` of Linux) after one estimate, less the peak after
imports; compiled kernels come from the cache on disk, which a first process fills.
"""

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from tollbook.estimation import Settings, decomposable, estimate, latent
from tollbook.estimation.refusals import admit
from tollbook.estimation.tables import canonical, from_people
from tollbook.model.estimate import CaptureTable

STRATA, REPLICATES = 200, 100
SETTINGS = Settings(effective=1_000, draws=1_000, threads=1)  # verdata keeps 1,000 draws
NAMES = "ABCDEFGH"


def stratum(place: int, replicate: int) -> CaptureTable:
    """Return a stratum; replicates differ in which one in twenty of its records belong elsewhere."""
    rng = np.random.default_rng([19481210, place])
    lists, listed = int(rng.integers(3, 9)), float(np.exp(rng.uniform(np.log(30), np.log(3_000))))
    chance = np.sort(rng.beta(0.6, 4.0, lists))[::-1]
    often = rng.random() * 0.4
    people = int(listed / max(1 - float(np.prod(1 - chance)), 0.05))
    odds = chance / (1 - chance)
    each = np.where(rng.random((people, 1)) < often, 4 * odds / (1 + 4 * odds), odds / (1 + odds))
    held = rng.random((people, lists)) < each
    kept = np.random.default_rng([19481210, place, replicate]).random(people) < 0.95
    return from_people(held[kept], tuple(NAMES[:lists]))


def one(job: tuple[int, int]) -> str:
    table = stratum(*job)
    entry = admit(canonical(table), dropped={}) if len(table.counts) else None
    if entry is None or entry.is_refused:
        return "not estimable"
    found = latent.fit(entry.table, settings=SETTINGS, rng=np.random.default_rng([1, *job]))
    told = "three lists leave it open" if "equally_good" in found.diagnostics else "did not converge"
    return told if found.interval is None else "estimated"


def many(share: float) -> None:
    replicates = max(round(REPLICATES * share), 1)
    jobs = [(place, replicate) for replicate in range(replicates) for place in range(STRATA)]
    one(jobs[0])
    start, busy = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, jobs))
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    scale = REPLICATES / replicates
    print("| outcome | tables |\n|---|---|")
    for outcome in sorted(set(found)):
        print(f"| {outcome} | {found.count(outcome):,} |")
    print(
        f"\n{STRATA} strata x {replicates} replicates: {wall / 60:.1f} minutes on 2 threads as the machine was, "
        f"{cpu / 60:.1f} core-minutes; {STRATA} x {REPLICATES}: {wall * scale / 3600:.2f} hours as it was, "
        f"{cpu * scale / 2 / 3600:.2f} hours on 2 cores of its own"
    )


def peak() -> float:
    """Return the peak of resident memory so far, in MB; getrusage also counts what the parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def six(what: str) -> None:
    rng = np.random.default_rng(1)
    table = from_people(rng.random((5_000, 6)) < np.array([0.3, 0.25, 0.2, 0.15, 0.1, 0.1]), tuple("ABCDEF"))
    before = peak()
    if what == "graphs":
        decomposable.fit(table, settings=Settings(), rng=rng)
    else:
        estimate(table, rng=rng)
    print(f"{before:.0f} {peak() - before:.0f}")


def memory() -> None:
    print("| six lists, 5,000 people | interpreter and imports, MB | above them, MB |\n|---|---|---|")
    for what in ("graphs", "whole"):
        command = [sys.executable, __file__, "--child", what]
        subprocess.run(command, check=True, capture_output=True)  # fills the cache of compiled kernels
        before, above = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        name = "decomposable graphs" if what == "graphs" else "every method, checks included"
        print(f"| {name} | {before} | {above} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1, help="of the replicates that is run")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--child", choices=("graphs", "whole"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        six(options.child)
    elif options.memory:
        memory()
    else:
        many(options.share)


if __name__ == "__main__":
    main()
