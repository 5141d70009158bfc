"""What a draft takes a column for, on headers and values as lists write them."""

from pathlib import Path

import pytest

from tollbook.intake import Draft, draft_profile, parse_profile, take_in
from tollbook.intake.roles import role_of_header
from tollbook.model.raw import RawTable
from tollbook.sources import read_table


def read(folder: Path, *lines: str) -> RawTable:
    file = folder / "list.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_table(file)


def drafted(folder: Path, *lines: str) -> Draft:
    return draft_profile(read(folder, *lines), name="list", file="list.csv")


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("S/N", "id"),
        ("#", "id"),
        ("City/Town", "locality"),
        ("Age (months)", "age"),
        ("Sex (M/F)", "sex"),
        ("Death date (MM/DD/YYYY)", "date_of_death"),
        ("Full Name (Arabic)", "name_ar"),
        ("مدني/عسكري", "status"),
        ("Name (father)", None),
        ("Town/Governorate", None),
        ("-", None),
        ("...", None),
        ("/", None),
    ],
)
def test_a_header_says_its_role_or_none(header: str, role: str | None) -> None:
    assert role_of_header(header) == role


def test_an_age_in_months_is_never_read_as_years(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,Age (months)", "1,Invented Person,6", "2,Another Invention,30")
    draft = draft_profile(table, name="list", file="list.csv")

    taken = take_in(table, parse_profile(draft.toml, where="p"), source="list", edition="list", file="list.csv")

    assert taken.records["age_low"].to_list() == [0.5, 2.5]


def test_the_order_that_a_header_states_is_taken_unless_a_value_denies_it(tmp_path: Path) -> None:
    stated = drafted(tmp_path, "id,name,Died (MM/DD/YYYY)", "1,Invented Person,01/05/2016")
    denied = drafted(tmp_path, "id,name,Died (MM/DD/YYYY)", "1,Invented Person,13/05/2016")

    assert 'order = "mdy"' in stated.toml
    assert 'order = "dmy"' in denied.toml


def test_one_word_beside_a_family_name_is_the_given_name(tmp_path: Path) -> None:
    lines = ("الرقم,اسم الشهيد,اسم الأب,الكنية", "1,سمير,علي,الوهمي", "2,ليلى,حسن,المخترعة")
    table = read(tmp_path, *lines)
    draft = draft_profile(table, name="list", file="list.csv")

    taken = take_in(table, parse_profile(draft.toml, where="p"), source="list", edition="list", file="list.csv")

    assert taken.records["name_ar"].to_list() == ["سمير علي الوهمي", "ليلى حسن المخترعة"]
    assert "given name" in next(guess.reason for guess in draft.guesses if guess.column == "اسم الشهيد")


def test_years_of_two_digits_are_asked_about_where_the_order_is_open(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "id,name,date", "1,Invented Person,13.12.16", "2,Another Invention,12/13/2016")

    assert "century" not in draft.toml
    assert any("two digits" in question for question in draft.questions)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Sami Invented and 3 others", 4),
        ("2 men and 3 women", 5),
        ("Mother with her 2 children", 3),
        ("Family of Sami Invented (5 persons)", 5),
        ("3 unidentified bodies", 3),
        ("سامي و 3 أطفال", 4),
    ],
)
def test_words_count_everybody_they_speak_of(tmp_path: Path, words: str, people: int) -> None:
    table = read(tmp_path, "id,name,place", f"1,{words},Aleppo")
    draft = draft_profile(table, name="list", file="list.csv")

    taken = take_in(table, parse_profile(draft.toml, where="p"), source="list", edition="list", file="list.csv")

    assert taken.records["people"].to_list() == [people]


def test_a_family_without_a_number_is_remarked_on_as_such(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name,place", "1,Family of Sami Invented,Aleppo")
    draft = draft_profile(table, name="list", file="list.csv")

    taken = take_in(table, parse_profile(draft.toml, where="p"), source="list", edition="list", file="list.csv")

    assert "do not say how many" in taken.remarks["reason"][0]


def test_a_non_civilian_is_asked_about_for_soldiers_and_fighters_are_two_things(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "id,name,status", "1,Invented Person,Civilian", "2,Another Invention,Non-civilian")

    assert draft.unmapped == (("status", "Non-civilian"),)
