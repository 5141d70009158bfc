"""A day of publication is inferred only from a weekday and a day beside it."""

from datetime import date

import pytest

from tollbook.model.document import Document
from tollbook.reading import read
from tollbook.text.publication_day import inferred_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Shells hit Talla on Monday, 12 December 2016. On Tuesday the mayor said that 12 had died.",
            date(2016, 12, 13),
        ),
        ("The raid was on 12 December 2016. The mayor said on Tuesday that 12 had died.", date(2016, 12, 13)),
        ("The mayor said on Tuesday that 12 had died in the war, which began on 15 March 2011.", None),
        ("Shells hit Talla on Monday, 12 December 2016. The mayor said on Tuesday that by May 2017 all will go.", None),
        ("The mayor said on Tuesday that 12 had died.", None),
        ("The mayor said that 12 had died on 12 December 2016.", None),
    ],
)
def test_a_day_is_inferred_from_a_weekday_and_a_day_beside_it(text: str, day: date | None) -> None:
    assert inferred_day(text) == day


def test_an_inferred_day_is_marked_and_a_known_one_is_kept() -> None:
    text = "Shells hit Talla on Monday, 12 December 2016. On Tuesday the mayor said that 12 had died."

    inferred = read(Document("example", text, "0" * 64)).document
    known = read(Document("example", text, "0" * 64, published=date(2016, 12, 20), published_from="file")).document

    assert (inferred.published, inferred.published_from) == (date(2016, 12, 13), "inferred")
    assert (known.published, known.published_from) == (date(2016, 12, 20), "file")
