"""How well records were linked: precision, recall and matches with intervals, from judged pairs or else from the model.

From judgements: pairs are divided into classes of probability, each into pairs that were joined and pairs that were
not; in each part, the share of matches among the pairs that were drawn by lot and judged speaks for all of it, and what
the calibrated model expects there counts as some more judged pairs. From the model alone: its probabilities, moved by
what its calibration may be off.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, gammaincinv  # scipy.stats would take 30 MB and a second to import

from tollbook.linkage.learning import FEWEST, bits
from tollbook.linkage.reviewing import CLASSES

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LEVEL = 0.95
ENOUGH = 5  # decoys expected of a class
LEAST_BITS = -6.0  # log2 odds; two bits above the least that pairs are kept for
_FIRM = 20.0  # judged pairs that the model's word counts as; one alone is too sure of a class without a single error
_STEP = 0.25  # bits; pairs are moved together in steps as fine as this


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of each pair that was kept.

    Attributes:
        unlabelled: Chance by the model alone. Shape (pairs,).
        probability: Chance as calibrated. Shape (pairs,).
        joined: Whether both records became one person. Shape (pairs,).
        checked: Whether the pair was drawn by lot and judged. Shape (pairs,).
        same: Whether it was judged one person; False where not judged. Shape (pairs,).
    """

    unlabelled: Array
    probability: Array
    joined: Flags
    checked: Flags
    same: Flags


def quality(pairs: Pairs, errors: tuple[Array, Array], *, prior: float, rng: np.random.Generator) -> dict[str, Any]:
    """Return how well a linkage does; values that JSON can hold.

    Args:
        pairs: Of the linkage.
        errors: How far the calibration may be off, draw by draw: bits of the prior, and a share of the evidence.
        prior: Log2 odds of two records before they are compared.
        rng: All randomness of the intervals from judgements.

    Returns:
        `basis` (`judged` or `model`), `judged`, `needed`, and `precision`, `recall`, `matches` (pairs that are one
        person) with `value`, `low`, `high` each; None where there is nothing to tell.
    """
    judged = int(pairs.checked.sum())
    if judged >= FEWEST:
        joined, apart = _by_lot(pairs, errors, prior, rng)
    else:
        joined, apart = (_expected(pairs, side, errors, prior) for side in (pairs.joined, ~pairs.joined))
    matches, linked = joined + apart, int(pairs.joined.sum())
    return {
        "basis": "judged" if judged >= FEWEST else "model",
        "judged": judged,
        "needed": FEWEST,
        "level": LEVEL,
        "joined": linked,
        "precision": _told(joined / linked) if linked else None,
        "recall": _told(joined[matches > 0] / matches[matches > 0]) if (matches > 0).any() else None,
        "matches": _told(matches),
        "classes": _classes(pairs),
    }


def _told(drawn: Array) -> dict[str, float]:
    """Return the first value, which is the estimate, and the interval of the others; the value alone without draws."""
    value = float(drawn[0])
    low, high = np.quantile(drawn[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(drawn) > 1 else (value, value)
    return {"value": value, "low": min(float(low), value), "high": max(float(high), value)}


def _by_lot(pairs: Pairs, errors: tuple[Array, Array], prior: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return matches among joined and other pairs: the estimate, then draws of it. Shape (1 + draws,) each.

    Source: Marchant and Rubinstein 2017 (evaluating entity resolution on stratified samples).
    """
    found = np.zeros((2, 1 + len(errors[0])))
    for low, high in pairwise(CLASSES):
        inside = _is_inside(pairs.unlabelled, low, high)
        for side, joined in enumerate((pairs.joined, ~pairs.joined)):
            part = inside & joined
            size = int(part.sum())
            if not size:
                continue
            checked, same = int((part & pairs.checked).sum()), int((part & pairs.checked & pairs.same).sum())
            expected = np.clip(_expected(pairs, part, errors, prior) / size, 1e-9, 1.0 - 1e-9)
            yes, no = same + _FIRM * expected, checked - same + _FIRM * (1.0 - expected)
            share = rng.beta(yes, no)
            share[0] = yes[0] / (yes[0] + no[0])
            found[side] += same + (size - checked) * share
    return found[0], found[1]


def _expected(pairs: Pairs, part: Flags, errors: tuple[Array, Array], prior: float) -> Array:
    """Return matches among some pairs as the calibrated model expects them: the estimate, then draws of it."""
    offset, slope = errors
    held = pairs.probability[part]
    at, count = np.unique(np.round(bits(held) / _STEP), return_counts=True)
    odds = at * _STEP
    moved = odds + offset[:, None] + slope[:, None] * (odds - prior)
    draws = (count / (1.0 + 2.0 ** -np.clip(moved, -60, 60))).sum(axis=1)
    return np.concatenate([[held.sum()], draws])


def _classes(pairs: Pairs) -> list[dict[str, float]]:
    """Return, for each class of probability, how many pairs it has, what is expected of them, and what was judged."""
    made = []
    for low, high in pairwise(CLASSES):
        inside = _is_inside(pairs.unlabelled, low, high)
        checked = inside & pairs.checked
        if inside.any():
            made.append(
                {
                    "from": low,
                    "to": high,
                    "pairs": int(inside.sum()),
                    "model": float(pairs.unlabelled[checked if checked.any() else inside].mean()),
                    "calibrated": float(pairs.probability[checked if checked.any() else inside].mean()),
                    "judged": int(checked.sum()),
                    "same": int((checked & pairs.same).sum()),
                    **_judged_share(int(checked.sum()), int((checked & pairs.same).sum())),
                }
            )
    return made


def _judged_share(judged: int, same: int) -> dict[str, float]:
    """Return the interval of a judged share (Jeffreys); nothing where nobody has judged."""
    if not judged:
        return {}
    low, high = betaincinv(same + 0.5, judged - same + 0.5, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return {"low": 0.0 if same == 0 else float(low), "high": 1.0 if same == judged else float(high)}


def _is_inside(probability: Array, low: float, high: float) -> Flags:
    return (probability > 0.0) & (probability >= low) & ((probability < high) | (high == CLASSES[-1]))


def by_decoys(table: Array, stands_for: float) -> list[dict[str, float]]:
    """Return classes of pairs, each with how many of them should be different people and how many decoys say are.

    Classes of one bit are joined, from the surest down, until five decoys are expected of each; of fewer, chance says
    more than the linkage. Below LEAST_BITS nothing is said: rows that only another spelling would have made so alike
    were never kept as decoys.

    Args:
        table: Of the calibration. Shape (classes, 4).
        stands_for: Pairs that one decoy stands for; 0 where no list holds each person once.

    Returns:
        For each class, the surest first: `pairs`, `expected_different`, `different`, and `low`, `high`, the 95 %
        interval of the last (Poisson, Jeffreys' prior).
    """
    made: list[dict[str, float]] = []
    joined = np.zeros(3)
    for row in table[table[:, 0] >= LEAST_BITS][::-1] if stands_for > 0 else ():
        joined = joined + row[1:]
        if joined[1] >= ENOUGH * stands_for:
            pairs, expected, decoys = joined.tolist()
            low, high = gammaincinv(decoys + 0.5, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) * stands_for
            made.append(
                {
                    "pairs": pairs,
                    "expected_different": expected,
                    "different": decoys * stands_for,
                    "low": float(low) if decoys else 0.0,
                    "high": float(high),
                }
            )
            joined = np.zeros(3)
    return made
