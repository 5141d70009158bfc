"""What each column of an unknown list may mean, and why we think so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from tollbook.intake.roles import ROLES, Kind, bracketed, role_of_header
from tollbook.intake.words import EMPTY, TERMS, UNKNOWN
from tollbook.text.ages import AgeUnit
from tollbook.text.dates import Calendar, Order
from tollbook.text.scripts import ARABIC, ascii_digits, clean, fold

_LOOKED_AT = 20_000  # distinct values of a column that are looked at
_SLASHED = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2}|\d{4})(?:\D.*)?")
_SERIAL = re.compile(r"[2-5]\d{4}(\.\d+)?")
_STATED_ORDERS = ((re.compile(r"d+ m+ y+"), Order.DMY), (re.compile(r"m+ d+ y+"), Order.MDY))
_UNITS_IN_HEADERS = {"months": AgeUnit.MONTHS, "weeks": AgeUnit.WEEKS, "days": AgeUnit.DAYS, "اشهر": AgeUnit.MONTHS}
_PARTS_BESIDE = frozenset(
    f"{part}{script}" for part in ("father", "grandfather", "family") for script in ("", "_ar", "_latin")
)
_HIJRI_YEAR = re.compile(r"(?:^|\D)1[345]\d{2}(?:\D|$)")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken to mean.

    Attributes:
        column: Its name.
        role: A key of ROLES, or None where nothing was recognised.
        reason: Why.
        options: Settings of the column in profile.toml, such as `order`.
        unmapped: Values that no lookup holds, commonest first, at most twenty.
        question: What only the user can answer, or None.
    """

    column: str
    role: str | None
    reason: str
    options: tuple[tuple[str, str | int], ...] = ()
    unmapped: tuple[str, ...] = ()
    question: str | None = None


