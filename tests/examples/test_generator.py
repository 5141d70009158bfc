"""The generator of the example: the same seed gives the same bytes, and the truth accounts for every row."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "aleppo-2016"


def simulate(out: Path, *options: str) -> Path:
    script = ROOT / "examples" / "generator" / "simulate.py"
    subprocess.run([sys.executable, script, "--out", out, *options], check=True, capture_output=True)
    return out


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulate(tmp_path_factory.mktemp("small"), "--deaths", "300")


def row_numbers(case: Path) -> dict[tuple[str, str], range]:
    """Return the numbers of the rows of each edition, as a spreadsheet shows them."""

    def text(path: str, encoding: str) -> range:
        return range(2, len((case / "sources" / path).read_text(encoding=encoding).splitlines()) + 1)

    def parquet(path: str) -> range:
        return range(2, len(pl.read_parquet(case / "sources" / path)) + 2)

    sheet = CalamineWorkbook.from_path(case / "sources/monitor/monitor-invented.xlsx").get_sheet_by_index(0)
    return {
        ("ledger", "2015-06"): text("ledger/ledger-2015-06-invented.csv", "utf-8"),
        ("ledger", "2016-12"): text("ledger/ledger-2016-12-invented.csv", "utf-8"),
        ("registry", "2016-12"): text("registry/registry-invented.csv", "windows-1256"),
        ("monitor", "2016-12"): range(4, len(sheet.to_python(skip_empty_area=False)) + 1),
        ("memorial", "2016-12"): text("memorial/memorial-invented.tsv", "utf-16"),
        ("archive", "2015"): parquet("archive/archive-2015-invented.parquet"),
        ("archive", "2016"): parquet("archive/archive-2016-invented.parquet"),
    }


def test_the_same_seed_gives_the_same_bytes(small, tmp_path):
    again = simulate(tmp_path, "--deaths", "300")

    assert hashes(small) == hashes(again)
    assert len(hashes(small)) == 7 + 5 + 1 + 2  # lists, profiles, settings, truth


def test_another_seed_gives_another_world(small, tmp_path):
    other = simulate(tmp_path, "--deaths", "300", "--seed", "1")

    assert hashes(small)["truth/truth.parquet"] != hashes(other)["truth/truth.parquet"]


@pytest.mark.parametrize("case", ["small", "example"])
def test_the_truth_accounts_for_every_row_of_every_edition_and_no_other(case, small):
    folder = small if case == "small" else EXAMPLE

    truth = pl.read_parquet(folder / "truth" / "truth.parquet")

    for (source, edition), numbers in row_numbers(folder).items():
        rows = truth.filter(source=source, edition=edition)
        assert sorted(set(rows["row"])) == list(numbers), (source, edition)
    assert truth.select("source", "edition").n_unique() == 7


def test_the_shipped_example_knows_how_many_died():
    known = json.loads((EXAMPLE / "truth" / "truth.json").read_text(encoding="utf-8"))
    truth = pl.read_parquet(EXAMPLE / "truth" / "truth.parquet")

    assert known["deaths"] == 6000 == sum(known["by_class"].values()) == sum(known["by_year"].values())
    assert truth["person"].drop_nulls().n_unique() == known["on_any_list"] < known["deaths"]


def test_only_rows_later_withdrawn_name_nobody_who_died():
    truth = pl.read_parquet(EXAMPLE / "truth" / "truth.parquet").filter(pl.col("person").is_null())
    supplement = pl.read_parquet(EXAMPLE / "sources/archive/archive-2016-invented.parquet").with_row_index("row", 2)

    withdrawn = supplement.filter(pl.col("withdrawn") == "yes")["row"].to_list()

    assert truth.filter(source="archive", edition="2016")["row"].to_list() == withdrawn
    assert truth.filter(source="ledger", edition="2016-12").is_empty()
    assert not truth.filter(source="ledger", edition="2015-06").is_empty()


def test_the_monitor_records_no_soldiers():
    truth = pl.read_parquet(EXAMPLE / "truth" / "truth.parquet")
    ledger = pl.read_csv(EXAMPLE / "sources/ledger/ledger-2016-12-invented.csv", separator=";", infer_schema=False)
    archive = pl.read_parquet(EXAMPLE / "sources/archive/archive-2016-invented.parquet")

    def people(source: str, edition: str, is_soldier: pl.Series) -> set[str]:
        rows = [number + 2 for number in is_soldier.fill_null(value=False).arg_true().to_list()]
        held = truth.filter(pl.col("source") == source, pl.col("edition") == edition, pl.col("row").is_in(rows))
        return set(held["person"].drop_nulls())

    # Each takes a few others for soldiers, hardly ever both the same.
    soldiers = people("ledger", "2016-12", ledger["الصفة"] == "عسكري")
    soldiers &= people("archive", "2016", archive["category"] == "Armed forces")

    assert len(soldiers) > 20
    assert not soldiers & set(truth.filter(source="monitor")["person"])


def test_the_memorial_starts_in_2014():
    lines = (EXAMPLE / "sources/memorial/memorial-invented.tsv").read_text(encoding="utf-16").splitlines()[1:]

    dates = [line.split("\t")[4] for line in lines]

    early = [day for day in dates if day and int(day[-4:]) < 2014]
    assert len(early) <= 3  # a date a few days off may fall into December 2013
    assert all(day.endswith("/12/2013") for day in early)


def test_every_file_says_that_its_people_are_invented():
    for path in sorted((EXAMPLE / "sources").glob("*/*")):
        if path.name == "profile.toml":
            assert "invented = true" in path.read_text(encoding="utf-8"), path
        else:
            assert "invented" in path.name, path
    for name in ("ledger/ledger-2016-12-invented.csv", "ledger/ledger-2015-06-invented.csv"):
        rows = (EXAMPLE / "sources" / name).read_text(encoding="utf-8").splitlines()[1:]
        assert all(row.endswith(";اسم مختلق") for row in rows)


def test_the_documents_say_who_wrote_them_and_on_what_terms():
    documents = [path for path in sorted((EXAMPLE / "documents").iterdir()) if path.suffix != ".toml"]

    assert len(documents) >= 6
    for path in documents:
        text = path.read_text(encoding="utf-8")
        assert "Tollbook authors" in text, path
        assert "CC0 1.0" in text, path
        assert 'licence = "CC0-1.0"' in path.with_suffix(".toml").read_text(encoding="utf-8"), path


def test_the_releases_parts_add_up_to_its_total():
    text = (EXAMPLE / "documents" / "sohr-2016-12-13.md").read_text(encoding="utf-8")

    parts = [int(line.split()[1].replace(",", "")) for line in text.splitlines() if line.startswith("- ")]

    assert len(parts) == 9
    assert sum(parts) == 312_001
