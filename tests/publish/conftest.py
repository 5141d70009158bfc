"""Results of an invented case: nobody named here ever lived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from tollbook.counting import documented
from tollbook.model import tables
from tollbook.model.case import Case
from tollbook.model.check import Check, Gap, Term, check_table
from tollbook.model.document import (
    Breakdown,
    Document,
    Group,
    Place,
    Reading,
    Rights,
    Span,
    Speaker,
    Statement,
    Toll,
)
from tollbook.model.estimate import CaptureTable, Estimate, EstimateCheck, MethodResult, Total
from tollbook.model.lists import Coverage, Source
from tollbook.model.period import Period
from tollbook.model.quantity import Quantity
from tollbook.model.results import Results
from tollbook.model.vocabulary import Basis, Covers, Measure, Modality, Qualifier, Severity, Stance, Verdict

GIVEN = (("سليم", "Salim"), ("نورا", "Nora"), ("رامي", "Rami"), ("ليلى", "Layla"), ("كريم", "Karim"))
FAMILY = (("الزهراوي", "al-Zahrawi"), ("قمر الدين", "Qamareddin"), ("النجار", "al-Najjar"), ("شامي", "Shami"))
PLACES = {
    "Northport": ("Harbour", 36.20, 37.15),
    "Hillside": ("Harbour", 36.37, 37.51),
    "Eastmarket": ("Harbour", 36.52, 37.96),
    "Millbridge": ("Uplands", 36.10, 36.80),
    "بلدة النهر": ("Uplands", 35.95, 37.40),
}
SOURCES = ("almanar-record", "relief-desk", "river-list", "ward-registry", "witness-book")
TEXT_RELEASE = """Invented Observatory: the toll of the valley war

The Invented Observatory has documented the deaths of 31,201 people since the war began, it said on Tuesday.

Of these, 9,506 were civilians, 15,060 were fighters of the northern league
and 6,235 were fighters of the southern league.
It was unable to identify the other victims.

The Observatory believes that the real toll is about 45,000.
"""
TEXT_NEWS = """Valley war: a summary

Some 31,000 people have died, according to the Invented Observatory.
The southern league denied that it had shelled the market, where at least 23 people were killed.

