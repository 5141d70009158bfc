"""What a column may mean, and the names by which lists call it."""

import re
from collections.abc import Mapping
from enum import StrEnum

from tollbook.text.scripts import fold


class Kind(StrEnum):
    """How the values of a role are read."""

    CODE = "code"
    NAME = "name"
    WORDS = "words"  # text as published, a lookup optional
    TERM = "term"  # one of a closed list
    DATE = "date"
    DATE_PART = "date_part"
    AGE = "age"
    COORDINATE = "coordinate"
    PEOPLE = "people"
    YES_NO = "yes_no"


_PARTS = ("given", "father", "grandfather", "family")

ROLES: Mapping[str, Kind] = {
    "id": Kind.CODE,
    "identifier": Kind.CODE,
    "name": Kind.NAME,
    "name_ar": Kind.NAME,
    "name_latin": Kind.NAME,
    **dict.fromkeys(_PARTS, Kind.NAME),
    **{f"{part}_{script}": Kind.NAME for part in _PARTS for script in ("ar", "latin")},
    "sex": Kind.TERM,
    "age": Kind.AGE,
    "date_of_birth": Kind.DATE,
    "date_of_death": Kind.DATE,
    "death_from": Kind.DATE,
    "death_to": Kind.DATE,
    "birth_year": Kind.DATE_PART,
    "birth_month": Kind.DATE_PART,
    "birth_day": Kind.DATE_PART,
    "death_year": Kind.DATE_PART,
    "death_month": Kind.DATE_PART,
    "death_day": Kind.DATE_PART,
    "reported": Kind.DATE,
    "place": Kind.WORDS,
    "locality": Kind.WORDS,
    "district": Kind.WORDS,
    "governorate": Kind.WORDS,
    "lat": Kind.COORDINATE,
    "lon": Kind.COORDINATE,
    "status": Kind.TERM,
    "side": Kind.WORDS,
    "cause": Kind.TERM,
    "perpetrator": Kind.WORDS,
    "nationality": Kind.WORDS,
    "people": Kind.PEOPLE,
    "linkable": Kind.YES_NO,
    "withdrawn": Kind.YES_NO,
}

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "no", "no.", "nr", "number", "#", "serial", "serial number", "record id", "record", "ref", "reference",
        "case id", "case number", "victim id", "entry", "code", "uid", "الرقم", "رقم", "م", "الرقم التسلسلي", "تسلسل",
        "المسلسل", "رقم السجل", "الرمز", "s n", "sn", "sr no", "sl no",
    ),
    "identifier": (
        "national id", "national id number", "identity number", "id number", "national number", "passport",
        "identifier", "رقم الهوية", "الرقم الوطني", "رقم الهوية الوطنية", "هوية", "رقم البطاقة",
    ),
    "name": (
        "name", "full name", "fullname", "victim", "victim name", "name of victim", "person", "names", "deceased",
        "name of deceased", "الاسم", "اسم", "الاسم الكامل", "اسم الضحية", "اسم الشهيد", "الشهيد", "الضحية",
        "الاسم الثلاثي", "الاسم الرباعي", "اسم المتوفى", "اسم القتيل",
    ),
    "name_ar": (
        "name ar", "name_ar", "ar name", "arabic name", "name arabic", "name in arabic", "full name arabic",
        "full name ar", "الاسم بالعربية", "الاسم العربي", "الاسم بالعربي",
    ),
    "name_latin": (
        "name latin", "name en", "en name", "english name", "name english", "name in english", "latin name",
        "full name english", "full name en", "transliterated name", "name transliterated", "الاسم بالإنجليزية",
        "الاسم بالانكليزية", "الاسم بالإنجليزي", "الاسم الانجليزي",
    ),
    "given": ("given name", "given", "first name", "firstname", "first", "forename", "الاسم الأول"),
    "father": (
        "father", "father name", "father s name", "fathers name", "second name", "middle name", "اسم الأب", "الأب",
    ),
    "grandfather": (
        "grandfather", "grandfather name", "grandfather s name", "grandfathers name", "third name", "اسم الجد", "الجد",
    ),
    "family": (
        "family", "family name", "last name", "lastname", "surname", "fourth name", "الكنية", "اسم العائلة", "العائلة",
        "النسبة", "اللقب", "الشهرة",
    ),
    "sex": ("sex", "gender", "m f", "الجنس", "النوع", "نوع الجنس"),
    "age": ("age", "age years", "age in years", "age at death", "العمر", "السن", "العمر عند الوفاة", "عمر"),
    "date_of_birth": (
        "date of birth", "dob", "birth date", "birthdate", "birthday", "born", "birth", "year of birth", "birth year",
        "تاريخ الميلاد", "الميلاد", "تاريخ الولادة", "سنة الميلاد", "المواليد", "مواليد", "تولد",
    ),
    "date_of_death": (
        "date of death", "dod", "death date", "date", "died", "killed on", "date killed", "date of killing",
        "date of incident", "incident date", "event date", "day of death", "date of martyrdom", "death", "day",
        "تاريخ الوفاة", "التاريخ", "تاريخ", "تاريخ الاستشهاد", "تاريخ الشهادة", "تاريخ القتل", "تاريخ المقتل",
        "تاريخ الحادثة", "تاريخ الحدث", "يوم الوفاة", "الوفاة",
    ),
    "death_from": ("date from", "from date", "earliest date", "date earliest", "start date", "من تاريخ"),
    "death_to": ("date to", "to date", "latest date", "date latest", "end date", "إلى تاريخ"),
    "birth_month": ("birth month", "month of birth", "شهر الميلاد"),
    "birth_day": ("birth day", "day of birth", "يوم الميلاد"),
    "death_year": ("year", "death year", "year of death", "السنة", "سنة الوفاة"),
    "death_month": ("month", "death month", "month of death", "الشهر", "شهر الوفاة"),
    "death_day": ("death day",),
    "reported": (
        "reported", "date reported", "reported on", "report date", "date of report", "date added", "added", "listed",
        "date of listing", "date of registration", "registered", "تاريخ التوثيق", "تاريخ التبليغ", "تاريخ الإضافة",
    ),
    "place": (
        "place", "place of death", "location", "where", "site", "place of incident", "address", "location of death",
        "المكان", "مكان الوفاة", "مكان الاستشهاد", "الموقع", "مكان الحادثة", "مكان القتل", "العنوان",
    ),
    "locality": (
        "locality", "town", "village", "city", "neighbourhood", "neighborhood", "community", "area", "البلدة",
        "القرية", "المدينة", "الحي", "المنطقة السكنية", "city town", "town village",
    ),
    "district": (
        "district", "subdistrict", "sub district", "county", "admin2", "adm2", "القضاء", "الناحية", "المنطقة",
        "المديرية",
    ),
    "governorate": (
        "governorate", "province", "region", "state", "muhafaza", "mohafaza", "admin1", "adm1", "department",
        "المحافظة", "محافظة", "الولاية", "الإقليم",
    ),
    "lat": ("lat", "latitude", "y coordinate", "خط العرض", "العرض"),
    "lon": ("lon", "long", "lng", "longitude", "x coordinate", "خط الطول", "الطول"),
    "status": (
        "status", "victim status", "civilian", "civilian status", "combatant status", "category", "type of victim",
        "victim type", "civilian or combatant", "الصفة", "الحالة", "صفة الضحية", "مدني عسكري", "نوع الضحية", "التصنيف",
    ),
    "side": (
        "side", "affiliation", "party", "faction", "belongs to", "victim side", "الطرف", "الانتماء", "الجهة",
        "الفصيل",
    ),
    "cause": (
        "cause", "cause of death", "manner of death", "weapon", "means", "method", "type of attack", "how killed",
        "killed by weapon", "سبب الوفاة", "السبب", "سبب الاستشهاد", "طريقة القتل", "نوع السلاح", "السلاح",
        "طريقة الاستشهاد",
    ),
    "perpetrator": (
        "perpetrator", "actor", "responsible", "responsible party", "killed by", "alleged perpetrator", "killer",
        "الجهة القاتلة", "الجهة المسؤولة", "الفاعل", "القاتل", "المسؤول",
    ),
    "nationality": ("nationality", "citizenship", "الجنسية"),
    "people": (
        "people", "number of people", "number of victims", "number killed", "victims", "persons", "count",
        "number of persons", "deaths", "killed", "عدد الضحايا", "العدد", "عدد القتلى", "عدد الشهداء", "عدد الأشخاص",
    ),
    "linkable": ("linkable", "identified", "is identified", "named", "محدد الهوية"),
    "withdrawn": ("withdrawn", "removed", "retracted", "deleted", "مسحوب", "محذوف", "محذوفة"),
}  # fmt: skip

