"""The three lists in Latin letters: a monitor without soldiers, a memorial that starts late, an archive."""

from functools import partial

import numpy as np
import polars as pl

from invented import noise
from invented.files import write_parquet, write_text, write_workbook
from invented.names import Words
from invented.release import INVENTED, Release, column, days, joined, numbered, placed
from invented.rows import Rows, rows
from invented.world import Flags, Stage, World

CAUSES_EN = ("Shelling or air strike", "Gunfire", "Landmine or IED", "Siege or lack of care", "Other")
WEAPONS = ("Air/artillery", "Shooting", "Explosive device", "Deprivation", "Other")
PERPETRATORS_EN = ("Government and allies", "Opposition groups", "Islamic State")
SIDES_EN = (None, "Opposition groups", "Government and allies", "Government and allies", "Islamic State")
CATEGORIES = ("Civilian", "Non-state armed group", "Armed forces", "Pro-government militia", "Non-state armed group")
CORRECTED = 0.04  # of the rows of the archive's first edition
ARCHIVE_SUPPLEMENT = np.datetime64("2015-01-01")


def monitor(stage: Stage, world: World, is_listed: Flags, rng: np.random.Generator) -> list[Release]:
    """Return the monitor's workbook: English school, no soldiers and no Islamic State."""
    made = rows(world, is_listed, repeated=0.0, unidentified=0.02, families=0.1, rng=rng)
    who, single = made.who, made.people == 1
    name = noise.names(stage, world, who, habit="english", looseness=0.25, rng=rng)
    age, no_age = noise.ages(world, who, missing=0.25, rng=rng)
    is_child_only = (rng.random(len(who)) < 0.03) & (age < 18)
    ages = np.array([str(year) for year in range(200)], dtype=object)[age]
    ages = placed(np.where(age == 0, "under 1", ages), is_child_only, "child")
    written = noise.dates(world.died[who], off=0.08, first_of_month=0.02, missing=0.01, rng=rng)
    where = noise.places(stage, world, who, wrong=0.04, rng=rng)
    first = placed(placed(name.given, single & ~made.is_named, "Unidentified"), ~single, _family_of(made))
    frame = pl.DataFrame(
        {
            "No": pl.Series(np.arange(1, len(who) + 1)),
            "First name": column(first),
            "Father's name": column(placed(noise.blank(name.father, 0.3, rng), ~made.is_named, None)),
            "Family name": column(placed(name.family, single & ~made.is_named, None)),
            "Gender": column(placed(_sex(world, made, ("M", "F")), ~single, None)),
            "Age": column(placed(ages, no_age | ~made.is_named, None)),
            "Date of death": days(written.day, written.is_missing),
            "Governorate": pl.repeat("Aleppo", len(who), eager=True),
            "District": column(stage.places.district["english"][where]),
            "Place": column(noise.blank(stage.places.name["english"][where], 0.2, rng)),
            "Category": column(noise.reworded(world.group[who], ("Civilian", "Combatant"), wrong=0.006, rng=rng)),
            "Weapon": column(noise.blank(noise.reworded(world.cause[who], WEAPONS, wrong=0.03, rng=rng), 0.1, rng)),
            "Responsible": column(
                noise.blank(noise.reworded(world.perpetrator[who], PERPETRATORS_EN, wrong=0.03, rng=rng), 0.1, rng)
            ),
            "Persons": pl.Series(made.people),
            "Note": pl.repeat(INVENTED, len(who), eager=True),
        }
    )
    title = "People killed in Aleppo governorate, 2012-2016. All people in this list are invented."
    write = partial(write_workbook, sheet="Victims (invented)", title=title)
    return [Release("monitor", "2016-12", "monitor-invented.xlsx", frame, made, write, first_row=4)]


def memorial(stage: Stage, world: World, is_listed: Flags, rng: np.random.Generator) -> list[Release]:
    """Return the memorial's wall of names: French school, from 2014, what families sent in, some twice or misdated."""
    made = rows(world, is_listed, repeated=0.06, unidentified=0.0, families=0.0, rng=rng)
    who = made.who
    name = noise.names(stage, world, who, habit="french", looseness=0.3, rng=rng)
    written = noise.dates(world.died[who], off=0.10, first_of_month=0.04, missing=0.03, rng=rng)
    where = noise.places(stage, world, who, wrong=0.02, rng=rng)
    day = np.array(days(written.day, written.is_missing).dt.strftime("%d/%m/%Y").to_list(), dtype=object)
    born = world.born[who]
    born = np.where(rng.random(len(who)) < 0.05, born.astype("datetime64[Y]").astype("datetime64[D]"), born)
    frame = pl.DataFrame(
        {
            "entry": numbered("W", len(who)),
            "full_name": column(joined(name.given, noise.blank(name.father, 0.35, rng), name.family)),
            "sex": column(_sex(world, made, ("m", "f"))),
            "date_of_birth": days(born, rng.random(len(who)) < 0.35).dt.strftime("%d/%m/%Y"),
            "date_of_death": column(placed(day, rng.random(len(who)) < 0.003, "31/02/2015")),
            "town": column(stage.places.name["french"][where]),
            "note": pl.repeat(INVENTED, len(who), eager=True),
        }
    )
    write = partial(write_text, separator="\t", encoding="utf-16")
    return [Release("memorial", "2016-12", "memorial-invented.tsv", frame, made, write)]


