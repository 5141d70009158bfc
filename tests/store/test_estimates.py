from pathlib import Path

import numpy as np

from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult
from tollbook.model.vocabulary import Severity
from tollbook.store.estimates import read_estimates, write_estimates

TABLE = CaptureTable(
    ("a", "b", "c"), np.array([[0, 1, 1], [1, 0, 0]], dtype=bool), np.array([5, 7]), {"sex": "female"}, 4
)


def test_an_estimate_reads_back_as_it_was_written(tmp_path: Path) -> None:
    draws = np.array([13.0, 14.0, 15.5])
    result = MethodResult("decomposable", 14.0, 14.2, (13.0, 15.5), 0.95, {"weights": np.array([0.5])}, draws)
    checks = (EstimateCheck("W1", Severity.WARN, "a list is short", "drop it"),)
    estimate = Estimate(TABLE, result, "because", {"decomposable": result}, checks, {"d": "no records"})

    write_estimates({"sex=female": estimate}, tmp_path)
    read = read_estimates(tmp_path)["sex=female"]

    assert read.headline is not None
    assert read.headline.interval == (13.0, 15.5)
    assert read.methods["decomposable"].draws is not None
    assert read.methods["decomposable"].draws.tolist() == draws.tolist()
    assert read.table.patterns.tolist() == TABLE.patterns.tolist()
    assert read.table.stratum == {"sex": "female"}
    assert read.table.outside == 4
    assert read.checks == checks
    assert read.dropped == {"d": "no records"}


def test_a_refusal_keeps_its_table_and_its_reason(tmp_path: Path) -> None:
    refusal = Estimate(TABLE, None, "no overlap", {}, (EstimateCheck("E2", Severity.REFUSE, "no overlap", "wait"),))

    write_estimates({"all": refusal}, tmp_path)
    read = read_estimates(tmp_path)["all"]

    assert not read.is_estimable
    assert read.rule == "no overlap"
    assert read.table.n == 12
