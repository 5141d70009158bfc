"""What a list says of itself: who publishes it, what it covers, whether it repeats people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tollbook.model.period import Period
from tollbook.model.vocabulary import Covers, EditionPolicy, ListPolicy


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list says it covers.

    Attributes:
        period: From when to when; open ends where not stated.
        places: Governorate to whether it is covered; `"*"` speaks for all that are not named.
        status: Status to whether it is covered; `"*"` likewise.
        sides: Side to whether it is covered; `"*"` likewise.
    """

    period: Period = field(default_factory=lambda: Period(None, None))
    places: Mapping[str, Covers] = field(default_factory=dict)
    status: Mapping[str, Covers] = field(default_factory=dict)
    sides: Mapping[str, Covers] = field(default_factory=dict)

    def of(self, dimension: str, value: str) -> Covers:
        """Return whether the list covers a value of `governorate`, `status` or `side`."""
        table = {"governorate": self.places, "status": self.status, "side": self.sides}.get(dimension, {})
        return table.get(value, table.get("*", Covers.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Source:
    """An organisation's list as the case knows it; what the report must say of it.

    Attributes:
        name: The folder's name; the word by which tables refer to it.
        title: The list's title as published.
        publisher: Who publishes it.
        licence: The terms under which it may be used, or None where not stated.
        attribution: The line that the publisher asks for, or None.
        url: Where it was published, or None.
        policy: Whether the list means to hold each person once.
        editions: Names of its editions, oldest first.
        edition_policy: Whether a new edition replaces the last or adds to it.
        coverage: What it says it covers.
        invented: True where the people are made up (examples, tests).
    """

    name: str
    title: str
    publisher: str
    licence: str | None = None
    attribution: str | None = None
    url: str | None = None
    policy: ListPolicy = ListPolicy.MAY_REPEAT
    editions: tuple[str, ...] = ()
    edition_policy: EditionPolicy = EditionPolicy.REPLACES
    coverage: Coverage = field(default_factory=Coverage)
    invented: bool = False
