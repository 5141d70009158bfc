"""Splink, on DuckDB and on Spark, looks at the pairs that we look at and weighs them as we do."""

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.engines import extras, on_duckdb, on_spark, read_settings
from tollbook.errors import CaseError, MissingExtraError

pytest.importorskip("splink", reason='Splink is not installed: pip install "tollbook[splink]"')
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def assert_same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    assert theirs.height == ours.height
    both = ours.join(theirs, left_on=["left", "right"], right_on=["record_id_l", "record_id_r"])
    assert both.height == ours.height
    assert float((both["weight"] - both["match_weight"]).abs().max()) <= 1e-6  # type: ignore[arg-type]


@pytest.mark.parametrize("slope", [1.0, 1.2])
def test_on_duckdb_every_pair_weighs_the_same(invented: Any, tmp_path: Path, slope: float) -> None:
    case = invented(300, slope=slope)

    linker = on_duckdb(case.export(tmp_path))

    assert_same(case.weights(), linker.inference.predict().as_duckdbpyrelation().pl())


def test_a_model_that_splink_saves_comes_back(invented: Any, tmp_path: Path) -> None:
    case = invented(200)
    linker = on_duckdb(case.export(tmp_path))

    saved = json.loads(json.dumps(linker.misc.save_model_to_json()))

    back = read_settings(saved, where="saved")
    assert np.allclose(back.parameters.m, case.model.parameters.m, rtol=0, atol=1e-12)
    assert np.allclose(back.parameters.company, case.model.parameters.company, rtol=0, atol=1e-12)
    assert np.allclose(back.prior, case.model.prior, rtol=0, atol=1e-12)


def test_what_splink_learns_can_be_taken_in(invented: Any, tmp_path: Path) -> None:
    linker = on_duckdb(invented(300).export(tmp_path))

    linker.training.estimate_u_using_random_sampling(max_pairs=1e4, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation("l.block_1 = r.block_1")

    learnt = read_settings(linker.misc.save_model_to_json(), where="saved").parameters
    assert np.allclose(learnt.m[:, 1:7].sum(axis=1)[:4], 1.0)
    assert np.isfinite(learnt.m).all()


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="a file is missing"):
        on_duckdb(tmp_path)


def test_a_missing_library_is_named_with_how_to_install_it() -> None:
    with pytest.raises(MissingExtraError) as refused:
        extras.need("tollbook_no_such_library", "spark")

    assert 'pip install "tollbook[spark]"' in refused.value.mend


@pytest.mark.spark
@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None, reason="PySpark is not installed: `make spark` installs it"
)
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later, and there is none here")
def test_on_spark_every_pair_weighs_the_same(invented: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    case = invented(120)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    for name, value in {
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.warehouse.dir": os.fspath(tmp_path / "warehouse"),
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        found = on_spark(case.export(tmp_path / "export"), spark).inference.predict().as_spark_dataframe().toArrow()
    finally:
        spark.stop()

    assert_same(case.weights(), pl.from_arrow(found))  # type: ignore[arg-type]
