"""Numbers without a word of their own that add up to a count, and labels that say what a number counts."""

import pytest

from tollbook.model.document import Document, Toll
from tollbook.reading import read


def tolls(text: str) -> tuple[Toll, ...]:
    return read(Document("a", text, "0" * 64)).tolls


def shown(text: str) -> list[tuple[str, float | None, str | None]]:
    return [(str(toll.measure), toll.best, toll.parent) for toll in tolls(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Operation Reed, first week: 64 enemy killed. Airport road: 30. Salt works: 21. Old barracks: 13.",
        "Killed in the last 24 hours: 64.\n- Harun quarter: 30\n- Old Port: 21\n- Wadi Safa: 13",
        "The raids killed 64 people. By municipality the picture was this:\n- Sendor: 30\n- Kirme: 21\n- Other: 13",
    ],
)
def test_numbers_that_add_up_to_a_count_are_its_parts(text: str) -> None:
    assert shown(text) == [("killed", 64, None), *(("killed", people, "t1") for people in (30, 21, 13))]


def test_whom_a_part_counts_is_no_place() -> None:
    assert [toll.group and toll.group.text for toll in tolls("64 people died. Sendor: 30. Kirme: 21. Mitra: 13.")] == [
        "people",
        None,
        None,
        None,
    ]


def test_numbers_that_do_not_add_up_are_counts_of_their_own() -> None:
    assert shown("64 people were killed. Sendor: 30. Kirme: 21. Mitra: 12.") == [
        ("killed", 64, None),
        ("killed", 30, None),
        ("killed", 21, None),
        ("killed", 12, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "64 people were killed.\n30. Sendor is open.\n21. Kirme is open.\n13. Mitra is open.",
        "64 people were killed. The trucks carried 30 tents, 21 stoves and 13 pumps.",
    ],
)
def test_numbers_of_lines_or_of_things_are_none(text: str) -> None:
    assert shown(text) == [("killed", 64, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Killed in the last 24 hours: 18.", [("killed", 18, None)]),
        ("We have counted the dead of Rashda: 112.", [("killed", 112, None)]),
        ("Injured since Monday morning: 61.", [("injured", 61, None)]),
        ("Killed and injured in the last week: 61.", []),
        ("Letters posted since Monday morning: 61.", []),
    ],
)
def test_a_label_says_what_the_number_behind_its_colon_counts(
    text: str, found: list[tuple[str, float | None, str | None]]
) -> None:
    assert shown(text) == found


def test_a_larger_count_in_brackets_is_set_against_another_and_no_part_of_it() -> None:
    assert shown("640 people fled across today (1,120 yesterday), 210 at Post 4 and 430 at Post 9.") == [
        ("displaced", 640, None),
        ("displaced", 1_120, None),
        ("displaced", 210, "t1"),
        ("displaced", 430, "t1"),
    ]
