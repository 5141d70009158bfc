"""Writes five lists of invented deaths in Aleppo governorate, 2012-2016, and the truth behind them.

    python examples/generator/simulate.py --deaths 6000 --seed 19481210 --out DIR
    python examples/generator/simulate.py --rows 1000000 --out DIR

DIR becomes a case: its settings and the lists' profiles are those of examples/aleppo-2016.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from invented.arabic import ledger, registry
from invented.capture import listed
from invented.latin import archive, memorial, monitor
from invented.release import Release
from invented.world import CLASSES, Stage, World, simulate

LISTS = {"ledger": ledger, "registry": registry, "monitor": monitor, "memorial": memorial, "archive": archive}
EXAMPLE = Path(__file__).resolve().parent.parent / "aleppo-2016"
ROWS_PER_DEATH = 1.865  # of all editions together; 988,984 rows of 530,223 deaths


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a world of the size that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write five lists of invented deaths and the truth behind them.")
    parser.add_argument("--deaths", type=int, default=6000, help="how many people died")
    parser.add_argument("--rows", type=int, help="about how many rows all editions have together; decides --deaths")
    parser.add_argument("--seed", type=int, default=19481210)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the case")
    options = parser.parse_args(arguments)
    deaths = options.deaths if options.rows is None else round(options.rows / ROWS_PER_DEATH)
    if deaths < 1:
        parser.error("at least one person must have died")
    written = write(deaths=deaths, seed=options.seed, out=options.out)
    sys.stdout.write(f"{deaths} invented deaths, {written} rows in {options.out}\n")


def write(*, deaths: int, seed: int, out: Path) -> int:
    """Write the lists, their profiles and the truth.

    Args:
        deaths: How many people died.
        seed: Of all randomness.
        out: The folder of the case.

    Returns:
        Rows written, all editions together.
    """
    world_rng, capture_rng, *list_rngs = np.random.default_rng(seed).spawn(2 + len(LISTS))
    stage = Stage()
    world = simulate(stage, deaths=deaths, rng=world_rng)
    on_list = listed(world, stage.places, rng=capture_rng)
    releases = [
        release
        for (name, make), rng in zip(LISTS.items(), list_rngs, strict=True)
        for release in make(stage, world, on_list[name], rng)
    ]
    for release in releases:
        folder = out / "sources" / release.source
        folder.mkdir(parents=True, exist_ok=True)
        release.write(release.frame, folder / release.file)
    if out.resolve() != EXAMPLE:
        for settings in [EXAMPLE / "case.toml", *sorted(EXAMPLE.glob("sources/*/profile.toml"))]:
            shutil.copyfile(settings, out / settings.relative_to(EXAMPLE))
    write_truth(world, releases, out / "truth", seed=seed)
    return sum(len(release.frame) for release in releases)


def write_truth(world: World, releases: Sequence[Release], folder: Path, *, seed: int) -> None:
    """Write who is behind each row, and how many died."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = pl.concat([release.truth() for release in releases])
    dead = pl.Series(world.is_dead)
    truth = truth.with_columns(
        person=pl.when(dead.gather(truth["person"])).then(pl.format("t{}", "person")),
    )
    truth.write_parquet(folder / "truth.parquet", compression="zstd", statistics=False)
    group, years = world.group[world.is_dead], world.died[world.is_dead].astype("datetime64[Y]").astype(str)
    found = {
        "invented": True,
        "seed": seed,
        "deaths": int(world.is_dead.sum()),
        "by_class": {name: int((group == at).sum()) for at, name in enumerate(CLASSES)},
        "by_year": {str(year): int(count) for year, count in zip(*np.unique(years, return_counts=True), strict=True)},
        "on_any_list": int(truth["person"].drop_nulls().n_unique()),
    }
    (folder / "truth.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
