"""Parts of long work lie in a folder until the work is done."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tollbook.store.aside import ASIDE, Folder, set_aside


def test_a_part_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    part = {"left": np.array([1, 2], np.int32), "weight": np.array([0.1, -3.0]), "seen": np.array(7)}

    folder.put("pairs-00-00000", part)

    found = folder.get("pairs-00-00000")
    assert folder.holds("pairs-00-00000")
    assert {name: (array.dtype, array.tolist()) for name, array in found.items()} == {
        name: (array.dtype, array.tolist()) for name, array in part.items()
    }


def test_a_part_cut_short_counts_as_not_made(tmp_path: Path) -> None:
    Folder(tmp_path).put("part", {"many": np.arange(1000)})
    file = tmp_path / "part.npz"
    file.write_bytes(file.read_bytes()[:500])
    folder = Folder(tmp_path)

    assert not folder.holds("part")
    assert not folder.holds("another")


@pytest.mark.parametrize("at", [2, 300, 4_000, -30])
def test_a_part_that_a_broken_disk_has_changed_counts_as_not_made_and_is_made_again(tmp_path: Path, at: int) -> None:
    Folder(tmp_path).put("part", {"many": np.arange(1000)})
    file = tmp_path / "part.npz"
    damaged = bytearray(file.read_bytes())
    damaged[at] ^= 0xFF
    file.write_bytes(damaged)
    folder = Folder(tmp_path)

    assert not folder.holds("part")
    folder.put("part", {"many": np.arange(1000)})
    assert folder.holds("part")
    assert folder.get("part")["many"].tolist() == list(range(1000))


def stopped(out: Path, *, key: str) -> Path:
    """Set a part aside, and stop before the work is done."""
    with suppress(KeyboardInterrupt), set_aside(out, key=key) as folder:
        folder.put("part", {"one": np.ones(1)})
        raise KeyboardInterrupt
    return out / ASIDE


def test_work_that_was_stopped_finds_its_parts(tmp_path: Path) -> None:
    stopped(tmp_path, key="the work")

    with set_aside(tmp_path, key="the work") as folder:
        assert folder.holds("part")


def test_parts_of_other_work_are_deleted_and_never_found(tmp_path: Path) -> None:
    stopped(tmp_path, key="the work")

    with set_aside(tmp_path, key="other work") as folder:
        assert not folder.holds("part")
        assert len(list((tmp_path / ASIDE).iterdir())) == 1


def test_nothing_is_left_when_the_work_is_done(tmp_path: Path) -> None:
    with set_aside(tmp_path, key="the work") as folder:
        folder.put("part", {"one": np.ones(1)})

    assert list(tmp_path.iterdir()) == []
