"""Names of people as structures: folding, joined particles, chains of generations, one consonant key for all scripts.

Nothing here assumes that a name is Arabic: a name of another culture passes through as an ordinary string, spelt in
plain Latin letters whatever its script, and its key is then no more than its consonants.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from tollbook.text.romanisation import (
    ARABIC_CONSONANTS,
    ARABIC_WEAK,
    LATIN_CONSONANTS,
    LATIN_DIGRAPHS,
    LATIN_WEAK,
    VARIANTS,
)

MAX_TOKENS = 24  # a chain of eight generations with every particle apart; longer cells are no names
MAX_CELL = 1_000  # characters of a cell that are read as a name
MAX_CHARS = 40  # of one part, particles joined; the longest in seven releases of the Gaza list has 24

_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff]")
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
    "ؤ": "و", "ۆ": "و", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك",
    "گ": "ك",
}  # fmt: skip
_DROPPED = [
    "ء",
    *(chr(code) for code in (*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE), 0x640)),
]
_DROPPED += [*"'`\u2018\u2019\u02bb\u02bc\u02be\u02bf\u00b4\u2032."]
_DROPPED += [
    chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0x61C)
]
_SPACES = [chr(code) for code in range(0xC0) if not chr(code).isalpha() and chr(code) not in "'`.\u00b4"]
_SPACES += [*"،؛؟٪٫٬٭۔", *(chr(code) for code in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA)))]
_FOLDS = str.maketrans({**_LETTERS, **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_DROPPED, "")})
_UNUSUAL = re.compile(r"[^a-z \u0621-\u063a\u0641-\u064a]")
# Some PDF readers give the ligatures of لله and لا with their letters reversed.
_LIGATURES = ((re.compile(r"هللا"), "الله"), (re.compile(r"\bاال(?=\w)"), "الا"))

_ARABIC_BEFORE = frozenset({"عبد", "ابو", "ابي", "ابا", "ام", "بن", "ابن", "بنت", "ال", "بو", "ولد"})
_ARABIC_AFTER = frozenset({"الله", "الدين", "الاسلام"})
_LATIN_BEFORE = frozenset(
    {
        "abd", "abdel", "abdul", "abdal", "abdol", "abu", "abo", "abou", "aboo", "umm", "om", "oum", "um",
        "bin", "ibn", "ben", "bint", "al", "el", "ul", "aal", "bou", "bu", "ould", "van", "von", "de", "der",
        "den", "del", "la", "las", "los", "le", "di", "da", "das", "dos", "della", "du", "mac", "mc", "san", "st",
    }
)  # fmt: skip
_LATIN_AFTER = frozenset(
    {
        "allah", "ullah", "eldin", "aldin", "uddin", "eddin", "eddine", "addin", "eldeen", "aldeen",
    }
)  # fmt: skip
_FILIATION = frozenset({"بن", "ابن", "بنت", "bin", "ibn", "ben", "bint"})
_BEFORE = _ARABIC_BEFORE | _LATIN_BEFORE
_ARTICLES = frozenset({"al", "el", "ul", "aal"})
# Before a sun letter the article takes its sound: Abd ar-Rahman, Abdus Salam, Abderrahmane.
_AFTER_ABD = frozenset(
    {
        "ar", "er", "ur", "as", "es", "us", "an", "en", "un", "ash", "esh", "az", "ez", "at", "ad", "ed", "ud",
    }
)  # fmt: skip
# A kunya names a person for a child: "Abu Omar" says nothing of a given name. Abu Bakr and Umm Kulthum are given names.
# For an engine of regular expressions without look-ahead.
KUNYA = r"(?i)^\s*(?:[اأ]بو\s*\S{2}|[اأ]ب[يا]\s+\S|[اأ]م\s+\S|(?:abu|abou|abo|aboo|umm?|oumm?|om)[\s-]+\S)"
NO_KUNYA = (
    r"(?i)^\s*(?:[اأ]بو\s*بكر|[اأ]بو\s*القاسم|[اأ]م\s+كلثوم|ab[ou]+[\s-]+bak[aei]?r|"
    r"(?:umm?|oumm?|om)[\s-]+k[aou]+l[st]h?[ou]+m)"
)
_ABD = re.compile(r"^abd(?:[aeou]?l(?=[^l])|[aeou]([rnsdtz])(?=\1)|[aeou]?l(?=l[aeiou](?!h)))")
_DIN = re.compile(r"(?<=..)[aeou]dd[aeiy]+ne?$")  # Noureddine, Salahuddin: before a sun letter the article is not heard
# "Family, given"; a comma of either script, once.
_TURNED = re.compile(r"^([^,،]*[^\W\d_][^,،]*)[,،]([^,،]*[^\W\d_][^,،]*)$")
# Chinese and Korean, whose family's name is the first character and often stands without a space.
_FAMILY_FIRST = re.compile(r"^[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\s·・]+$")
# A patronymic of three words' last, in Latin letters: family, given, patronymic.
_PATRONYMIC = re.compile(r"(?:[aeoiy]v[iy]ch|[aeoiy]vna|inichna)$")
_LATIN_ARTICLE = re.compile(r"^[ae]l(?=[^aeioul].{3,})")


@dataclass(frozen=True, slots=True)
class Chain:
    """A name's parts, each folded and with its particles joined; None where not stated.

    Attributes:
        given: The person's own name.
        father: The father's name, or what stands second.
        grandfather: The grandfather's name, or what stands third.
        family: The family's name.
    """

    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None


def is_arabic(text: str) -> bool:
    """Return whether a text holds an Arabic letter."""
    return _ARABIC.search(text) is not None


def fold(text: str) -> str:
    """Return a name in lower case, without marks, with letters that are written for one another made one.

    Arabic: hamza carriers, ya, ta marbuta, tatweel and vowel signs; presentation forms; ligatures that a PDF reader
    reversed. Others: spelt in Latin letters without diacritics and apostrophes (Шевчук: shevchuk). Digits, punctuation
    and control characters become spaces.
    """
    text = text[:MAX_CELL].translate(_FOLDS).lower()
    if _UNUSUAL.search(text):
        text = unicodedata.normalize("NFKC", text).translate(_FOLDS)
        text = "".join(map(_plain, text.casefold())).translate(_FOLDS)
    if "هللا" in text or "اال" in text:
        for damaged, whole in _LIGATURES:
            text = damaged.sub(whole, text)
    return " ".join(text.split()[:MAX_TOKENS])


@lru_cache(maxsize=1 << 14)
def _plain(mark: str) -> str:
    """Return one character in plain letters: Arabic without marks, any other script in Latin letters; else a space."""
    kind = unicodedata.category(mark)
    if kind[0] not in "LM":
        return "" if kind == "Cf" else " "
    if is_arabic(mark):
        return "".join(part for part in unicodedata.normalize("NFKD", mark) if unicodedata.category(part)[0] == "L")
    return "".join(letter for letter in anyascii(mark).lower() if letter.isalpha())


def joined(folded: str) -> tuple[str, ...]:
    """Return the parts of a folded name: particles joined to what they belong to, bin and Latin articles left out."""
    words = folded.split()
    parts: list[str] = []
    pending = ""
    for at, word in enumerate(words):
        last = at == len(words) - 1
        if last or not _is_particle(word, pending, at):
            if parts and not pending and (word in _ARABIC_AFTER or word in _LATIN_AFTER):
                parts[-1] += word
            else:
                parts.append(pending + word)
            pending = ""
        elif not (word in _ARTICLES or word in _AFTER_ABD or (word in _FILIATION and at > 0)):
            pending += word
    return tuple(_finished(part) for part in parts)


@lru_cache(maxsize=1 << 18)
def _finished(part: str) -> str:
    """Return a part with Abd- in one spelling; remembered, so that equal parts are one string in memory."""
    return (_ABD.sub("abd", part) if part.startswith("abd") else part)[:MAX_CHARS]


def _is_particle(word: str, pending: str, at: int) -> bool:
    return word in _BEFORE or (pending == "abd" and word in _AFTER_ABD) or (word in _FILIATION and at > 0)


def part(text: str | None) -> str | None:
    """Return one part of a name folded, all its words joined; None where nothing is left."""
    return None if text is None else ("".join(joined(fold(text)))[:MAX_CHARS] or None)


def chain(text: str | None) -> Chain:
    """Return a whole name's parts: the first is the given name, the last the family's, between them the forefathers.

    Of more than four parts, the fourth up to the last but one are left out. A family's name that stands first, before
    a comma, before a given name and a patronymic, or in Chinese and Korean script, is put last.
    """
    text = _family_last(text[:MAX_CELL]) if text else ""
    words = [word for raw in text.split() for word in _words(raw)]
    parts = joined(" ".join(words[:MAX_TOKENS]))
    if len(parts) == 3 and _PATRONYMIC.search(parts[2]) and not _PATRONYMIC.search(parts[1]):
        parts = (parts[1], parts[2], parts[0])
    if not parts:
        return Chain()
    if len(parts) == 1:
        return Chain(given=parts[0])
    return Chain(
        given=parts[0],
        father=parts[1] if len(parts) > 2 else None,
        grandfather=parts[2] if len(parts) > 3 else None,
        family=parts[-1],
    )


def _family_last(text: str) -> str:
    """Return a name with its family's part last, where a comma or its script says that it stands first."""
    if ("," in text or "،" in text) and (turned := _TURNED.match(text)):
        return f"{turned[2]} {turned[1]}"
    if text[:1] > "\u33ff" and _FAMILY_FIRST.match(text):
        words = text.split()
        family, given = (words[0], "".join(words[1:])) if len(words) > 1 else (text.strip()[:1], text.strip()[1:])
        return f"{given} {family}"
    return text


