"""How schools of romanisation write the same sounds, and short forms of given names.

The consonant classes are as wide as the schools differ: French, English, German and official transliterations of one
Arabic name must meet in one class. They were chosen from how 3,904 Arabic words are romanised by two independent
translators of one list; see docs/methods/linkage.md.
"""

from importlib.resources import files

ARABIC_CONSONANTS: dict[str, str] = {
    "ب": "b",
    "پ": "b",
    "ت": "t",
    "ط": "t",
    "ث": "d",
    "د": "d",
    "ذ": "d",
    "ز": "d",
    "ض": "d",
    "ظ": "d",
    "ژ": "d",
    "ج": "g",
    "غ": "g",
    "چ": "c",
    "ش": "c",
    "س": "s",
    "ص": "s",
    "ح": "h",
    "خ": "h",
    "ه": "h",
    "ف": "f",
    "ڤ": "f",
    "ق": "k",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ر": "r",
}
ARABIC_WEAK: dict[str, str] = {"ي": "y", "و": "w"}

# Longest first: what two or three Latin letters stand for, as one letter of the classes below.
LATIN_DIGRAPHS: tuple[tuple[str, str], ...] = (
    ("tsch", "č"),
    ("sch", "č"),
    ("sh", "č"),
    ("ch", "č"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "d"),
    ("dh", "d"),
    ("ph", "f"),
    ("dj", "g"),
    ("ce", "se"),
    ("ci", "si"),
)
LATIN_CONSONANTS: dict[str, str] = {
    "b": "b",
    "p": "b",
    "t": "t",
    "d": "d",
    "z": "d",
    "č": "c",
    "j": "g",
    "g": "g",
    "s": "s",
    "h": "h",
    "f": "f",
    "v": "f",
    "q": "k",
    "k": "k",
    "c": "k",
    "x": "ks",
    "l": "l",
    "m": "m",
    "n": "n",
    "r": "r",
    "ß": "s",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "d",
}
LATIN_WEAK: dict[str, str] = {"i": "y", "y": "y", "w": "w", "u": "w", "o": "w"}

# Short form: the name it stands for. Only those that stand for one name, or nearly always do.
_SHORT = {
    "alexander": "alec alex sandy",
    "andrew": "andy",
    "anthony": "tony",
    "arthur": "art",
    "benjamin": "ben benny",
    "charles": "charlie chas",
    "christopher": "chris kit",
    "daniel": "dan danny",
    "david": "dave davy",
    "edward": "ted ned eddie ed",
    "elizabeth": "eliza beth betty bess lizzie liz",
    "francis": "frank fran",
    "frederick": "fred freddie",
    "george": "geo georgie",
    "henry": "harry",
    "james": "jim jimmy jamie jas",
    "john": "jack johnny jno",
    "jonathan": "jon",
    "joseph": "joe joey jos",
    "katherine": "kate kathy katie",
    "kenneth": "ken",
    "lawrence": "larry",
    "leonard": "len lenny",
    "margaret": "maggie peggy meg",
    "matthew": "matt",
    "michael": "mike mick mickey",
    "nicholas": "nick",
    "patrick": "pat paddy",
    "peter": "pete",
    "philip": "phil",
    "raymond": "ray",
    "richard": "dick rick richie",
    "robert": "bob bobby rob robbie bert",
    "ronald": "ron",
    "samuel": "sam sammy",
    "stephen": "steve",
    "susan": "sue susie",
    "theodore": "theo",
    "thomas": "tom tommy thos",
    "timothy": "tim",
    "victoria": "vicky",
    "vincent": "vince",
    "walter": "walt",
    "william": "bill billy will willie wm",
    "aleksandr": "sasha",
    "mikhail": "misha",
    "vladimir": "vova",
    "nikolai": "kolya",
    "francisco": "paco pancho",
    "jose": "pepe",
    "ignacio": "nacho",
    "johannes": "hannes",
    "heinrich": "heinz",
}
# Latin spellings whose vowels, or whose h after t or d, hide which Arabic name they are.
_HIDDEN = {
    "عيسي": "issa isa eissa essa eisa aissa",
    "وايل": "wael wail wayel",
    "دعاء": "duaa doaa dua",
    "فتحي": "fathi fathy fethi",
    "فتحيه": "fathia fathiya fathiyya",
    "مدحت": "medhat midhat",
    "ادهم": "adham",
    "عدي": "oday uday odai udai adi",
    "ليلي": "laila layla leila leyla",
    "علا": "ola ula",
    "فتح": "fath",
    "نهي": "noha nuha",
    "مها": "maha",
    "هدي": "huda hoda houda",
    "يحيي": "yahya yehia yahia yehya",
    "مي": "mai may",
    "هيا": "haya",
    "هاله": "hala",
    "ايه": "aya ayah",
    "علاء": "alaa",
    "رويه": "ruya",
    "وفاء": "wafaa wafa",
    "ميساء": "maysaa maisaa mayssa",
    "مهدي": "mahdi mehdi",
    "لوي": "loay luay louay loai",
    "علي": "ali aly",
}

OWN_VARIANTS: dict[str, str] = {
    short: whole for table in (_SHORT, _HIDDEN) for whole, forms in table.items() for short in forms.split()
}


def _attested() -> dict[str, str]:
    """Return Latin spellings that people of Arab countries bear, by the Arabic name that nine in ten of them have."""
    text = (files("tollbook.text") / "data" / "variants.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


VARIANTS: dict[str, str] = {**_attested(), **OWN_VARIANTS}
