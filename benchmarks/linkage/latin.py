"""Simulated lists of another kind than the generator's: invented Latin names, two surnames, no fathers.

A given name or two, two surnames of which the second is often left out, a day of birth, a year of death, a parish. Most
rows are copied well; some hands spoil several fields of a row at once, so that errors come together.
"""

from typing import Any

import numpy as np
import polars as pl

from tollbook.model.lists import Source
from tollbook.model.vocabulary import ListPolicy

_ONSETS = ("b", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "br", "tr", "gr", "j", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ia", "ue")
_ENDS = ("", "n", "s", "r", "l", "z", "do", "na", "ro")
_LETTERS = "abcdefghijlmnoprstuvz"


def _words(count: int, syllables: int, rng: np.random.Generator) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        stem = "".join(str(rng.choice(_ONSETS)) + str(rng.choice(_VOWELS)) for _ in range(syllables))
        made[stem.capitalize() + str(rng.choice(_ENDS))] = None
    return list(made)


def _zipf(count: int, power: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    share = np.arange(1, count + 1, dtype=float) ** -power
    return np.asarray(share / share.sum())


def _spoilt(word: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(0, len(word)))
    kind = int(rng.integers(0, 4))
    letter = str(rng.choice(list(_LETTERS)))
    if kind == 0 and len(word) > 2:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at + 1 :]
    if kind == 2:
        return word[:at] + letter + word[at:]
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def case(seed: int) -> tuple[pl.DataFrame, dict[str, Source], list[dict[str, Any]]]:
    """Return the records of a simulated case with the person of each, its sources, and how each list was made."""
    rng = np.random.default_rng([1977, seed])
    people = int(rng.integers(600, 4_000))
    given, surnames = _words(150, 2, rng), _words(900, 2, rng)
    first = rng.choice(len(given), people, p=_zipf(len(given), 0.9))
    second = np.where(rng.random(people) < 0.4, rng.choice(len(given), people, p=_zipf(len(given), 0.9)), -1)
    father, mother = (rng.choice(len(surnames), people, p=_zipf(len(surnames), 0.7)) for _ in range(2))
    born = rng.integers(-30_000, -3_000, people)
    died = np.maximum(rng.integers(2_500, 4_500, people), born + 300)
    parishes = _words(40, 3, rng)
    parish = rng.choice(40, people, p=_zipf(40, 0.6))
    female = rng.random(people) < 0.3
    frames, sources, told = [], {}, []
    for at in range(int(rng.integers(2, 5))):
        name = f"list{at}"
        listed = np.flatnonzero(rng.random(people) < rng.uniform(0.2, 0.8))
        repeats = bool(rng.random() < 0.4)
        who = np.repeat(listed, np.where(rng.random(len(listed)) < 0.1 * repeats, 2, 1))
        error, left_out, bad = rng.uniform(0.01, 0.08), rng.uniform(0.0, 0.5), rng.uniform(0.0, 0.08)
        rate = np.where(rng.random(len(who)) < bad, 6.0 * error, error)
        frames.append(
            _rows(who, rate, left_out, rng, name, (given, first, second), (surnames, father, mother),
                  (parishes, parish), (born, died, female))
        )  # fmt: skip
        told.append({"rows": len(who), "repeats": repeats, "error": float(error), "bad": float(bad)})
        policy = ListPolicy.MAY_REPEAT if repeats else ListPolicy.ONCE
        sources[name] = Source(name=name, title=name, publisher=name, policy=policy)
    rows = pl.concat(frames).with_row_index("row", offset=2)
    rows = rows.with_columns(
        record_id=pl.concat_str("source", pl.lit("1"), "row", separator="/"),
        edition=pl.lit("1"), current=pl.lit(value=True), linkable=pl.lit(value=True), people=pl.lit(1),
    )  # fmt: skip
    return rows, sources, told


def _rows(who: Any, rate: Any, left_out: float, rng: np.random.Generator, name: str, *facts: Any) -> pl.DataFrame:
    (given, first, second), (surnames, father, mother), (parishes, parish), (born, died, female) = facts
    made = []
    for person, spoils in zip(who, rate, strict=True):
        own, maternal = given[first[person]], surnames[mother[person]]
        paternal = surnames[father[person]]
        own = _spoilt(own, rng) if rng.random() < spoils else own
        if second[person] >= 0 and rng.random() < 0.7:
            own += " " + given[second[person]]
        paternal = _spoilt(paternal, rng) if rng.random() < spoils else paternal
        family = paternal if rng.random() < left_out else f"{paternal} {maternal}"
        birth = int(born[person] + (rng.integers(-400, 400) if rng.random() < spoils else 0))
        day = None if rng.random() < 0.6 * left_out else birth
        year = int(died[person] // 365 + (rng.integers(-1, 2) if rng.random() < spoils else 0))
        place = parishes[rng.integers(0, 40) if rng.random() < spoils else parish[person]]
        made.append(
            {
                "source": name, "person": int(person), "given_latin": own, "family_latin": family,
                "birth_from": day, "birth_to": day, "death_from": year * 365, "death_to": year * 365 + 364,
                "locality": None if rng.random() < left_out else place,
                "sex": "female" if female[person] != (rng.random() < 0.1 * spoils) else "male",
            }
        )  # fmt: skip
    frame = pl.DataFrame(made, infer_schema_length=None)
    return frame.with_columns(pl.col("birth_from", "birth_to", "death_from", "death_to").cast(pl.Int32).cast(pl.Date))
