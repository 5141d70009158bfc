"""The field's closed lists of words; each has `unknown`, which is not the same as not stated (null).

Sources: status and cause of death follow SDG indicator 16.1.2 (OHCHR 2019); stances on responsibility follow the
HURIDOCS thesauri; precision of dates and places follows UCDP GED.
"""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as a source states it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Status of a victim under the law of armed conflict."""

    CIVILIAN = "civilian"
    OTHER_PROTECTED = "other_protected"
    ARMED_FORCES = "armed_forces"
    DIRECT_PARTICIPANT = "direct_participant"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """What killed: the classes of SDG indicator 16.1.2."""

    HEAVY_WEAPONS = "heavy_weapons"
    PLANTED_EXPLOSIVES = "planted_explosives"
    SMALL_ARMS = "small_arms"
    INCENDIARY = "incendiary"
    CHEMICAL_BIOLOGICAL_NUCLEAR = "chemical_biological_nuclear"
    LESS_LETHAL = "less_lethal"
    DENIAL_OF_ESSENTIALS = "denial_of_essentials"
    ACCIDENT = "accident"
    OTHER_MEANS = "other_means"
    MULTIPLE = "multiple"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class Covers(StrEnum):
    """Whether a list covers a period, place, status or side."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class ListPolicy(StrEnum):
    """Whether a list means to hold each person once."""

    ONCE = "once"
    MAY_REPEAT = "may_repeat"


class EditionPolicy(StrEnum):
    """Whether a new edition of a list takes the place of the last, or adds to it."""

    REPLACES = "replaces"
    ADDS = "adds"


class Stance(StrEnum):
    """What a speaker does with what is said."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DENIES_RESPONSIBILITY = "denies_responsibility"
    OTHER_EXPLANATION = "other_explanation"
    DISPUTES = "disputes"
    ACCEPTS_RESPONSIBILITY = "accepts_responsibility"
    DOUBTS = "doubts"
    DEMANDS = "demands"
    ORDERS = "orders"
    PREDICTS = "predicts"
    RETRACTS = "retracts"
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """How firmly it is said."""

    STATED = "stated"
    ALLEGED = "alleged"
    UNCONFIRMED = "unconfirmed"
    ESTIMATED = "estimated"
    PROJECTED = "projected"
    DENIED = "denied"
    UNKNOWN = "unknown"


class ControlKind(StrEnum):
    """How a place changes hands, in words that take no side."""

    TAKES = "takes"
    RETAKES = "retakes"
    LOSES = "loses"
    HANDS_OVER = "hands_over"
    WITHDRAWS = "withdraws"
    UNKNOWN = "unknown"


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    FORCES_DEPLOYED = "forces_deployed"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How a text bounds its figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    OVER = "over"
    ABOUT = "about"
    UP_TO = "up_to"
    UNDER = "under"
    RANGE = "range"
    ROUNDED = "rounded"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a figure rests on, by its publisher's words."""

    DOCUMENTED = "documented"
    ESTIMATED = "estimated"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a check of reconciliation finds."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_COMPARABLE = "not_comparable"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """What a check does to an estimate: a refusal leaves no number."""

    REFUSE = "refuse"
    WARN = "warn"
    NOTE = "note"
    UNKNOWN = "unknown"
