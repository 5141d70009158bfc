"""Does the interval for the number of persons hold the truth? Simulated lists of varied kinds, one line a seed.

    python benchmarks/linkage/persons_interval.py --seeds 50 --first 1000 --out FILE.jsonl [--kind latin]

Each seed draws its own case: how many people and lists, in which scripts, how much is left out or misspelt, whether
lists repeat people and how often; `--kind latin` is a population of another make (latin.py). The code was
developed on seeds 0 to 49 of the first kind. Seeds already in the file are not run again. The last line sums up: how
often the truth lies inside, how wide the intervals are, and how far off the count itself is.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import latin  # type: ignore[import-not-found]  # beside this file, on the path when it runs
import numpy as np
import polars as pl

from tollbook.linkage import link
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, RECORDS, conform, empty
from tollbook.model.vocabulary import ListPolicy

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "generator"))

from invented import noise
from invented.world import Stage, World, simulate

HABITS = ("arabic", "english", "french", "academic")


def rows_of(stage: Stage, world: World, name: str, rng: np.random.Generator) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return one list's rows, with the person of each, and how the list was made."""
    people = np.flatnonzero(rng.random(world.size) < rng.uniform(0.2, 0.8))
    repeats = rng.random() < 0.5
    share = float(rng.choice([0.0, 0.03, 0.2, 0.6])) if repeats else 0.0
    copies = np.where(rng.random(len(people)) < share, 1 + rng.geometric(rng.uniform(0.3, 0.9), len(people)), 1)
    who = np.repeat(people, copies)
    habit, looseness = str(rng.choice(HABITS)), float(rng.uniform(0.0, 0.5))
    left_out, off = float(rng.uniform(0.0, 0.4)), float(rng.uniform(0.0, 0.2))
    errors = int(rng.integers(1, 4))  # times that a hand with 1.5 % of typing errors copies a name
    written = noise.names(stage, world, who, habit=habit, looseness=looseness, rng=rng)
    parts = {}
    for part in ("given", "father", "grandfather", "family"):
        words = getattr(written, part)
        for _ in range(errors - 1):
            words = noise.mistyped(words, rng)
        if part in ("father", "grandfather"):
            words = noise.blank(words, left_out, rng)
        parts[f"{part}_{'ar' if habit == 'arabic' else 'latin'}"] = words.tolist()
    died = noise.dates(world.died[who], off=off, first_of_month=0.03, missing=left_out, rng=rng)
    age, is_unknown = noise.ages(world, who, missing=left_out, rng=rng)
    place = noise.places(stage, world, who, wrong=off, rng=rng)
    frame = pl.DataFrame({**parts, "person": who}, schema_overrides=dict.fromkeys(parts, pl.String)).with_columns(
        source=pl.lit(name),
        sex=pl.Series(np.where(world.is_female[who], "female", "male")),
        age_low=pl.Series(np.where(is_unknown, np.nan, age)).fill_nan(None),
        death_from=pl.Series(died.day.astype("datetime64[D]")),
        district=pl.Series([str(stage.places.district["english"][at]) for at in place]),
        _gone=pl.Series(died.is_missing),
    )
    frame = frame.with_columns(
        death_from=pl.when(~pl.col("_gone")).then("death_from"), age_high=pl.col("age_low")
    ).with_columns(death_to=pl.col("death_from"))
    told = {"habit": habit, "rows": len(who), "people": len(people), "repeats": repeats, "left_out": round(left_out, 2)}
    return frame.drop("_gone"), told


def case(seed: int) -> tuple[pl.DataFrame, dict[str, Source], list[dict[str, Any]]]:
    """Return the records of a simulated case with the person of each, its sources, and how each list was made."""
    rng = np.random.default_rng([19481210, seed])
    stage = Stage()
    world = simulate(stage, deaths=int(rng.integers(800, 3_000)), rng=rng)
    frames, sources, told = [], {}, []
    for at in range(int(rng.integers(2, 6))):
        name = f"list{at}"
        frame, how = rows_of(stage, world, name, rng)
        frames.append(frame)
        told.append(how)
        policy = ListPolicy.MAY_REPEAT if how["repeats"] else ListPolicy.ONCE
        sources[name] = Source(name=name, title=name, publisher=name, policy=policy)
    rows = pl.concat(frames, how="diagonal").with_row_index("row", offset=2)
    rows = rows.with_columns(
        record_id=pl.concat_str("source", pl.lit("1"), "row", separator="/"),
        edition=pl.lit("1"), current=pl.lit(value=True), linkable=pl.lit(value=True), people=pl.lit(1),
    )  # fmt: skip
    return rows, sources, told


def measured(seed: int, kind: str) -> dict[str, Any]:
    """Return how one simulated case came out."""
    rows, sources, told = latin.case(seed) if kind == "latin" else case(seed)
    truth = rows["person"].n_unique()
    began = time.process_time()
    made = link(
        conform(rows.drop("person"), RECORDS, table="records"), sources,
        judgements=empty(JUDGEMENTS), rng=np.random.default_rng(seed),
    )  # fmt: skip
    interval = made.summary["persons_interval"]
    return {
        "seed": seed, "rows": rows.height, "truth": truth, "found": made.summary["n_persons"],
        "unmet": round(made.summary["unmet"], 1),
        "low": interval["low"], "median": interval["median"], "high": interval["high"],
        "inside": bool(interval["low"] <= truth <= interval["high"]),
        "cpu_seconds": round(time.process_time() - began, 1), "lists": told,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--kind", choices=("arabic", "latin"), default="arabic")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    done = [json.loads(line) for line in options.out.read_text().splitlines()] if options.out.exists() else []
    for seed in range(options.first, options.first + options.seeds):
        if seed not in {one["seed"] for one in done}:
            done.append(measured(seed, options.kind))
            with options.out.open("a") as file:
                file.write(json.dumps(done[-1]) + "\n")
            kept = {key: value for key, value in done[-1].items() if key != "lists"}
            print(json.dumps(kept), flush=True)
    truth = np.array([one["truth"] for one in done], dtype=float)
    width = np.array([one["high"] - one["low"] for one in done]) / truth
    off = np.array([abs(one["found"] - one["truth"]) for one in done]) / truth
    middle = np.array([abs(one["median"] - one["truth"]) for one in done]) / truth
    print(
        f"{len(done)} seeds: truth inside in {sum(one['inside'] for one in done)}; width {np.median(width):.1%} of the "
        f"truth (median), {width.max():.1%} (widest); the best partition is off by {np.median(off):.2%} (median), "
        f"{off.max():.1%} (most), the draws' median by {np.median(middle):.2%}"
    )


if __name__ == "__main__":
    main()
