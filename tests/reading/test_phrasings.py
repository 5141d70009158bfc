"""A table of the ways in which figures of people are put, by construction; all sentences are invented.

The files have the form of docs/methods/annotation.md; rules may be written on them, so they say what must never break,
not how well an unseen text is read.
"""

from pathlib import Path

import pytest

from tollbook.model.document import Document
from tollbook.reading import read
from tollbook.reading.corrections.evaluation import evaluate
from tollbook.reading.corrections.gold import GoldText, parse_gold

FILES = sorted((Path(__file__).parent / "phrasings").glob("*.txt"))
TEXTS = [text for path in FILES for text in parse_gold(path.read_text(encoding="utf-8"), where=path.stem)]
SHORT = (Path(__file__).parent / "phrasings" / "short.psv").read_text(encoding="utf-8").splitlines()
MEASURES = {"k": "killed", "i": "injured", "m": "missing", "d": "detained", "x": "displaced", "e": "evacuated",
            "f": "forces_deployed"}  # fmt: skip
TOLLS = {"missed toll", "false toll", "qualifier", "group", "parent"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.text[:50])
def test_every_figure_is_read_with_its_bounds_its_group_and_its_whole(text: GoldText) -> None:
    found = evaluate([text], read)

    assert [error for error in found.errors if error[1] in TOLLS] == []


@pytest.mark.parametrize("line", SHORT)
def test_every_measure_is_known_by_many_words(line: str) -> None:
    wanted, sentence = line.split(" | ", 1)

    tolls = [toll for toll in read(Document("line", sentence, "")).tolls if toll.share is None]

    assert sorted((toll.measure.value, toll.best or toll.quantity.low) for toll in tolls) == sorted(
        (MEASURES[one[0]], int(one[1:])) for one in wanted.split()
    )


def test_the_table_is_long_and_holds_numbers_that_count_no_dead() -> None:
    assert len(TEXTS) + len(SHORT) >= 500
    assert sum(not text.tolls for text in TEXTS) >= 70


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("At least half of the 600 dead were women.", 300, 600),
        ("More than two-thirds of the 600 dead were women.", 400, 600),
        ("Up to a quarter of the 600 dead were women.", 0, 150),
        ("Half of the 600 dead were women.", 270, 330),
        ("Forty per cent of the 600 dead were women.", 237, 243),
    ],
)
def test_a_share_is_an_interval_of_its_whole(words: str, low: int, high: int) -> None:
    share, whole = read(Document("share", words, "")).tolls

    assert (share.quantity.low, share.quantity.high) == (low, high)
    assert share.parent == whole.id


def test_a_share_of_nothing_counted_is_no_toll() -> None:
    text = "At least half of the fighters in the town were under 25. Two-thirds of the houses are gone."

    assert read(Document("share", text, "")).tolls == ()


def test_a_share_of_an_open_count_is_open() -> None:
    share, _ = read(Document("share", "At least half of the more than 600 dead were women.", "")).tolls

    assert (share.quantity.low, share.quantity.high, share.best) == (300, None, 300)
