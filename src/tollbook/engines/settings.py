"""Our model as a Splink settings file, and such a file, trained anywhere, as our model.

Each term is one comparison whose levels are letters of `tollbook_compare`; its m and u are chances among all pairs that
state the term, ours being within a group of levels. What Splink's model has no place for is put in its terms: the prior
of each two lists is a comparison of its own, and what a family explains is written in digits, one comparison a digit.
The rest stands as JSON in the label of the first digit's first level, for of free texts Splink saves only labels.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.engines.comparing import BASE, DIGITS, FIRST_LETTER, FUNCTION, UNITS_A_BIT
from tollbook.engines.model import Model
from tollbook.errors import CaseError
from tollbook.linkage.parameters import Parameters
from tollbook.linkage.scan import N_TERMS
from tollbook.linkage.terms import COMPANY, MAX_LEVELS, TERMS, Level, Term, groups

FORMAT = 1
LISTS = "lists"
DIGIT = "relatives_"
_UNSEEN = 1e-6  # what Splink counts for the chance of a level that its training did not see
_SMALLEST = 1e-300  # Splink refuses chances below
_LEVEL = re.compile(rf"substr(?:ing)?\(\s*{FUNCTION}\(.*?\),\s*(\d+),\s*1\)\s*=\s*'(.)'", re.IGNORECASE)
# Two rows of one list that holds each person once, and one who was born after the other died, are no pair.
_MAY_BE_ONE = (
    "NOT (l.once AND l.list_number = r.list_number) AND coalesce(l.born <= r.died_by, true) "
    "AND coalesce(r.born <= l.died_by, true)"
)


def splink_settings(model: Model, shares: Mapping[str, float], *, rules: int) -> dict[str, Any]:
    """Return a settings file of Splink that weighs pairs as ours.

    Args:
        model: The model.
        shares: Of each column of frequencies that has values, the chance that two of them agree.
        rules: How many columns `block_1`, `block_2`... the records have; each brings pairs together.

    Returns:
        Settings, as JSON holds them.
    """
    comparisons = [_comparison(model, shares, at, term) for at, term in enumerate(TERMS)]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model.parameters.match_share,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": ["record_id"],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.block_{rule} = r.block_{rule} AND {_MAY_BE_ONE}"} for rule in range(1, rules + 1)
        ],
        "comparisons": [*comparisons, _lists(model), *_digits(model)],
    }


def read_settings(found: Mapping[str, Any], *, where: str) -> Model:
    """Return the model of a settings file that Tollbook wrote, its chances as they now are.

    Args:
        found: Settings, as JSON holds them.
        where: The file, for the error.

    Returns:
        The model.

    Raises:
        CaseError: When the file is not one that Tollbook wrote for this version's comparisons, or is not trained.
    """
    by_name = {str(said.get("output_column_name")): said for said in found.get("comparisons", [])}
    missing = [name for name in (*(term.name for term in TERMS), LISTS, f"{DIGIT}1") if name not in by_name]
    if missing:
        raise _foreign(f"it has no comparison {missing[0]!r}", where)
    rest = _rest(by_name[f"{DIGIT}1"], where)
    slope = float(rest["slope"])
    m, u = np.zeros((N_TERMS, MAX_LEVELS)), np.zeros((N_TERMS, MAX_LEVELS))
    for at, term in enumerate(TERMS):
        _read_comparison(by_name[term.name], (at, term, slope), (m, u), where)
    share = float(found["probability_two_random_records_match"])
    if not 0.0 < share < 1.0:
        raise _foreign("its probability_two_random_records_match is not between 0 and 1", where)
    parameters = Parameters(
        m=m,
        u=u,
        company=_company(np.array(rest["company"], dtype=np.float64), m, u),
        match_share=share,
        company_share=np.array(rest["company_share"], dtype=np.float64),
        pairs=float(rest["pairs"]),
        name_groups=np.array(rest["name_groups"], dtype=np.float64),
    )
    lists = tuple(str(name) for name in rest["lists"])
    return Model(parameters, lists, _read_lists(by_name[LISTS], lists, share, where), slope)


def condition(place: int, letter: int) -> str:
    """Return the SQL of "the letter at this place (from 1) of how the pair compares is this one" (from 0)."""
    return f"substr({FUNCTION}(features_l, features_r), {place}, 1) = '{chr(FIRST_LETTER + letter)}'"


def _comparison(model: Model, shares: Mapping[str, float], at: int, term: Term) -> dict[str, Any]:
    group, whole = groups()[at], int(groups()[at].max())
    m, u = model.parameters.m[at], model.parameters.u[at]
    levels: list[dict[str, Any]] = [_null(term.levels[0].label, at + 1)]
    tables: dict[str, dict[str, Any]] = {}
    for number, level in enumerate(term.levels):
        if group[number] <= 0:
            continue
        made = {
            "sql_condition": condition(at + 1, number),
            "label_for_charts": level.label,
            "m_probability": max(float(u[number] * (m[number] / u[number]) ** model.slope / whole), _SMALLEST),
            "u_probability": float(u[number] / whole),
        }
        if level.frequency is not None and level.frequency in shares:
            made |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": model.slope}
            tables[level.frequency] = _average(level.frequency, shares[level.frequency])
        levels.append(made)
    return {"output_column_name": term.name, "comparison_levels": [*levels, *tables.values()]}


def _null(label: str, place: int) -> dict[str, Any]:
    return {"sql_condition": condition(place, 0), "label_for_charts": label, "is_null_level": True}


def _average(column: str, share: float) -> dict[str, Any]:
    """Return a level that no pair reaches: it tells Splink the average that a value's rarity is measured against."""
    return {
        "sql_condition": f"{column}_l = {column}_r",
        "label_for_charts": f"chance that two values of {column} agree",
        "m_probability": share,
        "u_probability": share,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _fixed(sql: str, label: str, log2_weight: float) -> dict[str, Any]:
    """Return a level of a given weight that training leaves alone."""
    m, u = (1.0, 2.0**-log2_weight) if log2_weight > 0 else (2.0**log2_weight, 1.0)
    return {
        "sql_condition": sql,
        "label_for_charts": label,
        "m_probability": m,
        "u_probability": u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _lists(model: Model) -> dict[str, Any]:
    common = _log_odds(model.parameters.match_share)
    levels = []
    for a, left in enumerate(model.lists):
        for b, right in list(enumerate(model.lists))[a:]:
            sql = f"list_number_l = {a} AND list_number_r = {b}"
            if a != b:
                sql = f"({sql}) OR (list_number_l = {b} AND list_number_r = {a})"
            levels.append(_fixed(sql, f"{left} and {right}", float(model.prior[a, b]) - common))
    none = {"sql_condition": "list_number_l IS NULL", "label_for_charts": "no list", "is_null_level": True}
    return {"output_column_name": LISTS, "comparison_levels": [none, *levels]}


def _digits(model: Model) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for digit in range(DIGITS):
        unit = BASE ** (DIGITS - 1 - digit) / UNITS_A_BIT
        place = N_TERMS + digit + 1
        levels = [_null("none", place)]
        levels += [_fixed(condition(place, n), f"{n * unit:g} bits less", -n * unit) for n in range(1, BASE)]
        made.append({"output_column_name": f"{DIGIT}{digit + 1}", "comparison_levels": levels})
    parameters = model.parameters
    rest = {
        "tollbook": FORMAT,
        "lists": list(model.lists),
        "slope": model.slope,
        "pairs": parameters.pairs,
        "company_share": parameters.company_share.tolist(),
        "name_groups": parameters.name_groups.tolist(),
        "company": parameters.company.tolist(),
    }
    made[0]["comparison_levels"][0]["label_for_charts"] = json.dumps(rest)
    return made


def _read_comparison(
    said: Mapping[str, Any],
    of: tuple[int, Term, float],
    out: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    where: str,
) -> None:
    """Write the chances of one comparison's levels, within their groups."""
    at, term, slope = of
    m, u = out
    seen = set()
    for level in said.get("comparison_levels", []):
        found = _LEVEL.fullmatch(str(level.get("sql_condition", "")).strip())
        if found is None:
            continue
        number = ord(found[2]) - FIRST_LETTER
        if int(found[1]) != at + 1 or not _is_level(term.levels, number, level):
            raise _foreign(f"a level of its comparison {term.name!r} is none of ours: {level['sql_condition']}", where)
        seen.add(number)
        if number == 0:
            m[at, 0] = u[at, 0] = 1.0
        else:
            m[at, number] = float(level.get("m_probability", _UNSEEN))
            u[at, number] = float(level.get("u_probability", _UNSEEN))
    if len(seen) != len(term.levels):
        raise _foreign(f"its comparison {term.name!r} has {len(seen)} levels and not {len(term.levels)}", where)
    trained = [level for level in said["comparison_levels"] if not level.get("fix_m_probability")]
    if not any("m_probability" in level for level in trained) or not any("u_probability" in level for level in trained):
        raise _foreign(f"its comparison {term.name!r} has no probabilities: it was not trained", where)
    group = groups()[at]
    stated = group > 0
    m[at, stated] = u[at, stated] * (m[at, stated] / u[at, stated]) ** (1.0 / slope)
    for table in (m, u):
        for kind in range(1, int(group.max()) + 1):
            table[at, group == kind] /= table[at, group == kind].sum()


def _is_level(levels: Sequence[Level], number: int, said: Mapping[str, Any]) -> bool:
    return number < len(levels) and said.get("label_for_charts") == levels[number].label


def _rest(said: Mapping[str, Any], where: str) -> dict[str, Any]:
    try:
        rest = json.loads(str(said["comparison_levels"][0]["label_for_charts"]))
    except (ValueError, LookupError):
        rest = {}
    wanted = ("lists", "slope", "pairs", "company_share", "name_groups", "company")
    if not isinstance(rest, dict) or rest.get("tollbook") != FORMAT or any(name not in rest for name in wanted):
        raise _foreign(f"the first label of its comparison '{DIGIT}1' is not what Tollbook wrote there", where)
    shape = (len(COMPANY), N_TERMS, MAX_LEVELS)
    if np.shape(rest["company"]) != shape or np.shape(rest["company_share"]) != shape[:1]:
        raise _foreign("its company of siblings, relatives and events has another shape than ours", where)
    return rest


def _company(
    stored: npt.NDArray[np.float64], m: npt.NDArray[np.float64], u: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return company as the file has it where it is free, and where it is not, as m or u now are."""
    kinds = range(len(COMPANY))
    shared = np.array([[[term.company[kind] == "shared"] for term in TERMS] for kind in kinds])
    free = np.array([[[term.company[kind] == "free"] for term in TERMS] for kind in kinds])
    return np.where(shared, m, np.where(free, stored, u))


def _read_lists(said: Mapping[str, Any], lists: tuple[str, ...], share: float, where: str) -> npt.NDArray[np.float64]:
    ratio = {
        str(level.get("label_for_charts")): np.log2(float(level["m_probability"]) / float(level["u_probability"]))
        for level in said["comparison_levels"]
        if not level.get("is_null_level")
    }
    prior = np.zeros((len(lists), len(lists)))
    for a, left in enumerate(lists):
        for b in range(a, len(lists)):
            name = f"{left} and {lists[b]}"
            if name not in ratio:
                raise _foreign(f"its comparison {LISTS!r} says nothing of {name}", where)
            prior[a, b] = prior[b, a] = _log_odds(share) + ratio[name]
    return prior


def _log_odds(share: float) -> float:
    return float(np.log2(share / (1.0 - share)))


def _foreign(what: str, where: str) -> CaseError:
    return CaseError(
        f"this is no settings file that Tollbook can take a model from: {what}",
        where=where,
        mend="train the settings.json that `tollbook linkage export` wrote, without renaming its comparisons or levels",
    )