قال المرصد المتخيل إن أكثر من 9,000 مدني قتلوا.
"""


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def toll(text: str, ident: str, words: str, low: int, high: int | None, **more: object) -> Toll:
    values: dict[str, object] = {
        "statement": None,
        "measure": Measure.KILLED,
        "quantity": Quantity(low, high),
        "best": low,
        "qualifier": Qualifier.EXACT,
    }
    return Toll(id=ident, span=span(text, words), **(values | more))  # type: ignore[arg-type]


def release() -> Reading:
    text = TEXT_RELEASE
    document = Document(
        name="observatory-release",
        text=text,
        sha256="a" * 64,
        title="The toll of the valley war",
        publisher="Invented Observatory",
        published=date(2016, 12, 13),
        published_from="stated",
        rights=Rights("CC-BY-4.0", ("acknowledgement",)),
        url="https://example.org/release",
    )
    said = Statement(
        id="s1",
        speaker=Speaker(span(text, "The Invented Observatory"), "Invented Observatory", None),
        cue=span(text, "it said"),
        content=(span(text, "documented the deaths of 31,201 people since the war began"),),
        stance=Stance.REPORTS,
        modality=Modality.STATED,
    )
    believes = Statement(
        id="s2",
        speaker=Speaker(span(text, "The Observatory"), "Invented Observatory", None),
        cue=span(text, "believes"),
        content=(span(text, "that the real toll is about 45,000"),),
        stance=Stance.ASSERTS,
        modality=Modality.ESTIMATED,
        hedges=(span(text, "about 45,000"),),
    )
    tolls = (
        toll(text, "t1", "31,201", 31201, 31201, statement="s1", basis=Basis.DOCUMENTED, cumulative=True),
        toll(text, "t2", "9,506", 9506, 9506, parent="t1", group=Group("civilians", status="civilian")),
        toll(text, "t3", "15,060", 15060, 15060, parent="t1", group=Group("fighters", side="northern league")),
        toll(text, "t4", "6,235", 6235, 6235, parent="t1", group=Group("fighters", side="southern league")),
        toll(
            text,
            "t5",
            "about 45,000",
            42500,
            47500,
            statement="s2",
            best=45000,
            qualifier=Qualifier.ABOUT,
            basis=Basis.ESTIMATED,
            cumulative=True,
        ),
    )
    parts = Breakdown(
        total="t1",
        parts=("t2", "t3", "t4"),
        parts_sum=Quantity(30801, 30801),
        unexplained=Quantity(400, 400),
        verdict=Verdict.INCONSISTENT,
        reason="the parts leave 400 people of the total unexplained",
    )
    return Reading(document, {"name": "grammar", "version": "1"}, (said, believes), tolls, (parts,))


def news(text: str = TEXT_NEWS) -> Reading:
    document = Document(
        name="valley-news",
        text=text,
        sha256="b" * 64,
        title="Valley war: a summary",
        publisher="Invented Gazette",
        published=date(2016, 12, 14),
        published_from="file",
    )
    denial = Statement(
        id="s1",
        speaker=Speaker(span(text, "The southern league"), "southern league", "southern league"),
        cue=span(text, "denied"),
        content=(span(text, "that it had shelled the market"),),
        stance=Stance.DENIES,
        modality=Modality.STATED,
    )
    tolls = (
        toll(text, "t1", "Some 31,000", 30500, 31500, best=31000, qualifier=Qualifier.ABOUT, cumulative=True),
        toll(text, "t2", "at least 23", 23, None, best=23, qualifier=Qualifier.AT_LEAST, cumulative=False),
        toll(
            text,
            "t3",
            "أكثر من 9,000",
            9000,
            None,
            best=9000,
            qualifier=Qualifier.OVER,
            group=Group("مدني", "civilian"),
        ),
    )
    place = Place("Northport", "city", None, 36.20, 37.15, ())
    return Reading(document, {"name": "grammar", "version": "1"}, (denial,), tolls, (), places=(place,))


def people_frame(size: int, seed: int = 19481210) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    names = list(PLACES)
    for k in range(size):
        held = [s for s, p in zip(SOURCES, (0.5, 0.4, 0.35, 0.25, 0.2), strict=True) if rng.random() < p] or [
            SOURCES[0]
        ]
        place = names[int(rng.choice(5, p=(0.4, 0.2, 0.2, 0.1, 0.1)))]
        governorate, lat, lon = PLACES[place]
        month = (
            None if rng.random() < 0.06 else f"{2015 + int(rng.integers(0, 24)) // 12}-{int(rng.integers(1, 13)):02d}"
        )
        given, family = GIVEN[int(rng.integers(5))], FAMILY[int(rng.integers(4))]
        rows.append(
            {
                "person_id": f"p-{k:06x}",
                "records": [f"{s}/2016-12/{k + 2}" for s in held],
                "sources": held,
                "people": 1,
                "name_ar": f"{given[0]} {family[0]}",
                "name_latin": f"{given[1]} {family[1]}",
                "sex": [None, "female", "male", "male"][int(rng.integers(4))],
                "age_band": [None, "0-17", "18-29", "60+"][int(rng.integers(4))],
                "month": month,
                "place": place,
                "governorate": governorate,
                "lat": lat,
                "lon": lon,
                "status": [None, "civilian", "civilian", "direct_participant", "armed_forces"][int(rng.integers(5))],
                "side": [None, "northern league", "southern league"][int(rng.integers(3))],
                "cause": ["heavy_weapons", "small_arms", None][int(rng.integers(3))],
                "perpetrator": [None, "unknown"][int(rng.integers(2))],
                "conflicts": ["sex"] if k % 50 == 0 else [],
                "identified": month is not None and k % 3 != 0,
            }
        )
    return tables.conform(pl.DataFrame(rows, infer_schema_length=None), tables.PEOPLE, table="people")


def records_of(people: pl.DataFrame) -> pl.DataFrame:
    rows = people.explode("records").select(
        pl.col("records").alias("record_id"),
        pl.col("records").str.split("/").list.get(0).alias("source"),
        pl.lit("2016-12").alias("edition"),
        pl.lit("list.csv").alias("file"),
        pl.col("records").str.split("/").list.get(2).cast(pl.Int64).alias("row"),
        pl.lit(value=True).alias("current"),
        *(name for name in tables.RECORDS if name in people.columns),
        pl.lit(value=True).alias("linkable"),
    )
    return tables.conform(rows, tables.RECORDS, table="records")


def estimate_of(people: pl.DataFrame, *, stratum: dict[str, str] | None = None) -> Estimate:
    held = people.select(*(pl.col("sources").list.contains(s).alias(s) for s in SOURCES[:4]))
    cells = held.filter(pl.any_horizontal(SOURCES[:4])).group_by(SOURCES[:4]).len().sort(SOURCES[:4])
    table = CaptureTable(
        SOURCES[:4],
        cells.select(SOURCES[:4]).to_numpy().astype(np.bool_),
        cells["len"].to_numpy().astype(np.int64),
        stratum or {},
    )
    draws = table.n + np.random.default_rng(7).gamma(40, table.n / 100, 2000)
    low, high = (float(q) for q in np.quantile(draws, (0.025, 0.975)))
    main = MethodResult(
        "decomposable", float(np.median(draws)), float(draws.mean()), (low, high), 0.95, {"graphs": 64}, draws
    )
    told = {
        "rhat": 1.002,
        "ess_bulk": 900.0,
        "ess_tail": 700.0,
        "chains": 4,
        "classes": 10,
        "modes": [{"median": table.n * 1.4, "weight": 0.8}, {"median": table.n * 2.0, "weight": 0.2}],
        "drawn_tables": [
            {"lists": 1, "observed": 30, "low": 20.0, "high": 40.0},
            {"lists": list(SOURCES[:2]), "observed": 9, "low": 1.0, "high": 6.0},
        ],
    }
    classes = MethodResult(
        "latent_classes", table.n * 1.5, table.n * 1.52, (low * 0.98, high * 1.2), 0.95, told, draws * 1.05
    )
    chao = MethodResult("chao", table.n * 1.3, None, None, 0.95)
    checks = (EstimateCheck("W3", Severity.WARN, "two lists share few people", "look at the pair of lists"),)
    rule = "the decomposable graphs, because every list covers the whole table"
    methods = {m.method: m for m in (main, classes, chao)}
    sensitivity = {
        "without_list": {SOURCES[0]: table.n * 1.3},
        "delta": {"0.25": table.n * 1.41},
        "classes": {"2": table.n * 1.38, "5": None},
        "list_prior": {"0.5": table.n * 1.42},
        "linkage_threshold": {"0.1": table.n * 1.2, "0.9": None},
        "linkage_threshold_interval": {"0.1": [table.n * 1.1, table.n * 1.3], "0.9": None},
        "xi": [{"xi": 0.5, "median": table.n * 1.2, "low": table.n * 1.1, "high": table.n * 1.3}],
        "each_list_as_population": {
            SOURCES[1]: {"holds": 80, "others_say": 77.5, "interval": [71.0, 90.0], "error": -0.03}
        },
    }
    return Estimate(table, main, rule, methods, checks, {"witness-book": "it does not cover armed forces"}, sensitivity)


def refused(stratum: dict[str, str]) -> Estimate:
    table = CaptureTable(SOURCES[:2], np.array([[False, True], [True, False]]), np.array([12, 30]), stratum)
    check = EstimateCheck("E1", Severity.REFUSE, "the two lists share nobody", "add a third list")
    return Estimate(table, None, "no number is given: the two lists share nobody", {}, (check,))


def checks() -> pl.LazyFrame:
    made = (
        Check(
            "c1",
            "breakdown",
            Verdict.INCONSISTENT,
            "the parts of 31,201 leave 400 people unexplained",
            Gap(400, 400),
            (Term(400, "victims whom the Observatory could not identify", ("toll:observatory-release/t1",)),),
            ("toll:observatory-release/t1", "toll:observatory-release/t2"),
        ),
        Check(
            "c2",
            "same_figure",
            Verdict.CONSISTENT,
            "some 31,000 is 31,201 rounded",
            None,
            (),
            ("toll:valley-news/t1", "toll:observatory-release/t1"),
        ),
        Check(
            "c3",
            "documented",
            Verdict.NOT_COMPARABLE,
            "the toll speaks of the whole war, the lists of Harbour and Uplands only",
            None,
            (),
            ("toll:observatory-release/t1", "count:all"),
        ),
    )
    return check_table(made).lazy()


def invented_sources() -> dict[str, Source]:
    coverage = Coverage(
        Period(date(2015, 1, 1), date(2016, 12, 31)),
        {"Harbour": Covers.YES, "*": Covers.PARTIAL},
        {"armed_forces": Covers.NO, "*": Covers.YES},
        {},
    )
    return {
        name: Source(
            name,
            f"List of the {name}",
            f"The {name} office",
            "CC-BY-4.0" if k else None,
            "credit the office" if k else None,
            "https://example.org/" + name if k else "javascript:alert(1)",
            editions=("2016-06", "2016-12"),
            coverage=coverage,
            invented=True,
        )
        for k, name in enumerate(SOURCES)
    }


def intake_of(records: pl.DataFrame) -> tuple[dict[str, object], ...]:
    held = dict(records.group_by("source").len().iter_rows())
    return tuple(
        {
            "source": name,
            "edition": "2016-12",
            "file": "list.csv",
            "rows": held.get(name, 0) + 3,
            "records": held.get(name, 0),
            "rejected": 3,
            "remarks": 2,
            "blank_rows": 0,
            "expectations": [
                {"what": "rows", "expected": "100 to 9,999", "found": "412", "is_met": True},
                {"what": "sex filled", "expected": "at least 90.0%", "found": "75.0%", "is_met": False},
            ],
            "facts": {"encoding": "utf-8", "delimiter": ","},
        }
        for name in SOURCES
    )


def build(size: int = 400, *, readings: tuple[Reading, ...] | None = None, case: Case | None = None) -> Results:
    people = people_frame(size)
    records = records_of(people)
    rejected = pl.DataFrame(
        [
            (s, "2016-12", r, "age", "1994", "an age of more than 130 years", "is it a year of birth?")
            for s in SOURCES
            for r in (7, 8, 9)
        ],
        schema=tables.REJECTIONS,
        orient="row",
    )
    return Results(
        case=case
        or Case(
            "The valley war",
            "How many people died in the valley war, who says so, and how do we know?",
            ("Harbour", "Uplands"),
            Period(date(2015, 1, 1), date(2016, 12, 31)),
            strata=("status",),
        ),
        sources=invented_sources(),
        intake=intake_of(records),
        records=records,
        rejections=rejected,
        remarks=rejected.head(2),
        pairs=tables.empty(tables.PAIRS),
        changes=tables.empty(tables.CHANGES),
        persons=people.explode("records").select(pl.col("records").alias("record_id"), "person_id"),
        people=people,
        counts=documented(people, ("all", "identified", "two_sources")),
        linkage={
            "n_records": records.height,
            "n_linkable": records.height,
            "n_persons": people.height,
            "persons_interval": {
                "low": size - 5.0,
                "median": float(size),
                "high": size + 9.0,
                "level": 0.95,
                "draws": 9,
            },
            "unmet": 3.2,
            "duplicates": {"value": 40, "low": 31.0, "high": 45.0, "level": 0.95},
            "quality": {
                "basis": "judged",
                "judged": 120,
                "needed": 50,
                "precision": {"value": 0.984, "low": 0.961, "high": 0.993},
                "recall": {"value": 0.975, "low": 0.95, "high": 0.99},
                "classes": [
                    {"calibrated": 0.1, "judged": 60, "same": 5, "low": 0.03, "high": 0.17},
                    {"calibrated": 0.97, "judged": 60, "same": 59, "low": 0.93, "high": 0.99},
                ],
            },
            "calibration": {"kind": "beta", "offset": 0.4, "slope": 0.95},
            "name_frequencies": {"use": "mixed", "names": 1200, "found": 0.83},
            "conflicts": [
                {
                    "left": "river-list/2016-12/2",
                    "right": "ward-registry/2016-12/3",
                    "verdict": "different",
                    "reason": "other judgements make them one person: a = b = c",
                    "mend": "judge again whichever is wrong",
                }
            ],
            "limits": [],
            "parameters": [
                {"term": "sex", "level": "the same", "m": 0.98, "u": 0.5, "weight": 0.97},
                {"term": "sex", "level": "different", "m": 0.02, "u": 0.5, "weight": -4.6},
            ],
        },
        readings={read.document.name: read for read in (readings if readings is not None else (release(), news()))},
        estimates={
            "all": estimate_of(people),
            "status=civilian": estimate_of(
                people.filter(pl.col("status") == "civilian"), stratum={"status": "civilian"}
            ),
            "status=armed_forces": refused({"status": "armed_forces"}),
        },
        checks=checks(),
        totals=(
            Total(
                ("status",),
                documented=130,
                median=160.0,
                mean=161.0,
                interval=(150.0, 180.0),
                level=0.95,
                draws=np.array([150.0, 160.0, 180.0]),
                estimated=("status=civilian",),
                not_estimable={"status=armed_forces": 12},
                beside=3,
            ),
        ),
        manifest={
            "versions": {"tollbook": "0.1.0"},
            "stages": {"intake": {"rows_in": 10, "inputs": {"list.csv": "ab" * 32}}},
        },
    )


@pytest.fixture(scope="session")
def invented() -> Results:
    return build()


@pytest.fixture(scope="session")
def make() -> Callable[..., Results]:
    return build


@pytest.fixture(scope="session")
def nothing() -> Results:
    """A case with no lists, documents or estimates."""
    return replace(
        build(10),
        sources={},
        intake=(),
        records=tables.empty(tables.RECORDS),
        rejections=tables.empty(tables.REJECTIONS),
        remarks=tables.empty(tables.REMARKS),
        persons=tables.empty(tables.PERSONS),
        changes=tables.empty(tables.CHANGES),
        people=tables.empty(tables.PEOPLE),
        counts=tables.empty(tables.COUNTS),
        linkage={},
        readings={},
        estimates={},
        checks=tables.empty(tables.CHECKS).lazy(),
        totals=(),
        manifest={},
    )
