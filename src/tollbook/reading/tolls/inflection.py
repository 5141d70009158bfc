"""The forms of a verb: base, third person, past, participle and -ing."""

from collections.abc import Mapping

from tollbook.reading.words import lines_of

_VOWELS = "aeiou"
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being"))


def _irregular() -> Mapping[str, tuple[str, str]]:
    """Return past and participle of every irregular verb of data/words.toml, `a|b` for two forms of one."""
    return {base: (past, participle) for base, past, participle in map(str.split, lines_of("irregular verbs"))}


_IRREGULAR = _irregular()
_DOUBLED = frozenset(" ".join(lines_of("doubled")).split())


def forms(base: str) -> tuple[str, str, str, str, str]:
    """Return base, third person, past, past participle and -ing form.

    Args:
        base: The verb.

    Returns:
        Its forms; where it has two of a kind, the first of them.
    """
    third, gerund = _third(base), _gerund(base)
    past, participle = (one.split("|")[0] for one in _IRREGULAR.get(base, (_past(base), _past(base))))
    return base, third, past, participle, gerund


def participles(base: str) -> tuple[str, ...]:
    """Return every past participle of a verb: "burned" and "burnt".

    Args:
        base: The verb.

    Returns:
        One or two.
    """
    return tuple(_IRREGULAR.get(base, ("", _past(base)))[1].split("|"))


def inflected(base: str) -> frozenset[str]:
    """Return every form of a verb.

    Args:
        base: The verb.

    Returns:
        Its forms.
    """
    if base == "be":
        return _BE
    pasts = _IRREGULAR.get(base, (_past(base), _past(base)))
    return frozenset((base, _third(base), _gerund(base), *(form for one in pasts for form in one.split("|"))))


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base in ("go", "do"):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _past(base: str) -> str:
    if base in _DOUBLED:
        return base + base[-1] + "ed"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + ("d" if base.endswith("e") else "ed")


def _gerund(base: str) -> str:
    if base in _DOUBLED:
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"
