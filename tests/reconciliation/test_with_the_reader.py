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
