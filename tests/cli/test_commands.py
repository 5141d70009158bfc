import errno
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tollbook import pipeline
from tollbook.cli import main
from tollbook.store.aside import Folder
from tollbook.store.stages import hold
from tollbook.store.values import write_table

Run = Callable[..., tuple[int, str, str]]

LIST = """id,name,sex,age,date_of_death,place
1,Invented Person,female,34,2016-12-01,Aleppo
2,Another Invention,male,7,2016-12-03,Idlib
3,Third Invention,male,1994,2016-12-04,Aleppo
"""
OTHER = """number;full name;gender;died;location
A-1;Invented Persone;F;01/12/2016;Aleppo
A-2;Somebody Else;M;14/12/2016;Idlib
"""
ARTICLE = (
    "The Example Observatory said on Tuesday that at least 23 people were killed in the town. "
    "Of these, 20 were civilians and three were fighters.\n"
)


@pytest.fixture
def tollbook(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line as a user would; returns exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tollbook", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def case(tmp_path: Path, tollbook: Run) -> Path:
    """A case of two lists and one document, not yet run."""
    for name, text in (("first.csv", LIST), ("other.csv", OTHER), ("article.txt", ARTICLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "case"
    assert tollbook("new", str(folder))[0] == 0
    assert tollbook("add", "list", str(tmp_path / "first.csv"), "--name", "first", "--case", str(folder))[0] == 0
    assert tollbook("add", "list", str(tmp_path / "other.csv"), "--name", "other", "--case", str(folder))[0] == 0
    told = ("--publisher", "Example Wire", "--published", "2016-12-14", "--case", str(folder))
    assert tollbook("add", "document", str(tmp_path / "article.txt"), *told)[0] == 0
    return folder


def as_json(answer: tuple[int, str, str]) -> Any:
    assert answer[0] == 0, answer[2]
    return json.loads(answer[1])


def test_plain_files_go_from_folder_to_report_without_editing(case: Path, tollbook: Run) -> None:
    found = as_json(tollbook("run", str(case), "--json"))

    assert found["rows"] == {"rows": 5, "records": 5, "rejected": 0, "remarks": 1}
    assert {count["rule"]: count["people"] for count in found["documented"]}["all"] == 4
    assert found["estimated"][0]["median"] is None
    assert (case / "out" / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_disk_that_fills_after_linking_loses_no_part_of_it(
    case: Path, tollbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def full(value: Any, path: Path) -> None:
        if path.name == "partitions.parquet":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write_table(value, path)

    def put(folder: Folder, name: str, part: Any) -> None:
        made.append(name)
        keep(folder, name, part)

    keep = Folder.put
    monkeypatch.setattr(Folder, "put", put)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "write_table", full)
        code, _, told = tollbook("run", str(case))
    before = len(made)
    again = tollbook("run", str(case))

    assert code == 3
    assert "No space left on device" in told
    assert again[0] == 0
    assert len(made) == before > 0
    assert not (case / "out" / "unfinished").exists()


def test_the_same_case_gives_the_same_bytes_after_out_is_deleted(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    before = {path.name: path.read_bytes() for path in (case / "out").iterdir() if path.is_file()}
    shutil.rmtree(case / "out")

    tollbook("run", str(case))

    after = {path.name: path.read_bytes() for path in (case / "out").iterdir() if path.is_file()}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_only_what_changed_is_run_again(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    assert {stage["state"] for stage in as_json(tollbook("status", str(case), "--json"))["stages"]} == {"unchanged"}

    (case / "documents" / "article.txt").write_text(ARTICLE.replace("23", "24"), encoding="utf-8")
    states = {stage["name"]: stage["state"] for stage in as_json(tollbook("status", str(case), "--json"))["stages"]}

    assert states["linkage"] == "unchanged"
    assert states["reading"] == states["reconciliation"] == states["report"] == "to run"


def test_a_count_leads_home_to_the_cells_in_three_steps(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))

    steps = as_json(tollbook("why", "count:all:sex=female", "--case", str(case), "--json"))

    assert steps[0]["says"].startswith("1 documented people")
    cells = [fact for step in steps if step["ref"].startswith("record:") for fact in step["facts"]]
    assert ["cell name", "Invented Person"] in cells
    assert max(step["depth"] for step in steps) <= 3


def test_a_toll_leads_home_to_its_words(case: Path, tollbook: Run) -> None:
    found = as_json(tollbook("run", str(case), "--json"))

    steps = as_json(tollbook("why", found["claimed"][0]["ref"], "--case", str(case), "--json"))

    assert "«" in dict(map(tuple, steps[0]["facts"]))["words"]


def test_a_judgement_is_obeyed_by_the_next_run(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    pair = ("record:first/first/3", "record:other/other/3")

    assert tollbook("judge", *pair, "same", "--who", "a reviewer", "--case", str(case))[0] == 0
    found = as_json(tollbook("run", str(case), "--json"))

    assert {count["rule"]: count["people"] for count in found["documented"]}["all"] == 3


def test_a_second_run_says_that_it_is_not_alone_and_leaves(case: Path, tollbook: Run) -> None:
    with hold(case):
        code, _, errors = tollbook("run", str(case))

    assert code == 4
    assert "another run" in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "nowhere"), "no case"),
        (("why", "count:all"), "not been run"),
        (("why", "nonsense"), "not been run"),
        (("add", "list", "missing.csv", "--name", "x"), "missing.csv"),
        (("add", "document", "missing.txt"), "missing.txt"),
        (("read", "missing.txt"), "missing.txt"),
        (("estimate", "missing.csv"), "missing.csv"),
    ],
)
def test_what_a_user_can_mend_is_said_without_a_traceback(
    tollbook: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    tollbook("new", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    code, _, errors = tollbook(*words)

    assert code == 3
    assert said in errors
    assert "mend:" in errors
    assert "Traceback" not in errors


def test_errors_are_json_where_json_was_asked_for(tollbook: Run, tmp_path: Path) -> None:
    code, _, errors = tollbook("run", str(tmp_path), "--json")

    assert code == 3
    assert set(json.loads(errors)) == {"error", "what", "where", "mend"}


def test_a_list_added_twice_gets_a_second_edition(case: Path, tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "first-2017.csv").write_text(LIST.replace("Third Invention", "Corrected Invention"), encoding="utf-8")

    added = tollbook("add", "list", str(tmp_path / "first-2017.csv"), "--name", "first", "--case", str(case))
    found = as_json(tollbook("run", str(case), "--json"))

    assert added[0] == 0
    assert found["rows"]["rows"] == 8
    assert {count["rule"]: count["people"] for count in found["documented"]}["all"] == 4


def test_one_document_is_read_outside_any_case(tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")

    read = as_json(tollbook("read", str(tmp_path / "article.txt"), "--no-parser", "--json"))

    assert {toll["span"]["text"] for toll in read["tolls"]} >= {"at least 23"}
    for toll in read["tolls"]:
        assert ARTICLE[toll["span"]["start"] : toll["span"]["end"]] == toll["span"]["text"]


def test_a_published_table_is_estimated_outside_any_case(tollbook: Run, tmp_path: Path) -> None:
    cells = "a,b,c,count\n1,0,0,40\n0,1,0,35\n0,0,1,30\n1,1,0,20\n1,0,1,15\n0,1,1,12\n1,1,1,9\n"
    (tmp_path / "table.csv").write_text(cells)

    found = as_json(tollbook("estimate", str(tmp_path / "table.csv"), "--json"))

    assert found["n"] == 161
    assert found["lists"] == ["a", "b", "c"]


def test_control_and_direction_marks_cannot_paint_the_terminal(tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(
        "\u202eAt least 23 people were killed\u001b[31m in the town.\n", encoding="utf-8"
    )

    code, out, errors = tollbook("read", str(tmp_path / "article.txt"), "--no-parser")

    assert code in (0, 3)
    assert "\u202e" not in out + errors
    assert "\u001b[31m" not in out + errors


def test_square_brackets_of_a_file_are_printed_and_obeyed_by_nobody(tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,name [ar],[/b],sex [red]\n1,A [/x] B,:skull:,M\n2,C [bold] D,x,F\n")
    folder = str(tmp_path / "case")
    tollbook("new", folder, "--title", "The [/dead] of [bold]")

    code, out, errors = tollbook("add", "list", str(tmp_path / "list.csv"), "--name", "one", "--case", folder)
    ran = tollbook("run", folder)
    looked = tollbook("status", folder)

    assert (code, ran[0], looked[0]) == (0, 0, 0), errors
    assert "name [ar]" in out
    assert "[/b]" in out
    assert "The [/dead] of [bold]" in looked[1]


def test_a_list_that_is_refused_leaves_nothing_behind(case: Path, tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(LIST, encoding="utf-8")
    more = str(tmp_path / "more.csv")

    codes = [
        tollbook("add", "list", more, "--name", "first", "--edition", "first", "--case", str(case))[0],
        tollbook("add", "list", more, "--name", "first", "--edition", "a/b", "--case", str(case))[0],
        tollbook("add", "list", more, "--name", "third", "--edition", "a/b", "--case", str(case))[0],
    ]

    assert codes == [3, 3, 3]
    assert not (case / "sources" / "first" / "more.csv").exists()
    assert not (case / "sources" / "third").exists()


def test_a_document_never_takes_over_what_is_told_of_another(case: Path, tollbook: Run, tmp_path: Path) -> None:
    told = (case / "documents" / "article.toml").read_bytes()
    (tmp_path / "article.md").write_text("Another text.", encoding="utf-8")

    code, _, errors = tollbook(
        "add", "document", str(tmp_path / "article.md"), "--publisher", "Someone Else", "--case", str(case)
    )

    assert code == 3
    assert "article.txt" in errors
    assert (case / "documents" / "article.toml").read_bytes() == told


def test_a_profile_in_another_encoding_is_named(case: Path, tollbook: Run) -> None:
    profile = case / "sources" / "first" / "profile.toml"
    profile.write_bytes(profile.read_text(encoding="utf-8").replace('title = "first"', 'title = "é"').encode("cp1252"))

    code, _, errors = tollbook("run", str(case))

    assert code == 3
    assert "not UTF-8" in errors
    assert "profile.toml" in errors


def test_damaged_decisions_are_said_and_never_passed_over(case: Path, tollbook: Run) -> None:
    (case / "case.db").write_bytes(b"this is no database, it is a slip of somebody's hand" * 100)

    code, _, errors = tollbook("run", str(case))

    assert code == 3
    assert "case.db" in errors


def test_a_folder_that_cannot_be_written_is_named(case: Path, tollbook: Run) -> None:
    (case / "out").write_text("a file where a folder should be")

    code, _, errors = tollbook("run", str(case))

    assert code == 3
    assert "out" in errors
    assert "mend:" in errors


def test_a_new_territory_is_estimated_anew(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    settings = case / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\nterritory = ["Idlib"]\n', encoding="utf-8")

    states = {stage["name"]: stage["state"] for stage in as_json(tollbook("status", str(case), "--json"))["stages"]}

    assert states["estimation"] == "to run"


def test_a_run_that_broke_off_is_no_answer_to_why(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    (case / "sources" / "first" / "first.csv").write_text(LIST.replace("Another Invention", "Nobody Else"))
    (case / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 broken off")
    assert tollbook("run", str(case))[0] == 3  # after lists were taken in and linked anew

    code, _, errors = tollbook("why", "count:all", "--case", str(case))

    assert code == 3
    assert "not been run to the end" in errors


def test_a_reading_is_corrected_and_kept_as_the_measure_of_reading(tmp_path: Path, tollbook: Run) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    _, written, _ = tollbook("read", str(tmp_path / "article.txt"), "--no-parser", "--annotate")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "article.txt").write_text(written.replace("k = 20", "k = 19"), encoding="utf-8")

    found = as_json(tollbook("read", "--no-parser", "--evaluate", str(tmp_path / "gold"), "--json"))

    assert (found["parts"]["toll value"]["right"], found["parts"]["toll value"]["annotated"]) == (2, 3)
    assert "toll value" in tollbook("read", "--no-parser", "--evaluate", str(tmp_path / "gold"))[1]


def test_texts_that_are_not_annotated_are_not_measured_on(tmp_path: Path, tollbook: Run) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")

    code, _, error = tollbook("read", "--evaluate", str(tmp_path))

    assert code == 3
    assert "style: wire" in error


def test_review_shows_what_both_records_say_and_how_to_judge_them(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))

    code, said, _ = tollbook("review", str(case))

    assert code == 0
    assert "Invented Persone" in said
    assert "expected to move the count" in said
    assert "tollbook judge record:first/first/2 record:other/other/2" in said


def test_a_lot_is_shown_blind_and_waits_until_it_is_judged(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))

    drawn = as_json(tollbook("review", str(case), "--draw", "50", "--json"))
    pair = [drawn["pairs"][0][side] for side in ("left", "right")]
    as_json(tollbook("judge", *pair, "same", "--who", "A. Reviewer", "--case", str(case), "--json"))
    left = as_json(tollbook("review", str(case), "--lot", "--json"))

    assert set(drawn["pairs"][0]) == {"left", "right", "says"}
    assert drawn["lot"]["waiting"] == drawn["lot"]["drawn"] > 0
    assert left["lot"]["judged"] == 1
    assert pair not in [[row["left"], row["right"]] for row in left["pairs"]]


def test_a_verdict_that_replaces_another_or_contradicts_it_is_told_at_once(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))

    def judge(left: str, right: str, verdict: str) -> Any:
        return as_json(tollbook("judge", left, right, verdict, "--who", "B", "--case", str(case), "--json"))

    one, two, three = "record:first/first/2", "record:first/first/3", "record:other/other/2"
    judge(one, three, "same")
    judge(three, two, "same")
    contradicted = judge(one, two, "different")
    changed = judge(one, three, "different")

    assert "first/first/2 = other/other/2 = first/first/3" in contradicted["conflicts"][0]["reason"]
    assert "judge again" in contradicted["conflicts"][0]["mend"]
    assert changed["replaces"]["verdict"] == "same"
    assert changed["conflicts"] == []


def test_judgements_that_do_not_fit_are_told_at_the_end_of_a_run(case: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    for left, right, verdict in (
        ("first/2", "other/2", "same"),
        ("other/2", "first/3", "same"),
        ("first/2", "first/3", "different"),
    ):
        pair = [f"record:{side.split('/')[0]}/{side}" for side in (left, right)]
        tollbook("judge", *pair, verdict, "--who", "B", "--case", str(case))

    _, said, _ = tollbook("run", str(case))

    assert "do not fit" in said
    assert "mend: judge again" in said


def test_a_new_case_is_told_as_json(tmp_path: Path, tollbook: Run) -> None:
    made = as_json(tollbook("new", str(tmp_path / "case"), "--title", "A case", "--json"))

    assert made["title"] == "A case"
    assert Path(made["case"], "case.toml").is_file()


def test_a_table_of_names_is_used_recorded_and_told(case: Path, tollbook: Run) -> None:
    (case / "names.csv").write_text("Name,Count\nInvented,12\nPerson,3\n", encoding="utf-8")
    with (case / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[linkage]\nname_frequencies = "names.csv"\n')

    as_json(tollbook("run", str(case), "--json"))

    manifest = json.loads((case / "out" / "manifest.json").read_text(encoding="utf-8"))
    linked = json.loads((case / "out" / "linkage.json").read_text(encoding="utf-8"))
    assert manifest["stages"]["linkage"]["inputs"]["name_frequencies"].startswith("mixed ")
    assert linked["name_frequencies"]["names"] == 2
    assert 0 < linked["name_frequencies"]["found"] < 1


@pytest.mark.parametrize(
    ("text", "what"),
    [(None, "there is no file"), ("a,b\n1,2\n", "needs the columns"), ("name,count\nX Y,-1\n", "row 2")],
)
def test_a_table_of_names_that_cannot_be_used_is_told(case: Path, tollbook: Run, text: str | None, what: str) -> None:
    if text is not None:
        (case / "names.csv").write_text(text, encoding="utf-8")
    with (case / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[linkage]\nname_frequencies = "names.csv"\n')

    code, _, errors = tollbook("run", str(case))

    assert code == 3
    assert what in errors


def test_places_of_the_users_own_are_read_by_the_next_run(case: Path, tmp_path: Path, tollbook: Run) -> None:
    tollbook("run", str(case))
    (tmp_path / "adm.csv").write_text("ADM1_EN,ADM1_PCODE,Y,X\nThe Town,LL01,36.5,37.25\n", encoding="utf-8")

    added = as_json(tollbook("places", "add", str(tmp_path / "adm.csv"), "--case", str(case), "--json"))
    states = {stage["name"]: stage["state"] for stage in as_json(tollbook("status", str(case), "--json"))["stages"]}

    assert added["places"] == {"first-level unit": 1}
    assert states["reading"] == "to run"
    assert tollbook("places", "add", str(tmp_path / "adm.csv"), "--country", "Syria", "--case", str(case))[0] == 3


@pytest.fixture
def dated(case: Path) -> Path:
    """The case, with a second edition of its first list: one row corrected, one removed, one new."""
    (case / "sources" / "first" / "second.csv").write_text(
        LIST.replace("1,Invented Person,female,34", "1,Invented Person,female,35").replace("2,Another", "9,Wholly"),
        encoding="utf-8",
    )
    profile = case / "sources" / "first" / "profile.toml"
    text = profile.read_text(encoding="utf-8").replace('file = "first.csv"', 'file = "first.csv"\ndate = 2017-01-31')
    profile.write_text(
        f'{text}\n[[editions]]\nname = "second"\nfile = "second.csv"\ndate = 2018-01-31\n', encoding="utf-8"
    )
    return case


def test_what_an_edition_changed_is_told(dated: Path, tollbook: Run) -> None:
    tollbook("run", str(dated))

    found = as_json(tollbook("changes", str(dated), "--list", "first", "--json"))
    code, said, _ = tollbook("changes", str(dated))

    assert found["editions"][0]["changes"] is None
    assert found["editions"][1]["changes"] == {
        "added": 1, "removed": 1, "changed": 1, "renumbered": 0, "split": 0, "merged": 0,
    }  # fmt: skip
    assert found["editions"][1]["published"] == "2018-01-31"
    assert {row["change"] for row in found["rows"]} == {"added", "removed", "changed"}
    assert code == 0
    assert "1 added, 1 removed, 1 changed" in said


def test_a_count_as_of_a_day_has_only_the_editions_that_were_out(dated: Path, tollbook: Run) -> None:
    before, between, after = (
        as_json(tollbook("count", str(dated), "--as-of", day, "--json"))
        for day in ("2017-01-01", "2017-06-01", "2018-06-01")
    )

    people = [{row["rule"]: row["people"] for row in found["documented"]}["all"] for found in (before, between, after)]
    assert people == [0, 3, 3]
    assert before["lists"]["first"] is None
    assert [found["lists"]["first"]["edition"] for found in (between, after)] == ["first", "second"]
    assert before["undated"] == ["other/other"]


def test_without_any_dated_edition_there_is_no_count_as_of_a_day(case: Path, tollbook: Run) -> None:
    code, _, errors = tollbook("count", str(case), "--as-of", "2017-01-01")

    assert code == 3
    assert "date = YYYY-MM-DD" in errors


def test_persons_keep_their_identifiers_when_a_list_is_new(case: Path, tollbook: Run, tmp_path: Path) -> None:
    tollbook("run", str(case))
    before = dict(pl.read_parquet(case / "out" / "persons.parquet").iter_rows())
    (tmp_path / "aaa.csv").write_text(
        "id,name,sex,age,date_of_death,place\n5,Third Invention,male,22,2016-12-04,Aleppo\n", encoding="utf-8"
    )
    tollbook("add", "list", str(tmp_path / "aaa.csv"), "--name", "aaa", "--case", str(case))
    left, right = "record:aaa/aaa/2", "record:first/first/4"
    tollbook("run", str(case))
    tollbook("judge", left, right, "same", "--who", "B", "--case", str(case))
    tollbook("run", str(case))

    after = dict(pl.read_parquet(case / "out" / "persons.parquet").iter_rows())

    assert after["aaa/aaa/2"] == after["first/first/4"] == before["first/first/4"]
    assert {record: after[record] for record in before} == before
