"""The parties that a reader knows before it reads; a file that the user edits."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
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
_USES = {"aliases": "name", "adjectives": "adjective", "capitals": "capital", "generic": "generic"}
_KEYS = {"name", "kind", "side", "parent", "where", "aliases", "adjectives", "capitals", "generic"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A party that is known by name; see data/parties.toml."""

    name: str
    kind: str
    side: str | None = None
    parent: str | None = None
    where: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alias:
    """One of a party's names, as the words that must follow each other.

    Attributes:
        words: Folded words.
        exact: The first word as it must be written, where the name is all in capitals; else None.
        entry: The party.
        use: `name`, `adjective`, `capital` or `generic`; a generic name counts only in a text with one of the words of
            the party's `where`.
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


def parse_lexicon(text: str, *, where: str, base: Lexicon | None = None) -> Lexicon:
    """Return the parties of a lexicon file, and those of another lexicon that it does not name otherwise.

    A party of the file takes the place of the base's party of that name, and its names are taken away from any other
    party of the base. With `only = true` at its head the file stands alone.

    Args:
        text: The TOML file's text.
        where: The file's name, for errors.
        base: The lexicon that the file overrules, or None.

    Returns:
        The lexicon.

    Raises:
        ProfileError: When the text is no TOML; when it has an unknown key; when a party lacks a name, has a kind or
            parent that is none, or is its own forebear; or when two parties share a name.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ProfileError(f"the file is no TOML: {fault}", where=where, mend="mend the line that it names") from fault
    items = _items(table, where)
    entries: dict[str, Entry] = {}
    owner: dict[tuple[tuple[str, ...], str | None], Alias] = {}
    for i, item in enumerate(items, start=1):
        entry = _entry(item, f"{where}, party {i}")
        if entry.name in entries:
            raise ProfileError(f"two parties are called '{entry.name}'", where=where, mend="make one of them")
        entries[entry.name] = entry
        for alias in _aliases(item, entry):
            other = owner.setdefault((alias.words, alias.exact), alias)
            if other.entry != entry:
                raise ProfileError(
                    f"'{' '.join(alias.words)}' names both '{other.entry.name}' and '{entry.name}'",
                    where=f"{where}, party {i}",
                    mend="leave it to one of them",
                )
    base = None if table.get("only", False) else base
    _check_parents(entries, base.entries if base is not None else {}, where)
    return _joined(entries, tuple(owner.values()), base)


def _items(table: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    strange = sorted(set(table) - {"party", "only"})
    if strange:
        raise ProfileError(
            f"'{strange[0]}' is nothing that this file may hold", where=where, mend="begin each party with [[party]]"
        )
    items = table.get("party", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ProfileError("`party` is no list of parties", where=where, mend="begin each party with [[party]]")
    if not isinstance(table.get("only", False), bool):
        raise ProfileError("`only` is neither true nor false", where=where, mend="write only = true, or leave it out")
    return items


def _check_parents(own: Mapping[str, Entry], base: Mapping[str, Entry], where: str) -> None:
    known = {**base, **own}
    for entry in own.values():
        seen, above = {entry.name}, entry.parent
        while above is not None:
            if above not in known:
                raise ProfileError(
                    f"'{above}', the parent of '{entry.name}', is no party",
                    where=where,
                    mend="add it as a [[party]] of its own, or mend its spelling",
                )
            if above in seen:
                raise ProfileError(
                    f"'{entry.name}' is its own forebear", where=where, mend="take out one `parent` of the circle"
                )
            seen.add(above)
            above = known[above].parent


def _joined(own: Mapping[str, Entry], aliases: Sequence[Alias], base: Lexicon | None) -> Lexicon:
    taken = {alias.words for alias in aliases}
    kept = [
        alias
        for found in (base.aliases.values() if base is not None else ())
        for alias in found
        if alias.words not in taken and alias.entry.name not in own
    ]
    by_first: dict[str, list[Alias]] = {}
    for alias in sorted((*aliases, *kept), key=lambda alias: (-len(alias.words), alias.words, alias.entry.name)):
        by_first.setdefault(alias.words[0], []).append(alias)
    entries = {**(base.entries if base is not None else {}), **own}
    return Lexicon(entries, {first: tuple(found) for first, found in by_first.items()})


def _entry(item: Mapping[str, Any], where: str) -> Entry:
    unknown = sorted(set(item) - _KEYS)
    name = item.get("name")
    if unknown or not isinstance(name, str) or not name.strip():
        raise ProfileError(
            f"unknown key '{unknown[0]}'" if unknown else "a party without a name",
            where=where,
            mend=f"use only {', '.join(sorted(_KEYS))}; `name` is needed",
        )
    kind = item.get("kind", "unknown")
    if kind not in KINDS:
        raise ProfileError(
            f"'{kind}' is no kind of party", where=f"{where}, {name}", mend=f"use one of {', '.join(KINDS)}"
        )
    for key in ("side", "parent"):
        if not isinstance(item.get(key), str | None):
            raise ProfileError(f"`{key}` is no text", where=f"{where}, {name}", mend=f'write {key} = "a name"')
    for key in (*_USES, "where"):
        names = item.get(key, [])
        if not isinstance(names, list) or not all(isinstance(n, str) and re.search(r"\w", n) for n in names):
            raise ProfileError(
                f"`{key}` is no list of names", where=f"{where}, {name}", mend=f'write {key} = ["one name", "another"]'
            )
    if item.get("generic") and not item.get("where"):
        raise ProfileError(
            "a generic name needs words by which to tell the texts where it means this party",
            where=f"{where}, {name}",
            mend='add where = ["a word", "another"]',
        )
    places = frozenset(folded(word) for word in item.get("where", []))
    return Entry(name, kind, item.get("side"), item.get("parent"), places)


def _aliases(item: Mapping[str, Any], entry: Entry) -> Iterator[Alias]:
    yield _alias(entry.name, entry, "name")
    for key, use in _USES.items():
        for name in item.get(key, []):
            yield _alias(name, entry, use)


def _alias(name: str, entry: Entry, use: str) -> Alias:
    tokens = page_of(name + " ").tokens
    exact = tokens[0].text if name.upper() == name and name.isascii() else None
    return Alias(tuple(folded(token.text) for token in tokens), exact, entry, use)


DEFAULT: Lexicon = parse_lexicon(
    files("tollbook.reading").joinpath("data/parties.toml").read_text(encoding="utf-8"), where="parties.toml"
)
