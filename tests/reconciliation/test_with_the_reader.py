"""Prose of our own, read and reconciled: an outlet's rounded figures against the release it quotes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tollbook.model.check import Gap
from tollbook.model.document import Document
from tollbook.model.vocabulary import Verdict
from tollbook.reading import read

Make = Callable[..., Any]

RELEASE = """The Syrian Observatory for Human Rights documented the killing of 312,001 people in Syria.

- 90,506 civilians were killed.
- 50,606 rebel fighters were killed.
- 2,602 defected soldiers and officers were killed.
- 60,309 soldiers of the regime were killed.
- 42,627 members of the National Defence Forces were killed.
- 1,387 fighters of Hezbollah were killed.
- 5,330 foreign Shia militiamen were killed.
- 54,951 foreign jihadists were killed.
- 3,683 unidentified people were killed.
"""
ARTICLE = (
    "According to the Syrian Observatory for Human Rights, 312,000 people have died. Of these, 110,000 were government "
    "troops and pro-regime militias. The toll also includes 53,000 members of anti-government militias and over 54,000 "
    "foreign jihadis. The number of civilians killed is 90,000."
)


def test_an_articles_gap_is_explained_by_the_release_it_quotes(checks_of: Make) -> None:
    publisher = "Syrian Observatory for Human Rights"
    release = read(Document("release", RELEASE, "", publisher=publisher, published=date(2016, 12, 13)))
    article = read(Document("article", ARTICLE, "", publisher="A Page", published=date(2016, 12, 14)))

    (check,) = (one for name, one in checks_of([release, article]).items() if name.startswith("lineage-article"))

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(5_000, 5_000))
    assert [term.people for term in check.terms] == [3_683, 951, 506, 208, -347, -1]


def test_a_days_figures_are_set_against_what_the_cumulative_count_grew_by(checks_of: Make) -> None:
    def report(day: int, total: str, new: str) -> Any:
        text = (
            f"The Ministry of Health said the death toll since 7 October 2023 has risen to {total}. "
            f"In the past 24 hours {new} people were killed, the ministry said."
        )
        return read(Document(f"day-{day}", text, "", publisher="Ministry of Health", published=date(2023, 11, day)))

    fits = checks_of([report(2, "9,061", "188"), report(3, "9,288", "227")])
    too_many = checks_of([report(2, "9,061", "188"), report(3, "9,100", "227")])

    assert fits["series-daily-day-3-t1"].verdict is Verdict.CONSISTENT
    assert too_many["series-daily-day-3-t1"].verdict is Verdict.INCONSISTENT
    assert too_many["series-daily-day-3-t1"].gap == Gap(-188, -188)


def test_nobody_and_twelve_of_one_raid_do_not_agree(checks_of: Make) -> None:
    none = "The army said no civilians were killed in the raid on Homs on 4 May 2015."
    twelve = "The Observatory said 12 civilians were killed in the raid on Homs on 4 May 2015."
    documents = [
        Document(name, text, "", publisher=f"Paper {name}", published=date(2015, 5, 6))
        for name, text in (("a", none), ("b", twelve))
    ]

    checks = checks_of([read(document) for document in documents])

    (claims,) = (check for name, check in checks.items() if name.startswith("claims"))
    assert (claims.verdict, claims.gap) == (Verdict.INCONSISTENT, Gap(12, 12))


def test_a_count_that_goes_down_within_rounding_is_not_said_never_to_fall(checks_of: Make) -> None:
    text = "The Ministry of Health said {} people have been killed since the start of the war."
    documents = [
        Document(name, text.format(said), "", publisher="Ministry of Health", published=date(2024, 5, day))
        for name, said, day in (("a", "1,200", 1), ("b", "1,150", 3))
    ]

    (series,) = (c for name, c in checks_of([read(one) for one in documents]).items() if name.startswith("series"))

    assert series.verdict is Verdict.CONSISTENT
    assert "goes down" in series.reason
