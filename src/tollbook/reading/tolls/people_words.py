"""The words by which a text says whom a figure counts, and what each says of status, sex, age and side."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from tollbook.model.document import Group
from tollbook.model.vocabulary import Sex, Status
from tollbook.reading.page import Token
from tollbook.reading.words import listed

# Nouns for people, in the plural; the singular is made by rule or listed. Value: status, sex, age.
_C, _A, _D, _P = Status.CIVILIAN, Status.ARMED_FORCES, Status.DIRECT_PARTICIPANT, Status.OTHER_PROTECTED
# Lists of data/words.toml with what each says: status, sex, age.
_NOUNS: tuple[tuple[str, Status | None, str | None, str | None], ...] = (
    ("people", None, None, None),
    ("people: civilians", _C, None, None),
    ("people: women and mothers", None, Sex.FEMALE, None),
    ("people: fathers", None, Sex.MALE, None),
    ("people: children", None, None, "child"),
    ("people: girls", None, Sex.FEMALE, "child"),
    ("people: boys", None, Sex.MALE, "child"),
    ("people: men", None, Sex.MALE, None),
    ("people: males", None, Sex.MALE, None),
    ("people: females", None, Sex.FEMALE, None),
    ("people: elderly", None, None, "elderly"),
    ("people: teenagers", None, None, "teenager"),
    ("people: adults", None, None, "adult"),
    ("people: protected", _P, None, None),
    ("people: forces", _A, None, None),
    ("people: fighters", _D, None, None),
)
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "schoolchildren": "schoolchild",
    "wives": "wife",
    "housewives": "housewife",
    "lives": "life",
    "thieves": "thief",
    "passers-by": "passer-by",
}
_TO_PLURAL = {one: many for many, one in _IRREGULAR.items()}
_SAME = listed("same in singular")
_NO_SINGULAR = listed("no singular")  # "private", "general", "male" are other words
_Noun = tuple[Status | None, str | None, str | None]


def _plural(word: str) -> str:
    """Return the plural of a noun for people; "-ese" and "swiss" are their own."""
    if word.endswith(("ese", "swiss")):
        return word
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeou":
        return word[:-1] + "ies"
    return _TO_PLURAL.get(word, word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s"))


def _singular(plural: str) -> str | None:
    """Return the singular of a noun of data/words.toml, or None where it has none of its own."""
    if plural in _IRREGULAR:
        return _IRREGULAR[plural]
    if plural.endswith("men"):
        return plural[:-3] + "man"
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    if plural.endswith("esses"):
        return plural[:-2]
    return plural[:-1] if plural.endswith("s") and plural not in _SAME | _NO_SINGULAR else None


def _nouns() -> tuple[dict[str, _Noun], frozenset[str]]:
    """Return every noun for people, and those that are plurals; our own lists overrule WordNet's."""
    table: dict[str, _Noun] = {}
    plurals: set[str] = set()
    wordnet = tomllib.loads(files("tollbook.reading").joinpath("data/people.toml").read_text(encoding="utf-8"))
    told = {name: (status, sex, age) for name, status, sex, age in _NOUNS}
    for name, words in wordnet.items():
        status, sex, age = told.get(name, (None, None, None))
        for word in words.split():
            table[word] = table[_plural(word)] = (status, sex, age)
            plurals.add(_plural(word))
    for name, status, sex, age in _NOUNS:
        for plural in sorted(listed(name)):
            table[plural] = (status, sex, age)
            plurals.add(plural)
            one = _singular(plural)
            if one is not None:
                table[one] = (status, sex, age)
    return table, frozenset(plurals)


PEOPLE, _PLURALS = _nouns()