HEADERS: Mapping[str, str] = {fold(name) or name: role for role, names in _SYNONYMS.items() for name in (role, *names)}

_SCRIPT_ENDINGS = {"ar": "ar", "arabic": "ar", "en": "latin", "english": "latin", "latin": "latin"}
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]")
# What a bracket may say without changing what the column is: "Name (father)" is no name of the dead.
_FORM = re.compile(
    r"d+ m+ y+|m+ d+ y+|y+ m+ d+|y(ea)?rs?|months?|weeks?|days?|سنوات|سنه|اشهر|m f|f m|male female|gregorian|"
    r"decimal( degrees)?|degrees|wgs ?84|if known|optional"
)
_SCRIPT_ROLES = frozenset(("name", *_PARTS))


def role_of_header(header: str) -> str | None:
    """Return the role that a column's name states, or None; "first name (Arabic)" is `given_ar`.

    What brackets say of a form is passed over: "Age (months)", "Sex (M/F)", "Date (DD/MM/YYYY)". A name of
    alternatives ("City/Town") has a role where all of them have that one.
    """
    found = _by_words(header)
    if found is not None:
        return found
    if _FORM.fullmatch(bracketed(header)):
        return _by_words(_BRACKETED.sub(" ", header))
    alternatives = {_by_words(part) for part in header.split("/")}
    return alternatives.pop() if len(alternatives) == 1 else None


def bracketed(header: str) -> str:
    """Return what stands in brackets in a column's name, folded: "Age (Months)" says "months"."""
    return " ".join(fold(part) for part in _BRACKETED.findall(header))


def _by_words(header: str) -> str | None:
    key = fold(header) or header.strip()  # "#" folds to nothing, and so do "-" and "..."
    if key in HEADERS:
        return HEADERS[key]
    words = key.split()
    for at in (-1, 0):
        if len(words) > 1 and words[at] in _SCRIPT_ENDINGS:
            rest = " ".join(words[:-1] if at else words[1:])
            role = HEADERS.get(rest.removesuffix(" in"))
            if role in _SCRIPT_ROLES:
                return f"{role}_{_SCRIPT_ENDINGS[words[at]]}"
    return None
