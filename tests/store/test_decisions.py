from datetime import UTC, datetime
from pathlib import Path

import pytest

from tollbook.errors import CaseError
from tollbook.store.decisions import add_judgement, read_judgements

NOON = datetime(2017, 1, 2, 12, tzinfo=UTC)


def judgement(verdict: str, left: str = "b/1/2", right: str = "a/1/1") -> dict[str, str]:
    return {"left": left, "right": right, "verdict": verdict, "who": "an invented reviewer", "why": "same mother"}


def test_a_case_nobody_judged_has_no_judgements_and_no_database(tmp_path: Path) -> None:
    assert read_judgements(tmp_path).is_empty()
    assert list(tmp_path.iterdir()) == []


def test_judgements_are_kept_in_order_and_nothing_is_overwritten(tmp_path: Path) -> None:
    add_judgement(tmp_path, judgement("same"), when=NOON)
    add_judgement(tmp_path, judgement("different"), when=NOON)

    kept = read_judgements(tmp_path)

    assert kept["verdict"].to_list() == ["same", "different"]
    assert kept["left"].to_list() == ["a/1/1", "a/1/1"]
    assert kept["when"][0] == "2017-01-02T12:00:00+00:00"


@pytest.mark.parametrize("wrong", [judgement("maybe"), judgement("same", left="a/1/1")])
def test_a_judgement_of_no_meaning_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(CaseError):
        add_judgement(tmp_path, wrong, when=NOON)
