"""Who gets onto which list: chances that differ by status, time and place, and a little by family."""

from dataclasses import dataclass

import numpy as np

from invented.places import Places
from invented.world import CIVILIAN, FIGHTER, ISLAMIC_STATE, MILITIA, SOLDIER, Flags, World


@dataclass(frozen=True, slots=True)
class Chances:
    """How well a list sees the dead.

    Attributes:
        base: Log odds of a civilian's being listed in 2014 outside the city.
        city: What a neighbourhood of Aleppo city adds.
        groups: What each other class adds; None where the list leaves the class out on purpose.
        years: What each year before mid-2014 adds, and each year after.
        known: How much a household's being known to recorders in general adds (log odds a standard deviation).
        starts: First day recorded, or None.
    """

    base: float
    city: float
    groups: dict[int, float | None]
    years: tuple[float, float]
    known: float
    starts: str | None = None


CHANCES: dict[str, Chances] = {
    "ledger": Chances(
        -0.25, 0.2, {FIGHTER: 0.1, SOLDIER: -0.5, MILITIA: -0.5, ISLAMIC_STATE: -0.9}, (-0.20, 0.05), 0.08
    ),
    "registry": Chances(
        -0.90, 0.25, {FIGHTER: -0.1, SOLDIER: -0.3, MILITIA: -0.3, ISLAMIC_STATE: -0.6}, (0.05, -0.10), 0.05
    ),
    "monitor": Chances(
        -0.50, 0.1, {FIGHTER: -0.5, SOLDIER: None, MILITIA: None, ISLAMIC_STATE: None}, (0.00, 0.10), 0.10
    ),
    "memorial": Chances(
        -1.10, 0.0, {FIGHTER: 0.3, SOLDIER: -0.6, MILITIA: -0.6, ISLAMIC_STATE: -1.0}, (0.00, 0.20), 0.15, "2014-01-01"
    ),
    "archive": Chances(
        -0.60, -0.1, {FIGHTER: 0.2, SOLDIER: 0.4, MILITIA: 0.3, ISLAMIC_STATE: 0.1}, (-0.10, 0.05), 0.08
    ),
}


def listed(world: World, places: Places, *, rng: np.random.Generator) -> dict[str, Flags]:
    """Return who is on each list, of the dead.

    Args:
        world: The truth.
        places: The table of places.
        rng: Source of all randomness.

    Returns:
        By list, a flag for each person of the world. Shape (persons,).
    """
    fame = rng.standard_normal(int(world.household.max()) + 1)[world.household]
    years = (world.died - np.datetime64("2014-07-01")).astype(np.float64) / 365.25
    found = {}
    for name, chances in CHANCES.items():
        logit = chances.base + chances.city * places.is_city[world.place] + chances.known * fame
        logit = logit + chances.years[0] * np.maximum(-years, 0) + chances.years[1] * np.maximum(years, 0)
        for group, shift in chances.groups.items():
            if group != CIVILIAN:
                logit = np.where(world.group == group, -np.inf if shift is None else logit + shift, logit)
        if chances.starts is not None:
            logit = np.where(world.died < np.datetime64(chances.starts), -np.inf, logit)
        found[name] = (rng.random(world.size) < 1 / (1 + np.exp(-logit))) & world.is_dead
    return found
