"""The names of months and the words around dates, in English and Arabic."""

from tollbook.text.scripts import fold

_GREGORIAN = (
    ("january", "jan", "كانون الثاني", "كانون ثاني", "يناير", "جانفي"),
    ("february", "feb", "شباط", "فبراير", "فيفري"),
    ("march", "mar", "آذار", "اذار", "مارس"),
    ("april", "apr", "نيسان", "أبريل", "إبريل", "أفريل"),
    ("may", "أيار", "مايو", "ماي"),
    ("june", "jun", "حزيران", "يونيو", "يونيه", "جوان"),
    ("july", "jul", "تموز", "يوليو", "يوليه", "جويلية"),
    ("august", "aug", "آب", "أغسطس", "أوت"),
    ("september", "sept", "sep", "أيلول", "سبتمبر"),
    ("october", "oct", "تشرين الأول", "تشرين أول", "أكتوبر"),
    ("november", "nov", "تشرين الثاني", "تشرين ثاني", "نوفمبر"),
    ("december", "dec", "كانون الأول", "كانون أول", "ديسمبر"),
)

_HIJRI = (
    ("muharram", "محرم", "المحرم"),
    ("safar", "صفر"),
    ("rabi al awwal", "rabi i", "ربيع الأول", "ربيع أول"),
    ("rabi al thani", "rabi ii", "rabi al akhir", "ربيع الثاني", "ربيع الآخر", "ربيع ثاني"),
    ("jumada al ula", "jumada i", "jumada al awwal", "جمادى الأولى", "جمادى الأول"),
    ("jumada al akhira", "jumada ii", "jumada al thani", "جمادى الآخرة", "جمادى الثانية", "جمادى الثاني"),
    ("rajab", "رجب"),
    ("shaban", "sha ban", "شعبان"),
    ("ramadan", "رمضان"),
    ("shawwal", "شوال"),
    ("dhu al qadah", "dhu al qa da", "dhul qadah", "ذو القعدة", "ذي القعدة"),
    ("dhu al hijjah", "dhu al hijja", "dhul hijjah", "ذو الحجة", "ذي الحجة"),
)

_WEEKDAYS = (
    "monday", "mon", "tuesday", "tue", "tues", "wednesday", "wed", "thursday", "thu", "thur", "thurs", "friday", "fri",
    "saturday", "sat", "sunday", "sun", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت",
    "الأحد",
)  # fmt: skip


def _numbered(table: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {fold(word): number for number, words in enumerate(table, start=1) for word in words}


GREGORIAN = _numbered(_GREGORIAN)
HIJRI = _numbered(_HIJRI)
WEEKDAYS = frozenset(fold(word) for word in _WEEKDAYS)
