"""The parties and places of a sentence as phrases: "its troops", "the town of Orsha", "three villages"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.reading.names.mentions import Mention, Mentions
from tollbook.reading.names.places import PlaceMention
from tollbook.reading.page import Page, Sentence
from tollbook.reading.words import listed

ARMED = listed("armed actors")
GROUNDS = listed("places without a name")
_GOVERNED = GROUNDS - frozenset(
    ("road", "ridge", "mountain", "hospital", "prison", "station", "island", "positions", "centre")
)
_STOPS = listed("phrase stops") - frozenset(("the", "its", "their", "his", "our", "government"))
_DETERMINERS = frozenset(
    (
        "the",
        "a",
        "an",
        "its",
        "their",
        "our",
        "his",
        "her",
        "several",
        "some",
        "many",
        "all",
        "other",
        "both",
        "last",
        "most",
    )
)
_PRONOUNS = frozenset(("they", "it", "we", "he", "she"))
_OWN = frozenset(("its", "their", "our", "his", "her"))
_PREPOSITIONS = listed("prepositions")
_NAME = r"(?P<name>[A-Z][\w’'-]{2,30}(?: [A-Z][\w’'-]{1,30}){0,2})\b(?! [A-Z])"
_KINDS_OF_PLACE = "|".join(sorted(_GOVERNED - {"area", "areas", "base", "bases", "position"}))
_AT_A_PLACE = (
    re.compile(rf"\b(?:in|near|outside|around|(?:{_KINDS_OF_PLACE}) of) {_NAME}"),
    re.compile(rf"{_NAME}, (?:a|the) (?:\w+ ){{0,3}}(?:{_KINDS_OF_PLACE})\b"),
)
_NO_NAMES = listed("no names")
_LONGEST = 6  # words of a phrase before its last
_NEAR = 10  # tokens from a place that is a subject to its verb
_SKIPPED = 4  # words between a verb and the place that is its object


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a sentence that stand for a party or a place.

    Attributes:
        start: First character.
        end: One past the last.
        name: The name of whom or what they mean, or None where they do not say.
        is_party: Whether the name is a party known by name.
        is_pronoun: Whether they mean somebody named before: "they", "its troops".
        is_governed: Whether they are a place that somebody governs, rather than a building or a road.
    """

    start: int
    end: int
    name: str | None
    is_party: bool = False
    is_pronoun: bool = False
    is_governed: bool = True


