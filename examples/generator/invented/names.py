"""Common Arabic names, and how three schools of romanisation and two Arabic habits write them.

Names are common ones, combined at random: whoever bears such a combination is not meant. Each is given in Arabic and
in a phonemic notation with one sign a sound: long vowels A I U; ث c, ح H, خ x, ذ D, ش $, ص S, ض P, ط T, ظ Z, ع 3, غ g,
ء ', ة E. An article is left out of the notation and marked by `+`; `@` marks a name made with عبد.
"""

import re

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.object_]

MALE = """
محمد muHammad|أحمد aHmad|محمود maHmUd|مصطفى muSTafA|علي 3alI|حسن Hasan|حسين Husayn|خالد xAlid|عمر 3umar|
إبراهيم ibrAhIm|يوسف yUsuf|عبد الله @allAh|عبد الرحمن @raHmAn|عبد القادر @qAdir|عبد الكريم @karIm|
عبد العزيز @3azIz|عبد الرزاق @razzAq|عبد الحميد @HamId|عبد الغني @ganI|عبد السلام @salAm|عبد الجبار @jabbAr|
ياسر yAsir|ياسين yAsIn|زكريا zakariyyA|بكري bakrI|جمعة jum3E|رمضان ramaPAn|شعبان $a3bAn|صالح SAliH|صبحي SubHI|
سمير samIr|سامر sAmir|سليمان sulaymAn|سعيد sa3Id|طارق TAriq|طلال TalAl|عادل 3Adil|عامر 3Amir|عثمان 3ucmAn|
عدنان 3adnAn|عماد 3imAd|غسان gassAn|فادي fAdI|فارس fAris|فؤاد fu'Ad|فيصل faySal|قاسم qAsim|كمال kamAl|
ماجد mAjid|مازن mAzin|ماهر mAhir|مروان marwAn|معتز mu3tazz|منير munIr|موسى mUsA|نادر nAdir|ناصر nASir|
نبيل nabIl|نزار nizAr|نور الدين nUr+dIn|هاني hAnI|هيثم haycam|وائل wA'il|وليد walId|يحيى yaHyA|أسعد as3ad|
أمين amIn|أنس anas|أيمن ayman|إسماعيل ismA3Il|باسل bAsil|بسام bassAm|بشير ba$Ir|بلال bilAl|جابر jAbir|
جمال jamAl|حازم HAzim|حسام HusAm|حمزة HamzE|حمود HammUd|رضوان raPwAn|رياض riyAP|زاهر zAhir|زياد ziyAd|
سالم sAlim|صلاح SalAH|ضياء PiyA'|عبود 3abbUd|عيسى 3IsA|فواز fawwAz|لؤي lu'ayy|مهند muhannad|نعيم na3Im|
نضال niPAl|هشام hi$Am|خليل xalIl|داود dAwUd|رامي rAmI|راشد rA$id|شادي $AdI|عارف 3Arif|عزيز 3azIz|فراس firAs|
كريم karIm|ممدوح mamdUH
"""

FEMALE = """
فاطمة fATimE|مريم maryam|عائشة 3A'i$E|خديجة xadIjE|زينب zaynab|آمنة AminE|نور nUr|هدى hudA|سمر samar|سارة sArE|
ليلى laylA|رنا ranA|ريم rIm|رهف rahaf|ميساء maysA'|منى munA|مها mahA|لينا lInA|لمى lamA|هبة hibE|هناء hanA'|
وفاء wafA'|ياسمين yAsmIn|يسرى yusrA|أسماء asmA'|أمل amal|أميرة amIrE|إيمان ImAn|إسراء isrA'|آلاء AlA'|آية AyE|
بتول batUl|بشرى bu$rA|بيان bayAn|جميلة jamIlE|حليمة HalImE|حنان HanAn|رشا ra$A|رقية ruqayyE|رغد ragad|
سعاد su3Ad|سلمى salmA|سميرة samIrE|سناء sanA'|شيماء $aymA'|صباح SabAH|صفاء SafA'|عبير 3abIr|غادة gAdE|غزل gazal|
فوزية fawziyyE|كوثر kawcar|مروة marwE|نجلاء najlA'|ندى nadA|نسرين nisrIn|نهى nuhA|هالة hAlE|وردة wardE|
زهرة zahrE
"""

