"""A statement with what tells whether another is about it: its words by stem, its figures, and who speaks."""

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from tollbook.model.document import Speaker, Statement
from tollbook.model.vocabulary import Stance
from tollbook.reading.page import Page
from tollbook.reading.statements.cues import CUES
from tollbook.reading.statements.referring import Reference, reference
from tollbook.reading.words import listed
from tollbook.text.stems import DEEDS, WIDE, plain_words, stem, stems_of, weighed

_ASIDE = re.compile(r",\s+(?:who|which|whose|asked|quoted|speaking|citing|referring)\b.*", re.IGNORECASE | re.DOTALL)
_POSSESSIVES = frozenset(("his", "her", "its", "their", "our", "my"))
_MOUTHPIECES = listed("mouthpieces")
_NAME = re.compile(r"[^\W_][\w-]*")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_TELLING = (Stance.ASSERTS, Stance.REPORTS)  # "put the number of deaths at 19" points back to nothing
_ACCUSING = frozenset(("accuse", "blame", "charge", "allege"))


@dataclass(frozen=True, slots=True)
class Compared:
    """A statement with what is compared.

    Attributes:
        statement: The statement.
        at: Where its cue, or else its content, begins.
        sentence: Index of its sentence.
        paragraph: Index of its paragraph.
        stems: Stems of the words said, each with its weight before rarity is reckoned in.
        figures: Digits of the figures said.
        who: Stems by which the speaker may be named elsewhere.
        named: These, and stems of the names before the cue.
        beside: Stems of the sentence's other words before the cue, the speaker's left out.
        points: What the content points back with, or None.
    """

    statement: Statement
    at: int
    sentence: int
    paragraph: int
    stems: dict[str, float]
    figures: frozenset[str]
    who: frozenset[str]
    named: frozenset[str]
    beside: frozenset[str]
    points: Reference | None

    @property
    def content(self) -> str:
        """The words said."""
        return " ".join(span.text for span in self.statement.content)


def compared(page: Page, statement: Statement) -> Compared:
    """Return a statement with what is compared.

    Args:
        page: Its document.
        statement: The statement.

    Returns:
        It, with stems, figures and names.
    """
    at = (statement.cue or statement.content[0]).start
    sentence = page.sentence_at(at)
    content = " ".join(span.text for span in statement.content)
    who = _who(statement)
    start = max((sentence.start if sentence else at, *(s.end for s in statement.content if s.end <= at)))
    before = page.text[start:at]
    named = " ".join(word for word in before.split() if word[0].isupper())
    figures = frozenset(figure.replace(",", "") for figure in _FIGURE.findall(content))
    return Compared(
        statement=statement,
        at=at,
        sentence=sentence.index if sentence else 0,
        paragraph=sentence.paragraph if sentence else 0,
        stems=weighed(content),
        figures=figures,
        who=who,
        named=(who | stems_of(named)) - DEEDS,
        beside=stems_of(before) - who,
        points=None if figures and statement.stance in _TELLING else reference(content),
    )


def _who(statement: Statement) -> frozenset[str]:
    """Return the stems by which a statement's speaker may be named elsewhere."""
    speaker = statement.speaker
    if speaker is None:
        return frozenset()
    parts = (speaker.name, speaker.party, speaker.span.text)
    words = plain_words(" ".join(_ASIDE.sub("", part) for part in parts if part))
    return frozenset(stem(word) for word in words if word not in WIDE) or frozenset(map(stem, words))


def shared_words(one: Compared, two: Compared, often: Counter[str]) -> float:
    """Return how much two statements share in words, the rare ones and those that name a deed more."""
    return sum(
        min(one.stems[shared], two.stems[shared]) / (1.0 + log(often[shared]))
        for shared in one.stems.keys() & two.stems.keys()
    )


def shared_figures(one: Compared, two: Compared) -> float:
    """Return how much two statements share in figures; one of a single digit says less."""
    return sum(0.7 if len(figure) == 1 else 1.5 for figure in one.figures & two.figures)


def weight_of(one: Compared, two: Compared, often: Counter[str]) -> float:
    """Return how much two statements share: words and figures."""
    return shared_words(one, two, often) + shared_figures(one, two)


def same_speaker(one: Statement, two: Statement) -> bool:
    """Return whether two statements are known to have one speaker; False where either names none."""
    if one.speaker is None or two.speaker is None:
        return False
    if _is_anothers(one) or _is_anothers(two):
        return one.speaker.span.text.lower() == two.speaker.span.text.lower()
    if _is_of_other_name(one.speaker, two.speaker) or _is_of_other_name(two.speaker, one.speaker):
        return False
    if one.speaker.name is not None and one.speaker.name == two.speaker.name:
        return True
    if one.speaker.span.start < two.speaker.span.end and two.speaker.span.start < one.speaker.span.end:
        return True  # "the head, who denied it": both within "the head, who denied it, said"
    same_party = one.speaker.party is not None and one.speaker.party == two.speaker.party
    return same_party or one.speaker.span.text.lower() == two.speaker.span.text.lower()


def _is_of_other_name(one: Speaker, two: Speaker) -> bool:
    """Return whether a speaker has a name or number of his own: "The Commission", "Witness B-12" beside "B-7"."""
    words = one.span.text.split()
    others = set(_NAME.findall(" ".join((two.span.text, two.name or "", two.party or "")).lower()))
    own = words[1] if len(words) == 2 and words[0] in ("The", "the") and words[1][0].isupper() else None
    numbered = [word.strip(",") for word in words if any(sign.isdigit() for sign in word) and word[0].isalpha()]
    named_so = own is not None and len(two.span.text.split()) > 1 and own.lower() not in others
    return named_so or (bool(numbered) and any(map(str.isdigit, two.span.text)) and numbered[0].lower() not in others)


def _is_anothers(said: Statement) -> bool:
    """Return whether somebody else speaks than whose he is: "its owners", "his mother", but not "its spokesman"."""
    words = said.speaker.span.text.lower().split() if said.speaker is not None else []
    return len(words) > 1 and words[0] in _POSSESSIVES and not _MOUTHPIECES & set(words)


def akin(one: Compared, two: Compared) -> bool:
    """Return whether two may well have one speaker: one is named in words of the other, or is "he" or "it" there."""
    if same_speaker(one.statement, two.statement):
        return True
    return bool(one.who and two.who) and (one.who <= two.who or two.who <= one.who)


def cue_words(said: Compared) -> list[str]:
    """Return the words of a statement's cue in lower case; none where it has no cue."""
    return said.statement.cue.text.lower().split() if said.statement.cue is not None else []


def accuses(said: Compared) -> bool:
    """Return whether somebody accuses, blames or alleges."""
    return any(word in CUES and CUES[word].base in _ACCUSING for word in cue_words(said))
