"""Whom some words mean: a name said in full before, "it", "he", "the group", "its report"."""

import re
from collections.abc import Sequence

from tollbook.model.document import Speaker
from tollbook.reading.names.mentions import ORGANISATION, TITLES, Mention, Mentions
from tollbook.reading.words import listed

_ROLES = re.compile(
    r"\b(?:spokes(?:man|woman|person)|minister|president|ambassador|secretary|general|colonel|commander|chief|director"
    r"|doctor|governor|mayor|official|envoy|sheikh|witness|resident|head|leader|senator|representative|activist|lawyer"
    r"|analyst|professor|coordinator|captain|major)s?\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    (
        r"^(?:the|this|that|its|their|his|her|these|those)\s+(?:(?:latter|same|documented|monitoring|rights|"
        r"latest|new|islamist|human|[\w-]{2,30}-(?:based|backed|run|funded|led))\s+){0,3}"
        r"(?P<noun>group|organi[sz]ation|agency|observatory|network|office|monitor|report|statement|militia|"
        r"faction|committee|body|watchdog|count|outfit|spokes\w+|charity|commission|council|tally|centre|center|"
        r"figures|findings|study|release|database)(?:[’']s\b.*)?$"
    ),
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|this|that)\s+(?:[a-z-]+\s+)?(?P<noun>[a-z]{4,})$")
_PRONOUNS = listed("pronouns")
_OWNED = frozenset(("her", "his", "its", "their", "our", "my"))
_NAMED_BEFORE = 200  # mentions back, for a name said in full once
_WRITER = frozenset(("i", "we"))
_PERSONAL = frozenset(["he", "she", "his", "her", "him"])
_OUTPUT = listed("output")
_UNNAMED = listed("sources unnamed")


def speaker_of(found: Mentions, start: int, end: int, last: Speaker | None) -> Speaker:
    """Return who some words mean.

    Args:
        found: The document's mentions.
        start: First character of the words.
        end: One past their last.
        last: The speaker of the statement before, or None.

    Returns:
        The speaker; name and party are None where the words alone do not tell and nothing before does.
    """
    page = found.page
    span = page.span(start, end)
    words = span.text.lower()
    inside = found.within(start, end)
    named = [mention for mention in inside if mention.use != "adjective"]
    if not inside and set(words.split()[:3]) & _UNNAMED:
        return Speaker(span, None, None)  # "Unconfirmed reports": a source that the text does not name
    first = words.split()[0].rstrip("’'s") if words.split() else ""
    generic = _GENERIC.match(words)
    if first in _WRITER and words in _WRITER and page.quote_at(start) is None:
        return Speaker(span, None, None)  # the writer, or whoever issues the text; not who spoke last
    if words in ("which", "who", "that") and (named_before := _just_before(found, start)) is not None:
        return Speaker(span, named_before.name, _party((named_before,), named_before.name))
    same = _same_noun(found, start, words) if not named else None
    if same is not None:
        return Speaker(span, same.name, same.entry.name if same.entry is not None else same.name)
    is_other = len(words.split()) > 1 and first in _OWNED and generic is None  # "their families", "his lawyer"
    if not named and not is_other and (first in _PRONOUNS or words in _PRONOUNS or generic is not None):
        resolved = _resolved(found, start, words, last, generic["noun"] if generic else None)
        if resolved is not None:
            return Speaker(span, *resolved)
    return Speaker(span, _full_name(found, start, _name(inside, span.text)), _party(inside, span.text))


def _just_before(found: Mentions, start: int) -> Mention | None:
    """Return the name that a relative clause is of: "the Pellin Network, which wrote"."""
    last = next(iter(found.before(start, 1)), None)
    is_near = last is not None and last.use != "adjective" and found.page.text[last.end : start].strip() in ("", ",")
    return last if is_near else None


def _full_name(found: Mentions, start: int, name: str | None) -> str | None:
    """Return the whole name of a person whom the text named before and now calls by the last part: "Corval"."""
    if name is None or not name[0].isupper() or " " in _untitled(name):
        return name
    last = _untitled(name)
    for mention in found.before(start, _NAMED_BEFORE):
        if mention.kind in ("person", "unknown") and " " in mention.name and mention.name.split()[-1] == last:
            return _untitled(mention.name)
    return name


