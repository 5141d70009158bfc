"""Which script a text is in, which characters in it cannot be seen, and when two spellings are the same word."""

import re
import unicodedata
from enum import StrEnum

ARABIC = (
    r"[\u0620-\u064A\u066E-\u06D3\u06D5\u06EE\u06EF\u06FA-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]"
)

# Marks that steer the direction of a line, and characters of no width: they change what is seen, not what is said.
INVISIBLE = r"[\u200B\u200E\u200F\u061C\u2060-\u2064\u202A-\u202E\u2066-\u2069\uFEFF\u00AD]"

# C0 and C1 controls other than tab and line ends.
CONTROL = r"[\x00-\x08\x0E-\x1F\x7F-\x84\x86-\x9F]"

# Orders that turn text around (overrides, embeddings, isolates): a name may hide behind them.
TURNING = r"[\u202A-\u202E\u2066-\u2069]"

UNDECODED = "\ufffd"

# UTF-8 Arabic read as windows-1252 or windows-1256: the lead bytes of Arabic become one of these letters, repeatedly.
MOJIBAKE = (
    r"(?:[ØÙÚÛ][\u0080-\u00BF\u0152-\u0178\u02C6-\u02DC\u2013-\u203A\u20AC\u2122]\s?){2,}"
    r"|(?:[طظ][\u00A0-\u00BF\u2013-\u203A\u20AC\u2122ƒ]){2,}"
)

_DIGITS = {0x0660 + i: str(i) for i in range(10)} | {0x06F0 + i: str(i) for i in range(10)}
_DIGITS |= {0xFF10 + i: str(i) for i in range(10)}

_ARABIC_FOLDS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ک": "ك", "گ": "ك", "ھ": "ه", "ە": "ه", "ـ": "",
    }
)  # fmt: skip

_ARABIC = re.compile(ARABIC)
_LATIN = re.compile(r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]")
_CONTROL = re.compile(CONTROL)
_INVISIBLE = re.compile(INVISIBLE)
_SPACES = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[\W_]+")


class Script(StrEnum):
    """The script of a text's letters."""

    ARABIC = "arabic"
    LATIN = "latin"
    MIXED = "mixed"
    OTHER = "other"
    NONE = "none"


def script_of(text: str) -> Script:
    """Return the script of a text's letters; `none` where it has no letter."""
    arabic, latin = bool(_ARABIC.search(text)), bool(_LATIN.search(text))
    if arabic:
        return Script.MIXED if latin else Script.ARABIC
    if latin:
        return Script.LATIN
    return Script.OTHER if any(letter.isalpha() for letter in text) else Script.NONE


def ascii_digits(text: str) -> str:
    """Return a text with Arabic-Indic, Persian and full-width digits as 0-9."""
    return text.translate(_DIGITS)


def clean(text: str) -> str:
    """Return a text without characters that cannot be seen, its spaces single, composed to Unicode's form NFC."""
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", unicodedata.normalize("NFC", text)))
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the key under which spellings of one word meet, without case, marks, hamza or punctuation.

    It is for finding a word in a table, never for display and never for a victim's name.
    """
    text = ascii_digits(unicodedata.normalize("NFKC", clean(text))).casefold().translate(_ARABIC_FOLDS)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", bare).strip()
