"""When do two names mean the same publisher?

A report says "SOHR", "the Observatory" or "the anti-government Syrian Observatory for Human Rights"; a release is
signed "Syrian Observatory for Human Rights". Names are matched by their words, by their initials, or by their head word
where only one publisher of the case has it. A name that could mean two publishers means neither.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tollbook.reconciliation.labels import listed

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
FUNCTION_WORDS = listed("the a an of for and in on to at from by with de la el")
PRONOUNS = listed("it its he his him she her they their them we our us i who that this these those")
# Words that name a kind of speaker and no one in particular.
GENERIC = listed(
    "group groups report reports statement organisation organization ministry government officials official monitor "
    "monitors sources source activists army agency media spokesman spokeswoman spokesperson people residents witnesses "
    "authorities police centre center council committee network office observers rights"
)
NO_ARTICLE = listed(
    "a an the some many several most all no two three one other his her its their nobody none neither this that these "
    "those more at each any"
)
LEANING = re.compile(r"^(?:anti|pro)-|-(?:based|backed|linked|aligned|run|controlled|affiliated)$")


def words(name: str) -> tuple[str, ...]:
    """Return the words by which a name is known: lower case, no articles, no leanings such as "pro-government"."""
    found = (word.removesuffix("'s").removesuffix("’s") for word in WORD.findall(name.casefold()))
    return tuple(word for word in found if word not in FUNCTION_WORDS and not LEANING.search(word))


def head(name: str) -> str | None:
    """Return a name's head word: the last one before "of" or "for", or None where the name has no words."""
    before = re.split(r"\s(?:of|for)\s", re.sub(r"\(.*?\)", " ", name), maxsplit=1)[0]
    found = words(before)
    return found[-1] if found else None


def is_leaning(name: str) -> bool:
    """Return whether a name says where somebody is based or to whom they lean: "Britain-based", "pro-government"."""
    return any(LEANING.search(word) for word in WORD.findall(name.casefold()))


def initials(name: str) -> frozenset[str]:
    """Return the abbreviations that a name may go by, with and without its small words; none for a single word.

    "UN" may be left out of them, as in OHCHR.
    """
    plain = re.sub(r"\(.*?\)", " ", name)
    every = [word for word in WORD.findall(plain.casefold()) if not LEANING.search(word)]
    main = [word for word in every if word not in FUNCTION_WORDS]
    own = [word for word in main if word != "un"]
    if len(main) < 2:
        return frozenset()
    without_article = every[1:] if every[0] in {"the", "a", "an"} else every
    printed = re.findall(r"\(([^\W\d_]{2,10})\)", name)
    return frozenset(
        ["".join(word[0] for word in some) for some in (main, without_article, own) if len(some) > 1]
        + [p.casefold() for p in printed]
    )


def spoken(name: str | None) -> str:
    """Return a name as it stands in a sentence: "the mayor" for one that is no proper name, "residents" for several."""
    if name is None:
        return "no source named"
    is_plural = name.endswith("s") and not name.endswith("ss")
    is_common = name == name.lower() and name[:1].isalpha()
    is_bare = is_common and not is_plural and name.split(maxsplit=1)[0] not in NO_ARTICLE
    return f"the {name}" if is_bare else name


@dataclass(slots=True)
class Names:
    """The publishers that a case knows, and the way from any spelling to one of them.

    Attributes:
        publishers: Publishers' names as the documents and lists give them.
    """

    publishers: Iterable[str]
    _exact: dict[frozenset[str], str] = field(init=False, default_factory=dict)
    _initials: dict[str, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))
    _heads: dict[str, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))
    _found: dict[str, str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in sorted(set(self.publishers)):
            own = frozenset(words(re.sub(r"\(.*?\)", " ", name)))
            if not own:
                continue
            known = self._exact.setdefault(own, name)
            for short in initials(name):
                self._initials[short].add(known)
            last = head(name)
            if last is not None:
                self._heads[last].add(known)

    def of(self, name: str | None) -> str | None:
        """Return the publisher that a name means, else the name itself tidied, or None where it names nobody."""
        if name is None:
            return None
        if name not in self._found:
            self._found[name] = self._resolve(name)
        return self._found[name]

    def is_publisher(self, name: str | None) -> bool:
        """Return whether a name, as `of` gives it, is one of the publishers."""
        return name is not None and self._exact.get(frozenset(words(re.sub(r"\(.*?\)", " ", name)))) == name

    def _resolve(self, name: str) -> str | None:
        found = words(re.sub(r"\(.*?\)", " ", name))
        own = frozenset(found)
        if not own or own <= PRONOUNS:
            return None
        if own in self._exact:
            return self._exact[own]
        if len(found) == 1 and len(self._initials.get(found[0], ())) == 1:
            return next(iter(self._initials[found[0]]))
        last = head(name)
        if last is not None:
            longer = [known for known in sorted(self._heads.get(last, ())) if own < frozenset(words(known))]
            if len(longer) == 1 and not own <= GENERIC:
                return longer[0]
        plain = " ".join(WORD.findall(name)).removeprefix("the ").removeprefix("The ")
        is_name = len(found) > 1 and plain.istitle()
        return plain if is_name or not own <= GENERIC else None
