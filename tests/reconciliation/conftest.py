"""Readings made by hand: what a reader would find in short documents of ours."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from importlib.resources import files
from typing import Any

import pytest

from tollbook.model.case import Case
from tollbook.model.check import Check
from tollbook.model.document import Breakdown, Document, Group, Reading, Span, Speaker, Statement, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.tables import COUNTS, empty
from tollbook.model.vocabulary import Measure, Modality, Qualifier, Stance
from tollbook.publish.words import words
from tollbook.reconciliation import reconcile

BOUNDS = {
    Qualifier.OVER: lambda n: Quantity(n, None),
    Qualifier.AT_LEAST: lambda n: Quantity(n, None),
    Qualifier.UP_TO: lambda n: Quantity(0, n),
    Qualifier.UNDER: lambda n: Quantity(0, n),
}


@dataclass
class Writer:
    """Writes a document and its reading side by side, so that every span slices to its words."""

    name: str
    publisher: str | None = None
    published: date | None = None
    text: str = ""
    statements: list[Statement] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    breakdowns: list[Breakdown] = field(default_factory=list)

    def says(self, who: str | None, words: str, **more: Any) -> str:
        speaker = None
        if who is not None:
            speaker = Speaker(self._add(who), more.pop("known_as", who), None)
        span = self._add(words)
        identity = f"s{len(self.statements) + 1}"
        stance, modality = more.pop("stance", Stance.ASSERTS), more.pop("modality", Modality.STATED)
        self.statements.append(Statement(identity, speaker, None, (span,), stance, modality, **more))
        return identity

    def toll(self, best: int | None, group: Group | str | None = None, **more: Any) -> str:
        qualifier = more.pop("qualifier", Qualifier.EXACT)
        if best is None:
            quantity = more.pop("quantity")
        else:
            quantity = more.pop("quantity", BOUNDS.get(qualifier, lambda n: Quantity(n, n))(best))
        shown = f"{best or quantity.low:,}"
        span = Span(len(self.text), len(self.text) + len(shown), shown)
        self.text += shown + more.pop("then", ". ")
        identity = more.pop("id", f"t{len(self.tolls) + 1}")
        whom = Group(group) if isinstance(group, str) else group
        more.setdefault("measure", Measure.KILLED)
        statement = more.pop("statement", None)
        self.tolls.append(
            Toll(identity, statement, span, quantity=quantity, best=best, qualifier=qualifier, group=whom, **more)
        )
        return identity

    def prose(self, words: str) -> None:
        self.text += words

    def reading(self) -> Reading:
        document = Document(self.name, self.text, "0" * 64, publisher=self.publisher, published=self.published)
        return Reading(document, {"name": "by hand"}, tuple(self.statements), tuple(self.tolls), tuple(self.breakdowns))

    def _add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + ". "
        return Span(start, start + len(words), words)


def _ours() -> re.Pattern[str]:
    """Return what finds a run of words that a sentence of the catalogue has between its values."""
    texts = (files("tollbook.publish") / "templates" / "ar.toml").read_text(encoding="utf-8")
    found = {piece.strip(" .,:;'()“”") for one in tomllib.loads(texts)["sentences"] for piece in VALUE.split(one)}
    runs = sorted((piece for piece in found if re.search(r"[a-z]{2,} [a-z]{2,}", piece)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, runs))})\b")


VALUE = re.compile(r"\{[^{}]*\}")
OURS = _ours()
ARABIC = words("ar")  # every check of these tests must have its form in Arabic
OBSERVATORY = "Syrian Observatory for Human Rights"


@pytest.fixture
def release() -> Reading:
    """The release of 13 December 2016, its figures as published."""
    made = Writer("sohr-2016-12-13", OBSERVATORY, date(2016, 12, 13))
    total = made.toll(312_001, "people", cumulative=True, until=date(2016, 12, 13), place="Syria")
    for people, whom in RELEASE_CLASSES:
        made.toll(people, whom, parent=total)
    return made.reading()


RELEASE_CLASSES = (
    (90_506, Group("civilians", status="civilian")),
    (50_606, Group("rebel and Islamist fighters")),
    (2_602, Group("defected soldiers and officers")),
    (60_309, Group("soldiers of the regime forces", status="armed_forces")),
    (42_627, Group("members of the National Defence Forces and other pro-regime militias")),
    (1_387, Group("fighters of Hezbollah")),
    (5_330, Group("other foreign Shia militiamen")),
    (54_951, Group("foreign jihadist fighters")),
    (3_683, Group("unidentified people")),
)


@pytest.fixture
def article() -> Reading:
    """An article that prints the release's figures rounded, as the one of December 2016 did."""
    made = Writer("aleppo-article", "An Outlet", date(2016, 12, 14))
    said = made.says(
        "its report", "312,000 people have died", known_as="the anti-government Syrian Observatory for Human Rights"
    )
    total = made.toll(312_000, "people", statement=said)
    made.toll(110_000, "Syrian government troops and pro-regime militias", statement=said, parent=total)
    made.toll(53_000, "members of Syrian anti-government militias", statement=said, parent=total)
    made.toll(54_000, "foreign jihadis", statement=said, parent=total, qualifier=Qualifier.OVER)
    made.toll(90_000, Group("civilians", status="civilian"), statement=said, parent=total)
    return made.reading()


def checks_by_id(readings: Sequence[Reading], **more: Any) -> dict[str, Check]:
    """Return the checks of a case by their ids, which must differ; each must have its form in Arabic."""
    found = tuple(
        reconcile(
            readings,
            case=more.get("case", Case("A case", "How many died?")),
            sources=more.get("sources", {}),
            counts=more.get("counts", empty(COUNTS)),
            estimates=more.get("estimates", {}),
        )
    )
    texts = {text for check in found for text in (check.reason, *(t.text for t in (*check.terms, *check.could_close)))}
    assert [text for text in sorted(texts) if left_in_english(ARABIC.sentence(text))] == []
    by_id = {check.id: check for check in found}
    assert len(by_id) == len(found)
    return by_id


def left_in_english(shown: str) -> list[str]:
    """Return the English words of ours that a translated sentence still holds, past the names and words it quotes."""
    if 'lang="en"' in shown:
        return [shown]
    names = (re.sub(r"“[^”]*”|'[^']*'", "", unescape(name)) for name in re.findall(r"<bdi>(.*?)</bdi>", shown))
    return [name for name in names if OURS.search(name)]


@pytest.fixture(scope="session")
def writer() -> type[Writer]:
    return Writer


@pytest.fixture(scope="session")
def checks_of() -> Callable[..., dict[str, Check]]:
    return checks_by_id
