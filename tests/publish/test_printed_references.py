"""Every reference of a count or an estimate that the report prints can be followed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tollbook.errors import UnknownReferenceError
from tollbook.model.results import Results
from tollbook.publish import render
from tollbook.store.folder import CaseFolder
from tollbook.trail import Way, follow


@pytest.fixture(scope="module")
def way(invented: Results) -> Way:
    return Way(CaseFolder(Path("case"), invented.case), invented)


def test_every_printed_count_is_followed_to_as_many_people(way: Way) -> None:
    page = html.document_fromstring(render(way.results))
    printed = {
        ref: int(link.text_content().replace(",", ""))
        for link in page.xpath("//section[@id='documented']//td[contains(@class,'r')]/a")
        if (ref := link.get("href").removeprefix("#")).startswith("count:two_sources:sex")
    }

    assert printed
    for ref, people in printed.items():
        assert follow(way, ref).facts[0] == ("people", f"{people:,}")


def test_a_cell_that_is_zero_under_one_rule_only_is_no_unknown_reference(way: Way) -> None:
    held = way.results.counts
    lost = next(ref for ref in held["ref"] if ref.startswith("count:two_sources:month="))
    fewer = way.results.people.filter(way.results.people["month"] != lost.rpartition("=")[2])
    empty = Way(way.folder, _with(way.results, people=fewer, counts=held.filter(held["ref"] != lost)))

    assert follow(empty, lost).facts[0] == ("people", "0")
    with pytest.raises(UnknownReferenceError):
        follow(empty, "count:two_sources:month=1066-10")


def test_an_estimate_of_a_stratum_leads_to_the_count_of_it(way: Way) -> None:
    for key, estimate in way.results.estimates.items():
        step = follow(way, f"estimate:{key}")

        assert all(lead in set(way.results.counts["ref"]) for lead in step.leads)
        assert step.leads or estimate.table.stratum


def _with(results: Results, **changes: object) -> Results:
    return replace(results, **changes)  # type: ignore[arg-type]  # what is changed is a table
