"""One column's cells to columns of records, by the kind of its role."""

import re
from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from tollbook.intake.cells import Cells
from tollbook.intake.meanings import Taken, meanings, tabulated
from tollbook.intake.roles import Kind
from tollbook.intake.words import ALLOWED, TERMS, YES_NO
from tollbook.text.ages import read_age
from tollbook.text.misread import Misread
from tollbook.text.scripts import ascii_digits, fold

_COLUMN_OF = {"id": "source_record_id"}
_SCIENTIFIC = r"^[+-]?\d(?:[.,]\d+)?[eE]\+?\d+$"
_EARTH = {"lat": 90.0, "lon": 180.0}
_DEGREES = re.compile(
    r"([NSEW])?\s*(\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[\"″]\s*)?([NSEW])?"
)
_MOST_PEOPLE = 10_000  # people of one row; more is a total of the list, not a row of it
_PEOPLE_WORDS = re.compile(r"\D*?(\d{1,6})\D*")


def take_code(cells: Cells) -> Taken:
    """Return ids as written; those that a spreadsheet shortened to a power of ten are left out."""
    short = cells.text.str.contains(_SCIENTIFIC)
    remarks = cells.remarks(
        short,
        "the number was shortened to a power of ten by a spreadsheet, so its last digits are lost",
        "export the column as text from the original file",
    )
    kept = _without(cells.text, short).str.replace(r"^(\d+)\.0+$", "$1")
    name = cells.column.role
    return Taken({_COLUMN_OF.get(name, name): _looked_up(cells, kept)}, remarks)


def take_words(cells: Cells) -> Taken:
    """Return text as published, or as the lookup says; `unknown` where the source says so."""
    text = _looked_up(cells, cells.text)
    marked = pl.select(pl.when(cells.is_unknown).then(pl.lit("unknown")).otherwise(text)).to_series()
    values = tabulated(cells, marked) if cells.column.lookup else Taken({}).values
    return Taken({cells.column.role: marked}, values=values)


def take_term(cells: Cells) -> Taken:
    """Return a closed list's terms, from the profile's lookup or else the words that ship with Tollbook."""
    role = cells.column.role
    known = {**TERMS[role], **{fold(written): meant for written, meant in cells.column.lookup.items()}}

    def read(text: str) -> Mapping[str, object] | Misread:
        term = known.get(fold(text))
        if term is not None:
            return {role: term}
        return Misread(
            f"'{text[:60]}' is in no lookup of {role}",
            f'add it to the column\'s lookup, such as "{text[:60]}" = "unknown"; terms are {", ".join(ALLOWED[role])}',
        )

    frame, remarks = meanings(cells, read, {role: pl.String()})
    marked = frame.select(pl.when(cells.is_unknown).then(pl.lit("unknown")).otherwise(pl.col(role)).alias(role))
    return Taken({role: marked[role]}, remarks, tabulated(cells, marked[role]))


def take_yes_no(cells: Cells) -> Taken:
    """Return a column of true and false; null where not stated."""
    lookup = {fold(written): YES_NO[fold(meant)] for written, meant in cells.column.lookup.items()}
    known = {**YES_NO, **lookup}

    def read(text: str) -> Mapping[str, object] | Misread:
        answer = known.get(fold(text))
        if answer is not None:
            return {"answer": answer}
        return Misread(f"'{text[:60]}' is neither yes nor no", 'add it to the column\'s lookup with "yes" or "no"')

    frame, remarks = meanings(cells, read, {"answer": pl.Boolean()})
    answer = frame["answer"].alias(cells.column.role)
    return Taken({cells.column.role: answer}, remarks, tabulated(cells, answer))


