"""Proposals of a local extractor: only what the text says is taken, marked, once and in order."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model.document import Document
from tollbook.reading import as_json, chunks, read, with_proposals
from tollbook.reading.proposals import CHUNK

TEXT = (
    "The mayor said that at least 23 people were killed in the market.\n\n"
    "My ledger holds 1,733 names, the gravedigger was telling the visitors; the mayor looked away. The mayor left.\n"
)
DOCUMENT = Document("a", TEXT, "")


def _with(answer: object) -> Any:
    (chunk,) = chunks(DOCUMENT)
    words = answer if isinstance(answer, str) else json.dumps(answer)
    return with_proposals(read(DOCUMENT), [(chunk, words)], maker="local tiny")


GOOD = {
    "statements": [
        {
            "speaker": "the gravedigger",
            "cue": None,
            "content": ["the mayor looked away"],
            "stance": "asserts",
        },
        {"speaker": "The mayor", "cue": "said", "content": ["at least 23 people were killed"], "stance": "asserts"},
    ],
    "tolls": [
        {"words": "1,733", "measure": "killed", "group": "names"},
        {"words": "at least 23", "measure": "killed", "group": None},
    ],
}


def test_what_is_found_in_the_text_is_taken_and_marked() -> None:
    ours, both = read(DOCUMENT), _with({**GOOD, "statements": GOOD["statements"][:1]})

    added = [item for item in (*both.statements, *both.tolls) if item.made_by is not None]
    assert both.statements[: len(ours.statements)] == ours.statements
    assert {item.made_by for item in added} == {"local tiny"}
    assert [toll.best for toll in both.tolls if toll.made_by] == [1733]
    assert both.reader["extractor"]["accepted"] == len(added)
    assert both.reader["extractor"]["known"] == 1
    assert as_json(both)["tolls"][-1]["made_by"] == "local tiny"


def test_what_the_text_does_not_say_is_rejected_and_counted() -> None:
    answer = {
        "statements": [
            {"speaker": "The mayor", "cue": None, "content": ["everyone was killed"], "stance": "asserts"},
            {"speaker": "The mayor", "cue": None, "content": ["looked away"], "stance": "asserts"},
            {"speaker": None, "cue": None, "content": ["looked away"], "stance": "shouts"},
            {"speaker": None, "cue": None, "content": [{"text": "looked away", "start": 3}], "stance": "asserts"},
        ],
        "tolls": [
            {"words": "1,734", "measure": "killed"},
            {"words": "733", "measure": "killed"},
            {"words": "names", "measure": "killed"},
            {"words": "1,733", "measure": "graves"},
            "1,733",
        ],
    }

    both = _with(answer)

    assert both.reader["extractor"]["accepted"] == 0
    assert both.reader["extractor"]["rejected"] == {
        "a measure is none of ours": 1,
        "a stance is none of ours": 1,
        "a toll is no object": 1,
        "a toll's words cut a number": 1,
        "a toll's words hold no number": 1,
        "words do not stand at the place stated": 1,
        "words do not stand in the text": 2,
        "words stand in the text more than once": 1,
    }


def test_words_that_stand_twice_are_taken_at_the_place_stated() -> None:
    start = TEXT.rindex("The mayor")
    answer = {
        "statements": [
            {"speaker": {"text": "The mayor", "start": start}, "cue": None, "content": ["left"], "stance": "asserts"}
        ]
    }

    (said,) = (s for s in _with(answer).statements if s.made_by)

    assert said.speaker is not None
    assert said.speaker.span.start == start


def test_the_same_proposals_in_another_order_give_the_same_reading() -> None:
    turned = {kind: list(reversed(items)) for kind, items in GOOD.items()}

    assert _with(GOOD) == _with(turned)


def test_an_answer_that_is_no_json_is_counted() -> None:
    assert _with("I cannot help with that.").reader["extractor"]["rejected"] == {"an answer is no JSON object": 1}


_KEYS = st.sampled_from([*GOOD, "words", "content", "stance", "measure", "text", "start"])
_LEAVES = st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["said", "1,733", "asserts", "killed"])


@given(
    st.recursive(
        _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=12
    )
)
@settings(max_examples=150, deadline=None)
def test_any_answer_ends_in_a_reading_whose_spans_slice(answer: object) -> None:
    both = _with(answer)

    assert all(TEXT[toll.span.start : toll.span.end] == toll.span.text for toll in both.tolls)
    assert both.reader["extractor"]["accepted"] + len(read(DOCUMENT).statements) + len(read(DOCUMENT).tolls) == len(
        both.statements
    ) + len(both.tolls)


@given(st.text(st.sampled_from("ab \n"), max_size=400).map(lambda text: text * 60))
@settings(max_examples=40, deadline=None)
def test_pieces_joined_are_the_text(text: str) -> None:
    found = chunks(Document("a", text, ""))

    assert all(len(chunk.text) <= CHUNK and text[chunk.start :].startswith(chunk.text) for chunk in found)
    assert "".join(chunk.text for chunk in found).strip() == text.strip() or not text.strip()