def archive(stage: Stage, world: World, is_listed: Flags, rng: np.random.Generator) -> list[Release]:
    """Return the archive and its supplement, which adds, corrects some rows, and withdraws those who did not die."""
    wrongly = ~world.is_dead & (world.died < ARCHIVE_SUPPLEMENT) & (np.arange(world.size) % 2 == 1)
    made = rows(world, is_listed | wrongly, repeated=0.02, unidentified=0.01, families=0.0, rng=rng)
    final = _archive_rows(stage, world, made, rng)
    draft = _archive_rows(stage, world, made, rng)
    is_early = world.died[made.who] < ARCHIVE_SUPPLEMENT
    is_corrected = is_early & ~wrongly[made.who] & made.is_named & (rng.random(len(made.who)) < CORRECTED)
    is_withdrawn = wrongly[made.who]
    early, late = np.flatnonzero(is_early), np.flatnonzero(~is_early | is_corrected | is_withdrawn)
    withdrawn = np.array([None, "yes"], dtype=object)[is_withdrawn.astype(np.int64)]
    first = final.with_columns(
        pl.when(pl.lit(pl.Series(is_corrected))).then(draft[name]).otherwise(final[name]).alias(name)
        for name in ("given_name", "father_name", "family_name", "age", "date_of_death", "locality")
    ).with_columns(withdrawn=pl.lit(None, dtype=pl.String))
    second = final.with_columns(withdrawn=column(withdrawn))
    return [
        Release("archive", "2015", "archive-2015-invented.parquet", first[early], made.taken(early), write_parquet),
        Release("archive", "2016", "archive-2016-invented.parquet", second[late], made.taken(late), write_parquet),
    ]


def _archive_rows(stage: Stage, world: World, made: Rows, rng: np.random.Generator) -> pl.DataFrame:
    who, unnamed = made.who, ~made.is_named
    name = noise.names(stage, world, who, habit="academic", looseness=0.15, rng=rng)
    age, no_age = noise.ages(world, who, missing=0.3, rng=rng)
    written = noise.dates(world.died[who], off=0.05, first_of_month=0.03, missing=0.01, rng=rng)
    where = noise.places(stage, world, who, wrong=0.03, rng=rng)
    group = noise.told(world.group[who], len(CATEGORIES), wrong=0.006, rng=rng)
    return pl.DataFrame(
        {
            "code": numbered("A-", len(who)),
            "given_name": column(placed(name.given, unnamed, "unknown")),
            "father_name": column(placed(noise.blank(name.father, 0.1, rng), unnamed, None)),
            "grandfather_name": column(placed(noise.blank(name.grandfather, 0.6, rng), unnamed, None)),
            "family_name": column(placed(name.family, unnamed, None)),
            "sex": column(_sex(world, made, ("male", "female"))),
            "age": pl.DataFrame({"age": age, "no": no_age | unnamed})
            .select(pl.when(~pl.col("no")).then("age"))
            .to_series(),
            "date_of_death": days(written.day, written.is_missing),
            "governorate": pl.repeat("Aleppo", len(who), eager=True),
            "district": column(stage.places.district["academic"][where]),
            "locality": column(stage.places.name["academic"][where]),
            "latitude": pl.Series(stage.places.lat[where]),
            "longitude": pl.Series(stage.places.lon[where]),
            "category": column(np.array(CATEGORIES, dtype=object)[group]),
            "affiliation": column(np.array(SIDES_EN, dtype=object)[group]),
            "cause": column(noise.blank(noise.reworded(world.cause[who], CAUSES_EN, wrong=0.03, rng=rng), 0.2, rng)),
            "responsible": column(
                noise.blank(noise.reworded(world.perpetrator[who], PERPETRATORS_EN, wrong=0.03, rng=rng), 0.3, rng)
            ),
            "note": pl.repeat(INVENTED, len(who), eager=True),
        }
    )


def _sex(world: World, made: Rows, words: tuple[str, str]) -> Words:
    return np.array(words, dtype=object)[world.is_female[made.who].astype(np.int64)]


def _family_of(made: Rows) -> Words:
    return np.array([f"Family of {number}" for number in range(200)], dtype=object)[made.people]
