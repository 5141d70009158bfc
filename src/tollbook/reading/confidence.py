"""How likely each part of what was read is right: logistic in what the reader can see of its own work.

The weights are in data/confidence.json, fitted by benchmarks/reading/calibrate.py on annotated texts.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from math import exp
from typing import TypeVar

from tollbook.model.document import Statement, Toll
from tollbook.model.vocabulary import Measure, Qualifier, Stance
from tollbook.reading.page import QUOTE_MARKS, Page
from tollbook.reading.statements.cues import CUE_NOUNS

STATEMENT_PARTS = ("statement found", "speaker", "stance", "content")
TOLL_PARTS = ("toll value", "qualifier", "group", "parent")
_NAMES = {"statement found": "found", "toll value": "value"}
MODEL: dict[str, dict[str, float]] = json.loads(
    files("tollbook.reading").joinpath("data/confidence.json").read_text(encoding="utf-8")
)["parts"]
_Item = TypeVar("_Item", Statement, Toll)
_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "who"))
_PLAIN = (Stance.ASSERTS, Stance.REPORTS)


def with_confidence(
    page: Page, statements: Sequence[Statement], tolls: Sequence[Toll], *, parsed: bool
) -> tuple[tuple[Statement, ...], tuple[Toll, ...]]:
    """Return statements and tolls with the probability that they, and each of their parts, are right.

    Args:
        page: The document.
        statements: Its statements.
        tolls: Its tolls.
        parsed: Whether a grammatical parser read it.

    Returns:
        Both. `confidence` is the probability that the statement is one, or that the toll's measure and value are right;
        `confidences` holds that and, given that, the probability of each other part; of a parent where one was read.
    """
    seen = statement_features(page, statements, parsed=parsed)
    counted = toll_features(page, tolls)
    return (
        tuple(_judged(said, STATEMENT_PARTS, seen[said.id]) for said in statements),
        tuple(_judged(toll, TOLL_PARTS if toll.parent else TOLL_PARTS[:-1], counted[toll.id]) for toll in tolls),
    )


def _judged(item: _Item, parts: Sequence[str], features: Mapping[str, float]) -> _Item:
    found = tuple((_NAMES.get(part, part), probability(part, features)) for part in parts)
    return replace(item, confidence=found[0][1], confidences=found)


def probability(part: str, features: Mapping[str, float], model: Mapping[str, Mapping[str, float]] = MODEL) -> float:
    """Return the probability that a part is right, to three decimals.

    Args:
        part: One of STATEMENT_PARTS or TOLL_PARTS.
        features: What is seen, by name; a name that the model does not weigh counts for nothing.
        model: Weights by part; `intercept` is the log-odds where nothing is seen.

    Returns:
        Between 0.001 and 0.999.
    """
    weights = model[part]
    odds = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(min(0.999, max(0.001, 1 / (1 + exp(-max(-30.0, min(30.0, odds)))))), 3)


def statement_features(page: Page, statements: Sequence[Statement], *, parsed: bool) -> dict[str, dict[str, float]]:
    """Return what can be seen of each statement, by its id; every value lies between 0 and 1."""
    at = {said.id: _sentence(page, (said.cue or said.content[0]).start) for said in statements}
    crowd = Counter(at.values())
    return {said.id: _of_statement(page, said, crowd[at[said.id]] - 1, parsed=parsed) for said in statements}


def _of_statement(page: Page, said: Statement, others: int, *, parsed: bool) -> dict[str, float]:
    words = sum(len(span.text.split()) for span in said.content)
    speaker = said.speaker.span.text if said.speaker is not None else ""
    cue = said.cue.text.lower().split() if said.cue is not None else []
    last = said.content[-1].end
    gap = 0
    if said.cue is not None:
        left, right = sorted(((said.content[0].start, last), (said.cue.start, said.cue.end)))
        gap = max(0, page.token_at(right[0]) - page.token_at(left[1]))
    return {
        f"rule {said.rule}": 1.0,
        "parsed": float(parsed),
        "carried": float(said.carried),
        "no speaker": float(said.speaker is None),
        "pronoun": float(speaker.lower() in _PRONOUNS),
        "known party": float(said.speaker is not None and said.speaker.party is not None),
        "long speaker": float(len(speaker.split()) > 6),
        "noun cue": float(bool(cue) and cue[-1] in CUE_NOUNS),
        "long cue": float(len(cue) > 2),
        "quoted": float(said.content[0].text[:1] in QUOTE_MARKS),
        "content first": float(said.cue is not None and said.content[0].start < said.cue.start),
        "gap": min(gap, 6) / 6,
        "short": float(words < 3),
        "long": float(words > 25),
        "split": float(len(said.content) > 1),
        "nested": float(said.within is not None),
        "crowded": min(others, 3) / 3,
        "other stance": float(said.stance not in _PLAIN),
        "hedged": float(bool(said.hedges)),
    }


def toll_features(page: Page, tolls: Sequence[Toll]) -> dict[str, dict[str, float]]:
    """Return what can be seen of each toll, by its id; every value lies between 0 and 1."""
    at = {toll.id: _sentence(page, toll.span.start) for toll in tolls}
    crowd = Counter(at.values())
    return {toll.id: _of_toll(page, toll, at, crowd) for toll in tolls}


def _of_toll(page: Page, toll: Toll, at: Mapping[str, int], crowd: Mapping[int, int]) -> dict[str, float]:
    sentence = page.sentences[at[toll.id]] if at[toll.id] >= 0 else None
    tokens = page.words_of(sentence) if sentence is not None else ()
    group = toll.group
    idle = sum(token.number is not None for token in tokens) - crowd[at[toll.id]]
    return {
        "not exact": float(toll.qualifier is not Qualifier.EXACT),
        "vague": float(toll.qualifier in (Qualifier.VAGUE, Qualifier.RANGE, Qualifier.ROUNDED)),
        "in words": float(not any(sign.isdigit() for sign in toll.span.text)),
        "one": float(toll.best in (0, 1)),
        "no group": float(group is None),
        "classed group": float(group is not None and bool(group.status or group.side or group.sex or group.age)),
        "long group": float(group is not None and len(group.text.split()) > 3),
        "part": float(toll.parent is not None),
        "part of another sentence": float(toll.parent is not None and at.get(toll.parent) != at[toll.id]),
        "update": float(toll.updates is not None),
        "increment": float(toll.increment),
        "unclear measure": float(toll.measure is Measure.UNKNOWN),
        "not of the dead": float(toll.measure is not Measure.KILLED),
        "writer's own": float(toll.statement is None),
        "crowded": min(crowd[at[toll.id]] - 1, 4) / 4,
        "other numbers": min(max(idle, 0), 3) / 3,
        "long sentence": float(len(tokens) > 35),
        "short sentence": float(len(tokens) < 8),
    }


def _sentence(page: Page, offset: int) -> int:
    found = page.sentence_at(offset)
    return found.index if found is not None else -1
