"""Records as numbers: what the compiled comparisons read, in an order that depends on content and not on the file."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.frequencies import NameTable, divided, surprise
from tollbook.linkage.kernels import MISSING_DAY, Codes
from tollbook.linkage.vocabulary import vocabulary
from tollbook.model.lists import Source
from tollbook.model.tables import NAME_PARTS, SCRIPTS
from tollbook.model.vocabulary import ListPolicy
from tollbook.text import names

_CONTENT = (
    "name_ar",
    "name_latin",
    *(f"{part}_{script}" for script in SCRIPTS for part in NAME_PARTS),
    "identifier",
    "sex",
    "age_low",
    "age_high",
    "birth_from",
    "birth_to",
    "death_from",
    "death_to",
    "reported",
    "place",
    "locality",
    "district",
    "governorate",
    "status",
    "cause",
)
_TEXTS = ("locality", "district", "governorate")
_HEAPED = 3.0  # times its fair share: a first of January or of a month that stands for "some time in"
_UNSTATED = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Features:
    """Linkable records in canonical order.

    Attributes:
        frame: `record_id` and `source` of the records, in canonical order.
        codes: The same as numbers.
        words: Each word by its number.
        keys: Each consonant key by its number.
        stable: A key of each record that survives new editions and other lists; unique. Shape (records,).
        limits: What was cut, in words.
        told: Share of stated names that the case's table of names holds; None without a table.
    """

    frame: pl.DataFrame
    codes: Codes
    words: tuple[str, ...]
    keys: tuple[str, ...]
    stable: pl.Series
    limits: tuple[str, ...]
    told: float | None = None

    def __len__(self) -> int:
        """Return how many records there are."""
        return self.frame.height


def features(records: pl.DataFrame, sources: Mapping[str, Source], *, told: NameTable | None = None) -> Features:
    """Return the records that may be linked, as numbers.

    Args:
        records: RECORDS; only rows that are current and linkable.
        sources: By name; a list that is not among them may repeat people.
        told: How often names occur, where the case has a table of it.

    Returns:
        Features in an order that depends on the records' content alone.
    """
    frame = _ordered(records)
    parts = _parts(frame)
    places = frame.select(_place(column) for column in _TEXTS)
    identifiers = frame.select(
        pl.col("identifier").str.replace_all(r"[^\p{L}\p{N}]", "").str.to_lowercase().str.slice(0, 60)
    )
    identifiers = identifiers.with_columns(pl.when(pl.col("identifier") != "").then("identifier").alias("identifier"))
    book = vocabulary([*parts.iter_columns(), *_folded(places).iter_columns(), *identifiers.iter_columns()])
    words = np.column_stack([book.codes(parts[column]) for column in parts.columns]).astype(np.int32)
    script_free = np.where(words[:, :4] >= 0, words[:, :4], words[:, 4:])
    keys = np.where(script_free >= 0, book.word_key[script_free], -1).astype(np.int32)
    facts = [_code(frame["sex"]), _code(frame["status"]), _code(frame["cause"]), book.codes(identifiers["identifier"])]
    folded = _folded(places)
    place = np.column_stack([book.codes(folded[column]) for column in _TEXTS]).astype(np.int32)
    place = np.column_stack([place, np.where(place >= 0, book.word_key[place], -1)]).astype(np.int32)
    death = _death(frame)
    listed = frame["source"].to_list()
    numbers = {name: at for at, name in enumerate(sorted(set(listed)))}
    once = {name for name, source in sources.items() if source.policy is ListPolicy.ONCE}
    source = np.array([(numbers[name], name in once) for name in listed], dtype=np.int32).reshape(-1, 2)
    fact_codes = np.column_stack(facts).astype(np.int32)
    rec = np.column_stack([words, keys, _birth(frame, death), death, place, fact_codes, source]).astype(np.int32)
    exact_death = np.where(death[:, 2] == 1, death[:, 0] - death[:, 0].min(initial=0), -1)
    rare = (exact_death, place[:, 3], place[:, 4], place[:, 5], fact_codes[:, 1], fact_codes[:, 2])
    shares, is_told = (None, None) if told is None else told.shares(book.keys)
    frequency = _frequencies((words, keys), rare, book.word_key, shares, "" if told is None else told.use)
    codes = Codes(np.ascontiguousarray(rec), frequency, _point(frame), **book.arrays)
    found = None if is_told is None else _found(keys, is_told)
    return Features(
        frame.select("record_id", "source"), codes, book.words, book.keys, _stable(frame), book.limits, found
    )


def _found(keys: npt.NDArray[np.int32], is_told: npt.NDArray[np.bool_]) -> float:
    """Return the share of stated names that a table of names holds."""
    stated = keys >= 0
    held = np.column_stack([is_told[part][np.maximum(keys[:, part], 0)] for part in range(len(NAME_PARTS))])
    return float((held & stated).sum() / max(int(stated.sum()), 1))


def _ordered(records: pl.DataFrame) -> pl.DataFrame:
    content = pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in _CONTENT], separator="\x1f")
    wanted = ["record_id", "source", "source_record_id", "lat", "lon", *_CONTENT]
    return records.select(wanted).with_columns(_content=content).sort("_content", "record_id", maintain_order=False)


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """Return eight columns of folded parts; a whole name is taken apart where no part is stated."""
    columns: list[pl.Series] = []
    for script, whole in zip(SCRIPTS, ("name_ar", "name_latin"), strict=True):
        stated = [f"{part}_{script}" for part in NAME_PARTS]
        values = _mapped(frame.select(stated), names.part)
        blank = pl.all_horizontal(pl.col(stated).is_null())
        wholes = frame.select(pl.when(blank).then(pl.col(whole)).alias("whole"))["whole"]
        distinct = wholes.drop_nulls().unique(maintain_order=True)
        chains = [names.chain(text) for text in distinct]
        taken = pl.DataFrame(
            {"whole": distinct, **{f"_{part}": [getattr(made, part) for made in chains] for part in NAME_PARTS}},
            schema={"whole": pl.String, **{f"_{part}": pl.String for part in NAME_PARTS}},
        )
        apart = wholes.to_frame().join(taken, on="whole", how="left", maintain_order="left")
        for name, part in zip(stated, NAME_PARTS, strict=True):
            columns.append(
                pl.select(
                    pl.when(values[name].is_not_null()).then(values[name]).otherwise(apart[f"_{part}"]).alias(name)
                ).to_series()
            )
    return pl.DataFrame(columns)


def _mapped(frame: pl.DataFrame, change: Callable[[str], str | None]) -> pl.DataFrame:
    """Return text columns with a function applied once to each distinct value."""
    distinct = pl.concat([frame[column].drop_nulls().alias("value") for column in frame.columns]).unique(
        maintain_order=True
    )
    table = pl.DataFrame(
        {"value": distinct, "made": [change(text) for text in distinct]}, schema={"value": pl.String, "made": pl.String}
    )
    return pl.DataFrame(
        [
            frame.select(pl.col(column).alias("value"))
            .join(table, on="value", how="left", maintain_order="left")["made"]
            .alias(column)
            for column in frame.columns
        ]
    )


def _place(column: str) -> pl.Expr:
    return pl.coalesce("locality", "place").alias(column) if column == "locality" else pl.col(column)


def _folded(places: pl.DataFrame) -> pl.DataFrame:
    return _mapped(places, lambda text: names.fold(text).replace(" ", "")[: names.MAX_CHARS] or _digits(text))


def _digits(text: str) -> str | None:
    return "".join(mark for mark in text if mark.isalnum())[: names.MAX_CHARS] or None


def _code(column: pl.Series) -> npt.NDArray[np.int32]:
    """Return a number for each value, by the order of values; -1 where not stated or unknown."""
    known = sorted(set(column.drop_nulls().unique().to_list()) - set(_UNSTATED))
    codes = (
        column.replace_strict(known, list(range(len(known))), default=-1, return_dtype=pl.Int32)
        if known
        else column.is_null()
    )
    return codes.cast(pl.Int32).fill_null(-1).to_numpy() if known else np.full(len(column), -1, dtype=np.int32)


def _days(column: pl.Series) -> npt.NDArray[np.int32]:
    return column.to_physical().cast(pl.Int32).fill_null(MISSING_DAY).to_numpy()


def _death(frame: pl.DataFrame) -> npt.NDArray[np.int32]:
    first, last = _days(frame["death_from"]), _days(frame["death_to"])
    last = np.where(last == MISSING_DAY, first, last)
    first = np.where(first == MISSING_DAY, last, first)
    return _heaps(first, last)


def _heaps(first: npt.NDArray[np.int32], last: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return days with a third column, 1 where known to the day; a heaped first of month or year means all of it."""
    exact = (first == last) & (first != MISSING_DAY)
    days = first.astype("datetime64[D]")
    month, year = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    month_end = (month + 1).astype("datetime64[D]").astype(np.int64) - 1
    year_end = (year + 1).astype("datetime64[D]").astype(np.int64) - 1
    of_year = exact & (days == year.astype("datetime64[D]"))
    of_month = exact & (days == month.astype("datetime64[D]")) & ~of_year
    total = max(int(exact.sum()), 1)
    last = last.copy()
    for at, end, share in ((of_year, year_end, 1 / 365.25), (of_month, month_end, 11 / 365.25)):
        if at.sum() > _HEAPED * share * total and at.sum() > 10:
            last[at] = end[at]
            exact = exact & ~at
    return np.column_stack([first, last, exact, _digits_of(days, exact)]).astype(np.int32)


