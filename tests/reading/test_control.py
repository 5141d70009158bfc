"""Changes of control over places: who has what afterwards, who had it before, and how firmly it is said."""

from datetime import date

import pytest

from tollbook.model.document import Control, Document
from tollbook.model.vocabulary import ControlKind, Modality
from tollbook.reading import as_json, load_parser, read


def _changes(text: str) -> tuple[Control, ...]:
    found = read(Document("a", text, "", published=date(2018, 5, 10))).control
    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.text for c in found)
    assert all(text[c.place_span.start : c.place_span.end] == c.place_span.text for c in found)
    return found


def _name(speaker: object) -> str | None:
    return getattr(speaker, "name", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Government forces retook the town of Orsha from the rebels on Monday.",
            ("retakes", "Government forces", "Orsha", "the rebels"),
        ),
        ("The city of Orsha fell to the insurgents last week.", ("takes", "the insurgents", "Orsha", None)),
        ("Mosul was recaptured by Iraqi troops in July.", ("retakes", "Iraqi troops", "Mosul", None)),
        (
            "The army, backed by foreign jets, seized control of Goma from gunmen.",
            ("takes", "The army", "Goma", "gunmen"),
        ),
        ("The militia has lost control of three villages.", ("loses", None, "three villages", "The militia")),
        (
            "Fighters withdrew from the besieged enclave under a deal.",
            ("withdraws", None, "the besieged enclave", "Fighters"),
        ),
        (
            "The group handed over the border crossing to the government.",
            ("hands_over", "the government", "the border crossing", "The group"),
        ),
        ("The capture of Mosul by the coalition took nine months.", ("takes", "the coalition", "Mosul", None)),
        ("Militiamen drove the soldiers out of Kidal.", ("takes", "Militiamen", "Kidal", "the soldiers")),
        ("The port is back under the control of the army.", ("retakes", "the army", "The port", None)),
        ("Kherson has fallen, residents said.", ("takes", None, "Kherson", None)),
        ("Harkan seized Bulo Hawd, a town in the south.", ("takes", "Harkan", "Bulo Hawd", None)),
        (
            "The coalition handed control of the base to local forces.",
            ("hands_over", "local forces", "the base", "The coalition"),
        ),
    ],
)
def test_a_change_is_read_with_its_parties(text: str, expected: tuple[str | None, ...]) -> None:
    (change,) = _changes(text)

    assert (change.kind.value, _name(change.actor), change.place, _name(change.from_party)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army tried to retake Palmyra but failed.",
        "The rebels vowed to recapture the district.",
        "If Raqqa falls to the militia, thousands will flee.",
        "The offensive to retake Mosul began on Monday.",
        "Police captured two suspects in Mosul.",
        "Prices fell in Aleppo.",
        "The wounded were taken to a hospital in Homs.",
        "The group lost 12 fighters near Homs.",
        "Residents recovered 12 bodies from the village.",
        "The generals seized power in a coup.",
        "Her fall on the stairs of the town hall was an accident.",
    ],
)
def test_plans_attempts_and_other_matters_are_no_change(text: str) -> None:
    assert _changes(text) == ()


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The ministry denied that Raqqa had fallen to the jihadists.", Modality.DENIED),
        ("The army has not captured Sirte, a spokesman said.", Modality.DENIED),
        ("Reportedly, gunmen have taken the town of Orsha.", Modality.ALLEGED),
        ("The militia claimed that it had captured Bakhmut.", Modality.ALLEGED),
        ("The recapture of Derna could not be independently verified.", Modality.UNCONFIRMED),
        ("Separatists overran the town.", Modality.STATED),
    ],
)
def test_how_firmly_it_is_said_is_kept(text: str, modality: Modality) -> None:
    (change,) = _changes(text)

    assert change.modality is modality


def test_a_sources_words_stay_in_the_quotation() -> None:
    (change,) = _changes("The ministry said its troops had liberated Manbij from the terrorists on 3 May 2018.")

    assert change.kind is ControlKind.TAKES
    assert "liberated" in change.evidence.text
    assert _name(change.actor) == "ministry" or change.actor is not None
    assert (change.since, change.until) == (date(2018, 5, 3), date(2018, 5, 3))
    assert change.statement is not None


def test_generic_names_mean_a_party_only_in_a_text_of_its_war() -> None:
    (abroad,) = _changes("Government forces retook Goma from the rebels.")
    (there,) = _changes("Government forces retook Homs from the rebels in Syria.")

    assert abroad.actor is not None
    assert abroad.actor.party is None
    assert there.actor is not None
    assert there.actor.party == "Syrian Arab Army"


def test_changes_are_the_same_with_a_parser_and_stand_in_the_json() -> None:
    text = "Separatists overran the town of Orsha on Friday, residents said."

    with_parser = read(Document("a", text, ""), parser=load_parser())

    assert as_json(with_parser)["control"] == as_json(read(Document("a", text, "")))["control"]
    assert as_json(with_parser)["control"][0]["place"]["name"] == "Orsha"
