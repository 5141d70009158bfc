"""What has been drafted of a document so far: its counts, and which of them a later sentence may lean on."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from tollbook.model.document import Group
from tollbook.model.vocabulary import Measure
from tollbook.reading.page import Page, Sentence
from tollbook.reading.tolls.signs import Figure
from tollbook.text.numbers import Number

_RECENT = 60  # figures back, for what was said before


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure that counts people, before it is attributed, dated and placed.

    Attributes:
        sentence: Index of its sentence.
        figure: Where it stands in the sentence.
        number: Its bounds.
        measure: What it counts.
        group: Whom it counts, or None.
        parent: Index of the draft of which it is a part, or None.
        updates: Index of the draft whose figure it replaces ("rose from 41 to 53"), or None.
        share: The share of its parent that the words give, as (lowest, highest), or None.
        is_exhaustive: Whether the words say that its parent's parts are all: True for "the rest", False for
            "including", None where they say neither.
        is_total: Whether a toll noun names it.
        is_carried: Whether it leans on a sentence before ("Of these ...").
        is_perpetrator: Whether the group did the killing.
        is_item: Whether it stands in a list.
    """

    sentence: int
    figure: Figure
    number: Number
    measure: Measure
    group: Group | None
    parent: int | None = None
    updates: int | None = None
    share: tuple[float, float] | None = None
    is_exhaustive: bool | None = None
    is_total: bool = False
    is_carried: bool = False
    is_perpetrator: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table counts, None where nobody, and whom its head names, or None."""

    measure: Measure | None
    group: Group | None


@dataclass(slots=True)
class Sheet:
    """The drafts of a page.

    Attributes:
        page: The document.
        drafts: Its counts so far.
        dated: First characters of tokens that belong to dates.
        totals: By measure, the last count that "of these" may mean, and the paragraph in which it was last spoken of.
        latest: The measure of the last such count, or None.
        leads: What the line before a list says of its items: True for "comprise", False for "include".
        list_at: The last paragraph that leads to a list, or is an item of one.
        columns: The last paragraph that is the head of a table or a row of it, and what its columns count.
        under: The last paragraph that is a heading or a line under it, and what the heading counts.
        asked: The last sentence that asks how many, and what of: "How many were hurt?".
        spelled: The tokens of this sentence that are parts by their sum, each with the token of its whole.
        topic: The last sentence that speaks of a toll without a figure, and what that counts.
        others: Sentence and token of the last number that counts something else, "eleven investigations".
    """

    page: Page
    drafts: list[Draft]
    dated: frozenset[int] = frozenset()
    totals: dict[Measure, tuple[int, int]] = field(default_factory=dict)
    latest: Measure | None = None
    others: tuple[int, int] = (-1, -1)
    leads: bool | None = None
    list_at: int = -2
    under: tuple[int, Measure | None] = (-2, None)
    columns: tuple[int, tuple[Column, ...]] = (-2, ())
    asked: tuple[int, Measure | None] = (-9, None)
    topic: tuple[int, Measure | None] = (-9, None)
    spelled: Mapping[int, int] = field(default_factory=dict)

    def whole(self, sentence: Sentence, measure: Measure | None = None) -> int | None:
        """Return the count that a sentence may lean on, or None: it stands in this paragraph or the one before.

        Args:
            sentence: The sentence.
            measure: What is counted; None for the last that was spoken of.

        Returns:
            Its index, or None.
        """
        at, paragraph = self.totals.get(measure or self.latest or Measure.UNKNOWN, (None, 0))
        return at if at is not None and 0 <= sentence.paragraph - paragraph <= 1 else None

    def lean_on(self, index: int, paragraph: int) -> None:
        """Note that a count may be leant on from a paragraph on."""
        self.latest = self.drafts[index].measure
        self.totals[self.latest] = (index, paragraph)

    def still(self, paragraph: int) -> None:
        """Note that a paragraph still speaks of the last count."""
        if self.latest is not None:
            self.totals[self.latest] = (self.totals[self.latest][0], paragraph)

    def refresh(self, wholes: Container[int | None], paragraph: int) -> None:
        """Note that a paragraph speaks of some counts again, by their parts."""
        for measure, (index, _) in self.totals.items():
            if index in wholes:
                self.totals[measure] = (index, paragraph)

    def recent(self) -> Iterator[tuple[int, Draft]]:
        """Return the last drafts with their indices, newest first."""
        for i in range(len(self.drafts) - 1, max(-1, len(self.drafts) - 1 - _RECENT), -1):
            yield i, self.drafts[i]

    def parts(self, whole: int) -> list[Draft]:
        """Return the recent parts of a count, oldest first."""
        return [draft for _, draft in self.recent() if draft.parent == whole][::-1]
