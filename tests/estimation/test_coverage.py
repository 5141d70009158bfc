"""Twenty replicates of the coverage protocol; the full one is benchmarks/estimation/coverage.py."""

import numpy as np
import pytest

from tollbook.estimation import Settings, decomposable, latent
from tollbook.estimation.simulation import POPULATIONS

REPLICATES = 20
PEOPLE = 1_000
QUICK = Settings(effective=400, draws=500)


@pytest.mark.slow
@pytest.mark.parametrize(("population", "bias"), [("A", 0.03), ("B", 0.15), ("D", 0.03)])
def test_latent_classes_hold_the_truth_in_at_least_sixteen_of_twenty(population: str, bias: float) -> None:
    """With 95 % coverage, fewer than sixteen come about once in three hundred."""
    held, medians = 0, []
    for replicate in range(REPLICATES):
        table = POPULATIONS[population].table(PEOPLE, np.random.default_rng([replicate, 1]))
        found = latent.fit(table, settings=QUICK, rng=np.random.default_rng(replicate))
        assert found.interval is not None
        held += found.interval[0] <= PEOPLE <= found.interval[1]
        medians.append(found.median)

    assert held >= 16
    assert np.median(medians) == pytest.approx(PEOPLE, rel=bias)


def test_decomposable_graphs_hold_the_truth_where_lists_are_independent() -> None:
    held = 0
    for replicate in range(5 * REPLICATES):
        table = POPULATIONS["A"].table(PEOPLE, np.random.default_rng([replicate, 2]))
        found = decomposable.fit(table, settings=QUICK, rng=np.random.default_rng(replicate))
        assert found.interval is not None
        held += found.interval[0] <= PEOPLE <= found.interval[1]

    assert held >= 88
