"""Files of places, as OCHA, GeoNames and others publish them, to places of a gazetteer."""

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tollbook.errors import SourceFileError
from tollbook.sources.prose import decoded
from tollbook.sources.tables import read_table
from tollbook.text.place_tables import FEATURES, places_of_features, places_of_geonames, places_of_rows
from tollbook.text.places import COLUMNS, PlaceEntry, parse_places

LARGEST_BYTES = 512 * 1024 * 1024  # borders of a large country at full detail take some 100 MB


def read_places(path: Path, *, country: str | None = None) -> tuple[PlaceEntry, ...]:
    """Return the places of a file, by what its bytes are.

    Args:
        path: GeoJSON (.json, .geojson), a GeoNames dump (.txt), or a table (CSV, TSV, XLSX, ODS, Parquet).
        country: Two letters (ISO 3166-1) for places whose country the file does not give.

    Returns:
        The places, in the order of the file.

    Raises:
        SourceFileError: When the file is no table of places, or holds none.
    """
    if not path.is_file():
        raise SourceFileError("there is no such file", where=str(path), mend="check the path")
    if path.stat().st_size > LARGEST_BYTES:
        raise SourceFileError(
            f"the file is larger than {LARGEST_BYTES:,} bytes",
            where=str(path),
            mend="give the table of its units or centroids instead of the borders",
        )
    found = _places(path)
    if not found:
        raise SourceFileError("the file names no place", where=str(path), mend="check that it is the right file")
    return tuple(entry if entry.country or country is None else replace(entry, country=country) for entry in found)


def _places(path: Path) -> tuple[PlaceEntry, ...]:
    if path.suffix.lower() in (".json", ".geojson"):
        return _features(path)
    if path.suffix.lower() in (".txt", ".tsv"):
        text = decoded(path.read_bytes(), path.name)
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        if tuple(next(iter(lines), "").split("\t")) == COLUMNS:
            return parse_places(text, where=path.name)
        if all(line.count("\t") == FEATURES - 1 and line[:1].isdigit() for line in islice(lines, 3)) and lines:
            return places_of_geonames(lines, where=path.name)
    table = read_table(path)
    rows = (["" if cell is None else str(cell) for cell in row] for row in table.frame.iter_rows())
    return places_of_rows(table.frame.columns, rows, where=path.name)


def _features(path: Path) -> tuple[PlaceEntry, ...]:
    try:
        collection = json.loads(decoded(path.read_bytes(), path.name))
    except json.JSONDecodeError as fault:
        raise SourceFileError(
            f"the file is not JSON: {fault.msg}",
            where=f"{path.name}, line {fault.lineno}",
            mend="fetch or export it again as GeoJSON",
        ) from fault
    if not isinstance(collection, dict):
        collection = {}
    return places_of_features(collection, where=path.name)
