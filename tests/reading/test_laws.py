"""What holds for any text and for both readers: spans slice, marks and order change no figure, hostile text ends."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model.document import Document, Reading
from tollbook.reading import Parser, as_json, load_parser, parse_lexicon, read
from tollbook.reading.statements import dependency

STORY = """At least 23 people were killed in Halem on Tuesday, the mayor said. "We counted 14 bodies," he
told reporters.

The ministry denied the reports. Of these, seven were children, according to the Lake Network.

The Network's release gives 1,245 dead since March 2011: 900 civilians and 345 fighters.
It’s the third “safe zone” in a year.
"""


@pytest.fixture(scope="module", params=["order of words", "parse"])
def parser(request: pytest.FixtureRequest) -> Parser | None:
    return load_parser() if request.param == "parse" else None


def _read(text: str, parser: Parser | None = None) -> Reading:
    return read(Document("a", text, "0" * 64), parser=parser)


def _spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= value.keys() else []
        return own + [span for inner in value.values() for span in _spans(inner)]
    return [span for inner in value for span in _spans(inner)] if isinstance(value, list) else []


def _figures(reading: Reading) -> list[tuple[str, int, int | None, str]]:
    return sorted(
        (toll.measure.value, toll.quantity.low, toll.quantity.high, toll.qualifier.value) for toll in reading.tolls
    )


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_slices_to_its_words(text: str) -> None:
    found = _spans(as_json(_read(text)))

    assert all(text[span["start"] : span["end"]] == span["text"] for span in found)


@given(
    st.lists(
        st.sampled_from([*STORY.split(" "), "\n\n", "“", "”", '"', "said", "killed", "12", "\u200f", "\u202e"]),
        max_size=60,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_mixture_of_words_of_news_is_read_and_slices(words: list[str]) -> None:
    text = " ".join(words)

    found = _spans(as_json(_read(text)))

    assert all(text[span["start"] : span["end"]] == span["text"] for span in found)


def test_spans_slice_with_either_reader(parser: Parser | None) -> None:
    found = _spans(as_json(_read(STORY, parser)))

    assert len(found) > 10
    assert all(STORY[span["start"] : span["end"]] == span["text"] for span in found)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda text: text.replace('"We', "“We").replace('bodies,"', "bodies,”"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("23 people", "23\u00a0people"),
        lambda text: text.replace("Halem", "Tarvan").replace("Lake Network", "Hill Network"),
        lambda text: "\n\n".join(reversed(text.strip().split("\n\n"))).replace(
            "Of these, seven were children", "Seven children died"
        ),
    ],
    ids=["straight quotes", "curly quotes", "CRLF", "NFD", "no-break space", "renamed", "reordered"],
)
def test_a_change_that_means_nothing_changes_no_figure(change: Any, parser: Parser | None) -> None:
    assert _figures(_read(change(STORY), parser)) == _figures(_read(STORY, parser))


def test_a_story_that_is_wrapped_and_has_no_title_keeps_its_first_line() -> None:
    line = "At least 23 people were killed in Halem on Tuesday, the mayor of the small town said, and 14"
    wrapped = f"{line}\nmore were hurt.\n"

    assert [toll.best for toll in _read(wrapped).tolls] == [23, 14]


def test_the_same_text_gives_the_same_values(parser: Parser | None) -> None:
    assert as_json(_read(STORY, parser)) == as_json(_read(STORY, parser))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 1_000_000,
        "12 people were killed " * 4_000,
        '"' * 100_000,
        "“" * 100_000,
        "'" * 100_000,
        "1" * 100_000,
        "1," * 100_000,
        "of " * 40_000,
        ". " * 40_000,
        "\u202e\u200f\u0301" * 20_000,
        "said " * 10_000,
        "according to " * 4_000,
        "including 3 " * 8_000,
        "A. " * 10_000,
        "\n" * 200_000,
        "- Civilians: 5\n" * 4_000,
        "twenty-" * 8_000,
        "Al-" * 8_000 + "Sham",
    ],
    ids=lambda text: f"{text[:12]!r} x {len(text)}",
)
def test_hostile_text_ends_quickly(text: str) -> None:
    assert as_json(_read(text))["document"]["chars"] == len(text)


def test_a_document_read_without_a_parser_says_so() -> None:
    reader = as_json(_read(STORY))["document"]["reader"]

    assert reader["parser"] is None
    assert reader["attribution"] == "word order"


def test_a_document_read_with_a_parser_names_model_version_and_hash() -> None:
    reader = as_json(_read(STORY, load_parser()))["document"]["reader"]

    assert reader["parser"]["name"].startswith("en_core_web")
    assert reader["parser"]["version"]
    assert len(reader["parser"]["sha256"]) == 64


def test_the_users_lexicon_overrules_capitals() -> None:
    lexicon = parse_lexicon(
        '[[party]]\nname = "Grey Line"\nkind = "armed group"\naliases = ["the Line"]\n', where="parties.toml"
    )

    reading = read(Document("a", "The Grey Line said 5 men died. The Line denied it.", "0" * 64), lexicon=lexicon)

    assert [(party.name, party.kind, len(party.mentions)) for party in reading.parties] == [
        ("Grey Line", "armed group", 2)
    ]


PROSE = "The ministry said that at least 23 civilians had died in the raid, which the mayor denied. "


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace(".", " and").replace(",", "") * 60,
        "“he said” " * 400,
        "(" * 5_000 + "5 people were killed, he said" + ")" * 5_000,
        "he said (5 killed " * 200,
        "\u202e5 people\u202c \u2066were killed\u2069, he said. " * 100,
        "Q: What did you see?\nA: I said 5 people were killed.\n" * 100,
    ],
    ids=lambda text: f"{text[:12]!r} x {len(text)}",
)
def test_hostile_text_ends_with_a_parser_too(text: str) -> None:
    reading = _read(text, load_parser())

    assert all(text[toll.span.start : toll.span.end] == toll.span.text for toll in reading.tolls)


def test_what_is_not_parsed_of_an_endless_paragraph_is_told_and_read_by_word_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dependency, "_LONGEST_PARAGRAPH", 10 * len(PROSE))

    reading = _read(PROSE * 40, load_parser())

    (limit,) = reading.reader["limits"]
    assert f"{30 * (len(PROSE) - 1):,} characters of sentences and paragraphs too long to be parsed" in limit
    assert len(reading.tolls) == 40


def test_text_without_a_sentence_s_end_is_cut_and_that_is_told() -> None:
    assert "was cut there, in 2 places" in _read("word " * 2_400).reader["limits"][0]
    assert "limits" not in _read(STORY).reader
