"""In which encoding is a text file written, and how sure is that?"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tollbook.errors import SourceFileError
from tollbook.text.scripts import MOJIBAKE

SAMPLE_BYTES = 1 << 20
_PLAUSIBLE = 0.5  # mean score of the bytes above 127; Arabic prose in its own encoding scores above 0.75

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first of equals wins: French letters have the same bytes in windows-1252 and windows-1256.
_LEGACY = ("windows-1252", "windows-1256", "iso-8859-6", "windows-1251", "windows-1255", "windows-1254", "windows-1253")
_COMMON_ARABIC = frozenset("اليمنوربتعدسفهحكقأةى")
_MARKS = frozenset("،؛؟«»–—’‘“”…°ـ\u00a0\u200c\u200d\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding and how it was found.

    Attributes:
        name: As Python calls it.
        how: `declared`, `byte order mark`, `valid UTF-8`, `zero bytes`, `letters` (guessed) or `mixed`.
        bad_lines: Lines of the sample that are not in it.
    """

    name: str
    how: str
    bad_lines: int = 0


def find_encoding(path: Path, *, declared: str | None = None) -> Encoding:
    """Return the encoding of a text file.

    Args:
        path: The file.
        declared: What the profile says, which is held to; its byte order mark, if any, is skipped.

    Returns:
        The encoding. Where some lines are UTF-8 and fewer are not, it is UTF-8 and `how` is `mixed`.

    Raises:
        SourceFileError: When the declared encoding does not exist or does not fit, or none is plausible.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _BOMS:
        if head.startswith(mark):
            marked = Encoding(name, "byte order mark")
            return marked if declared is None else _held(path, declared, marked)
    sample = _sample(path)
    found = encoding_of(sample)
    if declared is not None:
        return _held(path, declared, found)
    if found is None:
        raise SourceFileError(
            f"{path.name} is in no encoding that can be told from its bytes",
            where=str(path),
            mend='set encoding = "..." under [file] in profile.toml, or save the file as UTF-8',
        )
    return found


def encoding_of(sample: bytes) -> Encoding | None:
    """Return the encoding that bytes of text without a byte order mark are in, or None where none is plausible."""
    wide = _without_mark(sample)
    if wide is not None:
        return Encoding(wide, "zero bytes")
    lines = [line for line in re.split(rb"[\r\n]+", sample) if not line.isascii()]
    bad = sum(not _is_utf8(line) for line in lines)
    if bad == 0:
        return Encoding("utf-8", "valid UTF-8")
    if bad * 2 < len(lines):
        return Encoding("utf-8", "mixed", bad)
    high = b"\n".join(lines)
    scores = {name: _plausibility(high, name) for name in _LEGACY}
    best = max(_LEGACY, key=lambda name: scores[name])
    return Encoding(best, "letters") if scores[best] >= _PLAUSIBLE else None


def _sample(path: Path) -> bytes:
    """Return the file's beginning, or else the lines with bytes above 127: the ones that tell encodings apart."""
    with path.open("rb") as file:
        start = file.read(SAMPLE_BYTES)
        if not start.isascii() or b"\0" in start:
            return start[: start.rfind(b"\n") + 1] or start if len(start) == SAMPLE_BYTES else start
        telling: list[bytes] = []
        kept = 0
        for line in file:
            if not line.isascii():
                telling.append(line[:4096])
                kept += len(telling[-1])
                if kept > SAMPLE_BYTES:
                    break
    return b"".join(telling) or start


def _without_mark(sample: bytes) -> str | None:
    """Return UTF-16 without a byte order mark, told by zero bytes that stand on one side only."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = max(1, len(sample) // 2)
    if max(even, odd) / pairs < 0.1:
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _is_utf8(line: bytes) -> bool:
    return not _misfits_bytes(line, "utf-8")


def _misfits_bytes(line: bytes, encoding: str) -> bool:
    """Return whether bytes cannot be of an encoding; a letter cut off at the end, as in a file cut off, is let pass."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(line)
    except UnicodeDecodeError:
        return True
    return False


def _plausibility(high: bytes, encoding: str) -> float:
    """Return the mean worth of what the bytes above 127 become: common letters of one script, beside their like."""
    text = high.decode(encoding, errors="replace")
    worth, number = 0.0, 0
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if letter < "\x80":
            continue
        number += 1
        worth += _worth(letter, before, after)
    return worth / max(1, number)


def _worth(letter: str, before: str, after: str) -> float:
    if letter == "\ufffd" or "\x80" <= letter <= "\x9f":
        return -2.0
    if "\u0600" <= letter <= "\u06ff":
        if letter in _COMMON_ARABIC:
            return 1.0
        return 0.5 if letter.isalpha() else 0.0
    if letter in _MARKS:
        return 0.3
    if not letter.isalpha():
        return -0.5
    if "\u00c0" <= letter <= "\u024f":  # an accented letter stands among plain ones
        neighbours = sum("a" <= other.lower() <= "z" for other in (before, after))
        return (-1.0, 0.6, 0.9)[neighbours] if letter.islower() or neighbours else -1.0
    beside_like = (before.isalpha() and before >= "\x80") or (after.isalpha() and after >= "\x80")
    return (0.8 if letter.islower() or not letter.isupper() else 0.4) if beside_like else -0.5


def _held(path: Path, declared: str, found: Encoding | None) -> Encoding:
    """Return the declared encoding after a look at whether the file can be in it."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        raise SourceFileError(
            f"there is no encoding '{declared}'",
            where=f"{path}, setting encoding",
            mend='use one such as "utf-8", "utf-16" or "windows-1256", or leave the setting out',
        ) from None
    if found is not None and found.how == "byte order mark":
        if codecs.lookup(found.name.removesuffix("-sig")).name.split("-")[:2] == name.split("-")[:2]:
            return Encoding(found.name, "declared")
        _misfit(path, declared, found, "it begins with the byte order mark of " + found.name.removesuffix("-sig"))
    sample = _sample(path)
    lines = [line for line in re.split(rb"[\r\n]+", sample) if not line.isascii()]
    wide = name.startswith(("utf-16", "utf-32"))
    if wide or not lines:
        if wide and (found is None or found.how != "zero bytes"):
            _misfit(path, declared, found, "it holds no zero bytes")
        return Encoding(name, "declared")
    bad = sum(_misfits(line, name) for line in lines)
    if bad * 2 >= len(lines):
        _misfit(path, declared, found, f"{bad} of {len(lines)} lines with letters beyond ASCII do not fit")
    return Encoding(name, "declared", bad)


def _misfits(line: bytes, encoding: str) -> bool:
    if _misfits_bytes(line, encoding):
        return True
    return re.search(MOJIBAKE, line.decode(encoding, errors="replace")) is not None and _is_utf8(line)


def _misfit(path: Path, declared: str, found: Encoding | None, because: str) -> NoReturn:
    suggestion = "" if found is None else f'; it looks like encoding = "{found.name}"'
    raise SourceFileError(
        f"{path.name} is not {declared}: {because}",
        where=str(path),
        mend=f"correct or remove the setting encoding in profile.toml{suggestion}",
    )
