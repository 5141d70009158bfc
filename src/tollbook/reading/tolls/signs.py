"""A figure in its sentence, and the word that says what it counts."""

from dataclasses import dataclass

from tollbook.model.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may count people, with the words for whom it counts.

    Attributes:
        at: Its token in the sentence.
        last: One past the last token of its noun phrase; `at + 1` where it stands alone.
        head: The lower-case noun, or None where it stands alone.
        group: Tokens that say whom it counts, [from, to); empty where it stands alone.
        is_partitive: "two of the three", "23 of them": some of a number named before.
        is_unsure: Whether its noun is not known to name people.
    """

    at: int
    last: int
    head: str | None
    group: tuple[int, int]
    is_partitive: bool = False
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A measure with the token whose word gave it; `is_total` where a toll noun did ("the death toll of 1,245")."""

    measure: Measure
    at: int
    is_total: bool = False
