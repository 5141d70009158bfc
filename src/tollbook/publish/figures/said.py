"""The figures that documents claim, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model.vocabulary import Basis
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.claims import Claim
from tollbook.publish.drawing import CLAIMED, ESTIMATED, Figure, figure, plain
from tollbook.publish.numbers import count, isolated
from tollbook.publish.words import Words


def claimed(found: Sequence[Claim], words: Words) -> Figure | None:
    """Return total figures, the largest first, as intervals on one axis, or None where there is none."""
    if not found:
        return None
    named = [claim for claim in found if claim.toll.best is not None] or found
    rows = [_row(claim) for claim in found]
    domain = extent(rows, from_zero=True)
    axis = plain(words.say("people killed"))
    return figure(
        "figure-claims",
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=words.direction == "rtl"),
        title=words.say("Total figures claimed, each with the bounds that its words set"),
        text=words.say("From {low} to {high}.", low=count(named[-1].figure), high=count(named[0].figure)),
        note=words.say(
            "The figures may speak of different periods, places and people; the table says of which. "
            "An arrow means that the words set no upper bound. Green: called an estimate by its publisher."
        ),
    )


def _row(claim: Claim) -> Row:
    held, who = claim.toll.quantity, claim.speaker or claim.document.title or claim.document.name
    group = f" · {claim.toll.group.text[:28]}" if claim.toll.group else ""
    when = f" · {isolated(str(claim.document.published))}" if claim.document.published else ""
    return Row(
        f"{claim.toll.span.text[:30]}{group} · {who[:40]}{when}",
        ESTIMATED if claim.toll.basis is Basis.ESTIMATED else CLAIMED,
        claim.reference,
        low=float(held.low),
        high=None if held.high is None else float(held.high),
        best=None if claim.toll.best is None else float(claim.toll.best),
    )
