"""Decomposable graphs averaged exactly: how many, when lists may depend on each other along a chordal graph.

Given a graph and N, the cells of the whole table have a hyper-Dirichlet prior, so their marginal likelihood is a
product over cliques divided by a product over separators, exact in closed form. Only one number in each factor depends
on the people of no list, so all graphs and all N are one pass over a small table.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, gammaln, logsumexp

from tollbook.errors import EstimationError
from tollbook.estimation import chordal
from tollbook.estimation.grid import Curve, adaptive, fixed
from tollbook.estimation.kernels import compiled
from tollbook.estimation.settings import WHERE, Settings
from tollbook.model.estimate import CaptureTable, MethodResult

NAME = "decomposable_graphs"
ASSUMPTION = (
    "given the right decomposable graph, lists that it does not join are independent among all the dead, "
    "the unlisted included"
)
NOTHING = 1e-9  # probability of a point below which it does not enter the weights of graphs

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Average:
    """The posterior of the number of unlisted people, and of the graphs.

    Attributes:
        curve: Posterior of the unlisted.
        graphs: Posterior weight of each graph, in the order of `chordal.graphs`. Shape (graphs,).
        complete: What the complete graph's weight would be if it took part.
    """

    curve: Curve
    graphs: Floats
    complete: float


def suits(table: CaptureTable) -> bool:
    """Return whether the table has as many lists as the graphs are enumerated for."""
    return 2 <= len(table.lists) <= chordal.LARGEST


def fit(table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
    """Return the posterior of N averaged over all decomposable graphs.

    Args:
        table: 2 to 7 lists.
        settings: `delta`, `complete_graph`, `grid`, `level` and `draws` are used.
        rng: For the draws only; all else is exact.

    Returns:
        Median, mean and interval; the weights of the graphs among the diagnostics.

    Source:
        Madigan and York 1997, Biometrika 84, 19-31.
    """
    delta = default_delta(table) if settings.delta is None else settings.delta
    average = posterior(table, delta=delta, complete_graph=settings.complete_graph, grid=settings.grid)
    curve, tail = average.curve, (1 - settings.level) / 2
    low, median, high = (table.n + curve.quantile(q) for q in (tail, 0.5, 1 - tail))
    best = int(average.graphs.argmax())
    return MethodResult(
        method=NAME,
        median=median,
        mean=table.n + curve.mean,
        interval=(low, high),
        level=settings.level,
        diagnostics={
            "assumption": ASSUMPTION,
            "delta": delta,
            "graphs": len(average.graphs),
            "complete_graph": settings.complete_graph,
            "complete_graph_weight": average.complete,
            "best_graph": described(best, table.lists),
            "best_graph_weight": float(average.graphs[best]),
            "grid_points": len(curve.points),
            "grid_end": int(curve.points[-1]),
            "mass_near_edge": curve.beyond(curve.points[-1] / 2),
            "sd": curve.sd,
        },
        draws=(table.n + curve.draws(settings.draws, rng)).astype(np.float64),
    )


def default_delta(table: CaptureTable) -> float:
    """Return one person's worth of prior spread over all cells; larger values favour the complete graph."""
    return float(2.0 ** -len(table.lists))


def posterior(
    table: CaptureTable, *, delta: float, complete_graph: bool = False, grid: npt.NDArray[np.int64] | None = None
) -> Average:
    """Return the posterior of the unlisted under a prior on N proportional to 1/N.

    Args:
        table: 2 to 7 lists.
        delta: Prior weight of each cell.
        complete_graph: Whether the complete graph takes part.
        grid: Numbers of unlisted people with equal weight; None for an automatic one.

    Returns:
        The posterior of the unlisted and of the graphs. A grid below the people outside is an EstimationError.
    """
    found = chordal.graphs(len(table.lists))
    constants, unlisted, shape = _margins(table, delta)
    taking_part = found if complete_graph else found[:-1]

    def evaluate(points: npt.NDArray[np.int64]) -> Floats:
        top, total, _ = _average(taking_part, _factors(points, constants, unlisted, shape), np.zeros(len(points)))
        return top + np.log(total) + _prior(points, table.n)

    if grid is None:
        curve = adaptive(evaluate, documented=table.n, least=table.outside)
    else:
        curve = fixed(evaluate, _possible(table, grid))
    held = curve.density * np.exp(curve.log_widths) > NOTHING
    points = curve.points[held] + curve.least
    factors = _factors(points, constants, unlisted, shape)
    prior = _prior(points, table.n) + curve.log_widths[held]
    top, total, weights = _average(found[:-1], factors, prior)
    others = float(logsumexp(top + np.log(total) + prior))
    top, _, _ = _average(found[-1:], factors, prior)
    complete = float(expit(logsumexp(top + prior) - others))
    share = complete if complete_graph else 0.0
    weights = np.append(weights / weights.sum() * (1 - share), share)
    return Average(curve, weights, complete)


