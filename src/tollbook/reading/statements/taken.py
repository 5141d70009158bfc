"""What a verb takes besides clauses and quotations: infinitives, names, judged nouns and things talked about."""

from collections.abc import Sequence
from typing import Any

from tollbook.reading.statements.quoted import Complement, edges
from tollbook.reading.statements.verbs import BASES, CLASSES

_TALK = {
    "call": ("for", "on", "upon"),
    "refer": ("to",),
    "point": ("to",),
    "allude": ("to",),
    "agree": ("with", "to", "on"),
    "disagree": ("with",),
    "respond": ("to",),
    "reply": ("to",),
    "react": ("to",),
    "warn": ("of", "against", "about"),
    "complain": ("about", "of"),
    "object": ("to",),
    "apologize": ("for",),
    "apologise": ("for",),
    "focus": ("on",),
    "vote": ("for", "against"),
    "campaign": ("against", "for"),
    "push": ("for",),
    "press": ("for",),
    "appeal": ("for", "to"),
    "argue": ("for", "against"),
    "think": ("about", "of"),
    "know": ("about", "of"),
    "dream": ("of", "about"),
    "touch": ("on",),
    "insist": ("on",),
    "ask": ("about", "for"),
    "comment": ("on",),
    "speak": ("about", "of", "against", "for"),
    "talk": ("about", "of"),
    "joke": ("about",),
    "boast": ("about", "of"),
    "brag": ("about",),
    "rail": ("against",),
    "worry": ("about",),
    "care": ("about",),
    "inquire": ("about",),
    "lie": ("about",),
    "elaborate": ("on",),
    "opine": ("on",),
    "testify": ("about", "against"),
    "gripe": ("about",),
    "fret": ("about",),
    "rant": ("about",),
    "report": ("on",),
}
_NEVER_OF_NOUNS = frozenset(("find", "put"))  # "found a body", "put a bag down"; "found that", "put it at 38" are said
_PUT_AT = ("at", "above", "below", "between", "over", "under")  # "put the toll above 120"
_ANY_TALK = ("about", "against", "over")
_JUDGED_WITH = ("for", "as", "over", "of", "against", "on", "about")
_OF_A_CAUSE = {"attribute": ("to",), "credit": ("with",), "charge": ("with",)}


def object_of(verb: Any, base: str, kinds: frozenset[str], children: Sequence[Any], offset: int) -> Complement | None:
    """Return what a verb takes as content where it is neither clause nor quotation.

    Args:
        verb: The verb's token.
        base: Its base form.
        kinds: Its classes.
        children: Its children in the parse.
        offset: Where the paragraph begins in the document.

    Returns:
        The content, or None where there is none.
    """
    behind = [child for child in children if child.i > verb.i]
    infinitive = next((child for child in behind if child.dep_ == "xcomp"), None)
    noun = next((child for child in behind if child.dep_ == "dobj"), None)
    if infinitive is not None and noun is None and _carries(infinitive):
        return None  # "refused to say that": the inner verb carries the content
    if base == "put" and noun is not None:
        return _put(noun, behind, offset)
    if "seem" in kinds and infinitive is not None:
        start = next((child for child in children if child.dep_ == "nsubj"), None)
        spans = ((edges(start, offset),) if start is not None else ()) + (edges(infinitive, offset),)
        return Complement(spans, "attitude", is_impersonal=True)
    relative = _relative(verb, children, offset)
    named = _named(noun, behind, relative, offset) if "name" in kinds else None
    if named is not None:
        return named
    if infinitive is not None and infinitive.tag_ == "VBG" and noun is None and "judge" in kinds:
        pattern = "clause" if "say" in kinds else "attitude"  # "denied possessing any"; "supports banning it"
        return Complement((edges(infinitive, offset),), pattern)
    if infinitive is not None and (kinds & {"will"} or (noun is not None and kinds & {"urge"})):
        first = edges(noun, offset)[0] if noun is not None else infinitive.left_edge.idx + offset
        return Complement(((first, edges(infinitive, offset)[1]),), "attitude")
    return _noun(base, kinds, (noun, relative), behind, offset)


