"""The section on estimates: plots for the whole and for strata, sums, and what has to be said beside a number."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from lxml import html

from tollbook.estimation import imputation
from tollbook.model.estimate import CaptureTable, Estimate, MethodResult
from tollbook.model.results import Results
from tollbook.publish import render, write_estimates
from tollbook.publish.estimated import MOST_DRAWN
from tollbook.publish.estimates import method_name
from tollbook.publish.words import words

PATTERNS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=bool)
COUNTS = np.array([40, 35, 30, 20, 15, 12, 9])


def of_year(year: str, *, estimable: bool = True) -> Estimate:
    table = CaptureTable(("a", "b", "c"), PATTERNS, COUNTS, stratum={"year": year})
    draws = table.n + np.random.default_rng(int(year)).gamma(40, 2, 500)
    result = MethodResult("decomposable_graphs", float(np.median(draws)), None, (200.0, 280.0), 0.95, {}, draws)
    if not estimable:
        return Estimate(table, None, "too few people are on two lists", {}, ())
    return Estimate(table, result, "because", {result.method: result}, ())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_whole_and_each_stratum_have_their_plots(invented: Results, language: str) -> None:
    page = html.fromstring(render(invented, language=language))

    keys = {figure.get("id") for figure in page.iter("figure")}

    for plot in ("sensitivity", "xi", "consistency", "tables", "chains", "cells"):
        assert {f"figure-{plot}-0", f"figure-{plot}-2"} <= keys, plot
    assert "figure-methods-2" in keys
    assert "figure-strata-0" in keys


def test_strata_are_added_up_beside_the_whole_with_what_is_lacking(invented: Results) -> None:
    page = html.fromstring(render(invented))

    (table,) = [one for one in page.iter("table") if "Strata added up" in (one.findtext("caption") or "")]
    rows = [" ".join(" ".join(cell.text_content().split()) for cell in row) for row in table.iter("tr")]

    assert any(row.startswith("armed forces") and "Not estimable" in row for row in rows)
    assert "Not stated, and not filled in 3 3 –" in rows
    assert any(row.startswith("Strata added up 130 160 150–180") for row in rows)
    assert any(row.startswith("The whole") for row in rows)


def test_thresholds_of_linkage_and_priors_of_lists_stand_among_what_was_changed(invented: Results) -> None:
    page = html.fromstring(render(invented))

    rows = [" ".join(" ".join(cell.text_content().split()) for cell in row) for row in page.iter("tr")]

    assert any(row.startswith("records are one person where at least 10% of linkages join them ") for row in rows)
    assert "records are one person where at least 90% of linkages join them no answer" in [row.strip() for row in rows]
    assert any(row.startswith("prior weight of a list 0.5 (latent classes of people) ") for row in rows)


def test_what_must_be_said_beside_the_number_is_said(invented: Results, make: Callable[..., Results]) -> None:
    whole = invented.estimates["all"]
    filled = {"dimensions": {"status": 8}, "imputations": 20, "n": 120, "people": 7, "model": imputation.MODEL}
    changed = replace(invented, estimates={**invented.estimates, "all": replace(whole, filled=filled)})

    text = " ".join(html.fromstring(render(changed)).get_element_by_id("estimate:all").text_content().split())

    for said in (
        "One closed group of people",
        "Territory: Harbour, Uplands",
        "Period:",
        "It assumes",
        "Lists used",
        "Lists left out here:",
        "at most 10 classes",
        "seed 19481210",
        "every draw is in out/draws.parquet",
        "filled in 20 times",
        "a person is like people on the same lists",
        "or like everybody. The methods beside",
        "documented",
    ):
        assert said in text, said


def test_periods_are_drawn_through_time_with_those_that_have_no_estimate(tmp_path: Path) -> None:
    made = {f"year={year}": of_year(year, estimable=year != "2014") for year in ("2013", "2014", "2015")}

    write_estimates(made, (), tmp_path / "page.html", title="a table", seed=7)

    page = html.fromstring((tmp_path / "page.html").read_bytes())
    figure = page.get_element_by_id("figure-series-0-0").text_content()
    assert "2014: 161 documented; not estimable" in figure
    assert "Not estimable, documented people alone: 2014." in figure
    assert "tollbook why" not in page.text_content()


def test_methods_have_names_in_plain_words() -> None:
    told = method_name("decomposable_graphs_over_linkages_and_imputations", words("en"))

    assert told == "graphs of lists that lean on each other, averaged over linkages and what was filled in"
    assert "_" not in method_name("latent_classes_over_linkages", words("ar"))


def test_many_strata_are_all_printed_though_only_the_largest_are_drawn(tmp_path: Path) -> None:
    made = {f"year={year}": of_year(str(year)) for year in range(1990, 2005)}

    write_estimates(made, (), tmp_path / "page.html", title="a table", seed=7)

    page = html.fromstring((tmp_path / "page.html").read_bytes())
    assert all(page.get_element_by_id(f"estimate:{name}") is not None for name in made)
    drawn = [one for one in page.iter("figure") if (one.get("id") or "").startswith("figure-cells-")]
    assert len(drawn) == MOST_DRAWN
    assert f"the {MOST_DRAWN} strata with most documented people" in page.text_content()
