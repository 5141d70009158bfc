"""Inclusion rules: who belongs to a documented count; nobody does who is outside the case."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tollbook.errors import CaseError


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is counted.

    Attributes:
        name: The word by which a case, a reference and a table refer to it.
        sentence: What it means, as the report prints it.
        includes: True for a row of PEOPLE that is counted; never null.
    """

    name: str
    sentence: str
    includes: pl.Expr


INSIDE = pl.col("outside").is_null()  # of the case's period and territory, or nothing known against it

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "all",
            "Everyone whom at least one list holds now, named or not, once each; a row that stands for several people "
            "counts as that many.",
            INSIDE,
        ),
        Rule(
            "identified",
            "People whose full name (a given name with a father's or family name), day of death and some place of "
            "death are all known.",
            INSIDE & pl.col("identified"),
        ),
        Rule(
            "two_sources",
            "People whom at least two sources hold now; two rows or two editions of one source are one source.",
            INSIDE & (pl.col("sources").list.len() >= 2),
        ),
    )
}


def rule(name: str) -> Rule:
    """Return an inclusion rule.

    Args:
        name: As in `case.toml`.

    Returns:
        The rule.

    Raises:
        CaseError: When there is no rule of that name.
    """
    if name not in RULES:
        raise CaseError(
            f"'{name}' is no inclusion rule",
            where="rules",
            mend=f"use one of {', '.join(RULES)}",
        )
    return RULES[name]
