"""Which rows a list holds: once or twice, named or not, one by one or as a family."""

from dataclasses import dataclass

import numpy as np

from invented.world import Flags, Ints, World


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list, before anything is written; each array but the last two of shape (rows,).

    Attributes:
        who: The person of each row; of a family row, one of its people.
        people: How many people the row stands for.
        is_named: False for a row of an unidentified person, or of a family.
        is_repeated: Whether the person has an earlier row in the list.
        member_of: The row of each person of a family row. Shape (members,).
        member: The person. Shape (members,).
    """

    who: Ints
    people: Ints
    is_named: Flags
    is_repeated: Flags
    member_of: Ints
    member: Ints

    def taken(self, keep: Ints) -> "Rows":
        """Return the rows at some places, in that order."""
        new = np.full(len(self.who), -1)
        new[keep] = np.arange(len(keep))
        stay = new[self.member_of] >= 0
        return Rows(
            self.who[keep],
            self.people[keep],
            self.is_named[keep],
            self.is_repeated[keep],
            new[self.member_of[stay]],
            self.member[stay],
        )


def rows(
    world: World,
    is_listed: Flags,
    *,
    repeated: float,
    unidentified: float,
    families: float,
    rng: np.random.Generator,
) -> Rows:
    """Return a list's rows in the order of the deaths, roughly.

    Args:
        world: The truth.
        is_listed: Who is on the list. Shape (persons,).
        repeated: Share of rows that the list holds a second time.
        unidentified: Share of rows without a name.
        families: Share of households of three or more on the list that are one row.
        rng: Source of all randomness.

    Returns:
        The rows.
    """
    who = np.flatnonzero(is_listed)
    household = world.household[who]
    members = np.bincount(household, minlength=int(world.household.max()) + 1)
    is_one_row = (members >= 3) & (rng.random(len(members)) < families)
    in_family = is_one_row[household]
    is_first = np.r_[True, household[1:] != household[:-1]]
    kept = np.flatnonzero(~in_family | is_first)
    who, people = who[kept], np.where(in_family, members[household], 1)[kept]
    again = np.flatnonzero((people == 1) & (rng.random(len(who)) < repeated))
    who = np.r_[who, who[again]]
    is_repeated = np.r_[np.zeros(len(people), dtype=np.bool_), np.ones(len(again), dtype=np.bool_)]
    people = np.r_[people, np.ones(len(again), dtype=np.int64)]
    is_named = (people == 1) & (is_repeated | (rng.random(len(who)) >= unidentified))
    delay = rng.exponential(20.0, len(who)) + is_repeated * rng.exponential(60.0, len(who))
    order = np.argsort(world.died[who].astype(np.int64) + delay, kind="stable")
    made = Rows(who, people, is_named, is_repeated, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    made = made.taken(order)
    return _with_members(made, world, is_listed & is_one_row[world.household])


def _with_members(made: Rows, world: World, in_family: Flags) -> Rows:
    """Return the rows with the people behind each family row."""
    row_of = np.full(int(world.household.max()) + 1, -1)
    several = np.flatnonzero(made.people > 1)
    row_of[world.household[made.who[several]]] = several
    member = np.flatnonzero(in_family)
    return Rows(made.who, made.people, made.is_named, made.is_repeated, row_of[world.household[member]], member)
