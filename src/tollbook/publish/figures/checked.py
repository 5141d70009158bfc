"""What was tried against an estimate, drawn: lists, tables drawn from the model, and its Markov chains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from tollbook.publish.charts.chains import chains as lines
from tollbook.publish.charts.overlap import overlap
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import ESTIMATED, MISFIT, MUTED, Figure, figure, plain
from tollbook.publish.estimates import Estimated
from tollbook.publish.numbers import count
from tollbook.publish.words import Words

MOST_CHAINS = 12
MOST_CELLS = 16
CLASSES = "latent_classes"


def cells(found: Estimated, words: Words) -> Figure | None:
    """Return how many people are on each combination of the lists used, or None where nobody is on any."""
    table = found.estimate.table
    held = [
        (frozenset(name for name, on in zip(table.lists, pattern, strict=True) if on), people)
        for pattern, people in found.patterns[:MOST_CELLS]
    ]
    if not held or len(table.lists) < 2:
        return None
    axis = plain(words.say("people"))
    alone = sum(people for inside, people in held if len(inside) == 1)
    return figure(
        f"figure-cells-{found.place}",
        lambda width: overlap(
            table.lists, held, width, references=[f"source:{name}" for name in table.lists], axis_title=axis
        ),
        title=words.say("How the lists used here overlap"),
        text=words.say(
            "{alone} of {all} are on one list only.",
            alone=words.counted(alone, "person"),
            all=words.counted(table.n, "person"),
        ),
    )


def _is_wrong(told: Mapping[str, Any]) -> bool:
    """Return whether the other lists are wrong about a list by more than half and by more than chance; as W8."""
    low, high = told["interval"]
    return abs(told["error"]) > 0.5 and not low <= told["holds"] <= high


def consistency(found: Estimated, words: Words) -> Figure | None:
    """Return how many people each list holds beside how many the others say it does, or None where not tried."""
    tried = found.estimate.sensitivity.get("each_list_as_population", {})
    if not tried:
        return None
    rows = [
        Row(
            plain(
                words.say(
                    "{name} holds {holds}; the other lists say {say}",
                    name=name,
                    holds=count(told["holds"]),
                    say=count(told["others_say"]),
                )
            ),
            MISFIT if _is_wrong(told) else ESTIMATED,
            f"source:{name}",
            best=float(told["others_say"]),
            bar=float(told["holds"]),
        )
        for name, told in tried.items()
    ]
    return _rows(
        f"figure-consistency-{found.place}",
        rows,
        words,
        text=words.say(
            "Wrong by more than half, and by more than chance: {number} of {all}.",
            number=str(sum(row.colour == MISFIT for row in rows)),
            all=words.counted(len(rows), "list"),
        ),
        title=words.say("Each list in turn taken for the whole: does the method find how many it holds?"),
        note=words.say("Bars: what the list holds. Points: what the others say. Red: wrong by more than half."),
    )


def drawn_tables(found: Estimated, words: Words) -> Figure | None:
    """Return the table beside tables that latent classes would give, or None where they were not run."""
    result = found.estimate.methods.get(CLASSES)
    told = () if result is None else result.diagnostics.get("drawn_tables", ())
    if not told:
        return None
    rows = []
    for one in told:
        lists, seen = one["lists"], float(one["observed"])
        on = (
            words.say("on {number} of the lists", number=str(lists))
            if isinstance(lists, int)
            else words.say("only on {names}", names=words.say(", ").join(lists))
        )
        inside = one["low"] <= seen <= one["high"]
        ends = f"{count(one['low'])}–{count(one['high'])}"
        label = words.say("{on}: {seen}; the method would give {ends}", on=on, seen=count(seen), ends=ends)
        rows.append(
            Row(
                plain(label),
                MUTED if inside else MISFIT,
                found.reference,
                low=float(one["low"]),
                high=float(one["high"]),
                best=seen,
            )
        )
    return _rows(
        f"figure-tables-{found.place}",
        rows,
        words,
        text=words.say(
            "Outside: {number} of {all}.", number=str(sum(row.colour == MISFIT for row in rows)), all=str(len(rows))
        ),
        title=words.say("Would the latent classes give a table like this one?"),
        note=words.say(
            "Points: the table. Lines: where 95 of 100 tables drawn from the method lie. Red: outside. A method that "
            "gives the listed well can still be wrong about the unlisted."
        ),
    )


def chains(found: Estimated, words: Words) -> Figure | None:
    """Return the draws of each Markov chain, or None where there is none or draws were left out."""
    result = found.estimate.methods.get(CLASSES)
    if result is None or result.draws is None or result.diagnostics.get("share_above_outside", 1.0) < 1.0:
        return None
    told = result.diagnostics
    number = int(told.get("chains", 0))
    if not 0 < number <= MOST_CHAINS or len(result.draws) < number:
        return None
    each = result.draws[: len(result.draws) // number * number].reshape(number, -1)
    names = [plain(words.say("chain {number}", number=str(place + 1))) for place in range(number)]
    axis = plain(words.say("people in all"))
    return figure(
        f"figure-chains-{found.place}",
        lambda width: lines(each, width, axis_title=axis, names=names),
        title=words.say("Do the Markov chains of the latent classes agree?"),
        text=words.say(
            "{number} chains from far-apart starts; R-hat {rhat} (1 is agreement, below 1.01 is asked for); worth "
            "{bulk} independent draws, {tail} in the tails.",
            number=str(number),
            rhat=f"{told['rhat']:.3f}",
            bulk=count(told["ess_bulk"]),
            tail=count(told["ess_tail"]),
        ),
        note=_modes(told.get("modes", ()), words),
    )


def _modes(modes: object, words: Words) -> Markup | None:
    if not isinstance(modes, list | tuple) or len(modes) < 2:
        return None
    parts = [
        words.say("about {number} ({share})", number=count(mode["median"]), share=f"{mode['weight']:.0%}")
        for mode in modes
    ]
    return words.say("The posterior has several peaks: {peaks}.", peaks=words.say(", ").join(parts))


def _rows(key: str, rows: list[Row], words: Words, *, text: Markup, title: Markup, note: Markup) -> Figure:
    domain = extent(rows, from_zero=True)
    axis, rtl = plain(words.say("people")), words.direction == "rtl"
    return figure(
        key,
        lambda width: intervals(rows, width, domain=domain, axis_title=axis, right_to_left=rtl),
        title=title,
        text=text,
        note=note,
    )
