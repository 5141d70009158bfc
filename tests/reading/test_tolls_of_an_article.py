"""An article written for this test: a total, its parts, what carries over, and figures that are no deaths."""

import pytest

from tollbook.model.document import Document, Reading
from tollbook.model.quantity import Quantity
from tollbook.model.vocabulary import Measure, Qualifier, Verdict
from tollbook.reading import as_json, read

ARTICLE = """Fall of the river towns

The two sides agreed on Monday to a truce after four years of fighting over the 12 river towns.

While ministers routinely blame the army for all of it, a report issued by the Lake Observatory for Human
Rights on Sunday tells another story. According to its documented count, 412,000 people have died since the
war began. Of these, army troops and pro-regime militias accounted for 120,000 of the dead. The toll also
includes 63,000 members of opposition factions and over 64,000 foreign jihadis. The number of civilians
killed, according to the group’s report, is 91,000.

The administration has ordered another 300 US special operations troops into the valley, joining 400 on the
ground there. At least half of the fighters in the towns were under 25. A 14-year-old boy, wounded in 2012,
was treated in the hospital.
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(Document("towns", ARTICLE, "0" * 64))


def test_the_total_and_its_four_parts_are_read_with_their_qualifiers(reading: Reading) -> None:
    killed = [toll for toll in reading.tolls if toll.measure is Measure.KILLED]

    assert [toll.best for toll in killed] == [412_000, 120_000, 63_000, 64_000, 91_000]
    assert [toll.qualifier for toll in killed] == [
        Qualifier.EXACT, Qualifier.EXACT, Qualifier.EXACT, Qualifier.OVER, Qualifier.EXACT,
    ]  # fmt: skip
    assert [toll.parent for toll in killed] == [None, *[killed[0].id] * 4]


def test_the_parts_leave_between_none_and_74_000_unexplained(reading: Reading) -> None:
    (breakdown,) = reading.breakdowns

    assert breakdown.parts_sum == Quantity(338_000, None)
    assert breakdown.unexplained == Quantity(0, 74_000)
    assert breakdown.verdict is Verdict.CONSISTENT


def test_every_part_is_attributed_to_the_observatory(reading: Reading) -> None:
    said = {statement.id: statement for statement in reading.statements}
    killed = [toll for toll in reading.tolls if toll.measure is Measure.KILLED]

    speakers = {said[toll.statement].speaker for toll in killed if toll.statement is not None}

    assert all(toll.statement is not None for toll in killed)
    assert {speaker.name for speaker in speakers if speaker is not None} == {"Lake Observatory for Human Rights"}


def test_troops_sent_are_an_increment_and_no_deaths(reading: Reading) -> None:
    sent = [toll for toll in reading.tolls if toll.measure is Measure.FORCES_DEPLOYED]

    assert [(toll.best, toll.increment) for toll in sent] == [(300, True), (400, False)]


def test_every_span_slices_to_its_words(reading: Reading) -> None:
    def spans(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            own = [value] if {"start", "end", "text"} <= value.keys() else []
            return own + [span for inner in value.values() for span in spans(inner)]
        return [span for inner in value for span in spans(inner)] if isinstance(value, list) else []

    found = spans(as_json(reading))

    assert found
    assert all(ARTICLE[span["start"] : span["end"]] == span["text"] for span in found)  # type: ignore[misc]  # JSON values
