"""Why two records are, or are not, taken for one person: each term with both values and what it adds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.linkage.terms import RELATIVES, TERM_NAMES, TERMS
from tollbook.model.tables import NAME_PARTS, SCRIPTS

NOT_STATED = "not stated"
LITTLE = 0.05  # bits; a term that moves less says nothing

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """One term of a match weight.

    Attributes:
        name: Which comparison.
        left: The left record's value, as published.
        right: The right record's value.
        weight: What it adds, in bits (log2); negative speaks against one person.
        reason: The same in words; quotes both values.
    """

    name: str
    left: str
    right: str
    weight: float
    reason: str


def explain_pair(pair: Row, left: Row, right: Row) -> tuple[Explained, ...]:
    """Return the terms of a pair's match weight, weightiest first; with the prior they sum to it.

    Args:
        pair: A row of PAIRS with its `w_<term>` and `l_<term>` columns.
        left: The row of RECORDS that the pair calls left.
        right: The other row.

    Returns:
        One entry a term, a last one for the prior odds of two records being one person.
    """
    told = []
    for name in TERM_NAMES:
        values = VALUES[name](left), VALUES[name](right)
        weight = float(pair[f"w_{name}"] or 0.0)
        told.append(Explained(name, *values, weight, _reason(name, values, weight, _found(name, pair))))
    told.sort(key=lambda term: (-abs(term.weight), term.name))
    prior = float(pair["match_weight"]) - sum(term.weight for term in told)
    return (*told, Explained("prior", "", "", prior, "how rarely two records of these lists are one person at all"))


def beside(left: Row, right: Row) -> tuple[tuple[str, str, str], ...]:
    """Return what two records say, for a person to judge by: what of, and both values; names whole, no weights."""
    told = {"name": _whole, **{name: VALUES[name] for name in TERM_NAMES if name not in (*NAME_PARTS, RELATIVES)}}
    return tuple((name, value(left), value(right)) for name, value in told.items())


@dataclass(frozen=True, slots=True)
class PersonExplained:
    """Why some records are one person.

    Attributes:
        records: Their record_ids.
        links: The heaviest pairs that hold them together, one fewer than records where all were compared: left, right,
            match weight in bits, probability.
        weakest: The lightest of these links; None for a single record, or where a judgement or other records hold them.
        conflicts: Terms on which the records disagree, with the values they give.
        reason: The same in words.
    """

    records: tuple[str, ...]
    links: tuple[tuple[str, str, float, float], ...]
    weakest: tuple[str, str, float, float] | None
    conflicts: Mapping[str, tuple[str, ...]]
    reason: str


def explain_person(records: Sequence[Row], pairs: Sequence[Row]) -> PersonExplained:
    """Return why records are one person: the links that hold them, the weakest of them, and what they disagree on.

    Args:
        records: The rows of RECORDS of one person.
        pairs: Rows of PAIRS; those not between these records are left aside.

    Returns:
        An explanation.
    """
    ids = tuple(sorted(str(record["record_id"]) for record in records))
    inside = [pair for pair in pairs if pair["left"] in ids and pair["right"] in ids]
    inside.sort(key=lambda pair: (-float(pair["match_weight"]), str(pair["left"]), str(pair["right"])))
    head = {record: record for record in ids}
    links = []
    for pair in inside:
        left, right = head[pair["left"]], head[pair["right"]]
        if left != right:
            head = {record: left if of == right else of for record, of in head.items()}
            links.append(
                (str(pair["left"]), str(pair["right"]), float(pair["match_weight"]), float(pair["probability"]))
            )
    weakest = links[-1] if links and len(links) == len(ids) - 1 else None
    conflicts = {}
    for name in _FACTS:
        values = tuple(sorted({VALUES[name](record) for record in records} - {NOT_STATED}))
        if len(values) > 1:
            conflicts[name] = values
    return PersonExplained(ids, tuple(links), weakest, conflicts, _told(ids, weakest, conflicts))


def _told(
    ids: tuple[str, ...], weakest: tuple[str, str, float, float] | None, conflicts: Mapping[str, tuple[str, ...]]
) -> str:
    if len(ids) == 1:
        return f"{ids[0]} stands alone: no other record was likely enough to be the same person."
    said = [f"{len(ids)} records are taken for one person."]
    if weakest is not None:
        left, right, weight, probability = weakest
        said.append(f"The weakest link that holds them is {left} with {right}: {weight:.1f} bits, {probability:.0%}.")
    else:
        said.append(
            "Not all of them were compared directly: a judgement, or what they share with the others, holds them."
        )
    said += [
        f"They disagree on {name}: " + "; ".join(f"“{value}”" for value in values) + "."
        for name, values in conflicts.items()
    ]
    return " ".join(said)


def _found(name: str, pair: Row) -> str:
    """Return what the comparison found, in the words of its level."""
    if name == RELATIVES:
        return "what these share, a family or the dead of one event may share"
    levels = next(term.levels for term in TERMS if term.name == name)
    return levels[int(pair[f"l_{name}"])].label


def _reason(name: str, values: tuple[str, str], weight: float, found: str) -> str:
    left, right = values
    if abs(weight) < LITTLE:
        side = "says nothing"
    elif name == RELATIVES:
        side = "so they count for less" if weight < 0 else "but that does not hold here"
    else:
        side = "speaks for one person" if weight > 0 else "speaks against one person"
    return f"“{left}” and “{right}”: {found}; {side}"


def _name(part: str) -> Callable[[Row], str]:
    def value(record: Row) -> str:
        own = [str(record[f"{part}_{script}"]) for script in SCRIPTS if record.get(f"{part}_{script}")]
        in_parts = any(record.get(f"{other}_{script}") for other in NAME_PARTS for script in SCRIPTS)
        return " / ".join(own) or (NOT_STATED if in_parts else _whole(record))

    return value


def _whole(record: Row) -> str:
    return " / ".join(str(record[name]) for name in ("name_ar", "name_latin") if record.get(name)) or NOT_STATED


def stated(field: str, record: Row) -> str:
    """Return what a record, or a person, states of a field of CONFLICTS; `not stated` where nothing."""
    read = {"age": _interval("age_low", "age_high"), "birth": _interval("birth_from", "birth_to")}
    return (read.get(field) or VALUES.get(field) or _field(field))(record)


def _interval(low: str, high: str) -> Callable[[Row], str]:
    def value(record: Row) -> str:
        ends = [record.get(low), record.get(high)]
        if ends == [None, None]:
            return NOT_STATED
        first, last = (f"{end:g}" if isinstance(end, float) else str(end) for end in ends)
        return first if first == last else f"{first} to {last}"

    return value


def _birth(record: Row) -> str:
    born, aged = _interval("birth_from", "birth_to")(record), _interval("age_low", "age_high")(record)
    told = [f"born {born}"] * (born != NOT_STATED) + [f"aged {aged}"] * (aged != NOT_STATED)
    return ", ".join(told) or NOT_STATED


def _place(record: Row) -> str:
    parts = [str(record[name]) for name in ("locality", "district", "governorate") if record.get(name)]
    return ", ".join(parts) or str(record.get("place") or NOT_STATED)


def _field(name: str) -> Callable[[Row], str]:
    return lambda record: str(record.get(name) or NOT_STATED)


VALUES: Mapping[str, Callable[[Row], str]] = {
    **{part: _name(part) for part in ("given", "father", "grandfather", "family")},
    "birth": _birth,
    "death": _interval("death_from", "death_to"),
    "place": _place,
    "sex": _field("sex"),
    "status": _field("status"),
    "cause": _field("cause"),
    "identifier": _field("identifier"),
    RELATIVES: _whole,
}
_FACTS = ("birth", "death", "place", "sex", "status", "cause", "identifier")
