"""What a linkage was and what it is worth, in numbers and in words, for the report."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.calibration import Calibration
from tollbook.linkage.components import Components
from tollbook.linkage.draws import Draws
from tollbook.linkage.features import Features
from tollbook.linkage.frequencies import NameTable
from tollbook.linkage.learning import Lesson
from tollbook.linkage.parameters import Parameters
from tollbook.linkage.quality import by_decoys
from tollbook.linkage.scan import Weights
from tollbook.linkage.terms import TERMS

LEVEL = 0.95
MUCH = 0.02  # of the persons that were found; so many unmet records, and linkage alone cannot count people


@dataclass(frozen=True, slots=True)
class Fit:
    """A model, how it is read, and the pairs it keeps.

    Attributes:
        model: As fitted.
        reading: Its calibration.
        weights: Its calibrated weights.
        seen: Pairs looked at.
        left, right: Numbers of the records of pairs that may be matches. Shape (pairs,).
        odds: Their log2 odds without rivals. Shape (pairs,).
        probability: Their chance of being one person, rivals and judged samples considered. Shape (pairs,).
        unlabelled: The same by the model alone. Shape (pairs,).
        lesson: What judged samples taught.
    """

    model: Parameters
    reading: Calibration
    weights: Weights
    seen: int
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    odds: npt.NDArray[np.float64]
    probability: npt.NDArray[np.float64]
    unlabelled: npt.NDArray[np.float64]
    lesson: Lesson

    @property
    def prior(self) -> float:
        """Log2 odds that any two records are one person, as they are read."""
        return self.lesson.offset + self.lesson.slope * self.reading.common


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a summary is made from.

    Attributes:
        known: Records that were compared; without their numbers.
        limits: What was not compared, in words.
        fit: The model and its pairs.
        groups: Records weighed together.
        person: Of each record. Shape (records,).
        doubt: Draws of partitions.
        conflicts: Judgements that do not fit.
        quality: Precision, recall and matches.
        names: How often names occur, where the case has a table of it.
        unmet: Expected records that nothing brought to their person.
        apart: The same, draw by draw. Shape (draws,).
        pairs: Rows of the table of pairs.
        longest: Rows of the longest list that holds each person once; 0 where there is none.
    """

    known: Features
    limits: tuple[str, ...]
    fit: Fit
    groups: Components
    person: npt.NDArray[np.int64]
    doubt: Draws
    conflicts: list[dict[str, str]]
    quality: dict[str, Any]
    names: NameTable | None
    unmet: float
    apart: npt.NDArray[np.int64]
    pairs: int
    longest: int

    def people(self) -> npt.NDArray[np.int64]:
        """Return how many people the compared records are, draw by draw, unmet records taken for no one new.

        No fewer than the longest list that holds each person once has rows.
        """
        fewest = max(self.longest, min(len(self.known), 1))
        return np.asarray(np.maximum(self.doubt.persons - self.apart, fewest))


