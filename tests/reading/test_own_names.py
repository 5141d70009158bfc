"""Names of the user's own: a lexicon overrules the shipped one, and places are read with kind and precision."""

import pytest

from tollbook.errors import ProfileError
from tollbook.model.document import Document, Place
from tollbook.reading import DEFAULT, DEFAULT_PLACES, overruled, parse_lexicon, read
from tollbook.text.places import PlaceEntry, fold

OWN = """
[[party]]
name = "Lions of the Delta"
kind = "armed group"
aliases = ["Amira Brigade", "Samantha Grey", "أسود الدلتا"]

[[party]]
name = "Kremlin watchers"
kind = "organisation"
aliases = ["Kremlin"]
"""


def test_a_users_party_overrules_the_tagger_and_the_shipped_lexicon() -> None:
    lexicon = parse_lexicon(OWN, where="parties.toml", base=DEFAULT)
    text = "Samantha Grey said 12 died. The Kremlin denied it. أسود الدلتا said six died. The Syrian government agreed."

    found = {party.name: party.kind for party in read(Document("a", text, ""), lexicon=lexicon).parties}

    assert found["Lions of the Delta"] == "armed group"
    assert found["Kremlin watchers"] == "organisation"
    assert "Government of Syria" in found
    assert "Government of Russia" not in found


def test_a_lexicon_that_stands_alone_knows_nobody_else() -> None:
    lexicon = parse_lexicon("only = true\n" + OWN, where="parties.toml", base=DEFAULT)

    assert set(lexicon.entries) == {"Lions of the Delta", "Kremlin watchers"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[parties]]\nname = 'x'", "nothing that this file may hold"),
        ("party = 3", "no list of parties"),
        ("only = 1", "neither true nor false"),
        ("[[party]]\nname = 'x'\naliases = 'y'", "no list of names"),
        ("[[party]]\nname = 'x'\naliases = ['...']", "no list of names"),
        ("[[party]]\nname = 'x'\nside = 3", "`side` is no text"),
        ("[[party]]\nname = 'x'\nalias = ['y']", "unknown key 'alias'"),
        ("[[party]]\nname = 'x'\nparent = 'nobody'", "is no party"),
        ("[[party]]\nname = 'x'\nparent = 'x'", "its own forebear"),
        ("[[party]]\nname = 'x'\n[[party]]\nname = 'x'", "two parties are called"),
        ("[[party]]\nname = 'x'\naliases = ['q']\n[[party]]\nname = 'y'\naliases = ['q']", "names both"),
    ],
)
def test_a_mistake_in_a_lexicon_is_named(text: str, what: str) -> None:
    with pytest.raises(ProfileError, match=what):
        parse_lexicon(text, where="parties.toml", base=DEFAULT)


def _places(text: str, *own: PlaceEntry) -> dict[str, Place]:
    known = overruled(own, DEFAULT_PLACES)
    found = read(Document("a", text, ""), known=known).places
    return {span.text: place for place in found for span in place.mentions}


def test_places_are_read_with_kind_qualifier_and_precision() -> None:
    found = _places("Shells hit eastern Aleppo, Idlib province, the outskirts of Homs and Sagaing region in Myanmar.")

    assert {words: (place.kind, place.qualifier, place.precision) for words, place in found.items()} == {
        "eastern Aleppo": ("city", "eastern", "exact"),
        "Idlib province": ("first-level unit", None, "first-level unit"),
        "outskirts of Homs": ("city", "outskirts", "near"),
        "Sagaing region": ("first-level unit", None, "first-level unit"),
        "Myanmar": ("country", None, "country"),
    }


def test_a_capital_that_acts_is_a_government_and_no_place() -> None:
    found = _places("Moscow denied the reports. Shells hit Damascus on Monday, killing 12 people.")

    assert "Moscow" not in found
    assert "Damascus" in found


def test_a_users_village_is_found_and_his_units_by_their_word() -> None:
    village = PlaceEntry("Orsha Bridge", "locality", "SY", 36.0, 37.0, 0, ("جسر أورشا",))
    unit = PlaceEntry("Orsha Bridge", "second-level unit", "SY", 36.1, 37.1)

    found = _places("Twelve died in Orsha Bridge. Shells hit Orsha Bridge district and جسر أورشا.", village, unit)

    assert {words: (place.kind, place.lat) for words, place in found.items()} == {
        "Orsha Bridge": ("locality", 36.0),
        "Orsha Bridge district": ("second-level unit", 36.1),
        "جسر أورشا": ("locality", 36.0),
    }


@pytest.mark.parametrize(
    ("unit", "country"),
    [
        ("Idlib Governorate", "SY"),
        ("محافظة نينوى", "IQ"),
        ("Sana'a Governorate", "YE"),
        ("as-Suwayda Governorate", "SY"),
        ("Kharkiv Oblast", "UA"),
        ("شمال دارفور", "SD"),
        ("Tigray", "ET"),
        ("Borno", "NG"),
        ("North Kivu", "CD"),
        ("Helmand", "AF"),
        ("Artibonite", "HT"),
        ("Chocó", "CO"),
        ("Rakhine State", "MM"),
    ],
)
def test_first_level_units_of_countries_at_war_are_known(unit: str, country: str) -> None:
    (place,) = _places(f"Twelve people were killed in {unit} on Monday.").values()

    assert place.kind == "first-level unit"
    assert place.lat is not None
    assert any(entry.country == country for entry in DEFAULT_PLACES.by_name[fold(unit)])
