"""Figures traced to a release: rounded, dropped, relabelled, merged, garbled, misdated, and not there at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tollbook.model.check import Check, Gap
from tollbook.model.document import Group, Reading
from tollbook.model.vocabulary import Measure, Qualifier, Verdict

WATCH = "Valley Monitoring Centre"
CLASSES = (
    (4_812, Group("civilians", status="civilian")),
    (2_377, Group("soldiers", status="armed_forces", side="government")),
    (1_941, Group("rebel fighters", side="opposition")),
    (658, Group("border guards", side="government")),
    (212, Group("unidentified people")),
)


Make = Callable[..., Any]


@pytest.fixture(scope="session")
def issued(writer: Make) -> Make:
    """Return a way to write releases of the Centre."""

    def make(day: date = date(2031, 5, 2), classes: tuple[tuple[int, Group], ...] = CLASSES) -> Reading:
        made = writer(f"release-{day}", WATCH, day)
        total = made.toll(sum(people for people, _ in classes), "people", cumulative=True, until=day)
        for people, group in classes:
            made.toll(people, group, parent=total)
        return made.reading()

    return make


@pytest.fixture(scope="session")
def outlet(writer: Make) -> Make:
    """Return a way to write articles that quote somebody."""

    def make(
        total: int, *parts: tuple[int, str], who: str | None = WATCH, name: str = "outlet", **more: Any
    ) -> Reading:
        made = writer(name, "The Morning Page", more.pop("published", date(2031, 5, 3)))
        said = made.says(who, "so many were killed")
        whole = made.toll(total, "people", statement=said, **more)
        for people, whom in parts:
            made.toll(people, whom, statement=said, parent=whole)
        return made.reading()

    return make


@pytest.fixture(scope="session")
def lineage(checks_of: Make) -> Make:
    """Return a way to the lineage check of the outlet among some readings."""

    def find(*readings: Reading) -> Check:
        return checks_of(readings)["lineage-outlet-t1"]

    return find


def test_exact_figures_go_back_to_the_release_with_no_gap(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(
        issued(),
        outlet(
            10_000,
            (4_812, "civilians"),
            (2_377, "soldiers"),
            (1_941, "rebels"),
            (658, "border guards"),
            (212, "unidentified"),
        ),
    )

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(0, 0))
    assert "its parts add up to it" in check.reason
    assert all(term.people == 0 for term in check.terms)


def test_merged_and_rounded_classes_are_found_by_their_sums(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(
        issued(), outlet(10_000, (4_800, "civilians"), (3_000, "members of government forces"), (1_900, "rebels"))
    )

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(300, 300))
    assert [term.people for term in check.terms] == [212, 41, 35, 12]
    assert (
        "2,377 soldiers + 658 border guards = 3,035 printed as '3,000 members of government forces'"
        in check.terms[2].text
    )


def test_a_class_that_the_outlet_drops_is_named_and_fills_the_gap(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(
        issued(),
        outlet(10_000, (4_812, "civilians"), (2_377, "soldiers"), (658, "border guards"), (212, "unidentified")),
    )

    assert check.gap == Gap(1_941, 1_941)
    assert check.terms[0].people == 1_941
    assert "1,941 rebel fighters left out" in check.reason


@pytest.mark.parametrize(
    ("printed", "slip"),
    [(4_182, "two digits are swapped"), (4_512, "one digit differs"), (481, "one digit is missing or added")],
)
def test_a_garbled_figure_is_shown_beside_the_releases_own(
    printed: int, slip: str, issued: Make, outlet: Make, lineage: Make
) -> None:
    check = lineage(
        issued(),
        outlet(
            10_000,
            (printed, "civilians"),
            (2_377, "soldiers"),
            (1_941, "rebels"),
            (658, "border guards"),
            (212, "unidentified"),
        ),
    )

    assert check.verdict is Verdict.INCONSISTENT
    assert f"'{printed:,} civilians' stands where the release has 4,812 ({slip})" in check.reason
    assert sum(term.people for term in check.terms) == 4_812 - printed


def test_one_wrong_digit_in_the_article_of_december_2016_is_found(
    release: Reading, writer: Make, checks_of: Make
) -> None:
    made = writer("garbled", "An Outlet", date(2016, 12, 14))
    said = made.says("SOHR", "so many")
    total = made.toll(312_001, "people", statement=said)
    for people, whom in ((90_506, "civilians"), (50_506, "rebel fighters"), (54_951, "foreign jihadists")):
        made.toll(people, whom, statement=said, parent=total)

    check = checks_of([release, made.reading()])["lineage-garbled-t1"]

    assert check.verdict is Verdict.INCONSISTENT
    assert "'50,506 rebel fighters' stands where the release has 50,606 (one digit differs)" in check.reason


def test_a_garbled_total_is_still_traced(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(
        issued(classes=((7_353, Group("people in the north")), (2_661, Group("people in the south")))),
        outlet(10_104, (7_353, "people in the north"), (2_661, "people in the south")),
    )

    assert check.verdict is Verdict.INCONSISTENT
    assert "stands where the release has 10,014 (two digits are swapped)" in check.reason


def test_fighters_called_civilians_are_named_as_relabelled(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(
        issued(),
        outlet(10_000, (6_753, "civilians"), (2_377, "soldiers"), (658, "border guards"), (212, "unidentified")),
    )

    assert check.verdict is Verdict.INCONSISTENT
    assert (
        "'6,753 civilians' is relabelled: in the release they are 4,812 civilians + 1,941 rebel fighters"
        in check.reason
    )
    assert check.gap == Gap(0, 0)


def test_a_total_of_another_day_is_traced_to_that_days_release(issued: Make, outlet: Make, lineage: Make) -> None:
    april = (
        (4_300, Group("civilians")),
        (2_377, Group("soldiers")),
        (1_700, Group("rebel fighters")),
        (212, Group("unidentified")),
    )
    check = lineage(
        issued(),
        issued(date(2031, 4, 2), april),
        outlet(
            8_589,
            (4_812, "civilians"),
            (2_377, "soldiers"),
            (1_941, "rebels"),
            (658, "border guards"),
            (212, "unidentified"),
        ),
    )

    assert check.verdict is Verdict.INCONSISTENT
    assert "that total is the one of 'release-2031-04-02'" in check.reason
    assert sum(term.people for term in check.terms) == check.gap.low == 8_589 - 10_000


def test_the_release_of_the_right_day_is_chosen_among_many(issued: Make, outlet: Make, lineage: Make) -> None:
    days = [date(2031, month, 2) for month in range(1, 6)]
    releases = [
        issued(day, tuple((people + 137 * at, group) for people, group in CLASSES)) for at, day in enumerate(days)
    ]

    check = lineage(*releases, outlet(11_400, (5_100, "civilians"), (2_700, "soldiers"), (2_200, "rebels")))

    assert "'release-2031-03-02'" in check.reason


def test_without_a_release_of_the_one_quoted_the_lineage_is_unknown(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(issued(), outlet(10_000, (4_800, "civilians"), who="Ministry of Health"))

    assert (check.verdict, check.gap, check.terms) == (Verdict.UNKNOWN, None, ())
    assert "Ministry of Health, of whom the case holds no release" in check.reason


def test_a_figure_that_no_release_of_the_one_quoted_holds_is_unknown(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(issued(), outlet(25_300, (17_700, "civilians"), (6_400, "soldiers")))

    assert (check.verdict, check.gap, check.terms) == (Verdict.UNKNOWN, None, ())
    assert "no release of theirs in the case holds it" in check.reason


def test_a_later_release_is_not_where_an_earlier_figure_comes_from(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(issued(date(2031, 6, 1)), outlet(10_000, (4_800, "civilians")))

    assert check.verdict is Verdict.UNKNOWN


def test_the_injured_are_not_traced_to_the_killed(issued: Make, outlet: Make, lineage: Make) -> None:
    check = lineage(issued(), outlet(10_000, measure=Measure.INJURED))

    assert check.verdict is Verdict.UNKNOWN


def test_a_figure_without_a_source_is_traced_only_by_digits_that_chance_does_not_make(
    issued: Make, outlet: Make, checks_of: Make
) -> None:
    classes = (*CLASSES[:4], (213, Group("unidentified people")))
    particular = checks_of([issued(classes=classes), outlet(10_001, who=None)])["lineage-outlet-t1"]
    round_number = checks_of([issued(classes=classes), outlet(10_000, who=None)])

    assert particular.verdict is Verdict.UNKNOWN
    assert "may go back to 10,001 people" in particular.reason
    assert "the text names no source" in particular.reason
    assert "lineage-outlet-t1" not in round_number


def test_a_figure_given_to_somebody_else_is_shown_to_stand_in_the_release(
    issued: Make, outlet: Make, lineage: Make
) -> None:
    classes = (*CLASSES[:4], (213, Group("unidentified people")))

    check = lineage(issued(classes=classes), outlet(10_001, who="the United Nations"))

    assert check.verdict is Verdict.UNKNOWN
    assert "though the text gives it to United Nations" in check.reason


def test_a_lone_class_is_traced_by_its_label_and_number(issued: Make, lineage: Make, writer: Make) -> None:
    made = writer("outlet", "The Morning Page", date(2031, 5, 3))
    said = made.says("the Centre", "some 4,800 civilians", known_as="Valley Monitoring Centre (VMC)")
    made.toll(4_800, "civilians", statement=said, qualifier=Qualifier.ABOUT)

    check = lineage(issued(), made.reading())

    assert check.verdict is Verdict.CONSISTENT
    assert "goes back to 4,812 civilians" in check.reason


def test_a_slip_that_two_outlets_share_is_shown_to_be_copied(issued: Make, outlet: Make, checks_of: Make) -> None:
    parts = (
        (4_182, "civilians"),
        (2_377, "soldiers"),
        (1_941, "rebels"),
        (658, "border guards"),
        (212, "unidentified"),
    )
    first = outlet(10_000, *parts, name="first", published=date(2031, 5, 3))
    second = outlet(10_000, *parts, name="second", published=date(2031, 5, 4))
    checks = checks_of([issued(), second, first])

    assert "the same slip stands in 'first', published before it" in checks["lineage-second-t1"].reason
    assert "the same slip" not in checks["lineage-first-t1"].reason


def test_two_assignments_that_fit_alike_are_both_listed(issued: Make, outlet: Make, lineage: Make) -> None:
    twins = (
        (3_120, Group("people of the east")),
        (3_140, Group("people of the west")),
        (5_011, Group("people of the coast")),
    )

    check = lineage(issued(classes=twins), outlet(11_271, (3_100, "villagers"), (5_000, "others of the coast")))

    assert check.verdict is Verdict.UNKNOWN
    assert "the parts could also be read otherwise" in check.reason


def test_a_nested_release_is_divided_into_its_finest_exact_classes(outlet: Make, lineage: Make, writer: Make) -> None:
    made = writer("nested", WATCH, date(2031, 5, 2))
    total = made.toll(10_000, "people")
    civilians = made.toll(4_812, Group("civilians", status="civilian"), parent=total)
    made.toll(1_003, Group("children", age="children"), parent=civilians)
    forces = made.toll(3_035, Group("government forces", side="government"), parent=total)
    made.toll(2_377, Group("soldiers", side="government"), parent=forces)
    made.toll(658, Group("border guards", side="government"), parent=forces)
    made.toll(1_941, Group("rebel fighters"), parent=total)
    made.toll(212, Group("unidentified people"), parent=total)

    check = lineage(made.reading(), outlet(10_000, (4_812, "civilians"), (2_400, "soldiers"), (1_941, "rebels")))

    assert [term.people for term in check.terms if "left out" in term.text] == [658, 212]
    assert sum(term.people for term in check.terms) == check.gap.low == 847


def test_classes_that_the_reader_left_beside_the_total_are_found_by_their_exact_sum(
    outlet: Make, lineage: Make, writer: Make
) -> None:
    made = writer("loose", WATCH, date(2031, 5, 2))
    total = made.toll(10_000, "people")
    for people, group in CLASSES[:3]:
        made.toll(people, group, parent=total)
    for people, group in CLASSES[3:]:
        made.toll(people, group)
    made.toll(77, "people on that day")

    check = lineage(
        made.reading(), outlet(10_000, (4_800, "civilians"), (3_000, "government forces"), (1_900, "rebels"))
    )

    assert "212 unidentified people left out" in check.reason


def test_without_a_release_the_fullest_account_is_named_and_the_lineage_left_open(
    outlet: Make, checks_of: Make
) -> None:
    full = outlet(10_011, (4_812, "civilians"), (5_199, "fighters"), name="full")
    short = outlet(10_000, (4_800, "civilians"), name="short", published=date(2031, 5, 4))

    check = checks_of([full, short])["lineage-short-t1"]

    assert check.verdict is Verdict.UNKNOWN
    assert "is told more fully as 10,011 people in 'full'" in check.reason
    assert "the case holds no release of theirs" in check.reason


def test_people_of_whom_nothing_is_said_are_left_out_before_any_class(writer: Make, checks_of: Make) -> None:
    made = writer("release", WATCH, date(2031, 5, 2))
    total = made.toll(10_000, "people")
    for people, group in (*CLASSES[:4], (212, Group("people"))):
        made.toll(people, group, parent=total, then=" who could not be identified. ")
    article = writer("outlet", "The Morning Page", date(2031, 5, 3))
    said = article.says(WATCH, "so many")
    whole = article.toll(10_000, "people", statement=said)
    for people, whom in ((4_800, "civilians"), (3_000, "government forces"), (1_900, "rebels")):
        article.toll(people, whom, statement=said, parent=whole)

    check = checks_of([made.reading(), article.reading()])["lineage-outlet-t1"]

    assert check.terms[0].people == 212
    assert check.terms[0].text == "212 unidentified people left out"


def test_a_release_that_speaks_of_its_publisher_in_short_is_its_own(
    writer: Make, checks_of: Make, outlet: Make
) -> None:
    made = writer("release", WATCH, date(2031, 5, 2))
    said = made.says("the Monitoring Centre", "4,812 people were killed")
    made.toll(4_812, "people", statement=said)

    checks = checks_of([made.reading(), outlet(4_800)])

    assert "lineage-release-t1" not in checks
    assert checks["lineage-outlet-t1"].verdict is Verdict.CONSISTENT


def test_parts_are_not_traced_to_a_release_whose_classes_were_not_read(
    writer: Make, checks_of: Make, outlet: Make
) -> None:
    made = writer("release", WATCH, date(2031, 5, 2))
    made.toll(10_003, "people")

    check = checks_of([made.reading(), outlet(10_000, (4_800, "civilians"), (5_200, "fighters"))])["lineage-outlet-t1"]

    assert (check.verdict, check.gap) == (Verdict.UNKNOWN, None)
    assert "no classes of that total were read" in check.reason


def test_one_class_named_beside_a_total_is_no_shortfall(issued: Make, lineage: Make, outlet: Make) -> None:
    check = lineage(issued(), outlet(10_000, (4_800, "civilians")))

    assert (check.verdict, check.gap, check.terms) == (Verdict.CONSISTENT, None, ())
    assert "of its classes it repeats only 4,812 civilians" in check.reason
    assert "short" not in check.reason


def test_a_lone_figure_of_fighters_with_the_number_of_civilians_is_relabelled(
    issued: Make, lineage: Make, writer: Make
) -> None:
    made = writer("outlet", "The Morning Page", date(2031, 5, 3))
    said = made.says(WATCH, "so many were killed")
    made.toll(4_810, Group("fighters", status="direct_participant"), statement=said)

    check = lineage(issued(), made.reading())

    assert check.verdict is Verdict.INCONSISTENT
    assert "has the number of 4,812 civilians" in check.reason
    assert "'4,810 fighters' is relabelled: in the release they are 4,812 civilians" in check.reason


def test_a_group_said_to_be_based_somewhere_does_not_speak_for_that_place(writer: Make, checks_of: Make) -> None:
    made = writer("outlet", "The Morning Page", date(2031, 5, 3))
    said = made.says(WATCH, "10,000 people were killed")
    whole = made.toll(10_000, "people", statement=said)
    again = made.says("The Eastland-based group", "civilians among them")
    made.statements[-1] = replace(
        made.statements[-1], speaker=replace(made.statements[-1].speaker, party="Government of Eastland")
    )
    made.toll(4_800, "civilians", statement=again, parent=whole)

    reasons = " ".join(check.reason for check in checks_of([made.reading()]).values())

    assert "Government of Eastland" not in reasons
