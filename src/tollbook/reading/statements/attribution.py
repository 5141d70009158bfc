"""What a reader finds in a sentence before anybody is named: who, by which word, says what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tollbook.model.vocabulary import Modality, Stance
from tollbook.reading.page import Page


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as its words show it; all places are characters of the document.

    Attributes:
        sentence: Index of the sentence of its cue, or of its first words.
        speaker: Who, or None where the words name nobody.
        cue: The word or words that attribute, or None for a statement carried over.
        content: What is said, in the order of the text.
        stance: What the speaker does.
        modality: How firmly.
        pattern: The rule that found it; its confidence is measured by rule.
        word: The verb, noun or adjective of the cue, in lower case; empty where it has none.
        is_noun_content: Whether the content is a noun phrase ("denied the reports") rather than a clause.
        antecedent: Whom the speaker's "who" or "which" stands for, or None where the speaker's words are no pronoun.
    """

    sentence: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    modality: Modality
    pattern: str
    word: str = ""
    is_noun_content: bool = False
    antecedent: tuple[int, int] | None = None


class Parser(Protocol):
    """Finds attributions sentence by sentence."""

    @property
    def facts(self) -> dict[str, str]:
        """Name, version and hash of what reads, for the record."""
        ...

    def attributions(self, page: Page) -> tuple[Attribution, ...]:
        """Return the attributions of a document in the order of their cues."""
        ...

    def of_all(self, pages: Sequence[Page]) -> Iterator[tuple[Attribution, ...]]:
        """Yield the attributions of each of some documents, read together where that is faster."""
        ...

    def left_out(self, page: Page) -> int:
        """Return how many characters of a document it does not parse, because their paragraph is too long."""
        ...
