"""Does each figure keep its own bounds, and does no part exceed its whole?"""

from tollbook.model.check import Check, Gap
from tollbook.model.vocabulary import Verdict
from tollbook.reconciliation.figures import Figure, Figures
from tollbook.reconciliation.printed import printed


def bounds_checks(figures: Figures) -> tuple[Check, ...]:
    """Return a check for each figure outside its own bounds and each part that is larger than its whole.

    Args:
        figures: All figures.

    Returns:
        Checks named `bounds-<document>-<toll>` after the figure at fault, all inconsistent; a figure within its bounds
        has none.
    """
    own = [_own(figure) for figure in figures.all]
    parts = [_part(part, whole) for whole in figures.all for part in figures.parts_of(whole)]
    return tuple(check for check in (*own, *parts) if check is not None)


def _own(figure: Figure) -> Check | None:
    quantity, best = figure.toll.quantity, figure.toll.best
    if best is None:
        return None
    if best < quantity.low:
        off, side = best - quantity.low, f"below its lowest value, {quantity.low:,}"
    elif quantity.high is not None and best > quantity.high:
        off, side = best - quantity.high, f"above its highest value, {quantity.high:,}"
    else:
        return None
    text = f"'{figure.document.name}' gives {best:,} {figure.whom} as the best figure, {side}."
    return Check(f"bounds-{figure.slug}", "bounds", Verdict.INCONSISTENT, text, Gap(off, off), links=figure.links)


def _part(part: Figure, whole: Figure) -> Check | None:
    high = whole.toll.quantity.high
    if high is None or part.toll.quantity.low <= high + printed(whole.toll).unit - 1:
        return None
    off = part.toll.quantity.low - high
    text = (
        f"'{part.document.name}' gives {part.number} {part.whom} as part of {whole.number} {whole.whom}, which is "
        f"{off:,} fewer."
    )
    high_gap = None if part.toll.quantity.high is None else part.toll.quantity.high - whole.toll.quantity.low
    return Check(
        id=f"bounds-{part.slug}-in-{whole.toll.id}",
        kind="bounds",
        verdict=Verdict.INCONSISTENT,
        reason=text,
        gap=Gap(off, high_gap),
        links=(*part.links, whole.reference),
    )