def _carries(infinitive: Any) -> bool:
    """Return whether an infinitive is a verb of speech with content of its own."""
    says = infinitive.lower_ in BASES and "say" in CLASSES[BASES[infinitive.lower_]]
    return says and any(child.dep_ in ("ccomp", "dobj") for child in infinitive.children)


def _put(noun: Any, behind: Sequence[Any], offset: int) -> Complement | None:
    """Return "the toll at 38" of "put the toll at 38", "the fire down to a cigarette"; putting else is no speech."""
    at = next(
        (child for child in behind if child.dep_ == "prep" and child.lower_ in _PUT_AT and child.i > noun.i), None
    )
    if at is None and any(child.lower_ == "down" for child in behind):
        at = next((child for child in behind if child.dep_ == "prep" and child.lower_ == "to"), None)
    return Complement(((edges(noun, offset)[0], edges(at, offset)[1]),), "clause") if at is not None else None


def _named(noun: Any | None, behind: Sequence[Any], relative: tuple[int, int] | None, offset: int) -> Complement | None:
    """Return what is called what: "called him a liar", "which they described as a lie"."""
    name = next((child for child in behind if child.dep_ == "oprd" or child.lower_ == "as"), None)
    if name is None:
        return None
    if noun is not None and noun.i < name.i:
        return Complement(((edges(noun, offset)[0], edges(name, offset)[1]),), "attitude")
    if relative is None and name.dep_ == "oprd":
        return Complement((edges(name, offset),), "attitude")  # "called her “third-rate”": parsed as "her rate"
    return Complement((relative, edges(name, offset)), "attitude") if relative is not None else None


def _noun(
    base: str,
    kinds: frozenset[str],
    found: tuple[Any | None, tuple[int, int] | None],
    behind: Sequence[Any],
    offset: int,
) -> Complement | None:
    """Return a judged noun, or what is talked about behind a preposition."""
    noun, relative = found
    if noun is not None:
        judged = kinds & {"judge", "show"} and noun.tag_ != "WDT" and base not in _NEVER_OF_NOUNS
        words = (*_JUDGED_WITH, *_OF_A_CAUSE.get(base, ()))
        if judged:
            return Complement((_judged(noun, behind, words, offset),), "noun")
        if base != "ask":
            return None  # but "asked the mayor about the fire"
    words = (*_TALK.get(base, ()), *_ANY_TALK)
    prep = next((child for child in behind if child.dep_ in ("prep", "prt") and child.lower_ in words), None)
    inner = prep.children if prep is not None else ()
    target = next((child for child in inner if child.dep_ in ("pobj", "pcomp")), None)
    if prep is not None and target is not None:
        start, end = edges(target, offset)
        goal = next((child for child in behind if child.dep_ == "xcomp" and child.i > target.i), None)
        if base in _TALK and goal is not None and "urge" in kinds:
            end = edges(goal, offset)[1]  # "called on the agency to conduct a review"
        return Complement(((start, end),), "attitude", prep.idx + len(prep))
    return Complement((relative,), "relative") if relative is not None and kinds & {"judge", "say"} else None


def _relative(verb: Any, children: Sequence[Any], offset: int) -> tuple[int, int] | None:
    """Return what is said of in "which he denies", "a figure the ministry disputes": the pronoun, else the noun."""
    own = next((child for child in children if child.i < verb.i and child.dep_ in ("dobj", "dative", "mark")), None)
    if own is not None and own.tag_ in ("WDT", "WP") and own.lower_ != "what":
        return edges(own, offset)
    if verb.dep_ != "relcl" or own is not None or not any(child.dep_ == "nsubj" for child in children):
        return None
    if any(child.dep_ == "nsubj" and child.tag_ in ("WDT", "WP") for child in children):
        return None
    return verb.head.left_edge.idx + offset, verb.head.idx + len(verb.head) + offset


def _judged(noun: Any, behind: Sequence[Any], words: Sequence[str], offset: int) -> tuple[int, int]:
    """Return a judged noun with the "for", "as" or "over" that says why."""
    start, end = edges(noun, offset)
    for child in behind:
        if (
            child.dep_ == "prep"
            and child.lower_ in words
            and child.left_edge.idx + offset <= end + 2
            and child.i > noun.i
        ):
            end = edges(child, offset)[1]
    return start, end
