"""A gazetteer: names of places to where they are, from our table or from files that a user adds."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.errors import SourceFileError

COLUMNS = ("name", "kind", "country", "admin1", "lat", "lon", "population", "other_names")
_GEONAMES_KINDS = {"PPL": "city", "PPLA": "city", "PPLC": "city", "PPLX": "neighbourhood", "ADM1": "first-level unit",
                   "ADM2": "second-level unit", "ADM3": "third-level unit", "PCLI": "country"}  # fmt: skip
_COD_LEVELS = {1: "first-level unit", 2: "second-level unit", 3: "third-level unit", 4: "locality"}


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of the gazetteer.

    Attributes:
        name: As printed in the report.
        kind: country, first-level unit, second-level unit, third-level unit, city, neighbourhood, locality.
        country: ISO 3166-1 alpha-2 code, or empty.
        lat: Degrees north, or None.
        lon: Degrees east, or None.
        population: People; 0 where not known. Orders places of one name.
        others: Other names, in any script.
    """

    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name; `longest` is the most words in a name, by first word."""

    by_name: Mapping[str, tuple[PlaceEntry, ...]]
    longest: Mapping[str, int]


def fold(name: str) -> str:
    """Return a name for comparison: lower case, no accents, no vowel marks, one kind of alif, hyphens as blanks."""
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    letters = letters.translate(
        {ord("أ"): "ا", ord("إ"): "ا", ord("آ"): "ا", ord("ى"): "ي", ord("’"): "'", ord("‘"): "'"}
    )
    return " ".join(re.sub(r"[-‐‑]", " ", letters).split())


def gazetteer(entries: Iterable[PlaceEntry]) -> Gazetteer:
    """Return places indexed by every name they have.

    Args:
        entries: The places; later ones of the same name and kind come after earlier ones of the same population.

    Returns:
        The gazetteer.
    """
    by_name: dict[str, list[PlaceEntry]] = {}
    for entry in entries:
        for name in dict.fromkeys(fold(name) for name in (entry.name, *entry.others)):
            if len(name) > 2:
                by_name.setdefault(name, []).append(entry)
    longest: dict[str, int] = {}
    for name in by_name:
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    ordered = {name: tuple(sorted(found, key=lambda place: -place.population)) for name, found in by_name.items()}
    return Gazetteer(ordered, longest)


def parse_places(text: str, *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a table in our own form: tab-separated, with the columns of COLUMNS.

    Args:
        text: The table; lines that begin with # are notes.
        where: The file's name, for errors.

    Returns:
        The places, in the table's order.

    Raises:
        SourceFileError: When the columns are others, or a coordinate is no number.
    """
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise _no_table(where, f"its first line is not the columns {', '.join(COLUMNS)}")
    found = []
    for i, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise _no_table(f"{where}, line {i}", f"{len(cells)} columns instead of {len(COLUMNS)}")
        lat, lon = _degrees(cells[4], where, i), _degrees(cells[5], where, i)
        others = tuple(name for name in cells[7].split(";") if name)
        found.append(PlaceEntry(cells[0], cells[1], cells[2], lat, lon, int(cells[6] or 0), others))
    return tuple(found)


def _degrees(cell: str, where: str, line: int) -> float | None:
    if not cell.strip():
        return None
    try:
        return float(cell)
    except ValueError as fault:
        raise _no_table(f"{where}, line {line}", f"'{cell}' is no number of degrees") from fault


def _no_table(where: str, why: str) -> SourceFileError:
    return SourceFileError(
        f"this is no table of places: {why}",
        where=where,
        mend="give a COD-AB table (admin1Name_en, admin1Pcode ...), a GeoNames dump, or our own form (docs/reference)",
    )


def places_of_rows(header: Sequence[str], rows: Iterable[Sequence[str]], *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a COD-AB table of administrative units (OCHA), every level that it holds.

    Args:
        header: Its column names, such as `ADM2_EN`, `ADM2_AR`, `ADM2_PCODE`, `Y`, `X`, or `admin2Name_en`.
        rows: Its cells.
        where: The file's name, for errors.

    Returns:
        One place for each unit of each level; coordinates only at the finest level, whose they are.

    Raises:
        SourceFileError: When no column names a unit.
    """
    at = {column.strip().lower(): i for i, column in enumerate(header)}
    levels = [level for level in _COD_LEVELS if _column(at, level, "en") is not None]
    if not levels:
        raise _no_table(where, "no column ADM1_EN or admin1Name_en")
    found: dict[tuple[int, str, str], PlaceEntry] = {}
    for number, row in enumerate(rows, start=2):
        country = _cell(row, at.get("adm0_pcode", at.get("admin0pcode")))[:2]
        for level in levels:
            name, arabic = _cell(row, _column(at, level, "en")), _cell(row, _column(at, level, "ar"))
            code = _cell(row, at.get(f"adm{level}_pcode", at.get(f"admin{level}pcode")))
            if not name or (level, name, code) in found:
                continue
            own = level == max(levels)
            lat = _degrees(_cell(row, _first(at, "y", "lat", "latitude", "center_lat")) if own else "", where, number)
            lon = _degrees(_cell(row, _first(at, "x", "lon", "longitude", "center_lon")) if own else "", where, number)
            others = tuple(other for other in (arabic, code) if other)
            found[level, name, code] = PlaceEntry(name, _COD_LEVELS[level], country, lat, lon, 0, others)
    return tuple(found.values())


def _column(at: Mapping[str, int], level: int, language: str) -> int | None:
    return _first(
        at,
        f"adm{level}_{language}",
        f"admin{level}name_{language}",
        f"admin{level}_name_{language}",
        f"adm{level}_name_{language}",
    )


def _first(at: Mapping[str, int], *names: str) -> int | None:
    return next((at[name] for name in names if name in at), None)


def _cell(row: Sequence[str], i: int | None) -> str:
    return row[i].strip() if i is not None and i < len(row) else ""


def places_of_geonames(lines: Iterable[str], *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a GeoNames dump, such as `SY.txt`: 19 columns parted by tabs, no header.

    Args:
        lines: Its lines.
        where: The file's name, for errors.

    Returns:
        Towns, quarters and administrative units; other features are left out.

    Raises:
        SourceFileError: When a line does not have 19 columns.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            raise _no_table(f"{where}, line {number}", f"{len(cells)} columns instead of 19")
        kind = _GEONAMES_KINDS.get(cells[7]) or ("city" if cells[7].startswith("PPL") else None)
        if kind is None:
            continue
        lat, lon = _degrees(cells[4], where, number), _degrees(cells[5], where, number)
        others = tuple(dict.fromkeys(name for name in (cells[2], *cells[3].split(",")) if name))
        found.append(PlaceEntry(cells[1], kind, cells[8], lat, lon, int(cells[14] or 0), others))
    return tuple(found)


def written(entries: Iterable[PlaceEntry]) -> str:
    """Return places as a table in our own form.

    Args:
        entries: The places.

    Returns:
        The table's text.
    """
    rows = ["\t".join(COLUMNS)]
    for entry in entries:
        degrees = ["" if value is None else f"{value:g}" for value in (entry.lat, entry.lon)]
        names = ";".join(name.replace(";", ",") for name in entry.others)
        rows.append("\t".join((entry.name, entry.kind, entry.country, "", *degrees, str(entry.population), names)))
    return "\n".join(rows) + "\n"
