"""Bad values: each keeps its row, is left out or noted, and says where it stands, why, and how to mend it."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from tollbook.intake import Intake, parse_profile, take_in
from tollbook.sources import read_table


@dataclass(frozen=True)
class Case:
    """A value in a column of a role, and words that its remark must hold; `kept` where the value stands."""

    role: str
    value: str
    words: str
    kept: bool = False
    options: str = ""


def cases(role: str, words: str, *values: str, kept: bool = False, options: str = "") -> list[Case]:
    return [Case(role, value, words, kept, options) for value in values]


COLUMN = {"id": "source_record_id", "age": "age_low", "date_of_birth": "birth_from", "date_of_death": "death_from"}

GALLERY = [
    # ages
    *cases("age", "above 120 years; it looks like a year of birth", "1994", "1955", "2010", "1901", "٢٠٠١", "1994.0"),
    *cases("age", "above 120 years", "121", "999", "150 years", "1500 months", "60000 days", "130+", "18-250"),
    *cases("age", "below zero", "-3", "-1", "- 20", "−5", "-0.5"),
    *cases("age", "ends before it begins", "25-18", "60 to 50", "30 إلى 20"),
    *cases(
        "age", "no age that can be read",
        "child", "طفل", "adult", "elderly", "about 30", "young", "M", "2016-12-13", "twenty", "12 apples", "3 years 5",
        "رضيع", "شاب", "1/2", "?25", "25?", "25 or 26", "18-", "~40", "in his prime",
    ),
    # impossible days
    *cases(
        "date_of_death", "there is no day 30 in 2016-02", "2016-02-30", "30/02/2016", "30 February 2016", "30.2.2016",
    ),
    *cases("date_of_death", "there is no day 31 in 2016-04", "2016-04-31", "31 نيسان 2016", "April 31, 2016"),
    *cases("date_of_death", "there is no day 29 in 2015-02", "29/2/2015", "2015-02-29", "20150229"),
    *cases("date_of_death", "there is no day 32 in 2016-12", "2016-12-32", "32 December 2016"),
    *cases("date_of_death", "there is no month 13", "2016-13-01", "13/2016", "2016/13"),
    *cases("date_of_death", "there is no month 13", "31/13/2016", options='order = "dmy"'),
    *cases("date_of_death", "there is no month 25", "2016-25-12", "20162512"),
    *cases("date_of_death", 'set order = "mdy"', "12/13/2016", "1/31/2016", options='order = "dmy"'),
    # years
    *cases("date_of_death", "year 216 lies outside", "0216-01-01", "216", "01/01/0216", "3 May 216"),
    *cases("date_of_death", "lies outside 1850-2100", "1016-05-03", "2916-05-03", "9999-12-31", "0001-01-01", "1066"),
    *cases("date_of_death", "would be one of the Hijri calendar", "1438-03-14", "14/3/1438", "1437", "3/1438"),
    *cases("date_of_death", "marked as Hijri", "14 ربيع الأول 1438 هـ", "3 رجب 1437 هجري"),
    *cases("date_of_death", "lies outside 1343-1500", "2016-12-13", "13/12/2016", "1200", options='calendar = "hijri"'),
    *cases("date_of_death", "there is no day 30 in Hijri month", "1438-02-30", options='calendar = "hijri"'),
    *cases("date_of_death", "there is no month 14", "1438-14-01", options='calendar = "hijri"'),
    *cases("date_of_death", "which part is the year", "13/12/16", "1/2/03", "3.4.15", "1-2-99"),
    *cases("date_of_death", "has two digits", "13/12/16", "1/2/03", options='order = "dmy"'),
    *cases("date_of_death", "has two digits", "13 Dec 16", "Dec 13, 16"),
    *cases("date_of_death", "no year of four digits", "12/16", "13/12"),
    *cases("date_of_death", "a day but no month", "2016-00-13", "13/??/2016", "2016-xx-13", options='order = "dmy"'),
    *cases("date_of_death", "it has no year", "13/12/0000", options='order = "dmy"'),
    # a spreadsheet's numbers
    *cases("date_of_death", "as a spreadsheet's day number it would be 2016-12-13", "42717", "42717.0", "42717.5"),
    *cases("date_of_death", "is no day number of a spreadsheet", "99999", options='calendar = "spreadsheet"'),
    # no dates
    *cases(
        "date_of_death", "no date that can be read",
        "winter", "yesterday", "before the war", "Friday", "13 Blah 2016", "December", "13", "2016-12-13-14", "12:30",
        "بعد العيد", "السبت", "31 Dec", "1e5", "before dawn", "a b c", "2016-12-13 or 2016-12-15", "/", "2016-",
    ),
    *cases(
        "date_of_death", "ends before it begins", "2016-12-15 to 2016-12-13", "15/12/2016 - 13/12/2016", "2017-2016",
    ),
    *cases(
        "date_of_death", "is after 2017-01-31, the day on which the list was published",
        "2017-05-01", "2018", "May 2017",
    ),
    *cases("date_of_birth", "is after 2017-01-31, the day on which the list was published", "2017-05-01", "2099-01-01"),
    *cases("date_of_death", "the column's earliest", "2010-12-31", "2009", options="earliest = 2011-03-01"),
    *cases("date_of_death", "the column's latest", "2016-12-20", "2017", options="latest = 2016-12-19"),
    *cases(
        "date_of_death", "may be day/month or month/day",
        "03/04/2016", "1-2-2016", "٠٣/٠٤/٢٠١٦", "11.12.2016", kept=True,
    ),
    *cases("reported", "there is no day 31", "2016-11-31"),
    *cases("death_year", "lies outside", "216", "9999"),
    # closed lists
    *cases("sex", "is in no lookup of sex", "X", "3", "1", "0", "maybe", "mle", "ذكر/أنثى", "M/F", "yes", "child"),
    *cases("status", "is in no lookup of status", "martyr", "شهيد", "terrorist", "إرهابي", "journalist", "2", "x"),
    *cases("cause", "is in no lookup of cause", "martyrdom", "استشهاد", "fate", "17", "قضاء وقدر", "unclear weapon"),
    *cases("linkable", "neither yes nor no", "perhaps", "2", "ربما"),
    *cases("withdrawn", "neither yes nor no", "2016-12-13", "maybe"),
    # coordinates
    *cases("lat", "outside -90 to 90 degrees", "95.1", "-91", "120.5", "9000"),
    *cases("lat", "latitude and longitude may be swapped", "137.16", "-100"),
    *cases("lon", "outside -180 to 180 degrees", "181", "-200.5", "3716.1", "E 190"),
    *cases("lat", "no number of degrees", "north", "36.2.1", "36 12", "36.2,37.1", "N", "حلب"),
    *cases("lon", "no number of degrees", "east", "37,16,3", "0x25"),
    *cases("lat", "a latitude without a longitude", "36.2"),
    *cases("lon", "a longitude without a latitude", "37.1"),
    # people
    *cases("people", "is no number of people", "several", "many", "-2", "3-5", "1.5", "<10", "عدد", "six", kept=True),
    *cases("people", "more than 10,000", "312000", "10,001", kept=True),
    # ids
    *cases("id", "shortened to a power of ten", "1.23457E+11", "9,87E+08", "4e12"),
    *cases("identifier", "shortened to a power of ten", "1.23457E+11", "8.00012E+8"),
    # names
    *cases("name", "the name holds no letter", "12345", "---5", "٣٤٥", "1990-05-03", "* * *", "+963 11 555"),
    *cases("name", "not identified", "Unidentified male", "Unknown (female)", "unnamed child"),
    *cases("name", "not identified", "مجهول الهوية - طفل", "جثة مجهولة", "an unidentified woman", "Name withheld"),
    *cases("name", "the words count several people", "Family of 6", "family of six", "5 unidentified", "3 bodies"),
    *cases(
        "name", "the words count several people",
        "عائلة من 6 أفراد", "4 أشخاص", "٧ جثث", "household of 3", "2 children",
    ),
    # what cannot be seen
    *cases("name", "cannot be seen", "Te\u202est Person", "Test\u0007 Person", "Test \u2066Person\u2069", kept=True),
    *cases("name", "cannot be seen", "Test\x1b[31mPerson", "Test\x00Person", "تجربة\u202b شخص", kept=True),
    *cases("place", "cannot be seen", "Alep\u202dpo", "Aleppo\x08", kept=True),
    *cases("sex", "cannot be seen", "male\u202c", kept=True),
    # what was broken before it came
    *cases(
        "name", "a spreadsheet's error", "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#######",
    ),
    *cases("date_of_death", "a spreadsheet's error", "#REF!", "########"),
    *cases("place", "a spreadsheet's error", "#SPILL!", "#CALC!", "#ref!"),
    *cases("name", "decoded wrongly", "Ù…ØÙ…Ø¯ Ø£ØÙ…Ø¯", "Ø¹Ù„ÙŠ", "Ø®Ø§Ù„Ø¯"),
    *cases("place", "decoded wrongly", "ØÙ„Ø¨", "Ø¯Ù…Ø´Ù‚"),
    *cases("name", "not in the file's encoding", "Test \ufffd\ufffd Person"),
    *cases("place", "longer than 10,000 characters", "x" * 10_001),
    *cases("name", "longer than 10,000 characters", "محمد " * 3_000),
]  # fmt: skip


def taken(case: Case, folder: Path) -> Intake:
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow(["note", case.role, "rest"])
    written.writerow(["a", case.value, "b"])
    file = folder / "list.csv"
    file.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    profile = parse_profile(
        f"""
        ignore = ["note"]
        [[editions]]
        name = "e"
        file = "list.csv"
        date = 2017-01-31
        [columns]
        rest = "nationality"
        [columns.{case.role}]
        role = "{case.role}"
        {case.options}
        """,
        where="profile.toml",
    )
    table = read_table(file)
    return take_in(table, profile, source="s", edition="e", file="list.csv")


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: f"{case.role}-{case.value[:20]!a}-{case.options}")
def test_a_bad_value_is_remarked_on_and_its_row_is_kept(case: Case, tmp_path: Path) -> None:
    result = taken(case, tmp_path)

    assert result.records.height == 1
    assert result.rejections.height == 0
    remarks = [remark for remark in result.remarks.to_dicts() if case.words in f"{remark['reason']}; {remark['mend']}"]
    assert len(remarks) == 1, result.remarks.to_dicts()
    assert (remarks[0]["source"], remarks[0]["edition"], remarks[0]["row"]) == ("s", "e", 2)
    assert remarks[0]["column"] == case.role
    assert remarks[0]["value"]
    assert remarks[0]["mend"]
    value = (
        result.records[COLUMN.get(case.role, case.role)][0] if case.role in {*COLUMN, *result.records.columns} else None
    )
    if case.role == "people":
        assert value == 1
    elif case.role in {"name", "place", "sex", "date_of_death"} and case.kept:
        assert value is not None or case.role == "name"
    elif case.role not in {"linkable", "withdrawn"}:
        assert value is None


def test_the_gallery_of_values_is_large() -> None:
    assert len(GALLERY) >= 200
