"""What the section on estimates prints, in the report of a case and on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from markupsafe import Markup

from tollbook.model.estimate import Estimate, Total
from tollbook.model.tables import PEOPLE, empty
from tollbook.model.vocabulary import Severity
from tollbook.publish import estimates, figures, numbers
from tollbook.publish.drawing import Figure
from tollbook.publish.estimates import Estimated
from tollbook.publish.words import Words

MOST_STRATA = 200
MOST_DRAWN = 12  # strata with plots of their own: each takes half a second and 100 KB

Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summed:
    """Strata added up, ready to print.

    Attributes:
        names: Of the dimensions.
        strata: Each with its documented count and its estimate, or why there is none.
        documented: People in all strata and beside them.
        about: The sum, rounded to what its interval supports.
        interval: Of the sum.
        beside: Documented people who are in no stratum.
        is_floor: Whether some count with their documented people alone.
    """

    names: Markup
    strata: tuple[Estimated, ...]
    documented: int
    about: str
    interval: str
    beside: int
    is_floor: bool


def section(
    made: Mapping[str, Estimate], totals: Sequence[Total], words: Words, *, people: pl.DataFrame | None = None
) -> Section:
    """Return the section's values by name, charts under `figures`.

    Args:
        made: Estimates by stratum.
        totals: Sums of strata.
        words: The language.
        people: PEOPLE; None where the estimates are of published tables.

    Returns:
        The values.
    """
    found = estimates.estimated(made, empty(PEOPLE) if people is None else people)
    main = next((one for one in found if one.key == estimates.WHOLE), found[0] if len(found) == 1 else None)
    shown = found[:MOST_STRATA]
    largest = sorted((one for one in shown if one is not main), key=lambda one: -one.documented)[:MOST_DRAWN]
    return {
        "estimates": shown,
        "changes": {one.reference: figures.changes(one, words) + figures.bent(one, words) for one in shown},
        "plots": {one.reference: _plots(one, words) for one in shown if one is main or one in largest},
        "most_drawn": MOST_DRAWN,
        "totals": [_summed(total, found, words) for total in totals],
        "more_estimates": len(found) - len(shown),
        "main_estimate": main,
        "warnings": 0 if main is None else sum(c.severity is Severity.WARN for c in main.estimate.checks),
        "figures": {
            "methods": None if main is None else figures.methods(main, words),
            "strata": figures.strata(found, words),
        },
    }


def _plots(one: Estimated, words: Words) -> tuple[Figure, ...]:
    """Return the plots of an estimate; that of methods only where it does not stand above the section."""
    draw: tuple[Callable[[Estimated, Words], Figure | None], ...] = (
        figures.sensitivity,
        figures.assumption,
        figures.consistency,
        figures.drawn_tables,
        figures.chains,
        figures.cells,
    )
    if one.key != estimates.WHOLE:
        draw = (figures.methods, *draw)
    return tuple(drawn for each in draw if (drawn := each(one, words)) is not None)


def _summed(total: Total, found: Sequence[Estimated], words: Words) -> Summed:
    unit = numbers.step(*total.interval)
    names = {*total.estimated, *total.not_estimable}
    return Summed(
        words.say(", ").join(words.name(name) for name in total.dimensions),
        tuple(one for one in found if one.key in names),
        total.documented,
        numbers.about(total.median, unit, at_least=total.documented),
        numbers.interval(*total.interval, unit, at_least=total.documented),
        total.beside,
        total.is_floor,
    )
