"""Partitions drawn: listing and sampling agree, and both keep what must not be joined apart."""

from collections import Counter

import numpy as np
import pytest

from tollbook.linkage.components import BARRED
from tollbook.linkage.draws import Shifts, all_partitions, listed_draws, sampled_draws
from tollbook.linkage.partition import improved, joined, tidy

BELL = {1: 1, 2: 2, 3: 5, 4: 15, 5: 52, 6: 203, 7: 877}
DRAWS = 20_000
STILL = Shifts(np.zeros(DRAWS), np.zeros(DRAWS))


def group(records: int, *, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    weight = np.triu(rng.normal(0.0, 1.5, (records, records)), 1)
    weight = weight + weight.T
    weight[0, 1] = weight[1, 0] = BARRED
    return weight


def shares(labels: np.ndarray) -> dict[bytes, float]:
    return {key: count / len(labels) for key, count in Counter(row.tobytes() for row in labels).items()}


@pytest.mark.parametrize("records", BELL)
def test_every_partition_is_listed_once(records: int) -> None:
    table = np.empty((877, 7), np.int8)

    number = all_partitions(records, table)

    assert number == BELL[records]
    assert len({row[:records].tobytes() for row in table[:number]}) == number


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sampling_agrees_with_listing(seed: int) -> None:
    weight = group(5, seed=seed)
    listed, sampled = np.zeros((DRAWS, 5), np.int8), np.zeros((DRAWS, 5), np.int8)
    sampled[0] = np.arange(5)

    listed_draws(weight, np.zeros((5, 5)), 1.0, STILL, np.array([1], np.uint64), listed)
    sampled_draws(weight, np.zeros((5, 5)), 1.0, STILL, np.array([2], np.uint64), sampled)

    one, other = shares(listed), shares(sampled)
    assert sum(abs(one.get(key, 0) - other.get(key, 0)) for key in {*one, *other}) / 2 < 0.03
    assert all((labels[:, 0] != labels[:, 1]).all() for labels in (listed, sampled))


def test_listed_draws_follow_the_odds() -> None:
    weight = np.array([[0.0, 2.0], [2.0, 0.0]])
    labels = np.zeros((DRAWS, 2), np.int8)

    listed_draws(weight, np.zeros((2, 2)), 1.0, STILL, np.array([5], np.uint64), labels)

    assert abs((labels[:, 1] == 0).mean() - 0.8) < 0.01  # 2 bits are odds of 4 to 1


@pytest.mark.parametrize("seed", range(8))
def test_the_best_partition_is_the_likeliest_of_all(seed: int) -> None:
    weight = group(6, seed=seed)
    table = np.empty((877, 7), np.int8)
    number = all_partitions(6, table)
    label = np.zeros(6, np.int64)

    joined(weight, label)
    improved(weight, label)
    tidy(label)

    def evidence(chosen: np.ndarray) -> float:
        same = np.triu(chosen[:, None] == chosen[None, :], 1)
        return float(weight[same].sum())

    best = max(evidence(table[row, :6]) for row in range(number))
    assert evidence(label) >= best - 1.0
