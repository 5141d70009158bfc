"""Estimates kept by what they were made from, so that none is made twice; files hold counts and draws, no people."""

import json
import platform
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tollbook import __version__, estimation
from tollbook.errors import CaseError
from tollbook.model.estimate import CaptureTable, Estimate
from tollbook.store.stages import code_hash, digest

MADE_WITH = ("numpy", "numba", "scipy")

Progress = Callable[[str, int, int], None]


def estimate_table(
    table: CaptureTable,
    *,
    seed: int,
    settings: estimation.Settings | None = None,
    kept: "Kept | None" = None,
    progress: Progress | None = None,
) -> Estimate:
    """Return the estimate of one capture table, as kept where it was made before."""
    settings = settings or estimation.Settings()

    def make() -> Estimate:
        return estimation.estimate(table, rng=np.random.default_rng(seed), settings=settings, progress=progress)

    if kept is None:
        return make()
    found = kept(estimation.key(table, settings=settings, seed=seed), make)
    lists = [name for name in table.lists if name in found.table.lists]
    return replace(found, table=estimation.on_lists(table, lists))


@dataclass
class Kept:
    """A folder of estimates, each a JSON file of what is said and an NPZ file of draws and of its capture table.

    Attributes:
        folder: Where they are; made with the first one.
        used: Names of those that were asked for.
    """

    folder: Path
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise CaseError("this is a file, not a folder", where=str(self.folder), mend="name a folder for estimates")

    def __call__(self, key: str, make: Callable[[], Estimate]) -> Estimate:
        """Return an estimate as kept, or made and now kept.

        Args:
            key: By `estimation.key`; other code of estimation is another key.
            make: Makes the estimate.

        Returns:
            The estimate. A kept one that cannot be read is made again.
        """
        name = digest(f"{_code()}{key}".encode())
        self.used.add(name)
        said, drawn = self.folder / f"{name}.json", self.folder / f"{name}.npz"
        unreadable = suppress(FileNotFoundError, ValueError, KeyError, zipfile.BadZipFile)
        with unreadable, drawn.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return estimation.from_parts(json.loads(said.read_text(encoding="utf-8")), dict(arrays))
        made = make()
        values, arrays_made = estimation.to_parts(made)
        libraries = {library: version(library) for library in MADE_WITH}
        values["made by"] = {"tollbook": __version__, "python": platform.python_version(), **libraries}
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = drawn.with_suffix(".partial")
        with partial.open("wb") as written:
            np.savez_compressed(written, allow_pickle=False, **arrays_made)
        partial.replace(drawn)
        partial.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(said)
        return made

    def forget_others(self) -> None:
        """Delete every kept estimate that was not asked for."""
        for file in (*self.folder.glob("*.json"), *self.folder.glob("*.npz")):
            if file.stem not in self.used:
                file.unlink()


@cache
def _code() -> str:
    """Return a hash of the code of estimation: other code may give other numbers."""
    return code_hash(("estimation",))
