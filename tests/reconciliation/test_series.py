"""Cumulative counts, daily figures, updates; the same figure in several documents; figures of different origins."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tollbook.model.check import Gap
from tollbook.model.document import Group
from tollbook.model.vocabulary import Basis, Qualifier, Verdict

Make = Callable[..., Any]
WATCH = "Valley Monitoring Centre"


def bulletins(writer: Make, *counts: tuple[int, int], **more: Any) -> list[Any]:
    """Return a bulletin a day in May 2031, each with the count up to it."""
    readings = []
    for day, people in counts:
        made = writer(f"bulletin-{day:02}", WATCH, date(2031, 5, day))
        made.toll(people, "people", cumulative=True, until=date(2031, 5, day), place="the Valley", **more)
        readings.append(made.reading())
    return readings


def test_a_cumulative_count_that_grows_is_consistent_step_by_step(writer: Make, checks_of: Make) -> None:
    check = checks_of(bulletins(writer, (1, 1_201), (2, 1_245), (5, 1_260)))["series-bulletin-01-t1"]

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(59, 59))
    assert [term.people for term in check.terms] == [44, 15]


def test_a_cumulative_count_that_falls_is_named_with_its_days(writer: Make, checks_of: Make) -> None:
    check = checks_of(bulletins(writer, (1, 1_201), (2, 1_245), (5, 1_231)))["series-bulletin-01-t1"]

    assert check.verdict is Verdict.INCONSISTENT
    assert "fell from 1,245 (2 May 2031) to 1,231 (5 May 2031), 14 fewer" in check.reason


def test_a_fall_within_rounding_is_none(writer: Make, checks_of: Make) -> None:
    check = checks_of(bulletins(writer, (1, 1_245), (2, 1_200)))["series-bulletin-01-t1"]

    assert check.verdict is Verdict.CONSISTENT


def test_an_old_figure_quoted_late_makes_no_fall(writer: Make, checks_of: Make) -> None:
    quoted = writer("article", "The Morning Page", date(2031, 5, 9))
    said = quoted.says(WATCH, "so many")
    quoted.toll(1_201, "people", statement=said, cumulative=True, place="the Valley")

    checks = checks_of([*bulletins(writer, (1, 1_201), (5, 1_260)), quoted.reading()])

    assert checks["series-bulletin-01-t1"].verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("daily", "verdict", "gap"),
    [((20, 24), Verdict.CONSISTENT, 0), ((10, 11), Verdict.CONSISTENT, 23), ((40, 30), Verdict.INCONSISTENT, -26)],
)
def test_daily_figures_fit_between_the_steps(
    writer: Make, checks_of: Make, daily: tuple[int, ...], verdict: Verdict, gap: int
) -> None:
    days = []
    for at, people in enumerate(daily):
        day = date(2031, 5, 2 + at)
        made = writer(f"daily-{at}", WATCH, day)
        made.toll(people, "people", cumulative=False, since=day, until=day, place="the Valley")
        days.append(made.reading())

    checks = checks_of([*bulletins(writer, (1, 1_201), (3, 1_245)), *days])

    assert (checks["series-daily-bulletin-03-t1"].verdict, checks["series-daily-bulletin-03-t1"].gap) == (
        verdict,
        Gap(gap, gap),
    )


@pytest.mark.parametrize(
    ("words", "first", "second", "verdict"),
    [
        ("The toll rose from ", 41, 53, Verdict.CONSISTENT),
        ("The toll rose from ", 53, 41, Verdict.INCONSISTENT),
        ("The office lowered its count from ", 53, 41, Verdict.CONSISTENT),
    ],
)
def test_an_update_goes_the_way_its_words_say(
    writer: Make, checks_of: Make, words: str, first: int, second: int, verdict: Verdict
) -> None:
    made = writer("update", WATCH, date(2031, 5, 3))
    made.prose(words)
    made.toll(first, "people", then=" to ")
    made.toll(second, "people")

    check = checks_of([made.reading()])["series-update-update-t2"]

    assert (check.verdict, check.gap) == (verdict, Gap(second - first, second - first))


def test_an_update_leads_to_the_document_that_had_the_earlier_figure(writer: Make, checks_of: Make) -> None:
    before = writer("monday", WATCH, date(2031, 5, 2))
    before.toll(41, "people")
    made = writer("tuesday", WATCH, date(2031, 5, 3))
    made.prose("The toll rose from ")
    made.toll(41, "people", then=" to ")
    made.toll(53, "people")

    check = checks_of([made.reading(), before.reading()])["series-update-tuesday-t2"]

    assert "41 is the figure of 'monday'" in check.reason
    assert "toll:monday/t1" in check.links


def test_one_figure_is_recognised_in_several_documents_rounded_or_not(writer: Make, checks_of: Make) -> None:
    readings = []
    for name, publisher, people in (("a", WATCH, 4_812), ("b", "Page One", 4_800), ("c", "Page Two", 4_812)):
        made = writer(name, publisher, date(2031, 5, 3))
        said = made.says(WATCH, "so many")
        made.toll(people, "civilians", statement=said)
        readings.append(made.reading())

    checks = checks_of(readings)
    check = next(check for check in checks.values() if check.kind == "same_figure" and "toll:a/t1" in check.links)

    assert check.id == "same_figure-a-t1"
    assert check.verdict is Verdict.CONSISTENT
    assert "as 4,812 in 'c'" in check.reason


def test_a_small_number_in_another_place_is_another_figure(writer: Make, checks_of: Make) -> None:
    readings = []
    for name, place in (("a", "Northtown"), ("b", "Southtown")):
        made = writer(name, f"Page {name}", date(2031, 5, 3))
        said = made.says(WATCH, "so many")
        made.toll(12, "people", statement=said, place=place)
        readings.append(made.reading())

    assert not [check for check in checks_of(readings).values() if check.kind == "same_figure"]


def two_claims(writer: Make, **second: Any) -> list[Any]:
    day = date(2031, 5, 2)
    readings = []
    for name, people, more in (("ministry", 12, {}), ("clinic", 30, second)):
        made = writer(name, f"The {name.title()} Board", day)
        group = more.pop("group", "people")
        made.toll(people, group, **({"place": "Northtown", "since": day, "until": day} | more))
        readings.append(made.reading())
    return readings


def test_two_origins_that_disagree_are_set_side_by_side(writer: Make, checks_of: Make) -> None:
    check = checks_of(two_claims(writer))["claims-ministry-t1-clinic-t1"]

    assert (check.verdict, check.gap) == (Verdict.INCONSISTENT, Gap(18, 18))


@pytest.mark.parametrize(
    ("second", "because"),
    [
        ({"group": Group("civilians", status="civilian")}, "status: all people against civilians"),
        ({"group": Group("people, hunger included")}, "deaths: direct against direct and indirect"),
        ({"since": date(2031, 5, 1)}, "period: 2 May 2031 against 1 May 2031 to 2 May 2031"),
        ({"group": Group("women", sex="female")}, "sex: all people against female"),
    ],
)
def test_scopes_are_compared_before_numbers(
    writer: Make, checks_of: Make, second: dict[str, Any], because: str
) -> None:
    check = checks_of(two_claims(writer, **second))["claims-ministry-t1-clinic-t1"]

    assert (check.verdict, check.gap) == (Verdict.NOT_COMPARABLE, None)
    assert "not comparable, because" in check.reason
    assert because in check.reason


def test_documented_is_not_compared_with_estimated(writer: Make, checks_of: Make) -> None:
    readings = []
    for name, basis in (("a", Basis.DOCUMENTED), ("b", Basis.ESTIMATED)):
        made = writer(name, f"Board {name}", date(2031, 5, 3))
        made.toll(4_812 if name == "a" else 6_900, "people", cumulative=True, place="Northtown", basis=basis)
        readings.append(made.reading())

    check = checks_of(readings)["claims-a-t1-b-t1"]

    assert check.verdict is Verdict.NOT_COMPARABLE
    assert "basis: documented against estimated" in check.reason


def test_claims_without_an_upper_end_do_not_disagree(writer: Make, checks_of: Make) -> None:
    day = date(2031, 5, 2)
    readings = []
    for name, people, qualifier in (("a", 12, Qualifier.AT_LEAST), ("b", 30, Qualifier.EXACT)):
        made = writer(name, f"Board {name}", day)
        made.toll(people, "people", place="Northtown", since=day, until=day, qualifier=qualifier)
        readings.append(made.reading())

    check = checks_of(readings)["claims-a-t1-b-t1"]

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(None, 18))


def test_an_estimate_is_no_step_of_a_documented_series(writer: Make, checks_of: Make) -> None:
    estimated = writer("estimate", WATCH, date(2031, 5, 9))
    estimated.toll(900, "people", cumulative=True, place="the Valley", basis=Basis.ESTIMATED)

    checks = checks_of([*bulletins(writer, (1, 1_201), (5, 1_260), basis=Basis.DOCUMENTED), estimated.reading()])

    assert checks["series-bulletin-01-t1"].verdict is Verdict.CONSISTENT


def test_a_figure_of_others_between_two_does_not_hide_that_they_disagree(writer: Make, checks_of: Make) -> None:
    day, readings = date(2031, 5, 2), []
    fighters = Group("fighters", status="direct_participant")
    for name, people, qualifier, group in (
        ("a", 20, Qualifier.UP_TO, "people"),
        ("b", 25, Qualifier.EXACT, fighters),
        ("c", 37, Qualifier.AT_LEAST, "people"),
    ):
        made = writer(name, f"Board {name}", day)
        made.toll(people, group, place="Northtown", since=day, until=day, qualifier=qualifier)
        readings.append(made.reading())

    found = [check for check in checks_of(readings).values() if check.kind == "claims"]

    assert [(check.id, check.verdict, check.gap) for check in found] == [
        ("claims-a-t1-c-t1", Verdict.INCONSISTENT, Gap(17, None)),
        ("claims-b-t1-c-t1", Verdict.NOT_COMPARABLE, None),
    ]


@pytest.mark.parametrize(
    "between",
    [
        {"basis": Basis.ESTIMATED},
        {"since": date(2031, 5, 1)},
        {"role": "perpetrator"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_nothing_that_differs_in_one_dimension_hides_a_disagreement(
    writer: Make, checks_of: Make, between: dict[str, Any]
) -> None:
    day, readings = date(2031, 5, 2), []
    stated = {"place": "Northtown", "since": day, "until": day, "basis": Basis.DOCUMENTED, "role": "victim"}
    for name, people, more in (("a", 20, {}), ("b", 25, between), ("c", 37, {})):
        made = writer(name, f"Board {name}", day)
        made.toll(people, "people", **(stated | more))
        readings.append(made.reading())

    found = {check.id: check.verdict for check in checks_of(readings).values() if check.kind == "claims"}

    assert found["claims-a-t1-c-t1"] is Verdict.INCONSISTENT
    assert Verdict.NOT_COMPARABLE in found.values()


def test_cumulative_counts_up_to_one_day_are_compared_past_one_up_to_another(writer: Make, checks_of: Make) -> None:
    readings = []
    for name, people, day in (("a", 120, 2), ("b", 125, 4), ("c", 137, 2)):
        made = writer(name, f"Board {name}", date(2031, 5, 5))
        made.toll(people, "people", cumulative=True, until=date(2031, 5, day), place="Northtown")
        readings.append(made.reading())

    found = {check.id: check.verdict for check in checks_of(readings).values() if check.kind == "claims"}

    assert found["claims-a-t1-c-t1"] is Verdict.INCONSISTENT
    assert Verdict.NOT_COMPARABLE in found.values()


def test_a_figure_that_does_not_state_its_basis_stands_beside_those_of_either(writer: Make, checks_of: Make) -> None:
    readings = []
    bases = (
        ("a", 20, Basis.DOCUMENTED),
        ("b", 25, Basis.ESTIMATED),
        ("c", 31, Basis.CLAIMED),
        ("d", 37, Basis.DOCUMENTED),
    )
    for name, people, basis in bases:
        made = writer(name, f"Board {name}", date(2031, 5, 3))
        made.toll(people, "people", cumulative=True, place="Northtown", basis=basis)
        readings.append(made.reading())

    found = {check.id: check.verdict for check in checks_of(readings).values() if check.kind == "claims"}

    assert [name for name, verdict in found.items() if verdict is Verdict.INCONSISTENT] == [
        "claims-a-t1-c-t1",
        "claims-b-t1-c-t1",
        "claims-c-t1-d-t1",
    ]


def quotations(writer: Make, *counts: tuple[int, int]) -> list[Any]:
    readings = []
    for day, people in counts:
        quoted = writer(f"article-{day:02}", f"Page {day}", date(2031, 5, day))
        said = quoted.says(WATCH, "so many")
        quoted.toll(people, "people", statement=said, cumulative=True, place="the Valley")
        readings.append(quoted.reading())
    return readings


def test_a_count_that_falls_only_as_others_quote_it_is_left_open(writer: Make, checks_of: Make) -> None:
    check = checks_of(quotations(writer, (2, 1_260), (5, 1_201)))["series-article-02-t1"]

    assert check.verdict is Verdict.UNKNOWN
    assert "one of the quotations may be of an older count" in check.reason


def test_quotations_make_no_series_beside_what_the_origin_publishes(writer: Make, checks_of: Make) -> None:
    own = bulletins(writer, (1, 1_201), (5, 1_260), basis=Basis.DOCUMENTED)

    checks = checks_of([*own, *quotations(writer, (2, 1_260), (6, 1_201))])

    assert [name for name in checks if name.startswith("series-")] == ["series-bulletin-01-t1"]