def _digits_of(days: npt.NDArray[np.datetime64], known: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return eight digits of each date, four bits each; 0 where not known to the day or out of range."""
    day_one = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    month = day_one.astype(np.int64) % 12 + 1
    day = (days - day_one.astype("datetime64[D]")).astype(np.int64) + 1
    number = np.where(known & (year > 0) & (year < 8000), year * 10_000 + month * 100 + day, 0)
    digits: npt.NDArray[np.int64] = np.zeros(len(days), dtype=np.int64)
    for at in range(8):
        digits |= (number // 10**at % 10) << (4 * at)
    return digits


def _birth(frame: pl.DataFrame, death: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return births; where not stated, from the age at death or when reported."""
    first, last = _days(frame["birth_from"]), _days(frame["birth_to"])
    last = np.where(last == MISSING_DAY, first, last)
    first = np.where(first == MISSING_DAY, last, first)
    stated = _heaps(first, last)
    low = np.floor(frame["age_low"].fill_null(-1.0).to_numpy()).astype(np.int32)
    high = np.floor(frame["age_high"].fill_null(-1.0).to_numpy()).astype(np.int32)
    low, high = np.where(low < 0, high, low), np.where(high < 0, low, high)
    reported = _days(frame["reported"])
    since = np.where(death[:, 0] != MISSING_DAY, death[:, 0], reported).astype(np.int64)
    until = np.where(death[:, 0] != MISSING_DAY, death[:, 1], reported).astype(np.int64)
    derived = (stated[:, 0] == MISSING_DAY) & (low >= 0) & (since != MISSING_DAY)
    stated[derived, 0] = (since - np.ceil((high.astype(np.int64) + 1) * 365.25).astype(np.int64))[derived] + 1
    stated[derived, 1] = (until - np.floor(low.astype(np.int64) * 365.25).astype(np.int64))[derived]
    return np.column_stack([stated[:, :3], low, high, stated[:, 3]]).astype(np.int32)


def _point(frame: pl.DataFrame) -> npt.NDArray[np.float64]:
    both = frame.select(pl.col("lat").is_not_null() & pl.col("lon").is_not_null()).to_series().to_numpy()
    point = np.radians(
        np.column_stack([frame["lat"].fill_null(np.nan).to_numpy(), frame["lon"].fill_null(np.nan).to_numpy()])
    )
    point[~both] = np.nan
    return np.asarray(point, dtype=np.float64)


def _frequencies(
    names_of: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    facts: Sequence[npt.NDArray[np.int32]],
    word_key: npt.NDArray[np.int32],
    shares: npt.NDArray[np.float64] | None,
    use: str,
) -> npt.NDArray[np.float32]:
    """Return how rare each value is, in bits, by column of FREQUENCIES; names by a table where one is given."""
    words, keys = names_of
    made = []
    for part in range(len(NAME_PARTS)):
        of_keys = None if shares is None else shares[part]
        spelt = (words[:, part], words[:, part + len(NAME_PARTS)])
        made += [
            surprise(column, None if of_keys is None else (divided(column, word_key, of_keys), use)) for column in spelt
        ]
        made.append(surprise(keys[:, part], None if of_keys is None else (of_keys, use)))
    made += [surprise(column) for column in facts]
    return np.column_stack(made).astype(np.float32)


def _stable(frame: pl.DataFrame) -> pl.Series:
    """Return a key of each record: its list, its number there or a digest of what it says, and a count of equals."""
    numbered = frame["source_record_id"].is_not_null()
    digests = [_digest(text) for text in frame.filter(~numbered)["_content"]]
    own = pl.Series(
        "own", ["\x1e" + number if number is not None else "" for number in frame["source_record_id"]], dtype=pl.String
    )
    own = own.scatter(numbered.not_().arg_true(), digests) if digests else own
    keyed = pl.DataFrame({"key": frame["source"] + "\x1f" + own})
    nth = keyed.select(pl.int_range(pl.len()).over("key").cast(pl.String).alias("nth"))["nth"]
    return (keyed["key"] + "\x1f" + nth).alias("stable")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def person_id(stable: str) -> str:
    """Return the identifier of a person whose smallest member has this stable key."""
    return "p" + hashlib.blake2b(stable.encode(), digest_size=8).hexdigest()
