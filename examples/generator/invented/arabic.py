"""The two lists in Arabic: a ledger with editions, and a registry of hospitals."""

from functools import partial

import numpy as np
import polars as pl

from invented import noise
from invented.files import write_text
from invented.names import Words
from invented.release import INVENTED_AR, MONTHS_AR, Release, column, days, joined, numbered, placed
from invented.rows import Rows, rows
from invented.world import CIVILIAN, Flags, Stage, World

STATUS_AR = ("مدني", "مقاتل معارض", "عسكري", "مقاتل موال للحكومة", "مقاتل من تنظيم الدولة")
SIDES_AR = (None, "المعارضة", "الحكومة", "الحكومة", "تنظيم الدولة")
CAUSES_AR = ("قصف", "إطلاق نار", "عبوة ناسفة", "حصار ومنع العلاج", "غير ذلك")
PERPETRATORS_AR = ("القوات الحكومية وحلفاؤها", "فصائل المعارضة", "تنظيم الدولة")
FIRST_EDITION_ENDS = np.datetime64("2015-05-31")
CORRECTED = 0.08  # of the first edition's rows


def ledger(stage: Stage, world: World, is_listed: Flags, rng: np.random.Generator) -> list[Release]:
    """Return the ledger's two editions; the second adds, corrects, and drops those who did not die."""
    wrongly = ~world.is_dead & (world.died <= FIRST_EDITION_ENDS) & (np.arange(world.size) % 2 == 0)
    made = rows(world, is_listed | wrongly, repeated=0.02, unidentified=0.02, families=0.1, rng=rng)
    final = _ledger_rows(stage, world, made, rng)
    draft = _ledger_rows(stage, world, made, rng).with_columns(final["رقم القيد"])
    who = made.who
    early = np.flatnonzero((world.died[who] <= FIRST_EDITION_ENDS) & ((rng.random(len(who)) < 0.85) | wrongly[who]))
    is_corrected = rng.random(len(early)) < CORRECTED
    first = final[early].with_columns(
        pl.when(pl.lit(pl.Series(is_corrected))).then(draft[name][early]).otherwise(final[name][early]).alias(name)
        for name in ("الاسم الكامل", "العمر", "تاريخ الوفاة", "الحي أو البلدة", "الصفة")
    )
    late = np.flatnonzero(world.is_dead[who])
    write = partial(write_text, separator=";", encoding="utf-8")
    return [
        Release("ledger", "2015-06", "ledger-2015-06-invented.csv", first, made.taken(early), write),
        Release("ledger", "2016-12", "ledger-2016-12-invented.csv", final[late], made.taken(late), write),
    ]


def _ledger_rows(stage: Stage, world: World, made: Rows, rng: np.random.Generator) -> pl.DataFrame:
    who = made.who
    name = noise.names(stage, world, who, habit="arabic", looseness=0.12, rng=rng)
    shape = rng.random(len(who))
    whole = joined(
        name.given,
        placed(name.father, shape < 0.12, None),
        placed(name.grandfather, shape < 0.82, None),
        name.family,
    )
    whole = placed(whole, ~made.is_named & (made.people == 1), "مجهول الهوية")
    whole = placed(whole, made.people > 1, _family_rows(name.family))
    age, no_age = noise.ages(world, who, missing=0.18, rng=rng)
    written = noise.dates(world.died[who], off=0.07, first_of_month=0.04, missing=0.01, rng=rng)
    day = days(written.day, written.is_missing)
    where = noise.places(stage, world, who, wrong=0.03, rng=rng)
    group = noise.told(world.group[who], len(STATUS_AR), wrong=0.006, rng=rng)
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    ages_ar = np.array([str(year).translate(digits) for year in range(200)], dtype=object)
    return pl.DataFrame(
        {
            "رقم القيد": numbered("ق-", len(who)),
            "الاسم الكامل": column(whole),
            "الجنس": column(_unless(_sex(world, made, ("ذكر", "أنثى")), made.people > 1)),
            "العمر": column(_unless(ages_ar[age], no_age | ~made.is_named)),
            "تاريخ الوفاة": pl.select(
                pl.when(pl.Series(written.is_month))
                .then(day.dt.strftime("%Y-%m"))
                .otherwise(day.dt.strftime("%Y-%m-%d"))
            ).to_series(),
            "المحافظة": pl.repeat("حلب", len(who), eager=True),
            "المنطقة": column(stage.places.district["arabic"][where]),
            "الحي أو البلدة": column(noise.blank(stage.places.name["arabic"][where], 0.15, rng)),
            "الصفة": column(noise.blank(np.array(STATUS_AR, dtype=object)[group], 0.005, rng)),
            "الجهة التي ينتمي إليها": column(np.array(SIDES_AR, dtype=object)[group]),
            "سبب الوفاة": column(
                noise.blank(noise.reworded(world.cause[who], CAUSES_AR, wrong=0.03, rng=rng), 0.15, rng)
            ),
            "الجهة المسؤولة": column(
                noise.blank(noise.reworded(world.perpetrator[who], PERPETRATORS_AR, wrong=0.03, rng=rng), 0.25, rng)
            ),
            "عدد الأشخاص": pl.Series(made.people),
            "ملاحظة": pl.repeat(INVENTED_AR, len(who), eager=True),
        }
    )


