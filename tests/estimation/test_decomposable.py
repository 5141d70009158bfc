"""Decomposable graphs against a slow computation from the definition, and their laws."""

from itertools import product

import numpy as np
import pytest
from scipy.special import gammaln, logsumexp

from tollbook.errors import EstimationError
from tollbook.estimation import chordal, decomposable
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable


def table_of(counts: dict[str, int], lists: tuple[str, ...] = ("A", "B", "C")) -> CaptureTable:
    cells = sorted(counts)
    patterns = np.array([[digit == "1" for digit in cell] for cell in cells])
    return CaptureTable(lists, patterns, np.array([counts[cell] for cell in cells], dtype=np.int64))


TINY = table_of({"100": 5, "010": 4, "001": 3, "110": 2, "011": 1, "111": 1})


def _slow_log_marginal(table: CaptureTable, unlisted: int, graph: int, delta: float) -> float:
    """The hyper-Dirichlet marginal likelihood, cell by cell, cliques over separators."""
    lists = len(table.lists)
    full = dict.fromkeys(product((False, True), repeat=lists), 0)
    for pattern, count in zip(table.patterns, table.counts, strict=True):
        full[tuple(bool(held) for held in pattern)] = int(count)
    full[(False,) * lists] = unlisted

    def dirichlet(margin: int) -> float:
        if margin == 0:
            return 0.0
        kept = [j for j in range(lists) if margin >> j & 1]
        cells: dict[tuple[bool, ...], int] = {}
        for cell, count in full.items():
            key = tuple(cell[j] for j in kept)
            cells[key] = cells.get(key, 0) + count
        weight = delta * 2 ** (lists - len(kept))
        prior = delta * 2**lists
        out = gammaln(prior) - gammaln(prior + sum(cells.values()))
        return float(out + sum(gammaln(weight + count) - gammaln(weight) for count in cells.values()))

    above, below = chordal.graphs(lists)[graph]
    multinomial = gammaln(sum(full.values()) + 1) - sum(gammaln(count + 1) for count in full.values())
    prior = -np.log(table.n + unlisted)
    return float(multinomial + prior + sum(map(dirichlet, above)) - sum(map(dirichlet, below)))


@pytest.mark.parametrize("complete", [False, True])
def test_the_posterior_on_a_grid_is_that_of_the_definition(complete: bool) -> None:
    grid = np.arange(0, 200)
    graphs = range(8 if complete else 7)
    slow = np.array([[_slow_log_marginal(TINY, int(k), graph, 0.3) for graph in graphs] for k in grid])
    mass = np.exp(logsumexp(slow, axis=1) - logsumexp(slow))

    average = decomposable.posterior(TINY, delta=0.3, complete_graph=complete, grid=grid)

    assert average.curve.density == pytest.approx(mass, abs=1e-12)
    weights = np.exp(logsumexp(slow, axis=0) - logsumexp(slow))
    assert average.graphs[: len(weights)] == pytest.approx(weights, abs=1e-12)


@pytest.mark.parametrize("scale", [1, 7, 300, 20_000])
def test_the_automatic_grid_is_as_good_as_every_number(scale: int) -> None:
    cells = {f"{code:04b}": 3 + 9 * (4 - code.bit_count()) + code % 3 for code in range(1, 16)}
    table = table_of({cell: count * scale for cell, count in cells.items()}, ("A", "B", "C", "D"))
    fast = decomposable.posterior(table, delta=1 / 16).curve
    centre, reach = fast.mean, 12 * fast.sd
    grid = np.unique(np.linspace(max(0, centre - reach), centre + reach, 60_000).astype(np.int64))

    slow = decomposable.posterior(table, delta=1 / 16, grid=grid).curve

    assert table.n + fast.mean == pytest.approx(table.n + slow.mean, rel=5e-4)
    for probability in (0.025, 0.5, 0.975):
        assert table.n + fast.quantile(probability) == pytest.approx(
            table.n + slow.quantile(probability), rel=2e-3, abs=1
        )


def test_names_and_order_of_lists_change_nothing() -> None:
    turned = CaptureTable(("C", "A", "B"), TINY.patterns[:, [2, 0, 1]], TINY.counts)

    first = decomposable.posterior(TINY, delta=0.125).curve
    second = decomposable.posterior(turned, delta=0.125).curve

    assert first.mean == pytest.approx(second.mean, rel=1e-9)
    assert first.quantile(0.975) == second.quantile(0.975)


def test_no_draw_is_below_the_documented_count() -> None:
    result = decomposable.fit(TINY, settings=Settings(draws=500), rng=np.random.default_rng(1))

    assert result.draws is not None
    assert result.draws.min() >= TINY.n


def test_people_outside_the_lists_bound_the_total_from_below() -> None:
    outside = CaptureTable(TINY.lists, TINY.patterns, TINY.counts, outside=12)

    result = decomposable.fit(outside, settings=Settings(draws=500), rng=np.random.default_rng(1))

    assert result.draws is not None
    assert result.draws.min() >= TINY.n + 12
    assert result.interval is not None
    assert result.interval[0] >= TINY.n + 12

    gridded = Settings(draws=500, grid=np.arange(60))
    on_grid = decomposable.fit(outside, settings=gridded, rng=np.random.default_rng(1))
    assert on_grid.draws is not None
    assert on_grid.draws.min() >= TINY.n + 12
    with pytest.raises(EstimationError, match="the grid ends below the 12 people"):
        decomposable.fit(outside, settings=Settings(grid=np.arange(12)), rng=np.random.default_rng(1))


def test_the_weight_of_the_complete_graph_is_told_though_it_takes_no_part() -> None:
    result = decomposable.fit(TINY, settings=Settings(delta=1.0), rng=np.random.default_rng(1))

    assert 0 < result.diagnostics["complete_graph_weight"] < 1
    assert result.diagnostics["best_graph"] != "[A B C]"


def test_more_people_narrow_the_posterior() -> None:
    more = CaptureTable(TINY.lists, TINY.patterns, TINY.counts * 50)

    few, many = (decomposable.posterior(table, delta=0.125).curve for table in (TINY, more))

    assert many.sd / many.mean < few.sd / few.mean
