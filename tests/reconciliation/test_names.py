"""Spellings that mean one publisher, and those that could mean several."""

import pytest

from tollbook.reconciliation.names import Names, spoken

KNOWN = Names(
    [
        "Syrian Observatory for Human Rights",
        "Ministry of Health",
        "Ministry of Defence",
        "Valley Civil Defence",
        "Northern Relief Office",
    ]
)


@pytest.mark.parametrize(
    ("spelling", "publisher"),
    [
        ("the anti-government Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights"),
        ("Britain-based Syrian Observatory for Human Rights (SOHR)", "Syrian Observatory for Human Rights"),
        ("SOHR", "Syrian Observatory for Human Rights"),
        ("the Observatory", "Syrian Observatory for Human Rights"),
        ("the Syrian Observatory", "Syrian Observatory for Human Rights"),
        ("the Health Ministry", "Ministry of Health"),
        ("the ministry", None),
        ("it", None),
        ("activists", None),
        ("the Valley", "Valley"),
        ("The Red Crescent", "Red Crescent"),
        (None, None),
    ],
)
def test_a_spelling_leads_to_one_publisher_or_to_none(spelling: str | None, publisher: str | None) -> None:
    assert KNOWN.of(spelling) == publisher


def test_un_may_be_left_out_of_an_abbreviation() -> None:
    office = "Office of the UN High Commissioner for Human Rights"

    assert Names([office]).of("OHCHR") == office


def test_an_abbreviation_that_two_publishers_share_means_neither() -> None:
    names = Names(["Northern Relief Office", "National Records Office"])

    assert names.of("NRO") == "NRO"
    assert not names.is_publisher(names.of("NRO"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mayor", "the mayor"),
        ("defence ministry", "the defence ministry"),
        ("residents", "residents"),
        ("two witnesses of the raid", "two witnesses of the raid"),
        ("Health Ministry", "Health Ministry"),
        ("al-Nahr", "al-Nahr"),
        ("von der Tal", "von der Tal"),
        ("this agency", "this agency"),
        ("more than 20", "more than 20"),
        ("at least one witness", "at least one witness"),
        ("each ward", "each ward"),
        (None, "no source named"),
    ],
)
def test_a_speaker_without_a_name_has_an_article_in_a_sentence(name: str | None, shown: str) -> None:
    assert spoken(name) == shown
