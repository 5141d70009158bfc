"""Parts of long work in a folder, until the work is done: a run that was stopped goes on from them."""

import os
import shutil
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.store.stages import digest

ASIDE = "unfinished"
MADE_WITH = ("numba", "numpy", "polars", "scipy")


class Folder:
    """Parts as NPZ files in one folder, each written whole or not at all."""

    __slots__ = ("_path", "_sound")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sound: set[str] = set()  # parts that this run has written, or read to their end
        path.mkdir(parents=True, exist_ok=True)

    def holds(self, name: str) -> bool:
        """Return whether a part was set aside; one that cannot be read was not."""
        if name not in self._sound and _is_sound(self._file(name)):
            self._sound.add(name)
        return name in self._sound

    def get(self, name: str) -> Mapping[str, npt.NDArray[Any]]:
        """Return a part that was set aside."""
        with np.load(self._file(name), allow_pickle=False) as arrays:
            return dict(arrays)

    def put(self, name: str, part: Mapping[str, npt.NDArray[Any]]) -> None:
        """Set a part aside."""
        partial = self._file(name).with_suffix(".partial")
        with partial.open("wb") as written:
            np.savez(written, allow_pickle=False, **part)
            written.flush()
            os.fsync(written.fileno())
        partial.replace(self._file(name))
        self._sound.add(name)

    def _file(self, name: str) -> Path:
        return self._path / f"{name}.npz"


def _is_sound(file: Path) -> bool:
    """Return whether a file is there and all that it holds has its checksum."""
    try:
        with zipfile.ZipFile(file) as held:
            return held.testzip() is None
    except (OSError, EOFError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile):
        return False


@contextmanager
def set_aside(out: Path, *, key: str) -> Iterator[Folder]:
    """Give a folder for the parts of one piece of work, and delete it when the work is done.

    Parts of the same work that an earlier run left are there; those of any other are deleted.

    Args:
        out: The folder of results.
        key: Of all that the parts depend on; versions of the libraries that make them are added to it.

    Yields:
        Folder: Where the parts are.
    """
    versions = " ".join(version(library) for library in MADE_WITH)
    own = out / ASIDE / digest(f"{key} {versions}".encode())[:32]
    for other in (out / ASIDE).glob("*"):
        if other != own:
            shutil.rmtree(other)
    yield Folder(own)
    shutil.rmtree(out / ASIDE)
