from datetime import date
from pathlib import Path

import pytest

from tollbook.errors import CaseError
from tollbook.store.folder import new_case, open_case, put_file, read_toml, sidecar, toml_line


def test_a_new_case_opens_with_its_defaults(tmp_path: Path) -> None:
    made = new_case(tmp_path / "valley", title='The "upper" valley')

    opened = open_case(tmp_path / "valley")

    assert opened == made
    assert opened.case.title == 'The "upper" valley'
    assert opened.case.seed == 19481210
    assert opened.documents() == []
    assert opened.profiles() == {}


def test_a_case_is_never_made_over_another(tmp_path: Path) -> None:
    new_case(tmp_path, title=None)

    with pytest.raises(CaseError, match="already holds a case"):
        new_case(tmp_path, title=None)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ('title = "x"\nquestions = "typo"', "questions"),
        ('title = "x"\nrules = ["everyone"]', "rules"),
        ('title = "x"\nperiod = { from = 2017-01-01, to = 2016-01-01 }', "ends"),
        ('title = "x"\nstrata = ["weather"]', "weather"),
        ('title = "x"\n[reading.vague]\nlots = [3, 9]', "lots"),
        ('title = "x"\n[reading.vague]\ndozens = [99, 24]', "dozens"),
        ('title = "x', "TOML"),
        ("", "title"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, settings: str, named: str) -> None:
    (tmp_path / "case.toml").write_text(settings)

    with pytest.raises(Exception, match=named) as caught:
        open_case(tmp_path)

    assert getattr(caught.value, "mend", "")


def test_a_case_says_what_a_vague_word_means(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('title = "x"\n[reading.vague]\ndozens = [12, 60]\n')

    assert open_case(tmp_path).case.vague == (("dozens", 12, 60),)


def test_a_folder_without_settings_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case"):
        open_case(tmp_path)


def test_files_with_no_profile_are_found(tmp_path: Path) -> None:
    folder = new_case(tmp_path, title=None)
    (tmp_path / "sources" / "forgotten").mkdir()
    (tmp_path / "sources" / "forgotten" / "list.csv").write_text("id\n1\n")

    assert folder.unprofiled() == ["forgotten"]


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = new_case(tmp_path, title=None)
    for ending in ("txt", "html"):
        (tmp_path / "documents" / f"release.{ending}").write_text("x")

    with pytest.raises(CaseError, match="release"):
        folder.documents()


def test_a_file_is_copied_once_and_never_over_another(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "list.csv", tmp_path / "b" / "list.csv"
    for file in (first, second):
        file.parent.mkdir()
        file.write_text(file.parent.name)

    copy = put_file(first, tmp_path / "case")

    assert put_file(first, tmp_path / "case") == copy
    with pytest.raises(CaseError, match="another file"):
        put_file(second, tmp_path / "case")
    assert copy.read_text() == "a"


def test_a_line_of_toml_reads_back_as_its_value(tmp_path: Path) -> None:
    values = {"a": 'quote " and \\ and \n line', "b": date(2016, 12, 13), "c": ["x", "ي"], "d": 7, "e": True}
    (tmp_path / "x.toml").write_text("".join(toml_line(key, value) for key, value in values.items()), encoding="utf-8")

    assert read_toml(tmp_path / "x.toml") == values


def test_a_sidecar_says_who_published_and_when(tmp_path: Path) -> None:
    (tmp_path / "release.toml").write_text('publisher = "Example Wire"\npublished = 2016-12-13\n')

    assert sidecar(tmp_path / "release.txt") == {"publisher": "Example Wire", "published": date(2016, 12, 13)}
    assert sidecar(tmp_path / "other.txt") == {}


def test_a_sidecar_with_a_key_of_no_meaning_is_refused(tmp_path: Path) -> None:
    (tmp_path / "release.toml").write_text('publishr = "Example Wire"\n')

    with pytest.raises(CaseError, match="publishr"):
        sidecar(tmp_path / "release.txt")


def test_a_title_may_hold_any_character(tmp_path: Path) -> None:
    title = 'The "upper"\nvalley \\ {and} [more]\x07'

    made = new_case(tmp_path / "valley", title=title)

    assert made.case.title == title