FAMILY = """
+الحلبي HalabI|+الحموي HamawI|+الحمصي HimSI|+الإدلبي idlibI|+الشامي $AmI|+المصري miSrI|+البغدادي bagdAdI|
+العلي 3alI|+الأحمد aHmad|+المحمد muHammad|+الحسن Hasan|+الحسين Husayn|+الخطيب xaTIb|+الشيخ $ayx|+الحداد HaddAd|
+النجار najjAr|+الخباز xabbAz|+القصاب qaSSAb|+الصباغ SabbAg|+الحلاق HallAq|+العطار 3aTTAr|+السمان sammAn|
+اللحام laHHAm|+الحلو Hulw|+البكري bakrI|+الجابري jAbirI|+الكيالي kayyAlI|+المدرس mudarris|+الأسود aswad|
+الأبيض abyaP|+الأشقر a$qar|+الطويل TawIl|+القصير qaSIr|+الخلف xalaf|+الجاسم jAsim|+العبود 3abbUd|+الصالح SAliH|
+الإبراهيم ibrAhIm|+اليوسف yUsuf|+العمر 3umar|+الخالد xAlid|+الناصر nASir|+السعيد sa3Id|+الحمود HammUd|
+العيسى 3IsA|+الموسى mUsA|+الدرويش darwI$|+الرفاعي rifA3I|+القاضي qAPI|+المفتي muftI|+الإمام imAm|
+المؤذن mu'aDDin|+البيطار bayTAr|+الدباغ dabbAg|+النحاس naHHAs|+الزيات zayyAt|+الفوال fawwAl|+الكردي kurdI|
+التركماني turkmAnI|+الجندي jundI|+العسكري 3askarI|+البدوي badawI|+الديري dIrI|+الباب bAb|+العنداني 3andAnI|
+الحياني HayyAnI|+المارعي mAri3I|+السفيراني safIrAnI|+الأطرش aTra$|+الأعرج a3raj|+الضرير ParIr|+الزعيم za3Im|
+الرئيس ra'Is|+الخوجة xUjE|+البارودي bArUdI|+الطباخ TabbAx|+السقا saqqA|+الفران farrAn|+الغزال gazAl|
+النمر nimr|+السبع sab3|+الديب dIb|+العقاد 3aqqAd|+العكش 3aka$|+الحاج HAjj|+الملا mullA|+الصوفي SUfI|
+الهاشمي hA$imI|+القرشي qura$I|+الأنصاري anSArI|شحادة $aHAdE|شعار $a33Ar|قباني qabbAnI|قدور qaddUr|حمدو HamdU|
حمامي HammAmI|حوري HUrI|حجار HajjAr|دهان dahhAn|رحال raHHAl|زيتوني zaytUnI|زيدان zaydAn|سرميني sarmInI|
سويد suwayd|شيخو $ayxU|صابوني SAbUnI|طحان TaHHAn|عجم 3ajam|عرب 3arab|عساف 3assAf|عقيل 3aqIl|غنام gannAm|
فتال fattAl|كبة kubbE|كعدان ka3dAn|كوسا kUsA|مارتيني mArtInI|مكي makkI|منصور manSUr|ميري mIrI|ناولو nAwlU|
نعسان na3sAn|هلال hilAl|وتار wattAr|يازجي yAzijI|بركات barakAt|بيرقدار bayraqdAr|تلجبيني taljbInI|جسري jisrI|
جولاق jUlAq|حنيفة HanIfE|خياطة xayyATE|دعبول da3bUl
"""

SCHOOLS = ("english", "french", "academic")
_SOUNDS = {
    "english": {"c": "th", "D": "th", "E": "a", "U": "ou", "I": "i", "ay": "ai", "3": "", "q": "q", "$": "sh"},
    "french": {"c": "t", "D": "d", "E": "eh", "U": "ou", "u": "ou", "ay": "ei", "Z": "d", "3": "", "q": "k", "$": "ch"},
    "academic": {"c": "th", "D": "dh", "E": "a", "U": "u", "I": "i", "ay": "ay", "3": "'", "q": "q", "$": "sh"},
}
_SHARED = {"A": "a", "I": "i", "H": "h", "x": "kh", "S": "s", "P": "d", "T": "t", "Z": "z", "g": "gh", "'": ""}
_ARTICLE = {"english": "Al-", "french": "El ", "academic": "al-"}
_SERVANT = {"english": "Abdul", "french": "Abdel ", "academic": "Abd al-"}
_FATHER_OF = {"english": "Abu ", "french": "Abou ", "academic": "Abu "}
_PILGRIM = {"english": "Haj ", "french": "El Hadj ", "academic": "al-Hajj "}


