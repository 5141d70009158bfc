"""`tollbook estimate` as a user meets it: good tables in every form, and bad ones with the cell named."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tollbook.cli import main

Run = Callable[..., tuple[int, str, str]]
CELLS = {"1,0,0": 140, "0,1,0": 135, "0,0,1": 130, "1,1,0": 60, "1,0,1": 55, "0,1,1": 52, "1,1,1": 39}
TABLE = "a,b,c,count\n" + "".join(f"{cell},{people}\n" for cell, people in CELLS.items())
QUICK = ("--method", "decomposable_graphs")


@pytest.fixture
def estimate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    def run(table: str | bytes, *words: str) -> tuple[int, str, str]:
        file = tmp_path / "table.csv"
        file.write_bytes(table if isinstance(table, bytes) else table.encode())
        monkeypatch.setattr(sys, "argv", ["tollbook", "estimate", str(file), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def test_a_table_of_people_and_one_of_counts_say_the_same(estimate: Run) -> None:
    people = "id,a,b,c\n" + "".join(f"p{k},{cell}\n" for cell, n in CELLS.items() for k in range(n))

    _, counted, _ = estimate(TABLE, *QUICK, "--json")
    _, one_by_one, _ = estimate(people, *QUICK, "--people", "--lists", "a, b, c", "--json")

    assert json.loads(one_by_one) == json.loads(counted)


def test_the_prior_of_lists_and_the_sweeps_are_the_users_to_choose(estimate: Run) -> None:
    cells = {**{f"{cell},0": n for cell, n in CELLS.items()}, "0,0,0,1": 90, "1,1,0,1": 12, "0,1,1,1": 9, "1,0,0,1": 20}
    table = "a,b,c,d,count\n" + "".join(f"{cell},{people}\n" for cell, people in cells.items())

    code, out, _ = estimate(table, "--method", "latent_classes", "--list-prior", "0.5", "--sweeps", "1000", "--json")
    told = json.loads(out)["methods"]["latent_classes"]["diagnostics"]
    refused, _, why = estimate(table, "--list-prior", "0", "--sweeps", "1000")

    assert code == 0
    assert told["list_prior"] == 0.5
    assert told["sweeps"] == 1_000
    assert refused != 0
    assert "list_prior = 0.0 is out of range" in why


def test_strata_stand_beside_the_whole_and_their_sum(estimate: Run) -> None:
    halves = [f"{cell},{region},{n}\n" for region in ("north", "south") for cell, n in CELLS.items()]
    few = ["1,0,0,west,4\n"]
    table = "a,b,c,region,count\n" + "".join(halves + few)

    code, out, _ = estimate(table, *QUICK, "--strata", "region", "--json")
    found = json.loads(out)
    _, printed, _ = estimate(table, *QUICK, "--strata", "region")

    assert code == 0
    assert found["n"] == found["total"]["documented"] == 1_226
    assert found["strata"]["region=north"]["n"] == 611
    assert found["total"]["not_estimable"] == {"region=west": 4}
    assert found["total"]["median"] == pytest.approx(
        sum(found["strata"][f"region={name}"]["headline"]["median"] for name in ("north", "south")) + 4, rel=0.02
    )
    assert "not estimable" in printed
    assert "the sum is a floor" in printed


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_draws_are_written_and_the_cache_gives_them_again(estimate: Run, tmp_path: Path, ending: str) -> None:
    file, cache = tmp_path / f"draws.{ending}", tmp_path / "cache"

    _, first, _ = estimate(TABLE, *QUICK, "--json", "--draws", str(file), "--cache", str(cache))
    _, again, _ = estimate(TABLE, *QUICK, "--json", "--cache", str(cache))

    drawn = pl.read_csv(file) if ending == "csv" else pl.read_parquet(file)
    assert drawn["people"].median() == pytest.approx(json.loads(first)["headline"]["median"], rel=0.01)
    assert drawn["people"].min() >= 611
    assert again == first
    assert len(list(cache.glob("*.npz"))) == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE.replace("60", ""), "row 5, column 'count'"),
        (TABLE.replace("0,1,0,135", "0,1,135"), "row 3"),
        (TABLE.replace("a,b,c", "a,a,c"), "two columns are called 'a'"),
        (TABLE.replace("a,b,c", "a,,c"), "a column has no name"),
        (TABLE.partition("\n")[2], "the first row looks like data"),
        (TABLE.replace("135", "135.5"), "'135.5' is not a whole number"),
        (TABLE.replace("1,1,1", "0,0,0"), "a row of zeros"),
        (TABLE.replace("0,1,0", "x,1,0"), "'x' is neither 0 nor 1"),
        (TABLE.replace(",count", ",n"), "no column named 'count'"),
        (TABLE + "\n\n1,0,x,5\n", "row 11, column 'c'"),
        (TABLE.replace("\n", ",note\n", 1).replace("40\n", "40,x\n"), "row 3"),
        ("", "holds no bytes"),
        ("a,b,c,count\n", "no row below it"),
    ],
)
def test_a_bad_table_is_refused_with_its_place_and_what_to_do(estimate: Run, table: str, said: str) -> None:
    code, out, err = estimate(table, *QUICK)

    assert code == 3
    assert not out
    assert said in err
    assert "mend: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "table",
    [
        "\ufeff" + TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        TABLE.encode("utf-16"),
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("a,b,c", '"a"," b ",c'),
        TABLE.replace("140", '"140"').replace("0,1,0", "FALSE,TRUE,0"),
        TABLE.replace("1,0,0,140", "\u0661,\u0660,\u0660,\u0661\u0664\u0660"),
        TABLE + "\n,,,\n",
    ],
)
def test_the_same_table_in_other_clothes_gives_the_same(estimate: Run, table: str | bytes) -> None:
    _, plain, _ = estimate(TABLE, *QUICK, "--json")

    code, out, err = estimate(table, *QUICK, "--json")

    assert code == 0, err
    assert json.loads(out) == json.loads(plain)


@pytest.mark.parametrize(
    "words",
    [("--level", "95"), ("--method", "guess"), ("--delta", "-1"), ("--chains", "1"), ("--draws", "draws.xls")],
)
def test_a_setting_that_cannot_be_used_is_named(estimate: Run, words: tuple[str, str]) -> None:
    code, _, err = estimate(TABLE, *QUICK, *words)

    assert code == 3
    assert words[1].lstrip("-") in err
    assert "mend: " in err
