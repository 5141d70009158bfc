"""Good values become what they mean, and a list without a profile runs as drafted."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tollbook.errors import ProfileError
from tollbook.intake import Draft, Intake, draft_profile, parse_profile, take_in
from tollbook.sources import read_table


def written(folder: Path, text: str) -> Path:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return file


def drafted(folder: Path, text: str) -> tuple[Draft, Intake]:
    table = read_table(written(folder, text))
    draft = draft_profile(table, name="s", file="list.csv")
    return draft, take_in(
        table, parse_profile(draft.toml, where="profile.toml"), source="s", edition="list", file="list.csv"
    )


def taken(folder: Path, text: str, columns: str) -> Intake:
    head = '[[editions]]\nname = "e"\nfile = "list.csv"\n'
    profile = parse_profile(head + columns, where="profile.toml")
    return take_in(read_table(written(folder, text)), profile, source="s", edition="e", file="list.csv")


def test_plain_columns_run_without_editing(tmp_path: Path) -> None:
    draft, result = drafted(
        tmp_path,
        "id,name,sex,age,date_of_birth,date_of_death,place\n"
        "1,Invented Person,F,30,1986-01-02,2016-11-03,Aleppo\n"
        "2,شخص مخترع,ذكر,٦ أشهر,,13/12/2016,حلب\n",
    )

    assert result.rejections.height == 0
    assert result.remarks.height == 0
    assert draft.questions == ()
    first, second = result.records.to_dicts()
    assert (first["record_id"], first["row"], first["current"]) == ("s/list/2", 2, True)
    assert (first["name_latin"], first["name_ar"], first["sex"]) == ("Invented Person", None, "female")
    assert (first["birth_from"], first["birth_precision"]) == (date(1986, 1, 2), "day")
    assert (second["name_ar"], second["sex"], second["age_low"]) == ("شخص مخترع", "male", 0.5)
    assert (second["death_from"], second["place"]) == (date(2016, 12, 13), "حلب")


def test_arabic_headers_run_without_editing(tmp_path: Path) -> None:
    _, result = drafted(
        tmp_path,
        "الرقم;الاسم;الجنس;العمر;تاريخ الوفاة;المحافظة;سبب الوفاة;الصفة\n"
        "1;شخص مخترع;أنثى;٢٣;13 كانون الأول 2016;حلب;قصف;مدني\n",
    )

    record = result.records.to_dicts()[0]
    assert (record["source_record_id"], record["sex"], record["age_low"]) == ("1", "female", 23)
    assert (record["governorate"], record["place"], record["death_from"]) == ("حلب", "حلب", date(2016, 12, 13))
    assert (record["cause"], record["status"]) == ("heavy_weapons", "civilian")
    assert result.remarks.height == 0


def test_parts_of_names_make_whole_ones_in_each_script(tmp_path: Path) -> None:
    _, result = drafted(
        tmp_path,
        "id,First name (Arabic),Father (Arabic),Family (Arabic),first name,last name\n1,تجربة,مخترع,شخص,Test,Person\n",
    )

    record = result.records.to_dicts()[0]
    assert (record["name_ar"], record["father_ar"]) == ("تجربة مخترع شخص", "مخترع")
    assert (record["name_latin"], record["family_latin"]) == ("Test Person", "Person")


def test_a_name_in_two_scripts_gives_one_to_each(tmp_path: Path) -> None:
    _, result = drafted(tmp_path, "id,name\n1,Test Person (شخص تجربة)\n2,شخص تجربة - Test Person\n3,شخص Test تجربة\n")

    assert result.records["name_ar"].to_list() == ["شخص تجربة", "شخص تجربة", "شخص Test تجربة"]
    assert result.records["name_latin"].to_list() == ["Test Person", "Test Person", None]


def test_rows_of_several_or_of_nobody_named_are_counted_and_never_linkable(tmp_path: Path) -> None:
    _, result = drafted(
        tmp_path,
        "id,name,people\n1,Family of 6,\n2,Test Person,1\n3,Unidentified man,\n4,Test Group,4\n5,,2\n6,unknown,\n",
    )

    assert result.records["people"].to_list() == [6, 1, 1, 4, 2, 1]
    assert result.records["linkable"].to_list() == [False, True, False, False, False, False]


def test_missing_unknown_and_zero_are_three_things(tmp_path: Path) -> None:
    _, result = drafted(
        tmp_path,
        "id,name,sex,age,date_of_death,status\n1,Test,,0,,\n2,Test,unknown,,unknown,مجهول\n3,Test,-,n/a,n/a,-\n",
    )

    assert result.records["sex"].to_list() == [None, "unknown", None]
    assert result.records["status"].to_list() == [None, "unknown", None]
    assert result.records["age_low"].to_list() == [0.0, None, None]
    assert result.records["death_precision"].to_list() == [None, "unknown", None]
    assert result.remarks.height == 0


def test_a_lookup_comes_before_the_words_that_ship(tmp_path: Path) -> None:
    result = taken(
        tmp_path,
        "name,sex,age,side\nTest,M,طفل,الجيش\nTest,F,5,other\nTest,-,,\n",
        '[columns]\nname = "name"\n[columns.sex]\nrole = "sex"\nlookup = { M = "female", "-" = "unknown" }\n'
        '[columns.age]\nrole = "age"\nlookup = { "طفل" = "0-17" }\n'
        '[columns.side]\nrole = "side"\nlookup = { "الجيش" = "government" }\n',
    )

    assert result.records["sex"].to_list() == ["female", "female", "unknown"]
    assert result.records.select("age_low", "age_high").rows() == [(0.0, 17.0), (5.0, 5.0), (None, None)]
    assert result.records["side"].to_list() == ["government", "other", None]
    values = result.values.filter(pl.col("column") == "sex").select("value", "meaning", "rows").rows()
    assert values == [("-", "unknown", 1), ("F", "female", 1), ("M", "female", 1)]


def test_a_date_in_parts_is_one_date(tmp_path: Path) -> None:
    result = taken(
        tmp_path,
        "name,y,m,d,b\nTest,2016,12,13,1990\nTest,2016,Dec,13,1991.0\nTest,2016,12,,\nTest,2016,,,\nTest,,12,13,\n",
        '[columns]\nname = "name"\ny = "death_year"\nm = "death_month"\nd = "death_day"\nb = "birth_year"\n',
    )

    assert result.records["death_precision"].to_list() == ["day", "day", "month", "year", None]
    assert result.records["death_from"].to_list()[:2] == [date(2016, 12, 13)] * 2
    assert result.records["birth_precision"].to_list()[:2] == ["year", "year"]


def test_a_withdrawn_row_is_kept_and_does_not_stand(tmp_path: Path) -> None:
    _, result = drafted(tmp_path, "id,name,withdrawn\n1,Test,yes\n2,Test,\n3,Test,no\n")

    assert result.records["current"].to_list() == [False, True, True]


def test_a_birth_after_a_death_is_left_out_with_a_remark(tmp_path: Path) -> None:
    _, result = drafted(tmp_path, "id,name,date_of_birth,date_of_death\n1,Test,2017-01-01,2016-12-13\n")

    assert result.records["birth_from"].to_list() == [None]
    assert result.records["death_from"].to_list() == [date(2016, 12, 13)]
    assert "after the date of death" in result.remarks["reason"][0]


def test_the_draft_tells_day_and_month_apart_where_the_values_do(tmp_path: Path) -> None:
    by_day, _ = drafted(tmp_path, "name,date\nTest,13/12/2016\nTest,03/04/2016\n")
    by_month, _ = drafted(tmp_path, "name,date\nTest,12/13/2016\nTest,03/04/2016\n")

    assert 'order = "dmy"' in by_day.toml
    assert 'order = "mdy"' in by_month.toml


def test_the_draft_asks_what_the_values_do_not_tell(tmp_path: Path) -> None:
    draft, result = drafted(tmp_path, "name,date,sex\nTest,03/04/2016,M\nTest,05/06/2016,zz\n")

    assert any("day/month or month/day" in question for question in draft.questions)
    assert any("zz" in question for question in draft.questions)
    assert draft.unmapped == (("sex", "zz"),)
    assert result.records["death_precision"].to_list() == ["range", "range"]


def test_the_draft_declares_hijri_years_and_day_numbers(tmp_path: Path) -> None:
    hijri, _ = drafted(tmp_path, "name,date\nTest,14/3/1438\nTest,1438-03-15\n")
    serial, result = drafted(tmp_path, "name,date of death\nTest,42717\nTest,42718\n")

    assert 'calendar = "hijri"' in hijri.toml
    assert any("Hijri" in question for question in hijri.questions)
    assert 'calendar = "spreadsheet"' in serial.toml
    assert result.records["death_from"].to_list() == [date(2016, 12, 13), date(2016, 12, 14)]


def test_a_column_that_the_file_does_not_have_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"did you mean 'Sex'\?"):
        taken(tmp_path, "name,Sex\nTest,M\n", '[columns]\nname = "name"\nSexe = "sex"\n')

    optional = '[columns]\nname = "name"\n[columns.Sexe]\nrole = "sex"\noptional = true\n'
    result = taken(tmp_path, "name,Sex\nTest,M\n", optional)
    assert result.records["sex"].to_list() == [None]


def test_an_unknown_edition_is_an_error(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "name\nTest\n"))
    profile = parse_profile('[[editions]]\nname="e"\nfile="f"\n[columns]\nname="name"', where="profile.toml")

    with pytest.raises(ProfileError, match="no edition '2'"):
        take_in(table, profile, source="s", edition="2", file="f")


def test_expectations_are_checked_and_shown(tmp_path: Path) -> None:
    result = taken(
        tmp_path,
        "id,name,age\n1,Test,30\n1,,90\n",
        '[columns]\nid = "id"\nname = "name"\nage = "age"\n[expect]\nrows = { min = 2, max = 2 }\nunique = ["id"]\n'
        "filled = { name = 0.9 }\nrange = { age = { max = 80 } }\n",
    )

    assert [(finding.what, finding.is_met) for finding in result.expectations] == [
        ("rows", True),
        ("name filled", False),
        ("age range", False),
        ("id unique", False),
    ]
