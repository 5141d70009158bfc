"""An estimate is found again by its canonical table, settings and seed, and comes back whole."""

import json
from dataclasses import replace

import numpy as np

from tollbook.estimation import Settings, as_json, estimate, from_parts, key, to_parts
from tollbook.estimation.simulation import POPULATIONS, without_overlap
from tollbook.model.estimate import CaptureTable

TABLE = POPULATIONS["A"].table(400, np.random.default_rng(1))
QUICK = Settings(effective=400, draws=500)


def test_the_key_knows_table_settings_and_seed_and_nothing_else() -> None:
    turned = CaptureTable(("D", "B", "A", "C"), TABLE.patterns[::-1][:, [3, 1, 0, 2]], TABLE.counts[::-1])
    more = CaptureTable(TABLE.lists, TABLE.patterns, TABLE.counts + 1)
    base = key(TABLE, settings=QUICK, seed=1)

    assert key(turned, settings=QUICK, seed=1) == base
    assert key(TABLE, settings=replace(QUICK, threads=7), seed=1) == base
    assert key(replace(TABLE, stratum={"sex": "female"}), settings=QUICK, seed=1) == base
    assert len({base, key(more, settings=QUICK, seed=1), key(TABLE, settings=QUICK, seed=2)}) == 3
    assert key(TABLE, settings=replace(QUICK, delta=0.5), seed=1) != base
    assert key(TABLE, settings=replace(QUICK, grid=np.arange(9)), seed=1) != base
    assert len(base) == 64


def test_an_estimate_comes_back_from_its_parts() -> None:
    for table in (TABLE, without_overlap(60, np.random.default_rng(1))):
        found = estimate(table, rng=np.random.default_rng(1), settings=QUICK, dropped={"x": "covers another place"})
        values, arrays = to_parts(found)

        back = from_parts(json.loads(json.dumps(values)), arrays)

        assert as_json(back) == as_json(found)
        for name, result in found.methods.items():
            assert (back.methods[name].draws == result.draws).all()