def romanised(sounds: str, school: str) -> str:
    """Return a name as a school writes it in Latin letters, from its phonemic notation."""
    if sounds.startswith("@"):
        body = romanised(sounds[1:], school)
        if sounds == "@allAh":
            return {"english": "Abdullah", "french": "Abdallah", "academic": "Abd Allah"}[school]
        return _SERVANT[school] + (body.lower() if school == "english" else body)
    if "+" in sounds:
        before, _, after = sounds.partition("+")
        article = {"english": " al-", "french": " el ", "academic": " al-"}[school] if before else _ARTICLE[school]
        return (romanised(before, school) if before else "") + article + romanised(after, school)
    letters = _SHARED | _SOUNDS[school]
    text = re.sub("ay(?!y)", "\0", sounds)
    latin = "".join(letters["ay"] if sign == "\0" else letters.get(sign, sign) for sign in text)
    if school == "french":
        latin = "".join(sign for at, sign in enumerate(latin) if at == 0 or sign != latin[at - 1] or sign in "s")
    latin = latin.removeprefix("'").replace("''", "'")
    return latin[:1].upper() + latin[1:]


def _parsed(block: str) -> list[tuple[str, str]]:
    entries = [entry.strip() for entry in block.replace("\n", "").split("|")]
    pairs = [tuple(entry.rsplit(" ", 1)) for entry in entries if entry]
    return [(arabic.removeprefix("+"), "+" + sounds if arabic.startswith("+") else sounds) for arabic, sounds in pairs]


class Stock:
    """A stock of names with the ways to write each.

    Attributes:
        size: How many names there are.
        weights: How common each is, by rank; sums to 1. Shape (size,).
        written: By habit, the usual spelling of each name; each array has shape (size,).
        variant: By habit, a spelling that the same hand also uses; each array has shape (size,).
    """

    def __init__(self, rows: list[tuple[str, dict[str, str]]], *, flatness: float) -> None:
        self.size = len(rows)
        share = 1.0 / (np.arange(self.size) + flatness)
        self.weights: npt.NDArray[np.float64] = share / share.sum()
        self.written: dict[str, Words] = {"arabic": np.array([arabic for arabic, _ in rows], dtype=object)}
        self.variant: dict[str, Words] = {"arabic": np.array([folded(arabic) for arabic, _ in rows], dtype=object)}
        for school in SCHOOLS:
            self.written[school] = np.array([latin[school] for _, latin in rows], dtype=object)
            self.variant[school] = np.array([loosened(latin[school], school) for _, latin in rows], dtype=object)

    def draw(self, rng: np.random.Generator, size: int) -> npt.NDArray[np.int64]:
        """Return places in the stock, common names more often. Shape (size,)."""
        return np.searchsorted(np.cumsum(self.weights)[:-1], rng.random(size), side="right").astype(np.int64)


def folded(arabic: str) -> str:
    """Return an Arabic name as a hasty hand writes it: without hamza, final ة as ه, final ى as ي, عبد joined."""
    letters = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"})
    text = arabic.translate(letters).replace("عبد ال", "عبدال")
    return text[:-1] + {"ة": "ه", "ى": "ي"}.get(text[-1], text[-1])


def loosened(latin: str, school: str) -> str:
    """Return a romanised name in the second spelling that a school's hand also uses."""
    pairs = {
        "english": (("ou", "oo"), ("Muhammad", "Mohamed"), ("Abdul", "Abd"), ("Al-", "")),
        "french": (("ou", "o"), ("El ", "Al "), ("Abdel ", "Abdel"), ("eh", "e")),
        "academic": (("al-", "Al "), ("'", ""), ("iyy", "iy")),
    }[school]
    for old, new in pairs:
        if old in latin:
            return latin.replace(old, new)
    return latin


def stocks() -> tuple[Stock, Stock, Stock]:
    """Return the stocks of men's, women's and family names."""
    men, women, families = _parsed(MALE), _parsed(FEMALE), _parsed(FAMILY)

    def plain(pairs: list[tuple[str, str]]) -> list[tuple[str, dict[str, str]]]:
        return [(arabic, {school: romanised(sounds, school) for school in SCHOOLS}) for arabic, sounds in pairs]

    simple = plain([pair for pair in men if not pair[1].startswith("@")])
    grown = [(arabic, latin) for arabic, latin in simple[:70]]
    for before, prefix in (("الحاج ", _PILGRIM), ("أبو ", _FATHER_OF)):
        grown += [
            (before + arabic, {school: prefix[school] + latin[school] for school in SCHOOLS})
            for arabic, latin in simple
        ]
    return (
        Stock(plain(men), flatness=6.0),
        Stock(plain(women), flatness=8.0),
        Stock(plain(families) + grown, flatness=40.0),
    )
