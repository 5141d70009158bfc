"""How an answer names what it answers: "the charge", "that account", "these figures", "41 of these cases", "it"."""

import re
from dataclasses import dataclass

from tollbook.reading.words import listed
from tollbook.text.stems import SAID

_DEEDS = listed("nouns of something done")
_LEAD = r"(?:(?:both|all|any|most|some|such|these|those|this|that|the|its|their|his|her|our|my|an?|no|every|whole)\s+)*"
_NOUN = re.compile(
    rf"^(?:(?:that|what)\s+(?=\w+\W*$))?{_LEAD}(?:[\w’'-]+\s+){{0,4}}?(?P<noun>{'|'.join(sorted(SAID | _DEEDS))})\b",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\b(?:(?:these|those|such|this|any\s+such)\s+(?:\w+\s+)?|that\s+)(?P<noun>\w+)\W*$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"^(?:all\s+(?:of\s+)?)?(?P<noun>it|them|this|that|these|those|which|so|as\s+much|the\s+(?:former|latter|first|second|other|last)(?:\s+one)?|something|everything|otherwise|any\s+such\s+thing)"
    r"(?:\s+(?:all|too|again|outright|entirely|completely|categorically|flatly|strongly))?\s*(?:$|[:;.,])",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^(?:(?:his|her|its|their|our|my|the(?=\s+(?:evidence|arguments?|memory|notes|diary)\s+(?:of|by)\b))|(?:[\w’'.-]+\s+){0,4}?[\w’.-]+(?:['’]s|s['’]))\s+(?:own\s+)?"
    r"(?P<noun>evidence|results?|memory|recollections?|notes|letters?|diary|diaries|post|tweet|arithmetic|"
    r"calculations?|reading|interpretation|portrayal|diagnosis|verdict|position|line|guns|argument|arguments)\b",
    re.IGNORECASE,
)  # said only where it is somebody's
_TOLD = re.compile(
    r"^(?:(?:only|even|much|all|most|half|part|some|every word|everything)\s+(?:of\s+)?){0,3}"
    r"(?:what|that|everything|anything|which)?\s*"
    r"(?:(?:he|she|it|they|we|i|the|his|her|its|their)\s+)(?:[\w-]+\s+){0,3}?"
    r"(?:said|says|told|claimed|claims|wrote|stated|alleged|reported)\b",
    re.IGNORECASE,
)  # "only half of what he said"
_OWNER = re.compile(r"\w(?:['’]s|s['’])\s")
_OF_WHOM = re.compile(
    r"^\W*(?:(?:all|only|most|part|half|even|much)\s+(?:of\s+)?)*(?:(?P<his>his|her|its|their|our|my|your)\b|(?P<whose>[^,;:.]{1,60}?)(?:['’]s|(?<=s)['’])\s)",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\s+(?:of|by|from|given\s+by|made\s+by|put\s+(?:out|about)\s+by)\s+(?P<whose>[^,;:.]{1,80}?)(?=\s+(?:that|in|on|as|about|was|were|is)\b|[,;:.]|$)"
)
_POSSESSIVE = {"he": "his", "she": "her", "it": "its", "they": "their", "we": "our", "i": "my"}
_LONGEST = 80  # characters of an answer's first words that name what it answers


@dataclass(frozen=True, slots=True)
class Reference:
    """What an answer's words point back with.

    Attributes:
        noun: The noun or pronoun, in lower case.
        is_pronoun: Whether nothing but a pronoun points back.
        is_said: Whether the noun is of something said ("the charge"), rather than of what was done ("these cases").
        is_owned: Whether the words say whose it is: "the coalition's findings".
        owner: Words for whoever said it, or "his" and the like; "" where the words do not say.
    """

    noun: str
    is_pronoun: bool = False
    is_said: bool = False
    is_owned: bool = False
    owner: str = ""


def reference(content: str) -> Reference | None:
    """Return what the content of a denial, confirmation or the like points back with.

    Args:
        content: The words that somebody denies, confirms, doubts and so on.

    Returns:
        The noun or pronoun; None where the words tell what is answered by themselves.
    """
    words = content[:_LONGEST]
    pronoun = _PRONOUN.match(words)
    if pronoun is not None:
        return Reference(pronoun["noun"].lower(), is_pronoun=True)
    noun = _NOUN.match(words)
    if noun is not None:
        word = noun["noun"].lower()
        owner = _owner(content, noun.end())
        return Reference(word, is_said=word in SAID, is_owned=_OWNER.search(noun[0]) is not None, owner=owner)
    told = _TOLD.match(words)
    if told is not None:
        return Reference("what", is_said=True, owner=_teller(told[0]))
    own = _OWN.match(words)
    if own is not None:
        is_owned = _OWNER.search(own[0]) is not None
        return Reference(own["noun"].lower(), is_said=True, is_owned=is_owned, owner=_owner(content, own.end()))
    pointed = _POINTED.search(words) if len(content) <= _LONGEST else None
    return Reference(pointed["noun"].lower()) if pointed is not None else None


def _owner(content: str, end: int) -> str:
    """Return who is named as having said it: "the captain" of "the captain's words", "his" of "his account"."""
    before = _OF_WHOM.match(content[:end])
    if before is not None:
        return (before["his"] or before["whose"]).lower()
    behind = _BY_WHOM.match(content, end)
    return behind["whose"].lower() if behind is not None else ""


def _teller(words: str) -> str:
    """Return whose words they are in "what he said": "his"."""
    named = re.search(r"\b(?:he|she|it|they|we|i)\b", words, re.IGNORECASE)
    return _POSSESSIVE.get(named[0].lower(), "") if named is not None else ""