def registry(stage: Stage, world: World, is_listed: Flags, rng: np.random.Generator) -> list[Release]:
    """Return the registry of hospitals: one edition, in windows-1256, each person once."""
    made = rows(world, is_listed, repeated=0.0, unidentified=0.03, families=0.0, rng=rng)
    who = made.who
    name = noise.names(stage, world, who, habit="arabic", looseness=0.35, rng=rng)
    age, no_age = noise.ages(world, who, missing=0.08, rng=rng)
    written = noise.dates(world.died[who], off=0.04, first_of_month=0.0, missing=0.005, rng=rng)
    where = noise.places(stage, world, who, wrong=0.02, rng=rng)
    ages = np.array([str(year) for year in range(200)], dtype=object)[age]
    ages = placed(ages, rng.random(len(who)) < 0.002, "1994")  # a year of birth in the wrong column
    months = np.array([f"{month} أشهر" for month in range(13)], dtype=object)[world.age_months[who].clip(3, 10)]
    unnamed = ~made.is_named
    frame = pl.DataFrame(
        {
            "رقم السجل": numbered("م/", len(who)),
            "الاسم": column(placed(name.given, unnamed, "مجهول الهوية")),
            "اسم الأب": column(_unless(noise.blank(name.father, 0.06, rng), unnamed)),
            "الكنية": column(_unless(name.family, unnamed)),
            "الجنس": column(_sex(world, made, ("ذكر", "أنثى"))),
            "العمر": column(_unless(np.where(world.age_years[who] == 0, months, ages), no_age | unnamed)),
            "تاريخ الوفاة": _syrian_dates(days(written.day, written.is_missing)),
            "المحافظة": pl.repeat("حلب", len(who), eager=True),
            "المنطقة": column(stage.places.district["arabic"][where]),
            "الحي أو البلدة": column(noise.blank(stage.places.name["arabic"][where], 0.10, rng)),
            "صفة المتوفى": column(
                noise.blank(
                    noise.reworded(_plain(world, made), ("مدني", "مقاتل", "عسكري"), wrong=0.006, rng=rng), 0.005, rng
                )
            ),
            "ملاحظة": pl.repeat(INVENTED_AR, len(who), eager=True),
        }
    )
    write = partial(write_text, separator=",", encoding="windows-1256")
    return [Release("registry", "2016-12", "registry-invented.csv", frame, made, write)]


def _sex(world: World, made: Rows, words: tuple[str, str]) -> Words:
    return np.array(words, dtype=object)[world.is_female[made.who].astype(np.int64)]


def _unless(values: Words, where: Flags) -> Words:
    return placed(values, where, None)


def _plain(world: World, made: Rows) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return civilians, those who fight without being soldiers, and soldiers as 0, 1, 2."""
    return np.array([CIVILIAN, 1, 2, 1, 1])[world.group[made.who]]


def _family_rows(family: Words) -> Words:
    return joined(np.full(len(family), "عائلة", dtype=object), family)


def _syrian_dates(day: pl.Series) -> pl.Series:
    month = pl.Series(MONTHS_AR, dtype=pl.String).gather(day.dt.month().cast(pl.Int64).fill_null(1) - 1)
    frame = pl.DataFrame({"day": day, "month": month})
    return frame.select(
        pl.when(pl.col("day").is_not_null()).then(
            pl.format("{} {} {}", pl.col("day").dt.day(), "month", pl.col("day").dt.year())
        )
    ).to_series()
