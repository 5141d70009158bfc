"""What a user says of a list: who publishes it, what its columns mean, what it covers, what to expect of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tollbook.intake.roles import ROLES, Kind
from tollbook.model.lists import Coverage, Source
from tollbook.model.vocabulary import EditionPolicy, ListPolicy
from tollbook.text.ages import AgeUnit
from tollbook.text.dates import PLAIN, DateForm


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a file is to be read; None: found from the file.

    Attributes:
        sheet: Name of a spreadsheet's sheet.
        encoding: Encoding of a text file.
        delimiter: Delimiter of a text file.
        header_row: Row of the header, 0 for a file without one.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of a list.

    Attributes:
        name: By which tables refer to it.
        file: Name in the source's folder.
        published: On which day, or None.
        form: How its file is to be read.
    """

    name: str
    file: str
    published: date | None = None
    form: FileForm = field(default_factory=FileForm)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means and how its values are read.

    Attributes:
        name: The column's name in the file.
        role: A key of ROLES.
        lookup: Value as written to the value meant; spellings meet when folded.
        empty: Further words that mean "not stated".
        unknown: Further words by which the source says that it does not know.
        dates: How dates are written.
        unit: What a bare age counts.
        earliest: First day allowed, or None.
        latest: Last day allowed, or None.
        is_optional: True where editions may lack the column.
    """

    name: str
    role: str
    lookup: Mapping[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    dates: DateForm = PLAIN
    unit: AgeUnit = AgeUnit.YEARS
    earliest: date | None = None
    latest: date | None = None
    is_optional: bool = False

    @property
    def kind(self) -> Kind:
        """How the values are read."""
        return ROLES[self.role]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and greatest, both included; None: no bound."""

    least: float | None = None
    greatest: float | None = None

    def __str__(self) -> str:
        if self.least is None and self.greatest is None:
            return "any"
        if self.greatest is None:
            return f"at least {self.least:g}"
        return f"at most {self.greatest:g}" if self.least is None else f"{self.least:g} to {self.greatest:g}"

    def hold(self, value: float) -> bool:
        """Return whether a value lies between them."""
        return (self.least is None or value >= self.least) and (self.greatest is None or value <= self.greatest)


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a list should look like when it was read right.

    Attributes:
        rows: Number of rows of an edition.
        filled: Role to the least share of records in which it is stated, 0 to 1.
        ranges: Role (`age`, `lat`, `lon`, `people`) to the values allowed.
        unique: Roles (`id`, `identifier`) whose values should not repeat.
    """

    rows: Bounds = field(default_factory=Bounds)
    filled: Mapping[str, float] = field(default_factory=dict)
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """All that a user says of a list.

    Attributes:
        where: The file that says it.
        title: As published.
        publisher: Who publishes it.
        licence: Its terms, or None.
        attribution: The line that its publisher asks for, or None.
        url: Where it was published, or None.
        is_invented: True where the people are made up.
        policy: Whether it means to hold each person once.
        edition_policy: What a new edition does to the last.
        editions: Its releases, oldest first.
        coverage: What it says it covers.
        columns: What its columns mean.
        ignored: Columns left out on purpose.
        empty: Words that mean "not stated" in every column.
        unknown: Words that mean "unknown" in every column.
        expectations: What it should look like.
    """

    where: str
    title: str
    publisher: str
    editions: tuple[Edition, ...]
    columns: tuple[Column, ...]
    licence: str | None = None
    attribution: str | None = None
    url: str | None = None
    is_invented: bool = False
    policy: ListPolicy = ListPolicy.MAY_REPEAT
    edition_policy: EditionPolicy = EditionPolicy.REPLACES
    coverage: Coverage = field(default_factory=Coverage)
    ignored: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    expectations: Expectations = field(default_factory=Expectations)

    def source(self, name: str, editions: Sequence[str] | None = None) -> Source:
        """Return the list as the rest of the case knows it.

        Args:
            name: The folder's name.
            editions: Names of the editions at hand, oldest first; None takes the profile's.

        Returns:
            The list, with its coverage.
        """
        return Source(
            name=name,
            title=self.title,
            publisher=self.publisher,
            licence=self.licence,
            attribution=self.attribution,
            url=self.url,
            policy=self.policy,
            editions=tuple(edition.name for edition in self.editions) if editions is None else tuple(editions),
            edition_policy=self.edition_policy,
            coverage=self.coverage,
            invented=self.is_invented,
        )
