"""A fitted model with all that another engine needs to weigh a pair as ours does."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.linkage.parameters import Parameters, weights
from tollbook.linkage.scan import Weights


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters and how they are read.

    Attributes:
        parameters: As fitted, here or elsewhere.
        lists: Names of the lists, by their number in the records.
        prior: Log2 odds that two records of two lists are one person. Shape (lists, lists).
        slope: Bits that a bit of evidence counts.
    """

    parameters: Parameters
    lists: tuple[str, ...]
    prior: npt.NDArray[np.float64]
    slope: float

    def weights(self) -> Weights:
        """Return the weights that compiled code reads."""
        return weights(self.parameters, slope=self.slope, lists=self.prior)
