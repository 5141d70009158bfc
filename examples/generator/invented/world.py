"""The truth: who died in the invented world, when, where and how, in which families."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from invented.names import Stock, stocks
from invented.places import Places

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FIRST, LAST = np.datetime64("2012-01-01"), np.datetime64("2016-12-31")
CLASSES = ("civilian", "opposition_fighter", "soldier", "government_militia", "islamic_state")
CIVILIAN, FIGHTER, SOLDIER, MILITIA, ISLAMIC_STATE = range(5)
CAUSES = ("heavy_weapons", "small_arms", "planted_explosives", "denial_of_essentials", "other_means")
PERPETRATORS = ("government", "opposition", "islamic_state")

# Share of deaths by quarter, invented after the course of the war: the battle for the city from July 2012, the air
# campaign of early 2014, the siege and the end of 2016.
QUARTERS = (1, 2, 7, 8, 7, 7, 6, 6, 11, 9, 6, 5, 5, 6, 5, 5, 6, 8, 9, 11)
SHARES = (0.66, 0.15, 0.10, 0.05, 0.04)
# Cause by class of victim, in the order of CAUSES; perpetrator likewise.
CAUSE_SHARES = (
    (0.62, 0.20, 0.07, 0.03, 0.08),
    (0.38, 0.50, 0.09, 0.00, 0.03),
    (0.22, 0.60, 0.14, 0.00, 0.04),
    (0.25, 0.58, 0.13, 0.00, 0.04),
    (0.55, 0.38, 0.04, 0.00, 0.03),
)
PERPETRATOR_SHARES = (
    (0.74, 0.15, 0.11),
    (0.75, 0.04, 0.21),
    (0.00, 0.76, 0.24),
    (0.00, 0.80, 0.20),
    (0.50, 0.50, 0.00),
)


@dataclass(frozen=True, slots=True)
class World:
    """Everyone who died, and a few who did not, by place in the arrays; every array has shape (persons,).

    Attributes:
        household: Which of them belong together; people of one household died together.
        family: Place in the stock of family names.
        given: Place in the stock of men's or women's names, by sex.
        father: Place in the stock of men's names.
        grandfather: Place in the stock of men's names.
        is_female: Sex.
        age_years: Age at death in completed years.
        age_months: Completed months, for infants.
        born: Date of birth.
        died: Date of death.
        place: Place in the table of places.
        group: Place in CLASSES.
        cause: Place in CAUSES.
        perpetrator: Place in PERPETRATORS.
        is_dead: False for people whom a list takes for dead and later withdraws.
    """

    household: Ints
    family: Ints
    given: Ints
    father: Ints
    grandfather: Ints
    is_female: Flags
    age_years: Ints
    age_months: Ints
    born: npt.NDArray[np.datetime64]
    died: npt.NDArray[np.datetime64]
    place: Ints
    group: Ints
    cause: Ints
    perpetrator: Ints
    is_dead: Flags

    @property
    def size(self) -> int:
        """People in the world, dead or wrongly taken for dead."""
        return len(self.household)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the world is drawn from: stocks of names and the table of places."""

    men: Stock = field(default_factory=lambda: stocks()[0])
    women: Stock = field(default_factory=lambda: stocks()[1])
    families: Stock = field(default_factory=lambda: stocks()[2])
    places: Places = field(default_factory=Places)


