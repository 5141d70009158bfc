"""An age as written in a cell: the fewest and the most years that it says."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tollbook.text.misread import Misread
from tollbook.text.scripts import ascii_digits, clean, fold

OLDEST = 120.0  # years; the oldest verified age is 122
DAYS_IN_YEAR = 365.25


class AgeUnit(StrEnum):
    """What a bare number of a column counts."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that a text allows, in years, both ends included.

    "23" is ``Ages(23.0, 23.0)``: completed years, as lists give them. "60+" has no upper end.

    Attributes:
        low: Fewest years.
        high: Most years, or None where the text sets no limit.
    """

    low: float
    high: float | None


_UNITS: dict[str, AgeUnit] = {
    fold(word): unit
    for unit, words in {
        AgeUnit.YEARS: "y yr yrs year years yo old aged age s سنة سنه سنوات سنين عام عاما عاماً أعوام ع",
        AgeUnit.MONTHS: "m mo mos mth mths month months شهر شهرا أشهر اشهر شهور",
        AgeUnit.WEEKS: "w wk wks week weeks أسبوع اسبوع أسابيع اسابيع",
        AgeUnit.DAYS: "d day days يوم يوما أيام ايام",
    }.items()
    for word in words.split()
}
_PHRASES: dict[str, tuple[float, AgeUnit]] = {
    fold(phrase): number
    for phrase, number in {
        "سنة": (1, AgeUnit.YEARS), "عام": (1, AgeUnit.YEARS), "سنتان": (2, AgeUnit.YEARS), "سنتين": (2, AgeUnit.YEARS),
        "عامان": (2, AgeUnit.YEARS), "عامين": (2, AgeUnit.YEARS), "سنة ونصف": (1.5, AgeUnit.YEARS),
        "عام ونصف": (1.5, AgeUnit.YEARS), "نصف سنة": (6, AgeUnit.MONTHS), "شهر": (1, AgeUnit.MONTHS),
        "شهران": (2, AgeUnit.MONTHS), "شهرين": (2, AgeUnit.MONTHS), "أسبوع": (1, AgeUnit.WEEKS),
        "أسبوعان": (2, AgeUnit.WEEKS), "أسبوعين": (2, AgeUnit.WEEKS), "يوم": (1, AgeUnit.DAYS),
        "يومان": (2, AgeUnit.DAYS), "يومين": (2, AgeUnit.DAYS),
    }.items()
}  # fmt: skip
_PER_YEAR = {AgeUnit.YEARS: 1.0, AgeUnit.MONTHS: 12.0, AgeUnit.WEEKS: DAYS_IN_YEAR / 7, AgeUnit.DAYS: DAYS_IN_YEAR}

_NUMBER = r"(\d+(?:\.\d+|,\d{1,2})?)"  # three digits after a comma are thousands: "1,994" is no age of two
_WORDS = r"((?:\s*[^\W\d]+\.?)*)"
_ONE = re.compile(rf"{_NUMBER}\s*{_WORDS}")
_BAND = re.compile(rf"{_NUMBER}{_WORDS}\s*(?:-|to|and|الى|إلى|و)\s*{_NUMBER}\s*{_WORDS}")
_OVER = re.compile(
    rf"{_NUMBER}\s*{_WORDS}\s*(?:\+|and over|and above|or more|فأكثر|فما فوق)|(?:≥|>=|\+)\s*{_NUMBER}\s*{_WORDS}"
)
_MORE = re.compile(rf"(?:>|over|above|more than|أكثر من|اكثر من|فوق)\s*{_NUMBER}\s*{_WORDS}")
_UNDER = re.compile(rf"(?:<|under|below|less than|أقل من|اقل من|تحت|دون)\s*(?:ال)?\s*{_NUMBER}\s*{_WORDS}")
_DECADE = re.compile(r"(?:in (?:his|her|their) )?(\d0)'?s")
_MIXED = re.compile(rf"{_NUMBER}\s*([^\W\d]+)\s*(?:,|and|و)?\s*{_NUMBER}\s*([^\W\d]+)")
_HYPHEN = re.compile(r"(?<=\w)-(?=[^\W\d])")  # 23-year-old
_ONE_UNIT = re.compile(r"\b(?:an?|one)\s+(?=day|week|month|year)")  # less than a day
_ORNAMENT = re.compile(r"[\u0640\u064B-\u0652]")  # stretched letters and vowel marks

_MEND = 'correct it in the file, or map the value in the column\'s lookup, such as "child" = "0-17"'


def read_age(text: str, *, unit: AgeUnit = AgeUnit.YEARS) -> Ages | Misread:
    """Return the ages that a written age allows, or why it is none.

    Args:
        text: As written: "23", "6 months", "٣ أيام", "18-25", "60+", "under 18", "30s", "سنة ونصف".
        unit: What a bare number counts.

    Returns:
        Ages in years between 0 and 120. Words without a number ("child") are no age.
    """
    plain = ascii_digits(clean(text)).casefold().translate(str.maketrans("–—−٫،", "---.,")).strip(" .()")
    plain = _ONE_UNIT.sub("1 ", plain)
    ages = _read(_ORNAMENT.sub("", _HYPHEN.sub(" ", plain)), unit)
    if ages is None:
        return Misread(f"'{plain[:40]}' is no age that can be read", _MEND)
    if ages.low < 0:
        return Misread(f"{plain} is no age: it is below zero", _MEND)
    top = ages.low if ages.high is None else ages.high
    if top > OLDEST:
        hint = "; it looks like a year of birth" if 1850 <= top <= 2100 else ""
        mend = "map the column to date_of_birth if it holds years, or correct the value" if hint else _MEND
        return Misread(f"{plain} is no age: it is above {OLDEST:.0f} years{hint}", mend)
    if ages.high is not None and ages.high < ages.low:
        return Misread(f"the band {plain} ends before it begins", "put the lower age first")
    return ages


def _read(text: str, unit: AgeUnit) -> Ages | None:
    phrase = _PHRASES.get(fold(text))
    if phrase is not None:
        years = _years(str(phrase[0]), phrase[1])
        return Ages(years, years)
    if re.fullmatch(rf"-\s*{_NUMBER}", text):
        return Ages(-1.0, None)
    decade = _DECADE.fullmatch(text)
    if decade:
        return Ages(float(decade[1]), float(decade[1]) + 9)
    return _bounded(text, unit) or _plain(text, unit)


def _bounded(text: str, unit: AgeUnit) -> Ages | None:
    """Return a band, or an age with one bound."""
    over = _OVER.fullmatch(text)
    if over:
        scale = _unit(over[2] or over[4] or "", unit)
        return None if scale is None else Ages(_years(over[1] or over[3], scale), None)
    more, under, band = _MORE.fullmatch(text), _UNDER.fullmatch(text), _BAND.fullmatch(text)
    for bound, is_low in ((more, True), (under, False)):
        if bound:
            scale = _unit(bound[2], unit)
            if scale is None:
                return None
            number = float(bound[1].replace(",", "."))
            # "Over 60" and "under 18" count completed years; "under 1 month" has no whole unit below it.
            step = 0 if scale is not AgeUnit.YEARS or number <= 1 else 1 if is_low else -1
            edge = _years(str(number + step), scale)
            return Ages(edge, None) if is_low else Ages(0.0, edge)
    if not band:
        return None
    last = _unit(band[4], unit)
    first = last if not band[2].strip() else _unit(band[2], unit)
    if first is None or last is None:
        return None
    return Ages(_years(band[1], first), _years(band[3], last))


def _plain(text: str, unit: AgeUnit) -> Ages | None:
    """Return one age in one unit, or in two: "2 years 3 months"."""
    mixed = _MIXED.fullmatch(text)
    if mixed:
        major, minor = _unit(mixed[2], unit), _unit(mixed[4], unit)
        if major is None or minor is None or _PER_YEAR[minor] <= _PER_YEAR[major]:
            return None
        years = _years(mixed[1], major) + _years(mixed[3], minor)
        return Ages(years, years)
    one = _ONE.fullmatch(text) or re.fullmatch(rf"(?:aged?|العمر|عمره?ا?)\s*:?\s*{_NUMBER}{_WORDS}", text)
    if not one:
        return None
    scale = _unit(one[2], unit)
    if scale is None:
        return None
    years = _years(one[1], scale)
    return Ages(years, years)


def _unit(words: str, default: AgeUnit) -> AgeUnit | None:
    """Return the unit that words name, the default where there are none, None where they name something else."""
    units = [_UNITS.get(word) for word in fold(words).split()]
    if not units:
        return default
    if None in units:
        return None
    named = [unit for unit in units if unit is not AgeUnit.YEARS]
    return named[0] if named else AgeUnit.YEARS


def _years(number: str, unit: AgeUnit) -> float:
    return round(float(number.replace(",", ".")) / _PER_YEAR[unit], 4)
