"""How many of Syria's units the shipped gazetteer finds by name, and how far off it puts them.

`python benchmarks/reading/places.py DATA`, where DATA/places holds Open-Syria/data-geography (CC BY 4.0), which is
read and never copied.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

from tollbook.reading.names.places import DEFAULT_PLACES
from tollbook.text.places import PlaceEntry, fold

FAR_KM = 25.0  # a town further from its district's centre is another town


def main() -> None:
    folder = Path(sys.argv[1]) / "places"
    print(f"{'units':<14} {'script':<7} {'names':>5} {'found':>6} {'median km':>9} {'largest km':>10}")
    for file, words in (("governorates", ("{} Governorate", "محافظة {}")), ("districts", ("{}", "{}"))):
        units = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
        for script, form in zip(("en", "ar"), words, strict=True):
            measured = [_distance(unit, form.format(unit["name"][script]), file) for unit in units]
            found = sorted(far for far in measured if far is not None)
            middle = f"{found[len(found) // 2]:.0f}" if found else "-"
            print(
                f"{file:<14} {script:<7} {len(units):>5} {len(found) / len(units):>6.2f} {middle:>9} "
                f"{found[-1] if found else 0:>10.0f}"
            )


def _distance(unit: dict[str, Any], name: str, file: str) -> float | None:
    """Return how far off a name is put, or None where it is not found: as a unit, or as a town near the centre."""
    centre = unit["centroid"]
    entries = [entry for entry in DEFAULT_PLACES.by_name.get(fold(name), ()) if entry.country == "SY"]
    if file == "governorates":
        entries = [entry for entry in entries if entry.kind == "first-level unit"]
    far = [_km(entry, centre["latitude"], centre["longitude"]) for entry in entries if entry.lat is not None]
    if not far or (file == "districts" and min(far) > FAR_KM):
        return None
    return min(far)


def _km(entry: PlaceEntry, lat: float, lon: float) -> float:
    first, second = math.radians(entry.lat or 0), math.radians(lat)
    across = math.radians(lon - (entry.lon or 0))
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))


if __name__ == "__main__":
    main()
