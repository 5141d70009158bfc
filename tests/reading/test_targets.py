"""Which statement a denial, confirmation, dispute or retraction is about; every text is invented."""

import pytest

from tollbook.model.document import Document, Reading, Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading import load_parser, read

# (text, cue of the answer, words of the statement that it is about)
ANSWERS = [
    ("The Lake Network said 40 villagers were killed in Talla. The army denied the claim.", "denied", "40 villagers"),
    (
        "Residents accused the National Guard of burning the market. The mayor visited on Monday.\n\n"
        "The National Guard said it was sad. It rejected the accusation.",
        "rejected",
        "National Guard of burning",
    ),
    (
        "The Hill Observatory put the toll at 312. The ministry said the harvest was good.\n\n"
        "The governor disputed the Observatory's figure.",
        "disputed",
        "the toll at 312",
    ),
    (
        "Rebels said they had taken the bridge at Morn. The bishop asked for calm.\n\n"
        "A spokesman for the army, Ilan Peros, denied that the bridge had been taken.",
        "denied",
        "taken the bridge at Morn",
    ),
    (
        "According to the Delta Centre, soldiers shelled the hospital in Kesh on Friday.\n\n"
        "The defence ministry denied shelling the hospital.",
        "denied",
        "soldiers shelled the hospital",
    ),
    (
        "The governor of Talla said 14 people had drowned. Fishermen said the boat was old.\n\n"
        "The coast guard confirmed that 14 people had drowned.",
        "confirmed",
        "14 people had drowned",
    ),
    (
        "The two sides have agreed on a truce, the envoy said. The price of bread fell, traders said.\n\n"
        "The Free Valleys Movement confirmed the ceasefire.",
        "confirmed",
        "agreed on a truce",
    ),
    (
        "Doctors say a chemical was used in the attack on Sarn. The opposition said it would boycott the talks.\n\n"
        "The government denies using poison gas.",
        "denies",
        "a chemical was used",
    ),
    (
        "The police said four men had fled. On Tuesday the police withdrew their statement that four men had fled.",
        "withdrew",
        "four men had fled",
    ),
    (
        "The general staff said 900 fighters had surrendered. The Movement's commander, Aro Tennel, laughed.\n\n"
        '"Nobody surrendered," Tennel said. He denied it twice.',
        "denied",
        "900 fighters had surrendered",
    ),
    (
        "Relief workers said soldiers had looted the store. The minister said the soldiers had guarded it.\n\n"
        "The agency could not verify the relief workers' account.",
        "could not verify",
        "soldiers had looted",
    ),
    (
        "Activists alleged that the militia had executed prisoners. The militia's spokesman, Adal Herr, told reporters "
        "the allegation was false and denied any executions.",
        "denied",
        "militia had executed prisoners",
    ),
]


def _reading(text: str) -> Reading:
    return read(Document("example", text, "0" * 64), parser=load_parser())


def _by_cue(reading: Reading, cue: str) -> Statement:
    return next(said for said in reversed(reading.statements) if said.cue is not None and cue in said.cue.text)


@pytest.mark.parametrize(("text", "cue", "about"), ANSWERS)
def test_an_answer_is_linked_to_what_it_is_about(text: str, cue: str, about: str) -> None:
    reading = _reading(text)
    answer = _by_cue(reading, cue)
    told = {said.id: " ".join(span.text for span in said.content) for said in reading.statements}

    assert [about in told[target] for target in answer.targets] == [True], (told, answer)


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
