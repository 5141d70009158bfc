"""Places that a text names, apart from governments that it names by their capitals."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from tollbook.model.document import Place
from tollbook.reading.names.mentions import Mentions
from tollbook.reading.page import Page, Token
from tollbook.reading.words import listed
from tollbook.text.places import Gazetteer, PlaceEntry, fold, gazetteer, parse_places

DEFAULT_PLACES: Gazetteer = gazetteer(
    parse_places(files("tollbook.reading").joinpath("data/places.tsv").read_text(encoding="utf-8"), where="places.tsv")
)
_SIDES = listed("place qualifiers")
_LEVEL_OF = {
    **dict.fromkeys(("province", "governorate", "region", "state", "oblast", "countryside", "provinces"), 1),
    **dict.fromkeys(("prefecture", "department", "governorates", "muhafazah"), 1),
    **dict.fromkeys(("district", "county", "raion", "township", "cercle"), 2),
    **dict.fromkeys(("subdistrict", "sub-district", "commune"), 3),
}
_NEAR = frozenset(("outskirts", "countryside", "surroundings", "vicinity", "suburbs", "near", "around", "outside"))
_INTO = frozenset(
    [
        "in",
        "into",
        "from",
        "across",
        "inside",
        "throughout",
        "within",
        "to",
        "near",
        "around",
        "outside",
        "over",
        "through",
        "toward",
        "towards",
        "of",
    ]
)
_KINDS = {1: "first-level unit", 2: "second-level unit", 3: "third-level unit"}
_SUFFIXES = ("governorate", "province", "oblast", "region", "state", "district", "prefecture", "department")
_BEHIND_ARTICLE = re.compile(r"[a-z]{1,4}[-‐‑][A-Z]")  # "as-Suwayda"
_NO_PLACES = listed("no names") | listed("no places")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in the text: characters with its qualifier, the entry it stands for, and the qualifier."""

    start: int
    end: int
    entry: PlaceEntry
    qualifier: str | None
    kind: str