@dataclass(frozen=True, slots=True)
class Phrases:
    """A sentence's parties and places, each in the order of the text."""

    page: Page
    sentence: Sentence
    parties: tuple[Phrase, ...]
    places: tuple[Phrase, ...]

    def token(self, offset: int) -> int:
        """Return the first token at or behind a character."""
        return self.page.token_at(offset)

    def subject(self, at: int) -> Phrase | None:
        """Return the nearest party before a verb that hangs on no preposition."""
        start = self.page.tokens[at].start
        for phrase in reversed(self.parties):
            first = self.token(phrase.start)
            before = self.page.tokens[first - 1].low if first > self.sentence.first else ""
            if phrase.end <= start and before not in _PREPOSITIONS:
                return phrase
        name = self.page.tokens[at - 1] if at > self.sentence.first else None
        if name is not None and name.is_capital and name.low not in _NO_NAMES and self.place_before(at) is None:
            return Phrase(name.start, name.end, name.text)
        return None

    def party_at(self, at: int) -> Phrase | None:
        """Return the party whose words begin at a token."""
        start = self.page.tokens[at].start if at < len(self.page.tokens) else -1
        return next((phrase for phrase in self.parties if phrase.start == start), None)

    def party_after(self, preposition: str, at: int, reach: int) -> Phrase | None:
        """Return the party right behind a preposition that stands within some tokens."""
        for i in range(at, min(at + reach, self.sentence.last - 1)):
            low = self.page.tokens[i].low
            if low in (".", ";", ","):
                return None
            if low == preposition and (found := self.party_at(i + 1)) is not None:
                return found
        return None

    def owner(self, at: int) -> Phrase | None:
        """Return the party of "the army's capture of ..."; None where nobody is named so."""
        if at < 1 or self.page.tokens[at - 1].low != "'s":
            return None
        end = self.page.tokens[at - 1].start
        return next((phrase for phrase in self.parties if phrase.end == end), None)

    def place_before(self, at: int) -> Phrase | None:
        """Return the place that is the subject of a verb: near before it, and hanging on no preposition."""
        if at <= self.sentence.first or at > self.sentence.last:
            return None
        for phrase in reversed(self.places):
            first, last = self.token(phrase.start), self.token(phrase.end)
            before = self.page.tokens[first - 1].low if first > self.sentence.first else ""
            if last <= at and at - last <= _NEAR and before not in _PREPOSITIONS:
                inside = self.page.tokens[last:at]
                return (
                    None
                    if any(party.start >= phrase.end for party in self._between(phrase.end, at)) and inside
                    else phrase
                )
        return None

    def _between(self, start: int, at: int) -> list[Phrase]:
        return [party for party in self.parties if start <= party.start and self.token(party.end) <= at]

    def places_after(self, at: int, *, strict: bool = False) -> tuple[Phrase, ...]:
        """Return the place that is a verb's object, and those that "and" joins to it.

        Args:
            at: The token behind the verb.
            strict: Whether the place must have a name or be governed by somebody.

        Returns:
            The places; none where something else is the object.
        """
        for step in range(_SKIPPED + 1):
            if at + step >= self.sentence.last:
                return ()
            token = self.page.tokens[at + step]
            found = next((place for place in self.places if place.start == token.start), None)
            if (
                found is not None
                and token.low not in _PREPOSITIONS
                and (not strict or found.name is not None or found.is_governed)
            ):
                return (found, *self._joined(found))
            if token.low in _STOPS or not token.is_word or token.low in ARMED:
                return ()
        return ()

    def _joined(self, first: Phrase) -> list[Phrase]:
        joined, end = [], first.end
        for place in self.places:
            if place.start < end:
                continue
            if not re.fullmatch(
                r"\s*(?:,\s*(?:and\s+)?|and\s+|as well as\s+)(?:the\s+)?", self.page.text[end : place.start]
            ):
                break
            joined.append(place)
            end = place.end
        return joined

    @staticmethod
    def is_named(phrase: Phrase | None) -> bool:
        """Return whether a place has a name."""
        return phrase is not None and phrase.name is not None


def phrases(found: Mentions, places: Sequence[PlaceMention], sentence: Sentence, names: frozenset[str]) -> Phrases:
    """Return a sentence's parties and places.

    Args:
        found: The parties that the document names.
        places: The places that it names, in order.
        sentence: The sentence.
        names: What the text uses as names of places besides, as from `place_names`.

    Returns:
        Its phrases.
    """
    page = found.page
    named = _places(page, places, sentence, names)
    taken = [(place.start, place.end) for place in named]
    return Phrases(page, sentence, tuple(_parties(found, sentence, taken)), tuple(named))