def summary(made: Outcome, current: pl.Series, *, moved: int) -> dict[str, Any]:
    """Return numbers and sentences on a linkage; values that JSON can hold.

    Persons are counted among current rows; a row that was replaced or withdrawn is no person of the case as it stands.

    Args:
        made: The linkage.
        current: `current` of all RECORDS.
        moved: Draws that the table of draws holds.

    Returns:
        Counts, the interval of unique people, estimated precision and recall, parameters, limits, conflicts, texts.
    """
    alone = int(current.fill_null(value=False).sum()) - len(made.known)
    people = made.people()
    drawn = people + alone
    low, middle, high = (
        (float(np.quantile(drawn, at)) for at in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
        if len(drawn)
        else (float("nan"),) * 3
    )
    fit = made.fit
    unique = len(np.unique(made.person)) + alone
    return {
        "n_records": len(current),
        "n_current": alone + len(made.known),
        "n_linkable": len(made.known),
        "n_persons": unique,
        "persons_interval": {"low": low, "median": middle, "high": high, "level": LEVEL, "draws": len(drawn)}
        if len(drawn)
        else None,
        "unmet": made.unmet,
        "n_pairs_compared": fit.seen,
        "n_pairs_kept": made.pairs,
        "estimated_precision": _value(made.quality["precision"]),
        "estimated_recall": _value(made.quality["recall"]),
        "expected_matches": made.quality["matches"]["value"],
        "duplicates": _duplicates(len(made.known), made.person, people),
        "quality": made.quality,
        "reliability": by_decoys(fit.reading.table, fit.reading.stands_for),
        "decoys": fit.reading.decoys,
        "prior": {
            "match_share": fit.model.match_share,
            "company_share": [float(share) for share in fit.model.company_share],
            "slope": fit.reading.slope,
        },
        "calibration": {"kind": fit.lesson.kind, "offset": fit.lesson.offset, "slope": fit.lesson.slope},
        "lists": _lists(made),
        "parameters": _parameters(fit),
        "name_frequencies": None
        if made.names is None
        else {"use": made.names.use, "names": made.names.names, "found": made.known.told},
        "limits": _limits(made, unique, moved),
        "conflicts": made.conflicts,
        "texts": _texts(made, (unique, low, high)),
    }


def _value(told: dict[str, float] | None) -> float | None:
    return None if told is None else told["value"]


def _shown(told: dict[str, float]) -> str:
    return f"{told['value']:.1%} ({told['low']:.1%} to {told['high']:.1%})"


def _duplicates(records: int, person: npt.NDArray[np.int64], drawn: npt.NDArray[np.int64]) -> dict[str, float] | None:
    """Return how many compared records repeat a person that another record holds; unmet ones are in the interval."""
    if not len(drawn):
        return None
    low, high = (float(np.quantile(records - drawn, at)) for at in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return {"value": records - len(np.unique(person)), "low": low, "high": high, "level": LEVEL}


def _lists(made: Outcome) -> list[dict[str, Any]]:
    names = made.known.lists
    return [
        {"left": names[a], "right": names[b], "expected_matches": float(made.fit.reading.matches[a, b])}
        for a in range(len(names))
        for b in range(a, len(names))
        if a != b or made.fit.reading.matches[a, b] >= 0.5
    ]


def _parameters(fit: Fit) -> list[dict[str, Any]]:
    return [
        {
            "term": term.name,
            "level": level.label,
            "group": level.group,
            "m": float(fit.model.m[row, at]),
            "u": float(fit.model.u[row, at]),
            "company": [float(chances[row, at]) for chances in fit.model.company],
            "weight": float(fit.weights.slope[0] * fit.weights.match[row, at]),
            "frequency": level.frequency,
        }
        for row, term in enumerate(TERMS)
        for at, level in enumerate(term.levels)
        if at
    ]


def _limits(made: Outcome, persons: int, moved: int) -> list[str]:
    said = [*made.known.limits, *made.limits]
    if made.unmet > MUCH * persons:
        said.append(
            f"many records state too little to be told from others: about {made.unmet:,.0f} of the {persons:,} persons "
            "are further records of people who are counted already; how many people there are, linkage cannot say well"
        )
    if made.groups.cut:
        said.append(
            f"{made.groups.cut:,} records are alike to so many others that only the likeliest of these were weighed "
            "together with them"
        )
    if made.pairs < len(made.fit.left):
        said.append(
            f"the table of pairs holds the likeliest {made.pairs:,} of {len(made.fit.left):,} pairs that may be one "
            "person; the persons, the draws and the two shares rest on all of them"
        )
    draws = len(made.doubt.persons)
    if len(made.groups) and moved < draws:
        said.append(
            f"so many records are in doubt that the table of draws holds the first {moved:,} of {draws:,} draws; the "
            "range of people rests on all of them"
        )
    return said


def _texts(made: Outcome, people: tuple[int, float, float]) -> list[str]:
    unique, low, high = people
    said = [
        f"{len(made.known):,} rows that name one person were compared; {made.fit.seen:,} pairs shared enough to be "
        "looked at."
    ]
    if not np.isnan(low):
        said.append(
            f"They and the rows that were not compared make {unique:,} persons; linkage alone leaves {low:,.0f} to "
            f"{high:,.0f} people open."
        )
    if made.unmet >= 0.5:
        said.append(
            f"About {made.unmet:,.0f} of these persons are expected to be further records of others, with too little "
            "in common to be found; the range takes them off, the persons and the draws do not."
        )
    precision, recall = made.quality["precision"], made.quality["recall"]
    if precision is not None and recall is not None:
        judged = f"By {made.quality['judged']:,} judged pairs that were drawn by lot"
        account = judged if made.quality["basis"] == "judged" else "By the model's own account"
        said.append(
            f"{account}, {_shown(precision)} of the pairs that were joined are one person, and {_shown(recall)} of "
            "the pairs that are one person were joined. Pairs that no rule brought together are not in this figure."
        )
    return said
