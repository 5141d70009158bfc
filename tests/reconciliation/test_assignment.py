"""Random releases, reprinted: the true assignment is found, and the terms always add up to the gap."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tollbook.model.document import Group
from tollbook.model.vocabulary import Verdict

Make = Callable[..., Any]
KINDS = (
    ("civilians", "civilian"),
    ("government soldiers", "armed_forces"),
    ("rebel fighters", "direct_participant"),
    ("foreign jihadists", "direct_participant"),
)


@st.composite
def reprints(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int, int]:
    """Return classes as (kind, people), the unidentified, and the unit to which an outlet rounds."""
    kinds = [at for at in range(len(KINDS)) for _ in range(draw(st.integers(1, 2)))]
    classes = [(kind, draw(st.integers(2_000, 90_000))) for kind in kinds]
    return classes, draw(st.integers(1_500, 9_000)), draw(st.sampled_from([1, 10, 100]))


@settings(max_examples=60, deadline=None)
@given(reprints())
def test_the_true_assignment_is_recovered(writer: Make, checks_of: Make, made: tuple[Any, int, int]) -> None:
    classes, unidentified, unit = made
    assume(all(abs(unidentified - people) > unit for _, people in classes))  # else one fits as well as the other
    release = writer("release", "The Watch", date(2030, 1, 1))
    total = release.toll(sum(people for _, people in classes) + unidentified, "people")
    truth: dict[int, list[str]] = {}
    for kind, people in classes:
        name = release.toll(people, Group(KINDS[kind][0], status=KINDS[kind][1]), parent=total)
        truth.setdefault(kind, []).append(f"toll:release/{name}")
    left = release.toll(unidentified, "unidentified people", parent=total)
    outlet = writer("outlet", "A Page", date(2030, 1, 2))
    said = outlet.says("The Watch", "so many")
    whole = outlet.toll(release.tolls[0].best, "people", statement=said)
    parts = {}
    for kind in truth:
        people = sum(people for one, people in classes if one == kind)
        parts[kind] = outlet.toll((people + unit // 2) // unit * unit, KINDS[kind][0], statement=said, parent=whole)

    check = checks_of([release.reading(), outlet.reading()])["lineage-outlet-t1"]

    found = {term.links[0]: list(term.links[1:]) for term in check.terms if term.links[0].startswith("toll:outlet")}
    assert check.verdict in {Verdict.CONSISTENT, Verdict.UNKNOWN}
    assert {kind: found[f"toll:outlet/{part}"] for kind, part in parts.items()} == truth
    assert any(term.links == (f"toll:release/{left}",) and term.people == unidentified for term in check.terms)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 50_000), min_size=2, max_size=9),
    st.lists(st.integers(1, 80_000), min_size=2, max_size=6),
    st.integers(-3, 3),
)
def test_terms_add_up_to_the_gap_whatever_the_figures(
    writer: Make, checks_of: Make, classes: list[int], parts: list[int], off: int
) -> None:
    release = writer("release", "The Watch", date(2030, 1, 1))
    total = release.toll(sum(classes) + off if sum(classes) + off > 0 else sum(classes), "people")
    for people in classes:
        release.toll(people, "people of some place", parent=total)
    outlet = writer("outlet", "A Page", date(2030, 1, 2))
    said = outlet.says("The Watch", "so many")
    whole = outlet.toll(release.tolls[0].best, "people", statement=said)
    for people in parts:
        outlet.toll(people, "people of another place", statement=said, parent=whole)

    check = checks_of([release.reading(), outlet.reading()])["lineage-outlet-t1"]

    assert check.gap is not None
    assert sum(term.people for term in check.terms) == check.gap.low == release.tolls[0].best - sum(parts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9_999), st.sampled_from("abcdef")), min_size=2, max_size=8), st.randoms())
def test_shuffled_documents_give_the_same_checks(
    writer: Make, checks_of: Make, figures: list[tuple[int, str]], shuffle: Any
) -> None:
    readings = []
    for at, (people, who) in enumerate(figures):
        made = writer(f"document-{at}", f"Publisher {who}", date(2030, 1, 1 + at))
        said = made.says("Publisher a", f"{people} were killed in the valley on that day")
        whole = made.toll(people, "people", statement=said, cumulative=True)
        made.toll(people // 2 + 1, "civilians", statement=said, parent=whole)
        readings.append(made.reading())
    shuffled = list(readings)
    shuffle.shuffle(shuffled)

    assert list(checks_of(readings).values()) == list(checks_of(shuffled).values())


def test_an_exact_total_does_not_make_a_chance_sum_likelier_than_the_label(writer: Make, checks_of: Make) -> None:
    """5,012 and 27,088 make 32,100 to the digit, but they are jihadists and soldiers; parts are rounded to hundreds."""
    release = writer("release", "The Watch", date(2030, 1, 1))
    total = release.toll(75_003, "people")
    for kind, people in ((1, 5_000), (1, 27_088), (3, 5_012), (3, 37_903)):
        release.toll(people, Group(KINDS[kind][0], status=KINDS[kind][1]), parent=total)
    outlet = writer("outlet", "A Page", date(2030, 1, 2))
    said = outlet.says("The Watch", "so many")
    whole = outlet.toll(75_003, "people", statement=said)
    for kind, people in ((1, 32_100), (3, 42_900)):
        outlet.toll(people, KINDS[kind][0], statement=said, parent=whole)

    check = checks_of([release.reading(), outlet.reading()])["lineage-outlet-t1"]

    assert check.verdict is Verdict.CONSISTENT
    assert "5,000 government soldiers + 27,088 government soldiers = 32,088 printed as" in check.terms[-1].text
