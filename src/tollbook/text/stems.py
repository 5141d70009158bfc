"""Which words of two texts tell the same deed or the same people, though they are other words."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

_LISTS: Mapping[str, str] = tomllib.loads(
    files("tollbook.text").joinpath("data/stems.toml").read_text(encoding="utf-8")
)
SAID = frozenset(_LISTS["said"].split())  # "claim", "report", "figures": they name what was said, not what was done
WIDE = frozenset(_LISTS["wide"].split())  # "people", "village", "Tuesday": any story has them
_STOPWORDS = frozenset(_LISTS["stopwords"].split())
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_OF_WIDE, _OF_NAMES = 0.3, 0.6  # what a word of any story and a name weigh beside one that may tell a deed, 1


def stem(word: str) -> str:
    """Return a word without its ending, and the one word for all that tell the same deed or people.

    Args:
        word: A word in lower case.

    Returns:
        The stem, by which "denied" and "denies", "killed" and "deaths" are the same.
    """
    bare = _bare(word)
    return _SAME.get(word) or _SAME.get(bare, bare)


def _bare(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _groups(name: str) -> list[list[str]]:
    return [line.split() for line in _LISTS[name].strip().split("\n")]


def _same(lists: Iterable[list[str]]) -> dict[str, str]:
    return {key: group[0] for group in lists for word in group for key in (word, _bare(word))}


def plain_words(words: str) -> list[str]:
    """Return the words of a text that tell something, in lower case and in order: no articles, no "claim"."""
    return [low for word in _WORD.findall(words) if (low := word.lower()) not in _STOPWORDS and low not in SAID]


def stems_of(words: str) -> frozenset[str]:
    """Return the stems of a text's words that tell something."""
    return frozenset(stem(word) for word in plain_words(words))


def weighed(words: str) -> dict[str, float]:
    """Return the stems of a text with what each weighs.

    Args:
        words: The text.

    Returns:
        1 for a word that may tell a deed, .6 for a name, .3 for a word of any story.
    """
    stems: dict[str, float] = {}
    for word in _WORD.findall(words):
        low = word.lower()
        if low not in _STOPWORDS and low not in SAID:
            weight = _OF_WIDE if low in WIDE else _OF_NAMES if word[0].isupper() else 1.0
            stems[stem(low)] = max(weight, stems.get(stem(low), 0.0))
    return stems


_SAME = _same((*_groups("same deeds"), *_groups("same people")))
DEEDS = frozenset(group[0] for group in _groups("same deeds"))
