"""A case: the question asked, its territory and period, and the rules by which its dead are counted."""

from dataclasses import dataclass, field

from tollbook.model.period import Period

DEFAULT_SEED = 19481210  # the Universal Declaration of Human Rights, 10 December 1948


@dataclass(frozen=True, slots=True)
class Extractor:
    """A model on the user's own machine that proposes what the grammar did not read.

    Attributes:
        url: Where its server listens, up to `/v1`: "http://127.0.0.1:11434/v1".
        model: The model's name, as the server knows it.
        name: What the proposals are marked with, before the model's name.
        timeout: Seconds to wait for one answer.
        allow: Addresses of other machines of the user's own network that may be asked.
        on_failure: `stop` the run where it cannot be asked, or `warn` in the document's record and go on.
    """

    url: str
    model: str
    name: str = "local"
    timeout: float = 120.0
    allow: tuple[str, ...] = ()
    on_failure: str = "stop"

    @property
    def maker(self) -> str:
        """What its proposals are marked with."""
        return f"{self.name} {self.model}"


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
        sensitivity: Whether the whole is also estimated without each list and with other numbers of classes.
        cache: Folder, seen from the case's, in which estimates are kept by content; None for one in `out`.
        seed: Seed of all randomness.
        name_frequencies: File of the case's folder that says how often names occur, or None.
        name_frequencies_use: `mixed`: with the frequencies among the case's own records; `instead` of them.
        vague: What vague words mean in this case, each as (word, fewest, most); a word left out has its usual meaning.
        extractor: What proposes statements and tolls beside the grammar, or None.
        privacy: `names` prints victims' names in the report, `initials` shortens them, `none` leaves them out.
    """

    title: str
    question: str
    territory: tuple[str, ...] = ()
    period: Period = field(default_factory=lambda: Period(None, None))
    rules: tuple[str, ...] = ("all", "identified", "two_sources")
    strata: tuple[str, ...] = ()
    imputations: int = 20
    sensitivity: bool = False
    cache: str | None = None
    seed: int = DEFAULT_SEED
    privacy: str = "none"
    vague: tuple[tuple[str, int, int], ...] = ()
    name_frequencies: str | None = None
    name_frequencies_use: str = "mixed"
    extractor: Extractor | None = None