def simulate(stage: Stage, *, deaths: int, rng: np.random.Generator) -> World:
    """Return a world in which as many people died as asked for.

    Args:
        stage: Names and places.
        deaths: How many died.
        rng: Source of all randomness.

    Returns:
        The world; the living, about one for a hundred dead, come after the dead.
    """
    size = deaths + max(1, deaths // 100)
    group_of, household = _households(size, rng)
    households = len(group_of)
    position = np.arange(size) - np.searchsorted(household, household)
    members = np.bincount(household, minlength=households)[household]
    group = group_of[household]
    is_family = members > 1
    has_father = rng.random(households) < 0.5
    has_mother = rng.random(households) < 0.6
    is_father = is_family & has_father[household] & (position == 0)
    is_mother = is_family & has_mother[household] & (position == has_father[household].astype(np.int64))
    is_child = is_family & ~is_father & ~is_mother

    is_female = np.where(group == CIVILIAN, rng.random(size) < np.where(is_family, 0.48, 0.22), 0).astype(np.bool_)
    is_female = (is_female | is_mother) & ~is_father
    age = _ages(group, is_child, is_father | is_mother, rng)
    father = stage.men.draw(rng, households)
    grandfather = stage.men.draw(rng, households)
    family = stage.families.draw(rng, households)
    given = np.where(is_female, stage.women.draw(rng, size), stage.men.draw(rng, size))
    given = _without_namesakes(given, household, is_female, stage, rng)
    outside = stage.men.draw(rng, size)  # a father's own grandfather, and a mother's father and grandfather
    died, place, cause, perpetrator = _ends(group_of, stage.places, rng)
    days_since_birthday = rng.integers(0, 365, size)
    return World(
        household=household,
        family=np.where(is_mother, stage.families.draw(rng, size), family[household]),
        given=np.where(is_father, father[household], given),
        father=np.where(is_father, grandfather[household], np.where(is_mother, outside, father[household])),
        grandfather=np.where(is_child | ~is_family, grandfather[household], outside),
        is_female=is_female,
        age_years=age,
        age_months=days_since_birthday // 31,
        born=_birth(died[household], age, days_since_birthday),
        died=died[household],
        place=place[household],
        group=group,
        cause=cause[household],
        perpetrator=perpetrator[household],
        is_dead=np.arange(size) < deaths,
    )


def _households(size: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the class of each household and the household of each person; fighters die singly."""
    group = rng.choice(len(CLASSES), size=size, p=np.array(SHARES) * [0.78, 1, 1, 1, 1] / (1 - 0.22 * SHARES[0]))
    together = (group == CIVILIAN) & (rng.random(size) < 0.14)
    members = np.where(together, 1 + rng.geometric(0.38, size).clip(max=8), 1)
    household = np.repeat(np.arange(size), members)[:size]
    return group[: household[-1] + 1], household.astype(np.int64)


def _ages(group: Ints, is_child: Flags, is_parent: Flags, rng: np.random.Generator) -> Ints:
    size = len(group)
    civilian = np.where(rng.random(size) < 0.2, rng.integers(0, 18, size), 18 + rng.gamma(1.9, 12.0, size))
    ages = np.where(group == CIVILIAN, civilian, 17 + rng.gamma(3.0, 3.4, size))
    ages = np.where(is_child, rng.integers(0, 20, size), ages)
    ages = np.where(is_parent, rng.integers(24, 58, size), ages)
    return ages.clip(0, 92).astype(np.int64)


def _without_namesakes(given: Ints, household: Ints, is_female: Flags, stage: Stage, rng: np.random.Generator) -> Ints:
    """Return given names redrawn until hardly any household has two of one name."""
    for _ in range(4):
        key = (household * 2 + is_female) * 1000 + given
        order = np.argsort(key, kind="stable")
        again = np.zeros(len(key), dtype=np.bool_)
        again[order[1:]] = key[order[1:]] == key[order[:-1]]
        fresh = np.where(is_female, stage.women.draw(rng, len(key)), stage.men.draw(rng, len(key)))
        given = np.where(again, fresh, given)
    return given


def _ends(group: Ints, places: Places, rng: np.random.Generator) -> tuple[npt.NDArray[np.datetime64], Ints, Ints, Ints]:
    """Return date, place, cause and perpetrator of each household's death; several households share an incident."""
    households = len(group)
    incidents = max(1, households // 3)
    quarter = rng.choice(len(QUARTERS), size=incidents, p=np.array(QUARTERS) / sum(QUARTERS))
    start = (FIRST.astype("datetime64[M]") + quarter * 3).astype("datetime64[D]")
    length = ((start.astype("datetime64[M]") + 3).astype("datetime64[D]") - start).astype(np.int64)
    day = start + (rng.random(incidents) * length).astype(np.int64)
    where = rng.choice(len(places.weights), size=incidents, p=places.weights)
    incident = rng.integers(0, incidents, households)
    cause = _by_class(CAUSE_SHARES, group, rng)
    perpetrator = _by_class(PERPETRATOR_SHARES, group, rng)
    return day[incident], where[incident].astype(np.int64), cause, perpetrator


def _by_class(shares: tuple[tuple[float, ...], ...], group: Ints, rng: np.random.Generator) -> Ints:
    limits = np.cumsum(np.array(shares), axis=1)[:, :-1]
    drawn: Ints = (rng.random(len(group))[:, None] > limits[group]).sum(axis=1)
    return drawn


def _birth(died: npt.NDArray[np.datetime64], age: Ints, days: Ints) -> npt.NDArray[np.datetime64]:
    months = died.astype("datetime64[M]").astype(np.int64) - 12 * age
    day_of_month = (died - died.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64).clip(max=27)
    born: npt.NDArray[np.datetime64] = months.astype("datetime64[M]").astype("datetime64[D]") + day_of_month - days
    return born
