"""Latent classes against quadrature, laws of the sampler, and what it says when it fails."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.special import gammaln

from tollbook.estimation import latent, latent_chains, latent_kernel, latent_likelihood, latent_moves
from tollbook.estimation.settings import Settings
from tollbook.estimation.simulation import POPULATIONS
from tollbook.model.estimate import CaptureTable

QUICK = Settings(effective=400, draws=1_000)


def _point(rng: np.random.Generator, lists: int, classes: int) -> np.ndarray:
    return np.concatenate([rng.normal(size=classes - 1), rng.normal(size=lists * classes), [0.7]])


def test_the_slope_is_the_derivative_of_the_density() -> None:
    rng = np.random.default_rng(1)
    table = POPULATIONS["B"].table(300, rng)
    cells, classes, lists = latent.as_cells(table), 4, len(table.lists)
    point = _point(rng, lists, classes)
    terms = (0.7, float(table.n), 0.5)
    work, slope = np.empty((latent_likelihood.FIRST + 3 * lists, classes)), np.empty(len(point))
    latent_likelihood.density(cells, point, terms, work, slope)

    for i in range(len(point) - 1):
        step = np.zeros(len(point))
        step[i] = 1e-5
        other = np.empty(len(point))
        up = latent_likelihood.density(cells, point + step, terms, work, other)
        down = latent_likelihood.density(cells, point - step, terms, work, other)
        assert slope[i] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-4)


def test_the_likelihood_is_that_of_the_definition() -> None:
    rng = np.random.default_rng(2)
    table = POPULATIONS["A"].table(200, rng)
    classes, lists = 3, 4
    point = _point(rng, lists, classes)
    sticks = 1 / (1 + np.exp(-point[: classes - 1]))
    weights = np.append(sticks, 1.0) * np.cumprod(np.append(1.0, 1 - sticks))
    chance = 1 / (1 + np.exp(-point[classes - 1 : -1].reshape(lists, classes)))
    cells = [(weights * np.where(held[:, None], chance, 1 - chance).prod(axis=0)).sum() for held in table.patterns]
    nowhere = (weights * (1 - chance).prod(axis=0)).sum()

    expected = (table.counts * np.log(cells)).sum() - table.n * np.log(1 - nowhere)

    assert latent_likelihood.fitted(latent.as_cells(table), point, classes) == pytest.approx(expected, rel=1e-12)


def test_one_class_agrees_with_quadrature() -> None:
    """With one class the unlisted have an exact distribution: Beta integrals over each list, 1/N before."""
    patterns = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 1]], dtype=bool)
    table = CaptureTable(("A", "B", "C"), patterns[::-1].copy(), np.array([8, 9, 9, 14, 12, 15], dtype=np.int64))
    held = table.patterns.T @ table.counts
    unlisted = np.arange(0, 4_000)
    whole = table.n + unlisted
    log = gammaln(whole) - gammaln(unlisted + 1.0)
    log = log + sum(gammaln(whole - each + 1.0) - gammaln(whole + 2.0) for each in held)
    mass = np.exp(log - log.max())
    mass /= mass.sum()

    found = latent.posterior(
        table, settings=Settings(classes=1, effective=5_000), rng=np.random.default_rng(19481210)
    ).unlisted.ravel()

    exact_mean = float((mass * unlisted).sum())
    exact_sd = float(np.sqrt((mass * (unlisted - exact_mean) ** 2).sum()))
    assert found.mean() == pytest.approx(exact_mean, abs=4 * exact_sd / np.sqrt(5_000))
    for probability in (0.025, 0.5, 0.975):
        place = np.searchsorted(mass.cumsum(), probability)
        assert (found <= unlisted[place]).mean() == pytest.approx(mass.cumsum()[place], abs=0.03)


def test_the_odds_of_no_list_agree_with_quadrature_for_two_classes_and_one_list_each() -> None:
    """A chain without data draws from the prior; with alpha held, the weight of the first class is Beta(1, alpha)."""
    mean, _ = dblquad(lambda v, q: v * q + (1 - v) * q**2, 0, 1, 0, 1)
    nobody = (np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(0))
    rng = np.random.default_rng(5)
    point = np.zeros(2)
    kept = np.empty((8_000, 2))
    tuning = np.array([0.5, np.log(0.5), 0.0, 0.0])
    latent_kernel.run(rng, nobody, point, tuning, (8_000, 0, 1, 1, 1.0, 1.0), kept)

    assert mean > 0
    assert kept[:, 1].mean() == pytest.approx(0.5, abs=0.02)
    assert np.quantile(kept[:, 1], [0.1, 0.9]) == pytest.approx([0.1, 0.9], abs=0.03)


def test_changing_the_order_of_classes_leaves_their_prior_as_it_is() -> None:
    """A chain without data: mean weight of each place against alpha drawn from its prior and sticks from theirs."""
    nobody = (np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(0))
    classes, draws = 4, 150_000
    rng = np.random.default_rng(6)
    alpha = rng.gamma(latent_moves.ALPHA_SHAPE, 1 / latent_moves.ALPHA_RATE, draws)
    sticks = np.column_stack([rng.beta(1, np.maximum(alpha, 1e-9)) for _ in range(classes - 1)] + [np.ones(draws)])
    expected = sticks * np.cumprod(np.column_stack([np.ones(draws), 1 - sticks[:, :-1]]), axis=1)
    point = np.zeros(2 * classes)
    point[-1] = 1.0
    kept = np.empty((draws, 2 * classes))
    latent_kernel.run(rng, nobody, point, np.array([0.5, 0.0, 0.0, 1.0]), (draws, 0, 1, classes, 1.0, 1.0), kept)

    assert kept[:, :classes].mean(axis=0) == pytest.approx(expected.mean(axis=0), abs=0.015)
    assert (kept[:, :classes] > 0.9).mean(axis=0) == pytest.approx((expected > 0.9).mean(axis=0), abs=0.015)


def test_a_large_class_on_the_last_stick_finds_its_way_out() -> None:
    """There a large alpha keeps the class and the class keeps alpha large: two chains of four once stayed for good."""
    table = POPULATIONS["A"].table(20_000, np.random.default_rng(1))
    cells, classes, lists = latent.as_cells(table), 10, 4
    logits = np.repeat(np.log([0.30 / 0.70, 0.25 / 0.75, 0.20 / 0.80, 0.35 / 0.65]), classes)
    point = np.concatenate([np.full(classes - 1, -7.0), logits, [50.0]])
    kept = np.empty((500, classes * (1 + lists)))
    tuning = np.array([0.02, np.log(0.02), 0.0, 1.0])

    latent_kernel.run(np.random.default_rng(2), cells, point, tuning, (500, 0, 1, classes, 1.0, 1.0), kept)

    assert (kept[-100:, :classes].argmax(axis=1) == classes - 1).mean() < 0.1


def test_draws_do_not_depend_on_the_number_of_threads() -> None:
    table = POPULATIONS["A"].table(500, np.random.default_rng(3))

    one, four = (
        latent.fit(table, settings=Settings(effective=400, draws=500, threads=threads), rng=np.random.default_rng(9))
        for threads in (1, 4)
    )

    assert one.draws is not None
    assert four.draws is not None
    assert (one.draws == four.draws).all()
    assert one.diagnostics == four.diagnostics


def test_the_truth_is_found_where_lists_avoid_each_other() -> None:
    table = POPULATIONS["D"].table(2_000, np.random.default_rng(19481210))

    result = latent.fit(table, settings=QUICK, rng=np.random.default_rng(1))

    assert result.interval is not None
    assert result.interval[0] <= 2_000 <= result.interval[1]
    assert result.diagnostics["rhat"] < 1.01
    assert min(result.diagnostics["ess_bulk"], result.diagnostics["ess_tail"]) >= 400


def test_no_draw_is_below_the_documented_count() -> None:
    table = POPULATIONS["A"].table(400, np.random.default_rng(4))
    result = latent.fit(table, settings=QUICK, rng=np.random.default_rng(1))

    assert result.draws is not None
    assert result.draws.min() >= table.n


def test_chains_that_are_cut_short_give_no_interval() -> None:
    table = POPULATIONS["C"].table(200_000, np.random.default_rng(1))

    result = latent.fit(table, settings=Settings(sweeps=1_000), rng=np.random.default_rng(1))

    assert not result.diagnostics["converged"]
    assert result.interval is None
    assert result.draws is None


def test_sticks_far_beyond_the_range_of_exponentials_stay_finite() -> None:
    table = POPULATIONS["A"].table(200, np.random.default_rng(4))
    point = np.concatenate([[2_000.0, -2_000.0], np.zeros(12), [1e-3]])

    assert np.isfinite(latent_likelihood.fitted(latent.as_cells(table), point, 3))


def test_classes_that_are_hardly_ever_listed_keep_a_finite_likelihood() -> None:
    """As all chances shrink together, what is seen given being listed stays as it is."""
    table = POPULATIONS["A"].table(200, np.random.default_rng(4))
    cells = latent.as_cells(table)
    levels = [latent_likelihood.fitted(cells, np.append(np.full(4, logit), 1.0), 1) for logit in (-30.0, -36.0)]
    several = int(table.counts @ (table.patterns.sum(axis=1) - 1))

    assert levels[1] - levels[0] == pytest.approx(-6.0 * several, rel=1e-6)


def test_heated_chains_agree_with_plain_ones() -> None:
    table = POPULATIONS["A"].table(300, np.random.default_rng(4))
    cells, classes = latent.as_cells(table), 3
    plain = latent.posterior(table, settings=Settings(classes=3, effective=2_000), rng=np.random.default_rng(1))
    chain = latent_chains.start(np.random.default_rng(2), 0, 4, classes)
    ladder = latent_chains.heated(chain, cells=cells, model=(classes, 1.0))
    latent_chains.go_on(ladder, cells=cells, sweeps=3_000, model=(classes, 1.0))

    heated = np.concatenate(ladder.unlisted)[500:]

    assert np.median(heated) == pytest.approx(np.median(plain.unlisted), rel=0.06)


def test_people_known_to_be_on_no_list_bound_the_interval_from_below() -> None:
    table = POPULATIONS["A"].table(400, np.random.default_rng(4))
    plain = latent.fit(table, settings=QUICK, rng=np.random.default_rng(1))
    outside = int(plain.median) - table.n  # about half the draws have as many unlisted

    result = latent.fit(replace(table, outside=outside), settings=Settings(effective=400), rng=np.random.default_rng(1))

    assert result.interval is not None
    assert result.interval[0] >= table.n + outside
