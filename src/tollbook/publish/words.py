"""The words of the interface: English as written in the templates, and its Arabic from a catalogue beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files

from markupsafe import Markup, escape

from tollbook.errors import CaseError
from tollbook.model import vocabulary

# What a value of a sentence looks like, by how its name begins; any other may be anything.
KINDS: Mapping[str, str] = {
    "day": r"\d{4}-\d\d-\d\d",
    "date": r"\d{1,2} [A-Z][a-z]+ \d{4}|an unstated day",
    "number": r"[+-]?\d[\d,]*",
    "figure": r"(?:at least |over |about |up to |under )?\d[^:;]*?",
    "amount": r"\d[^(:;“”]*?",  # for sentences that nothing ends: a clause behind the figure is none of it
    "whom_counted": r"[^(:;“”]+?",
    "document": r"'.+?'|“.+?”",
    "quote": r"“.*”",
}
DIRECTIONS = {"en": "ltr", "ar": "rtl"}

_CLAUSE = re.compile(r"; (?![^“”]*”)")  # not within quoted words
_PLUS = re.compile(r" \+ (?=(?:at least |over |about |up to |under )?\d)")
_NEXT = re.compile(r", (?=(?:at least |over |about |up to |under )?\d[\d,]* )")
_PARTINGS = (
    (_CLAUSE, Markup("؛ ")),
    (re.compile(r", or (?=')"), Markup("، أو ")),
    (re.compile(r" with (?=')"), Markup(" مع ")),
    (_PLUS, Markup(" + ")),
    (_NEXT, Markup("، ")),
)

# English nouns that numbers stand before: one, more than one. The Arabic forms (one, two, 3-10, 11-99, hundreds) are
# in the catalogue, because Arabic counts in five ways.
NOUNS: Mapping[str, tuple[str, str]] = {
    "person": ("person", "people"),
    "record": ("record", "records"),
    "row": ("row", "rows"),
    "list": ("list", "lists"),
    "document": ("document", "documents"),
    "figure": ("figure", "figures"),
    "check": ("check", "checks"),
    "speaker": ("speaker", "speakers"),
    "value": ("value", "values"),
    "class": ("class", "classes"),
    "killed": ("killed", "killed"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A language of the report.

    Attributes:
        language: `en` or `ar`.
        direction: `ltr` or `rtl`.
        phrases: English phrase to its translation; empty for English.
        nouns: Noun of NOUNS to its five forms; empty for English.
        sentences: English sentences of stages, a named group for each value, and their translations; tried in turn.
        verbs: English verb of a sentence to its translation: "denied" as somebody did, not as something was.
    """

    language: str
    direction: str
    phrases: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]
    sentences: tuple[tuple[re.Pattern[str], str], ...] = ()
    verbs: Mapping[str, str] = field(default_factory=dict)

    def say(self, phrase: str, **values: object) -> Markup:
        """Return a phrase in this language with its values put in.

        Args:
            phrase: In English; `{name}` marks a value.
            **values: Escaped, unless they are HTML of ours already.

        Returns:
            HTML.

        Raises:
            CaseError: When the catalogue has no such phrase: a fault of ours, which the tests look for.
        """
        if self.language == "en":
            found = phrase
        elif phrase in self.phrases:
            found = self.phrases[phrase]
        else:
            raise CaseError(
                f"'{phrase}' has no translation into '{self.language}'",
                where=f"templates/{self.language}.toml",
                mend="add the phrase to the catalogue",
            )
        return escape(found).format(**values) if values else escape(found)

    def term(self, word: str) -> Markup:
        """Return a word of our vocabularies in this language; any other word stands as it is, isolated."""
        plain = word.replace("_", " ")
        if self.language == "en":
            return Markup("<bdi>{}</bdi>").format(plain if word in VOCABULARY else word)
        if word in VOCABULARY:
            return self.say(plain)
        return Markup("<bdi>{}</bdi>").format(word)

    def name(self, word: str) -> Markup:
        """Return a stage's name of a rule, method, dimension or kind of check; untranslated where it is new."""
        plain = word.replace("_", " ")
        return Markup("<bdi>{}</bdi>").format(self.phrases.get(plain, plain))

    def sentence(self, text: str) -> Markup:
        """Return a stage's words as a sentence: translated where the catalogue knows it, else marked as English."""
        held = text.strip()
        if self.language == "en":
            return escape(_finished(held))
        told = self._told(held)
        return Markup('<span lang="en" dir="ltr">{}</span>').format(_finished(held)) if told is None else told

    def _told(self, text: str) -> Markup | None:
        """Return a stage's words translated, or None where the catalogue does not know them.

        A sentence that it does not know whole is one of clauses, parted by semicolons, each of which it must know.
        """
        if text in self.phrases:
            return escape(self.phrases[text])
        if text.endswith("."):
            told = self._told(text[:-1])
            return None if told is None else told + "."
        for known, translation in self.sentences:
            if found := known.fullmatch(text):
                values = {
                    name: escape(self.verbs[value]) if name == "verb" else self._value(value)
                    for name, value in found.groupdict().items()
                }
                return escape(translation).format(**values)
        clauses = [self._told(clause) for clause in _CLAUSE.split(text)] if "; " in text else []
        told_all = [clause for clause in clauses if clause is not None]
        return Markup("؛ ").join(told_all) if clauses and len(told_all) == len(clauses) else None

    def _value(self, text: str) -> Markup:
        """Return a value of a sentence: itself a sentence, or several, or a name; else it stands as it is, isolated."""
        told = self._told(text)
        if told is not None:
            return told
        for parting, between in _PARTINGS:
            parts = parting.split(text)
            if len(parts) > 1:
                return between.join(self._value(part) for part in parts)
        parts = text.split(", ")
        told_all = [told for part in parts if (told := self._told(part)) is not None]
        if len(parts) > 1 and len(told_all) == len(parts):
            return Markup("، ").join(told_all)
        return self.name(text) if text.replace("_", " ") in self.phrases else Markup("<bdi>{}</bdi>").format(text)

    def counted(self, number: int, noun: str, *, shown: Markup | None = None) -> Markup:
        """Return a number with its noun in the right form.

        Args:
            number: At least 0.
            noun: Of NOUNS.
            shown: The number as it is to stand there, such as a link; None for its digits.

        Returns:
            HTML.
        """
        digits = escape(f"{number:,}") if shown is None else shown
        if self.language == "en":
            one, many = NOUNS[noun]
            return Markup("{}\u00a0{}").format(digits, one if number == 1 else many)
        single, dual, few, many, hundred = self.nouns[noun]
        if number in (1, 2) and shown is None:
            return escape(single if number == 1 else dual)
        # The last two digits decide: 3-10 take the plural, 11-99 the singular accusative, the rest its genitive.
        last = number % 100
        return Markup("{}\u00a0{}").format(digits, few if 3 <= last <= 10 else many if last > 10 else hundred)


