"""Whom a case asks about: the dead of its period and territory, and those on its lists who are not among them."""

from dataclasses import dataclass, field

import polars as pl

from tollbook.model.case import Case
from tollbook.model.period import Period
from tollbook.text.places import fold

PERIOD, TERRITORY = "period", "territory"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a case asks about.

    Attributes:
        period: Of death; open where the case states none.
        governorates: Of the territory, as the lists name them; empty where nobody can be told to be elsewhere.
    """

    period: Period = field(default_factory=lambda: Period(None, None))
    governorates: tuple[str, ...] = ()


EVERYBODY = Scope()


def scope_of(records: pl.DataFrame, case: Case) -> Scope:
    """Return whom a case asks about.

    A territory that names no governorate of the lists, such as a country, tells nobody to be elsewhere, since whether
    a governorate lies in it is not known here.

    Args:
        records: All RECORDS of the case.
        case: Its period and territory.

    Returns:
        The scope.
    """
    wanted = {fold(name) for name in case.territory}
    named = records["governorate"].drop_nulls().unique().sort().to_list()
    return Scope(case.period, tuple(name for name in named if fold(name) in wanted))


def outside(scope: Scope) -> pl.Expr:
    """Return why a person is outside a scope, or null: `period` or `territory`.

    Only what is known takes a person out: a death every possible day of which lies before or after the period, or a
    governorate that is not one of the territory's.

    Args:
        scope: Of the case.

    Returns:
        An expression over `death_from`, `death_to` and `governorate`.
    """
    first, last = scope.period.first, scope.period.last
    early = pl.col("death_to") < pl.lit(first, dtype=pl.Date)
    late = pl.col("death_from") > pl.lit(last, dtype=pl.Date)
    known = pl.col("governorate") != UNKNOWN
    elsewhere = known & ~pl.col("governorate").is_in(scope.governorates) & pl.lit(value=bool(scope.governorates))
    return (
        pl.when(early.fill_null(value=False) | late.fill_null(value=False))
        .then(pl.lit(PERIOD))
        .when(elsewhere.fill_null(value=False))
        .then(pl.lit(TERRITORY))
    )


def outsiders(people: pl.DataFrame) -> dict[str, int]:
    """Return how many people are outside the case, by why; a row for several counts as that many.

    Args:
        people: PEOPLE.

    Returns:
        `period` and `territory` to people, 0 where nobody is.
    """
    found = dict(people.drop_nulls("outside").group_by("outside").agg(pl.col("people").sum()).iter_rows())
    return {reason: int(found.get(reason, 0)) for reason in (PERIOD, TERRITORY)}
