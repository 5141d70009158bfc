"""Kosovo, March to June 1999: 4,400 named killings on four lists.

Ball, Betts, Scheuren, Dudukovich, Asher 2002, "Killings and Refugee Flow in Kosovo, March-June 1999", AAAS/ABA CEELI:
10,356 [9,002-12,122]. A near-census afterwards, the Kosovo Memory Book, names 10,401 dead of the same period.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tollbook.estimation import as_json, capture_table, decomposable, estimate, latent, loglinear
from tollbook.model.estimate import CaptureTable, Estimate

NEAR_CENSUS = 10_401
FILE = Path(__file__).parents[2] / "examples" / "kosovo-1999" / "tables" / "kosovo-1999.csv"


@pytest.fixture(scope="module")
def table() -> CaptureTable:
    return capture_table(pl.read_csv(FILE, infer_schema=False), where=FILE.name)


@pytest.fixture(scope="module")
def found(table: CaptureTable) -> Estimate:
    return estimate(table, rng=np.random.default_rng(19481210))


def test_4400_people_are_documented(table: CaptureTable) -> None:
    assert table.n == 4_400


def test_decomposable_graphs_equal_dga_to_six_digits(table: CaptureTable) -> None:
    """The R package dga 2.0.2 with delta 1/16 on 1 to 30,000 unlisted: mean 12,749.35, 9,827 / 12,595 / 16,544."""
    curve = decomposable.posterior(table, delta=1 / 16, complete_graph=True, grid=np.arange(1, 30_001)).curve

    assert round(table.n + curve.mean, 2) == 12_749.35
    assert [table.n + curve.quantile(q) for q in (0.025, 0.5, 0.975)] == [9_827, 12_595, 16_544]


def test_the_automatic_grid_gives_the_same(table: CaptureTable) -> None:
    curve = decomposable.posterior(table, delta=1 / 16).curve

    assert table.n + curve.mean == pytest.approx(12_749.35, rel=5e-4)
    assert [table.n + curve.quantile(q) for q in (0.025, 0.5, 0.975)] == pytest.approx(
        [9_827, 12_595, 16_544], rel=2e-3
    )


@pytest.mark.parametrize(("delta", "weight"), [(1 / 16, 0.000), (0.5, 0.061), (1.0, 0.976)])
def test_the_complete_graph_takes_over_as_delta_grows(table: CaptureTable, delta: float, weight: float) -> None:
    """Weights as dga gives them; at delta 1 its median is 4,617: the complete graph knows nothing of the unlisted."""
    average = decomposable.posterior(table, delta=delta, complete_graph=True, grid=np.arange(1, 30_001))

    assert average.complete == pytest.approx(weight, abs=0.001)


def test_latent_classes_agree_with_lcmcr(found: Estimate) -> None:
    """LCMCR 0.4.14, ten classes, 8.4 million sweeps: 10,404 [8,950-13,796], deviation 1,286, worth 7,583 draws.

    Two Monte Carlo errors of the difference, ours taken from our effective draws; quantiles within 2 %.
    """
    result = found.methods[latent.NAME]
    error = 1.25 * 1_286 * np.hypot(1 / np.sqrt(result.diagnostics["ess_bulk"]), 1 / np.sqrt(7_583))

    assert result.diagnostics["rhat"] < 1.01
    assert min(result.diagnostics["ess_bulk"], result.diagnostics["ess_tail"]) >= 400
    assert result.median == pytest.approx(10_404, abs=2 * error)
    assert result.interval == pytest.approx((8_950, 13_796), rel=0.02)


def test_the_near_census_lies_in_the_interval(found: Estimate) -> None:
    assert found.headline is not None
    assert found.headline.method == latent.NAME
    assert found.headline.interval is not None
    assert found.headline.interval[0] <= NEAR_CENSUS <= found.headline.interval[1]


def test_log_linear_models_agree_with_sparsemse(found: Estimate) -> None:
    """SparseMSE 2.0.1, stepwise at p = .02: 14,342 [12,541-16,540]."""
    told = found.methods[loglinear.NAME].diagnostics

    assert told["bic_median"] == pytest.approx(14_342, rel=1e-3)
    assert told["bic_interval"] == pytest.approx([12_541, 16_540], rel=5e-3)


def test_methods_are_shown_side_by_side_with_the_documented_count(found: Estimate) -> None:
    shown = as_json(found)

    assert shown["n"] == 4_400
    assert shown["methods"]["chao_lower_bound"]["median"] < NEAR_CENSUS < shown["methods"]["log_linear"]["median"]
