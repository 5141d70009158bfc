"""Where a text names parties and persons."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.document import Party
from tollbook.reading.names.lexicon import Alias, Entry, Lexicon, folded
from tollbook.reading.page import Page, Token
from tollbook.reading.words import listed

TITLES = listed("titles")
_BRIDGES = listed("bridges")
ORGANISATION = re.compile(
    r"\b(?:ministry|network|observatory|committee|council|center|centre|agency|association|organi[sz]ation|front|party"
    r"|movement|brigades?|army|forces|office|department|commission|group|union|foundation|institute|university|hospital"
    r"|police|court|authority|corps|news|times|post|media|administration|directorate|watch|monitor|society|coalition"
    r"|alliance|government|militia|bureau|league|service|tribunal|campaign|bank|company|press|tribune|journal|fund"
    r"|initiative|project|board|defence|defense)\b",
    re.IGNORECASE,
)
_NO_NAMES = listed("no names")
_NAMED_BODIES = frozenset(("organisation", "recorder", "intergovernmental", "media"))
_PREPOSITIONS = listed("prepositions")
_WHERE = frozenset((  # before a place that is gone to, or that something lies in or by
    "in", "at", "near", "around", "outside", "throughout", "across", "of", "into", "inside", "eastern", "western",
    "southern", "northern", "central", "rural", "east", "west", "north", "south", "downtown", "greater", "reached",
    "visited",
))  # fmt: skip
_ENDS = frozenset((".", ";", "!", "?", ")"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: characters, what it stands for, its kind, its party where known; `use` as in the lexicon."""

    start: int
    end: int
    name: str
    kind: str
    entry: Entry | None
    use: str = "name"


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every mention of a document, in order."""

    page: Page
    found: tuple[Mention, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin between two characters."""
        return self.found[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, offset: int, limit: int = 60) -> tuple[Mention, ...]:
        """Return the mentions before a character, the nearest first."""
        at = bisect_left(self.starts, offset)
        return self.found[max(0, at - limit) : at][::-1]


def mentions(page: Page, lexicon: Lexicon) -> Mentions:
    """Return the parties and persons that a text names.

    Args:
        page: The document.
        lexicon: Parties known by name; they overrule what capitals alone would say.

    Returns:
        Mentions, none overlapping.
    """
    found: list[Mention] = []
    words_of_text = frozenset(folded(token.text) for token in page.tokens)
    for sentence in page.sentences:
        tokens = page.words_of(sentence)
        i = 0
        while i < len(tokens):
            alias = lexicon.at(tokens, i)
            is_meant = alias is not None and _is_meant(alias, tokens, i, words_of_text)
            if alias is not None and is_meant and not _is_in_longer_name(page, alias, tokens, i):
                last = i + len(alias.words)
                found.append(
                    Mention(
                        tokens[i].start,
                        tokens[last - 1].end,
                        alias.entry.name,
                        alias.entry.kind,
                        alias.entry,
                        _use(alias, tokens[last - 1]),
                    )
                )
                i = last
                continue
            last = _proper(tokens, i, lexicon)
            if last > i:
                words = " ".join(page.text[tokens[i].start : tokens[last - 1].end].split())
                kind = (
                    "organisation"
                    if ORGANISATION.search(words)
                    else "person"
                    if _is_person(tokens, i, last)
                    else "unknown"
                )
                found.append(Mention(tokens[i].start, tokens[last - 1].end, words, kind, None))
                i = last
                continue
            i += 1
    return Mentions(page, tuple(found), tuple(mention.start for mention in found))


def _is_meant(alias: Alias, tokens: Sequence[Token], i: int, words_of_text: frozenset[str]) -> bool:
    """Return whether a name means its party here: a capital that acts, "the rebels" in a text of their war."""
    if alias.use == "generic":
        return bool(alias.entry.where & words_of_text)
    return alias.use != "capital" or _acts(tokens, i)


def _is_in_longer_name(page: Page, alias: Alias, tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word is part of another's name, or of a currency: "Amnesty Watch", "US$412 million"."""
    last = tokens[i + len(alias.words) - 1]
    if page.text[last.end : last.end + 1] in ("$", "£"):
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    is_plain = len(alias.words) == 1 and alias.entry.kind in _NAMED_BODIES and not last.text.isupper()
    return is_plain and after is not None and after.is_capital and ORGANISATION.fullmatch(after.text) is not None


def _use(alias: Alias, last: Token) -> str:
    if "-" in last.text and "-" not in alias.words[-1]:
        return "adjective"
    return "name" if alias.use == "generic" else alias.use


def _acts(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a capital stands for its government: it owns, acts or is acted with, and is no place gone to."""
    before = tokens[i - 1].low if i else ""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if before in _WHERE:
        return False
    if before in ("from", "to"):
        return after in ("'s",)
    if after in _PREPOSITIONS or after in _ENDS:  # "Shells hit Damascus on Monday"
        return before in ("by", "with", "between", "and", "against", "that")
    return after not in (",", "-") or before in ("by", "with", "between", "and")


def _proper(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> int:
    """Return the end of a run of two or more capitalised words, or i."""
    if (
        tokens[i].low in _NO_NAMES
        or not tokens[i].is_capital
        or len(tokens[i].text) < 2
        or (i == 0 and len(tokens) > 1 and not tokens[1].is_capital)
    ):
        return i
    last, words = i + 1, 1
    while last < len(tokens) and last - i < 10:
        token = tokens[last]
        if token.is_capital:
            if lexicon.at(tokens, last) is not None and token.low not in TITLES and words > 1:
                break
            words += 1
        elif not (
            token.low in _BRIDGES - {"and", "'s"}
            and last + 1 < len(tokens)
            and (tokens[last + 1].is_capital or tokens[last + 1].low in _BRIDGES)
        ):
            break
        last += 1
    while last > i and not tokens[last - 1].is_capital:
        last -= 1
    return last if words >= 2 else i


def _is_person(tokens: Sequence[Token], i: int, last: int) -> bool:
    titled = i > 0 and tokens[i - 1].low in TITLES
    return (
        titled
        or any(token.low in TITLES for token in tokens[i:last])
        or (last - i in (2, 3) and all(t.text[1:].islower() for t in tokens[i:last]))
    )


def parties(found: Mentions) -> tuple[Party, ...]:
    """Return each party that a text names, with its mentions; adjectives alone name nobody."""
    page = found.page
    by_name: dict[tuple[str, str], list[Mention]] = {}
    for mention in found.found:
        if mention.use != "adjective" and mention.kind != "unknown":
            by_name.setdefault((mention.name, mention.kind), []).append(mention)
    return tuple(
        Party(name, kind, tuple(page.span(mention.start, mention.end) for mention in named))
        for (name, kind), named in by_name.items()
    )
