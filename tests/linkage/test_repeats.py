"""How often a list holds one person, and what follows for a record without a likely companion."""

import numpy as np

from tollbook.linkage.components import LARGEST
from tollbook.linkage.repeats import copies, first_copies

LISTS = np.array([[-12.0, -10.0], [-10.0, -11.0]])


def found(*sizes: int) -> np.ndarray:
    return np.repeat(np.arange(len(sizes)), sizes)


def of(person: np.ndarray) -> np.ndarray:
    return copies(np.zeros(len(person), np.int32), np.array([False]), person)[0]


def test_at_first_every_further_copy_is_a_pair_like_any_other() -> None:
    assert first_copies(LISTS)[1, :4].tolist() == [0.0, 0.0, -11.0, -22.0]


def test_one_record_is_always_one_person() -> None:
    assert of(found(*[1] * 50, *[4] * 50))[1] == 0.0


def test_where_nearly_nobody_is_alone_a_copy_needs_less_evidence() -> None:
    rarely, often = of(found(*[1] * 950, *[2] * 50)), of(found(*[1] * 5, *[9] * 100))

    assert rarely[2] < -10.0
    assert often[9] - often[8] > rarely[2] + 8.0


def test_a_list_that_holds_each_person_once_expects_nothing() -> None:
    made = copies(np.zeros(4, np.int32), np.array([True]), found(1, 1, 2))

    assert made.shape == (1, LARGEST + 1)
    assert not made.any()


def test_the_odds_of_a_pair_are_those_of_counting_pairs() -> None:
    made = of(found(*[1] * 9_800, *[2] * 100))

    pairs = 10_000 * 9_999 / 2
    assert abs(made[2] - np.log2(100 / pairs)) < 0.3
