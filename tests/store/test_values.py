"""Tables on disk: whole, or as they were."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tollbook.store.values import read_table_file, write_table

LARGE = pl.DataFrame({"value": np.random.default_rng(19481210).random(100_000)})


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file of this process grow beyond 100 kB."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to the size of a file")
@pytest.mark.usefixtures("small_disk")
@pytest.mark.parametrize("frame", [LARGE, LARGE.lazy()], ids=["held", "lazy"])
def test_a_disk_without_room_is_an_error_of_the_system_and_leaves_the_old_table(
    tmp_path: Path, frame: pl.DataFrame | pl.LazyFrame
) -> None:
    old = pl.DataFrame({"value": [1.0]})
    write_table(old, tmp_path / "table.parquet")

    with pytest.raises(OSError, match=r"(?i)too large") as refused:
        write_table(frame, tmp_path / "table.parquet")

    assert refused.value.filename == str(tmp_path / "table.parquet")
    assert read_table_file(tmp_path / "table.parquet").equals(old)
    assert [path.name for path in tmp_path.iterdir()] == ["table.parquet"]


def test_a_table_that_cannot_be_worked_out_is_no_error_of_the_system(tmp_path: Path) -> None:
    wrong = pl.LazyFrame({"word": ["no number"]}).select(pl.col("word").str.to_integer())

    with pytest.raises(pl.exceptions.PolarsError):
        write_table(wrong, tmp_path / "table.parquet")
