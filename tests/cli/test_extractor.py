"""A case with an extractor: proposals reach the tables and the report, and a failure stops or is recorded as set."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest

from tollbook.cli import main
from tollbook.store.folder import open_case
from tollbook.store.results import read_readings

ANSWER = {"statements": [], "tolls": [{"words": "1,733", "measure": "killed", "group": "names"}, {"words": "99"}]}


class _Model(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.dumps({"choices": [{"message": {"content": json.dumps(ANSWER)}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[int, Path]]:
    """Make and run a case of one document with an extractor; returns the exit code and the case."""

    def made(settings: str) -> tuple[int, Path]:
        case = tmp_path / "case"
        (case / "documents").mkdir(parents=True)
        (case / "case.toml").write_text(f'title = "A case"\n[reading.extractor]\n{settings}\n', encoding="utf-8")
        (case / "documents" / "a.txt").write_text("My ledger holds 1,733 names, he mused.\n", encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["tollbook", "run", str(case)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), case

    return made


def test_proposals_reach_the_tables_and_the_report_marked(run: Callable[[str], tuple[int, Path]], url: str) -> None:
    code, case = run(f'url = "{url}"\nmodel = "tiny"')

    assert code == 0
    (toll,) = pl.read_parquet(case / "out" / "tolls.parquet").iter_rows(named=True)
    assert (toll["best"], toll["made_by"]) == (1733, "local tiny")
    assert "Proposed by a model (local tiny)" in (case / "out" / "report.html").read_text(encoding="utf-8")
    (read,) = read_readings(open_case(case)).values()
    assert read.reader["extractor"]["rejected"] == {"a measure is none of ours": 1}


def test_a_failing_model_stops_the_run_or_is_recorded_as_the_case_says(
    run: Callable[[str], tuple[int, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    gone = 'url = "http://127.0.0.1:9/v1"\nmodel = "tiny"\ntimeout = 0.5\n'

    code, case = run(gone)
    assert code == 3
    assert "cannot be reached" in capsys.readouterr().err

    (case / "documents" / "a.txt").unlink()
    (case / "documents").rmdir()
    code, case = run(gone + 'on_failure = "warn"')
    (read,) = read_readings(open_case(case)).values()
    assert code == 0
    assert "cannot be reached" in read.reader["extractor"]["failed"]


@pytest.mark.parametrize(
    "settings",
    [
        'url = "ftp://127.0.0.1"\nmodel = "x"',
        'url = "http://127.0.0.1"\nmodel = "x"\nallow = ["8.8.8.8"]',
        'model = "x"',
    ],
)
def test_settings_that_cannot_be_are_named(run: Callable[[str], tuple[int, Path]], settings: str) -> None:
    assert run(settings)[0] == 3
