"""Answers in one document are tied to what another says, and repetition is told, on prose of our own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tollbook.model.check import Check
from tollbook.model.document import Document, Reading
from tollbook.model.vocabulary import Verdict
from tollbook.reading import read

Make = Callable[..., Any]
CHARGE = (
    "Russian jets bombed a hospital in Idlib on Tuesday, killing several patients, the Lakeland Watch Group said. "
    "The group also said that water was cut in Homs."
)


def _read(name: str, text: str, day: int, publisher: str | None = None) -> Reading:
    return read(Document(name, text, "", publisher=publisher, published=date(2017, 5, day)))


def _between(checks: dict[str, Check], first: str, second: str) -> list[Check]:
    return [check for check in checks.values() if {first, second} <= {link.split("/")[0] for link in check.links}]


@pytest.mark.parametrize(
    "answer",
    [
        "Russia denied that its aircraft had struck a clinic in Idlib.",
        "The Kremlin rejected the Lakeland Watch Group's claim that its warplanes had hit a medical building.",
        "The health directorate confirmed that an air raid on Tuesday had hit a ward in Idlib.",
    ],
)
def test_an_answer_in_other_words_is_tied_to_the_charge(checks_of: Make, answer: str) -> None:
    charge, answering = _read("charge", CHARGE, 10, "Lakeland Watch Group"), _read("answer", answer, 11)

    found = _between(checks_of([charge, answering]), "statement:charge", "statement:answer")

    assert [check.kind for check in found] == ["dispute"]
    assert "statement:charge/s1" in found[0].links
    assert "statement:charge/s2" not in found[0].links
    assert "(" in found[0].reason


@pytest.mark.parametrize(
    "answer",
    [
        "Russia denied that its aircraft had struck a clinic in Raqqa.",
        "Russia denied that it had sold grain to Egypt.",
        "The ministry denied that wages had been cut in Idlib.",
        "Russia denied on 20 May 2017 that its jets had bombed a bridge on 19 May 2017.",
    ],
)
def test_an_answer_about_another_place_deed_or_day_is_not_tied(checks_of: Make, answer: str) -> None:
    charge, answering = _read("charge", CHARGE, 10, "Lakeland Watch Group"), _read("answer", answer, 21)

    assert _between(checks_of([charge, answering]), "statement:charge", "statement:answer") == []


def test_an_answer_is_not_tied_to_what_is_said_after_it(checks_of: Make) -> None:
    charge, answering = (
        _read("charge", CHARGE, 12),
        _read("answer", "Russia denied it had bombed a clinic in Idlib.", 3),
    )

    assert _between(checks_of([charge, answering]), "statement:charge", "statement:answer") == []


def test_who_repeats_whom_is_told_and_a_lost_hedge_is_named(checks_of: Make) -> None:
    said = "militias looted the old flour mill beside the northern canal bridge"
    release = _read("release", f"The Lakeland Watch Group alleged that {said}.", 10, "Lakeland Watch Group")
    firm = _read("firm", f"The Lakeland Watch Group said that {said}.", 11, "The Evening Page")
    hedged = _read("hedged", f"The Lakeland Watch Group alleged that {said}.", 11, "The Morning Page")

    checks = checks_of([release, firm, hedged])

    assert checks["repeat-firm-s1"].verdict is Verdict.INCONSISTENT
    assert "there it is alleged, here it is stated" in checks["repeat-firm-s1"].reason
    assert checks["repeat-hedged-s1"].verdict is Verdict.CONSISTENT
    assert checks["repeat-firm-s1"].links == ("statement:firm/s1", "statement:release/s1")


def test_shuffled_documents_give_the_same_checks(checks_of: Make) -> None:
    texts = [_read("a", CHARGE, 10), _read("b", "Russia denied that jets had struck a clinic in Idlib.", 11)]

    assert checks_of(texts) == checks_of(list(reversed(texts)))


MINES = (
    "The Lakeland Watch Group said that 43 miners were killed when soldiers stormed the pit at Oru on 6 May. "
    "It also reported that the union's office in Dalwa was burned by police."
)


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("The army denied that its soldiers had killed anyone at Oru.", {"s1"}),
        ("The chief of police denied that his men had set fire to an office in Dalwa.", {"s2"}),
        ("The Ministry of Defence rejected the Lakeland Watch Group's report as fiction.", {"s1", "s2"}),
        ("The miners' union confirmed that 43 of its members had died in the assault on the pit.", {"s1"}),
        ("The interior minister denied that the union's office had been torched.", {"s2"}),
        ("The governor denied that the river at Oru was poisoned.", set()),
        ("The bishop of Oru denied having met the general.", set()),
    ],
)
def test_an_answer_finds_its_charge_by_deed_figure_or_source(checks_of: Make, answer: str, about: set[str]) -> None:
    checks = checks_of([_read("charge", MINES, 10, "Lakeland Watch Group"), _read("answer", answer, 11)])

    links = [link for check in checks.values() if check.kind == "dispute" for link in check.links]

    assert {link.split("/")[1] for link in links if link.startswith("statement:charge/")} == about


def test_whoever_answers_without_a_name_is_called_by_the_words_of_the_text(checks_of: Make) -> None:
    checks = checks_of([_read("answer", "The army denied that its soldiers had killed anyone at Oru.", 11)])

    assert [check.reason.split(" denied ")[0] for check in checks.values() if check.kind == "dispute"] == ["The army"]
