"""Partitions drawn: listing and sampling agree, and both keep what must not be joined apart."""

from collections import Counter

import numpy as np
import pytest

from tollbook.linkage.chain import sampled_draws
from tollbook.linkage.chance import Shifts
from tollbook.linkage.components import BARRED, LARGEST
from tollbook.linkage.listing import all_partitions, listed, listed_draws
from tollbook.linkage.partition import improved, joined, piled, tidy
from tollbook.linkage.scan import N_TERMS
from tollbook.linkage.together import NEAR, RELATIVES, ROWS, VERDICT, Group, Prior, parts, speaking_terms

BELL = {1: 1, 2: 2, 3: 5, 4: 15, 5: 52, 6: 203, 7: 877}
DRAWS = 20_000
STILL = Shifts(np.zeros(DRAWS), np.zeros(DRAWS))
NOTHING = Prior(np.zeros((2, 2)), np.zeros((2, LARGEST + 1)))
PRIOR = Prior(np.array([[0.0, -1.0], [-1.0, 0.0]]), np.outer([-0.5, 0.0], np.arange(LARGEST + 1) - 1.0))


def group(records: int, *, seed: int) -> Group:
    """Records of two lists, three terms stated by most; the first two records cannot be one person."""
    rng = np.random.default_rng(seed)
    stated = np.zeros((N_TERMS, records), bool)
    stated[:3] = rng.random((3, records)) < 0.8
    terms = np.zeros((ROWS, records, records))
    for term in range(3):
        upper = np.triu(rng.normal(0.3, 1.5, (records, records)), 1)
        terms[term] = (upper + upper.T) * (stated[term][:, None] & stated[term][None, :])
    upper = np.triu(-rng.random((records, records)), 1)
    terms[RELATIVES] = upper + upper.T
    terms[VERDICT, 0, 1] = terms[VERDICT, 1, 0] = BARRED
    terms[NEAR] = 1.0 - np.eye(records)
    return Group(terms, stated, speaking_terms(stated), np.arange(records) % 2, np.zeros(2, np.int64))


def pair(bits: float) -> Group:
    terms = np.zeros((ROWS, 2, 2))
    terms[0] = [[0.0, bits], [bits, 0.0]]
    terms[NEAR] = 1.0
    stated = np.zeros((N_TERMS, 2), bool)
    stated[0] = True
    return Group(terms, stated, speaking_terms(stated), np.zeros(2, np.int64), np.zeros(2, np.int64))


def together(made: Group, prior: Prior, records: list[int]) -> float:
    sums = made.terms[:, records, :].sum(axis=1)
    return sum(parts(made, prior, (sums, sums, 0.0), np.array(records), len(records)))


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
    made = group(5, seed=seed)
    shown, sampled = np.zeros((DRAWS, 5), np.int8), np.zeros((DRAWS, 5), np.int8)
    sampled[0] = np.arange(5)

    listed_draws(made, PRIOR, STILL, np.array([1], np.uint64), shown)
    sampled_draws(made, PRIOR, STILL, np.array([2], np.uint64), sampled)

    one, other = shares(shown), shares(sampled)
    assert sum(abs(one.get(key, 0) - other.get(key, 0)) for key in {*one, *other}) / 2 < 0.03
    assert all((labels[:, 0] != labels[:, 1]).all() for labels in (shown, sampled))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_leaving_sure_records_where_they_are_changes_no_distribution(seed: int) -> None:
    made = group(7, seed=seed)
    for rows, apart in ((made.terms[:3], -20.0), (made.terms[NEAR][None], 0.0)):
        rows[:, :4, 4:], rows[:, 4:, :4] = apart, apart
    made.terms[0, 4:, 4:] = 40.0 * (1.0 - np.eye(3))  # three records that are surely one person
    made.stated[0, 4:] = True
    made = made._replace(speaking=speaking_terms(made.stated))
    shown, sampled = np.zeros((DRAWS, 7), np.int8), np.zeros((DRAWS, 7), np.int8)
    sampled[0] = [0, 1, 2, 3, 4, 4, 4]

    listed_draws(made, PRIOR, STILL, np.array([1], np.uint64), shown)
    sampled_draws(made, PRIOR, STILL, np.array([2], np.uint64), sampled)

    one, other = shares(shown[:, :4]), shares(sampled[:, :4])
    assert sum(abs(one.get(key, 0) - other.get(key, 0)) for key in {*one, *other}) / 2 < 0.03
    assert (sampled[:, 4:] == 4).all()


