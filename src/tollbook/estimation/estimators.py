"""The estimators, each with when it suits a table: add a line here for another one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from tollbook.estimation import bounds, decomposable, latent, loglinear
from tollbook.estimation.settings import Settings
from tollbook.model.estimate import CaptureTable, MethodResult


class Fit(Protocol):
    """How an estimator is called."""

    def __call__(self, table: CaptureTable, *, settings: Settings, rng: np.random.Generator) -> MethodResult:
        """Return its answer for a table."""
        ...


@dataclass(frozen=True, slots=True)
class Estimator:
    """One method.

    Attributes:
        name: By which results name it.
        suits: Whether it can be run on a table.
        fit: From a table to an answer.
    """

    name: str
    suits: Callable[[CaptureTable], bool]
    fit: Fit


ESTIMATORS = (
    Estimator(latent.NAME, latent.suits, latent.fit),
    Estimator(decomposable.NAME, decomposable.suits, decomposable.fit),
    Estimator(loglinear.NAME, loglinear.suits, loglinear.fit),
    Estimator(bounds.CHAO, bounds.chao_suits, bounds.chao),
    Estimator(bounds.CHAPMAN, bounds.chapman_suits, bounds.chapman),
)
