"""Reconciliation goes through readings one at a time: a case may hold more than memory does."""

import gc
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from typing import Any

from tollbook.model.check import Check
from tollbook.model.document import Reading


class Opened(Collection[Reading]):
    """Readings that are made when they are asked for; knows how many were ever held at once."""

    def __init__(self, make: Callable[[int], Reading], number: int) -> None:
        self.make, self.number, self.most = make, number, 0

    def __iter__(self) -> Iterator[Reading]:
        for i in range(self.number):
            yield self.make(i)
            self.most = max(self.most, sum(isinstance(one, Reading) for one in gc.get_objects()))

    def __len__(self) -> int:
        return self.number

    def __contains__(self, reading: object) -> bool:
        return False


def test_no_more_than_two_readings_are_held(writer: Any, checks_of: Callable[..., dict[str, Check]]) -> None:
    gc.collect()
    before = sum(isinstance(one, Reading) for one in gc.get_objects())

    def make(i: int) -> Reading:
        made = writer(f"d{i:02}", "An Outlet", date(2018, 1, 1) + timedelta(days=i))
        said = made.says("the Observatory", f"{100 + i} people have died in the valley")
        made.toll(100 + i, "people", statement=said, cumulative=True)
        return made.reading()

    opened = Opened(make, 20)
    found = checks_of(opened)

    assert any(check.kind == "series" for check in found.values())
    assert opened.most - before <= 2
