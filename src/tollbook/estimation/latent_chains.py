"""Chains of latent classes as they go on: alone, or with hotter ones above them that carry them from mode to mode."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.estimation import latent_kernel
from tollbook.estimation.kernels import compiled
from tollbook.estimation.latent_likelihood import Cells, fitted

Floats = npt.NDArray[np.float64]
Model = tuple[int, float]  # classes at most; prior weight of being on a list and of not, within a class

WARM = 500  # sweeps that tune the step length
EVERY = 4  # sweeps between draws whose classes are kept
EXCHANGE = 2  # sweeps between exchanges of neighbouring heats
HOTTEST = 100.0  # people whom the hottest chain takes to be listed: so few that nothing keeps it in a mode
RUNGS = 12  # of a ladder before it is known how many it needs
MOST_RUNGS = 24
TRIALS = (150, 300, 600)  # exchanges after each of which a ladder is spaced anew


@dataclass(slots=True)
class Chain:
    """One chain as it goes: where it stands, its random numbers and what it left behind."""

    rng: np.random.Generator
    point: Floats
    tuning: Floats
    unlisted: list[Floats]
    kept: list[Floats]


@dataclass(slots=True)
class Ladder:
    """A chain with hotter ones: each heat is the power that the likelihood is raised to, 1 first.

    Attributes:
        rng: Random numbers of all its chains.
        heats: Shape (rungs,), decreasing from 1.
        points: Where each chain stands. Shape (rungs, values).
        tunings: Step lengths. Shape (rungs, 4).
        unlisted: What the chain of heat 1 left behind.
        kept: Classes of that chain, now and then.
    """

    rng: np.random.Generator
    heats: Floats
    points: Floats
    tunings: Floats
    unlisted: list[Floats]
    kept: list[Floats]


def start(rng: np.random.Generator, place: int, lists: int, classes: int) -> Chain:
    """Return a chain far from others: by turns few classes or many, seldom listed or often, and an alpha to match."""
    sticks = rng.normal(1.5 if place % 2 else 0.3, 1.0, classes - 1)
    logits = rng.logistic((-3.0, -1.0, 1.0, 0.0)[place % 4], 1.0, lists * classes)
    alpha = (0.05, 1.0, 0.2, 0.5)[place % 4]
    point = np.concatenate([sticks, logits, [alpha]])
    return Chain(rng, point, np.array([0.05, np.log(0.05), 0.0, 0.0]), [], [])


def go_on(chain: Chain | Ladder, *, cells: Cells, sweeps: int, model: Model) -> None:
    """Run a chain on, warming it up first where it is new."""
    if isinstance(chain, Ladder):
        _climb_on(chain, cells, sweeps, model)
        return
    if chain.tuning[3] == 0:
        _warm(chain.rng, cells, chain.point, chain.tuning, (*model, 1.0))
    kept = np.empty((sweeps // EVERY, len(chain.point)))
    plan = (sweeps, 0, EVERY, model[0], 1.0, model[1])
    chain.unlisted.append(latent_kernel.run(chain.rng, cells, chain.point, chain.tuning, plan, kept))
    chain.kept.append(kept)


def heated(chain: Chain, *, cells: Cells, model: Model) -> Ladder:
    """Return a chain, its past forgotten, with hotter ones above it, spaced so that each exchange is as likely.

    Source:
        Syed, Bouchard-Cote, Deligiannidis, Doucet 2022, J. R. Stat. Soc. B 84, 321-350, sections 4 and 5.
    """
    classes = model[0]
    lists = (len(chain.point) - classes) // classes
    hottest = min(HOTTEST / max(float(cells[2].sum()), 1.0), 0.5)
    heats = np.geomspace(1.0, hottest, RUNGS)
    others = [start(chain.rng, place, lists, classes) for place in range(RUNGS - 1)]
    for other, heat in zip(others, heats[1:], strict=True):
        _warm(chain.rng, cells, other.point, other.tuning, (*model, float(heat)))
    points = np.array([each.point for each in (chain, *others)])
    tunings = np.array([each.tuning for each in (chain, *others)])
    ladder = Ladder(chain.rng, heats, points, tunings, [], [])
    nothing = np.empty((0, points.shape[1]))
    for trial in TRIALS:
        _, refused = climb(ladder.rng, cells, _chains(ladder), (trial, *model), nothing)
        ladder = _spaced(ladder, refused)
    return ladder


def _chains(ladder: Ladder) -> tuple[Floats, Floats, Floats]:
    return ladder.points, ladder.tunings, ladder.heats


def _warm(
    rng: np.random.Generator, cells: Cells, point: Floats, tuning: Floats, plan: tuple[int, float, float]
) -> None:
    classes, prior, heat = plan
    latent_kernel.run(rng, cells, point, tuning, (WARM, 1, 1, classes, heat, prior), np.empty((0, len(point))))
    tuning[0] = np.exp(tuning[1])


def _spaced(ladder: Ladder, refused: Floats) -> Ladder:
    """Return a ladder of as many rungs as exchanges of an even chance need, at heats that make them even."""
    barrier = np.concatenate([[0.0], np.cumsum(refused + 1e-3)])
    rungs = int(np.clip(np.ceil(2 * barrier[-1]) + 1, 4, MOST_RUNGS))
    place = np.interp(np.linspace(0, barrier[-1], rungs), barrier, np.arange(len(barrier)))
    heats = np.exp(np.interp(place, np.arange(len(barrier)), np.log(ladder.heats)))
    nearest = place.round().astype(np.int64)
    return Ladder(ladder.rng, heats, ladder.points[nearest], ladder.tunings[nearest], [], [])


def _climb_on(ladder: Ladder, cells: Cells, sweeps: int, model: Model) -> None:
    turns = sweeps // EXCHANGE
    kept = np.empty((turns * EXCHANGE // EVERY, ladder.points.shape[1]))
    unlisted, _ = climb(ladder.rng, cells, _chains(ladder), (turns, *model), kept)
    ladder.unlisted.append(unlisted)
    ladder.kept.append(kept)


@compiled
def climb(
    rng: np.random.Generator,
    cells: Cells,
    chains: tuple[Floats, Floats, Floats],
    plan: tuple[int, int, float],
    kept: Floats,
) -> tuple[Floats, Floats]:
    """Run chains of all heats on and let neighbours exchange points, even pairs and odd pairs by turns.

    Args:
        rng: Random numbers.
        cells: As `latent_kernel.run`.
        chains: Where they stand, changed in place, shape (rungs, values); their step lengths, shape (rungs, 4); powers
            of the likelihood, shape (rungs,).
        plan: How many exchanges; classes; prior weight of lists.
        kept: Rows for classes of the first chain; filled in place.

    Returns:
        Unlisted people at each sweep of the first chain, and how often each exchange is refused.
    """
    turns, classes, prior = plan
    points, tunings, heats = chains
    rungs = len(heats)
    unlisted, fits = np.empty(turns * EXCHANGE), np.empty(rungs)
    refused, tried = np.zeros(rungs - 1), np.zeros(rungs - 1)
    apart = EVERY // EXCHANGE
    for turn in range(turns):
        row = turn // apart if (turn + 1) % apart == 0 and turn // apart < len(kept) else len(kept)
        for rung in range(rungs):
            space = kept[row : row + 1] if rung == 0 else kept[:0]
            own = (EXCHANGE, 0, EXCHANGE, classes, heats[rung], prior)
            found = latent_kernel.run(rng, cells, points[rung], tunings[rung], own, space)
            if rung == 0:
                unlisted[turn * EXCHANGE : (turn + 1) * EXCHANGE] = found
            fits[rung] = fitted(cells, points[rung], classes)
        for low in range(turn % 2, rungs - 1, 2):
            change = (heats[low] - heats[low + 1]) * (fits[low + 1] - fits[low])
            chance = np.exp(min(change, 0.0))
            tried[low] += 1.0
            refused[low] += 1.0 - chance
            if rng.random() < chance:
                for i in range(points.shape[1]):
                    points[low, i], points[low + 1, i] = points[low + 1, i], points[low, i]
    return unlisted, refused / np.maximum(tried, 1.0)
