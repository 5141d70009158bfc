"""Figures that only their sentence or the one before makes tolls."""

import pytest

from tollbook.model.document import Document
from tollbook.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The villagers have buried 34.", [(34, "killed")]),
        ("The unit lost 12 soldiers in the valley.", [(12, "killed")]),
        ("The party lost 12 seats and 3,000 members.", []),
        ("There were no survivors among the 73 passengers.", [(73, "killed")]),
        ("The buses carried 47 wounded fighters.", [(47, "injured")]),
        ("Officials said 47 wounded fighters were evacuated.", [(47, "evacuated")]),
        ("In all, 1,150 children are reported missing.", [(1_150, "missing")]),
        ("The killed civilians number 506.", [(506, "killed")]),
        ("In Upper Talla 17 people were killed; in Lower Talla, 29.", [(17, "killed"), (29, "killed")]),
        ("The captain was among the dead. So were 31 pupils.", [(31, "killed")]),
        ("Some 500 people were killed. Estimates ranged from 400 to 700.", [(500, "killed"), (None, "killed")]),
        ("Four men were shot dead by police.", [(4, "killed")]),
    ],
)
def test_a_toll_is_read_from_what_is_said_of_the_people(text: str, expected: list[tuple[int | None, str]]) -> None:
    tolls = read(Document("example", text, "0" * 64)).tolls

    assert [(toll.best, toll.measure.value) for toll in tolls] == expected
