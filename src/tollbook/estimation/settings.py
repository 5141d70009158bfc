"""The settings of an estimate, and those that are used where the user names none."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.errors import EstimationError

LEVEL = 0.95
WHERE = "the settings of the estimate"


@dataclass(frozen=True, slots=True)
class Settings:
    """How an estimate is made.

    Attributes:
        level: Coverage that intervals aim at.
        methods: Names of estimators to run; empty for all that suit the table.
        delta: Prior weight of each cell in the hyper-Dirichlet prior; None for 2 to the power of minus J.
        complete_graph: Whether the graph that joins all lists, which says nothing of the unlisted, may take part.
        grid: Numbers of unlisted people to sum over, each with the same weight; None for an automatic grid to 10
            million with each number's own weight. Shape (points,), increasing integers.
        classes: Latent classes at most.
        list_prior: Prior weight, in each latent class, of being on a list and of not being on it: 1 holds every chance
            for as likely as any other (as LCMCR does), 0.5 is Jeffreys' prior.
        chains: Markov chains, at least 4.
        effective: Effective draws that the chains aim at, in the bulk and in the tail.
        sweeps: Sweeps of each chain at most, after which what has not converged is not shown.
        draws: Draws of N that each method hands on.
        sensitivity: Whether lists are left out in turn and priors varied, which multiplies the time.
        threads: Threads to use; the answer does not depend on it.
    """

    level: float = LEVEL
    methods: tuple[str, ...] = ()
    delta: float | None = None
    complete_graph: bool = False
    grid: npt.NDArray[np.int64] | None = None
    classes: int = 10
    list_prior: float = 1.0
    chains: int = 4
    effective: int = 2_500
    sweeps: int = 40_000
    draws: int = 4_000
    sensitivity: bool = False
    threads: int = 2

    def __post_init__(self) -> None:
        """Refuse settings that no estimator can work with.

        Raises:
            EstimationError: When a setting is out of its range.
        """
        ranges = (
            ("level", 0.5 <= self.level < 1, "give a level from 0.5 to below 1, such as 0.95"),
            ("delta", self.delta is None or 0 < self.delta <= 1_000, "give a positive weight, such as 0.0625"),
            ("classes", 1 <= self.classes <= 50, "give 1 to 50 classes"),
            ("list_prior", 0.05 <= self.list_prior <= 20, "give a weight from 0.05 to 20, such as 1 or 0.5"),
            ("chains", 4 <= self.chains <= 64, "give 4 to 64 chains; fewer cannot show whether they agree"),
            ("effective", 100 <= self.effective <= 1_000_000, "give 100 to 1,000,000 effective draws"),
            ("sweeps", 1_000 <= self.sweeps <= 100_000_000, "give 1,000 sweeps or more"),
            ("draws", 100 <= self.draws <= 1_000_000, "give 100 to 1,000,000 draws"),
            ("threads", 1 <= self.threads <= 256, "give 1 thread or more"),
        )
        for name in ("classes", "chains", "effective", "sweeps", "draws", "threads"):
            if not isinstance(getattr(self, name), int):
                raise EstimationError(
                    f"{name} = {getattr(self, name)!r} is no whole number", where=WHERE, mend="give a whole number"
                )
        methods: object = self.methods
        if isinstance(methods, str):
            raise EstimationError(
                f"methods = {methods!r} is a text", where=WHERE, mend=f"give a tuple, such as ({methods!r},)"
            )
        for name, holds, mend in ranges:
            if not holds:
                raise EstimationError(f"{name} = {getattr(self, name)} is out of range", where=WHERE, mend=mend)
        grid = self.grid
        if grid is not None and (len(grid) < 2 or grid[0] < 0 or not (np.diff(grid) > 0).all()):
            raise EstimationError(
                "a grid of numbers of unlisted people must increase from 0 or more",
                where=WHERE,
                mend="give increasing whole numbers, or none for the automatic grid",
            )
