"""Records packed for other engines compare as they did in the case."""

from typing import Any

import numpy as np
import pytest

from tollbook.engines.packed import pack, unpack
from tollbook.linkage.scan import N_TERMS, pair_weights


@pytest.mark.parametrize("run", [(0, 200), (37, 121), (198, 200)])
def test_packed_records_weigh_as_they_did(invented: Any, run: tuple[int, int]) -> None:
    case = invented(200)
    first, last = run
    starts, words = pack(case.known.codes, first, last)

    own = unpack(starts[:-1], words)

    i, j = (side.astype(np.int32) for side in np.triu_indices(last - first, 1))
    there, here = np.empty((2, len(i), N_TERMS + 2))
    pair_weights(case.known.codes, case.model.weights(), i + np.int32(first), j + np.int32(first), there)
    pair_weights(own, case.model.weights(), i, j, here)
    assert np.array_equal(there, here)
