"""The comparison of a run with the truth, on a case small enough to count by hand."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Three true people; the first has three rows, of which one was linked to the second instead."""
    truth = ["t0", "t0", "t0", "t1", "t2", "t2"]
    linked = ["p0", "p0", "p1", "p1", "p2", "p3"]
    rows = range(2, 8)
    (tmp_path / "out").mkdir()
    (tmp_path / "truth").mkdir()
    place = {"source": ["a", "b", "c", "c", "a", "b"], "edition": ["1"] * 6, "row": rows}
    ids = [f"{source}/1/{row}" for source, row in zip(place["source"], rows, strict=True)]
    pl.DataFrame({"record_id": ids, **place, "current": True, "linkable": True}).write_parquet(
        tmp_path / "out" / "records.parquet"
    )
    pl.DataFrame({"record_id": ids, "person_id": linked}).write_parquet(tmp_path / "out" / "persons.parquet")
    pl.DataFrame({"rule": ["all"], "dimension": ["all"], "people": [4]}).write_parquet(
        tmp_path / "out" / "counts.parquet"
    )
    pl.DataFrame(
        {
            "stratum": ["all", "all", "status=civilian"],
            "method": ["other", "graphs", None],
            "is_headline": [False, True, False],
            "documented": [4, 4, 3],
            "median": [9.0, 6.0, None],
            "low": [9.0, 5.0, None],
            "high": [9.0, 8.0, None],
        }
    ).write_parquet(tmp_path / "out" / "estimates.parquet")
    pl.DataFrame({**place, "person": truth}).write_parquet(tmp_path / "truth" / "truth.parquet")
    known = {"deaths": 5, "by_class": {"civilian": 4, "soldier": 1}}
    (tmp_path / "truth" / "truth.json").write_text(json.dumps(known), encoding="utf-8")
    return tmp_path


def evaluated(case: Path, *options: str) -> str:
    script = ROOT / "benchmarks" / "truth" / "evaluate.py"
    done = subprocess.run([sys.executable, script, case, *options], check=True, capture_output=True, text=True)
    return done.stdout


def test_pairs_persons_and_intervals_are_compared_with_the_truth(case):
    found = json.loads(evaluated(case, "--json"))

    assert found["linkage"] == {
        "rows": 6,
        "precision": 1 / 2,  # of p0 and p1, the first is right
        "recall": 1 / 4,  # of three pairs of t0 and one of t2, one was found
        "f1": pytest.approx(1 / 3),
        "persons": 4,
        "true_persons": 3,
        "wrong_pairs_inside_lists": 1,
    }
    assert found["count"] == {"documented": {"all": 4}, "true_on_lists": 3, "true_named_on_lists": 3}
    assert found["estimates"]["all"]["holds_truth"] is True
    assert found["estimates"]["status=civilian"] == {"deaths": 4, "documented": 3, "refused": True}


def test_the_text_says_whether_the_truth_lies_in_the_interval(case):
    text = evaluated(case)

    assert "all: 6 [5-8] (graphs) holds the truth, 5" in text
    assert "status=civilian: refused; truly 4" in text
