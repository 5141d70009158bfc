"""Scripts are told apart, what cannot be seen is removed, and spellings of one word meet."""

import pytest

from tollbook.text.scripts import Script, ascii_digits, clean, fold, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("محمد", Script.ARABIC), ("Mohamed", Script.LATIN), ("Élise", Script.LATIN), ("Иван", Script.OTHER),
        ("Ali علي", Script.MIXED), ("123", Script.NONE), ("", Script.NONE), ("کاوە", Script.ARABIC),
    ],
)  # fmt: skip
def test_a_text_has_the_script_of_its_letters(text: str, script: Script) -> None:
    assert script_of(text) == script


def test_digits_of_three_scripts_become_plain() -> None:
    assert ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２") == "0123456789 0123456789 012"


def test_cleaning_removes_what_cannot_be_seen_and_keeps_what_can() -> None:
    assert clean(" Te\u200bst\u202e \x00 Per\u00a0son\n") == "Test Per son"
    assert clean("مُحَمَّد") == "مُحَمَّد"
    assert clean("ا\u0654حمد") == "أحمد"


@pytest.mark.parametrize(
    ("one", "other"),
    [("أنثى", "انثي"), ("إناث", "اناث"), ("مدنيّة", "مدنيه"), ("Date-of_Death", "date of death"), ("ذكـــر", "ذكر"),
     ("كانون الأول", "كانون الاول")],
)  # fmt: skip
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)
