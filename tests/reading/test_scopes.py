"""When, where and on what basis a figure's people were counted: the dates and places of its own clause."""

from datetime import date

import pytest

from tollbook.model.document import Document, Toll
from tollbook.reading import read

PUBLISHED = date(2016, 12, 14)  # a Wednesday


def _tolls(text: str) -> tuple[Toll, ...]:
    return read(Document("text", text, "", published=PUBLISHED)).tolls


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("At least 300 people have been killed since March 2011.", "2011-03-01", None),
        ("300 people have died since the war in the hills began in 2011.", "2011-01-01", None),
        ("240 people died between 1 January and 31 March 2016.", "2016-01-01", "2016-03-31"),
        ("In October, 517 civilians were killed.", "2016-10-01", "2016-10-31"),
        ("Twelve people died on Tuesday, the ministry said on Wednesday.", "2016-12-13", "2016-12-13"),
        ("So far this year 120 people have been killed.", "2016-01-01", "2016-12-14"),
        ("In the past 24 hours 51 people were killed.", "2016-12-13", "2016-12-14"),
        ("In the past three weeks 51 people were killed.", "2016-11-23", "2016-12-14"),
        ("By the end of 2015 a total of 400 people had been killed.", None, "2015-12-31"),
        ("As of 31 December 2015, 22,000 civilians had died.", None, "2015-12-31"),
    ],
)
def test_a_period_has_the_ends_that_the_words_give(text: str, since: str | None, until: str | None) -> None:
    (toll,) = _tolls(text)

    assert [day and day.isoformat() for day in (toll.since, toll.until)] == [since, until]


def test_each_clause_has_its_own_days_and_places() -> None:
    first, second = _tolls("In 2014, 3,770 migrants died; in 2015 the figure was 5,096.")
    homs, idlib = _tolls("In Homs 15 people were killed; in Idlib, 22.")

    assert [toll.since and toll.since.year for toll in (first, second)] == [2014, 2015]
    assert (homs.place, idlib.place) == ("Homs", "Idlib")


def test_a_count_said_again_for_another_time_is_a_figure() -> None:
    assert [
        toll.best for toll in _tolls("59,648 people were killed up to November 2012, and 92,901 up to April 2013.")
    ] == [
        59_648,
        92_901,
    ]


def test_the_speakers_place_is_not_the_place_of_the_dead() -> None:
    (toll,) = _tolls("An air strike on Idlib killed 12 people, a doctor in Aleppo said.")

    assert toll.place == "Idlib"


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The Network verified 94 deaths by name.", "documented"),
        ("Some 400,000 people are estimated to have died.", "estimated"),
        ("The rebels said they had killed 40 soldiers.", "claimed"),
        ("The Network could not verify the deaths of 73 people.", "claimed"),
    ],
)
def test_the_basis_is_what_the_words_say(text: str, basis: str) -> None:
    (toll,) = _tolls(text)

    assert toll.basis.value == basis
