"""How well records were linked, drawn: expected and found shares of pairs that are one person."""

from __future__ import annotations

from tollbook.model.results import Results
from tollbook.publish.charts.reliability import Point, reliability
from tollbook.publish.drawing import Figure, figure, plain
from tollbook.publish.words import Words


def calibration(results: Results, words: Words) -> Figure | None:
    """Return the reliability diagram: from judged pairs, else from decoys; None where neither says anything."""
    worth = results.linkage.get("quality") or {}
    judged = worth.get("basis") == "judged"
    points = _judged(worth["classes"]) if judged else _by_decoys(results.linkage.get("reliability") or [])
    if not points:
        return None
    expected = plain(words.say("expected to be one person"))
    found = plain(words.say("judged to be one person") if judged else words.say("one person, going by decoys"))
    if judged:
        note = words.say(
            "Each point is a class of pairs; its line is the 95 % interval of the judged share. On the dashed line, "
            "what was expected was found."
        )
    else:
        note = words.say(
            "Nobody has judged a lot yet: points come from pairs of rows of one list that holds each person once, "
            "which are never one person, and show how often different people look alike. Each point is a class of "
            "pairs; its line is a 95 % interval. On the dashed line, what was expected was found."
        )
    return figure(
        "figure-calibration",
        lambda width: reliability(points, width, expected=expected, found=found),
        title=words.say("Do the probabilities of linkage mean what they say?"),
        text=words.say(
            "The interval holds what was expected in {held} of {classes}. Farthest off: {found} where {expected} was "
            "expected.",
            **_told(points, words),
        ),
        note=note,
    )


def _judged(classes: list[dict[str, float]]) -> list[Point]:
    return [
        Point(one["calibrated"], one["same"] / one["judged"], one["low"], one["high"])
        for one in classes
        if one["judged"]
    ]


def _by_decoys(classes: list[dict[str, float]]) -> list[Point]:
    return [
        Point(
            1.0 - one["expected_different"] / one["pairs"], *(_same(one, key) for key in ("different", "high", "low"))
        )
        for one in classes
    ]


def _same(one: dict[str, float], key: str) -> float:
    """Return the share of a class that is left to one person when so many of it are different people."""
    return min(1.0, max(0.0, 1.0 - one[key] / one["pairs"]))


def _told(points: list[Point], words: Words) -> dict[str, object]:
    one = max(points, key=lambda point: abs(point.found - point.expected))
    held = sum(point.low <= point.expected <= point.high for point in points)
    return {
        "held": held,
        "classes": words.counted(len(points), "class"),
        "found": f"{one.found:.0%}",
        "expected": f"{one.expected:.0%}",
    }
