"""The documents of the worked example are read as a person reads them."""

from datetime import date
from pathlib import Path

import pytest

from tollbook.model.document import Document, Reading
from tollbook.reading import read
from tollbook.text.frontmatter import front_matter

_FOLDER = Path(__file__).parents[2] / "examples" / "aleppo-2016" / "documents"
_PROSE = sorted(path.name for path in _FOLDER.iterdir() if path.suffix in (".txt", ".md"))


def _read(name: str) -> Reading:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return read(Document(name, text, "0" * 64, published=front_matter(text).published))


@pytest.mark.parametrize("name", _PROSE)
def test_the_note_below_a_document_says_nothing(name: str) -> None:
    reading = _read(name)

    words = " ".join(span.text for statement in reading.statements for span in statement.content)
    assert "worked example" not in words
    assert not any("Tollbook" in (said.speaker.span.text if said.speaker else "") for said in reading.statements)


def test_the_wires_dateline_is_neither_said_nor_the_period_of_its_toll() -> None:
    reading = _read("example-wire-2016-12-13.txt")

    assert reading.statements[0].content[0].text.startswith("More than 312,000")
    assert (reading.tolls[0].since, reading.tolls[0].until) == (date(2011, 3, 1), None)


def test_the_wires_sentence_on_soldiers_goes_on_with_the_parts_of_its_total() -> None:
    reading = _read("example-wire-2016-12-13.txt")

    parts = [toll.best for toll in reading.tolls if toll.parent == reading.tolls[0].id]
    assert parts == [90_000, 110_000, 53_000, 55_000]


def test_them_means_the_people_named_last() -> None:
    text = (
        "He said that 60,000 soldiers had been killed. At least 82 people were shot on Monday. Ten of them were boys."
    )

    tolls = read(Document("example", text, "0" * 64)).tolls

    assert [(toll.best, toll.measure.value, toll.parent) for toll in tolls] == [
        (60_000, "killed", None),
        (82, "unknown", None),
        (10, "unknown", "t2"),
    ]


def test_each_figure_has_the_day_behind_it() -> None:
    reading = _read("un-2014-08-22.txt")

    assert [(toll.best, toll.since, toll.until) for toll in reading.tolls] == [
        (191_369, date(2011, 3, 1), date(2014, 4, 30)),
        (59_648, None, date(2012, 11, 30)),
        (92_901, None, date(2013, 4, 30)),
    ]


def test_nobody_who_could_confirm_is_no_speaker_but_a_doubt() -> None:
    text = (
        "Activists said that 40 people had died; nobody could confirm the figure. Officials were unable to verify it."
    )

    said = read(Document("example", text, "0" * 64)).statements

    assert [(one.speaker.span.text if one.speaker else None, one.stance.value) for one in said][:2] == [
        ("Activists", "asserts"),
        (None, "doubts"),
    ]


@pytest.mark.parametrize("name", _PROSE)
def test_speakers_are_noun_phrases(name: str) -> None:
    speakers = {said.speaker.span.text.lower() for said in _read(name).statements if said.speaker is not None}

    assert not speakers & {"received", "syrian", "unconfirmed", "a truce", "truce", "nobody", "this page", "these up"}


def test_unconfirmed_reports_name_no_source_and_are_denied() -> None:
    said = _read("example-review-2016-12-15.md").statements

    reports = next(one for one in said if one.speaker is not None and one.speaker.span.text == "Unconfirmed reports")
    denial = next(one for one in said if one.stance.value == "denies")
    assert (reports.speaker is not None and reports.speaker.name, reports.modality.value) == (None, "unconfirmed")
    assert denial.targets == (reports.id,)


def test_whoever_did_so_too_confirms_the_agreement() -> None:
    reading = _read("example-review-2016-12-15.md")

    assert reading.agreements[0].confirmed_by == ("Government of Turkey", "Nour al-Din al-Zenki")


def test_the_group_based_in_a_country_is_not_its_government() -> None:
    reading = _read("example-wire-2016-12-13.txt")

    names = {said.speaker.name for said in reading.statements if said.speaker is not None}
    assert "Government of the United Kingdom" not in names
    assert set(reading.agreements[0].brokers) == {"Government of Russia", "Government of Turkey"}