def _parties(found: Mentions, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> list[Phrase]:
    page, made = found.page, list[Phrase]()
    inside = {m.end: m for m in found.within(sentence.start, sentence.end) if m.use != "adjective"}
    covered = -1
    for mention in inside.values():
        if mention.kind not in ("person", "outlet") and not _overlaps(mention, taken):
            first = page.token_at(mention.start)
            if first > sentence.first and page.tokens[first - 1].low in _DETERMINERS:
                first -= 1
            is_party = mention.kind != "unknown"
            made.append(Phrase(page.tokens[first].start, mention.end, mention.name, is_party=is_party))
    for i in range(sentence.first, sentence.last):
        token = page.tokens[i]
        if token.low in _PRONOUNS:
            made.append(Phrase(token.start, token.end, None, is_pronoun=True))
        if token.low not in ARMED or token.start < covered or _is_inside_any(token.start, taken):
            continue
        last = i
        while last + 1 < sentence.last and page.tokens[last + 1].low in ARMED:
            last += 1
        first = _opening(page, i, sentence.first, [*taken])
        start, end = page.tokens[first].start, page.tokens[last].end
        covered = end
        if any(phrase.start <= start and end <= phrase.end for phrase in made):
            continue
        owner = next((m for m in inside.values() if start <= m.start and m.end <= end), None)
        made = [phrase for phrase in made if not (start <= phrase.start and phrase.end <= end)]
        own = page.tokens[first].low in _OWN
        name = owner.name if owner is not None else None
        made.append(Phrase(start, end, name, is_party=owner is not None, is_pronoun=own))
    return sorted(made, key=lambda phrase: phrase.start)


def _opening(page: Page, at: int, first: int, taken: Sequence[tuple[int, int]]) -> int:
    """Return the first token of a phrase that ends at a noun: its article, adjectives and names before it."""
    start = at
    while start > first and at - start < _LONGEST:
        token = page.tokens[start - 1]
        if not (token.is_word or token.number is not None) or token.low in _STOPS or _is_inside_any(token.start, taken):
            break
        if token.low in _DETERMINERS:
            return start - 1
        start -= 1
    return start


def _is_inside(offset: int, made: Sequence[Phrase]) -> bool:
    return any(phrase.start <= offset < phrase.end for phrase in made)


def _is_inside_any(offset: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in taken)


def _overlaps(mention: Mention, taken: Sequence[tuple[int, int]]) -> bool:
    return any(mention.start < end and start < mention.end for start, end in taken)


def _places(page: Page, places: Sequence[PlaceMention], sentence: Sentence, names: frozenset[str]) -> list[Phrase]:
    """Return the places of a sentence: known ones, "the town of Orsha", "Orsha airbase", and those without a name."""
    known = places[
        bisect_left(places, sentence.start, key=lambda p: p.start) : bisect_left(
            places, sentence.end, key=lambda p: p.start
        )
    ]
    made: list[Phrase] = []
    for at in known:
        name = f"{at.qualifier} {at.entry.name}" if at.qualifier else at.entry.name
        made.append(_widened(page, Phrase(at.start, at.end, name), sentence))
    for i in range(sentence.first, sentence.last):
        token = page.tokens[i]
        if _is_inside(token.start, made):
            continue
        if token.low in GROUNDS and not token.is_capital:
            made.append(_ground(page, i, sentence, made))
        elif token.is_capital and (other := _name_at(page, i, sentence, names)) is not None:
            made.append(_widened(page, Phrase(token.start, token.start + len(other), other), sentence))
    return sorted(made, key=lambda phrase: phrase.start)


def _name_at(page: Page, i: int, sentence: Sentence, names: frozenset[str]) -> str | None:
    """Return the longest of some names of up to three words that begins at a token."""
    for last in range(min(i + 3, sentence.last), i, -1):
        name = page.text[page.tokens[i].start : page.tokens[last - 1].end]
        if name in names:
            return name
    return None


def _ground(page: Page, i: int, sentence: Sentence, made: Sequence[Phrase]) -> Phrase:
    """Return "the town of Orsha", "Orsha airbase" or "three villages", from its noun."""
    first, last = _opening(page, i, sentence.first, [(place.start, place.end) for place in made]), i + 1
    while last < sentence.last and page.tokens[last].low in GROUNDS:
        last += 1  # "the border crossing"
    while (
        first < i
        and not page.tokens[first].is_capital
        and page.tokens[first].low not in _DETERMINERS
        and (
            page.tokens[first].number is None and page.tokens[first].low.endswith(("ed", "ing", "took", "fell", "lost"))
        )
    ):
        first += 1
    name = None
    if last + 1 < sentence.last and page.tokens[last].low == "of" and page.tokens[last + 1].is_capital:
        stop = last + 1
        while stop < sentence.last and page.tokens[stop].is_capital:
            stop += 1
        name = page.text[page.tokens[last + 1].start : page.tokens[stop - 1].end]
        last = stop
    elif first < i and page.tokens[i - 1].is_capital:
        start = i - 1
        while start > first and page.tokens[start - 1].is_capital and start - 1 > sentence.first:
            start -= 1
        name = page.text[page.tokens[start].start : page.tokens[i].end]
    governed = page.tokens[i].low in _GOVERNED
    return Phrase(page.tokens[first].start, page.tokens[last - 1].end, name, is_governed=governed)


def _widened(page: Page, place: Phrase, sentence: Sentence) -> Phrase:
    """Return a place with "the town of" before it taken in."""
    first = page.token_at(place.start)
    if first - 2 >= sentence.first and page.tokens[first - 1].low == "of" and page.tokens[first - 2].low in GROUNDS:
        first = _opening(page, first - 2, sentence.first, [])
    elif first - 1 >= sentence.first and page.tokens[first - 1].low == "the":
        first -= 1
    return Phrase(page.tokens[first].start, place.end, place.name)


def place_names(page: Page) -> frozenset[str]:
    """Return the names that a text itself uses as places': "in Orsha", "the town of Orsha"."""
    found = (match["name"] for pattern in _AT_A_PLACE for match in pattern.finditer(page.text))
    return frozenset(name for name in found if name.split()[0].lower() not in _NO_NAMES)
