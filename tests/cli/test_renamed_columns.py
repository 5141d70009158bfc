"""What a list calls its columns, and in which order they stand, changes nobody's person."""

import csv
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tollbook.cli import main
from tollbook.model.case import DEFAULT_SEED

GIVEN = ("Samer", "Layla", "Yusuf", "Hana", "Karim", "Rania", "Bilal", "Nawal", "Tariq", "Dalal")
FATHER = ("Ibrahim", "Hasan", "Jabir", "Munir", "Rashid", "Faris", "Nabil", "Walid", "Ziyad", "Sharif")
FAMILY = ("Zaytuni", "Qamari", "Bustani", "Shajari", "Marjani", "Ramli")
PLAIN = ("id", "name", "sex", "age", "date_of_death", "place")
RENAMED = ("number", "full name", "gender", "age years", "died", "location")
TURNED = (5, 3, 1, 0, 4, 2)


def people() -> list[tuple[str, ...]]:
    rng = np.random.default_rng(DEFAULT_SEED)
    return [
        (
            " ".join(str(rng.choice(part)) for part in (GIVEN, FATHER, FAMILY)),
            str(rng.choice(["F", "M"])),
            str(rng.integers(1, 80)),
            f"2016-{rng.integers(1, 13):02}-{rng.integers(13, 29):02}",
            str(rng.choice(["Aleppo", "Idlib", "Homs"])),
        )
        for _ in range(120)
    ]


def written(path: Path, columns: tuple[str, ...], order: tuple[int, ...], *, seed: int) -> Path:
    """Write a list of some of the people."""
    rng = np.random.default_rng(seed)
    rows = [(str(at), *person) for at, person in enumerate(people(), start=1) if rng.random() < 0.7]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerows([row[at] for at in order] for row in [columns, *rows])
    return path


def partition(folder: Path, columns: tuple[str, ...], order: tuple[int, ...]) -> set[frozenset[str]]:
    folder.mkdir()
    lists = {
        name: written(folder / f"{name}.csv", columns, order, seed=seed) for seed, name in enumerate(("first", "other"))
    }
    case = folder / "case"
    run("new", str(case))
    for name, path in lists.items():
        run("add", "list", str(path), "--name", name, "--case", str(case))
    run("run", str(case))
    persons = pl.read_parquet(case / "out" / "persons.parquet").group_by("person_id").agg("record_id")
    return {frozenset(group) for group in persons["record_id"].to_list()}


def run(*words: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["tollbook", *words])
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code


def test_columns_under_other_names_in_another_order_give_the_same_partition(tmp_path: Path) -> None:
    plain = partition(tmp_path / "plain", PLAIN, tuple(range(len(PLAIN))))
    renamed = partition(tmp_path / "renamed", RENAMED, TURNED)

    assert plain == renamed
    assert sum(len(group) == 2 for group in plain) > 40
