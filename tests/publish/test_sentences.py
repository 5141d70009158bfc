"""What checks of an estimate say is said in Arabic too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from tollbook.estimation import Settings, estimate, over_linkages
from tollbook.estimation.pooling import Pooled
from tollbook.estimation.warnings import reviewed
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult
from tollbook.publish.words import words

QUICK = Settings(draws=200, methods=("decomposable_graphs", "log_linear", "chao_lower_bound"))
CODES = {"E1", "E2", "E3", *(f"W{number}" for number in range(1, 13))}


def table(**cells: int) -> CaptureTable:
    """Return a table whose cells are named by the lists that hold them, such as AB."""
    lists = sorted(set("".join(cells)))
    held = np.array([[name in cell for name in lists] for cell in cells])
    return CaptureTable(tuple(lists), held, np.array(list(cells.values())))


def answered(made: CaptureTable, settings: Settings = QUICK, **dropped: str) -> Estimate:
    return estimate(made, rng=np.random.default_rng(1), settings=settings, dropped=dropped)


def result(method: str, median: float, **diagnostics: object) -> MethodResult:
    draws = np.linspace(median * 0.8, median * 1.2, 200)
    return MethodResult(method, median, median, (median * 0.8, median * 1.2), 0.95, diagnostics, draws)


def made() -> list[Estimate]:
    """Estimates that raise one check or another."""
    good = table(A=100, B=90, C=80, AB=40, AC=35, BC=30, ABC=15)
    apart = table(A=60, B=60, C=60, AB=20, D=50, E=50, DE=20)
    some = answered(good)
    draws = [table(A=100 + k, B=90, C=80, AB=40 - k, AC=35, BC=30, ABC=15) for k in range(30)]
    rng = np.random.default_rng(1)
    return [
        some,
        answered(table(A=60, B=60, AB=20)),
        answered(table(A=30, AB=20, C=3, B=4, ABC=12), D="does not cover governorate Invented"),
        answered(good, D="covers 2013-01-01 to 2014-12-31, not all of 2013-01-01 on"),
        answered(good, D="covers to 2014-12-31, not all of any time", E="does not cover status civilian"),
        answered(replace(good, lists=("A", "B", "C", "E"), patterns=np.pad(good.patterns, ((0, 0), (0, 1))))),
        answered(table(A=100, B=90, C=80, D=3, AB=40, AC=35, BC=30, ABC=15)),
        answered(table(A=60, B=60, C=60, AB=3)),
        answered(apart),
        answered(table(A=60, B=60, C=60, AB=20, BC=20, AC=10, ABC=9, D=5, DE=6, E=4)),
        answered(table(AB=50, ABC=40, C=60)),
        answered(table(ABC=50, A=100, B=100, C=100)),
        answered(table(A=900, B=700, C=800, AB=4, AC=3, BC=3)),
        answered(good, Settings(methods=("log_linear",))),
        answered(good, Settings(sweeps=1_000, draws=200, effective=100)),
        over_linkages(some, draws, rng=rng, settings=QUICK),
        over_linkages(some, draws, rng=rng, settings=QUICK, imputations=[k % 3 for k in range(30)]),
        over_linkages(some, draws[:3], rng=rng, settings=QUICK, imputations=[0, 1, 2]),
    ]


def rare() -> Iterable[tuple[str, str, str]]:
    """Checks that tables of a test raise only after long runs: code, text, mend."""
    some = table(A=100, B=90, C=80, D=40, AB=40, AC=35, BC=30, ABC=15, BD=20)
    classes = {"converged": True, "predictive": 0.004}
    methods = {
        "latent_classes": result("latent_classes", 900, **classes),
        "decomposable_graphs": result("decomposable_graphs", 5_000, mass_near_edge=0.01),
        "log_linear": result(
            "log_linear", 300, weight_without_maximum=0.8, evidence_of_dependence=9.0, heterogeneity=3.0
        ),
    }
    probes = {
        "without_list": {"A": 9_000.0},
        "without_list_interval": {"A": [8_000.0, 9_900.0]},
        "classes": {"2": 900.0, "5": 1_300.0},
        "list_prior": {"0.5": 900.0, "1": 1_300.0},
        "delta": {"0.25": 900.0, "1": 1_300.0},
        "each_list_as_population": {"A": {"holds": 40, "others_say": 90.0, "error": 1.25, "interval": [70, 120]}},
    }
    found = [*reviewed(some, methods, probes, headline="latent_classes")]
    astray = {"rhat": 1.2, "ess_bulk": 30.0, "ess_tail": 20.0, "chain_medians": [400.0, 900.0], "converged": False}
    found += reviewed(some, {"latent_classes": result("latent_classes", 900, **astray)}, {}, headline=None)
    for open_end in (True, False):
        told = {"converged": False, "equally_good": {"from": 400.0, "to": 900.0, "open_end": open_end}}
        found += reviewed(some, {"latent_classes": result("latent_classes", 400, **told)}, {}, headline=None)
    none = MethodResult("log_linear", 450, None, None, 0.95)
    found += reviewed(some, {"log_linear": none}, {}, headline=None)
    pool = Pooled("latent_classes", 1.0, 1.0, (1, 1), 0.95, np.ones(1), (1, 1, 1), {}, (1.0, 2.0), {})
    return [(check.code, check.text, check.mend) for check in (*found, *pool.checks)]


@pytest.fixture(scope="module")
def told() -> list[tuple[str, str]]:
    """Every sentence with the code of its check."""
    found = [(code, text) for code, *texts in rare() for text in texts]
    for one in made():
        found += [(check.code, text) for check in one.checks for text in (check.text, check.mend)]
        found += [("", text) for text in (one.rule, *one.dropped.values())]
        found += [("", str(each.diagnostics.get("assumption", ""))) for each in one.methods.values()]
    return sorted(set(found))


def test_every_check_is_among_those_tried(told: list[tuple[str, str]]) -> None:
    assert {code for code, _ in told} - {""} == CODES


def test_everything_that_an_estimate_says_is_translated(told: list[tuple[str, str]]) -> None:
    english = [text for _, text in told if 'lang="en"' in words("ar").sentence(text)]

    assert english == []


def test_no_english_word_is_left_inside_a_translation(told: list[tuple[str, str]]) -> None:
    names = re.compile(r"</?bdi>|\b([A-E]|N|R-hat|BIC|z|Invented|delta)\b")
    left = {text: words("ar").sentence(text) for _, text in told}

    assert {text: said for text, said in left.items() if re.search(r"[A-Za-z]{2,}", names.sub("", said))} == {}


def test_a_sentence_that_nobody_translated_is_marked_as_english() -> None:
    said = words("ar").sentence("moved from here to there; 3 on")

    assert said == '<span lang="en" dir="ltr">Moved from here to there; 3 on.</span>'


def test_values_of_a_sentence_are_kept() -> None:
    said = words("ar").sentence("methods disagree: chao_lower_bound says 333, decomposable_graphs says 201")

    assert "<bdi>333</bdi>" in said
    assert "<bdi>201</bdi>" in said
    assert "chao" not in said