# Heads of "members of the security forces": the words behind "of" say who.
CONTAINERS = listed("containers")
# Adjectives and nouns before "fighters", "forces", "troops" that say for whom they fight.
SIDES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "government",
            "pro-government",
            "regime",
            "pro-regime",
            "loyalist",
            "loyalists",
            "state",
            "army",
            "military",
            "assad",
            "official",
        ),
        "government",
    ),
    **dict.fromkeys(
        ("rebel", "rebels", "opposition", "anti-government", "anti-regime", "insurgent", "insurgents", "revolutionary"),
        "opposition",
    ),
    **dict.fromkeys(
        (
            "jihadi",
            "jihadis",
            "jihadist",
            "jihadists",
            "islamist",
            "islamists",
            "is",
            "isis",
            "isil",
            "daesh",
            "al-qaeda",
        ),
        "jihadist",
    ),
    **dict.fromkeys(("kurdish", "sdf", "ypg"), "kurdish"),
}
# Those that are parts of names as well: the Free Syrian Army, the Arakan Army, the Islamic State, National Opposition.
_COMMON = frozenset(("government", "regime", "state", "army", "military", "official", "opposition", "revolutionary"))
_FORCES = {
    "forces": Status.ARMED_FORCES,
    "army": Status.ARMED_FORCES,
    "military": Status.ARMED_FORCES,
    "police": Status.ARMED_FORCES,
    "security": Status.ARMED_FORCES,
    "militia": Status.DIRECT_PARTICIPANT,
    "militias": Status.DIRECT_PARTICIPANT,
    "factions": Status.DIRECT_PARTICIPANT,
    "groups": Status.DIRECT_PARTICIPANT,
    "brigades": Status.DIRECT_PARTICIPANT,
    "battalions": Status.DIRECT_PARTICIPANT,
    "hezbollah": Status.DIRECT_PARTICIPANT,
    "armed": Status.DIRECT_PARTICIPANT,
    "troops": Status.ARMED_FORCES,
    "regulars": Status.ARMED_FORCES,
}
_NATIONS = listed("nations")
KIN = listed("kin")
_PLACES = listed("places without a name")
_SHORTEST = 5  # letters of a noun that is known for people by its ending alone
_LIKE_PEOPLE = listed("like people")
_CHILD_AGES = (
    "under 18",
    "under the age of 18",
    "below 18",
    "below the age of 18",
    "under the age of eighteen",
    "under 15",
)


def is_people(word: str) -> bool:
    """Return whether a lower-case word names people, by list or by its ending ("tribesmen", "motorists")."""
    if word in PEOPLE or is_nationality_noun(word):
        return True
    return len(word) > _SHORTEST and word.endswith(("men", "ists", "goers")) and word not in _LIKE_PEOPLE


def is_singular(word: str) -> bool:
    """Return whether a lower-case word names one person."""
    return word in PEOPLE and word not in _PLURALS


def is_rank(word: str) -> bool:
    """Return whether a word that is no noun for people by itself is a rank: "one major", "a general"."""
    return word in ("major", "general", "private")


def is_nation(word: str) -> bool:
    """Return whether a lower-case word is a nation's adjective, which may stand for its people: "four japanese"."""
    return word in _NATIONS or word.endswith("ese")


def is_nationality_noun(word: str) -> bool:
    """Return whether a lower-case word is a plural like "syrians"."""
    return word.endswith("s") and word[:-1] in _NATIONS


def group_of(words: Sequence[Token], text: str) -> Group | None:
    """Return whom some words count.

    Args:
        words: The tokens of the noun phrase behind a figure, its head included.
        text: The same as printed.

    Returns:
        The group, or None where the words name nobody.
    """
    if not words:
        return None
    low = [token.low for token in words]
    heads = [
        word
        for at, word in enumerate(low)
        if word in PEOPLE and not (word in KIN and at and words[at].is_capital)  # "fighters of the Sons of Vessin"
    ]
    status, sex, age = None, None, None
    for word in heads:
        noun = PEOPLE[word]
        status, sex, age = status or noun[0], sex or noun[1], age or noun[2]
    specific = _forces(low) if low[-1] not in _PLACES else None  # "Sedra military prison"
    if status is None or (specific is not None and status is not _C):
        status = specific or status
    sex = Sex.FEMALE if "female" in low else Sex.MALE if "male" in low else sex
    if any(phrase in text.lower() for phrase in _CHILD_AGES):
        age = "child"
    if "civilian" in low:
        status = Status.CIVILIAN
    side = next((SIDES[token.low] for at, token in enumerate(words) if _tells_side(words, at)), None)
    side = "jihadist" if "islamic state" in text.lower() else side
    nationality = next((word for word in low if word in _NATIONS), None)
    nationality = nationality or next((word[:-1] for word in low if is_nationality_noun(word)), None)
    return Group(text, status, side, sex, age, nationality)


def _tells_side(words: Sequence[Token], at: int) -> bool:
    """Return whether a word says for whom people fight, and is no part of a name: 'State' in 'Islamic State' is one."""
    word = words[at]
    if word.low not in SIDES or word.text == "is":
        return False
    first = at
    while first > 0 and words[first - 1].text[:1].isupper():
        first -= 1
    before = [token.low for token in words[first:at]]
    return word.low not in _COMMON or word.text.islower() or all(name in _NATIONS for name in before)


def _forces(low: Sequence[str]) -> Status | None:
    found = {_FORCES[word] for word in low if word in _FORCES}
    if Status.DIRECT_PARTICIPANT in found and len(found) == 1:
        return Status.DIRECT_PARTICIPANT
    if found and ("militia" not in low and "militias" not in low):
        return Status.ARMED_FORCES
    return Status.UNKNOWN if len(found) > 1 else None
