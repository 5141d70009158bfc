"""Every number of people that a text states, as bounds: digits, words, ranges, vague counts and their qualifiers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.model.vocabulary import Qualifier
from tollbook.text.numerals import Numeral, ascii_digits, numerals

ABOUT_SHARE = 0.10  # "about 30" is read as 27 to 33; shown in the report, docs/methods/reading.md

# What vague words are taken to mean. A setting: pass another table to `numbers`.
VAGUE: Mapping[str, tuple[int, int]] = {
    "couple": (2, 3),
    "few": (3, 9),
    "handful": (3, 9),
    "several": (3, 9),
    "dozens": (24, 99),
    "tens": (20, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999),
}

_BEFORE: Mapping[Qualifier, tuple[str, ...]] = {
    Qualifier.AT_LEAST: (
        "at least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of", "minimum of",
        "at the very least", "≥",
    ),
    Qualifier.OVER: (
        "more than", "over", "above", "upwards of", "upward of", "in excess of", "exceeding", "exceeded", "exceeds",
        "exceed", "pass", "passing", "surpass", "surpassed",
        "surpassing", "surpasses", "passed", "topped", "tops", "just over", "well over",
        "well above", "greater than", "north of", ">",
    ),
    Qualifier.ABOUT: (
        "about", "around", "approximately", "approx.", "approx", "roughly", "some", "an estimated", "estimated",
        "nearly", "almost", "close to", "circa", "ca.", "in the region of", "on the order of", "~", "close on",
        "an approximate", "perhaps", "maybe", "something like", "in the order of", "more or less",
        "possibly", "probably",
    ),
    Qualifier.UP_TO: (
        "up to", "as many as", "at most", "no more than", "not more than", "a maximum of", "maximum of", "at the most",
        "≤",
    ),
    Qualifier.UNDER: (
        "fewer than", "less than", "under", "below", "just under", "just below", "just short of", "just shy of", "<",
    ),
}  # fmt: skip
_NEARLY = ("nearly", "almost", "close to", "close on")
_AFTER: Mapping[str, Qualifier] = {
    "or more": Qualifier.AT_LEAST,
    "or so": Qualifier.ABOUT,
    "or thereabouts": Qualifier.ABOUT,
    "give or take": Qualifier.ABOUT,
    "odd": Qualifier.ABOUT,
    "and counting": Qualifier.AT_LEAST,
    "and rising": Qualifier.AT_LEAST,
    "or fewer": Qualifier.UP_TO,
    "or less": Qualifier.UP_TO,
    "plus": Qualifier.AT_LEAST,
    "at least": Qualifier.AT_LEAST,
    "at the least": Qualifier.AT_LEAST,
    "at most": Qualifier.UP_TO,
    "+": Qualifier.AT_LEAST,
}
_WORD_TO_QUALIFIER = {word: kind for kind, words in _BEFORE.items() for word in words}


def _alternatives(words: Mapping[str, Qualifier]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in sorted(words, key=len, reverse=True))


_IN_LINE = r"(?:[^\S\n]|\r?\n(?!\s*\n|\s*[-–—•*]))"  # a blank, or the end of a line that goes on
_LOOK_BACK = 48  # characters; the longest qualifier is shorter
_QUALIFIER_BEFORE = re.compile(rf"(?:(?<=\W)|^)({_alternatives(_WORD_TO_QUALIFIER)})\s{{0,3}}$", re.IGNORECASE)
_INCREMENT_BEFORE = re.compile(
    r"(?:(?<=\W)|^)(another|an additional|a further|further|an extra|additional)\s{1,3}$", re.IGNORECASE
)
_TOTAL_BEFORE = re.compile(
    r"(?:(?<=\W)|^)(a\s{1,3}(?:total|combined\s{1,3}total)\s{1,3}of|a\s{1,3}total)\s{1,3}$", re.I
)
_QUALIFIER_AFTER = re.compile(rf"{_IN_LINE}{{0,2}}-?({_alternatives(_AFTER)})(?!\w)", re.IGNORECASE)
_INCREMENT_AFTER = re.compile(
    rf"{_IN_LINE}{{1,2}}(more|additional|further)(?=\s{{1,3}}\w|\W|$)(?!\s{{1,3}}than)", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:(?<=\W)|^)(between|anywhere\s{1,2}from)\s{1,3}$", re.IGNORECASE)
_FROM = re.compile(r"(?:(?<=\W)|^)from\s{1,3}$", re.IGNORECASE)
_CHANGED_BY = re.compile(
    r"\b(?:r[io]se|risen|rising|gr[eo]wn?|growing|increas(?:e[ds]?|ing)|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|fell|fallen|falls|"
    r"drop(?:ped|s)?|decreas(?:ed|es)|up|down|went\s{1,2}up)\s{1,2}by\s{1,3}$",
    re.I,
)
_WENT_UP_TO = re.compile(
    r"\b(?:gone|went|goes|going|go|shot|r[io]se|risen|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|mov(?:ed|ing)"
    r"|ad(?:ds?|ded|ding))\s{1,2}$",
    re.I,
)
_RANGED = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|estimates?)\s{1,3}from\s{1,3}$", re.IGNORECASE)
_JOIN = re.compile(rf"\s{{1,3}}(?:and|to|or)\s{{1,3}}$|{_IN_LINE}{{0,2}}[-–—‐‑]{_IN_LINE}{{0,2}}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text states it.

    Attributes:
        start: First character, qualifier included.
        end: One past the last character.
        value_start: First character of the figure itself.
        value_end: One past the figure's last character.
        low: Fewest that the words allow.
        high: Most that the words allow, or None where they set no limit.
        best: The figure named, or None for a range or a vague count.
        qualifier: How the words bound it.
        is_increment: True for "another 200" and "200 more".
        is_digits: Whether the figure is written in digits.
        is_range_from: True where "from" stands before it: the old value of "rose from 41 to 53".
        share: For a share of another number, "at least half of", the lowest and highest fraction; else None. Its bounds
            are those of the other times these.
        value: The fraction named, or None.
    """

    start: int
    end: int
    value_start: int
    value_end: int
    low: int
    high: int | None
    best: int | None
    qualifier: Qualifier
    is_increment: bool = False
    is_digits: bool = True
    is_range_from: bool = False
    share: tuple[float, float] | None = None
    value: float | None = None


