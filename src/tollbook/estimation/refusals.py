"""When a table says nothing of the unlisted: checks E1 to E3, before any estimator is run."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.estimation.tables import on_lists
from tollbook.model.estimate import CaptureTable, EstimateCheck
from tollbook.model.vocabulary import Severity

FEWEST_LISTS = 3
FEWEST_SHARED = 10  # people on two lists or more; below, the overlap is a matter of chance or of linkage errors
APART = 0.1  # share of the documented on lists that share nobody with the rest, from which they cannot be chance
WEAK = 5  # people on a list below which it neither joins lists nor counts as one of the three


@dataclass(frozen=True, slots=True)
class Entry:
    """A table as estimators take it, with what was found on the way.

    Attributes:
        table: Lists that hold somebody.
        dropped: Lists left out, with the reason of each.
        checks: What was found; a refusal among them means that no number may be given.
    """

    table: CaptureTable
    dropped: Mapping[str, str]
    checks: tuple[EstimateCheck, ...]

    @property
    def is_refused(self) -> bool:
        """Whether a refusal is among the checks."""
        return any(check.severity is Severity.REFUSE for check in self.checks)


def admit(table: CaptureTable, *, dropped: Mapping[str, str]) -> Entry:
    """Return the table without empty lists, and whether it can bear an estimate at all.

    Args:
        table: Any table.
        dropped: Lists left out before, with reasons.

    Returns:
        The table with the refusals and warnings of its structure.
    """
    held = {name: int(table.counts[table.patterns[:, j]].sum()) for j, name in enumerate(table.lists)}
    empty = [name for name, people in held.items() if not people]
    dropped = {**dropped, **dict.fromkeys(empty, "holds nobody here")}
    table = on_lists(table, [name for name in table.lists if held[name]]) if empty else table
    weak = [name for name in table.lists if held[name] < WEAK]
    strong = [name for name in table.lists if held[name] >= WEAK]
    copies = _copies(on_lists(table, strong))
    checks = [*_few_lists(table, weak, copies, dropped), *_weak(weak, held), *_copied(copies)]
    if not any(check.severity is Severity.REFUSE for check in checks):
        checks += _overlap(on_lists(table, strong))
    checks.sort(key=lambda check: (check.severity is not Severity.REFUSE, check.code))
    return Entry(table, dropped, tuple(checks))


def overlaps(table: CaptureTable) -> npt.NDArray[np.int64]:
    """Return how many people each two lists share. Shape (J, J); each list's own people on the diagonal."""
    held = table.patterns.astype(np.int64)
    return np.asarray((held * table.counts[:, None]).T @ held, dtype=np.int64)


def shared(table: CaptureTable) -> int:
    """Return how many people are on two lists or more."""
    return int(table.counts[table.patterns.sum(axis=1) >= 2].sum())


def _copies(table: CaptureTable) -> list[tuple[str, str]]:
    """Return lists that hold the very people of an earlier list, each with that one."""
    found, seen = [], set()
    for j, second in enumerate(table.lists):
        for i, first in enumerate(table.lists[:j]):
            if first not in seen and (table.patterns[:, i] == table.patterns[:, j]).all():
                found.append((first, second))
                seen.add(second)
    return found


def _copied(copies: list[tuple[str, str]]) -> list[EstimateCheck]:
    return [
        EstimateCheck(
            "W1",
            Severity.WARN,
            f"lists {first} and {second} hold the very same people",
            "if one copies the other, leave it out: it is no second witness",
        )
        for first, second in copies
    ]


def _few_lists(
    table: CaptureTable, weak: list[str], copies: list[tuple[str, str]], dropped: Mapping[str, str]
) -> list[EstimateCheck]:
    usable = len(table.lists) - len(weak) - len(copies)
    if usable >= FEWEST_LISTS:
        return []
    why = [f"{name} {reason}" for name, reason in dropped.items()]
    why += [f"{name} holds fewer than {WEAK} people" for name in weak]
    why += [f"{second} holds the very people of {first}" for first, second in copies]
    return [
        EstimateCheck(
            "E1",
            Severity.REFUSE,
            f"{usable} usable list(s); fewer than {FEWEST_LISTS} cannot show whether lists depend on each other"
            + (f" ({'; '.join(why)})" if why else ""),
            "add a list that covers these people, or publish the documented count alone",
        )
    ]


def _weak(weak: list[str], held: Mapping[str, int]) -> list[EstimateCheck]:
    return [
        EstimateCheck(
            "W1",
            Severity.NOTE,
            f"list {name} holds {held[name]} people, too few to say how it overlaps with others",
            "compare with the estimate without it, shown among the sensitivity results",
        )
        for name in weak
    ]


def _overlap(table: CaptureTable) -> list[EstimateCheck]:
    together = shared(table)
    if together < FEWEST_SHARED:
        return [
            EstimateCheck(
                "E2",
                Severity.REFUSE,
                f"{together} people are on two lists or more; fewer than {FEWEST_SHARED} say nothing of the unlisted",
                "check that the same people were recognised across lists, or publish the documented count alone",
            )
        ]
    parts = sorted(_parts(overlaps(table) > 0), key=len, reverse=True)
    apart = sum(on_lists(table, [table.lists[j] for j in part]).n for part in parts[1:])
    if apart and apart < APART * table.n and len(parts[0]) >= FEWEST_LISTS:
        names = ", ".join(table.lists[j] for part in parts[1:] for j in part)
        return [
            EstimateCheck(
                "W1",
                Severity.WARN,
                f"no other list shares anybody with {names}, which hold {apart} people",
                "compare with the estimate without them, shown among the sensitivity results",
            )
        ]
    if apart:
        words = " / ".join(", ".join(table.lists[j] for j in part) for part in parts)
        return [
            EstimateCheck(
                "E2",
                Severity.REFUSE,
                f"the lists fall into groups that share nobody: {words}",
                "estimate for the people of one group only, or check that the same people were recognised across lists",
            )
        ]
    return []


def _parts(joined: npt.NDArray[np.bool_]) -> list[list[int]]:
    left, parts = set(range(len(joined))), []
    while left:
        reached, edge = set(), {min(left)}
        while edge:
            reached |= edge
            edge = {int(j) for i in edge for j in np.flatnonzero(joined[i])} - reached
        parts.append(sorted(reached))
        left -= reached
    return parts
