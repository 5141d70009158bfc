"""Which statement a denial, confirmation, dispute or retraction is about; every text is invented."""

from functools import cache
from pathlib import Path

import pytest

from tollbook.model.document import Document, Reading, Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading import load_parser, read
from tollbook.reading.page import page_of
from tollbook.reading.statements.ranking import WEIGHTS
from tollbook.reading.statements.targets import choices

# Blocks: a text ("¶" parts paragraphs), then for each answer its cue and words of what it is about, "-" for nothing.
ANSWERS = [
    (block.splitlines()[0].replace("¶", "\n\n"), *line.split(" -> "))
    for block in (Path(__file__).parent / "answers.txt").read_text(encoding="utf-8").strip().split("\n\n")
    for line in block.splitlines()[1:]
]


PARSER = cache(load_parser)


def _reading(text: str) -> Reading:
    return read(Document("example", text, "0" * 64), parser=PARSER())


def _by_cue(reading: Reading, cue: str) -> Statement:
    start = reading.document.text.rindex(cue)
    return next(
        said
        for said in reading.statements
        if said.cue is not None and said.cue.start < start + len(cue) and start < said.cue.end
    )


@pytest.mark.parametrize(("text", "cue", "about"), ANSWERS)
def test_an_answer_is_linked_to_what_it_is_about(text: str, cue: str, about: str) -> None:
    reading = _reading(text)
    told = {said.id: " ".join(span.text for span in said.content) for said in reading.statements}

    targets = [told[target] for target in _by_cue(reading, cue).targets]

    assert [about in words for words in targets] == ([] if about == "-" else [True]), told


def test_every_weight_is_of_a_clue_and_shared_figures_speak_for_a_statement() -> None:
    shown = {
        clue
        for text in {text for text, *_ in ANSWERS}
        for made in choices(page_of(text), _reading(text).statements)
        for clues in (*made.clues, made.none)
        for clue in clues
    }

    assert set(WEIGHTS) <= shown
    assert WEIGHTS["figures"] > 0 > WEIGHTS["later"]


def test_a_denial_is_answered_by_its_name_and_the_former_of_two_by_its_place() -> None:
    first = "The army said the bridge was open. Haldane denied it. Haldane's denial was rejected by the court."
    second = "The ministry put the dead at 19. The committee put them at 32. The agency confirmed the former figure."
    (_, denial, rejected), (ministry, _, agency) = (_reading(text).statements for text in (first, second))

    assert rejected.targets == (denial.id,)
    assert agency.targets == (ministry.id,)


def test_both_parties_that_deny_are_linked_to_the_same_statement() -> None:
    reading = _reading(
        "The Network said jets had bombed the clinic. The government denied the report. "
        "The rebels also denied the report."
    )
    first, second = (said for said in reading.statements if said.stance.value == "denies")

    assert first.targets == second.targets != ()


def test_a_denial_of_reports_is_about_the_reports_named_in_it() -> None:
    reading = _reading("The ministry denied reports that soldiers had fired on the crowd.")
    denial, reports = reading.statements

    assert denial.targets == (reports.id,)
    assert reports.within == denial.id


def test_a_dispute_of_what_came_before_something_is_not_about_that_something() -> None:
    text = "The ministry confirmed the deal.\n\nWhat happened before it is disputed. The mayor said that six had died."

    made = read(Document("example", text, "0" * 64)).statements

    assert [said.targets for said in made if said.stance is Stance.DISPUTES] in ([], [()])


def test_nobody_answers_himself() -> None:
    reading = _reading("The ministry said the road was open. The ministry denied that the road was closed.")

    assert all(not said.targets for said in reading.statements)
