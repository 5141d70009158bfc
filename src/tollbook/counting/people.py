"""Who is documented: one row a person, with the value taken for each field."""

import polars as pl

from tollbook.counting.ages import age, band
from tollbook.counting.choice import UNKNOWN, interval, place, word
from tollbook.counting.scope import EVERYBODY, Scope, outside
from tollbook.errors import TableError
from tollbook.model.tables import NAME_PARTS, PEOPLE, SCRIPTS, conform

WORDS = ("sex", "status", "side", "cause", "perpetrator")
NAMES = ("name_ar", "name_latin")
PLACES = ("place", "locality", "district", "governorate")
CONFLICTS = ("sex", "age", "birth", "death", "governorate", "status", "side", "cause", "perpetrator")
MAX_YEARS_APART = 1.0  # lists state the age at death, at listing or in the running year: a year apart is no conflict

# Words that make one name together with the next: in a name published whole they must not pass for a second name.
PARTICLES = r"(?i)(^|\s)(عبد|أبو|ابو|أم|ام|بن|ابن|بنت|آل|abd|abdel|abdul|abu|abou|umm|oum|bin|bint|ibn|al|el)[\s-]+"


def people(records: pl.DataFrame, persons: pl.DataFrame, *, scope: Scope = EVERYBODY) -> pl.DataFrame:
    """Return one row for each person whom at least one list holds now.

    History stays out: only current records speak, and a person whose records were all replaced or withdrawn is not
    among the people. How a value is taken where records differ is said in `CHOICES`. A row that stands for several
    people keeps its number. `conflicts` names what records contradict each other in: `sex`, `age` (more than a year
    apart), `birth` and `death` (no day in common), `governorate`, `status`, `side`, `cause`, `perpetrator`. Names, and
    places below the governorate, are published in several scripts and spellings: a difference there is no conflict.

    Args:
        records: RECORDS.
        persons: PERSONS; a current record without exactly one person is a TableError.
        scope: Whom the case asks about; the others are marked as `outside`.

    Returns:
        PEOPLE, sorted by `person_id`.
    """
    rows = _rows(records, persons)
    frame = rows.group_by("person", "person_id").agg(
        records=pl.col("record_id").sort(),
        sources=pl.col("source_name").unique().sort(),
        people=pl.col("people").fill_null(1).max(),
        is_named=pl.col("is_named").any(),
    )
    frame = _with_intervals(_with_words(frame, rows), rows)
    first = pl.col("death_from")
    frame = frame.with_columns(
        age_band=band(pl.col("age_low"), pl.col("age_high")),
        month=pl.when(_same("1mo")).then(first.dt.strftime("%Y-%m")),
        quarter=pl.when(_same("1q")).then(pl.format("{}-Q{}", first.dt.year(), first.dt.quarter())),
        year=pl.when(_same("1y")).then(first.dt.strftime("%Y")),
        conflicts=pl.concat_list(
            pl.when(f"{field}_conflict").then(pl.lit(field)) for field in CONFLICTS
        ).list.drop_nulls(),
        identified=_is_identified(),
    )
    frame = frame.with_columns(outside=outside(scope)).sort("person_id")
    return conform(frame.select(*PEOPLE), PEOPLE, table="people")


def _rows(records: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Return the current records with `person` and `source` as numbers in the order of their names."""
    current = records.filter(pl.col("current"))
    rows = current.join(persons.select("record_id", "person_id"), on="record_id", how="left")
    lost = rows.filter(pl.col("person_id").is_null() | pl.col("record_id").is_duplicated())
    if len(lost):
        raise TableError(
            f"{lost['record_id'].n_unique()} current records are not in exactly one person",
            where=f"table persons, record {lost['record_id'].sort().item(0)}",
            mend="report this: linkage must put every record into one person",
        )
    return rows.with_columns(
        person=pl.col("person_id").rank("dense"),
        source_name=pl.col("source"),
        source=pl.col("source").rank("dense"),
        is_named=_is_named(),
    )


def _same(period: str) -> pl.Expr:
    """Return whether the first and the last day on which somebody may have died lie in one month, quarter or year."""
    return pl.col("death_from").dt.truncate(period) == pl.col("death_to").dt.truncate(period)


def _is_named() -> pl.Expr:
    """Return whether a record has a given name and one more: in parts, or as two words of a whole name."""
    claims: list[pl.Expr] = [pl.lit(value=False)]
    for script in SCRIPTS:
        has = {part: pl.col(f"{part}_{script}").is_not_null() for part in NAME_PARTS}
        in_parts = has["given"] & (has["father"] | has["grandfather"] | has["family"])
        whole = pl.col(f"name_{script}").str.strip_chars().str.replace_all(PARTICLES, "$1").str.contains(r"\S\s+\S")
        claims.append(in_parts | (~pl.any_horizontal(has.values()) & whole.fill_null(value=False)))
    return pl.any_horizontal(claims) & pl.col("linkable").fill_null(value=False)


def _is_identified() -> pl.Expr:
    has_day = (pl.col("death_from") == pl.col("death_to")).fill_null(value=False)
    has_place = pl.any_horizontal((pl.col(level) != UNKNOWN).fill_null(value=False) for level in PLACES)
    return pl.col("is_named") & has_day & has_place & (pl.col("people") == 1)


def _with_words(frame: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    for field in NAMES:
        frame = frame.join(word(rows, field, is_name=True).drop("rivals"), on="person", how="left")
    for field in WORDS:
        chosen = word(rows, field).with_columns((pl.col("rivals") > 1).alias(f"{field}_conflict")).drop("rivals")
        frame = frame.join(chosen, on="person", how="left")
    chosen = place(rows).with_columns(governorate_conflict=pl.col("rivals") > 1).drop("rivals")
    return frame.join(chosen, on="person", how="left")


def _with_intervals(frame: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    for name in ("death", "birth"):
        first, last = f"{name}_from", f"{name}_to"
        days = rows.with_columns(pl.col(first, last).to_physical())
        taken = interval(days, first, last).with_columns(
            pl.col(first, last).cast(pl.Int32).cast(pl.Date), (pl.col("apart") > 0).alias(f"{name}_conflict")
        )
        frame = frame.join(taken.drop("apart"), on="person", how="left")
    taken = interval(rows, "age_low", "age_high").with_columns(age_conflict=pl.col("apart") > MAX_YEARS_APART)
    return age(frame.join(taken.drop("apart"), on="person", how="left"))
