"""The figures of the report: results turned into the charts that show them, with a description in words."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from markupsafe import Markup

from tollbook.counting import RULES, series
from tollbook.model.reference import count_reference
from tollbook.model.results import Results
from tollbook.publish import drawing, numbers
from tollbook.publish.charts import months as months_chart
from tollbook.publish.charts.overlap import overlap
from tollbook.publish.charts.places import Spot, places
from tollbook.publish.charts.posterior import posterior
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.claims import Claim
from tollbook.publish.drawing import CLAIMED, DOCUMENTED, ESTIMATED, Figure, figure
from tollbook.publish.estimates import Estimated
from tollbook.publish.words import Words

MOST_CLASSES = 6
MOST_CLAIMS = 24
MOST_COMBINATIONS = 20
MOST_METHODS = 8
MOST_STRATA = 30
MOST_SPOTS = 400


def by_month(results: Results, words: Words) -> Figure | None:
    """Return deaths by month under the first rule, or None where no month is known."""
    rule = results.case.rules[0]
    counted = results.people.filter(RULES[rule].includes)
    dimension = next((d for d in ("status", "side") if counted[d].n_unique() - (counted[d].null_count() > 0)), None)
    cells = series(results.people, rule_name=rule, dimension=dimension or "status")
    known = cells.filter(pl.col("month").is_not_null())
    if known.is_empty():
        return None
    ranked = known.filter(pl.col("value").is_not_null()).group_by("value").agg(pl.col("people").sum())
    kept = [str(v) for v, _ in ranked.sort("people", "value", descending=[True, False]).head(MOST_CLASSES).iter_rows()]
    missing, others = _text(words.say("not stated")), _text(words.say("other values"))
    slices = []
    for month, value, people in known.select("month", "value", "people").iter_rows():
        label = missing if value is None else _text(words.term(value)) if value in kept else others
        slices.append(months_chart.Slice(month, label, people, str(count_reference(rule, {"month": month}))))
    present = {s.label for s in slices}
    classes = [c for c in (*(_text(words.term(v)) for v in kept), others, missing) if c in present]
    undated = int(cells.filter(pl.col("month").is_null())["people"].sum())
    peak = known.group_by("month").agg(pl.col("people").sum()).sort("people", "month", descending=[True, False]).row(0)
    axis = _text(words.say("people"))
    return figure(
        "figure-months",
        lambda width: months_chart.months(slices, classes, width, not_stated=missing, axis_title=axis),
        title=_text(words.say("Documented deaths by month")),
        text=_text(
            words.say(
                "From {first} to {last}; most in {month}, with {people}.",
                first=known["month"].min(),
                last=known["month"].max(),
                month=peak[0],
                people=words.counted(peak[1], "person"),
            )
        ),
        note=_text(words.say("{people} without a known month are not drawn.", people=words.counted(undated, "person")))
        if undated
        else None,
    )


def claimed(found: Sequence[Claim], words: Words) -> Figure | None:
    """Return the total figures claimed as intervals on one axis, or None where there is none."""
    shown = sorted(found, key=lambda c: (-c.figure, c.reference))[:MOST_CLAIMS]
    if not shown:
        return None
    rows = [
        Row(
            _label(claim),
            CLAIMED if claim.toll.basis != "estimated" else ESTIMATED,
            claim.reference,
            low=float(claim.toll.quantity.low),
            high=None if claim.toll.quantity.high is None else float(claim.toll.quantity.high),
            best=None if claim.toll.best is None else float(claim.toll.best),
        )
        for claim in shown
    ]
    domain = extent(rows, from_zero=True)
    return figure(
        "figure-claims",
        lambda width: intervals(
            rows,
            width,
            domain=domain,
            axis_title=_text(words.say("people killed")),
            right_to_left=words.direction == "rtl",
        ),
        title=_text(words.say("Total figures claimed, each with the bounds that its words set")),
        text=_text(
            words.say("From {low} to {high}.", low=numbers.count(shown[-1].figure), high=numbers.count(shown[0].figure))
        ),
        note=_text(
            words.say(
                "The figures may speak of different periods, places and people; the table says of which. "
                "An arrow means that the words set no upper bound. Green: called an estimate by its publisher."
            )
        ),
    )


def _label(claim: Claim) -> str:
    who = claim.speaker or claim.document.title or claim.document.name
    group = f" · {claim.toll.group.text}" if claim.toll.group else ""
    when = f" · {claim.document.published}" if claim.document.published else ""
    return f"{who[:40]}: {claim.toll.span.text[:30]}{group[:30]}{when}"


def overlaps(results: Results, words: Words) -> Figure | None:
    """Return which combinations of lists hold people, or None with fewer than two lists."""
    held = results.people.filter(RULES[results.case.rules[0]].includes)
    cells_of = held.group_by(pl.col("sources").list.unique().list.sort()).agg(pl.col("people").sum())
    people = {frozenset(inside): number for inside, number in cells_of.iter_rows() if inside}
    names = sorted(frozenset().union(*people)) if people else []
    if len(names) < 2:
        return None
    ordered = sorted(people.items(), key=lambda cell: (-cell[1], sorted(cell[0])))
    cells = ordered[:MOST_COMBINATIONS]
    rest = sum(n for _, n in ordered[MOST_COMBINATIONS:])
    alone = sum(n for held, n in ordered if len(held) == 1)
    return figure(
        "figure-overlap",
        lambda width: overlap(
            names, cells, width, references=[f"source:{name}" for name in names], axis_title=_text(words.say("people"))
        ),
        title=_text(words.say("How the lists overlap")),
        text=_text(
            words.say(
                "{alone} of {all} are on one list only.",
                alone=words.counted(alone, "person"),
                all=words.counted(sum(people.values()), "person"),
            )
        ),
        note=_text(words.say("Smaller combinations hold {people} more.", people=words.counted(rest, "person")))
        if rest
        else None,
    )


def methods(found: Estimated, words: Words) -> Figure | None:
    """Return every method's interval on one axis with the headline's posterior, or None where there is no number."""
    headline = found.estimate.headline
    if headline is None:
        return None
    rows = []
    for told in found.methods[:MOST_METHODS]:
        result = found.estimate.methods.get(told.method, headline)
        low, high = result.interval or (None, None)
        label = f"{_text(words.name(told.method))}: {told.about}" + (f" ({told.interval})" if told.interval else "")
        rows.append(
            Row(
                label,
                ESTIMATED if told.method == headline.method else drawing.MUTED,
                found.reference,
                low=low,
                high=high,
                best=result.median,
            )
        )
    n = found.estimate.table.n
    return figure(
        f"figure-methods-{_slug(found.key)}",
        lambda width: posterior(
            rows,
            headline.draws,
            n,
            width,
            axis_title=_text(words.say("people in all")),
            right_to_left=words.direction == "rtl",
        ),
        title=_text(words.say("How many in all: every method, and the posterior of the one given first")),
        text="; ".join(row.label for row in rows) + ".",
        note=_text(words.say("Dashed line: {people} on at least one list.", people=words.counted(n, "person"))),
    )


def strata(found: Sequence[Estimated], words: Words) -> Figure | None:
    """Return documented and estimated people stratum by stratum, or None where there is one table only."""
    shown = [one for one in found if one.estimate.table.stratum][:MOST_STRATA]
    if not shown:
        return None
    rows = []
    for one in shown:
        n, headline = one.estimate.table.n, one.estimate.headline
        name = ", ".join(_text(words.term(value)) for value in one.estimate.table.stratum.values())
        if headline is None or one.headline is None:
            label = _text(words.say("{name}: {n} documented; not estimable", name=name, n=numbers.count(n)))
            rows.append(Row(label, DOCUMENTED, one.reference, bar=float(n)))
            continue
        low, high = headline.interval or (None, None)
        label = _text(
            words.say(
                "{name}: {n} documented; about {all} in all", name=name, n=numbers.count(n), all=one.headline.about
            )
        )
        rows.append(Row(label, ESTIMATED, one.reference, low=low, high=high, best=headline.median, bar=float(n)))
    domain = extent(rows, from_zero=True)
    return figure(
        "figure-strata",
        lambda width: intervals(
            rows, width, domain=domain, axis_title=_text(words.say("people")), right_to_left=words.direction == "rtl"
        ),
        title=_text(words.say("Documented and estimated people by stratum")),
        text="; ".join(row.label for row in rows) + ".",
        note=_text(words.say("Bars: documented. Points and lines: estimated, with the interval.")),
    )


def where(results: Results, words: Words) -> Figure | None:
    """Return the places of death that have coordinates, and those that documents name; None where there is neither."""
    rule = results.case.rules[0]
    counted = results.people.filter(RULES[rule].includes)
    located = counted.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    cells = (
        located.group_by(pl.col("lat").round(3), pl.col("lon").round(3))
        .agg(
            pl.col("people").sum(),
            pl.coalesce("locality", "place", "district", "governorate")
            .drop_nulls()
            .mode()
            .sort()
            .first()
            .alias("name"),
            pl.col("governorate").drop_nulls().mode().sort().first().alias("in"),
        )
        .sort("people", "lat", "lon", descending=[True, False, False])
        .head(MOST_SPOTS)
    )
    spots = [
        Spot(name or "", lat, lon, people, str(count_reference(rule, {"governorate": inside})))
        for lat, lon, people, name, inside in cells.iter_rows()
    ]
    named = {
        (place.name, place.lat, place.lon): reading.document.name
        for reading in results.readings
        for place in reading.places
        if place.lat is not None and place.lon is not None
    }
    if spots:
        named = {key: document for key, document in named.items() if _near(spots, key[1] or 0, key[2] or 0)}
    spots += [Spot(name, lat or 0, lon or 0, 0, f"document:{doc}") for (name, lat, lon), doc in sorted(named.items())]
    if not spots:
        return None
    without = int(counted["people"].sum()) - int(located["people"].sum())
    parts = [
        _text(
            words.say(
                "No borders are drawn: a line on a map would take a side. "
                "The larger a blue disc, the more documented deaths; orange marks a place that documents name."
            )
        )
    ]
    if without:
        parts.append(
            _text(words.say("{people} without coordinates are not drawn.", people=words.counted(without, "person")))
        )
    largest = ", ".join(f"{s.name} {numbers.count(s.people)}" for s in spots[:5] if s.people)
    return figure(
        "figure-map",
        lambda width: places(spots, width),
        title=_text(words.say("Where people died")),
        text=_text(words.say("The largest: {places}.", places=largest))
        if largest
        else _text(words.say("Places that documents name.")),
        note=" ".join(parts),
    )


def _near(spots: Sequence[Spot], lat: float, lon: float) -> bool:
    """Return whether a place lies near the records: a capital abroad would shrink them to a dot."""
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    tall, broad = max(max(lats) - min(lats), 0.2) / 2, max(max(lons) - min(lons), 0.2) / 2
    return min(lats) - tall <= lat <= max(lats) + tall and min(lons) - broad <= lon <= max(lons) + broad


def _text(words: Markup) -> str:
    """Return words of the interface without the HTML that isolates their direction, as SVG wants them."""
    return words.striptags().replace("\u00a0", " ")


def _slug(key: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in key)
