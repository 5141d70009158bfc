"""Tables of places that others publish: administrative units of OCHA (COD-AB), GeoNames dumps, plain lists."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from tollbook.text.places import PlaceEntry, degrees, no_table

_GEONAMES_KINDS = {"PPL": "city", "PPLA": "city", "PPLC": "city", "PPLX": "neighbourhood", "ADM1": "first-level unit",
                   "ADM2": "second-level unit", "ADM3": "third-level unit", "PCLI": "country"}  # fmt: skip
LEVELS = {1: "first-level unit", 2: "second-level unit", 3: "third-level unit", 4: "locality"}
_UNIT = re.compile(r"adm(?:in)?_?(?P<level>[0-4])_?(?P<what>.*)")
_NAME = re.compile(r"(?:name)?_?(?P<language>[a-z]{2,3})?")
_OTHER_NAME = re.compile(r"(?:name\d|alt\w*|ref\w*|.*name.*)")
_POINT = {
    "lat": re.compile(r"(?:cent\w*_|y_?)?lat(?:itude)?(?:_?y)?|(?:cent\w*_)?y(?:_?coord\w*)?"),
    "lon": re.compile(r"(?:cent\w*_|x_?)?(?:lon|long|lng|longitude)(?:_?x)?|(?:cent\w*_)?x(?:_?coord\w*)?"),
}
_PLAIN_NAMES = ("name", "name_en", "featurename_en", "place", "english", "locality")
_PLAIN_OTHERS = re.compile(r"(?:featurename|name|alt\w*name\w*|other_names|aliases|arabic)(?:_\w+)?|pcode")
_Unit = tuple[int, str, str]  # level, name, P-code
FEATURES = 19  # columns of a GeoNames dump


def places_of_rows(header: Sequence[str], rows: Iterable[Sequence[str]], *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a table: a COD-AB table of administrative units, every level that it holds, or a plain list.

    Args:
        header: Its column names, such as `ADM2_EN`, `ADM2_AR`, `ADM2_PCODE`, `Y`, `X`, or `admin2Name_en`, or
            `adm2_name`; of a plain list `name`, `lat` and `lon`, and if need be `kind`, `country` and further names.
        rows: Its cells.
        where: The file's name, for errors.

    Returns:
        One place for each unit of each level. A row's coordinates are those of the finest unit that it names; a unit
        that has no row of its own gets the mean of its units' coordinates, or none where they have none.

    Raises:
        SourceFileError: When no column names a unit or a place, or a coordinate is no number of degrees.
    """
    columns = [column.strip().lower() for column in header]
    levels = _levels(columns)
    point = {key: _column(columns, pattern) for key, pattern in _POINT.items()}
    if not levels:
        return _plain(columns, rows, point, where)
    units: dict[_Unit, tuple[tuple[str, ...], str]] = {}
    own: dict[_Unit, tuple[float, float]] = {}
    of_parts: dict[_Unit, list[tuple[float, float]]] = {}
    country_at = levels.pop(0, {}).get("code")
    for number, row in enumerate(rows, start=2):
        lat = degrees(_cell(row, point["lat"]), 90, f"{where}, row {number}")
        lon = degrees(_cell(row, point["lon"]), 180, f"{where}, row {number}")
        named = list(_units(row, levels))
        for unit, others in named:
            units.setdefault(unit, (others, _cell(row, country_at) or unit[2]))
            if lat is not None and lon is not None and unit is named[-1][0]:
                own[unit] = (lat, lon)
            elif lat is not None and lon is not None:
                of_parts.setdefault(unit, []).append((lat, lon))
    return tuple(
        PlaceEntry(unit[1], LEVELS[unit[0]], _iso(country), *_middle(own.get(unit), of_parts.get(unit)), 0, others)
        for unit, (others, country) in units.items()
    )


def _column(columns: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, column in enumerate(columns) if pattern.fullmatch(column)), None)


def _units(row: Sequence[str], levels: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[_Unit, tuple[str, ...]]]:
    """Yield the units that a row names, the coarsest first, each with its other names and its P-code."""
    for level, found in levels.items():
        names = list(dict.fromkeys(name for at in found["names"] if (name := _cell(row, at))))
        code = _cell(row, found["code"])
        if names:
            yield (level, names[0], code), (*names[1:], *([code] if code else []))


def _levels(columns: Sequence[str]) -> dict[int, dict[str, Any]]:
    """Return by level where its names stand, the English one first, and where its P-code stands."""
    found: dict[int, dict[str, Any]] = {}
    for at, column in enumerate(columns):
        match = _UNIT.fullmatch(column)
        if match is None:
            continue
        unit = found.setdefault(int(match["level"]), {"names": [], "code": None})
        name = _NAME.fullmatch(match["what"])
        if match["what"].strip("_") in ("pcode", "p_code", "code"):
            unit["code"] = at
        elif name is not None:
            is_english = name["language"] in ("en", "eng") or (name["language"] is None and match["what"] != "")
            unit["names"].insert(0 if is_english else len(unit["names"]), at)
        elif _OTHER_NAME.fullmatch(match["what"]):
            unit["names"].append(at)
    return {level: unit for level, unit in sorted(found.items()) if unit["names"] or (level == 0 and unit["code"])}


