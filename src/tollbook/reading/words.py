"""The word lists of the grammar, from data/words.toml, and the classes of verbs, from data/verbs.toml."""

import tomllib
from importlib.resources import files

_DATA = files("tollbook.reading").joinpath("data")
_TABLE: dict[str, str] = tomllib.loads(_DATA.joinpath("words.toml").read_text(encoding="utf-8"))
_VERBS: dict[str, str] = tomllib.loads(_DATA.joinpath("verbs.toml").read_text(encoding="utf-8"))


def listed(name: str) -> frozenset[str]:
    """Return a list of words by its name in the file.

    Args:
        name: The key.

    Returns:
        The words, in lower case.
    """
    return frozenset(_TABLE[name].split())


def lines_of(name: str) -> tuple[str, ...]:
    """Return the lines of a list by its name in the file.

    Args:
        name: The key.

    Returns:
        The lines that are not empty, in order.
    """
    return tuple(line.strip() for line in _TABLE[name].splitlines() if line.strip())


def verbs(kind: str) -> frozenset[str]:
    """Return the verbs of a class of data/verbs.toml.

    Args:
        kind: The class, such as "say".

    Returns:
        Their base forms.
    """
    return frozenset(_VERBS[kind].split())