def _finished(text: str) -> str:
    """Return words with a capital first and a full stop last."""
    ended = not text or text.endswith((".", "!", "?", "…", ":"))
    return text[:1].upper() + text[1:] + ("" if ended else ".")


def words(language: str) -> Words:
    """Return the words of a language.

    Args:
        language: `en` or `ar`.

    Returns:
        The language.

    Raises:
        CaseError: When the report does not speak it.
    """
    if language not in DIRECTIONS:
        raise CaseError(
            f"the report does not speak '{language}'",
            where="the language of the report",
            mend=f"choose one of {', '.join(DIRECTIONS)}",
        )
    if language == "en":
        return Words("en", "ltr", {}, {})
    text = (files("tollbook.publish") / "templates" / f"{language}.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)
    nouns = {noun: tuple(forms) for noun, forms in held["nouns"].items()}
    sentences = tuple((_pattern(sentence), told) for sentence, told in held["sentences"].items())
    return Words(language, DIRECTIONS[language], held["phrases"], nouns, sentences, held["verbs"])


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence whatever its values are: each `{name}`, or `{name:one|another}`."""
    parts = re.split(r"\{(\w+(?::[^{}]+)?)\}", sentence)
    for place in range(1, len(parts), 2):
        name, _, either = parts[place].partition(":")
        kind = next((like for kind, like in KINDS.items() if name.startswith(kind)), ".+?")
        parts[place] = f"(?P<{name}>{either or kind})"
    return re.compile("".join(part if place % 2 else re.escape(part) for place, part in enumerate(parts)))


def _vocabulary() -> frozenset[str]:
    return frozenset(
        member.value
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
        for member in kind
    )


VOCABULARY = _vocabulary()
