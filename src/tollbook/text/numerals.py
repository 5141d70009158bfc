"""Figures as they are written: digits with any separators, words, scales, vague counts; no qualifiers yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DIGITS = {ord(digit): str(i) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९") for i, digit in enumerate(row)}
_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_DOZENS = {"dozen": 12, "score": 20}
_SIZES = {**_SCALES, **_DOZENS, "hundred": 100}
_PLURALS = {"hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9}
_FRACTIONS = {"half": (1, 2), "quarter": (1, 4), "third": (1, 3)}
_LARGEST = 10**11  # above the number of people who ever lived: no count of people

_GROUP = "[,.٬،’'\u00a0\u202f\u2009 ]"
_NUMERAL = re.compile(
    rf"(?<![\w])(?:(?P<grouped>\d{{1,3}}(?P<sep>{_GROUP})\d{{3}}(?:(?P=sep)\d{{3}}){{0,3}})(?!\d|[.,]\d)"
    r"|(?P<indian>\d{1,2}(?:,\d{2}){1,3},\d{3})(?!\d)"
    r"|(?P<decimal>\d{1,12}[.٫]\d{1,2})(?![\d.])"
    r"|(?P<plain>\d{1,12}))(?P<suffix>(?:k|mn?|bn))?(?![A-Za-z_\d])"
)
_WORD = re.compile(r"[A-Za-z]+")
_GAP = re.compile(r"(?:[^\S\n]|\n(?!\s*[-\n])|-){1,3}")
_STARTS = {*_UNITS, *_TENS, *_FRACTIONS, *_DOZENS, "hundred", "a", "an"}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure without its qualifier.

    Attributes:
        start: First character.
        end: One past the last.
        low: Fewest that it allows: less than `best` where the form itself is rounded ("1.2 million", "a dozen").
        high: Most that it allows.
        best: The figure named, or None for a vague count.
        scale: The scale word's factor ("million"), 1 without one.
        is_digits: Whether it is written in digits.
        is_grouped: Whether its thousands are set apart.
    """

    start: int
    end: int
    low: int
    high: int
    best: int | None
    scale: int = 1
    is_digits: bool = True
    is_grouped: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it names one figure."""
        return self.best is not None


def ascii_digits(text: str) -> str:
    """Return a text with Arabic-Indic, Persian and Devanagari digits as 0-9; no offset moves."""
    return text.translate(_DIGITS)


def numerals(text: str, vague: Mapping[str, tuple[int, int]]) -> list[Numeral]:
    """Return the figures of a text, in order, none overlapping.

    Args:
        text: A text whose digits are 0-9.
        vague: What vague words mean, each as (low, high).

    Returns:
        Figures in digits and in words.
    """
    found = [*_in_digits(text), *_in_words(text, vague)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    kept: list[Numeral] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _in_digits(text: str) -> list[Numeral]:
    found = []
    for match in _NUMERAL.finditer(text):
        start, end = match.start(), match.end()
        if start and text[start - 1] in ".,٫" and start > 1 and text[start - 2].isdigit():
            continue
        written = match["grouped"] or match["indian"] or match["plain"] or match["decimal"]
        is_grouped = match["grouped"] is not None or match["indian"] is not None
        scale, end = _scale_after(text, end, match["suffix"])
        if match["decimal"] is not None or (match["sep"] == "." and scale > 1):
            figure = _decimal(written.replace("٫", "."), scale)
        else:
            value = int(re.sub(r"\D", "", written)) * scale
            figure = (value, value, value)
        if figure is not None and figure[2] <= _LARGEST:
            found.append(Numeral(start, end, *figure, scale, is_grouped=is_grouped))
    return found


def _scale_after(text: str, end: int, suffix: str | None) -> tuple[int, int]:
    if suffix is not None:
        return _SUFFIXES[suffix], end
    scale = 1
    for _ in range(2):  # "3 hundred thousand"
        gap = _GAP.match(text, end)
        word = _WORD.match(text, gap.end()) if gap else None
        factor = _SIZES.get(word.group().lower()) if word else None
        if word is None or factor is None:
            break
        scale, end = scale * factor, word.end()
    return scale, end


def _rounded(value: int, unit: int) -> tuple[int, int, int]:
    """Return (low, high, best): a figure with one decimal of a million is one to the nearest 100,000."""
    return max(0, value - unit // 2), value + max(unit // 2 - 1, 0), value


def _decimal(written: str, scale: int) -> tuple[int, int, int] | None:
    """Return "1.2" million as (1,150,000, 1,249,999, 1,200,000); None where no whole number of people results."""
    whole, _, part = written.partition(".")
    unit = scale // 10 ** len(part)
    if scale == 1 or unit == 0:
        return None
    return _rounded(int(whole) * scale + int(part) * unit, unit)


def _in_words(text: str, vague: Mapping[str, tuple[int, int]]) -> list[Numeral]:
    words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[Numeral] = []
    i = 0
    while i < len(words):
        if words[i][0] in _STARTS or words[i][0] in vague or words[i][0] in _PLURALS:
            run = _run(text, words, i)
            figure: tuple[int, int, int | None] | None
            figure, used = _vague(run, vague)
            if figure is None:
                figure, used = _cardinal(run)
            if figure is not None and figure[1] <= _LARGEST:
                scale = max((_SCALES.get(word, 1) for word in run[:used]), default=1)
                found.append(
                    Numeral(
                        words[i][1], words[i + used - 1][2], figure[0], figure[1], figure[2], scale, is_digits=False
                    )
                )
                i += used
                continue
        i += 1
    return found


def _run(text: str, words: list[tuple[str, int, int]], first: int) -> list[str]:
    """Return the words from one on that can belong to one figure: nothing but blanks or hyphens between them."""
    run = [words[first][0]]
    for i in range(first + 1, min(first + 12, len(words))):
        if not _GAP.fullmatch(text, words[i - 1][2], words[i][1]):
            break
        run.append(words[i][0])
    return run


def _vague(run: list[str], vague: Mapping[str, tuple[int, int]]) -> tuple[tuple[int, int, None] | None, int]:
    i = 1 if run[0] in ("a", "an") and len(run) > 1 and run[1] in ("few", "couple", "handful") else 0
    word = run[i]
    if word not in vague or (word in ("few", "couple", "handful") and i == 0):
        return None, 0
    low, high = vague[word]
    used = i + 1
    after = run[used + 1] if len(run) > used + 1 and run[used] == "of" else None
    if after is not None and (after in _PLURALS or (word == "couple" and after in _SIZES)):
        factor = _PLURALS.get(after, _SIZES.get(after, 1))
        return (low * factor, (high + 1) * factor - 1, None), used + 2
    if len(run) > used and run[used] in {**_SIZES, **_PLURALS} and word in ("few", "couple", "several"):
        factor = _SIZES.get(run[used], _PLURALS.get(run[used], 1))
        return (low * factor, (high + 1) * factor - 1, None), used + 1
    return (low, high, None), used


def _cardinal(run: list[str]) -> tuple[tuple[int, int, int] | None, int]:
    """Return a figure in words as (low, high, best) and how many words it took."""
    fraction = _fraction(run)
    if fraction is not None:
        return fraction
    i = 0
    if run[0] in ("a", "an"):
        if len(run) < 2 or run[1] not in _SIZES:
            return None, 0
        i = 1
    total, current, used, dozen = 0, 0, 0, False
    while i < len(run):
        word, below = run[i], current % 100
        if word in _UNITS and (below == 0 or (below % 10 == 0 and below >= 20 and _UNITS[word] < 10)):
            current += _UNITS[word]
        elif word in _TENS and below == 0:
            current += _TENS[word]
        elif word == "hundred" and current < 100:
            current = max(current, 1) * 100
        elif word in _SIZES and word != "hundred":
            total, current, dozen = total + max(current, 1) * _SIZES[word], 0, dozen or word in _DOZENS
        elif word != "and" or not _continues(run, i):
            break
        i += 1
        used = i
    if used == 0 or (used == 1 and run[0] in ("a", "an")):
        return None, 0
    value = total + current
    return (_about_a_dozen(value) if dozen else (value, value, value)), used


def _continues(run: list[str], i: int) -> bool:
    """Return whether the "and" at i is that of "one hundred and twelve"."""
    return i > 0 and run[i - 1] in ("hundred", "thousand", "million") and i + 1 < len(run) and (
        run[i + 1] in _UNITS or run[i + 1] in _TENS
    )  # fmt: skip


def _about_a_dozen(value: int) -> tuple[int, int, int]:
    """Return a count in dozens, which newsrooms use for "about twelve", as (low, high, best)."""
    return value - 2, value + 2, value


def _fraction(run: list[str]) -> tuple[tuple[int, int, int], int] | None:
    """Return "half a million", "a quarter of a million", "one and a half million", "two and a half thousand"."""
    joined = " ".join(run[:7])
    match = re.match(
        r"(?:(?P<lead>half)(?: of)? an? |an? (?P<part>quarter|third) of an? |"
        r"(?P<whole>\w+) and an? (?P<rest>half|quarter)"
        r" )(?P<scale>million|thousand|billion|dozen|hundred|lakh|crore)\b",
        joined,
    )
    if match is None:
        return None
    above, below = _FRACTIONS[match["lead"] or match["part"] or match["rest"]]
    scale = _SIZES[match["scale"]]
    whole = _UNITS.get(match["whole"] or "zero", 0)
    value = whole * scale + scale * above // below
    used = match.group().count(" ") + 1
    low, high, best = (
        (value - 1, value + 1, value) if scale == _DOZENS["dozen"] else _rounded(value, max(scale // 10, 1))
    )
    return (low, high, best), used