def numbers(text: str, *, vague: Mapping[str, tuple[int, int]] = VAGUE) -> tuple[Number, ...]:
    """Return every number in a text, in order, none overlapping.

    Whether a number counts people is not asked here: years, ages and sums of money are numbers too.

    Args:
        text: Any text; offsets are into it.
        vague: What vague words mean; a word that is not in it is no number.

    Returns:
        Numbers with their qualifiers; a range is one number.
    """
    plain = ascii_digits(text)
    found: list[Number] = []
    lexed = numerals(plain, vague)
    i = 0
    while i < len(lexed):
        second = lexed[i + 1] if i + 1 < len(lexed) else None
        if second is not None and (span := _range(plain, lexed[i], second)) is not None:
            found.append(span)
            i += 2
            continue
        found.append(_qualified(plain, lexed[i]))
        i += 1
    return tuple(found)


def qualifier_before(text: str, at: int) -> tuple[int, Qualifier | None]:
    """Return the qualifier that ends at a character, and where it begins.

    Args:
        text: Any text.
        at: First character of the words that it may qualify.

    Returns:
        Its first character and its kind; `at` and None where none stands there.
    """
    found = _QUALIFIER_BEFORE.search(text[max(0, at - _LOOK_BACK) : at])
    if found is None:
        return at, None
    return at - len(found.group()), _WORD_TO_QUALIFIER[" ".join(found.group(1).lower().split())]


