"""The classes into which a release divides its total, each person in one.

A release prints nested figures ("90,506 civilians, including 15,948 children"). A figure whose parts add up to it
exactly is replaced by its parts; any other stands whole, and what it includes is no class of its own.
"""

from collections.abc import Sequence

import numpy as np

from tollbook.reconciliation.figures import Figure, Figures

MAX_SUMMED = 16  # figures tried for an exact sum: 65,536 subsets
MIN_EXACT = 3  # figures beside a total that are taken for its classes where they add up to it exactly
MAX_DEPTH = 8


def classes(total: Figure, figures: Figures) -> tuple[Figure, ...]:
    """Return the classes of a release's total.

    Args:
        total: A figure of the release.
        figures: All figures.

    Returns:
        Figures that name a number, in the order of the text; where the parts read do not add up to the total but some
        of them, with figures beside them, do so exactly, those. Empty where there are none.
    """
    parts = _divided(total, figures, MAX_DEPTH)
    whole = total.toll.best
    if whole is None or (parts and _sum(parts) == whole):
        return parts
    inside = {part.reference for part in parts}
    beside = tuple(
        figure
        for figure in figures.by_document[total.document.name]
        if figure.toll.parent is None
        and figure.reference != total.reference
        and figure.toll.measure == total.toll.measure
        and figure.toll.best is not None
        and figure.toll.best < whole
        and not figures.parts_of(figure)
        and figure.reference not in inside
    )
    for pool in (parts, parts + beside):
        exact = _exact(pool, whole) if len(pool) <= MAX_SUMMED else ()
        if len(exact) >= MIN_EXACT:
            return exact
    return parts


def _divided(figure: Figure, figures: Figures, depth: int) -> tuple[Figure, ...]:
    made: list[Figure] = []
    for part in figures.parts_of(figure):
        if part.toll.best is None:
            continue
        inner = _divided(part, figures, depth - 1) if depth else ()
        made.extend(inner if len(inner) > 1 and _sum(inner) == part.toll.best else (part,))
    return tuple(made)


def _exact(pool: Sequence[Figure], whole: int) -> tuple[Figure, ...]:
    """Return the largest subset that adds up to a whole exactly, the first in the text on a tie; empty for none."""
    sums, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for figure in pool:
        sums = np.concatenate([sums, sums + (figure.toll.best or 0)])
        sizes = np.concatenate([sizes, sizes + 1])
    hits = np.flatnonzero(sums == whole)
    if not len(hits):
        return ()
    mask = int(hits[np.lexsort((hits, -sizes[hits]))[0]])
    return tuple(figure for place, figure in enumerate(pool) if mask >> place & 1)


def _sum(parts: Sequence[Figure]) -> int:
    return sum(part.toll.best or 0 for part in parts)
