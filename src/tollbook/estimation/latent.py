"""Latent classes: how many, when people differ in how easily each list finds them.

People fall into classes whose number is learnt (a Dirichlet process, truncated); within a class lists are independent.
Chains start far apart and run until they agree and are worth enough draws, or say that they do not.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from tollbook.estimation import diagnostics
from tollbook.estimation.latent_chains import EVERY, WARM, Chain, Ladder, go_on, heated, start
from tollbook.estimation.latent_identity import EquallyGood, equally_good
from tollbook.estimation.latent_likelihood import Cells
from tollbook.estimation.modes import modes
from tollbook.estimation.predictive import fitness
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, MethodResult

NAME = "latent_classes"
ASSUMPTION = (
    "the dead fall into a few classes; within a class lists are independent, and the unlisted are made up of the "
    "classes that the lists show"
)
AGREED = 1.01  # R-hat; Vehtari and others 2021
TAIL = 400  # effective draws; as above
FEWEST, FIRST_RUN = 500, 1_500  # sweeps before the first look, by how many draws are wanted
PATIENCE = 6_000  # sweeps before that is believed
APART = 1.05  # R-hat from which chains are taken to sit in modes of their own, and are heated

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws of latent classes.

    Attributes:
        unlisted: People on no list. Shape (chains, draws).
        weights: Share of each class. Shape (kept, K).
        probabilities: Of each list in each class. Shape (kept, J, K).
        rhat: Rank-normalised split R-hat of log unlisted.
        ess_bulk: Effective draws in the bulk.
        ess_tail: Effective draws in the tails.
        sweeps: Sweeps of each chain after warming up.
        heated: Whether chains were heated because they sat in modes of their own.
    """

    unlisted: Floats
    weights: Floats
    probabilities: Floats
    rhat: float
    ess_bulk: float
    ess_tail: float
    sweeps: int
    heated: bool

    @property
    def converged(self) -> bool:
        """Whether chains agree and their tails are worth enough draws to print an interval."""
        return self.rhat < AGREED and min(self.ess_bulk, self.ess_tail) >= TAIL


def suits(table: CaptureTable) -> bool:
    """Return whether there are three lists or more."""
    return len(table.lists) >= 3


