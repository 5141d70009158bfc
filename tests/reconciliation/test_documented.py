"""Claims against the documented count and the estimate, where scopes allow it and where they do not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.model.case import Case
from tollbook.model.check import Check, Gap
from tollbook.model.document import Group
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult
from tollbook.model.lists import Source
from tollbook.model.period import Period
from tollbook.model.tables import COUNTS, conform
from tollbook.model.vocabulary import Basis, Measure, Qualifier, Verdict

Make = Callable[..., Any]
FIRST, LAST = date(2016, 7, 1), date(2016, 12, 31)
CASE = Case("Aleppo", "How many died?", territory=("Aleppo",), period=Period(FIRST, LAST), rules=("all",))
COUNTED = {
    ("all", None): 6_000,
    ("governorate", "Aleppo"): 5_900,
    ("governorate", None): 100,
    ("status", "civilian"): 4_000,
    ("status", "armed_forces"): 1_500,
    ("status", None): 500,
    ("age_band", "5-9"): 400,
    ("age_band", "0-17"): 100,
    ("age_band", "18-29"): 4_000,
    ("age_band", None): 1_500,
    ("month", "2016-07"): 900,
    ("month", "2016-08"): 1_000,
    ("month", "2016-12"): 4_000,
    ("month", None): 100,
}


def counts() -> pl.DataFrame:
    rows = [
        {
            "ref": "count:all" if dimension == "all" else f"count:all:{dimension}={value or ''}",
            "rule": "all",
            "dimension": dimension,
            "value": value,
            "people": people,
            "persons": people,
        }
        for (dimension, value), people in COUNTED.items()
    ]
    return conform(pl.DataFrame(rows), COUNTS, table="counts")


def estimate(low: float, high: float) -> dict[str, Estimate]:
    table = CaptureTable(("a", "b"), np.array([[True, False], [True, True]]), np.array([10, 20]))
    result = MethodResult("exact", (low + high) / 2, None, (low, high), 0.95)
    return {"all": Estimate(table, result, "the exact average", {"exact": result}, ())}


@pytest.fixture(scope="session")
def check(writer: Make, checks_of: Make) -> Make:
    """Return a way to the check of one claim about Aleppo from July to December 2016."""

    def find(people: int, kind: str = "documented", estimates: Any = None, **more: Any) -> Check:
        made = writer("claim", more.pop("publisher", "The Watch"), date(2017, 1, 3))
        scope = {"place": "Aleppo governorate", "since": FIRST, "until": LAST} | more
        made.toll(people, scope.pop("group", "people"), **scope)
        sources = {"watch-list": Source("watch-list", "The list", "The Watch")}
        found = checks_of([made.reading()], case=CASE, counts=counts(), sources=sources, estimates=estimates or {})
        return found[f"{kind}-claim-t1"]

    return find


def test_a_claim_above_the_documented_count_is_no_contradiction(check: Make) -> None:
    found = check(7_212)

    assert found.verdict is Verdict.CONSISTENT
    assert found.gap == Gap(1_212, 1_412)
    assert "the count cannot tell" in found.reason
    assert "count:all:governorate=Aleppo" in found.links


def test_a_claim_below_the_documented_count_is_one(check: Make) -> None:
    found = check(5_111)

    assert found.verdict is Verdict.INCONSISTENT
    assert found.gap is not None
    assert found.gap.high is not None
    assert found.gap.high < 0


def test_a_claim_with_no_upper_end_is_never_below(check: Make) -> None:
    assert check(5_111, qualifier=Qualifier.AT_LEAST).verdict is not Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("scope", "because"),
    [
        ({"place": "Syria"}, "it is about Syria, and the case is about Aleppo"),
        ({"place": None}, "it names no place"),
        ({"since": None, "until": None}, "it does not say for which days"),
        ({"since": date(2011, 3, 15)}, "it covers 15 March 2011 to 31 December 2016, the case 1 July 2016"),
        ({"group": Group("members of Hezbollah")}, "a class that the lists do not have"),
    ],
)
def test_scopes_that_differ_are_not_compared_and_the_reason_given(
    check: Make, scope: dict[str, Any], because: str
) -> None:
    found = check(312_001, **scope)

    assert found.verdict is Verdict.NOT_COMPARABLE
    assert because in found.reason


def test_children_are_the_bands_below_eighteen_and_no_reason_not_to_compare(check: Make) -> None:
    found = check(1_900, group=Group("children", age="child"))

    assert found.verdict is not Verdict.NOT_COMPARABLE
    assert "count:all:age_band=5-9" in found.links


def test_a_narrower_class_is_no_reason_beside_a_different_place(check: Make) -> None:
    found = check(312_001, place="Syria", group=Group("civilians", status="civilian"))

    assert found.reason.endswith("because it is about Syria, and the case is about Aleppo.")


def test_killings_are_no_class_of_people(check: Make) -> None:
    assert "a class" not in check(312_001, place="Syria", group=Group("killings")).reason


def test_a_claim_for_a_wider_scope_below_the_documented_count_still_contradicts_it(check: Make) -> None:
    assert check(3_111, since=date(2011, 3, 15)).verdict is Verdict.INCONSISTENT


def test_civilians_are_set_against_documented_civilians(check: Make) -> None:
    found = check(4_512, group=Group("civilians", status="civilian"))

    assert "count:all:status=civilian" in found.links
    assert found.gap is not None
    assert found.gap.low == 4_512 - 4_500


def test_a_shorter_period_is_set_against_its_whole_months(check: Make) -> None:
    found = check(1_777, since=date(2016, 7, 1), until=date(2016, 8, 31))

    assert found.verdict is Verdict.INCONSISTENT
    assert "1,800 to 2,000 documented" in found.reason


def test_a_publisher_whose_list_is_counted_is_said_to_be_no_independent_witness(check: Make) -> None:
    found = check(7_212)

    assert "in part by The Watch too" in found.reason
    assert "source:watch-list" in found.links


def test_the_injured_are_not_set_against_the_documented_dead(writer: Make, checks_of: Make) -> None:
    made = writer("claim", "The Watch", date(2017, 1, 3))
    made.toll(9_000, "people", measure=Measure.INJURED)

    found = checks_of([made.reading()], case=CASE, counts=counts())

    assert not [one for one in found if one.startswith("documented")]


@pytest.mark.parametrize(
    ("people", "basis", "verdict"),
    [
        (9_100, Basis.CLAIMED, Verdict.CONSISTENT),
        (21_300, Basis.CLAIMED, Verdict.INCONSISTENT),
        (7_111, Basis.CLAIMED, Verdict.INCONSISTENT),
        (7_111, Basis.DOCUMENTED, Verdict.CONSISTENT),
    ],
)
def test_a_claim_is_set_against_the_estimates_interval(
    check: Make, people: int, basis: Basis, verdict: Verdict
) -> None:
    found = check(people, "estimate", estimate(8_000, 10_000), basis=basis)

    assert found.verdict is verdict
    assert "estimate:all" in found.links
    assert found.gap == Gap(people - 10_000, people - 8_000)


def test_an_estimate_that_was_refused_leaves_the_answer_unknown(check: Make) -> None:
    table = estimate(1, 2)["all"].table
    refused = {"all": Estimate(table, None, "fewer than three lists overlap", {}, ())}

    found = check(7_111, "estimate", refused)

    assert found.verdict is Verdict.UNKNOWN
    assert "fewer than three lists overlap" in found.reason


def test_a_status_without_its_own_estimate_is_not_compared_with_the_whole(check: Make) -> None:
    found = check(4_512, "estimate", estimate(8_000, 10_000), group=Group("civilians", status="civilian"))

    assert found.verdict is Verdict.NOT_COMPARABLE
