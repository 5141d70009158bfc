"""Who says what by which words, construction by construction, over a dependency parse; every text is invented."""

import pytest

from tollbook.model.document import Document, Statement
from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading import load_parser, read


def _statements(text: str) -> tuple[Statement, ...]:
    return read(Document("example", text, "0" * 64), parser=load_parser()).statements


def _shown(said: Statement) -> tuple[str | None, str | None, str]:
    return (
        said.speaker.span.text if said.speaker is not None else None,
        said.cue.text if said.cue is not None else None,
        " ... ".join(span.text for span in said.content),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mission was not able to corroborate these allegations.",
            ("The mission", "was not able to corroborate", "these allegations"),
        ),
        (
            "The envoy was informed that five teachers had been arrested.",
            ("The envoy", "was informed", "that five teachers had been arrested"),
        ),
        (
            "The council issued a statement saying the road was open.",
            ("The council", "issued a statement saying", "the road was open"),
        ),
        (
            "Ruda Hamel, who runs the clinic, said nine children had died.",
            ("Ruda Hamel, who runs the clinic", "said", "nine children had died"),
        ),
        (
            "The bridge, the engineers said, will not hold until spring.",
            ("the engineers", "said", "The bridge ... will not hold until spring"),
        ),
        (
            "We warn the villages: you have three days.",
            ("We", "warn", "you have three days"),
        ),
        (
            "The general was accused of ordering the attack by the villagers.",
            (None, "was accused", "The general ... of ordering the attack by the villagers"),
        ),
        (
            "The regiment is said to have fled.",
            (None, "is said", "The regiment ... to have fled"),
        ),
        (
            "The mayor put the toll above 120.",
            ("The mayor", "put", "the toll above 120"),
        ),
    ],
)
def test_a_statement_is_read_with_its_words(text: str, expected: tuple[str | None, str, str]) -> None:
    assert [_shown(said) for said in _statements(text)] == [expected]


def test_the_tail_of_a_clause_that_somebody_else_says_is_cut() -> None:
    critics, general = _statements("Critics accuse the general of having sold the grain, which he denies.")

    assert _shown(critics) == ("Critics", "accuse", "the general of having sold the grain")
    assert _shown(general) == ("he", "denies", "which")
    assert general.targets == (critics.id,)


def test_the_writers_comment_behind_a_clause_is_not_said() -> None:
    (said,) = _statements("The office acknowledged that it had had no notice, underscoring its weakness.")

    assert said.content[0].text == "that it had had no notice"


def test_that_is_according_to_somebody_goes_back_to_the_sentence_before() -> None:
    (said,) = _statements("Thirty-five soldiers died on the coast road. That's according to the army.")

    assert _shown(said) == ("the army", "according to", "Thirty-five soldiers died on the coast road")


@pytest.mark.parametrize(
    "text",
    [
        "The prisoners are being treated according to our religion.",
        "Call our newsdesk now.",
        "The blast claimed 37 lives.",
        "A group called the Lake Front holds the town.",
        "It is not known how many died.",
        "Three cities and states across the country joined the march.",
        "The men crossed the line since the curfew was declared.",
    ],
)
def test_words_that_only_look_like_speech_are_none(text: str) -> None:
    assert _statements(text) == ()


@pytest.mark.parametrize(
    ("text", "stance", "modality"),
    [
        ("The agency could not verify the figures.", Stance.DOUBTS, Modality.STATED),
        ("The union called the list a fabrication.", Stance.ASSERTS, Modality.STATED),
        ("The union called on the army to leave.", Stance.DEMANDS, Modality.STATED),
        ("The ministry attributed the attack to the Front.", Stance.OTHER_EXPLANATION, Modality.STATED),
        ("The office verified 4,287 deaths.", Stance.ASSERTS, Modality.STATED),
        ("Villagers alleged that the soldiers had fled.", Stance.ASSERTS, Modality.ALLEGED),
    ],
)
def test_stance_and_modality_follow_the_verb_where_it_stands(text: str, stance: Stance, modality: Modality) -> None:
    assert [(said.stance, said.modality) for said in _statements(text)] == [(stance, modality)]


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        ("Ines Corval runs the list. The list is short. Corval said it was complete.", "Corval", "Ines Corval"),
        (
            "The Highland Centre for Records works in Morn. The centre said nine people had died.",
            "The centre",
            "Highland Centre for Records",
        ),
        (
            "The Lake Network said nine had died after the United Nations had left. It said all were men.",
            "It",
            "Lake Network",
        ),
    ],
)
def test_a_short_name_goes_back_to_the_whole_one(text: str, speaker: str, name: str) -> None:
    found = [said.speaker for said in _statements(text) if said.speaker and said.speaker.span.text == speaker]

    assert [one.name for one in found] == [name]


def test_a_quotation_goes_on_with_the_speech_before_it_in_its_paragraph_and_the_next() -> None:
    said = _statements(
        '"We counted fourteen bodies here," the nurse said. "Then we stopped counting them."\n\n'
        '"Nobody came to help us at all."\n'
    )

    assert [(one.content[0].text, one.carried) for one in said] == [
        ('"We counted fourteen bodies here,"', False),
        ('"Then we stopped counting them."', True),
        ('"Nobody came to help us at all."', True),
    ]
    assert {one.speaker.span.text for one in said if one.speaker} == {"the nurse"}


def test_a_quotation_goes_on_with_indirect_speech_right_before_it() -> None:
    said = _statements('The nurse said that nobody had come to help. "We waited for two days in the cellar."')

    assert [(one.content[0].text, one.carried) for one in said] == [
        ("that nobody had come to help", False),
        ('"We waited for two days in the cellar."', True),
    ]


def test_the_turns_of_a_transcript_are_said_by_who_opens_them() -> None:
    lines = (
        "A talk in Talla",
        "Q: Who fired?",
        "A: Nobody knows. The soldiers had left.",
        "Q: And the mayor?",
        "A: Ill.",
    )
    text = "\n\n".join(lines)
    turns = _statements(text)

    assert [(said.speaker.span.text, said.content[0].text) for said in turns if said.speaker] == [
        ("A", "Nobody knows. The soldiers had left."),
        ("A", "Ill."),
    ]


def test_what_a_programmes_own_people_say_is_the_writers_and_turns_may_share_a_line() -> None:
    turns = _statements("PRESENTER: How many did you bury that day? FR TOMAS, SURVIVOR: Seventeen of our people.")

    assert [(said.speaker.span.text, said.content[0].text) for said in turns if said.speaker] == [
        ("FR TOMAS, SURVIVOR", "Seventeen of our people.")
    ]


def test_a_line_of_a_list_is_no_statement_but_its_figure_is_said_by_who_said_the_whole() -> None:
    text = (
        "Dead in the hills\n\nThe Hill Centre's report says 90 people were killed:\n\n- Civilians: 60\n- Soldiers: 30\n"
    )
    reading = read(Document("example", text, "0" * 64), parser=load_parser())

    assert not [said for said in reading.statements if said.carried]
    assert [toll.statement for toll in reading.tolls] == [reading.tolls[0].statement] * 3
    assert reading.tolls[0].statement is not None
