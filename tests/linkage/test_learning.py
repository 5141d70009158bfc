"""Judged pairs that were drawn by lot mend the calibration, the more the better; others teach nothing."""

import numpy as np
import polars as pl
import pytest

from tollbook.linkage import checking_sample
from tollbook.linkage.learning import FEWEST, ISOTONIC, bits, lesson
from tollbook.linkage.quality import Pairs, quality
from tollbook.model.case import DEFAULT_SEED

PRIOR = -12.0  # bits, of any two records


def scored(count: int, *, offset: float, slope: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of a model that is off: what it says, what is so, and which pairs are one person."""
    rng = np.random.default_rng(seed)
    said = np.concatenate([rng.normal(9.0, 4.0, count // 2), rng.normal(-7.0, 3.0, count - count // 2)])
    true = 1.0 / (1.0 + 2.0 ** -(offset + slope * said))
    return 1.0 / (1.0 + 2.0**-said), true, rng.random(count) < true


def lot(probability: np.ndarray, size: int, seed: int) -> np.ndarray:
    """Which pairs the lot draws to be judged."""
    frame = pl.DataFrame({"left": [f"{at:06d}" for at in range(len(probability))], "unlabelled": probability})
    chosen = checking_sample(frame.with_columns(right="left"), size=size, rng=np.random.default_rng(seed))
    return np.isin(np.arange(len(probability)), chosen["left"].cast(pl.Int64).to_numpy())


def error(read: np.ndarray, true: np.ndarray) -> float:
    """Mean distance between what is said and what is so, over pairs in doubt."""
    doubtful = (true > 0.01) & (true < 0.99)
    return float(np.abs(read - true)[doubtful].mean())


@pytest.mark.parametrize(("offset", "slope"), [(2.0, 1.0), (-1.5, 0.8), (1.0, 1.3)])
def test_calibration_error_falls_as_judgements_come(offset: float, slope: float) -> None:
    errors = []
    for size in (0, 100, 400, 2_000):
        of_seeds = []
        for seed in range(DEFAULT_SEED, DEFAULT_SEED + 8):
            said, true, same = scored(20_000, offset=offset, slope=slope, seed=seed)
            judged = lot(said, size, seed) if size else np.zeros(len(said), dtype=bool)
            of_seeds.append(error(lesson(said[judged], same[judged]).probability(said), true))
        errors.append(float(np.mean(of_seeds)))

    assert errors[1] < 0.9 * errors[0]
    assert errors[2] < 0.6 * errors[0]
    assert errors[3] < 0.025


def test_judgements_leave_a_model_that_is_right_as_it_is() -> None:
    said, true, same = scored(20_000, offset=0.0, slope=1.0, seed=DEFAULT_SEED)
    judged = lot(said, 200, DEFAULT_SEED)

    learned = lesson(said[judged], same[judged])

    assert error(learned.probability(said), true) < 0.05
    assert abs(learned.offset) < 1.0


def test_fewer_judgements_than_stated_move_nothing() -> None:
    said, _, same = scored(FEWEST - 1, offset=3.0, slope=1.0, seed=DEFAULT_SEED)

    learned = lesson(said, same)

    assert learned.kind == "none"
    assert (learned.probability(said) == said).all()


def test_a_curve_of_any_shape_is_learned_from_many_judgements() -> None:
    rng = np.random.default_rng(DEFAULT_SEED)
    said = rng.uniform(0.0, 1.0, 40_000)
    true = np.where(said < 0.5, 0.1, 0.9)
    same = rng.random(len(said)) < true

    learned = lesson(said[: 3 * ISOTONIC], same[: 3 * ISOTONIC])

    assert learned.kind == "isotonic"
    assert np.abs(learned.probability(said) - true).mean() < 0.04


@pytest.mark.parametrize("size", [FEWEST, 300, ISOTONIC])
def test_more_evidence_never_makes_a_match_less_likely(size: int) -> None:
    rng = np.random.default_rng(DEFAULT_SEED)
    said = rng.uniform(0.01, 0.99, size)

    learned = lesson(said, rng.random(size) < 1.0 - said)  # judgements that go against the model everywhere

    assert (np.diff(learned.probability(np.linspace(0.001, 0.999, 500))) >= 0).all()


def test_log_odds_of_certainty_are_finite() -> None:
    assert np.isfinite(bits(np.array([0.0, 1.0]))).all()


def test_intervals_from_judged_pairs_hold_the_truth_at_their_rate() -> None:
    held = {"precision": 0, "recall": 0, "matches": 0}
    seeds = range(40)
    for seed in seeds:
        said, _, same = scored(8_000, offset=1.5, slope=0.9, seed=seed)
        joined, judged = said > 0.5, lot(said, 300, seed)
        rng = np.random.default_rng(seed)
        learned = lesson(said[judged], same[judged])
        told = quality(
            Pairs(said, learned.probability(said), joined, judged, same & judged),
            learned.errors(rng.normal(size=(2, 400)), prior=PRIOR),
            prior=learned.offset + learned.slope * PRIOR,
            rng=rng,
        )
        truth = {
            "precision": same[joined].mean(),
            "recall": joined[same].mean(),
            "matches": same.sum(),
        }
        assert told["basis"] == "judged"
        for name, value in truth.items():
            held[name] += told[name]["low"] <= value <= told[name]["high"]

    assert min(held.values()) >= 0.85 * len(seeds)


def test_without_judgements_the_model_speaks_and_says_so() -> None:
    said, _, same = scored(8_000, offset=0.0, slope=1.0, seed=DEFAULT_SEED)
    joined, nobody = said > 0.5, np.zeros(len(said), dtype=bool)
    rng = np.random.default_rng(DEFAULT_SEED)

    told = quality(
        Pairs(said, said, joined, nobody, nobody),
        lesson(said[:0], same[:0]).errors(rng.normal(size=(2, 400)), prior=PRIOR),
        prior=PRIOR,
        rng=rng,
    )

    assert told["basis"] == "model"
    assert told["precision"]["low"] <= same[joined].mean() <= told["precision"]["high"]
    assert told["recall"]["low"] <= joined[same].mean() <= told["recall"]["high"]


def test_with_no_pair_at_all_nothing_is_told() -> None:
    nothing, none = np.zeros(0), np.zeros(0, dtype=bool)

    told = quality(
        Pairs(nothing, nothing, none, none, none),
        (np.zeros(20), np.zeros(20)),
        prior=PRIOR,
        rng=np.random.default_rng(DEFAULT_SEED),
    )

    assert told["precision"] is None
    assert told["recall"] is None
    assert told["matches"]["value"] == 0.0


def test_without_draws_there_is_an_estimate_and_no_interval() -> None:
    said, _, _ = scored(2_000, offset=0.0, slope=1.0, seed=DEFAULT_SEED)
    nobody = np.zeros(len(said), dtype=bool)

    told = quality(
        Pairs(said, said, said > 0.5, nobody, nobody),
        (np.zeros(0), np.zeros(0)),
        prior=PRIOR,
        rng=np.random.default_rng(DEFAULT_SEED),
    )

    assert told["matches"]["value"] == told["matches"]["low"] == told["matches"]["high"] == pytest.approx(said.sum())
