"""The documented count, drawn: by month, by place, and by which lists hold the people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl
from markupsafe import Markup

from tollbook.counting import RULES, series
from tollbook.model.reference import count_reference
from tollbook.model.results import Results
from tollbook.publish.charts.months import Slice, months
from tollbook.publish.charts.overlap import overlap
from tollbook.publish.charts.places import Spot, densest, places
from tollbook.publish.drawing import Figure, figure, plain
from tollbook.publish.numbers import count
from tollbook.publish.told import Named
from tollbook.publish.words import Words

MOST_CLASSES = 6
MOST_COMBINATIONS = 20
MOST_SPOTS = 400
_BETWEEN = "\x1f"  # the unit separator: in no name of a source


def by_month(results: Results, words: Words) -> Figure | None:
    """Return deaths by month and status (by side where no status is stated), or None where no month is known."""
    rule = results.case.rules[0]
    people = results.people.filter(RULES[rule].includes)
    dimension = "side" if people["status"].null_count() == people.height else "status"
    cells = series(people, rule_name=rule, dimension=dimension)
    known = cells.filter(pl.col("month").is_not_null())
    if known.is_empty():
        return None
    slices, classes = _slices(known, rule, words)
    undated = int(cells.filter(pl.col("month").is_null())["people"].sum())
    sums = known.group_by("month").agg(pl.col("people").sum()).sort("people", "month", descending=[True, False])
    axis, missing = plain(words.say("people")), plain(words.say("not stated"))
    return figure(
        "figure-months",
        lambda width: months(slices, classes, width, not_stated=missing, axis_title=axis),
        title=words.say("Documented deaths by month"),
        text=words.say(
            "From {first} to {last}; most in {month}, with {people}.",
            first=_month(str(known["month"].min())),
            last=_month(str(known["month"].max())),
            month=_month(sums["month"][0]),
            people=words.counted(sums["people"][0], "person"),
        ),
        note=_without("{people} without a known month are not drawn.", undated, words),
    )


def _slices(known: pl.DataFrame, rule: str, words: Words) -> tuple[list[Slice], list[str]]:
    """Return the pieces of the bars, and the labels of their classes, the most frequent first."""
    ranked = known.drop_nulls("value").group_by("value").agg(pl.col("people").sum())
    first = ranked.sort("people", "value", descending=[True, False]).head(MOST_CLASSES)["value"].to_list()
    names = {value: plain(words.term(value)) for value in first}
    missing, others = plain(words.say("not stated")), plain(words.say("other values"))
    slices = [
        Slice(
            month,
            missing if value is None else names.get(value, others),
            people,
            str(count_reference(rule, {"month": month})),
        )
        for month, value, people in known.select("month", "value", "people").iter_rows()
    ]
    present = {piece.label for piece in slices}
    return slices, [name for name in dict.fromkeys((*names.values(), others, missing)) if name in present]


def _month(month: str) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(month)


def overlaps(results: Results, words: Words) -> Figure | None:
    """Return which combinations of lists hold people, or None with fewer than two lists."""
    held = results.people.filter(RULES[results.case.rules[0]].includes)
    # Grouped as joined words: by the lists themselves takes polars ten times as long.
    cells = held.group_by(pl.col("sources").list.join(_BETWEEN)).agg(pl.col("people").sum())
    people: Counter[frozenset[str]] = Counter()
    for inside, number in cells.iter_rows():
        if inside:
            people[frozenset(inside.split(_BETWEEN))] += number
    names = sorted(frozenset[str]().union(*people))
    if len(names) < 2:
        return None
    ordered = sorted(people.items(), key=lambda cell: (-cell[1], sorted(cell[0])))
    shown = ordered[:MOST_COMBINATIONS]
    alone = sum(number for inside, number in ordered if len(inside) == 1)
    axis = plain(words.say("people"))
    return figure(
        "figure-overlap",
        lambda width: overlap(names, shown, width, references=[f"source:{name}" for name in names], axis_title=axis),
        title=words.say("How the lists overlap"),
        text=words.say(
            "{alone} of {all} are on one list only.",
            alone=words.counted(alone, "person"),
            all=words.counted(sum(people.values()), "person"),
        ),
        note=_without(
            "Smaller combinations hold {people} more.", sum(n for _, n in ordered[MOST_COMBINATIONS:]), words
        ),
    )


def spots_of(results: Results, named: Mapping[Named, str]) -> tuple[Spot, ...]:
    """Return the places of death that have coordinates, then those that documents name.

    Args:
        results: Of the run.
        named: Name, degrees north and degrees east of each place that documents name, and one such document.

    Returns:
        The places; empty where none has coordinates.
    """
    rule = results.case.rules[0]
    spots = _spots(results.people.filter(RULES[rule].includes).drop_nulls(["lat", "lon"]), rule)
    return (*spots, *_named(named, spots))


def where(results: Results, spots: Sequence[Spot], words: Words) -> tuple[Figure, ...]:
    """Return the map of some places, as `spots_of` gives them, and of the densest part apart."""
    if not spots:
        return ()
    counted = results.people.filter(RULES[results.case.rules[0]].includes)
    missing = int(counted["people"].sum()) - int(counted.drop_nulls(["lat", "lon"])["people"].sum())
    largest = words.say(", ").join(
        Markup("<bdi>{} {}</bdi>").format(spot.name, count(spot.people)) for spot in spots[:5] if spot.people
    )
    note = words.say(
        "No borders are drawn: a line on a map would take a side. "
        "The larger a blue disc, the more documented deaths; orange marks a place that documents name."
    )
    left_out = _without("{people} without coordinates are not drawn.", missing, words)
    whole = figure(
        "figure-map",
        lambda width: places(spots, width),
        title=words.say("Where people died"),
        text=words.say("The largest: {places}.", places=largest)
        if largest
        else words.say("Places that documents name."),
        note=note if left_out is None else note + " " + left_out,
    )
    crowd = densest(spots)
    if not crowd:
        return (whole,)
    near = figure(
        "figure-map-near",
        lambda width: places(crowd, width),
        title=words.say("Around {name}", name=crowd[0].name),
        text=words.say("The densest part of the map above."),
    )
    return whole, near


def _without(phrase: str, number: int, words: Words) -> Markup | None:
    """Return a sentence on people whom a chart does not show, or None where there are none."""
    return words.say(phrase, people=words.counted(number, "person")) if number else None


def _spots(located: pl.DataFrame, rule: str) -> list[Spot]:
    """Return the places of death, those with most people first; a tenth of a kilometre apart is one place."""
    name = pl.coalesce("locality", "place", "district", "governorate")
    cells = (
        located.group_by(pl.col("lat").round(3), pl.col("lon").round(3))
        .agg(
            pl.col("people").sum(),
            name.drop_nulls().mode().sort().first().alias("name"),
            pl.col("governorate").drop_nulls().mode().sort().first().alias("governorate"),
        )
        .sort("people", "lat", "lon", descending=[True, False, False])
        .head(MOST_SPOTS)
    )
    return [
        Spot(name or "", lat, lon, people, str(count_reference(rule, {"governorate": governorate})))
        for lat, lon, people, name, governorate in cells.iter_rows()
    ]


def _named(named: Mapping[Named, str], spots: Sequence[Spot]) -> list[Spot]:
    """Return the places that documents name, near those of deaths where there are any."""
    found = sorted((place, document) for place, document in named.items() if _near(spots, place[1], place[2]))
    return [Spot(name, lat, lon, 0, f"document:{document}") for (name, lat, lon), document in found][:MOST_SPOTS]


def _near(spots: Sequence[Spot], lat: float, lon: float) -> bool:
    """Return whether a place lies near the records: a capital abroad would shrink them to a dot."""
    if not spots:
        return True
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    tall, broad = max(max(lats) - min(lats), 0.2) / 2, max(max(lons) - min(lons), 0.2) / 2
    return min(lats) - tall <= lat <= max(lats) + tall and min(lons) - broad <= lon <= max(lons) + broad
