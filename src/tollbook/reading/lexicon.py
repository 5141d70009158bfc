"""The parties that a reader knows before it reads; a file that the user edits."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from tollbook.errors import ProfileError
from tollbook.reading.page import Token, page_of

KINDS = (
    "government",
    "military",
    "armed group",
    "movement",
    "intergovernmental",
    "recorder",
    "organisation",
    "outlet",
    "office",
    "person",
    "unknown",
)
_KEYS = {"name", "kind", "side", "parent", "aliases", "adjectives", "capitals"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A party that is known by name; see data/parties.toml."""

    name: str
    kind: str
    side: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """One of a party's names, as the words that must follow each other.

    Attributes:
        words: Folded words.
        exact: The first word as it must be written, where the name is all in capitals; else None.
        entry: The party.
        use: `name`, `adjective` or `capital`.
    """

    words: tuple[str, ...]
    exact: str | None
    entry: Entry
    use: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Parties by name, and their names by first word, longest first."""

    entries: Mapping[str, Entry]
    aliases: Mapping[str, tuple[Alias, ...]]

    def at(self, tokens: Sequence[Token], i: int) -> Alias | None:
        """Return the longest name that begins at a token, or None."""
        first = folded(tokens[i].text)
        known = self.aliases.get(first) or self.aliases.get(first.partition("-")[0], ())
        for alias in known:
            if i + len(alias.words) <= len(tokens) and _fits(alias, tokens, i):
                return alias
        return None


def folded(word: str) -> str:
    """Return a word in lower case without accents and vowel marks, so that both Unicode forms compare equal."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _fits(alias: Alias, tokens: Sequence[Token], i: int) -> bool:
    if alias.exact is not None and tokens[i].text.partition("-")[0] != alias.exact.partition("-")[0]:
        return False
    last = len(alias.words) - 1
    if any(folded(tokens[i + k].text) != word for k, word in enumerate(alias.words[:-1])):
        return False
    end = folded(tokens[i + last].text)
    return end == alias.words[-1] or end.startswith((alias.words[-1] + "-", alias.words[-1] + "‑"))


def parse_lexicon(text: str, *, where: str) -> Lexicon:
    """Return the parties of a lexicon file.

    Args:
        text: The TOML file's text.
        where: The file's name, for errors.

    Returns:
        The lexicon.

    Raises:
        ProfileError: When the text is no TOML, or a party lacks a name, has an unknown key, kind or parent.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ProfileError(f"the file is no TOML: {fault}", where=where, mend="mend the line that it names") from fault
    entries: dict[str, Entry] = {}
    aliases: list[Alias] = []
    for i, item in enumerate(table.get("party", []), start=1):
        entry = _entry(item, f"{where}, party {i}")
        entries[entry.name] = entry
        for use, key in (("name", "aliases"), ("adjective", "adjectives"), ("capital", "capitals")):
            names = [entry.name, *item.get(key, [])] if use == "name" else item.get(key, [])
            aliases.extend(_alias(name, entry, use) for name in names)
    for entry in entries.values():
        if entry.parent is not None and entry.parent not in entries:
            raise ProfileError(
                f"'{entry.parent}', the parent of '{entry.name}', is no party of this file",
                where=where,
                mend="add it as a [[party]] of its own, or mend its spelling",
            )
    by_first: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: (-len(alias.words), alias.words, alias.entry.name)):
        by_first.setdefault(alias.words[0], []).append(alias)
    return Lexicon(entries, {first: tuple(found) for first, found in by_first.items()})


def _entry(item: Mapping[str, Any], where: str) -> Entry:
    unknown = sorted(set(item) - _KEYS)
    if unknown or not isinstance(item.get("name"), str) or not item["name"].strip():
        raise ProfileError(
            f"unknown key {unknown[0]}" if unknown else "a party without a name",
            where=where,
            mend=f"use only {', '.join(sorted(_KEYS))}; `name` is needed",
        )
    kind = item.get("kind", "unknown")
    if kind not in KINDS:
        raise ProfileError(f"'{kind}' is no kind of party", where=where, mend=f"use one of {', '.join(KINDS)}")
    return Entry(item["name"], kind, item.get("side"), item.get("parent"))


def _alias(name: str, entry: Entry, use: str) -> Alias:
    tokens = page_of(name + " ").tokens
    exact = tokens[0].text if name.upper() == name and name.isascii() else None
    return Alias(tuple(folded(token.text) for token in tokens), exact, entry, use)


DEFAULT: Lexicon = parse_lexicon(
    files("tollbook.reading").joinpath("data/parties.toml").read_text(encoding="utf-8"), where="parties.toml"
)
