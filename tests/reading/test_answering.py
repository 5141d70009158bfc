"""Idioms by which somebody answers what another said; every text is invented."""

import pytest

from tollbook.model.document import Document, Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading import load_parser, read
from tollbook.reading.statements.idioms import IDIOMS, use_at

PARSER = load_parser()


def _statements(answer: str) -> tuple[Statement, ...]:
    text = f"The guild said 40 weavers were held in the mill. {answer}"
    return read(Document("example", text, "0" * 64), parser=PARSER).statements


@pytest.mark.parametrize(
    ("answer", "stance", "cue", "content"),
    [
        ("The prefect took issue with the figure.", Stance.DISPUTES, "took issue with", "the figure"),
        ("The prefect cast serious doubt on the guild's account.", Stance.DOUBTS, "cast serious doubt on", "account"),
        ("The figure was borne out by the mill's records.", Stance.CONFIRMS, "was borne out", "The figure"),
        ("The records bear the figure out.", Stance.CONFIRMS, "bear", "the figure"),
        ("It took back the claim.", Stance.RETRACTS, "took back", "the claim"),
        ("Nobody in the valley believes that.", Stance.DOUBTS, "believes", "that"),
        ("Tests do not support the allegation.", Stance.DOUBTS, "do not support", "the allegation"),
        ("A judge sided with the guild.", Stance.CONFIRMS, "sided with", "the guild"),
        ("Nobody believes them.", Stance.DOUBTS, "believes", "them"),
        ("The guild's account does not hold up.", Stance.DOUBTS, "does not hold up", "The guild's account"),
        ("The guild stood by its figure.", Stance.CONFIRMS, "stood by", "its figure"),
        ("The guild no longer stands by its figure.", Stance.RETRACTS, "stands by", "its figure"),
        ("Inspectors found nothing to support the claim.", Stance.DOUBTS, "found nothing to support", "the claim"),
    ],
)
def test_an_idiom_answers_what_was_said(answer: str, stance: Stance, cue: str, content: str) -> None:
    claim, said = _statements(answer)

    assert said.stance is stance
    assert said.cue is not None
    assert cue in said.cue.text
    assert content in said.content[0].text
    assert said.targets == (claim.id,)


@pytest.mark.parametrize(
    "deed",
    [
        "The prefect believes in God.",
        "The army took back the village.",
        "The bishop backed the strike.",
        "The court upheld the charges.",
        "The union supports its members.",
    ],
)
def test_a_deed_is_no_answer(deed: str) -> None:
    assert [said.cue.text for said in _statements(deed)[1:] if said.cue and said.targets] == []


def test_every_idiom_is_found_in_its_own_words() -> None:
    for form, idioms in IDIOMS.items():
        for idiom in idioms:
            use = use_at([form, *idiom.before, "the", "claim", *idiom.behind], 0)
            assert use is not None
            assert len(use.idiom.before + use.idiom.behind) >= len(idiom.before + idiom.behind)
