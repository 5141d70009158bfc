"""What a document says of itself is kept apart from its story."""

from datetime import date

import pytest

from tollbook.text.frontmatter import front_matter

_STORY = "The ministry said on Tuesday that twelve people had died in the shelling of the town.\n"


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("BEIRUT, 13 December 2016 - ", date(2016, 12, 13)),
        ("Geneva, 22 August 2014. ", date(2014, 8, 22)),
        ("TALLA (Example Agency) — ", None),
        ("TALLA, Northland, March 4, 2019 (Example) -- ", date(2019, 3, 4)),
    ],
)
def test_a_dateline_gives_the_day_and_stands_before_the_story(opening: str, day: date | None) -> None:
    found = front_matter(f"Twelve die in Talla\n\n{opening}{_STORY}")

    assert found.published == day
    assert found.dateline is not None
    assert f"Twelve die in Talla\n\n{opening}{_STORY}"[slice(*found.dateline)] == opening


@pytest.mark.parametrize("opening", ["Civilians: 12 ", "CIVILIANS - 90 were killed and ", "In May, "])
def test_a_label_is_no_dateline(opening: str) -> None:
    assert front_matter(f"Twelve die in Talla\n\n{opening}{_STORY}").dateline is None


@pytest.mark.parametrize(
    "note",
    [
        "This page was written by volunteers for a course; it states that 40 people died.",
        "Editor's note: an earlier text said that 40 people had died.",
        "The views expressed in this article are those of the author, who says that 40 died.",
        "The teachers wrote this page as an example. It states that 40 people died.",
        "An earlier version of this story said that 40 people had died.",
    ],
)
def test_a_note_about_the_page_is_no_part_of_the_story(note: str) -> None:
    text = f"Twelve die in Talla\n\n{_STORY}\n---\n\n{note}\n"
    start = text.index(note)

    outside = front_matter(text).outside

    assert any(a <= start and start + len(note) <= b for a, b in outside)
    assert not any(a <= text.index(_STORY) < b for a, b in outside)
