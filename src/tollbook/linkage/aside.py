"""Long work in parts, on all processors: each is set aside when it is done, and not done again by a later run."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import numpy.typing as npt

Task = TypeVar("Task")
Arrays = Mapping[str, npt.NDArray[Any]]

THREADS = os.cpu_count() or 1  # no result depends on it


class Aside(Protocol):
    """Where parts lie that are done, by name; those of other records, settings or code must lie elsewhere."""

    def holds(self, name: str) -> bool:
        """Return whether a part was set aside."""

    def get(self, name: str) -> Arrays:
        """Return a part that was set aside."""

    def put(self, name: str, part: Arrays) -> None:
        """Set a part aside."""


class InMemory:
    """Parts in memory, gone with the run."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: dict[str, Arrays] = {}

    def holds(self, name: str) -> bool:
        """Return whether a part was set aside."""
        return name in self._parts

    def get(self, name: str) -> Arrays:
        """Return a part that was set aside."""
        return self._parts[name]

    def put(self, name: str, part: Arrays) -> None:
        """Set a part aside."""
        self._parts[name] = part


def done_in_parts(tasks: Mapping[str, Task], make: Callable[[Task], Arrays], aside: Aside) -> Iterator[str]:
    """Yield the name of each task, in order, once its part is set aside.

    Args:
        tasks: By the names of their parts.
        make: Does a task.
        aside: Where the parts are put; a task whose part is there is not done.

    Yields:
        str: A name.
    """

    def one(name: str) -> str:
        if not aside.holds(name):
            aside.put(name, make(tasks[name]))
        return name

    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(one, tasks)
