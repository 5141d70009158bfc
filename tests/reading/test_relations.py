"""Relations and agreements in texts of several styles; parties are of the lexicon, events invented."""

import pytest

from tollbook.model.document import Document
from tollbook.reading import read


def _relations(text: str) -> set[tuple[str, str, str, str]]:
    found = read(Document("a", text, "")).relations
    assert all(text[r.evidence.start : r.evidence.end] == r.evidence.text for r in found)
    return {
        (r.subject.removeprefix("Government of "), r.predicate, r.object.removeprefix("Government of "), r.modality)
        for r in found
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Iran arms and funds Hezbollah, the US State Department said.",
            {("Iran", "arms", "Hezbollah", "stated"), ("Iran", "funds", "Hezbollah", "stated")},
        ),
        ("Saudi Arabia denied that it had armed the Houthis.", {("Saudi Arabia", "arms", "Houthis", "denied")}),
        (
            "The Houthis, backed by Iran, fought the Saudi-led coalition.",
            {("Iran", "supports", "Houthis", "stated"), ("Houthis", "opposes", "Saudi-led coalition", "stated")},
        ),
        (
            "Islamic State is designated as a terrorist group by the United Nations.",
            {("United Nations", "designates", "Islamic State", "stated")},
        ),
        ("Russia reportedly supplies the Syrian army.", {("Russia", "arms", "Syrian Arab Army", "alleged")}),
        ("Hamas is allied with Iran.", {("Hamas", "allied", "Iran", "stated")}),
        ("Qatar financed Hamas, according to Egypt.", {("Qatar", "funds", "Hamas", "stated")}),
        ("Weapons went to forces fighting the Syrian government.", set()),
        ("US arms to forces fighting the Syrian government were seen.", set()),
        ("Iran-backed militias attacked Israel.", set()),
        ("Turkey and its allies in Iraq met.", set()),
    ],
)
def test_relations_have_the_right_ends(text: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert _relations(text) == expected


def test_a_denial_is_a_relation_to_the_party_that_had_said_so() -> None:
    text = "Iran arms Hezbollah, the US State Department said. Iran denied that it armed Hezbollah."

    assert ("Iran", "denies", "US State Department", "stated") in _relations(text)


def test_an_agreement_has_its_parties_brokers_confirmers_and_what_is_contested() -> None:
    text = (
        "A ceasefire between Israel and Hamas, mediated by Egypt and Qatar, took effect on 24 November 2023. "
        "Israel confirmed the agreement. Hamas disputed that the truce covered the north."
    )

    (found,) = read(Document("a", text, "")).agreements

    assert found.kind == "ceasefire"
    assert found.parties == ("Government of Israel", "Hamas")
    assert found.brokers == ("Government of Egypt", "Government of Qatar")
    assert found.confirmed_by == ("Government of Israel",)
    assert [span.text for span in found.contested] == ["the truce covered the north"]
    assert str(found.since) == "2023-11-24"


def test_those_who_agreed_are_parties_and_a_remark_on_an_agreement_confirms_nothing() -> None:
    text = (
        "Russia and Turkey agreed on Thursday to a truce in Idlib province. The US State Department acknowledged "
        "that it had received no notice of the Russian agreement."
    )

    (found,) = read(Document("a", text, "")).agreements

    assert found.parties == ("Government of Russia", "Government of Turkey")
    assert found.confirmed_by == ()