def take_age(cells: Cells) -> Taken:
    """Return the fewest and the most years of each age."""
    lookup = {fold(written): meant for written, meant in cells.column.lookup.items()}

    def read(text: str) -> Mapping[str, object] | Misread:
        ages = read_age(lookup.get(fold(text), text), unit=cells.column.unit)
        return ages if isinstance(ages, Misread) else {"age_low": ages.low, "age_high": ages.high}

    frame, remarks = meanings(cells, read, {"age_low": pl.Float64(), "age_high": pl.Float64()})
    looked_up = cells.text.is_in(list(cells.column.lookup))
    values = tabulated(cells, frame["age_low"]) if looked_up.any() else Taken({}).values
    return Taken({"age_low": frame["age_low"], "age_high": frame["age_high"]}, remarks, values)


def take_coordinate(cells: Cells) -> Taken:
    """Return degrees; those that are not on the earth are left out."""
    role = cells.column.role
    frame, remarks = meanings(cells, partial(_degrees, role=role), {role: pl.Float64()})
    return Taken({role: frame[role]}, remarks)


def take_people(cells: Cells) -> Taken:
    """Return how many people each row stands for; 0 is kept for the row to be rejected."""
    frame, remarks = meanings(cells, partial(_people, lookup=cells.column.lookup), {"people": pl.Int64()})
    return Taken({"people": frame["people"]}, remarks)


def _degrees(text: str, *, role: str) -> Mapping[str, object] | Misread:
    most = _EARTH[role]
    plain = ascii_digits(text).replace("٫", ".").replace("−", "-").upper().strip()
    if re.fullmatch(r"[+-]?\d{1,3},\d+", plain):
        plain = plain.replace(",", ".")
    if re.fullmatch(r"[+-]?\d+(?:\.\d*)?(?:E-\d+)?", plain):
        value = float(plain)
    else:
        match = _DEGREES.fullmatch(plain)
        if not match or (match[1] and match[5]) or not (match[1] or match[5] or match[3]):
            return Misread(
                f"'{text[:40]}' is no number of degrees", "write degrees as a decimal number, such as 36.2021"
            )
        value = float(match[2]) + float(match[3] or 0) / 60 + float(match[4] or 0) / 3600
        value = -value if (match[1] or match[5]) in {"S", "W"} else value
    if abs(value) > most:
        other = "; latitude and longitude may be swapped" if role == "lat" and abs(value) <= 180 else ""
        return Misread(f"{text[:40]} lies outside -{most:.0f} to {most:.0f} degrees", f"correct the coordinate{other}")
    return {role: round(value, 7)}


def _people(text: str, *, lookup: Mapping[str, str]) -> Mapping[str, object] | Misread:
    plain = ascii_digits(lookup.get(text, text)).replace("٬", ",")
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain).removesuffix(".0")
    mend = "correct the number; the row counts as one person until then"
    if not re.fullmatch(r"\+?\d+", plain):
        numbers = re.findall(r"\d+", plain)
        if len(numbers) != 1 or re.search(r"[-.<>~]", plain):
            return Misread(f"'{text[:40]}' is no number of people", mend)
        plain = numbers[0]
    number = int(plain)
    if number > _MOST_PEOPLE:
        return Misread(f"{number:,} people in one row is more than {_MOST_PEOPLE:,}: a total, or a slip", mend)
    return {"people": number}


def _looked_up(cells: Cells, text: pl.Series) -> pl.Series:
    """Return text with the lookup's values put in; spellings meet when folded."""
    if not cells.column.lookup:
        return text
    known = {fold(written): meant for written, meant in cells.column.lookup.items()}
    distinct = text.drop_nulls().unique()
    table = {word: known[fold(word)] for word in distinct if fold(word) in known}
    return text.replace(table)


def _without(text: pl.Series, mask: pl.Series) -> pl.Series:
    return pl.select(pl.when(~mask).then(text)).to_series()


READERS: Mapping[Kind, Callable[[Cells], Taken]] = {
    Kind.CODE: take_code,
    Kind.WORDS: take_words,
    Kind.TERM: take_term,
    Kind.YES_NO: take_yes_no,
    Kind.AGE: take_age,
    Kind.COORDINATE: take_coordinate,
    Kind.PEOPLE: take_people,
}
