"""Figures beside other figures: what the one counts is not what its neighbour counts, nor part of it."""

import pytest

from tollbook.model.document import Document, Reading, Toll
from tollbook.model.vocabulary import Stance
from tollbook.reading import read


def _read(text: str) -> Reading:
    return read(Document("text", text, ""))


def _told(text: str) -> list[tuple[str, str, str | None]]:
    """Return each figure's words, what it counts and the words of its whole."""
    tolls = _read(text).tolls
    by_id: dict[str | None, Toll] = {toll.id: toll for toll in tolls}
    return [
        (toll.span.text, toll.measure.value, by_id[toll.parent].span.text if toll.parent else None) for toll in tolls
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The death toll from the attack rose to 61 from 44 on Thursday as 25 people were still missing.",
         [("61", "killed", None), ("44", "killed", None), ("25", "missing", None)]),
        ("The toll from the blast rose to 61, and 25 people are missing.",
         [("61", "killed", None), ("25", "missing", None)]),
        ("Three aid workers were killed near Toro.\n\n• 27 health facilities damaged, of which 9 no longer work.",
         [("Three", "killed", None)]),
        ("At least 24 people were killed in the blast. The number later climbed to 37.",
         [("At least 24", "killed", None), ("37", "killed", None)]),
        ("Doctors put the toll of the blast at 24. It rose to 37 overnight.",
         [("24", "killed", None), ("37", "killed", None)]),
        ("More than 80 people were wounded. Later, 13 of the wounded died.\n\nOver 900 people have been killed.",
         [("More than 80", "injured", None), ("13", "killed", None), ("Over 900", "killed", None)]),
        ("The enemy lost up to 60 militants killed and wounded.\n\nA raid killed 45 fighters, among them 12 aliens.",
         [("up to 60", "unknown", None), ("45", "killed", None), ("12", "killed", "45")]),
        ("The Network said that 20,000 people had died.\n\n"
         "Compare that with the count kept by the Lamp Project: 8,412 killed, of whom 6,090 are civilians. It grows.",
         [("20,000", "killed", None), ("8,412", "killed", None), ("6,090", "killed", "8,412")]),
        ("Dozens drowned in the river. Among them was a girl of four.", [("Dozens", "killed", None)]),
        ("A third of the 900 detainees died.", [("A third", "killed", None)]),
        ("Nearly half of the 30,000 people who lived in the quarter have fled.", [("Nearly half", "displaced", None)]),
        ("Half of the 200 people killed were children.", [("Half", "killed", "200"), ("200", "killed", None)]),
        ("The report documents the deaths of 747 detainees. By place, the deaths are distributed as follows:\n\n"
         "- Sedra military prison: 404\n- Branch 40, Halden: 212\n- Central prison of Orv: 131",
         [("747", "killed", None), ("404", "killed", "747"), ("212", "killed", "747"), ("131", "killed", "747")]),
    ],
)  # fmt: skip
def test_a_figure_counts_what_its_own_words_say(text: str, told: list[tuple[str, str, str | None]]) -> None:
    assert _told(text) == told


def test_an_old_value_behind_the_new_one_is_replaced_by_it() -> None:
    new, old = _read("The death toll rose to 61 from 44 on Thursday.").tolls

    assert (new.updates, old.updates) == (old.id, None)


def test_a_share_that_died_is_counted_in_people() -> None:
    (toll,) = _read("A third of the 900 detainees died.").tolls

    assert (toll.quantity.low, toll.best, toll.quantity.high) == (270, 300, 330)


def test_the_name_of_a_prison_or_of_a_brigade_says_nothing_of_the_dead() -> None:
    lines = _read("The group documents the deaths of 20 people:\n\n- Sedra military prison: 12\n- Other: 8").tolls
    (sons,) = _read("A strike killed 45 fighters of the Sons of Vessin.").tolls

    assert [toll.group.status for toll in lines if toll.group is not None and "prison" in toll.group.text] == [None]
    assert sons.group is not None
    assert (sons.group.sex, sons.group.age) == (None, None)


def test_we_is_not_whoever_spoke_last() -> None:
    found = _read("The regime admitted that 12 men had died. We condemn the silence of the world.").statements

    assert [one.speaker.name for one in found if one.speaker is not None] == ["regime", None]


def test_a_name_that_begins_like_another_is_its_own() -> None:
    found = _read("Amnesty Watch said that 12 men had died. The plan requires US$412 million.")

    assert [party.name for party in found.parties] == ["Amnesty Watch"]


def test_neither_figure_could_be_verified_is_a_doubt() -> None:
    found = _read("The army said 12 men had died. Neither figure could be verified.").statements

    assert Stance.CONFIRMS not in [one.stance for one in found]
