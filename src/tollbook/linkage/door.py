"""Records in, persons out: each death counted once, the doubt carried on in draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.aside import Aside
from tollbook.linkage.blocking import DEFAULT_RULES, Blocking, Limits, blocking
from tollbook.linkage.calibration import DECOY_FLOOR, calibrated
from tollbook.linkage.candidates import scan
from tollbook.linkage.chance import Shifts
from tollbook.linkage.components import JUDGED, Components, Verdicts, components
from tollbook.linkage.draws import drawn
from tollbook.linkage.editions import every_change, successors
from tollbook.linkage.features import Features, features
from tollbook.linkage.frequencies import NameTable
from tollbook.linkage.judgements import by_lot, conflicts, followed, in_force, same_pairs, verdicts
from tollbook.linkage.lazily import packed, unpacked
from tollbook.linkage.learning import lesson
from tollbook.linkage.pairs import PairTable, pair_table
from tollbook.linkage.parameters import Parameters, fitted, possible_pairs, weights
from tollbook.linkage.partition import best_partition, persons_of
from tollbook.linkage.persons import Names, with_history
from tollbook.linkage.quality import Pairs, quality
from tollbook.linkage.repeats import copies, first_copies
from tollbook.linkage.summary import Fit, Outcome, summary
from tollbook.linkage.together import Prior
from tollbook.linkage.unmet import unmet
from tollbook.model.lists import Source

Progress = Callable[[str, int, int], None]
Flags = npt.NDArray[np.bool_]

_REPEAT_ROUNDS = 2  # of finding persons and what they say of repeats; more move the number of persons by under 1 %


@dataclass(frozen=True, slots=True)
class Settings:
    """How a case is linked; the defaults are for every case.

    Attributes:
        rules: Keys that bring two records together.
        limits: How much is looked at.
        floor: Log2 odds below which a pair is not kept in the table of pairs.
        together: Log2 odds from which two records are weighed as possibly one person.
        most_pairs: Pairs kept in the table of pairs, the likeliest first.
        names: How often names occur, where the case has a table of it.
        model: Fitted elsewhere; None to fit the records at hand.
        aside: Where parts of long work lie once they are done, of these records, settings and seed alone; None for
            memory.
    """

    rules: tuple[tuple[str, ...], ...] = DEFAULT_RULES
    limits: Limits = field(default_factory=Limits)
    floor: float = -6.0
    together: float = -4.0
    most_pairs: int = 3_000_000
    names: NameTable | None = None
    model: Parameters | None = None
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking a case gives.

    Attributes:
        pairs: PAIRS with columns `w_<term>`, its weight, and `l_<term>`, the level that it found, for each term;
            pairs that may be one person. Read from the settings' `aside`, so while that is there.
        persons: PERSONS: every record of the input once.
        partitions: PARTITIONS: the records whose person differs between draws. Made as they are read.
        changes: CHANGES: what each edition of each list changed.
        summary: The model, its limits and what it is worth; values that JSON can hold.
    """

    pairs: pl.LazyFrame
    persons: pl.DataFrame
    partitions: pl.LazyFrame
    changes: pl.DataFrame
    summary: dict[str, Any]


