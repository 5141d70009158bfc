"""Words for sex, status, cause, yes and no, and for what is missing or unknown, in English and Arabic.

They are the words that lists use for a class, not a judgement of it: a side's own words for its enemies or its dead
("martyr", "terrorist") say nothing of a person's status, and are left for the user to map. So is "non-civilian",
which may be a soldier or a member of an armed group.
"""

from collections.abc import Mapping

from tollbook.model.vocabulary import Cause, Sex, Status
from tollbook.text.scripts import fold

EMPTY: tuple[str, ...] = (
    "-", "--", "---", "–", "—", ".", "..", "...", "n/a", "na", "n.a.", "none", "null", "nil", "nan", "\\n", "<na>",
    "not stated", "not available", "not applicable", "not recorded", "blank", "لا يوجد", "لايوجد", "غير مذكور",
    "غير متوفر", "غير متاح", "0000-00-00", "00/00/0000", "1900-01-00",
)  # fmt: skip

UNKNOWN: tuple[str, ...] = (
    "unknown", "unk", "unknown.", "not known", "unidentified", "undetermined", "unspecified", "not specified",
    "no name", "name unknown", "unnamed", "anonymous", "?", "??", "???", "غير معروف", "غير معروفة", "مجهول", "مجهولة",
    "مجهول الهوية", "مجهولة الهوية", "غير محدد", "غير محددة", "لا يعرف", "بدون اسم",
)  # fmt: skip

_SEX: Mapping[Sex, tuple[str, ...]] = {
    Sex.FEMALE: (
        "female", "f", "woman", "girl", "women", "girls", "أنثى", "انثى", "إناث", "امرأة", "سيدة", "طفلة", "بنت",
        "ث", "نساء",
    ),
    Sex.MALE: ("male", "m", "man", "boy", "men", "boys", "ذكر", "ذكور", "رجل", "ولد", "صبي", "رجال", "ذ"),
    Sex.UNKNOWN: ("unknown", "u", "unclear"),
}  # fmt: skip

_STATUS: Mapping[Status, tuple[str, ...]] = {
    Status.CIVILIAN: (
        "civilian", "civ", "civilians", "non combatant", "noncombatant", "مدني", "مدنية", "مدنيون", "مدنيين",
        "مدنيّ",
    ),
    Status.OTHER_PROTECTED: (
        "other protected", "hors de combat", "prisoner of war", "pow", "medical personnel", "religious personnel",
        "أسير حرب", "أسير", "كادر طبي",
    ),
    Status.ARMED_FORCES: (
        "armed forces", "member of armed forces", "soldier", "military", "army", "serviceman", "conscript", "officer",
        "عسكري", "جندي", "مجند", "جيش", "قوات مسلحة", "ضابط",
    ),
    Status.DIRECT_PARTICIPANT: (
        "direct participant", "fighter", "combatant", "armed opposition", "militia", "militant", "rebel",
        "member of armed group", "مقاتل", "مسلح", "مقاتلة",
    ),
    Status.UNKNOWN: ("unknown",),
}  # fmt: skip

_CAUSE: Mapping[Cause, tuple[str, ...]] = {
    Cause.HEAVY_WEAPONS: (
        "heavy weapons", "shelling", "airstrike", "air strike", "airstrikes", "air attack", "aerial bombardment",
        "bombing", "bombardment", "artillery", "mortar", "rocket", "rockets", "missile", "barrel bomb", "barrel bombs",
        "cluster munition", "warplane shelling", "drone strike", "explosive weapons", "قصف", "قصف جوي", "قصف مدفعي",
        "قصف صاروخي", "غارة", "غارة جوية", "برميل متفجر", "براميل متفجرة", "قذيفة", "قذيفة هاون", "صاروخ", "مدفعية",
    ),
    Cause.PLANTED_EXPLOSIVES: (
        "planted explosives", "mine", "landmine", "land mine", "ied", "car bomb", "suicide bombing", "explosion",
        "unexploded ordnance", "uxo", "booby trap", "لغم", "ألغام", "عبوة ناسفة", "سيارة مفخخة", "تفجير", "انفجار",
        "مفخخة",
    ),
    Cause.SMALL_ARMS: (
        "small arms", "gunshot", "gunfire", "shooting", "shot", "sniper", "sniper fire", "bullet", "field execution",
        "إطلاق نار", "إطلاق رصاص", "رصاص", "قنص", "قناص", "طلق ناري",
    ),
    Cause.INCENDIARY: (
        "incendiary", "incendiary weapons", "napalm", "phosphorus", "white phosphorus", "فوسفور", "نابالم",
        "أسلحة حارقة",
    ),
    Cause.CHEMICAL_BIOLOGICAL_NUCLEAR: (
        "chemical biological nuclear", "chemical", "chemical weapons", "chemical and toxic gases", "gas", "toxic gas",
        "sarin", "chlorine", "كيماوي", "كيميائي", "غازات سامة", "سارين", "كلور", "أسلحة كيميائية",
    ),
    Cause.LESS_LETHAL: ("less lethal", "tear gas", "rubber bullet", "beating", "غاز مسيل للدموع", "ضرب"),
    Cause.DENIAL_OF_ESSENTIALS: (
        "denial of essentials", "siege", "starvation", "hunger", "dehydration", "lack of medicine", "lack of treatment",
        "حصار", "جوع", "نقص الغذاء", "نقص الدواء", "نقص العلاج",
    ),
    Cause.ACCIDENT: ("accident", "حادث", "حادث سير"),
    Cause.OTHER_MEANS: (
        "other means", "other", "torture", "stabbing", "knife", "hanging", "execution", "drowning", "detention",
        "detention torture", "kidnapping execution", "تعذيب", "طعن", "إعدام", "شنق", "إعدام ميداني", "غرق", "ذبح",
        "أخرى",
    ),
    Cause.MULTIPLE: ("multiple", "أسباب متعددة"),
    Cause.UNKNOWN: ("unknown",),
}  # fmt: skip

_YES = (
    "yes",
    "y",
    "true",
    "1",
    "x",
    "withdrawn",
    "removed",
    "retracted",
    "deleted",
    "identified",
    "نعم",
    "محذوف",
    "مسحوب",
)
_NO = ("no", "n", "false", "0", "active", "current", "kept", "listed", "unidentified", "لا", "كلا")


def _folded(
    table: Mapping[Sex, tuple[str, ...]] | Mapping[Status, tuple[str, ...]] | Mapping[Cause, tuple[str, ...]],
) -> dict[str, str]:
    return {fold(word): term.value for term, words in table.items() for word in (term.value, *words)}


TERMS: Mapping[str, Mapping[str, str]] = {"sex": _folded(_SEX), "status": _folded(_STATUS), "cause": _folded(_CAUSE)}

YES_NO: Mapping[str, bool] = {fold(word): True for word in _YES} | {fold(word): False for word in _NO}

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "sex": tuple(term.value for term in Sex),
    "status": tuple(term.value for term in Status),
    "cause": tuple(term.value for term in Cause),
}

# A row that begins with one of these sums up other rows.
TOTALS = frozenset(
    fold(word)
    for word in (
        "total", "totals", "grand total", "sum", "subtotal", "sub total", "total killed", "total victims", "overall",
        "المجموع", "الإجمالي", "المجموع الكلي", "إجمالي", "مجموع", "المجموع العام",
    )
)  # fmt: skip
