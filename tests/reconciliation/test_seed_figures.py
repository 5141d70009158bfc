"""The article of December 2016 against the release that it quotes: the gap of 5,000, term by term."""

from collections.abc import Callable

from tollbook.model.check import Check, Gap
from tollbook.model.document import Reading
from tollbook.model.vocabulary import Verdict

CheckAll = Callable[..., dict[str, Check]]


def test_the_gap_of_5000_is_what_the_article_left_out_and_rounded(
    article: Reading, release: Reading, checks_of: CheckAll
) -> None:
    check = checks_of([article, release])["lineage-aleppo-article-t1"]

    assert check.verdict is Verdict.CONSISTENT
    assert check.gap == Gap(5_000, 5_000)
    assert [term.people for term in check.terms] == [3_683, 951, 506, 208, -347, -1]
    assert check.terms[0].text == "3,683 unidentified people left out"


def test_the_articles_110000_is_four_classes_of_the_release_and_its_53000_two(
    article: Reading, release: Reading, checks_of: CheckAll
) -> None:
    check = checks_of([article, release])["lineage-aleppo-article-t1"]

    four = next(term for term in check.terms if term.people == -347)
    two = next(term for term in check.terms if term.people == 208)
    assert "its 110,000 is 4 of the release's classes, its 53,000 is 2" in check.reason
    assert [link.partition("/")[2] for link in four.links] == ["t2", "t5", "t6", "t7", "t8"]
    assert [link.partition("/")[2] for link in two.links] == ["t3", "t3", "t4"]


def test_the_articles_breakdown_alone_leaves_up_to_5000_and_says_what_would_close_it(
    article: Reading, checks_of: CheckAll
) -> None:
    checks = checks_of([article])
    check = checks["breakdown-aleppo-article-t1"]

    assert check.verdict is Verdict.UNKNOWN
    assert check.gap == Gap(0, 5_000)
    assert "make at least 307,000" in check.reason
    assert any("it would have to be 59,000" in way.text for way in check.could_close)
    assert checks["lineage-aleppo-article-t1"].verdict is Verdict.UNKNOWN


def test_the_releases_own_classes_add_up_exactly(release: Reading, checks_of: CheckAll) -> None:
    check = checks_of([release])["breakdown-sohr-2016-12-13-t1"]

    assert (check.verdict, check.gap) == (Verdict.CONSISTENT, Gap(0, 0))


def test_the_order_of_readings_changes_nothing(article: Reading, release: Reading, checks_of: CheckAll) -> None:
    assert list(checks_of([article, release]).values()) == list(checks_of([release, article]).values())
