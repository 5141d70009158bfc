import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import BusyError
from tollbook.store.stages import Stages, hash_file, hold, open_stages, read_manifest


class Counter:
    """A stage that counts how often it is made."""

    def __init__(self, out: Path) -> None:
        self.out, self.made = out, 0

    def __call__(self) -> Mapping[str, Any]:
        self.made += 1
        (self.out / "made.txt").write_text("made")
        return {"rows_out": 1}


def run(out: Path, make: Counter, inputs: Mapping[str, str]) -> Stages:
    stages = open_stages(out, {"seed": 1})
    stages.run("first", inputs=inputs, code=("counting",), outputs=("made.txt",), make=make)
    stages.finish()
    return stages


def test_a_stage_is_made_once_for_the_same_inputs(tmp_path: Path) -> None:
    make = Counter(tmp_path)

    run(tmp_path, make, {"a": "1"})
    run(tmp_path, make, {"a": "1"})

    assert make.made == 1


@pytest.mark.parametrize("change", ["input", "output", "lost", "manifest"])
def test_a_stage_is_made_again_when_anything_changed(tmp_path: Path, change: str) -> None:
    make = Counter(tmp_path)
    run(tmp_path, make, {"a": "1"})
    if change == "output":
        (tmp_path / "made.txt").write_text("edited by hand")
    if change == "lost":
        (tmp_path / "made.txt").unlink()
    if change == "manifest":
        (tmp_path / "manifest.json").write_text("{torn")

    run(tmp_path, make, {"a": "2" if change == "input" else "1"})

    assert make.made == 2
    assert (tmp_path / "made.txt").read_text() == "made"


def test_looking_makes_and_writes_nothing(tmp_path: Path) -> None:
    make = Counter(tmp_path)
    stages = open_stages(tmp_path, {}, only_look=True)

    would_run = stages.run("first", inputs={}, code=("counting",), outputs=("made.txt",), make=make)

    assert would_run
    assert make.made == 0
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_keeps_the_stages_that_were_done(tmp_path: Path) -> None:
    first = Counter(tmp_path)

    def interrupted() -> Mapping[str, Any]:
        raise KeyboardInterrupt

    stages = open_stages(tmp_path, {})
    stages.run("first", inputs={"a": "1"}, code=("counting",), outputs=("made.txt",), make=first)
    with pytest.raises(KeyboardInterrupt):
        stages.run("second", inputs={}, code=("counting",), outputs=("later.txt",), make=interrupted)
    run(tmp_path, first, {"a": "1"})

    assert first.made == 1


def test_a_manifest_has_no_time_in_it(tmp_path: Path) -> None:
    run(tmp_path, Counter(tmp_path), {"a": "1"})
    before = hash_file(tmp_path / "manifest.json")
    (tmp_path / "manifest.json").unlink()

    run(tmp_path, Counter(tmp_path), {"a": "1"})

    assert hash_file(tmp_path / "manifest.json") == before
    assert json.loads((tmp_path / "manifest.json").read_text())["stages"]["first"]["rows_out"] == 1


def test_a_case_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(BusyError, match="another run"):
        hold(tmp_path)

    with hold(tmp_path):
        assert read_manifest(tmp_path) == {}


def test_a_stage_found_unchanged_is_told_in_the_order_of_one_just_made(tmp_path: Path) -> None:
    made = run(tmp_path, Counter(tmp_path), {"b": "1", "a": "2"})

    resumed = run(tmp_path, Counter(tmp_path), {"b": "1", "a": "2"})

    assert json.dumps(resumed.done) == json.dumps(made.done)
