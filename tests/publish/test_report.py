"""The report is one file that says where each number comes from, runs nothing, and can be made again."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pytest
from lxml import html

from tollbook.errors import CaseError
from tollbook.model import tables
from tollbook.model.case import Case
from tollbook.model.results import Results
from tollbook.publish import documents, render, write_reports
from tollbook.publish.anchors import anchor
from tollbook.publish.persons import name

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def written(invented: Results) -> str:
    return render(invented)


@pytest.fixture(scope="module")
def page(written: str) -> html.HtmlElement:
    return html.document_fromstring(written)


def test_the_answer_stands_in_four_lines_at_the_top(page: html.HtmlElement) -> None:
    lines = page.get_element_by_id("answer").findall(".//h2")

    assert [line.text_content() for line in lines] == ["Claimed", "Documented", "Estimated", "What does not fit"]


def test_every_link_inside_the_page_leads_somewhere(page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    targets = {unquote(link.removeprefix("#")) for link in page.xpath("//a/@href") if link.startswith("#")}

    assert len(targets) > 100
    assert targets <= ids


def test_no_id_is_used_twice(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))


def test_every_cell_of_the_documented_count_is_a_link_to_its_reference(
    page: html.HtmlElement, invented: Results
) -> None:
    linked = {unquote(link.removeprefix("#")) for link in page.xpath("//section[@id='documented']//a/@href")}

    printed = invented.counts["ref"].to_list()

    assert {ref for ref in printed if anchor(ref) not in linked} == set()


def test_every_origin_prints_the_command_that_follows_it(page: html.HtmlElement) -> None:
    commands = page.xpath("//code[@class='why']/text()")

    assert "tollbook why count:identified:status=civilian" in commands
    assert "tollbook why estimate:all" in commands
    assert "tollbook why check:c1" in commands


def test_a_figure_claimed_leads_to_its_words_in_the_document(page: html.HtmlElement) -> None:
    mark = page.get_element_by_id("toll:observatory-release/t1").getnext()

    assert mark.text_content() == "31,201"


def test_nothing_is_fetched_and_nothing_runs(written: str, page: html.HtmlElement) -> None:
    text, tree = written, page

    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //base")
    assert not tree.xpath("//@style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//@src")
    assert "@import" not in text
    assert "url(http" not in text
    outward = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert all(link.startswith("https://example.org/") for link in outward)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_the_policy_names_the_hash_of_the_style_that_is_printed(page: html.HtmlElement) -> None:
    style = page.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"'sha256-{digest}'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_hostile_words_are_printed_and_never_parsed(make: Callable[..., Results]) -> None:
    case = Case(EVIL, EVIL, (EVIL,))
    results = make(60, case=case)
    source = next(iter(results.sources.values()))
    results = replace(
        results,
        sources=dict(results.sources) | {source.name: replace(source, title=EVIL, publisher=EVIL, licence=EVIL)},
        readings={
            name: replace(r, document=replace(r.document, title=EVIL, publisher=EVIL))
            for name, r in results.readings.items()
        },
        people=results.people.with_columns(
            side=results.people["sex"].replace({"male": EVIL}), place=results.people["place"]
        ),
        manifest={EVIL: EVIL},
        linkage={**results.linkage, "limits": [EVIL], EVIL: [EVIL]},
    )

    tree = html.document_fromstring(render(results))

    assert not tree.xpath("//script | //img")
    assert tree.findtext(".//h1/bdi") == EVIL


def test_the_same_results_give_the_same_bytes(invented: Results, written: str, tmp_path: Path) -> None:
    write_reports(invented, {tmp_path / "report.html": "en"})

    assert (tmp_path / "report.html").read_bytes() == written.encode()


def test_a_case_without_anything_still_says_what_it_lacks(nothing: Results) -> None:
    text = html.document_fromstring(render(nothing)).text_content()

    assert "No list" in text
    assert "No figure" in text
    assert "No estimate" in text


def test_no_name_is_printed_unless_the_case_allows_it(make: Callable[..., Results], written: str) -> None:
    named = render(make(30, case=Case("T", "Q?", privacy="names")))

    assert not re.search("Zahrawi|الزهراوي|Qamareddin", written)
    assert "Zahrawi" in named
    assert [name("Salim al-Zahrawi", privacy) for privacy in ("none", "initials", "names")] == [
        None,
        "S. a.",
        "Salim al-Zahrawi",
    ]


def test_invented_people_are_announced_at_the_top(written: str, nothing: Results) -> None:
    assert "The people in this report are invented" in written
    assert "The people in this report are invented" not in render(nothing)


def test_a_language_that_the_report_does_not_speak_is_refused(invented: Results) -> None:
    with pytest.raises(CaseError, match="does not speak"):
        render(invented, language="xx")


def test_a_refused_estimate_shows_its_reason_and_the_documented_floor(page: html.HtmlElement) -> None:
    card = page.get_element_by_id("estimate:status=armed_forces").text_content()

    assert "Not estimable" in card
    assert "the two lists share nobody" in card.lower()
    assert "42" in card


def test_the_report_shows_what_vague_words_were_taken_to_mean(invented: Results) -> None:
    own = replace(invented, case=replace(invented.case, vague=(("dozens", 12, 60),)))

    rows = html.document_fromstring(render(own)).xpath("//section[@id='methods']//tr[.//span]")
    shown = {row.xpath("string(.//span)"): [cell.text_content() for cell in row.findall("td")[1:]] for row in rows}

    assert shown["dozens"] == ["12", "60", "this case"]
    assert shown["scores"] == ["40", "99", "Tollbook"]


def section(results: Results, *, language: str = "en") -> str:
    tree = html.document_fromstring(render(results, language=language))
    return " ".join(tree.get_element_by_id("linkage").text_content().split())


def test_how_well_records_were_linked_is_told_in_plain_words(invented: Results) -> None:
    said = section(invented)

    assert "98.4% (96.1% to 99.3%)" in said
    assert "120 pairs were drawn by lot and judged by people who saw no score" in said
    assert "a table of the case that holds 1,200 names" in said
    assert "Other judgements make them one person: a = b = c" in said
    assert "Do the probabilities of linkage mean what they say?" in said


def test_without_judged_pairs_the_report_says_that_the_model_speaks_for_itself(invented: Results) -> None:
    quality = {**invented.linkage["quality"], "basis": "model", "judged": 0, "classes": []}
    results = replace(invented, linkage={**invented.linkage, "quality": quality, "conflicts": []})

    said = section(results)

    assert "the model's own account" in said
    assert "tollbook review --draw 200" in said
    assert "Judgements that do not fit" not in said
    assert "النموذج" in section(results, language="ar")


def test_what_each_list_said_is_told_edition_by_edition(invented: Results) -> None:
    name = sorted(invented.sources)[0]
    intake = [{**entry, "published": "2016-12-31"} for entry in invented.intake]
    record = invented.records.filter(pl.col("source") == name)["record_id"][0]
    row = {"source": name, "before_edition": "2016-06", "after_edition": "2016-12", "after": record, "change": "added"}
    results = replace(
        invented, intake=tuple(intake), changes=tables.conform(pl.DataFrame([row]), tables.CHANGES, table="changes")
    )

    tree = html.document_fromstring(render(results))

    (table,) = [found for found in tree.iter("table") if "edition by edition" in (found.findtext("caption") or "")]
    assert table.xpath(".//tbody/tr")[0].text_content().startswith("2016-12-31")


def test_a_case_of_many_documents_prints_those_it_leads_to_and_says_how_many(
    nothing: Results, invented: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "ALL_TEXTS", 300)
    leaf = replace(invented.readings["valley-news"], tolls=(), statements=(), places=())
    others = {f"z{k}": replace(leaf, document=replace(leaf.document, name=f"z{k}")) for k in range(30)}
    results = replace(nothing, readings={**invented.readings, **others}, checks=invented.checks)

    page = html.document_fromstring(render(results))

    links = {unquote(link.removeprefix("#")) for link in page.xpath("//a/@href") if link.startswith("#")}
    assert links <= set(page.xpath("//@id"))
    assert {"document:valley-news", "document:observatory-release"} <= links
    assert "document:z7" not in page.xpath("//@id")
    assert "Printed here: 2 of 32\u00a0documents" in page.text_content()
