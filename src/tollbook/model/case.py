"""A case: the question asked, its territory and period, and the rules by which its dead are counted."""

from dataclasses import dataclass, field

from tollbook.model.period import Period

DEFAULT_SEED = 19481210  # the Universal Declaration of Human Rights, 10 December 1948


@dataclass(frozen=True, slots=True)
class Case:
    """The settings of a case.

    Attributes:
        title: What the report is called.
        question: What it answers, as a sentence.
        territory: Governorates or countries in question; empty for all.
        period: From when to when; open where not stated.
        rules: Names of the inclusion rules to count under, the report's first one first.
        strata: Dimensions by which estimates are broken down; empty for none.
        imputations: How often a value that is not stated is filled in where strata need it; 0 for never.
        cache: Folder, seen from the case's, in which estimates are kept by content; None for one in `out`.
        seed: Seed of all randomness.
        name_frequencies: File of the case's folder that says how often names occur, or None.
        name_frequencies_use: `mixed`: with the frequencies among the case's own records; `instead` of them.
        vague: What vague words mean in this case, each as (word, fewest, most); a word left out has its usual meaning.
        privacy: `names` prints victims' names in the report, `initials` shortens them, `none` leaves them out.
    """

    title: str
    question: str
    territory: tuple[str, ...] = ()
    period: Period = field(default_factory=lambda: Period(None, None))
    rules: tuple[str, ...] = ("all", "identified", "two_sources")
    strata: tuple[str, ...] = ()
    imputations: int = 20
    cache: str | None = None
    seed: int = DEFAULT_SEED
    privacy: str = "none"
    vague: tuple[tuple[str, int, int], ...] = ()
    name_frequencies: str | None = None
    name_frequencies_use: str = "mixed"
