"""A case goes out to Splink and what was learnt comes back, on the command line."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from tollbook.cli.commands import app
from tollbook.engines import trained_parameters
from tollbook.linkage import Settings, link
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, empty
from tollbook.store.folder import new_case
from tollbook.store.values import write_table, write_value

pytest.importorskip("pyarrow", reason='PyArrow is not installed: pip install "tollbook[splink]"')


@pytest.fixture
def case(invented: Any, sources: dict[str, Source], tmp_path: Path) -> Path:
    """A case whose lists were taken in."""
    folder = new_case(tmp_path / "case", title=None)
    write_table(invented(250).rows, folder.out / "records.parquet")
    write_value(dict[str, Source], sources, folder.out / "sources.json")
    return folder.path


def persons(case: Path, sources: dict[str, Source], settings: Settings) -> pl.DataFrame:
    records = pl.read_parquet(case / "out" / "records.parquet")
    rng = np.random.default_rng(DEFAULT_SEED)
    return link(records, sources, judgements=empty(JUDGEMENTS), rng=rng, draws=5, settings=settings).persons


def test_settings_that_come_back_untouched_link_as_before(case: Path, sources: dict[str, Source]) -> None:
    sent = CliRunner().invoke(app, ["linkage", "export", str(case), "--to", str(case / "splink"), "--json"])
    taken = CliRunner().invoke(app, ["linkage", "import", str(case / "splink" / "settings.json"), "--case", str(case)])

    assert (sent.exit_code, taken.exit_code) == (0, 0)
    assert json.loads(sent.stdout)["records"] == 250
    trained = Settings(model=trained_parameters(case / "splink.json"))
    assert persons(case, sources, trained).equals(persons(case, sources, Settings()))


def test_a_case_that_was_not_run_cannot_be_exported(tmp_path: Path) -> None:
    new_case(tmp_path / "new", title=None)

    refused = CliRunner().invoke(app, ["linkage", "export", str(tmp_path / "new"), "--to", str(tmp_path / "out")])

    assert "this case was not run yet" in str(refused.exception)
