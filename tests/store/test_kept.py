"""Estimates are made once, found again by what they were made from, and made again when a file is broken."""

from pathlib import Path

import numpy as np
import pytest

from tollbook import estimation
from tollbook.errors import CaseError
from tollbook.estimation import Settings
from tollbook.model.estimate import CaptureTable
from tollbook.store.kept import Kept, estimate_table

PATTERNS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=bool)
TABLE = CaptureTable(("a", "b", "c"), PATTERNS, np.array([140, 135, 130, 60, 55, 52, 39]))
QUICK = Settings(methods=("decomposable_graphs",))


def no_work(*_: object) -> None:
    pytest.fail("it was estimated again")


def test_a_kept_estimate_is_given_back_to_whoever_asks_with_the_same_table(tmp_path: Path) -> None:
    first = estimate_table(TABLE, seed=7, settings=QUICK, kept=Kept(tmp_path))
    turned = estimation.on_lists(TABLE, ["c", "a", "b"])

    again = estimate_table(turned, seed=7, settings=QUICK, kept=Kept(tmp_path), progress=no_work)

    assert again.headline.draws.tolist() == first.headline.draws.tolist()
    assert again.table.lists == ("c", "a", "b")
    assert [path.suffix for path in sorted(tmp_path.iterdir())] == [".json", ".npz"]


@pytest.mark.parametrize("change", ["seed", "count", "level"])
def test_another_seed_table_or_setting_is_another_estimate(tmp_path: Path, change: str) -> None:
    other = CaptureTable(TABLE.lists, PATTERNS, TABLE.counts + (np.arange(7) == 0 if change == "count" else 0))
    settings = Settings(methods=QUICK.methods, level=0.9 if change == "level" else 0.95)
    estimate_table(TABLE, seed=7, settings=QUICK, kept=Kept(tmp_path))

    estimate_table(other, seed=8 if change == "seed" else 7, settings=settings, kept=Kept(tmp_path))

    assert len(list(tmp_path.glob("*.json"))) == 2


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_broken_file_is_made_again(tmp_path: Path, suffix: str) -> None:
    first = estimate_table(TABLE, seed=7, settings=QUICK, kept=Kept(tmp_path))
    (broken,) = tmp_path.glob(f"*{suffix}")
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])

    again = estimate_table(TABLE, seed=7, settings=QUICK, kept=Kept(tmp_path))

    assert again.headline.draws.tolist() == first.headline.draws.tolist()
    assert broken.read_bytes() == whole


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(CaseError, match="a file, not a folder"):
        Kept(tmp_path / "file")


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    estimate_table(TABLE, seed=7, settings=QUICK, kept=Kept(tmp_path))
    kept = Kept(tmp_path)
    estimate_table(TABLE, seed=8, settings=QUICK, kept=kept)

    kept.forget_others()

    assert len(list(tmp_path.iterdir())) == 2
