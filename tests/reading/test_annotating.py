"""A reading written in the annotation format is read back as it was: what a person corrects is all that differs."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tollbook.errors import ProfileError
from tollbook.model.document import Document, Reading, Span, Toll
from tollbook.reading import annotated, evaluate, parse_gold, read
from tollbook.reading.corrections.gold import GoldText

STORY = """At least 23 people were killed in Halem on Tuesday, the mayor said. The ministry denied the reports.

> {Not a mark}: 12 \\ 13 | 14 & ... #2 dead

Of these, seven were children and 30 to 40 were wounded, he said. He said that hundreds of people
had fled. "Another five died," he said. The ministry denied the reports.
---
=== c1> he | said | x | asserts
! brokers: nobody
"""
WORDS = [
    *STORY.split(" "),
    "\n",
    "\n\n",
    "\r\n",
    "|",
    "#2",
    "&",
    " ... ",
    "\\",
    "\\n",
    "{",
    "}",
    "-",
    "\u00a0",
    "s1>",
    "12",
]


def _figures(reading: Reading) -> list[tuple[object, ...]]:
    order = {toll.id: i for i, toll in enumerate(sorted(reading.tolls, key=lambda toll: toll.span.start))}
    return [_figure(toll, order) for toll in sorted(reading.tolls, key=lambda toll: toll.span.start)]


def _figure(toll: Toll, order: dict[str, int]) -> tuple[object, ...]:
    bounds = (toll.best, toll.best) if toll.best is not None else (toll.quantity.low, toll.quantity.high)
    parent = order[toll.parent] if toll.parent is not None else None
    group = toll.group.text.replace("\r\n", "\n").replace("\r", "\n") if toll.group is not None else None
    return (_words(toll.span), toll.measure, toll.qualifier, *bounds, group, parent, toll.increment)


def _words(span: Span) -> tuple[int, str]:
    return span.start, span.text.replace("\r\n", "\n").replace("\r", "\n")


def _moved(text: str, gold: GoldText, place: tuple[int, int]) -> tuple[int, str]:
    """Return where annotated words stand in the document as it was published."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lead, at = len(plain) - len(plain.lstrip("\n")), 0
    wanted = place[0] + lead
    start = 0
    while at < wanted:
        start += 2 if text.startswith("\r\n", start) else 1
        at += 1
    return start, gold.text[slice(*place)]


def _is_read_back(text: str) -> None:
    reading = read(Document("a text", text, ""))

    (gold,) = parse_gold(annotated(reading), where="a.txt")

    assert [
        (_moved(text, gold, (t.start, t.end)), t.measure, t.qualifier, t.low, t.high, t.group, t.parent, t.is_increment)
        for t in gold.tolls
    ] == _figures(reading)
    ids = [said.id for said in reading.statements]
    assert [
        (
            said.speaker and _moved(text, gold, said.speaker),
            said.cue and _moved(text, gold, said.cue),
            [_moved(text, gold, place) for place in said.content],
            said.stance,
            said.carried,
            [ids[target] for target in said.targets],
        )
        for said in gold.statements
    ] == [
        (
            said.speaker and _words(said.speaker.span),
            said.cue and _words(said.cue),
            [_words(span) for span in said.content],
            said.stance,
            said.carried,
            list(said.targets),
        )
        for said in reading.statements
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join))
@example(STORY)
@example(STORY.replace("\n", "\r\n"))
@settings(max_examples=300, deadline=None)
def test_an_annotated_reading_is_read_back_with_the_same_figures_and_statements(text: str) -> None:
    _is_read_back(text)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_back(text: str) -> None:
    _is_read_back(text)


def test_a_reading_that_nobody_corrects_is_right_in_every_part() -> None:
    texts = parse_gold(annotated(read(Document("a text", STORY, ""))), where="a.txt")

    scores = evaluate(texts, read)

    assert scores.errors == []
    assert scores.parts["toll value"].annotated > 3
    assert scores.parts["content"].annotated > 3


def test_a_corrected_figure_is_counted_as_read_wrongly() -> None:
    written = annotated(read(Document("a text", STORY, "")))

    scores = evaluate(parse_gold(written.replace("|k >= 23", "|k >= 24"), where="a.txt"), read)

    assert (scores.parts["toll value"].right, scores.parts["toll value"].read) == (
        scores.parts["toll value"].annotated - 1,
        scores.parts["toll value"].annotated,
    )


@pytest.mark.parametrize(
    ("note", "mend"),
    [
        ("> he | said | 12 died | says", "the stance is one of"),
        ("> he | said | 12 died | denies -> s9", "must be labelled"),
        ("> he | said#2 | 12 died | asserts", "does not have the words"),
    ],
)
def test_a_mistake_of_the_corrector_is_named(note: str, mend: str) -> None:
    with pytest.raises(ProfileError, match=mend):
        parse_gold(f"=== a | own\n12 died, he said.\n---\n{note}\n", where="a.txt")


def test_a_day_that_is_none_is_named() -> None:
    with pytest.raises(ProfileError, match="a day of the calendar"):
        parse_gold("=== a | own | 2016-13-45\n12 died.\n---\n", where="a.txt")
