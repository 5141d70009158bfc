"""What goes wrong between a death and a row: spellings, typing errors, dates, ages and places."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from invented.names import Words
from invented.world import Flags, Ints, Stage, World

TYPING_ERRORS = 0.015  # of names
OTHER_FAMILY_NAME = 0.01
GENERATION_SKIPPED = 0.012  # the grandfather's name stands where the father's should


@dataclass(frozen=True, slots=True)
class Names:
    """Written names of rows, part by part; each of shape (rows,)."""

    given: Words
    father: Words
    grandfather: Words
    family: Words


def names(stage: Stage, world: World, who: Ints, *, habit: str, looseness: float, rng: np.random.Generator) -> Names:
    """Return names as one list writes them.

    Args:
        stage: Stocks of names.
        world: The truth.
        who: The person of each row. Shape (rows,).
        habit: `arabic`, or a school of romanisation.
        looseness: How often the hand takes its second spelling, 0 to 1.
        rng: Source of all randomness.

    Returns:
        The parts, with the errors of a list.
    """
    rows = len(who)

    def spelt(stock_written: Words, stock_variant: Words, which: Ints) -> Words:
        return np.where(rng.random(rows) < looseness, stock_variant[which], stock_written[which])

    men, women, families = stage.men, stage.women, stage.families
    is_skipped = rng.random(rows) < GENERATION_SKIPPED
    father = np.where(is_skipped, world.grandfather[who], world.father[who])
    is_other = rng.random(rows) < OTHER_FAMILY_NAME
    family = np.where(is_other, families.draw(rng, rows), world.family[who])
    is_female = world.is_female[who]
    given = np.where(
        is_female,
        spelt(women.written[habit], women.variant[habit], np.where(is_female, world.given[who], 0)),
        spelt(men.written[habit], men.variant[habit], np.where(is_female, 0, world.given[who])),
    )
    return Names(
        given=mistyped(given, rng),
        father=mistyped(spelt(men.written[habit], men.variant[habit], father), rng),
        grandfather=spelt(men.written[habit], men.variant[habit], world.grandfather[who]),
        family=mistyped(spelt(families.written[habit], families.variant[habit], family), rng),
    )


def mistyped(words: Words, rng: np.random.Generator) -> Words:
    """Return words of which a few have a letter left out, doubled or swapped with the next."""
    out = words.copy()
    hit = np.flatnonzero(rng.random(len(words)) < TYPING_ERRORS)
    kinds, spots = rng.integers(0, 3, len(hit)), rng.random(len(hit))
    for row, kind, spot in zip(hit, kinds, spots, strict=True):
        word = str(words[row])
        at = 1 + int(spot * max(1, len(word) - 2))
        if len(word) < 4 or " " in word[at : at + 2]:
            continue
        swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        out[row] = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped)[kind]
    return out


def blank(values: Words, share: float, rng: np.random.Generator) -> Words:
    """Return values of which a share is missing (None)."""
    left = values.copy()
    left[rng.random(len(values)) < share] = None
    return left


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates as a list has them; each of shape (rows,).

    Attributes:
        day: The day written; where only the month is known, its first day.
        is_month: Whether the list says the month only.
        is_missing: Whether it says nothing.
    """

    day: npt.NDArray[np.datetime64]
    is_month: Flags
    is_missing: Flags


def dates(
    died: npt.NDArray[np.datetime64], *, off: float, first_of_month: float, missing: float, rng: np.random.Generator
) -> Dates:
    """Return dates of death with a list's errors.

    Args:
        died: True dates. Shape (rows,).
        off: Share that is one to three days off.
        first_of_month: Share of which only the month is known.
        missing: Share not stated.
        rng: Source of all randomness.

    Returns:
        The dates; half of those known to the month are written as its first day, as if that were the day.
    """
    rows = len(died)
    shift = rng.integers(1, 4, rows) * rng.choice([-1, 1], rows)
    day = np.where(rng.random(rows) < off, died + shift, died)
    is_vague = rng.random(rows) < first_of_month
    day = np.where(is_vague, day.astype("datetime64[M]").astype("datetime64[D]"), day)
    return Dates(day, is_vague & (rng.random(rows) < 0.5), rng.random(rows) < missing)


def ages(world: World, who: Ints, *, missing: float, rng: np.random.Generator) -> tuple[Ints, Flags]:
    """Return ages in years with a list's errors, and which are missing. Each of shape (rows,)."""
    rows = len(who)
    age = world.age_years[who]
    luck = rng.random(rows)
    near = (age + rng.choice([-1, 1], rows)).clip(0)
    rounded = (age + 2) // 5 * 5
    age = np.where(luck < 0.12, near, np.where((luck < 0.17) & (age >= 20), rounded, age))
    return age, rng.random(rows) < missing


def places(stage: Stage, world: World, who: Ints, *, wrong: float, rng: np.random.Generator) -> Ints:
    """Return places of death, of which a share is another place. Shape (rows,)."""
    other = rng.choice(len(stage.places.weights), size=len(who), p=stage.places.weights)
    taken: Ints = np.where(rng.random(len(who)) < wrong, other, world.place[who])
    return taken


def told(kinds: Ints, count: int, *, wrong: float, rng: np.random.Generator) -> Ints:
    """Return classes as a list has them, of which a share is drawn at random among `count`. Shape (rows,)."""
    heard: Ints = np.where(rng.random(len(kinds)) < wrong, rng.integers(0, count, len(kinds)), kinds)
    return heard


def reworded(kinds: Ints, words: tuple[str, ...], *, wrong: float, rng: np.random.Generator) -> Words:
    """Return a list's words for classes, of which a share is drawn at random. Shape (rows,)."""
    return np.array(words, dtype=object)[told(kinds, len(words), wrong=wrong, rng=rng)]
