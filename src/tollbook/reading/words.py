"""The word lists of the grammar, from data/words.toml."""

import tomllib
from importlib.resources import files

_TABLE: dict[str, str] = tomllib.loads(
    files("tollbook.reading").joinpath("data/words.toml").read_text(encoding="utf-8")
)


def listed(name: str) -> frozenset[str]:
    """Return a list of words by its name in the file.

    Args:
        name: The key.

    Returns:
        The words, in lower case.
    """
    return frozenset(_TABLE[name].split())