@lru_cache(maxsize=1 << 18)
def _words(raw: str) -> tuple[str, ...]:
    """Return one written word folded; remembered, for a million names are made of a few thousand words."""
    return tuple(fold(raw).split())


def key(folded: str, *, attested: bool = True) -> str:
    """Return the consonants of a folded part in an alphabet that Arabic and Latin spellings share.

    A part with fewer than two strong consonants (Ali, Aya, Layla) keeps its weak letters, so that it is not lost among
    others of its kind.

    Args:
        folded: As `part` and `joined` give it.
        attested: Whether a spelling that is attested for another form stands for that one.

    Returns:
        The key; empty where there is nothing.
    """
    if not folded:
        return ""
    folded = VARIANTS.get(folded, folded) if attested else folded
    strong, weak = _arabic_key(folded) if is_arabic(folded) else _latin_key(folded)
    return strong if len(strong) >= 2 else weak or folded


def _arabic_key(folded: str) -> tuple[str, str]:
    stem = folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
    stem = "عبد" + stem[5:] if stem.startswith("عبدال") and len(stem) > 5 else stem
    stem = stem[:-1] if stem[-1] in "هح" and len(stem) > 2 else stem
    strong = _squeezed("".join(ARABIC_CONSONANTS.get(mark, "") for mark in stem))
    weak = "".join(ARABIC_WEAK.get(mark, ARABIC_CONSONANTS.get(mark, "")) for mark in stem[1:])
    return strong, _squeezed(_first(stem, "اع", ARABIC_WEAK, ARABIC_CONSONANTS) + weak)


def _latin_key(folded: str) -> tuple[str, str]:
    stem = _LATIN_ARTICLE.sub("", folded)
    stem = stem[:-1] if stem.endswith("h") and len(stem) > 2 and stem[-2] not in "cdgkpstz" else stem
    stem = _DIN.sub("aldin", stem)
    head, stem = ("bd", stem[3:]) if stem.startswith("abd") and len(stem) > 4 else ("", stem)
    for written, sound in LATIN_DIGRAPHS:
        stem = stem.replace(written, sound)
    strong = _squeezed(head + "".join(LATIN_CONSONANTS.get(mark, "") for mark in stem))
    weak = "".join(LATIN_WEAK.get(mark, LATIN_CONSONANTS.get(mark, "")) for mark in stem[1:])
    return strong, _squeezed(_first(stem, "aeiou", LATIN_WEAK, LATIN_CONSONANTS) + weak)


def _first(stem: str, vowels: str, weak: dict[str, str], strong: dict[str, str]) -> str:
    return "" if not stem else "a" if stem[0] in vowels else weak.get(stem[0], strong.get(stem[0], ""))


def _squeezed(sounds: str) -> str:
    return "".join(sound for at, sound in enumerate(sounds) if at == 0 or sounds[at - 1] != sound)
