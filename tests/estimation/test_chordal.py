"""Decomposable graphs are enumerated whole, checked against a slow way."""

from itertools import combinations

import pytest

from tollbook.estimation import chordal


@pytest.mark.parametrize("lists", range(1, 7))
def test_the_number_of_graphs_is_the_known_one(lists: int) -> None:
    assert len(chordal.graphs(lists)) == chordal.COUNTS[lists]


def test_the_complete_graph_comes_last() -> None:
    assert chordal.graphs(4)[-1, 0].max() == 15


def _chordal_by_cycles(vertices: int, edges: set[tuple[int, int]]) -> bool:
    """A graph is chordal if vertices whose neighbours are joined can be taken away one by one."""
    left = set(range(vertices))
    while left:
        for v in left:
            around = [u for u in left if (min(u, v), max(u, v)) in edges and u != v]
            if all((min(a, b), max(a, b)) in edges for a, b in combinations(around, 2)):
                left.remove(v)
                break
        else:
            return False
    return True


def test_every_graph_on_four_lists_is_told_apart_from_the_three_cycles() -> None:
    pairs = list(combinations(range(4), 2))
    slow = sum(_chordal_by_cycles(4, {pair for bit, pair in enumerate(pairs) if code >> bit & 1}) for code in range(64))

    assert slow == len(chordal.graphs(4))


def test_factors_telescope_to_cliques_over_separators() -> None:
    for above, below in chordal.graphs(5):
        assert sum(int(a).bit_count() for a in above) - sum(int(b).bit_count() for b in below) == 5