def test_listed_draws_follow_the_odds() -> None:
    labels = np.zeros((DRAWS, 2), np.int8)

    listed_draws(pair(2.0), NOTHING, STILL, np.array([5], np.uint64), labels)

    assert abs((labels[:, 1] == 0).mean() - 0.8) < 0.01  # 2 bits are odds of 4 to 1


def test_what_is_sure_is_not_drawn() -> None:
    labels = np.zeros((DRAWS, 2), np.int8)

    assert not listed_draws(pair(30.0), NOTHING, STILL, np.array([5], np.uint64), labels)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_partition_is_the_likeliest_of_all(seed: int) -> None:
    made = group(6, seed=seed)
    table = np.empty((877, 6), np.int8)
    number = all_partitions(6, table)
    evidence, fixed, links = np.zeros(number), np.zeros(number), np.zeros(number, np.int64)
    model = (PRIOR, 1.0, 0.0)

    listed(made, PRIOR, table[:number], (evidence, fixed, links))
    piles = piled(made, model, np.arange(6))
    joined(made, model, piles)
    improved(made, model, piles)
    tidy(piles.label)

    found = (table[:number] == piles.label).all(axis=1)
    assert (evidence + fixed)[found].item() >= (evidence + fixed).max() - 1.0


@pytest.mark.parametrize("seed", range(4))
def test_records_together_weigh_the_same_in_any_order(seed: int) -> None:
    made = group(6, seed=seed)

    assert together(made, PRIOR, [2, 3, 4, 5]) == pytest.approx(together(made, PRIOR, [5, 3, 2, 4]))


def test_two_records_weigh_what_their_pair_weighs() -> None:
    made = group(6, seed=4)

    assert together(made, PRIOR, [2, 3]) == pytest.approx(made.terms[: N_TERMS + 1, 2, 3].sum() - 1.0)


def test_an_error_counts_once_and_not_for_each_record_it_is_compared_with() -> None:
    terms = np.full((1, 5, 5), 4.0)
    terms[0, 4, :] = terms[0, :, 4] = -3.0  # the fifth differs from all
    stated = np.zeros((N_TERMS, 5), bool)
    stated[0] = True
    every = np.concatenate([terms, np.zeros((ROWS - 1, 5, 5))])
    every[:, np.arange(5), np.arange(5)] = 0.0
    made = Group(every, stated, speaking_terms(stated), np.zeros(5, np.int64), np.zeros(2, np.int64))

    assert together(made, NOTHING, [0, 1, 2, 3, 4]) - together(made, NOTHING, [0, 1, 2, 3]) == pytest.approx(-3.0)


def test_a_record_that_states_little_does_not_hide_what_two_others_contradict() -> None:
    terms = np.zeros((ROWS, 3, 3))
    terms[1] = 5.0 * (1.0 - np.eye(3))
    terms[0, 0, 2] = terms[0, 2, 0] = -20.0  # the second states nothing of this
    stated = np.zeros((N_TERMS, 3), bool)
    stated[0] = [True, False, True]
    stated[1] = True
    made = Group(terms, stated, speaking_terms(stated), np.zeros(3, np.int64), np.zeros(2, np.int64))

    assert together(made, NOTHING, [0, 1, 2]) == pytest.approx(-10.0)
