"""R-hat and effective sample sizes on chains whose answer is known."""

import numpy as np
import pytest

from tollbook.estimation import diagnostics

RNG = np.random.default_rng(19481210)


def autoregressive(correlation: float, chains: int = 4, draws: int = 20_000) -> np.ndarray:
    noise = RNG.standard_normal((chains, draws)) * np.sqrt(1 - correlation**2)
    out = np.empty((chains, draws))
    out[:, 0] = RNG.standard_normal(chains)
    for step in range(1, draws):
        out[:, step] = correlation * out[:, step - 1] + noise[:, step]
    return out


def test_independent_draws_are_worth_themselves() -> None:
    chains = RNG.standard_normal((4, 5_000))

    assert diagnostics.ess_bulk(chains) == pytest.approx(20_000, rel=0.1)
    assert diagnostics.ess_tail(chains) == pytest.approx(20_000, rel=0.15)
    assert diagnostics.rhat(chains) == pytest.approx(1.0, abs=0.003)


@pytest.mark.parametrize("correlation", [0.5, 0.9, 0.97])
def test_autocorrelated_draws_are_worth_what_theory_says(correlation: float) -> None:
    expected = 80_000 * (1 - correlation) / (1 + correlation)

    assert diagnostics.ess(autoregressive(correlation)) == pytest.approx(expected, rel=0.2)


def test_negatively_correlated_draws_are_worth_more() -> None:
    assert diagnostics.ess(autoregressive(-0.5)) > 100_000


def test_a_chain_apart_is_found() -> None:
    chains = RNG.standard_normal((4, 1_000))
    chains[0] += 2

    assert diagnostics.rhat(chains) > 1.1
    assert diagnostics.ess_bulk(chains) < 40


def test_a_chain_that_is_only_wider_is_found() -> None:
    chains = RNG.standard_normal((4, 2_000))
    chains[0] *= 4

    assert diagnostics.rhat(chains) > 1.1


def test_a_trend_within_each_chain_is_found() -> None:
    chains = RNG.standard_normal((4, 1_000)) + np.linspace(0, 3, 1_000)

    assert diagnostics.rhat(chains) > 1.1


def test_heavy_tails_do_not_hide_agreement() -> None:
    chains = RNG.standard_cauchy((4, 4_000))

    assert diagnostics.rhat(chains) < 1.01
    assert diagnostics.ess_bulk(chains) > 10_000


def test_chains_that_never_move_but_differ_do_not_agree() -> None:
    assert diagnostics.rhat(np.repeat(np.arange(4.0)[:, None], 100, axis=1)) > 1_000


def test_a_constant_agrees() -> None:
    assert diagnostics.rhat(np.ones((4, 100))) == 1.0
    assert diagnostics.ess(np.ones((4, 100))) == 400


def test_a_chain_with_values_that_are_no_numbers_never_passes_for_one_that_agrees() -> None:
    chains = RNG.standard_normal((4, 400))
    chains[2, 100:140] = np.nan

    assert np.isnan(diagnostics.rhat(chains))
    assert np.isnan(diagnostics.ess_bulk(chains))
    assert np.isnan(diagnostics.ess_tail(chains))