def _possible(table: CaptureTable, grid: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the points of a grid that leave room for the people who are known to be on no list used here."""
    points = np.asarray(grid)[np.asarray(grid) >= table.outside]
    if len(points) < 2:
        raise EstimationError(
            f"the grid ends below the {table.outside:,} people who are on other lists alone",
            where=WHERE,
            mend="extend the grid, or give none",
        )
    return points


def described(graph: int, lists: tuple[str, ...]) -> str:
    """Return a graph as its cliques in brackets, such as `[EXH ABA] [HRW]`."""
    above = chordal.graphs(len(lists))[graph, 0]
    cliques = [int(a) for a in above if not any(int(a) != int(b) and int(a) & int(b) == int(a) for b in above)]
    names = [[name for bit, name in enumerate(lists) if clique >> bit & 1] for clique in sorted(set(cliques))]
    return " ".join(f"[{' '.join(clique)}]" for clique in names)


def _prior(points: npt.NDArray[np.int64], n: int) -> Floats:
    """Return log of the multinomial coefficient times 1/N, up to a constant."""
    whole = points + float(n)
    return np.asarray(gammaln(whole) - gammaln(points + 1.0), dtype=np.float64)


def _margins(table: CaptureTable, delta: float) -> tuple[Floats, Floats, Floats]:
    """Return for each set of lists the constant of its factor, the listed people outside it, and its prior weight."""
    lists = len(table.lists)
    codes = table.patterns @ (1 << np.arange(lists))
    sets = 1 << lists
    constants, unlisted, shape = np.zeros(sets), np.zeros(sets), np.zeros(sets)
    for margin in range(sets):
        cells = np.bincount(codes & margin, weights=table.counts, minlength=sets)
        size = margin.bit_count()
        weight = delta * 2.0 ** (lists - size)
        held = cells[1:][cells[1:] > 0]
        constants[margin] = (
            (gammaln(held + weight) - gammaln(weight)).sum() - gammaln(weight) + gammaln(delta * 2.0**lists)
        )
        unlisted[margin], shape[margin] = cells[0], weight
    constants[0] = 0.0
    return constants, unlisted, shape


def _factors(points: npt.NDArray[np.int64], constants: Floats, unlisted: Floats, shape: Floats) -> Floats:
    """Return log factors. Shape (2 ** lists, points); the factor of no list is 1."""
    whole = points + unlisted[0] + shape[0]
    factors = constants[:, None] + gammaln(points + (unlisted + shape)[:, None]) - gammaln(whole)
    factors[0] = 0.0
    return np.asarray(factors, dtype=np.float64)


@compiled
def _average(graphs: npt.NDArray[np.uint8], factors: Floats, prior: Floats) -> tuple[Floats, Floats, Floats]:
    count, _, steps = graphs.shape
    points = factors.shape[1]
    top = np.full(points, -np.inf)
    row = np.empty(points)
    for g in range(count):
        row[:] = 0.0
        for step in range(steps):
            above, below = graphs[g, 0, step], graphs[g, 1, step]
            for i in range(points):
                row[i] += factors[above, i] - factors[below, i]
        for i in range(points):
            top[i] = max(top[i], row[i])
    share = np.exp(top + prior - (top + prior).max())
    total = np.zeros(points)
    weights = np.zeros(count)
    for g in range(count):
        row[:] = 0.0
        for step in range(steps):
            above, below = graphs[g, 0, step], graphs[g, 1, step]
            for i in range(points):
                row[i] += factors[above, i] - factors[below, i]
        for i in range(points):
            gap = row[i] - top[i]
            if gap > -45.0:  # e^-45 of 617,675 graphs is below the last digit
                each = np.exp(gap)
                total[i] += each
                weights[g] += each * share[i]
    return top, total, weights
