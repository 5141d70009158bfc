"""The order of review, samples to check by, and what an edition changed."""

import numpy as np
import polars as pl
import pytest

from tollbook.linkage import changes, checking_sample, explain_person, review_order
from tollbook.model.tables import JUDGEMENTS, PAIRS, PERSONS, RECORDS, conform, empty

PAIRS_MADE = pl.DataFrame(
    {
        "left": ["a/1/2", "a/1/3", "a/1/4"],
        "right": ["b/1/2", "b/1/3", "a/1/5"],
        "match_weight": [9.0, 0.3, 0.3],
        "probability": [0.998, 0.55, 0.45],
        "unlabelled": [0.998, 0.55, 0.45],
    },
    schema=dict(PAIRS),
)
IDS = ["a/1/2", "a/1/3", "a/1/4", "a/1/5", "b/1/2", "b/1/3"]
PERSONS_MADE = pl.DataFrame({"record_id": IDS, "person_id": ["p", "q", "r", "s", "p", "q"]}, schema=dict(PERSONS))
RECORDS_MADE = conform(
    pl.DataFrame({"record_id": IDS, "source": [name[0] for name in IDS], "current": True}), RECORDS, table="records"
)


def test_doubtful_pairs_come_first_and_between_equals_those_of_two_lists() -> None:
    order = review_order(PAIRS_MADE, PERSONS_MADE, RECORDS_MADE, empty(JUDGEMENTS))

    assert order["left"].to_list() == ["a/1/3", "a/1/4", "a/1/2"]
    assert order["moves_count"].round(3).to_list() == [0.45, 0.45, 0.002]


def test_by_the_estimate_pairs_of_two_lists_come_before_pairs_of_one() -> None:
    nearly = PAIRS_MADE.with_columns(probability=pl.Series([0.998, 0.6, 0.45]))

    by_count, by_estimate = (
        review_order(nearly, PERSONS_MADE, RECORDS_MADE, empty(JUDGEMENTS), by=by) for by in ("count", "estimate")
    )

    assert by_count["left"][0] == "a/1/4"
    assert by_estimate["left"][0] == "a/1/3"
    # Chapman with 4 and 2 in the lists and 2 in both: 15/3 - 1 = 4; with one fewer in both, 15/2 - 1 = 6.5.
    assert by_estimate["moves_estimate"][0] == pytest.approx(0.4 * (15 / 2 - 15 / 3))


def test_judged_pairs_leave_the_order() -> None:
    done = conform(
        pl.DataFrame({"left": ["b/1/3"], "right": ["a/1/3"], "verdict": ["same"]}), JUDGEMENTS, table="judgements"
    )

    order = review_order(PAIRS_MADE, PERSONS_MADE, RECORDS_MADE, done)

    assert "a/1/3" not in order["left"].to_list()


def test_a_sample_to_check_by_comes_from_every_class_and_is_blind() -> None:
    sample = checking_sample(PAIRS_MADE, size=70, rng=np.random.default_rng(1))

    assert sample.height == 3
    assert "probability" not in sample.columns


def test_an_explanation_of_a_person_names_the_weakest_link_and_the_conflicts() -> None:
    rows = [
        {"record_id": "a/1/2", "sex": "male", "cause": "small_arms"},
        {"record_id": "b/1/2", "sex": "female", "cause": "small_arms"},
    ]

    told = explain_person(rows, PAIRS_MADE.to_dicts())

    assert told.weakest == ("a/1/2", "b/1/2", 9.0, 0.998)
    assert told.conflicts == {"sex": ("female", "male")}
    assert "“female”" in told.reason


def test_an_edition_is_a_difference_of_rows() -> None:
    rows = [("1", "2", "x", 30.0), ("1", "3", "y", 40.0), ("1", "4", "z", 50.0)]
    rows += [("2", "2", "x", 30.0), ("2", "3", "y", 41.0), ("2", "5", "w", 60.0)]
    frame = pl.DataFrame(
        [
            {
                "record_id": f"a/{edition}/{row}",
                "source": "a",
                "edition": edition,
                "row": int(row),
                "source_record_id": number,
                "age_low": age,
            }
            for edition, row, number, age in rows
        ]
    )

    made = changes(conform(frame, RECORDS, table="records"), source="a", before="1", after="2")

    assert made.select("after", "change").rows() == [
        ("a/2/2", "same"),
        ("a/2/3", "changed"),
        ("a/2/5", "added"),
        (None, "removed"),
    ]
    assert made.filter(pl.col("change") == "changed")["fields"].to_list() == [["age_low"]]
