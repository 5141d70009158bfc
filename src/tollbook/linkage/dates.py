"""Births and deaths as days, ages and digits: what the compiled comparisons of dates read."""

import numpy as np
import numpy.typing as npt
import polars as pl

from tollbook.linkage.kernels import MISSING_DAY

_HEAPED = 3.0  # times its fair share: a first of January or of a month that stands for "some time in"


def deaths(frame: pl.DataFrame) -> npt.NDArray[np.int32]:
    """Return deaths: first and last day, 1 if known to the day, digits of the first day. Shape (rows, 4)."""
    first, last = _days(frame["death_from"]), _days(frame["death_to"])
    last = np.where(last == MISSING_DAY, first, last)
    first = np.where(first == MISSING_DAY, last, first)
    return _heaps(first, last)


def births(frame: pl.DataFrame, death: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return births; where not stated, from the age at death or when reported. Shape (rows, 6), as in `Codes`."""
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


def _days(column: pl.Series) -> npt.NDArray[np.int32]:
    return column.to_physical().cast(pl.Int32).fill_null(MISSING_DAY).to_numpy()


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
