import numpy as np
import polars as pl

from tollbook import estimation
from tollbook.model.case import Case
from tollbook.model.estimate import CaptureTable
from tollbook.model.lists import Source
from tollbook.model.tables import PEOPLE, conform

RNG_SEED = 19481210
LISTS = {name: Source(name, name, name) for name in "abc"}
PATTERNS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=bool)


def people(counts: list[int], offset: int = 0) -> pl.DataFrame:
    """Invented people on the lists of each pattern."""
    rows = []
    for pattern, count in zip(PATTERNS, counts, strict=True):
        held = [name for name, holds in zip("abc", pattern, strict=True) if holds]
        rows += [{"sources": held, "people": 1, "name_latin": "invented"}] * count
    frame = pl.DataFrame(rows).with_columns(pl.format("p{}", pl.int_range(pl.len()) + offset).alias("person_id"))
    return conform(frame, PEOPLE, table="people")


def test_settled_people_and_drawn_people_make_the_table_of_all() -> None:
    settled, drawn = people([40, 35, 30, 20, 15, 12, 9]), people([3, 0, 2, 1, 0, 0, 1], offset=1000)

    (made,) = estimation.drawn(settled, [drawn], (), imputations=0, seed=1).tables({}, ("a", "b", "c"))
    whole = estimation.histories(pl.concat([settled, drawn]), LISTS, stratum={}, case=Case("x", "y")).table

    assert made.n == whole.n
    assert sorted(zip(made.patterns.tolist(), made.counts.tolist(), strict=True)) == sorted(
        zip(whole.patterns.tolist(), whole.counts.tolist(), strict=True)
    )


def test_doubt_about_linkage_widens_the_interval_and_is_given_its_share() -> None:
    rng = np.random.default_rng(RNG_SEED)
    table = CaptureTable(("a", "b", "c"), PATTERNS, np.array([140, 135, 130, 60, 55, 52, 39]))
    merged = [
        CaptureTable(table.lists, PATTERNS, table.counts - np.array([k, k, 0, -k, 0, 0, 0])) for k in range(0, 40, 2)
    ]
    alone = estimation.estimate(table, rng=rng)
    assert alone.headline is not None
    assert alone.headline.interval is not None

    carried = estimation.over_linkages(alone, merged, rng=rng)

    assert carried.headline is not None
    assert carried.headline.interval is not None
    width = carried.headline.interval[1] - carried.headline.interval[0]
    assert width > alone.headline.interval[1] - alone.headline.interval[0]
    assert carried.headline.diagnostics["share of variance"]["linkage"] > 0.1
    assert carried.headline.method in carried.methods


def test_a_refused_estimate_stays_refused() -> None:
    nobody_twice = CaptureTable(("a", "b", "c"), PATTERNS[:3], np.array([40, 40, 40]))
    refused = estimation.estimate(nobody_twice, rng=np.random.default_rng(RNG_SEED))

    assert not estimation.over_linkages(refused, [nobody_twice], rng=np.random.default_rng(RNG_SEED)).is_estimable
