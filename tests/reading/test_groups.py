"""For whom the counted fought, as their words say it; people and events are invented."""

import pytest

from tollbook.model.document import Document
from tollbook.reading import read


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("government soldiers", "government"),
        ("Syrian Army soldiers", "government"),
        ("state forces", "government"),
        ("foreign fighters of the Islamic State", "jihadist"),
        ("ISIS fighters", "jihadist"),
        ("members of the Free Syrian Army", None),
        ("Arakan Army fighters", None),
        ("rebel fighters", "opposition"),
        ("opposition fighters", "opposition"),
        ("villagers", None),
    ],
)
def test_a_word_says_for_whom_people_fought_unless_it_is_part_of_a_name(words: str, side: str | None) -> None:
    read_text = read(
        Document("example", f"The mayor said that 12 {words} were killed in the valley on Monday.", "0" * 64)
    )

    (toll,) = read_text.tolls

    assert toll.group is not None
    assert toll.group.side == side