@dataclass(slots=True)
class _Form:
    """What the dates of a column show of their form, while it is looked at."""

    options: list[tuple[str, str | int]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def guesses(frame: pl.DataFrame) -> tuple[Guess, ...]:
    """Return one guess a column, by its name, else by its values; no role is given twice."""
    taken: set[str] = set()
    found = []
    for name in frame.columns:
        values = _values(frame[name])
        guess = _guess(name, values)
        if guess.role is not None and guess.role in taken:
            guess = Guess(name, None, f"it looks like {guess.role}, which another column already is")
        if guess.role is not None:
            taken.add(guess.role)
        found.append(guess)
    return tuple(_whole_dates(_first_names(frame, found)))


def _first_names(frame: pl.DataFrame, found: Sequence[Guess]) -> list[Guess]:
    """Return the guesses with a "name" of one word, beside a father's or family name, taken as the given name."""
    roles = {guess.role for guess in found}
    if not roles & _PARTS_BESIDE or roles & {"given", "given_ar", "given_latin"}:
        return list(found)
    kept = []
    for guess in found:
        stated = frame[guess.column].drop_nulls().str.strip_chars()
        single = int((~stated.str.contains(r"\S\s+\S")).sum())
        if guess.role in {"name", "name_ar", "name_latin"} and 2 * single > stated.len():
            reason = f"{guess.reason}; mostly one word beside other parts of the name, so the given name"
            kept.append(replace(guess, role=guess.role.replace("name", "given"), reason=reason))
        else:
            kept.append(guess)
    return kept


def _values(column: pl.Series) -> list[str]:
    """Return the distinct values of a column, commonest first."""
    counted = column.drop_nulls().alias("value").value_counts().sort("count", "value", descending=[True, False])
    return [clean(value) for value in counted["value"].head(_LOOKED_AT)]


def _guess(name: str, values: Sequence[str]) -> Guess:
    role = role_of_header(name)
    if role is None:
        return _by_values(name, values)
    reason = f"its name says {role}"
    if role == "name" or role in {"given", "father", "grandfather", "family"}:
        reason += f", its letters are {_script(values)}"
    if ROLES[role] is Kind.TERM:
        unmapped = _unmapped(role, values)
        if role == "status" and unmapped and len(unmapped) == len(_stated(values)):
            return Guess(name, None, "its name says status, but no value is a status that we know", (), unmapped[:20])
        return Guess(name, role, reason, (), unmapped[:20])
    if ROLES[role] is Kind.DATE:
        return _with_form(name, role, reason, values)
    if ROLES[role] is Kind.AGE and (unit := _UNITS_IN_HEADERS.get(bracketed(name))) is not None:
        return Guess(name, role, f"{reason}, in {unit.value}", (("unit", unit.value),))
    numbers = [re.search(r"\d", ascii_digits(value)) is not None for value in _stated(values)]
    if role == "people" and 2 * sum(numbers) < len(numbers):
        return Guess(name, None, "its name says people, but its values are mostly no numbers")
    return Guess(name, role, reason)


def _by_values(name: str, values: Sequence[str]) -> Guess:
    """Return a guess by what a column holds: only closed lists are safe to tell that way."""
    stated = _stated(values)
    if 0 < len(stated) <= 50:
        for role in ("sex", "status", "cause"):
            if not _unmapped(role, values):
                return Guess(name, role, f"its values are {role}: {', '.join(stated[:4])}")
    return Guess(name, None, "neither its name nor its values were recognised")


def _stated(values: Sequence[str]) -> list[str]:
    gone = {*EMPTY, *UNKNOWN, ""}
    return [value for value in values if value.lower() not in gone]


def _unmapped(role: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in _stated(values) if fold(value) not in TERMS[role])


def _script(values: Sequence[str]) -> str:
    arabic = sum(re.search(ARABIC, value) is not None for value in values[:1000])
    return "Arabic" if arabic == len(values[:1000]) else "Arabic and others" if arabic else "not Arabic"


def _with_form(name: str, role: str, reason: str, values: Sequence[str]) -> Guess:
    """Return the guess of a column of dates with the order, calendar and century that its values show."""
    plain = [ascii_digits(value) for value in _stated(values)]
    form = _Form(reasons=[reason])
    if plain and 2 * sum(_SERIAL.fullmatch(value) is not None for value in plain) > len(plain):
        form.options.append(("calendar", Calendar.SPREADSHEET.value))
        form.reasons.append("its values are a spreadsheet's day numbers")
    elif plain and 2 * sum(_HIJRI_YEAR.search(value) is not None for value in plain) > len(plain):
        form.options.append(("calendar", Calendar.HIJRI.value))
        form.reasons.append("its years, 1343 to 1500, are of the Hijri calendar")
        form.questions.append(f"Does column '{name}' count by the Hijri calendar? We think so by its years.")
    _find_order(name, role, plain, form)
    return Guess(name, role, "; ".join(form.reasons), tuple(form.options), (), " ".join(form.questions) or None)


def _find_order(name: str, role: str, values: Sequence[str], form: _Form) -> None:
    slashed = [match for match in map(_SLASHED.fullmatch, values) if match]
    if not slashed:
        return
    by_day = [match[0] for match in slashed if int(match[1]) > 12]
    by_month = [match[0] for match in slashed if int(match[2]) > 12]
    stated = next((order for shape, order in _STATED_ORDERS if shape.fullmatch(bracketed(name))), None)
    if stated is not None and not (by_month if stated is Order.DMY else by_day):
        form.options.append(("order", stated.value))
        form.reasons.append(f"its name says {stated.value}")
    elif by_day and not by_month:
        form.options.append(("order", Order.DMY.value))
        form.reasons.append(f"day before month, as in {by_day[0]}")
    elif by_month and not by_day:
        form.options.append(("order", Order.MDY.value))
        form.reasons.append(f"month before day, as in {by_month[0]}")
    elif by_day:
        form.questions.append(
            f"Column '{name}' writes both day/month ({by_day[0]}) and month/day ({by_month[0]}). Which is it? "
            "Until order is set, a date that may be read both ways is kept as the days from one reading to the other."
        )
    else:
        form.questions.append(
            f"Does column '{name}' write day/month or month/day? No value tells ({slashed[0][0]}). Until order is "
            'set to "dmy" or "mdy", such a date is kept as the days from one reading to the other.'
        )
    short = [match[0] for match in slashed if len(match[3]) == 2]
    has_order = any(option == "order" for option, _ in form.options)
    if short and not has_order:
        form.questions.append(f"Years of two digits in column '{name}' ({short[0]}) are left out until order is set.")
    elif short and role != "date_of_birth":
        form.options.append(("century", 2000))
        form.reasons.append(f"years of two digits, as in {short[0]}, are taken as 2000 to 2099")
    elif short:
        form.questions.append(
            f"In which century are the births of column '{name}' ({short[0]})? Set century = 1900 or century = 2000; "
            "until then they are left out."
        )


def _whole_dates(found: Sequence[Guess]) -> list[Guess]:
    """Return the guesses without parts of a date that stand alone, or beside the whole date."""
    roles = {guess.role for guess in found}
    kept = []
    for guess in found:
        role = guess.role or ""
        day = role.split("_")[0]
        is_part = role in ROLES and ROLES[role] is Kind.DATE_PART
        if is_part and (f"date_of_{day}" in roles or f"{day}_year" not in roles):
            kept.append(Guess(guess.column, None, f"it looks like a part of the date of {day}, which stands elsewhere"))
        else:
            kept.append(guess)
    return kept
