"""A Chromium that is already on the machine, and a report of invented people for it to show."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, sync_playwright

from tollbook.publish import write_reports

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on the path")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


def _invented() -> ModuleType:
    """The builder of invented results that the tests of the report use."""
    path = Path(__file__).parents[1] / "publish" / "conftest.py"
    spec = importlib.util.spec_from_file_location("invented_results", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The English and the Arabic edition."""
    folder, results = tmp_path_factory.mktemp("reports"), _invented().build(120)
    written = {language: folder / f"{language}.html" for language in ("en", "ar")}
    write_reports(results, {path: language for language, path in written.items()})
    return written
