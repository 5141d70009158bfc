"""A document is printed word for word, with every figure and statement in its place."""

from __future__ import annotations

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

    page = documents.pages([reading])[0]

    assert printed(page) == "\n".join(line for line in text.split("\n") if line.strip())
    for k, toll in enumerate(reading.tolls):
        if toll.span.text.strip():
            assert f"toll:d/t{k}" in page.anchors


def test_a_long_document_is_printed_as_the_passages_around_its_figures() -> None:
    text = "word " * 30_000 + "23 people died. " + "word " * 30_000
    start = text.index("23")

    page = documents.pages([read(text, (start, start + 2))])[0]

    assert "toll:d/t0" in page.anchors
    assert page.paragraphs[0] is None
    assert page.paragraphs[-1] is None
    assert len(printed(page)) < 1_000
    assert page.left_out == len(text) - len(printed(page))


def test_a_document_full_of_figures_stays_quick() -> None:
    text = "1 dead\n" * 5_000
    spans = [(7 * k, 7 * k + 1) for k in range(5_000)]

    page = documents.pages([read(text, *spans)])[0]

    assert len(page.anchors) == 5_001


def test_a_whole_stands_before_its_parts_and_nothing_is_lost(invented: Results) -> None:
    found = claims.claims(invented.readings)

    assert len(found) == sum(len(reading.tolls) for reading in invented.readings)
    assert [(claim.toll.id, claim.depth) for claim in found[:5]] == [
        ("t1", 0),
        ("t2", 1),
        ("t3", 1),
        ("t4", 1),
        ("t5", 0),
    ]


def test_totals_up_to_a_day_answer_before_the_tolls_of_single_events(invented: Results) -> None:
    headline = claims.headline(claims.claims(invented.readings))

    assert [claim.toll.span.text for claim in headline] == ["Some 31,000", "31,201", "about 45,000"]


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

    assert len(claims.claims([looped])) == 2