def _name(inside: Sequence[Mention], words: str) -> str | None:
    persons = [mention for mention in inside if mention.kind == "person"]
    if persons:
        return _untitled(persons[0].name)
    named = [mention for mention in inside if mention.use != "adjective"]
    if len(named) > 1 and " and " in words:
        return " and ".join(mention.name for mention in named[:3])
    if named:
        return named[0].name
    bare = re.sub(r"^(?:the|a|an)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)
    return bare if bare and bare[0].isalpha() and bare.lower() not in _PRONOUNS else None


def _untitled(name: str) -> str:
    words = name.split()
    while (
        len(words) > 1
        and (len(words) > 2 or words[0].endswith("."))
        and words[0].lower().rstrip(".") in TITLES - {"sheikh", "prince", "king", "pope"}
    ):
        words = words[1:]
    return " ".join(words)


def _party(inside: Sequence[Mention], words: str) -> str | None:
    """Return the party for whom somebody speaks: an ambassador for the country, an office for itself."""
    known = [mention for mention in inside if mention.entry is not None]
    if not known:
        organisations = [mention.name for mention in inside if mention.kind == "organisation"]
        return organisations[0] if organisations else None
    plain = [mention for mention in known if mention.use != "adjective"]
    if _ROLES.search(words):
        return known[0].name
    if plain:
        return plain[0].name
    return known[0].name if _ROLES.search(words) or ORGANISATION.search(words) else None


def _resolved(
    found: Mentions, start: int, words: str, last: Speaker | None, noun: str | None
) -> tuple[str | None, str | None] | None:
    """Return (name, party) of what a pronoun or "the group" goes back to."""
    first = words.split(maxsplit=1)[0].rstrip("’'s")
    if first in _WRITER:
        return (last.name, last.party) if last is not None else None
    if first in _PERSONAL and noun not in _OUTPUT | {"spokesman"}:
        if (
            last is not None
            and last.name is not None
            and (_ROLES.search(last.span.text) or _looks_personal(found, last))
        ):
            return last.name, last.party
        person = next((mention for mention in found.before(start, 12) if mention.kind == "person"), None)
        return (person.name, last.party if last is not None else None) if person is not None else None
    is_pronoun = first in _PRONOUNS
    if is_pronoun and last is not None and last.name is not None and not _is_personal(found, last):
        return last.name, last.party  # "it", "they", "its report": whoever spoke last, unless a person
    wanted = _wanted(noun, words)
    for mention in found.before(start):
        if mention.use != "adjective" and mention.kind in wanted:
            return mention.name, mention.entry.name if mention.entry is not None else mention.name
    return (last.name, last.party) if last is not None and is_pronoun else None


def _same_noun(found: Mentions, start: int, words: str) -> Mention | None:
    """Return the last name before that ends or begins with the noun of "the ministry", "the Front", "the centre"."""
    match = _DEFINITE.match(words)
    if match is None:
        return None
    noun = match["noun"].rstrip("s")
    for mention in found.before(start, _NAMED_BEFORE):
        parts = mention.name.lower().split()
        if len(parts) > 1 and noun in (parts[0], parts[-1], *_head(parts)) and mention.kind != "person":
            return mention
    return None


def _head(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the word before "of" or "for": "centre" of "Highland Centre for Documentation"."""
    at = next((i for i, part in enumerate(parts) if part in ("of", "for")), 0)
    return (parts[at - 1],) if at else ()


def _is_personal(found: Mentions, speaker: Speaker) -> bool:
    return _ROLES.search(speaker.span.text) is not None or any(
        mention.kind == "person" for mention in found.within(speaker.span.start, speaker.span.end)
    )


def _looks_personal(found: Mentions, speaker: Speaker) -> bool:
    return (
        any(m.kind == "person" for m in found.within(speaker.span.start, speaker.span.end))
        or speaker.span.text.lower() in _PRONOUNS
    )


def _wanted(noun: str | None, words: str) -> frozenset[str]:
    if "latter" in words.split()[:3]:
        return frozenset(("armed group", "organisation", "movement", "recorder"))
    if noun in ("militia", "faction", "outfit", "army"):
        return frozenset(("armed group", "military"))
    if noun in ("government", "minister", "president", "ambassador", "department", "ministry"):
        return frozenset(("government", "office"))
    return frozenset(("recorder", "organisation", "intergovernmental", "office"))
