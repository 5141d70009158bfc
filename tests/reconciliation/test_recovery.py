"""Releases with known truth, reprinted by an outlet: how often the truth is found, and how often when sure."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from tollbook.model.case import DEFAULT_SEED
from tollbook.model.vocabulary import Verdict

Make = Callable[..., Any]
KINDS = ("civilians", "government soldiers", "rebel fighters", "foreign jihadists")


def reprint(
    writer: Make, rng: np.random.Generator, *, labelled: bool, unit: int
) -> tuple[list[Any], dict[str, list[str]]]:
    """Return a release of 5-9 classes of 300-90,000 people, an outlet's 2-4 merged and rounded parts, and the truth."""
    count, parts = int(rng.integers(5, 10)), int(rng.integers(2, 5))
    people = [int(value) for value in np.exp(rng.uniform(np.log(300), np.log(90_000), count))]
    home = [at if at < parts else int(rng.integers(-1, parts)) for at in range(count)]  # -1: left out
    release = writer("release", "The Watch", date(2030, 1, 1))
    total = release.toll(sum(people), "people")
    names = []
    for value, at in zip(people, home, strict=True):
        known = KINDS[at] if at >= 0 else "unidentified people"
        names.append(release.toll(value, known if labelled else "members of some class", parent=total))
    outlet = writer("outlet", "A Page", date(2030, 1, 2))
    said = outlet.says("The Watch", "so many")
    whole = outlet.toll((sum(people) + unit // 2) // unit * unit, "people", statement=said)
    truth = {}
    for part in range(parts):
        exact = sum(value for value, at in zip(people, home, strict=True) if at == part)
        shown = (exact + unit // 2) // unit * unit or exact
        name = outlet.toll(shown, KINDS[part] if labelled else "members of a class", statement=said, parent=whole)
        truth[f"toll:outlet/{name}"] = [f"toll:release/{names[k]}" for k in range(count) if home[k] == part]
    return [release.reading(), outlet.reading()], truth


@pytest.mark.parametrize(
    ("labelled", "unit", "found_at_least"),
    [(True, 1_000, 0.95), (False, 1, 0.95), (False, 100, 0.75), (False, 1_000, 0.2)],
)
def test_what_is_given_as_sure_is_right(
    writer: Make, checks_of: Make, labelled: bool, unit: int, found_at_least: float
) -> None:
    rng = np.random.default_rng(DEFAULT_SEED)
    found, sure, right = 0, 0, 0
    for _ in range(40):
        readings, truth = reprint(writer, rng, labelled=labelled, unit=unit)
        check = checks_of(readings)["lineage-outlet-t1"]
        given = {term.links[0]: list(term.links[1:]) for term in check.terms if term.links[0] in truth}
        found += given == truth
        sure += check.verdict is Verdict.CONSISTENT
        right += check.verdict is Verdict.CONSISTENT and given == truth

    assert found >= found_at_least * 40
    assert right >= 0.9 * sure
