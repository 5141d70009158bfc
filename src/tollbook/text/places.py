"""A gazetteer: names of places to where they are, from our table or from files that a user adds."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tollbook.errors import SourceFileError

_ONE_LETTER = {**dict.fromkeys(map(ord, "أإآ"), "ا"), ord("ى"): "ي", **dict.fromkeys(map(ord, "'’‘`ʿʾʻʼ"), "")}
_ARTICLES = "al|el|ad|an|ar|as|at|az|ash|adh|ath"
_ARTICLE = re.compile(rf"\b(?:{_ARTICLES})[-‐‑](?=\w)")
_SPACED_ARTICLE = re.compile(rf"\b({_ARTICLES}) (?=\w)", re.IGNORECASE)
_HYPHEN = re.compile(r"[-‐‑]")
COLUMNS = ("name", "kind", "country", "admin1", "lat", "lon", "population", "other_names")


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
        is_own: Whether a user's file names it: of places of one name and rank it comes first.
    """

    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    others: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def rank(self) -> str:
        """Settlement, unit or country: what one name may stand for at once ("Aleppo", a town and a province)."""
        return self.kind if self.kind == "country" or self.kind.endswith("unit") else "settlement"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name; `longest` is the most words in a name, by first word."""

    by_name: Mapping[str, tuple[PlaceEntry, ...]]
    longest: Mapping[str, int]


def fold(name: str) -> str:
    """Return a name for comparison.

    Args:
        name: As written.

    Returns:
        Lower case without accents, vowel marks and apostrophes; one kind of alif; hyphens as blanks; the Arabic article
        as "al" however its end is written before a hyphen ("as-Suwayda").
    """
    letters = name.lower()
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    letters = letters.translate(_ONE_LETTER)
    return " ".join(_HYPHEN.sub(" ", _ARTICLE.sub("al ", letters)).split())


def gazetteer(entries: Iterable[PlaceEntry]) -> Gazetteer:
    """Return places indexed by every name they have.

    Args:
        entries: The places; later ones of the same name and kind come after earlier ones of the same population.

    Returns:
        The gazetteer.
    """
    by_name: dict[str, list[PlaceEntry]] = {}
    for entry in entries:
        names = [form for name in (entry.name, *entry.others) for form in (name, _SPACED_ARTICLE.sub(r"\1-", name))]
        for name in dict.fromkeys(fold(name) for name in names):
            if len(name) > 2:
                by_name.setdefault(name, []).append(entry)
    longest: dict[str, int] = {}
    for name in by_name:
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    ordered = {name: tuple(sorted(found, key=lambda place: -place.population)) for name, found in by_name.items()}
    return Gazetteer(ordered, longest)


def overruled(own: Iterable[PlaceEntry], shipped: Gazetteer) -> Gazetteer:
    """Return a gazetteer in which a user's places take the place of shipped ones of the same name, rank and country.

    Args:
        own: The user's places.
        shipped: What is overruled.

    Returns:
        Both, the user's first.
    """
    mine = gazetteer(replace(entry, is_own=True) for entry in own)
    by_name = dict(shipped.by_name)
    for name, found in mine.by_name.items():
        taken = {(entry.rank, entry.country) for entry in found}
        kept = [entry for entry in shipped.by_name.get(name, ()) if (entry.rank, entry.country) not in taken]
        by_name[name] = (*found, *kept)
    longest = {word: max(size, shipped.longest.get(word, 0)) for word, size in mine.longest.items()}
    return Gazetteer(by_name, {**shipped.longest, **longest})


def merged(held: Iterable[PlaceEntry], new: Iterable[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    """Return a user's places with further ones; a new one takes the place of one of its name, kind, country and spot.

    Args:
        held: The places so far.
        new: The places of another file.

    Returns:
        All, in order of kind, country and name.
    """
    at = {(entry.kind, entry.country, entry.name, entry.lat, entry.lon): entry for entry in (*held, *new)}
    return tuple(sorted(at.values(), key=lambda entry: (entry.kind, entry.country, entry.name, str(entry.lat))))


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
        raise no_table(where, f"its first line is not the columns {', '.join(COLUMNS)}")
    found = []
    for i, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise no_table(f"{where}, line {i}", f"{len(cells)} columns instead of {len(COLUMNS)}")
        lat, lon = degrees(cells[4], 90, f"{where}, line {i}"), degrees(cells[5], 180, f"{where}, line {i}")
        others = tuple(name for name in cells[7].split(";") if name)
        found.append(
            PlaceEntry(cells[0], cells[1], cells[2], lat, lon, _people(cells[6], f"{where}, line {i}"), others)
        )
    return tuple(found)


def _people(cell: str, where: str) -> int:
    if cell and not cell.isdigit():
        raise no_table(where, f"'{cell}' is no number of people")
    return int(cell or 0)


def degrees(cell: str, most: int, where: str) -> float | None:
    """Return a coordinate, or None for an empty cell.

    Args:
        cell: The cell.
        most: 90 for degrees north, 180 for degrees east.
        where: File and line, for the error.

    Returns:
        The degrees.

    Raises:
        SourceFileError: When it is no number between -most and most.
    """
    if not cell.strip():
        return None
    try:
        value = float(cell)
    except ValueError as fault:
        raise no_table(where, f"'{cell}' is no number of degrees") from fault
    if not -most <= value <= most:
        raise no_table(where, f"{cell} is not between -{most} and {most} degrees")
    return value


def no_table(where: str, why: str) -> SourceFileError:
    """Return the error for a file that is no table of places."""
    return SourceFileError(
        f"this is no table of places: {why}",
        where=where,
        mend="give a COD-AB table or GeoJSON (ADM1_EN, admin1Name_en ...; coordinates in degrees), a GeoNames dump, or "
        "a table with the columns name, lat, lon",
    )


def written(entries: Iterable[PlaceEntry]) -> str:
    """Return places as a table in our own form.

    Args:
        entries: The places.

    Returns:
        The table's text.
    """
    rows = ["\t".join(COLUMNS)]
    for entry in entries:
        spot = ["" if value is None else f"{value:.10g}" for value in (entry.lat, entry.lon)]
        names = ";".join(_in_a_cell(name).replace(";", ",") for name in entry.others)
        rows.append(
            "\t".join(
                (_in_a_cell(entry.name), _in_a_cell(entry.kind), entry.country, "", *spot, str(entry.population), names)
            )
        )
    return "\n".join(rows) + "\n"


def _in_a_cell(text: str) -> str:
    return " ".join(text.split())
