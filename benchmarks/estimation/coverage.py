"""How often do 95 % intervals hold the true number? Simulated populations, many replicates, one line a population.

    python benchmarks/estimation/coverage.py --replicates 1000 --people 500 2000 20000 --populations A B C D

Each replicate is kept in a file as it is done, so that a run can be broken off and taken up again; the table is printed
from that file. `--warnings` runs the whole estimate, checks included, instead of the two exact or converged methods.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from tollbook.estimation import Settings, decomposable, estimate, latent
from tollbook.estimation.simulation import POPULATIONS, without_overlap
from tollbook.model.estimate import CaptureTable, MethodResult
from tollbook.model.vocabulary import Severity

METHODS = (latent.NAME, decomposable.NAME)
ALARMS = (Severity.WARN, Severity.REFUSE)


def table_of(population: str, people: int, replicate: int, seed: int) -> CaptureTable:
    rng = np.random.default_rng([seed, ord(population), people, replicate])
    return without_overlap(people, rng) if population == "G" else POPULATIONS[population].table(people, rng)


def one(population: str, people: int, replicate: int, *, settings: Settings, whole: bool, seed: int) -> dict[str, Any]:
    table = table_of(population, people, replicate, seed)
    rng = np.random.default_rng([1, replicate])
    row: dict[str, Any] = {"population": population, "people": people, "replicate": replicate, "n": table.n}
    if whole:
        found = estimate(table, rng=rng, settings=settings)
        row["estimable"] = found.is_estimable
        row["alarms"] = sorted({check.code for check in found.checks if check.severity in ALARMS})
        results = dict(found.methods)
        if found.headline is not None:
            results["headline"] = found.headline
    else:
        results = {
            latent.NAME: latent.fit(table, settings=settings, rng=rng),
            decomposable.NAME: decomposable.fit(table, settings=settings, rng=rng),
        }
    row["methods"] = {name: _told(result) for name, result in results.items()}
    return row


def _told(result: MethodResult) -> dict[str, Any]:
    return {
        "median": result.median,
        "interval": result.interval,
        "rhat": result.diagnostics.get("rhat"),
        "ess_bulk": result.diagnostics.get("ess_bulk"),
        "heated": result.diagnostics.get("heated"),
    }


def summary(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| population | people | replicates | method | 95 % intervals that hold the truth | Monte Carlo error "
        "| bias of the median | median width / people | no interval |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for population, people in sorted({(row["population"], row["people"]) for row in rows}):
        group = [row for row in rows if (row["population"], row["people"]) == (population, people)]
        for method in sorted({name for row in group for name in row["methods"]}):
            found = [row["methods"][method] for row in group if method in row["methods"]]
            given = [each for each in found if each["interval"]]
            if not given:
                continue
            held = np.array([each["interval"][0] <= people <= each["interval"][1] for each in given])
            bias = float(np.median([each["median"] for each in given])) / people - 1
            width = float(np.median([each["interval"][1] - each["interval"][0] for each in given])) / people
            error = float(np.sqrt(max(held.mean() * (1 - held.mean()), 1e-4) / len(held)))
            lines.append(
                f"| {population} | {people:,} | {len(found)} | {method} | {held.mean():.1%} | {error:.1%} "
                f"| {bias:+.1%} | {width:.2f} | {len(found) - len(given)} |"
            )
    return lines


def alarms(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| population | people | replicates | warned or refused | refused | by code |",
        "|---|---|---|---|---|---|",
    ]
    for population, people in sorted({(row["population"], row["people"]) for row in rows}):
        group = [row for row in rows if (row["population"], row["people"]) == (population, people)]
        raised = sum(bool(row["alarms"]) for row in group) / len(group)
        refused = sum(not row["estimable"] for row in group) / len(group)
        codes = sorted({code for row in group for code in row["alarms"]})
        each = ", ".join(f"{code} {sum(code in row['alarms'] for row in group) / len(group):.0%}" for code in codes)
        lines.append(f"| {population} | {people:,} | {len(group)} | {raised:.0%} | {refused:.0%} | {each} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=20)
    parser.add_argument("--people", type=int, nargs="+", default=[2_000])
    parser.add_argument("--populations", nargs="+", default=["A", "B", "C", "D"])
    parser.add_argument("--effective", type=int, default=400)
    parser.add_argument(
        "--list-prior", type=float, default=1.0, help="of latent classes; keep the rows in a file apart"
    )
    parser.add_argument("--seed", type=int, default=19481210, help="of the tables; keep the rows in a file apart")
    parser.add_argument("--warnings", action="store_true")
    parser.add_argument("--kept", type=Path, default=Path("benchmarks/results/coverage.jsonl"))
    options = parser.parse_args()
    settings = Settings(effective=options.effective, list_prior=options.list_prior, draws=1_000, threads=1)
    options.kept.parent.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in options.kept.read_text().splitlines()] if options.kept.exists() else []
    done = {(row["population"], row["people"], row["replicate"]) for row in rows}
    wanted = [(p, n, r) for r in range(options.replicates) for n in options.people for p in options.populations]
    with options.kept.open("a") as kept:
        for population, people, replicate in wanted:
            if (population, people, replicate) not in done:
                row = one(population, people, replicate, settings=settings, whole=options.warnings, seed=options.seed)
                rows.append(row)
                kept.write(json.dumps(row) + "\n")
                kept.flush()
    print("\n".join(summary(rows)))
    if options.warnings:
        print("\n".join(["", *alarms(rows)]))


if __name__ == "__main__":
    main()