def _range(text: str, first: Numeral, second: Numeral) -> Number | None:
    if second.start - first.end > 8 or not (join := _JOIN.fullmatch(text[first.end : second.start])):
        return None
    window = text[max(0, first.start - _LOOK_BACK) : first.start]
    between = _BETWEEN.search(window)
    word = join.group().strip().lower()
    is_change = (_FROM.search(window) and not _RANGED.search(window)) or _CHANGED_BY.search(window)
    if is_change or (word == "and" and not between) or not (first.is_plain and second.is_plain):
        return None
    low, high = _shared_scale(first, second)
    if low >= high or (word == "or" and high - low > max(2, low)):
        return None
    start = first.start - len(between.group()) if between else first.start
    if not between and (before := _QUALIFIER_BEFORE.search(window)):
        start = first.start - len(before.group())
    return Number(start, second.end, first.start, second.end, low, high, None, Qualifier.RANGE,
                  is_increment=_INCREMENT_BEFORE.search(text[max(0, start - _LOOK_BACK) : start]) is not None,
                  is_digits=first.is_digits)  # fmt: skip


def _shared_scale(first: Numeral, second: Numeral) -> tuple[int, int]:
    """Read the first number of "two to three million" and "30-40,000" in the scale of the second."""
    low, high = first.best or 0, second.best or 0
    if second.scale > 1 and first.scale == 1 and low * second.scale < high:
        return low * second.scale, high
    thousands = high // 1_000
    is_short = first.is_digits and not first.is_grouped and low < thousands and high % 1_000 == 0
    return (low * 1_000, high) if is_short and second.is_grouped and low < 1_000 else (low, high)


def _qualified(text: str, numeral: Numeral) -> Number:
    start, kinds, nearly = numeral.start, [], False
    increment = False
    for _ in range(3):  # "at least another 30", "more than an estimated 300"
        window = text[max(0, start - _LOOK_BACK) : start]
        found = _QUALIFIER_BEFORE.search(window)
        if found is not None and found.group(1).lower() == "up to" and _WENT_UP_TO.search(window[: found.start()]):
            break  # "the toll has gone up to 158"
        if found is not None:
            word = " ".join(found.group(1).lower().split())
            kinds.append(_WORD_TO_QUALIFIER[word])
            nearly = nearly or word in _NEARLY
        elif found := _INCREMENT_BEFORE.search(window):
            increment = True
        elif not (found := _TOTAL_BEFORE.search(window)):
            break
        start -= len(found.group())
    end = numeral.end
    if after := _QUALIFIER_AFTER.match(text, end, end + 14):
        kinds.append(_AFTER[" ".join(after.group(1).lower().split())])
        end = after.end()
    elif more := _INCREMENT_AFTER.match(text, end, end + 14):
        increment, end = True, more.end()
    increment = increment or _CHANGED_BY.search(text[max(0, start - _LOOK_BACK) : start]) is not None
    low, high, best, kind = _bounds(numeral, kinds, nearly=nearly)
    came_from = _FROM.search(text[max(0, start - 8) : start]) is not None
    return Number(
        start, end, numeral.start, numeral.end, low, high, best, kind, increment, numeral.is_digits, came_from
    )


def _bounds(numeral: Numeral, kinds: list[Qualifier], *, nearly: bool) -> tuple[int, int | None, int | None, Qualifier]:
    bound = [kind for kind in kinds if kind is not Qualifier.ABOUT]
    kind = bound[-1] if bound else (kinds[-1] if kinds else None)
    low, high, best = numeral.low, numeral.high, numeral.best
    if kind in (Qualifier.AT_LEAST, Qualifier.OVER):
        return best if best is not None else low, None, best, kind
    if kind in (Qualifier.UP_TO, Qualifier.UNDER):
        return 0, best if best is not None else high, best, kind
    if best is None:
        return low, high, None, Qualifier.VAGUE
    if kind is Qualifier.ABOUT:
        slack = round(best * ABOUT_SHARE)
        return best - slack, best if nearly else best + slack, best, kind
    return low, high, best, Qualifier.EXACT if low == high else Qualifier.ROUNDED
