"""What decoys say of a linkage's probabilities."""

import numpy as np
import pytest

from tollbook.linkage.quality import by_decoys


def table(*rows: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(rows)


def test_classes_are_joined_until_decoys_can_speak_of_them() -> None:
    found = by_decoys(table((-8, 500, 499, 9), (-1, 60, 40, 4), (0, 75, 42, 5), (1, 50, 20, 1), (9, 900, 1, 0)), 10.0)

    assert [one["pairs"] for one in found] == [1025.0]
    assert found[0]["expected_different"] == 63.0
    assert found[0]["different"] == 60.0


def test_an_interval_of_many_classes_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(19481210)
    expected = rng.uniform(30, 300, 2_000)
    decoys = rng.poisson(expected / 6.0)
    found = by_decoys(table(*((5.0, 1_000, one, seen) for one, seen in zip(expected, decoys, strict=True))), 6.0)

    held = np.mean([one["low"] <= one["expected_different"] <= one["high"] for one in found])
    assert len(found) == 2_000
    assert held == pytest.approx(0.95, abs=0.015)


def test_without_a_list_that_holds_each_person_once_decoys_say_nothing() -> None:
    assert by_decoys(table((3, 100, 10, 0)), 0.0) == []
