"""With three lists: for which totals do a few classes of people give exactly the table at hand?

Two classes and three lists have seven numbers to learn from six free shares, and a third class adds four: there is not
one best total but a range of them, all with the same, largest, likelihood. The classes follow in closed form.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.model.estimate import CaptureTable

LISTS = 3
WIDE = 1.1  # largest over smallest such total from which the table does not tell them apart
MOST = 100.0  # unlisted for each listed at which the search ends
POINTS = 400
PARTS = 20  # shares of a cell that a class of its own is tried with
EXACT = 1e-7  # of the people listed: how far rebuilt cells may be from the table

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Classes of people that give the table.

    Attributes:
        total: People in all.
        weights: Share of each class. Shape (classes,).
        chances: Of each list in each class. Shape (classes, 3).
    """

    total: float
    weights: Floats
    chances: Floats


@dataclass(frozen=True, slots=True)
class EquallyGood:
    """Totals that fit a table exactly, by the smallest and the largest that were found.

    Attributes:
        smallest: Classes of the smallest total.
        largest: Classes of the largest total.
        open_end: Whether the largest is only where the search ended.
    """

    smallest: Example
    largest: Example
    open_end: bool

    @property
    def wide(self) -> bool:
        """Whether the table leaves the total open, for any purpose."""
        return self.largest.total > WIDE * self.smallest.total


def equally_good(table: CaptureTable, *, classes: int) -> EquallyGood | None:
    """Return totals for which a few classes give exactly this table; more classes only add to them.

    Args:
        table: Of three lists; for others nothing is looked for.
        classes: Two are tried, then three, the third of people who can only be on the very lists of one cell.

    Returns:
        The smallest and the largest found; None where there are none.

    Source:
        Lazarsfeld and Henry 1968, Latent Structure Analysis, ch. 2 (two classes from three items); for what follows
        from it, Aleshin-Guendel, Sadinle, Wakefield 2021, arXiv 2101.09304.
    """
    if len(table.lists) != LISTS or classes < 2:
        return None
    cells = np.zeros(2**LISTS)
    cells[table.patterns @ (1 << np.arange(LISTS))] = table.counts
    unlisted = np.concatenate([[0.0], np.geomspace(0.001, MOST, POINTS) * table.n])
    found = _ends(cells, 0, np.zeros(1), unlisted)
    if found is not None and found.wide:
        return found
    several = [found] if found is not None else []
    for cell in range(1, 2**LISTS) if classes >= 3 else ():
        apart = cells[cell] * np.arange(1, PARTS) / PARTS
        more = _ends(cells, cell, apart, unlisted) if cells[cell] else None
        several += [more] if more is not None else []
    if not several:
        return None
    least = min((each.smallest for each in several), key=lambda example: example.total)
    most = max(several, key=lambda each: each.largest.total)
    return EquallyGood(least, most.largest, most.open_end)


def _ends(cells: Floats, cell: int, apart: Floats, unlisted: Floats) -> EquallyGood | None:
    """Return the ends of what fits when some people of one cell are a class of their own. `apart` of shape (parts,)."""
    part, empty = (axis.ravel() for axis in np.meshgrid(apart, unlisted, indexing="ij"))
    shares = np.tile(cells, (len(part), 1))
    shares[:, cell] -= part
    shares[:, 0] = empty
    weights, chances = _two_classes(shares)
    inside = (chances >= 0).all(axis=(1, 2)) & (chances <= 1).all(axis=(1, 2)) & (weights > 0) & (weights < 1)
    two = np.stack([weights, 1 - weights], axis=1)
    far = np.abs(_rebuilt(two, chances) * shares.sum(axis=1)[:, None] - shares).max(axis=1)
    places = np.flatnonzero(inside & (far <= EXACT * cells.sum()))
    if not len(places):
        return None
    ends = []
    for place in (places[empty[places].argmin()], places[empty[places].argmax()]):
        total = cells.sum() + empty[place]
        own = part[place] / total
        members = (cell >> np.arange(LISTS) & 1).astype(np.float64)
        each = np.append(two[place] * (1 - own), own) if own else two[place]
        every = np.vstack([chances[place], members]) if own else chances[place]
        ends.append(Example(float(total), each, every))
    return EquallyGood(ends[0], ends[1], open_end=bool(empty[places].max() == unlisted[-1]))


def _two_classes(cells: Floats) -> tuple[Floats, Floats]:
    """Return share and chances of two classes for each whole table; not a number where there are none.

    Covariances of lists are q d_i d_j and their third moment q (1 - 2 w) d_1 d_2 d_3, where q = w (1 - w) and d_i is
    how much likelier list i holds a person of the first class.
    """
    total = cells.sum(axis=1)
    held = (np.arange(2**LISTS)[:, None] >> np.arange(LISTS) & 1).astype(np.bool_)
    one = np.stack([cells[:, held[:, i]].sum(axis=1) / total for i in range(LISTS)])
    first, second, last = (
        cells[:, held[:, i] & held[:, j]].sum(axis=1) / total - one[i] * one[j] for i, j in ((0, 1), (0, 2), (1, 2))
    )
    third = cells[:, -1] / total - one.prod(axis=0) - one[0] * last - one[1] * second - one[2] * first
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.sqrt(np.stack([first * second / last, first * last / second, second * last / first]))
        size[1] *= np.sign(first)
        size[2] *= np.sign(second)
        lean = third / size.prod(axis=0)
        q = 1 / (4 + lean**2)
        weights = (1 - lean * np.sqrt(q)) / 2
        apart = size / np.sqrt(q)
        chances = np.stack([one + (1 - weights) * apart, one - weights * apart])
    return weights, np.asarray(chances.transpose(2, 0, 1), dtype=np.float64)


def _rebuilt(weights: Floats, chances: Floats) -> Floats:
    """Return the share of each cell. Shape (tables, 8)."""
    shares = weights[:, :, None]
    for i in range(LISTS):
        chance = chances[:, :, i : i + 1]
        shares = np.concatenate([shares * (1 - chance), shares * chance], axis=2)
    return np.asarray(shares.sum(axis=1), dtype=np.float64)
