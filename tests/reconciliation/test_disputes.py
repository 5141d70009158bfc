"""Denials, doubts, confirmations and retractions, in one document and across documents."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tollbook.model.vocabulary import Stance, Verdict

Make = Callable[..., Any]
REPORT = "militias shot prisoners in the courtyard of the old mill at Northtown"


@pytest.mark.parametrize(
    ("stance", "verb", "verdict"),
    [
        (Stance.DENIES, "denied", Verdict.INCONSISTENT),
        (Stance.DOUBTS, "doubted", Verdict.UNKNOWN),
        (Stance.CONFIRMS, "confirmed", Verdict.CONSISTENT),
    ],
)
def test_a_stance_is_tied_to_its_target_in_the_document(
    writer: Make, checks_of: Make, stance: Stance, verb: str, verdict: Verdict
) -> None:
    made = writer("article", "The Morning Page", date(2031, 5, 3))
    target = made.says("Residents Council", REPORT)
    made.says("the Interior Board", "the reports", stance=stance, targets=(target,))

    check = checks_of([made.reading()])["dispute-article-s2"]

    assert check.verdict is verdict
    assert f"Interior Board {verb} what Residents Council said in 'article'" in check.reason
    assert check.links == ("statement:article/s2", "statement:article/s1")


def test_a_denial_is_tied_to_a_statement_of_another_document(writer: Make, checks_of: Make) -> None:
    first = writer("monday", "The Morning Page", date(2031, 5, 2))
    first.says("Residents Council", REPORT)
    first.says("Residents Council", "the bakery of Southtown has no flour")
    second = writer("tuesday", "The Evening Page", date(2031, 5, 3))
    second.says("Interior Board", "that prisoners were shot in the courtyard of the old mill", stance=Stance.DENIES)

    check = checks_of([second.reading(), first.reading()])["dispute-tuesday-s1"]

    assert check.verdict is Verdict.INCONSISTENT
    assert check.links == ("statement:tuesday/s1", "statement:monday/s1")


def test_a_denial_of_a_figure_is_tied_to_whoever_gives_it(writer: Make, checks_of: Make) -> None:
    first = writer("monday", "Valley Monitoring Centre", date(2031, 5, 2))
    said = first.says("Valley Monitoring Centre", "4,812 people have died")
    first.toll(4_812, "people", statement=said)
    second = writer("tuesday", "The Evening Page", date(2031, 5, 3))
    reported = second.says("Valley Monitoring Centre", "a toll of 4,812")
    second.toll(4_812, "people", statement=reported)
    second.says("Interior Board", "the figure", stance=Stance.DISPUTES, targets=(reported,))

    check = checks_of([first.reading(), second.reading()])["dispute-tuesday-s2"]

    assert "statement:monday/s1" in check.links
    assert "toll:monday/t1" in check.links


def test_a_denial_of_what_nobody_says_is_unknown(writer: Make, checks_of: Make) -> None:
    made = writer("article", "The Morning Page", date(2031, 5, 3))
    made.says("Interior Board", "any part in it", stance=Stance.DENIES_RESPONSIBILITY)

    check = checks_of([made.reading()])["dispute-article-s1"]

    assert check.verdict is Verdict.UNKNOWN
    assert "something that no statement of the case holds" in check.reason


def test_what_is_published_later_or_said_by_the_same_speaker_is_not_denied(writer: Make, checks_of: Make) -> None:
    first = writer("monday", "The Morning Page", date(2031, 5, 2))
    first.says("Interior Board", REPORT)
    later = writer("wednesday", "The Morning Page", date(2031, 5, 4))
    later.says("Residents Council", REPORT)
    second = writer("tuesday", "The Evening Page", date(2031, 5, 3))
    second.says("Interior Board", REPORT, stance=Stance.DENIES)

    check = checks_of([first.reading(), second.reading(), later.reading()])["dispute-tuesday-s1"]

    assert check.links == ("statement:tuesday/s1",)


def test_a_retraction_is_tied_to_the_speakers_own_statement(writer: Make, checks_of: Make) -> None:
    first = writer("monday", "The Morning Page", date(2031, 5, 2))
    first.says("Residents Council", REPORT)
    second = writer("tuesday", "The Evening Page", date(2031, 5, 3))
    second.says(
        "Residents Council", "that militias shot prisoners at the old mill in Northtown", stance=Stance.RETRACTS
    )

    check = checks_of([first.reading(), second.reading()])["dispute-tuesday-s1"]

    assert "statement:monday/s1" in check.links


def test_what_nobody_confirms_is_not_called_consistent(writer: Make, checks_of: Make) -> None:
    made = writer("article", "The Morning Page", date(2031, 5, 3))
    target = made.says("Residents Council", REPORT)
    made.says("nobody", "the figure", stance=Stance.CONFIRMS, targets=(target,))

    check = checks_of([made.reading()])["dispute-article-s2"]

    assert check.verdict is Verdict.UNKNOWN
    assert check.reason.startswith("according to 'article', nobody confirmed what Residents Council said")
