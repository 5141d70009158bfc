"""A gap between a total and its parts, explained term by term against the release they come from.

For a total t with parts p, taken from a release's total R with classes c, the gap t - sum(p) is

    (t - R) + (R - sum(c)) + sum(classes left out) + sum(classes of a part - the part) - sum(parts that fit nothing)

whatever the assignment; so the terms always add up to the gap, and a wrong assignment shows in what they say.
"""

from tollbook.model.check import Term
from tollbook.reconciliation.classes import classes
from tollbook.reconciliation.derivation import Derivation, Match
from tollbook.reconciliation.figures import Figure, Figures


def terms(found: Derivation, figures: Figures) -> tuple[Term, ...]:
    """Return the terms of a gap, the largest of what was left out first, then what rounding took, gave, and the total.

    Args:
        found: How the figures come from the release.
        figures: All figures.

    Returns:
        Terms that add up to `gap(found)`; a part that is unchanged has a term of 0 people. Empty
        where the total is not divided.
    """
    if len(found.parts) < 2:
        return ()
    left = [_left_out(one) for one in found.left_out]
    of_parts = [_part(match) for match in found.parts]
    whole = sum(one.toll.best or 0 for one in classes(found.release, figures))
    total = found.figure.toll.best
    release = found.release.toll.best or 0
    ends = []
    if total is not None:
        ends.append(_total(found, total, release))
    if release != whole:
        ends.append(
            Term(
                release - whole,
                f"the release's own classes add up to {whole:,}, not to its total of {release:,}",
                (found.release.reference,),
            )
        )
    rest = sorted([*left, *of_parts, *ends], key=_order)
    return tuple(term for term in rest if term.people or term not in ends)


def gap(found: Derivation) -> int | None:
    """Return the total less its parts as printed, in people; None without a named total or where it is not divided.

    One class named beside a total does not divide it.

    A range that holds what the release says counts as that.
    """
    total = found.figure.toll.best
    if total is None or len(found.parts) < 2:
        return None
    return total - sum(_shown(match) for match in found.parts)


def classes_text(sources: tuple[Figure, ...]) -> str:
    """Return figures as "50,606 rebels + 2,602 defectors"."""
    return " + ".join(f"{one.toll.best or 0:,} {one.whom}" for one in sources)


def _shown(match: Match) -> int:
    if match.figure.toll.best is not None:
        return match.figure.toll.best
    return match.exact - match.over if match.sources else match.figure.toll.quantity.low


def _order(term: Term) -> tuple[int, int, str]:
    rank = 0 if "left out" in term.text else 1 if term.people > 0 else 2 if term.people < 0 else 3
    return (rank, -abs(term.people), term.text)


def _left_out(figure: Figure) -> Term:
    return Term(figure.toll.best or 0, f"{figure.toll.best or 0:,} {figure.whom} left out", (figure.reference,))


def _part(match: Match) -> Term:
    figure = match.figure
    label = f"{figure.number} {figure.whom}"
    links = (figure.reference, *(one.reference for one in match.sources))
    if not match.sources:
        return Term(-_shown(match), f"'{label}' is no class of the release and no sum of its classes", links)
    said = classes_text(match.sources)
    if len(match.sources) > 1:
        said += f" = {match.exact:,}"
    changes = [f"garbled, {match.slip}"] if match.slip else []
    if not match.slip and match.over:
        changes.append("rounded down" if match.over > 0 else "rounded up")
    if len(match.sources) > 1:
        changes.append("merged")
    if match.relabelled:
        changes.append("relabelled")
    return Term(match.over, f"{said} printed as '{label}' ({', '.join(changes) or 'unchanged'})", links)


def _total(found: Derivation, total: int, release: int) -> Term:
    links = (found.figure.reference, found.release.reference)
    if not found.total.sources:
        return Term(total - release, f"the total of {total:,} is not the release's {release:,}", links)
    how = f"garbled, {found.total.slip}" if found.total.slip else ("rounded down" if total < release else "rounded up")
    return Term(total - release, f"the total of {release:,} printed as {total:,} ({how})", links)
