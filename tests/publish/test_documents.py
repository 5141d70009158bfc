"""A document is printed word for word, with every figure and statement in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.document import Document, Reading, Span, Toll
from tollbook.model.quantity import Quantity
from tollbook.model.results import Results
from tollbook.model.vocabulary import Measure, Qualifier
from tollbook.publish import claims, documents


def read(text: str, *spans: tuple[int, int]) -> Reading:
    """A reading whose tolls are the given spans."""
    tolls = tuple(
        Toll(f"t{k}", None, Span(a, b, text[a:b]), Measure.KILLED, Quantity(1, 1), 1, Qualifier.EXACT)
        for k, (a, b) in enumerate(spans)
    )
    return Reading(Document("d", text, "0" * 64), {}, (), tolls)


def pages_of(*readings: Reading, wanted: tuple[str, ...] = ()) -> tuple[documents.Page, ...]:
    held = {one.document.name: one for one in readings}
    return documents.pages(held, tuple(held), wanted)


def printed(page: documents.Page) -> str:
    return "\n".join(
        "".join(piece.text for piece in paragraph) for paragraph in page.paragraphs if paragraph is not None
    )


@given(st.data())
def test_the_words_are_all_there_and_every_mark_covers_its_own(data: st.DataObject) -> None:
    text = data.draw(st.text("ab مد\n.", max_size=60))
    ends = st.integers(0, len(text))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=4))]
    reading = read(text, *((a, b) for a, b in spans if a < b))

    page = pages_of(reading)[0]

    assert printed(page) == "\n".join(line for line in text.split("\n") if line.strip())
    for k, toll in enumerate(reading.tolls):
        if toll.span.text.strip():
            assert f"toll:d/t{k}" in page.anchors


def test_a_long_document_is_printed_as_the_passages_around_its_figures() -> None:
    text = "word " * 30_000 + "23 people died. " + "word " * 30_000
    start = text.index("23")

    page = pages_of(read(text, (start, start + 2)))[0]

    assert "toll:d/t0" in page.anchors
    assert page.paragraphs[0] is None
    assert page.paragraphs[-1] is None
    assert len(printed(page)) < 1_000
    assert page.left_out == len(text) - len(printed(page))


def test_a_document_full_of_figures_stays_quick() -> None:
    text = "1 dead\n" * 5_000
    spans = [(7 * k, 7 * k + 1) for k in range(5_000)]

    page = pages_of(read(text, *spans))[0]

    assert len(page.anchors) == 5_001


def test_a_whole_stands_before_its_parts_and_nothing_is_lost(invented: Results) -> None:
    found = claims.claimed(invented.readings.values())

    assert found.n_deaths + found.n_others == sum(len(reading.tolls) for reading in invented.readings.values())
    assert [(claim.toll.id, claim.depth) for claim in found.deaths[:5]] == [
        ("t1", 0),
        ("t2", 1),
        ("t3", 1),
        ("t4", 1),
        ("t5", 0),
    ]


def test_totals_up_to_a_day_answer_before_the_tolls_of_single_events(invented: Results) -> None:
    found = claims.claimed(invented.readings.values())

    assert [claim.toll.span.text for claim in found.totals] == ["about 45,000", "31,201", "Some 31,000"]
    assert [claim.toll.span.text for claim in found.headline.ends] == ["Some 31,000", "about 45,000"]


def test_tolls_whose_parents_run_in_a_circle_are_still_printed() -> None:
    reading = read("1 and 2", (0, 1), (6, 7))
    first, second = reading.tolls
    looped = Reading(
        reading.document,
        {},
        (),
        (
            Toll("t0", None, first.span, first.measure, first.quantity, 1, first.qualifier, parent="t1"),
            Toll("t1", None, second.span, second.measure, second.quantity, 1, second.qualifier, parent="t0"),
        ),
    )

    assert len(claims.claims_of(looped)) == 2


def test_once_the_page_is_full_only_passages_that_it_leads_to_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "ALL_TEXTS", 50)
    text = "23 people died here. " + "word " * 200 + "41 people died there."
    spans = [(0, 2), (text.index("41"), text.index("41") + 2)]
    one = read(text, *spans)
    readings = [replace(one, document=replace(one.document, name=f"d{k}")) for k in range(9)]

    pages = pages_of(*readings, wanted=("toll:d7/t1", "toll:d3/t0", "toll:d3/t1"))

    assert [page.document.name for page in pages] == ["d3", "d7"]
    assert [page.is_told for page in pages] == [True, False]
    assert "toll:d7/t1" in pages[1].anchors
    assert "toll:d7/t0" not in pages[1].anchors
    assert "23 people" not in printed(pages[1])


@given(st.permutations(range(12)), st.integers(1, 9))
def test_the_order_and_number_of_documents_do_not_change_what_is_claimed_first(order: list[int], most: int) -> None:
    one = read("23 people, 41 people", (0, 2), (11, 13))
    readings = [
        replace(one, document=replace(one.document, name=f"d{k:02}", published=date(2018, 1, 1 + k % 3)))
        for k in range(12)
    ]
    whole = claims.claimed(readings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claims, "MOST", most)
        few = claims.claimed([readings[k] for k in order])

    assert few.deaths == whole.deaths[:most]
    assert (few.n_deaths, few.totals, few.headline) == (24, whole.totals, whole.headline)