def place_mentions(found: Mentions, known: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return where a text names places.

    Args:
        found: The parties and persons that it names; a name inside theirs is no place.
        known: The gazetteer.

    Returns:
        Mentions, in order; of places with one name, the one in the country that the text speaks of most.
    """
    page = found.page
    raw: list[tuple[int, int, tuple[PlaceEntry, ...]]] = []
    for sentence in page.sentences:
        raw.extend(_in_sentence(page, sentence.first, sentence.last, known))
    raw = [(a, b, entries) for a, b, entries in raw if not _is_party(found, page, a, b)]
    countries = Counter(country for _, _, entries in raw for country in {entry.country for entry in entries})
    made = []
    for first, last, entries in raw:
        entry = max(
            entries,
            key=lambda e: (countries[e.country], e.rank == "settlement", e.is_own, e.kind == "city", e.population),
        )
        made.append(_qualified(page, first, last, entry, known))
    return tuple(made)


def _in_sentence(page: Page, first: int, last: int, known: Gazetteer) -> list[tuple[int, int, tuple[PlaceEntry, ...]]]:
    found = []
    i = first
    while i < last:
        token = page.tokens[i]
        is_named = token.is_word and (
            token.is_capital or not token.text.isascii() or _BEHIND_ARTICLE.match(token.text) is not None
        )
        size = known.longest.get(fold(token.text).split(" ")[0], 0) if is_named else 0
        taken = 0
        if size:
            for words in range(min(size, last - i), 0 if token.low not in _NO_PLACES else 1, -1):
                name = fold(page.text[token.start : page.tokens[i + words - 1].end])
                if name in known.by_name:
                    found.append((i, i + words, known.by_name[name]))
                    taken = words
                    break
        i += taken or 1
    return found


def _is_party(found: Mentions, page: Page, first: int, last: int) -> bool:
    """Return whether the words belong to a party's or person's name, or stand for a government."""
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    before = page.tokens[first - 1].low if first else ""
    for mention in found.before(end, 3):
        if mention.start < end and mention.end > start:
            longer = mention.end - mention.start > end - start
            if mention.kind == "government" and mention.use == "name" and not longer:
                return before not in _INTO
            return longer or mention.use == "capital"
    after = page.tokens[last].low if last < len(page.tokens) else ""
    if before == "of" and first > 1 and page.tokens[first - 2].low in ("government", "governments"):
        return True
    return after in ("observatory", "university", "airlines", "post", "times", "agreement", "agreements")


def _qualified(page: Page, first: int, last: int, entry: PlaceEntry, known: Gazetteer) -> PlaceMention:
    """Return a mention with "eastern", "the countryside of" or "province" taken in."""
    tokens, kind, qualifier = page.tokens, entry.kind, None
    start, end = first, last
    if first and tokens[first - 1].low in _SIDES:
        qualifier, start = tokens[first - 1].low, first - 1
    after = _low(tokens, last)
    of_unit = _low(tokens, first - 2) if first > 1 and tokens[first - 1].low == "of" else ""
    words = page.text[tokens[first].start : tokens[last - 1].end]
    if after in _LEVEL_OF:
        entry, kind = _unit(entry, words, _LEVEL_OF[after], known)
        end = last + 1
    elif of_unit in _LEVEL_OF:
        entry, kind = _unit(entry, words, _LEVEL_OF[of_unit], known)
        start = first - 2
        if start and tokens[start - 1].low in _SIDES and tokens[start - 1].low != "western":
            qualifier, start = tokens[start - 1].low, start - 1
    elif of_unit in _NEAR:
        qualifier, start = of_unit, first - 2
    elif qualifier is None and _low(tokens, first - 1) in _NEAR:
        qualifier, start = tokens[first - 1].low, first - 1
    if after == "countryside" or of_unit == "countryside":
        qualifier = "countryside"
    return PlaceMention(tokens[start].start, tokens[end - 1].end, entry, qualifier, kind)


def _unit(entry: PlaceEntry, words: str, level: int, known: Gazetteer) -> tuple[PlaceEntry, str]:
    """Return the unit that has a place's name, and its kind; the place itself, as that kind, where none is known."""
    kind = _KINDS[level]
    for name in (words, entry.name, *entry.others):
        for suffix in ("", *_SUFFIXES):
            for unit in known.by_name.get(fold(f"{name} {suffix}"), ()):
                if unit.country == entry.country and unit.kind == kind:
                    return unit, kind
    if entry.kind.endswith("unit"):
        return entry, entry.kind
    return entry, kind


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def places(page: Page, found: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """Return each place with its mentions; the same place with another qualifier is listed apart.

    Args:
        page: The document.
        found: Mentions of places.

    Returns:
        Places, in the order of their first mention.
    """
    by_place: dict[tuple[str, str, str | None], list[PlaceMention]] = {}
    for mention in found:
        by_place.setdefault((mention.entry.name, mention.kind, mention.qualifier), []).append(mention)
    return tuple(
        Place(
            name,
            kind,
            qualifier,
            named[0].entry.lat,
            named[0].entry.lon,
            tuple(page.span(mention.start, mention.end) for mention in named),
            precision(kind, qualifier),
        )
        for (name, kind, qualifier), named in by_place.items()
    )


def precision(kind: str, qualifier: str | None) -> str:
    """Return how finely words name a place, in the classes of UCDP GED.

    Args:
        kind: The kind of place, as in the gazetteer.
        qualifier: "eastern", "outskirts", or None.

    Returns:
        `exact` for a settlement or a part of one, `near` for its surroundings, else the kind of unit, or `country`.

    Source: Hogbladh, UCDP GED Codebook 23.1 (2023), where_prec.
    """
    if kind == "country" or kind.endswith("unit"):
        return kind
    return "near" if qualifier in _NEAR or qualifier in ("rural", "greater") else "exact"