def link(  # noqa: PLR0913 (the inputs of the stage; all but two are named)
    records: pl.DataFrame | pl.LazyFrame,
    sources: Mapping[str, Source],
    *,
    judgements: pl.DataFrame,
    rng: np.random.Generator,
    draws: int = 200,
    progress: Progress | None = None,
    settings: Settings | None = None,
) -> Linkage:
    """Return which records are one person.

    Only rows that are current and linkable are compared. A row that a later edition has in another form is the person
    of that form; every other row is a person of its own.

    Args:
        records: RECORDS; a lazy frame is read many times, a few columns at a time, and must give the same rows in the
            same order each time.
        sources: By name; what each says of repeats.
        judgements: JUDGEMENTS; a later one on a pair replaces an earlier one.
        rng: All randomness.
        draws: How many partitions to draw.
        progress: Told of the stage, how much is done, and of how much.
        settings: How to link; the default is for every case.

    Returns:
        Pairs, persons, draws and a summary.

    Raises:
        TableError: When `records` gives other rows, or another order of them, than when it was first read.
    """
    settings = settings or Settings()
    records = records.lazy()
    edits = every_change(records, sources)
    last = successors(edits)
    held = packed(edits)
    del edits
    judgements = followed(judgements, records, last)
    outcome, local, table = _divided(
        weighed(records, sources, judgements=judgements, rng=rng, progress=progress, settings=settings),
        settings,
        rng=rng,
        draws=draws,
        progress=progress,
    )
    names = Names.of(outcome.known, outcome.person, outcome.groups, local, outcome.doubt)
    every = records.select("record_id").collect().to_series()
    return Linkage(
        table.frame(names.ids),
        with_history(names.persons(every), last),
        names.partitions(),
        unpacked(held),
        summary(outcome, records.select("current").collect().to_series(), moved=len(names.moved)),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Records, how they are brought together, and how a pair of them weighs.

    Attributes:
        known: The records that may be linked.
        blocked: What brings them together.
        fit: The model, and the pairs it keeps.
        given: Judgements as numbers.
        decided: Judgements in force.
        taught: Which of the pairs kept were judged by lot, and which of them as one person.
    """

    known: Features
    blocked: Blocking
    fit: Fit
    given: Verdicts
    decided: pl.DataFrame
    taught: tuple[Flags, Flags]


def weighed(
    records: pl.DataFrame | pl.LazyFrame,
    sources: Mapping[str, Source],
    *,
    judgements: pl.DataFrame,
    rng: np.random.Generator,
    progress: Progress | None = None,
    settings: Settings | None = None,
) -> Weighed:
    """Return how pairs of records weigh; arguments as of `link`, which goes on from here."""
    settings = settings or Settings()
    say = progress or (lambda _label, _done, _of: None)
    may_link = pl.col("current").fill_null(value=False) & pl.col("linkable").fill_null(value=False)
    say("reading names", 0, 1)
    known = features(records.lazy().filter(may_link), sources, told=settings.names)
    blocked = blocking(known, rules=settings.rules, limits=settings.limits)
    say("fitting the model", 0, 1)
    decided = in_force(judgements)
    given, _ = verdicts(known, decided)
    fit = _fit(known, blocked, settings, rng, progress)
    taught = by_lot(known, (fit.left, fit.right), decided)
    return Weighed(known, blocked, _read_again(fit, *taught), given, decided, taught)


def _fit(
    known: Features, blocked: Blocking, settings: Settings, rng: np.random.Generator, progress: Progress | None
) -> Fit:
    if settings.model is None:
        model = fitted(known.codes, blocked, rng=rng)
    else:
        model = replace(settings.model, pairs=possible_pairs(known.codes))
    plain = weights(model)
    say = progress or (lambda _label, _done, _of: None)
    kept = scan(known.codes, plain, blocked, floor=DECOY_FLOOR, decoys=True, aside=settings.aside, progress=progress)
    say("calibrating", 0, 1)
    reading, likely = calibrated(known.codes, model, plain, kept, floor=settings.floor, rng=rng.spawn(1)[0])
    nothing = lesson(np.zeros(0), np.zeros(0, dtype=bool))
    return Fit(
        model, reading, weights(model, slope=reading.slope, lists=reading.prior), kept.seen, likely.left, likely.right,
        likely.odds, likely.probability, likely.probability, nothing,
    )  # fmt: skip


def _read_again(fit: Fit, checked: Flags, same: Flags) -> Fit:
    """Return a fit whose odds are read as judged pairs teach."""
    learned = lesson(fit.unlabelled[checked], same[checked])
    if learned.kind == "none":
        return replace(fit, lesson=learned)
    lists = learned.offset + learned.slope * fit.reading.prior
    return replace(
        fit,
        lesson=learned,
        weights=weights(fit.model, slope=learned.slope * fit.reading.slope, lists=lists),
        odds=learned.offset + learned.slope * fit.odds,
        probability=learned.probability(fit.unlabelled),
    )


def _groups(known: Features, fit: Fit, given: Verdicts, settings: Settings) -> Components:
    near = fit.odds >= settings.together
    left, right = same_pairs(known, given)
    return components(
        len(known),
        np.concatenate([fit.left[near], left]),
        np.concatenate([fit.right[near], right]),
        np.concatenate([fit.odds[near], np.full(len(left), JUDGED)]),
    )


def _divided(
    made: Weighed, settings: Settings, *, rng: np.random.Generator, draws: int, progress: Progress | None
) -> tuple[Outcome, npt.NDArray[np.int8], PairTable]:
    """Return what linking gave, the best partition by member of the groups, and the pairs; no record's numbers.

    These and the blocks are as large as all else, and are let go as soon as they can be.
    """
    known, limits, fit, given, taught, decided = (
        made.known, made.blocked.limits, made.fit, made.given, made.taught, made.decided
    )  # fmt: skip
    lost = unmet(known.codes, made.blocked, fit, rules=settings.rules, together=settings.together, rng=rng.spawn(1)[0])
    del made
    say = progress or (lambda _label, _done, _of: None)
    say("dividing records into persons", 0, 1)
    groups = _groups(known, fit, given, settings)
    prior, local = _best(known, fit, given, groups)
    person = persons_of(len(known), groups, local)
    normal = np.stack([rng.normal(0.0, 1.0, draws), rng.normal(0.0, 1.0, draws)])
    shifts = Shifts(*fit.lesson.errors(normal, prior=fit.reading.common))
    reading = (known.codes, fit.weights, given, prior)
    doubt = drawn(reading, groups, local, shifts=shifts, rng=rng, aside=settings.aside, progress=progress)
    say("naming persons", 0, 1)
    apart = lost.drawn(draws, rng.spawn(1)[0])
    told = conflicts(known, given, decided, person)
    joined = person[fit.left] == person[fit.right]
    worth = quality(
        Pairs(fit.unlabelled, fit.probability, joined, *taught), shifts, prior=fit.prior, rng=rng.spawn(1)[0]
    )
    table = pair_table(known, fit, given, most=settings.most_pairs, aside=settings.aside, progress=progress)
    outcome = Outcome(
        known.without_codes(), limits, fit, groups, person, doubt, told, worth, settings.names, lost.expected, apart,
        table.rows, _longest(known),
    )  # fmt: skip
    return outcome, local, table


def _longest(known: Features) -> int:
    """Return the rows of the longest list that holds each person once; 0 where there is none."""
    source = known.codes.source
    return int(np.bincount(source[source[:, 1] == 1, 0], minlength=1).max())


def _best(known: Features, fit: Fit, given: Verdicts, groups: Components) -> tuple[Prior, npt.NDArray[np.int8]]:
    """Return what is expected of lists, and the best partition; each is found from the other where lists may repeat."""
    lists = fit.weights.lists
    source = known.codes.source[:, 0]
    once = np.ones(len(lists), dtype=bool)
    once[source] = known.codes.source[:, 1] == 1
    prior = Prior(lists, np.where(once[:, None], 0.0, first_copies(lists)))
    local = best_partition(known.codes, fit.weights, given, prior, groups)
    for _ in range(0 if once.all() else _REPEAT_ROUNDS):
        person = persons_of(len(known), groups, local)
        prior = Prior(lists, copies(source, once, person))
        local = best_partition(known.codes, fit.weights, given, prior, groups)
    return prior, local
