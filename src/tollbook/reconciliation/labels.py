"""Could the people of one class be the people of another?

A class is known by its status and side where the reader found them, and by a few words of its label where not. The
answer is a cost in bits, used only to choose between ways in which numbers fit: labels that differ never forbid a
match, since relabelling is one of the things to be found.
"""

import re
from dataclasses import dataclass

from tollbook.model.document import Group
from tollbook.model.vocabulary import Status

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def listed(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


CIVILIAN, COMBATANT, UNIDENTIFIED = "civilians", "combatants", "unidentified people"
GOVERNMENT, OPPOSITION, JIHADIST = "the government's side", "the opposition's side", "jihadist groups"

STATUS_WORDS = {
    CIVILIAN: listed(
        "civilian civilians noncombatant noncombatants non-combatants bystanders residents villagers child children "
        "woman women girls journalists medics farmers pupils"
    ),
    COMBATANT: listed(
        "fighter fighters rebel rebels soldier soldiers troop troops militant militants militia militias militiaman "
        "militiamen insurgent insurgents gunman gunmen jihadi jihadis jihadist jihadists jihadi-fighters defector "
        "defectors combatant combatants forces army guerrillas paramilitaries officers conscripts mercenaries"
    ),
    UNIDENTIFIED: listed("unidentified undocumented unnamed unknown anonymous"),
}
SIDE_WORDS = {
    GOVERNMENT: listed(
        "government regime army soldier soldiers troops loyalist loyalists state pro-government pro-regime "
        "government-allied regime-allied conscripts police"
    ),
    OPPOSITION: listed(
        "rebel rebels opposition insurgent insurgents anti-government anti-regime defector defectors dissidents "
        "guerrillas revolutionaries"
    ),
    JIHADIST: listed("jihadi jihadis jihadist jihadists islamist islamists isis isil nusra qaeda daesh"),
}
STATUS_OF = {
    Status.CIVILIAN: CIVILIAN,
    Status.OTHER_PROTECTED: CIVILIAN,
    Status.ARMED_FORCES: COMBATANT,
    Status.DIRECT_PARTICIPANT: COMBATANT,
}

NAMELESS = re.compile(
    r"\b(?:(?:not|never|yet to)(?: been| be)? identified|without (?:a |their )?names?|unidentified|no known name)\b",
    re.IGNORECASE,
)

# Words that count people and do not say which.
PEOPLE_WORDS = listed(
    "people person persons dead death deaths killing killings killed died victim victims casualty casualties life "
    "lives individual individuals fatality fatalities soul souls human humans total toll others more all the of and "
    "have has been in were lost so far some who bodies"
)

# Bits: how much less likely an outlet puts such a class into such a part. Ordered by hand and checked by
# tests/reconciliation on releases with known truth; only their order of size matters.
UNSAID = 0.5  # one of the two does not say
RELABELLED = 5.0  # civilians as fighters, or the other way
OTHER_SIDE = 4.0
NEAR_SIDE = 2.0  # jihadists as opposition
HIDDEN = 3.0  # the unidentified, or people of whom nothing is said, inside a class of others
FOREIGN = 1.0  # one says foreign, the other does not


@dataclass(frozen=True, slots=True)
class Label:
    """What a class's label says of its people; None where it does not."""

    text: str
    status: str | None
    side: str | None
    foreign: bool
    everyone: bool  # counts people without saying which: "people", "dead"


def label(group: Group | None, after: str = "") -> Label:
    """Return what a group's fields and words say, fields before words.

    Args:
        group: The group, or None for people of whom nothing is said.
        after: The rest of the clause, in which such people may be said not to be identified.

    Returns:
        The label.
    """
    nameless = NAMELESS.search(after) is not None
    if group is None:
        return _unsaid("people", nameless=nameless)
    found = frozenset(WORD.findall(group.text.casefold()))
    side = side_of(group.side) or _by_words(found, SIDE_WORDS)
    status = _stated_status(group.status) or _by_words(found, STATUS_WORDS)
    if found & STATUS_WORDS[UNIDENTIFIED] or NAMELESS.search(group.text):
        status = UNIDENTIFIED
    foreign = bool(found & {"foreign", "foreigners"}) or any(word.startswith("non-") for word in found)
    foreign = foreign or group.nationality == "foreign"
    plain = group.age is None and group.sex is None and group.nationality is None and found <= PEOPLE_WORDS
    if plain and status is None and side is None:
        return _unsaid(group.text or "people", nameless=nameless)
    return Label(group.text, status, side, foreign=foreign, everyone=False)


def is_relabelled(left: Label, right: Label) -> bool:
    """Return whether one says civilians and the other combatants."""
    return {left.status, right.status} == {CIVILIAN, COMBATANT}


def affinity(part: Label, source: Label) -> float:
    """Return the cost in bits of finding a release's class in a part of another's breakdown; at least 0."""
    return _status_bits(part, source) + _side_bits(part, source) + (FOREIGN if part.foreign != source.foreign else 0.0)


def _unsaid(text: str, *, nameless: bool) -> Label:
    """Return the label of people of whom nothing is said, but perhaps that nobody knows who they were."""
    if nameless:
        return Label(f"unidentified {text}", UNIDENTIFIED, None, foreign=False, everyone=False)
    return Label(text, None, None, foreign=False, everyone=True)


def _stated_status(status: str | None) -> str | None:
    return next((mark for known, mark in STATUS_OF.items() if known == status), None)


def side_of(side: str | None) -> str | None:
    """Return the mark of a side as a source words it; the words themselves where they are no known side."""
    if side is None or side == "unknown":
        return None
    return _by_words(frozenset(WORD.findall(side.casefold())), SIDE_WORDS) or side.casefold()


def _by_words(found: frozenset[str], table: dict[str, frozenset[str]]) -> str | None:
    """Return the mark with the most words found; the later one in the table on a tie."""
    best, most = None, 0
    for mark, known in table.items():
        hits = len(found & known)
        if hits and hits >= most:
            best, most = mark, hits
    return best


def _status_bits(part: Label, source: Label) -> float:
    if part.status == source.status and part.status is not None:
        return 0.0
    if UNIDENTIFIED in {source.status, part.status} or (source.everyone and not part.everyone):
        return HIDDEN
    return RELABELLED if is_relabelled(part, source) else UNSAID


def _side_bits(part: Label, source: Label) -> float:
    if CIVILIAN in {part.status, source.status} or UNIDENTIFIED in {part.status, source.status}:
        return 0.0
    if part.side is None or source.side is None:
        return UNSAID
    if part.side == source.side:
        return 0.0
    return NEAR_SIDE if {part.side, source.side} == {OPPOSITION, JIHADIST} else OTHER_SIDE
