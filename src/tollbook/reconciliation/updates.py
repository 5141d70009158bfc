"""Does an update go the way its words say? "The toll rose from 41 to 53" names an earlier and a later figure."""

import re
from collections import defaultdict
from itertools import pairwise

from tollbook.model.check import Check, Gap, Term
from tollbook.model.vocabulary import Verdict
from tollbook.reconciliation.figures import Figure, Figures

RISES = re.compile(
    r"\b(?:ris(?:e|en|es|ing)|rose|increas\w*|climb\w*|grow\w*|grew|jump\w*|up|higher|rais\w*)\b", re.IGNORECASE
)
FALLS = re.compile(r"\b(?:fall\w*|fell|drop\w*|decreas\w*|lower\w*|down|reduc\w*|cut)\b", re.IGNORECASE)


def update_checks(figures: Figures) -> tuple[Check, ...]:
    """Return one check for each "from ... to ..." of two figures of one measure.

    Args:
        figures: All figures.

    Returns:
        Checks named `series-update-<document>-<toll>` after the later figure; `gap` is the change, and the links hold
        figures of other documents by the same origin that are the earlier number.
    """
    held: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures.all:
        if figure.toll.best is not None and figure.origin is not None:
            held[figure.origin, figure.toll.measure, figure.scope.place, figure.toll.best].append(figure)
    made = []
    for members in figures.by_document.values():
        for before, after in pairwise(members):
            verb = after.updates
            if verb is not None:
                others = held.get((before.origin, before.toll.measure, before.scope.place, before.toll.best), [])
                earlier = [one for one in others if _is_earlier(one, before)]
                made.append(_check(before, after, verb, earlier))
    return tuple(made)


def _is_earlier(one: Figure, before: Figure) -> bool:
    if one.document.name == before.document.name:
        return False
    first, second = one.document.published, before.document.published
    return first is not None and second is not None and first <= second


def _check(before: Figure, after: Figure, verb: str, earlier: list[Figure]) -> Check:
    grown = (after.toll.best or 0) - (before.toll.best or 0)
    says = 1 if RISES.search(verb) else -1 if FALLS.search(verb) else 0
    agrees = says == 0 or grown == 0 or (grown > 0) == (says > 0)
    change = f"{grown:,} more" if grown >= 0 else f"{-grown:,} fewer"
    text = f"'{after.document.name}' updates {before.number} to {after.number} {after.whom}, {change}"
    if not agrees:
        text += f", though its words say that it {'rose' if says > 0 else 'fell'}"
    if earlier:
        text += f"; {before.number} is the figure of '{earlier[0].document.name}'"
    links = [*before.links, *after.links, *(one.reference for one in earlier)]
    return Check(
        id=f"series-update-{after.slug}",
        kind="series",
        verdict=Verdict.CONSISTENT if agrees else Verdict.INCONSISTENT,
        reason=text + ".",
        gap=Gap(grown, grown),
        terms=(Term(grown, f"from {before.number} to {after.number}", (before.reference, after.reference)),),
        links=tuple(dict.fromkeys(links)),
    )
