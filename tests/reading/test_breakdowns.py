"""A toll against its parts: sums, open bounds, parts that may overlap, and what the words say of their being all."""

import pytest

from tollbook.model.document import Breakdown, Document, Reading
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Verdict
from tollbook.reading import as_json, read


def _read(text: str) -> Reading:
    return read(Document("text", text, ""))


def _one(text: str) -> Breakdown:
    (breakdown,) = _read(text).breakdowns
    return breakdown


@pytest.mark.parametrize(
    ("text", "parts_sum", "unexplained", "verdict", "exhaustive"),
    [
        ("Eleven people were killed: four children and seven women.", (11, 11), (0, 0), "consistent", True),
        ("Eleven people were killed: four soldiers and six civilians.", (10, 10), (1, 1), "inconsistent", True),
        ("Eleven people were killed, including four soldiers.", (4, 4), (7, 7), "consistent", False),
        ("Eleven people were killed. Four of them were soldiers.", (4, 4), (7, 7), "unknown", None),
        ("Eleven people were killed. Of these, four were soldiers and the rest, seven, were civilians.",
         (11, 11), (0, 0), "consistent", True),
        ("Four people were killed. Of these, three were soldiers and two were civilians.",
         (5, 5), None, "inconsistent", None),
        ("Over 500 people were killed. Of these, 300 were soldiers and 100 were civilians.",
         (400, 400), (100, None), "unknown", None),
        ("312 people were killed. Of these, over 200 were soldiers and 90 were civilians.",
         (290, None), (0, 22), "consistent", None),
    ],
)  # fmt: skip
def test_parts_are_set_against_their_whole(
    text: str, parts_sum: tuple[int, int | None], unexplained: tuple[int, int | None] | None, verdict: str,
    exhaustive: bool | None,
) -> None:  # fmt: skip
    found = _one(text)

    assert found.parts_sum == Quantity(*parts_sum)
    assert found.unexplained == (Quantity(*unexplained) if unexplained is not None else None)
    assert (found.verdict, found.exhaustive) == (Verdict(verdict), exhaustive)


def test_children_and_fighters_may_be_the_same_people_and_are_not_added_up() -> None:
    found = _one("100 people were killed. Of these, 70 were civilians, 30 were fighters and 40 were children.")

    assert found.parts_sum == Quantity(100, 140)
    assert found.verdict is Verdict.CONSISTENT
    assert "overlap" in found.reason


def test_parts_of_a_part_stand_under_it() -> None:
    text = (
        "The Centre documented 240 deaths in March.\n\nThe breakdown is as follows:\n\n"
        "- Civilians: 150 (including 30 women and 41 children)\n- Fighters: 90\n"
    )
    whole, inner = _read(text).breakdowns

    assert (whole.parts, whole.exhaustive, whole.unexplained) == (("t2", "t5"), True, Quantity(0, 0))
    assert (inner.total, inner.parts, inner.exhaustive) == ("t2", ("t3", "t4"), False)


def test_a_whole_is_found_by_the_name_of_its_group() -> None:
    text = "In June 300 civilians and 80 soldiers were killed. Among the civilians were 40 children."

    assert [toll.parent for toll in _read(text).tolls] == [None, None, "t1"]


def test_an_old_figure_is_marked_as_superseded_and_the_new_one_is_the_whole() -> None:
    text = "The death toll rose from 41 to 53 on Friday. Of the dead, 12 were children."
    old, new, children = as_json(_read(text))["tolls"]

    assert (old["best"], old["superseded_by"], new["updates"]) == (41, new["id"], old["id"])
    assert children["parent"] == new["id"]


def test_nobody_is_a_figure_and_not_the_want_of_one() -> None:
    tolls = _read("No one was killed in the blast, but 12 people were hurt. There were no arrests.").tolls

    assert [(toll.measure.value, toll.best) for toll in tolls] == [("killed", 0), ("injured", 12), ("detained", 0)]


def test_nobody_of_whom_no_harm_is_told_is_no_figure() -> None:
    text = "No one knows how many were killed. None of the 30 witnesses was heard. Nobody has claimed the killings."

    assert _read(text).tolls == ()


def test_the_items_of_a_list_are_parts_of_the_count_that_they_add_up_to() -> None:
    text = (
        "Report\n\nIn October 174 civilians were killed. Since January 6,204 people have been killed.\n\n"
        "By age and sex:\n\nMen: 92\nWomen: 73\nBoys: 6\nGirls: 3\n"
    )
    october, since, *items = _read(text).tolls

    assert (october.best, since.best) == (174, 6204)
    assert {item.parent for item in items} == {october.id}


def test_killed_and_injured_are_set_against_the_casualties_and_their_own_counts() -> None:
    text = "May\n\nTotal: 30 (10 killed; 20 injured)\nMen: 7 killed, 14 injured\nWomen: 3 killed, 6 injured\n"
    total, killed, injured, *by_sex = _read(text).tolls

    assert (total.measure.value, killed.parent, injured.parent) == ("unknown", total.id, total.id)
    assert [part.parent for part in by_sex] == [killed.id, injured.id] * 2
    assert all(found.unexplained == Quantity(0, 0) for found in _read(text).breakdowns)


def test_of_them_does_not_go_back_to_what_is_counted_last_and_is_no_people() -> None:
    text = (
        "In the raid 22 soldiers were killed. Our men seized nine vehicles, one of them armoured. Two of them burned."
    )

    assert [toll.best for toll in _read(text).tolls] == [22]


def test_vague_words_mean_what_the_case_says() -> None:
    (toll,) = read(Document("text", "Dozens were killed.", ""), vague={"dozens": (12, 60)}).tolls

    assert toll.quantity == Quantity(12, 60)
