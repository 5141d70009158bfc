"""The first screen says what documents say, adds up, and calls nothing a number that names none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
from lxml import html

from tollbook.model.check import Check, Term, check_table
from tollbook.model.document import Document, Reading, Span, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.results import Results
from tollbook.model.vocabulary import Basis, Measure, Qualifier, Verdict
from tollbook.publish import claims, render
from tollbook.publish.estimates import estimated


def answer(results: Results) -> str:
    found = html.document_fromstring(render(results)).get_element_by_id("answer")
    return " ".join(found.text_content().split())


def vague() -> Reading:
    text = "Hundreds of thousands have died."
    said = Toll(
        id="t1",
        statement=None,
        span=Span(0, 21, "Hundreds of thousands"),
        measure=Measure.KILLED,
        quantity=Quantity(200_000, 999_999),
        best=None,
        qualifier=Qualifier.RANGE,
        cumulative=True,
    )
    return Reading(
        Document("leader", text, "c" * 64, publisher="A Page", published=date(2016, 12, 14)), {}, (), (said,)
    )


def test_no_number_is_made_of_words_that_name_none(invented: Results) -> None:
    results = replace(invented, readings={**invented.readings, "leader": vague()})

    assert "600,0" not in answer(results)
    assert any(claim.document.name == "leader" for claim in claims.claimed(results.readings.values()).totals)


def test_a_claim_says_in_whose_publication_it_stands(invented: Results) -> None:
    own, *_ = claims.claims_of(invented.readings["observatory-release"])
    read = invented.readings["observatory-release"]
    elsewhere = replace(read, document=replace(read.document, publisher="A Page"))
    readings = {**invented.readings, "observatory-release": elsewhere}

    assert own.is_own
    assert "(Invented Observatory, in A Page, 2016-12-13)" in answer(replace(invented, readings=readings))


def test_documented_people_outside_the_estimate_are_counted(invented: Results) -> None:
    (whole, *_) = estimated(invented.estimates, invented.people)

    assert whole.documented + whole.nameless == int(invented.people["people"].sum()) or whole.nameless == 0
    more = invented.people.with_columns(people=pl.col("people") + 1)
    (grown, *_) = estimated(invented.estimates, more)
    assert grown.nameless - whole.nameless <= more.height
    assert grown.nameless > 0
    assert "stand in rows for several" in answer(replace(invented, people=more))


def test_claims_kept_apart_for_one_reason_are_folded_under_it(invented: Results) -> None:
    apart = tuple(
        Check(
            f"{kind}-observatory-release-{toll}",
            kind,
            Verdict.NOT_COMPARABLE,
            f"{toll} is not comparable with it, because it is about elsewhere.",
            links=(f"toll:observatory-release/{toll}",),
        )
        for kind in ("documented", "estimate")
        for toll in ("t1", "t2")
    )
    page = html.document_fromstring(render(replace(invented, checks=check_table(apart).lazy())))
    section = page.get_element_by_id("checks")

    assert section.text_content().count("It is about elsewhere.") == 1
    assert {f"check:{check.id}" for check in apart} <= set(section.xpath(".//@id"))


def test_what_could_close_a_gap_is_printed_and_documents_go_by_their_titles(invented: Results) -> None:
    check = Check(
        "breakdown-observatory-release-t1",
        "breakdown",
        Verdict.UNKNOWN,
        "'observatory-release' gives 31,201 people",
        could_close=(Term(400, "a class of up to 400 people", ("toll:observatory-release/t1",)),),
    )
    shown = html.document_fromstring(render(replace(invented, checks=check_table([check]).lazy()))).get_element_by_id(
        "checks"
    )

    assert "a class of up to 400 people" in shown.text_content().casefold()
    assert "“The toll of the valley war” gives 31,201 people." in shown.text_content()


def test_an_estimate_and_a_count_of_one_speaker_are_told_apart(invented: Results) -> None:
    found = claims.claimed(invented.readings.values()).headline.largest

    assert {Basis.DOCUMENTED, Basis.ESTIMATED} <= {claim.toll.basis for claim in found}
    assert "45,000, estimated" in answer(invented)


def test_a_case_of_a_published_table_alone_documents_the_people_of_the_table(invented: Results) -> None:
    alone = replace(invented, sources={}, counts=invented.counts.clear(), people=invented.people.clear())

    page = render(alone)

    assert "in a published table" in page
    assert "0 people on lists" not in page


def test_a_heading_counts_every_check_and_says_how_many_are_printed(invented: Results) -> None:
    made = [Check(f"claims-{i}", "claims", Verdict.INCONSISTENT, f"{i} and 9,999 do not agree.") for i in range(1_300)]
    results = replace(invented, checks=check_table(made).lazy())

    section = html.document_fromstring(render(results)).get_element_by_id("checks")

    assert "1,300\u00a0checks, 200 of them printed" in " ".join(h.text_content() for h in section.iter("h3"))


def test_what_was_limited_in_reading_is_told_in_arabic(invented: Results) -> None:
    limits = (
        "text without a sentence's end in 6,000 characters was cut there, in 1 place",
        "text without a sentence's end in 6,000 characters was cut there, in 12 places",
        "8,000 characters of sentences and paragraphs too long to be parsed were read by the order of words",
    )
    name, read = next(iter(invented.readings.items()))
    limited = {name: replace(read, reader={**read.reader, "limits": limits})}

    page = html.document_fromstring(render(replace(invented, readings=limited), language="ar"))
    told = page.get_element_by_id("documents").text_content()

    assert "وعدد المواضع" in told
    assert "was cut there" not in told
    assert "were read by" not in told
