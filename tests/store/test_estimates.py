from pathlib import Path

import numpy as np

from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult, Total
from tollbook.model.vocabulary import Severity
from tollbook.store.estimates import read_estimates, read_totals, write_estimates

TABLE = CaptureTable(
    ("a", "b", "c"), np.array([[0, 1, 1], [1, 0, 0]], dtype=bool), np.array([5, 7]), {"sex": "female"}, 4
)


def test_an_estimate_reads_back_as_it_was_written(tmp_path: Path) -> None:
    draws = np.array([13.0, 14.0, 15.5])
    result = MethodResult("decomposable", 14.0, 14.2, (13.0, 15.5), 0.95, {"weights": np.array([0.5])}, draws)
    checks = (EstimateCheck("W1", Severity.WARN, "a list is short", "drop it"),)
    estimate = Estimate(
        TABLE, result, "because", {"decomposable": result}, checks, {"d": "no records"}, filled={"n": 3}
    )

    write_estimates({"sex=female": estimate}, (), tmp_path)
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
    assert read.filled == {"n": 3}
    assert read_totals(tmp_path) == ()


def test_a_sum_of_strata_reads_back_as_it_was_written(tmp_path: Path) -> None:
    draws = np.array([20.0, 21.0])
    written = Total(("sex",), 19, 20.5, 20.5, (20.0, 21.0), 0.95, draws, ("sex=female",), {"sex=male": 3}, 2)

    write_estimates({}, (written,), tmp_path)
    (read,) = read_totals(tmp_path)

    assert read.draws.tolist() == [20.0, 21.0]
    assert (read.dimensions, read.interval, read.estimated) == (("sex",), (20.0, 21.0), ("sex=female",))
    assert read.not_estimable == {"sex=male": 3}
    assert read.is_floor


def test_a_refusal_keeps_its_table_and_its_reason(tmp_path: Path) -> None:
    refusal = Estimate(TABLE, None, "no overlap", {}, (EstimateCheck("E2", Severity.REFUSE, "no overlap", "wait"),))

    write_estimates({"all": refusal}, (), tmp_path)
    read = read_estimates(tmp_path)["all"]

    assert not read.is_estimable
    assert read.rule == "no overlap"
    assert read.table.n == 12
