"""Figures that lean on the text around them: on a heading, a table, a row, a count said before; all is invented."""

import pytest

from tollbook.model.document import Document, Toll
from tollbook.model.vocabulary import Verdict
from tollbook.reading import read


def _told(text: str) -> list[tuple[str, str, str | None]]:
    """Return each figure's words, what it counts and the words of its whole."""
    tolls = read(Document("text", text, "")).tolls
    by_id: dict[str | None, Toll] = {toll.id: toll for toll in tolls}
    return [
        (toll.span.text, toll.measure.value, by_id[toll.parent].span.text if toll.parent else None) for toll in tolls
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The report attributes 1,118 civilian deaths to armed groups and 402 to government forces.",
         [("1,118", "killed", None), ("402", "killed", None)]),
        ("On Thursday eight people died, on Friday another 15 and on Saturday, after the bombardment, 33.",
         [("eight", "killed", None), ("another 15", "killed", None), ("33", "killed", None)]),
        ("A court convicted him of the murder of 214 villagers. Of the 214, 129 were women and 41 were children.",
         [("214", "killed", None), ("214", "killed", None), ("129", "killed", "214"), ("41", "killed", "214")]),
        ("Eight deaths are admitted. Lawyers say there were at least 22.",
         [("Eight", "killed", None), ("at least 22", "killed", None)]),
        ("The death toll stands at 110. The mayor fears that it could reach 300.",
         [("110", "killed", None), ("300", "killed", None)]),
        ("At least 70 people were wounded. The number of suspected cases rose to 412.",
         [("At least 70", "injured", None)]),
        ("Troops arrested 187 miners. Doctors must be let in to all 187.",
         [("187", "detained", None), ("187", "detained", None)]),
        ("Militiamen abducted 17 nurses and let nine of them go.", [("17", "detained", None)]),
        ("Three of the five crew members died; the other two were pulled from the water.",
         [("Three", "killed", None)]),
        ("Killed\n12 civilians\n3 soldiers\n\nWounded\n40 civilians\n\nThe list is not complete, the ministry said.",
         [("12", "killed", None), ("3", "killed", None), ("40", "injured", None)]),
        ("It counted the deaths of 184 persons.\n\nWho died\n\n"
         "- Civilians: 110, of whom 21 were children\n- Fighters: 74",
         [("184", "killed", None), ("110", "killed", "184"), ("21", "killed", "110"), ("74", "killed", "184")]),
        ("We print what we have.\n\nProvince | Killed | Injured\nOrd | 212 | 430\nBelk | 104 | 97\nTotal | 316 | 527",
         [("212", "killed", "316"), ("430", "injured", "527"), ("104", "killed", "316"), ("97", "injured", "527"),
          ("316", "killed", None), ("527", "injured", None)]),
    ],
)  # fmt: skip
def test_a_figure_leans_on_what_stands_around_it(text: str, told: list[tuple[str, str, str | None]]) -> None:
    assert _told(text) == told


def test_a_second_breakdown_goes_to_the_count_that_it_comes_to() -> None:
    told = _told(
        "The Office recorded 357 casualties: 83 deaths (51 men, 32 women) and 274 injuries. "
        "Last year there were 97 deaths. Shelling caused 48 of the deaths and mines 29. "
        "The remaining six were caused by accidents."
    )

    assert [whole for words, _, whole in told if words in ("48", "29", "six")] == ["83", "83", "83"]


def test_a_table_that_does_not_add_up_is_inconsistent() -> None:
    text = "We print what we have.\n\nProvince | Killed | Mines\nOrd | 70 | 2\nBelk | 50 | 3\nTotal | 131 | 5\n"

    (found,) = read(Document("text", text, "")).breakdowns

    assert found.verdict is Verdict.INCONSISTENT
    assert len(found.parts) == 2


def test_people_shot_in_an_execution_are_dead_and_others_shot_may_be_hurt() -> None:
    assert _told("They lined up the hostages and shot twelve of them.")[0][1] == "killed"
    assert _told("Police say that three men were shot at a bar.")[0][1] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Ali Haddan, a teacher, was killed.",
        "He was a teacher who was killed.",
        "If a soldier dies, his family is paid.",
        "A nurse who is shot is a loss for us all.",
        "A woman was told that her son had been killed.",
        "The ministry confirmed the death of a second pilot.",
    ],
)
def test_an_article_that_only_calls_somebody_something_counts_nobody(text: str) -> None:
    assert _told(text) == []
