"""Charts draw what they are given, in the same bytes, and take no side."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tollbook.publish.charts.months import Slice, months, months_between
from tollbook.publish.charts.places import Spot, densest, frame, places
from tollbook.publish.charts.rows import Row, extent, intervals
from tollbook.publish.drawing import svg

NAMES = {"s": "http://www.w3.org/2000/svg"}


def test_a_month_without_deaths_is_a_gap_and_not_left_out() -> None:
    assert months_between("2015-11", "2016-02") == ["2015-11", "2015-12", "2016-01", "2016-02"]


def test_a_chart_drawn_twice_has_the_same_bytes_and_links_inside_the_page() -> None:
    slices = [Slice("2015-01", "civilian", 3, "count:all:month=2015-01"), Slice("2015-03", "x", 1, "count:all:month=")]

    drawn = [
        str(
            svg(
                months(slices, ["civilian", "x"], 330, not_stated="x", axis_title="people"),
                key="k",
                title="T",
                text="d",
            )
        )
        for _ in range(2)
    ]

    assert drawn[0] == drawn[1]
    assert etree.fromstring(drawn[0]).xpath("//s:a/@href", namespaces=NAMES) == [
        "#count:all:month=2015-01",
        "#count:all:month=",
    ]


def test_an_open_end_is_an_arrow_at_the_end_of_the_axis() -> None:
    rows = [
        Row("over 54,000", "#000000", "toll:d/t1", low=54_000, best=54_000),
        Row("9", "#000000", "toll:d/t2", best=9),
    ]
    domain = extent(rows, from_zero=True)

    drawn = svg(intervals(rows, 330, domain=domain, axis_title="people"), key="k", title="T", text="d")

    assert domain[0] == 0
    assert domain[1] > 54_000
    assert "over 54,000" in drawn


def test_control_characters_in_a_title_do_not_break_the_drawing() -> None:
    rows = [Row("a\x00b\x1f<i>", "#000000", "toll:d/t1", best=9)]

    drawn = svg(intervals(rows, 330, domain=(0, 10), axis_title="p"), key="k", title="\x00T\ud800", text="\x0bd")

    assert etree.fromstring(str(drawn)).tag.endswith("svg")


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-170, 170)), min_size=1, max_size=8))
def test_every_place_lies_inside_the_map(points: list[tuple[float, float]]) -> None:
    spots = [Spot("", lat, lon, 1, "document:d") for lat, lon in points]

    window = frame(spots, 300)

    for spot in spots:
        assert 0 <= window.x(spot.lon) <= window.width
        assert 0 <= window.y(spot.lat) <= window.height


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    window = frame([Spot("a", 36.0, 37.0, 1, ""), Spot("b", 36.4, 37.6, 1, "")], 700)

    east = (window.x(37.6) - window.x(37.0)) / (0.6 * math.cos(math.radians(36.2)))
    north = (window.y(36.0) - window.y(36.4)) / 0.4

    assert east == pytest.approx(north)


def test_a_city_that_holds_most_of_the_dead_is_drawn_apart() -> None:
    city = [Spot(f"c{k}", 36.2 + k / 500, 37.15, 50, "") for k in range(5)]
    land = [Spot("far", 36.9, 38.5, 10, ""), Spot("south", 35.8, 36.6, 5, "")]

    assert densest(city + land) == city
    assert densest(land) == []


def test_one_place_alone_still_makes_a_map() -> None:
    drawn = svg(places([Spot("بلدة", 36.2, 37.1, 3, "count:all:governorate=")], 330), key="k", title="T", text="d")

    assert "بلدة" in drawn
    assert "km" in drawn
