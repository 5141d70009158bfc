"""The table of comparisons: which terms a match weight sums, the levels of each, and what each level says in words.

Levels of one term fall into groups; a group is a situation (both scripts Arabic, one date known only to the year), and
says nothing about whether two records are one person. Within a group the chances of the levels sum to one. Level 0 is
"not stated on one side or both": a group of its own, and so always neutral.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.model.tables import SCRIPTS

MAX_LEVELS = 20

GIVEN, FATHER, GRANDFATHER, FAMILY, BIRTH, DEATH, PLACE, SEX, STATUS, CAUSE, IDENTIFIER = range(11)

# Levels of a part of a name, from the first of its group.
EXACT, KEY, CLOSE, FAR, OFF, APART = range(6)
ARABIC_BASE, LATIN_BASE, CROSS_BASE = 1, 7, 13


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison.

    Attributes:
        label: What it says, to stand between the two values.
        group: The situation it belongs to; 0 for missing.
        m: Chance among matches to start from, within its group.
        frequency: The record's frequency column that scales its weight, or None.
    """

    label: str
    group: int
    m: float
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison.

    Attributes:
        name: Its word in `w_<name>`.
        levels: Its outcomes by number; 0 is missing.
        company: What two people of each of COMPANY have in common: `shared` as two records of one person do, `own`
            no more than strangers, `free` as the data say.
        reads: Columns of RECORDS without which it is missing.
    """

    name: str
    levels: tuple[Level, ...]
    company: tuple[str, str, str]
    reads: tuple[str, ...]


_MISSING = Level("not stated on one side or both", 0, 1.0)


def _name_levels(part: str, off: str) -> tuple[Level, ...]:
    made = [Level(f"{_MISSING.label}, or a kunya on one side", 0, 1.0) if part == "given" else _MISSING]
    chances = {
        "ar": (0.80, 0.10, 0.05, 0.02, 0.02, 0.01),
        "la": (0.45, 0.35, 0.10, 0.05, 0.02, 0.03),
        "key": (0.0, 0.9, 0.05, 0.02, 0.01, 0.02),
    }
    words = {"ar": "in Arabic", "la": "in Latin letters", "key": "across scripts"}
    for group, script in enumerate(("ar", "la", "key"), start=1):
        labels = (
            ("the same", f"{part}_{script}"),
            ("the same consonants", f"{part}_key"),
            ("spelt nearly the same", None),
            ("spelt alike", None),
            (off, None),
            ("different", None),
        )
        made += [
            Level(f"{label} {words[script]}", group, chance, frequency)
            for (label, frequency), chance in zip(labels, chances[script], strict=True)
        ]
    return tuple(made)


_BIRTH = (
    _MISSING,
    Level("the same day", 1, 0.85),
    Level("one slip of the pen apart", 1, 0.06),
    Level("the same but for day, month or year", 1, 0.04),
    Level("within a year", 1, 0.02),
    Level("within three years", 1, 0.01),
    Level("within ten years", 1, 0.01),
    Level("further apart", 1, 0.01),
    Level("compatible", 2, 0.85),
    Level("a year off", 2, 0.08),
    Level("three years off", 2, 0.04),
    Level("ten years off", 2, 0.02),
    Level("further off", 2, 0.01),
    Level("the same age", 3, 0.75),
    Level("ages one year apart", 3, 0.15),
    Level("ages two years apart", 3, 0.04),
    Level("ages up to five years apart", 3, 0.03),
    Level("ages up to ten years apart", 3, 0.02),
    Level("ages further apart", 3, 0.01),
)
_DEATH = (
    _MISSING,
    Level("the same day", 1, 0.7, "death"),
    Level("one day apart", 1, 0.1),
    Level("up to three days apart", 1, 0.06),
    Level("up to a week apart, or day and month swapped", 1, 0.05),
    Level("up to a month apart", 1, 0.04),
    Level("up to a year apart", 1, 0.03),
    Level("further apart", 1, 0.02),
    Level("compatible", 2, 0.85),
    Level("up to a month off", 2, 0.07),
    Level("up to a year off", 2, 0.05),
    Level("further off", 2, 0.03),
)
_PLACE = (
    _MISSING,
    Level("the same place", 1, 0.6, "locality"),
    Level("places spelt alike or near each other", 1, 0.15),
    Level("the same district", 1, 0.1, "district"),
    Level("the same governorate", 1, 0.1, "governorate"),
    Level("different places", 1, 0.05),
    Level("the same district", 2, 0.8, "district"),
    Level("the same governorate", 2, 0.1, "governorate"),
    Level("different districts", 2, 0.1),
    Level("the same governorate", 3, 0.9, "governorate"),
    Level("different governorates", 3, 0.1),
)


def _often_the_same(field: str, same: float) -> tuple[Level, ...]:
    return (_MISSING, Level("the same", 1, same, field), Level("different", 1, 1.0 - same))


_SAME_OR_NOT = (_MISSING, Level("the same", 1, 0.95), Level("different", 1, 0.05))


def _name_term(part: str, off: str, company: tuple[str, str, str]) -> Term:
    reads = (*(f"{part}_{script}" for script in SCRIPTS), *(f"name_{script}" for script in SCRIPTS))
    return Term(part, _name_levels(part, off), company, reads)


TERMS: tuple[Term, ...] = (
    _name_term("given", "found as another part of the name", ("own", "own", "own")),
    _name_term("father", "found one generation off", ("shared", "free", "own")),
    _name_term("grandfather", "found one generation off", ("shared", "free", "own")),
    _name_term("family", "found as another part of the name", ("shared", "shared", "own")),
    Term("birth", _BIRTH, ("free", "free", "own"), ("birth_from", "birth_to", "age_low", "age_high")),
    Term("death", _DEATH, ("free", "free", "shared"), ("death_from", "death_to")),
    Term("place", _PLACE, ("free", "free", "shared"), ("place", "locality", "district", "governorate")),
    Term("sex", _SAME_OR_NOT, ("own", "own", "own"), ("sex",)),
    Term("status", _often_the_same("status", 0.9), ("free", "free", "free"), ("status",)),
    Term("cause", _often_the_same("cause", 0.8), ("free", "free", "free"), ("cause",)),
    Term(
        "identifier",
        (
            _MISSING,
            Level("the same", 1, 0.95),
            Level("one slip of the pen apart", 1, 0.03),
            Level("different", 1, 0.02),
        ),
        ("own", "own", "own"),
        ("identifier",),
    ),
)
COMPANY = ("siblings", "relatives", "dead of one event")  # people who share much and are not one
RELATIVES = "relatives"  # the twelfth term: how far what is shared is what such people share
TERM_NAMES: tuple[str, ...] = (*(term.name for term in TERMS), RELATIVES)

FREQUENCIES: tuple[str, ...] = (
    *(f"{part}_{script}" for part in ("given", "father", "grandfather", "family") for script in ("ar", "la", "key")),
    "death",
    "locality",
    "district",
    "governorate",
    "status",
    "cause",
)


def groups() -> npt.NDArray[np.int64]:
    """Return the group of each level; -1 past a term's last. Shape (terms, MAX_LEVELS)."""
    table = np.full((len(TERMS), MAX_LEVELS), -1, dtype=np.int64)
    for row, term in enumerate(TERMS):
        table[row, : len(term.levels)] = [level.group for level in term.levels]
    return table


def starting_chances() -> npt.NDArray[np.float64]:
    """Return the chance of each level among matches to start from. Shape (terms, MAX_LEVELS)."""
    table = np.zeros((len(TERMS), MAX_LEVELS))
    for row, term in enumerate(TERMS):
        table[row, : len(term.levels)] = [level.m for level in term.levels]
    return table


def frequency_columns() -> npt.NDArray[np.int64]:
    """Return the frequency column that scales each level; -1 for none. Shape (terms, MAX_LEVELS)."""
    table = np.full((len(TERMS), MAX_LEVELS), -1, dtype=np.int64)
    for row, term in enumerate(TERMS):
        for at, level in enumerate(term.levels):
            if level.frequency is not None:
                table[row, at] = FREQUENCIES.index(level.frequency)
    return table