def _middle(
    own: tuple[float, float] | None, of_parts: Sequence[tuple[float, float]] | None
) -> tuple[float | None, float | None]:
    if own is not None or of_parts is None:
        return own or (None, None)
    return round(fmean(lat for lat, _ in of_parts), 5), round(fmean(lon for _, lon in of_parts), 5)


def _iso(code: str) -> str:
    """Return a country's two letters from its P-code; empty where it does not begin with letters."""
    return code[:2].upper() if code[:2].isalpha() and code[:2].isascii() else ""


def _plain(
    columns: Sequence[str], rows: Iterable[Sequence[str]], point: Mapping[str, int | None], where: str
) -> tuple[PlaceEntry, ...]:
    named = next((columns.index(name) for name in _PLAIN_NAMES if name in columns), None)
    if named is None or point["lat"] is None or point["lon"] is None:
        raise no_table(where, "no column ADM1_EN, admin1Name_en or adm1_name, and no columns name, lat and lon")
    others_at = [at for at, column in enumerate(columns) if at != named and _PLAIN_OTHERS.fullmatch(column)]
    kind_at, country_at = (columns.index(name) if name in columns else None for name in ("kind", "country"))
    found = []
    for number, row in enumerate(rows, start=2):
        name = _cell(row, named)
        if not name:
            continue
        at = f"{where}, row {number}"
        lat, lon = degrees(_cell(row, point["lat"]), 90, at), degrees(_cell(row, point["lon"]), 180, at)
        others = [part.strip() for place in others_at for part in _cell(row, place).split(";") if part.strip()]
        kind, country = _cell(row, kind_at) or "locality", _iso(_cell(row, country_at))
        found.append(PlaceEntry(name, kind, country, lat, lon, 0, tuple(dict.fromkeys(others))))
    return tuple(found)


def _cell(row: Sequence[str], i: int | None) -> str:
    return row[i].strip() if i is not None and i < len(row) else ""


def places_of_features(collection: Mapping[str, Any], *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a GeoJSON collection: the table of its properties, each with its geometry's centre.

    Args:
        collection: The collection as JSON; coordinates in degrees (WGS 84), as GeoJSON demands.
        where: The file's name, for errors.

    Returns:
        The places. A centre that the properties give goes before the geometry's.

    Raises:
        SourceFileError: When it is no collection of features, or its properties name no unit or place.
    """
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        raise no_table(where, "it is no GeoJSON FeatureCollection with features")
    header = list(dict.fromkeys(key for feature in features for key in feature.get("properties") or {}))
    known = [column.strip().lower() for column in header]
    drawn = _column(known, _POINT["lat"]) is None
    rows = []
    for feature in features:
        properties = feature.get("properties") or {}
        row = ["" if properties.get(key) is None else str(properties[key]) for key in header]
        rows.append([*row, *_centre(feature.get("geometry"), where)] if drawn else row)
    return places_of_rows([*header, "lat", "lon"] if drawn else header, rows, where=where)


def _centre(geometry: Mapping[str, Any] | None, where: str) -> tuple[str, str]:
    """Return the centre (lat, lon) of a point, or of the polygon with the largest area; blanks where there is none."""
    if geometry is None:
        return "", ""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    try:
        if kind == "Point":
            return str(float(coordinates[1])), str(float(coordinates[0]))
        rings = [coordinates[0]] if kind == "Polygon" else [polygon[0] for polygon in coordinates]
        _, lat, lon = max(_ring(ring) for ring in rings)
    except (TypeError, IndexError, ValueError, ZeroDivisionError) as fault:
        raise no_table(where, f"a geometry of type {kind} cannot be read") from fault
    return f"{lat:.5f}", f"{lon:.5f}"


def _ring(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Return a ring's area in square degrees and its centroid, by the shoelace formula."""
    twice = lat = lon = 0.0
    for (x0, y0, *_), (x1, y1, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, lat, lon = twice + cross, lat + (y0 + y1) * cross, lon + (x0 + x1) * cross
    return abs(twice) / 2, lat / (3 * twice), lon / (3 * twice)


def places_of_geonames(lines: Iterable[str], *, where: str) -> tuple[PlaceEntry, ...]:
    """Return the places of a GeoNames dump, such as `SY.txt`: 19 columns parted by tabs, no header.

    Args:
        lines: Its lines.
        where: The file's name, for errors.

    Returns:
        Towns, quarters and administrative units; other features, and settlements that are no more, are left out.

    Raises:
        SourceFileError: When a line does not have 19 columns, or a coordinate is no number of degrees.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != FEATURES:
            raise no_table(f"{where}, line {number}", f"{len(cells)} columns instead of {FEATURES}")
        kind = _GEONAMES_KINDS.get(cells[7]) or ("city" if cells[7].startswith("PPL") else None)
        if kind is None or cells[7] in ("PPLH", "PPLW", "PPLQ"):  # historical, destroyed, abandoned
            continue
        lat = degrees(cells[4], 90, f"{where}, line {number}")
        lon = degrees(cells[5], 180, f"{where}, line {number}")
        others = tuple(dict.fromkeys(name for name in (cells[2], *cells[3].split(",")) if name and name != cells[1]))
        people = int(cells[14]) if cells[14].isdigit() else 0
        found.append(PlaceEntry(cells[1], kind, cells[8], lat, lon, people, others))
    return tuple(found)