def fit(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
    """Return the posterior of N under latent classes.

    Args:
        table: Three lists or more.
        settings: `classes`, `list_prior`, `chains`, `effective`, `sweeps`, `level`, `draws` and `threads` are used.
        rng: Every chain's random numbers are spawned from it.

    Returns:
        Median, mean and interval; without interval and draws where the chains did not converge, or were not run because
        a few classes give exactly this table for totals far apart (then `median` is the documented count).

    Source:
        Manrique-Vallier 2016, Biometrics 72, 1246-1254.
    """
    open_total = equally_good(table, classes=settings.classes)
    if open_total is not None and open_total.wide:
        return _not_identified(table, open_total, settings)
    found = posterior(table, settings=settings, rng=rng)
    total = table.n + found.unlisted.ravel()
    allowed = total[total >= table.n + table.outside]
    total = allowed if len(allowed) >= TAIL else total  # fewer bear no interval; W10 tells of a median below
    tail = (1 - settings.level) / 2
    low, median, high = (float(end) for end in np.quantile(total, [tail, 0.5, 1 - tail]))
    by_chain = [float(np.median(chain)) + table.n for chain in found.unlisted]
    places = np.linspace(0, len(total) - 1, settings.draws).round().astype(np.int64)
    drawn = fitness(table, found.weights, found.probabilities, rng=rng)
    told = {
        "assumption": ASSUMPTION,
        "classes": settings.classes,
        "list_prior": settings.list_prior,
        "rhat": found.rhat,
        "ess_bulk": found.ess_bulk,
        "ess_tail": found.ess_tail,
        "converged": found.converged,
        "chains": len(found.unlisted),
        "sweeps": found.sweeps,
        "warm_up": WARM,
        "heated": found.heated,
        "chain_medians": by_chain,
        "modes": modes(total, effective=found.ess_bulk),
        "sd": float(total.std()),
        "monte_carlo_error": float(total.std() / np.sqrt(found.ess_bulk)),
        "classes_in_use": float((found.weights > 0.01).sum(axis=1).mean()),
        "weight_of_last_class": float(found.weights[:, -1].mean()),
        "share_above_outside": len(allowed) / found.unlisted.size,
        "predictive": drawn.worst,
        "drawn_tables": list(drawn.drawn),
    }
    if not found.converged:
        return MethodResult(NAME, median, None, None, settings.level, told)
    return MethodResult(NAME, median, float(total.mean()), (low, high), settings.level, told, draws=total[places])


def _not_identified(table: CaptureTable, found: EquallyGood, settings: Settings) -> MethodResult:
    """Return a result without a number of its own: the likelihood is as large at totals far apart."""
    told = {
        "assumption": ASSUMPTION,
        "classes": settings.classes,
        "converged": False,
        "equally_good": {
            "from": found.smallest.total,
            "to": found.largest.total,
            "open_end": found.open_end,
            "examples": [
                {"total": each.total, "weights": each.weights.tolist(), "chances": each.chances.tolist()}
                for each in (found.smallest, found.largest)
            ],
        },
    }
    return MethodResult(NAME, float(table.n + table.outside), None, None, settings.level, told)


def posterior(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> Posterior:
    """Return draws of the unlisted and of the classes, after as many sweeps as it takes or is allowed.

    Three lists get half the sweeps and no heat: classes are not identified there, and never come first.
    """
    cells, classes, lists = as_cells(table), settings.classes, len(table.lists)
    walking: list[Chain | Ladder] = [
        start(generator, place, lists, classes) for place, generator in enumerate(rng.spawn(settings.chains))
    ]
    model = (classes, settings.list_prior)
    first = min(max(FEWEST, min(FIRST_RUN, settings.effective * 3 // 5)), settings.sweeps)
    done, more, budget = 0, first, settings.sweeps // (2 if lists == 3 else 1)
    with ThreadPoolExecutor(settings.threads) as pool:
        while True:
            list(pool.map(partial(go_on, cells=cells, sweeps=more, model=model), walking))
            done += more
            hot = isinstance(walking[0], Ladder)
            found = _gathered(walking, lists, classes)
            if found.rhat < AGREED and found.ess_bulk >= settings.effective and found.ess_tail >= TAIL:
                return found
            if not hot and lists > 3 and found.rhat > APART and done >= min(settings.sweeps, PATIENCE):
                alone = [chain for chain in walking if isinstance(chain, Chain)]
                walking = list(pool.map(partial(heated, cells=cells, model=model), alone))
                done, more, budget = 0, first, settings.sweeps // 8
            elif done >= budget:
                return found
            else:
                more = min(_lacking(found, settings.effective), budget - done)


def _lacking(found: Posterior, effective: int) -> int:
    """Return how many more sweeps would be enough at the rate so far: at most as many again, at least a few hundred.

    The square of R-hat less 1 falls as one over the sweeps.
    """
    worth = max(min(found.ess_bulk / effective, found.ess_tail / TAIL), 0.05)
    wanted = max(1.1 / worth, 1.1 * (found.rhat**2 - 1) / (AGREED**2 - 1)) - 1
    return int(np.clip(found.sweeps * wanted, FEWEST // 2, found.sweeps)) // EVERY * EVERY


def _gathered(walking: list[Chain | Ladder], lists: int, classes: int) -> Posterior:
    unlisted = np.array([np.concatenate(chain.unlisted) for chain in walking])
    spread = np.log(unlisted + 0.5)
    kept = np.concatenate([part for chain in walking for part in chain.kept])
    return Posterior(
        unlisted,
        kept[:, :classes],
        kept[:, classes:].reshape(-1, lists, classes),
        diagnostics.rhat(spread),
        diagnostics.ess_bulk(spread),
        diagnostics.ess_tail(spread),
        unlisted.shape[1],
        isinstance(walking[0], Ladder),
    )


def as_cells(table: CaptureTable) -> Cells:
    """Return the lists of each cell end to end, where each cell's begin, and the people in each cell."""
    lists = [np.flatnonzero(pattern) for pattern in table.patterns]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in lists])])
    return np.concatenate(lists).astype(np.int64), starts.astype(np.int64), table.counts.astype(np.float64)
