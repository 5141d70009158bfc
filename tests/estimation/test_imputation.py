"""Missing values are filled in from people on the same lists, differently each time, known values untouched."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from tollbook.errors import EstimationError
from tollbook.estimation import imputed
from tollbook.model.tables import PEOPLE, conform


def people(rows: list[dict[str, object]]) -> pl.DataFrame:
    full = [{"person_id": f"p{place}", "people": 1, **row} for place, row in enumerate(rows)]
    return conform(pl.DataFrame(full, infer_schema_length=None), PEOPLE, table="people")


SOME = people(
    [{"sources": ["a"], "status": "civilian", "sex": "male"}] * 30
    + [{"sources": ["b"], "status": "armed_forces", "sex": "male"}] * 30
    + [{"sources": ["a"], "status": None, "sex": "male"}] * 10
    + [{"sources": ["b"], "status": "unknown", "sex": None}] * 10
)


def test_donors_are_on_the_same_lists() -> None:
    for copy in imputed(SOME, ["status"], rng=np.random.default_rng(1), draws=3):
        assert copy["status"].null_count() == 0
        assert set(copy["status"][60:70]) == {"civilian"}
        assert set(copy["status"][70:80]) == {"armed_forces"}
        assert copy["status"][:60].equals(SOME["status"][:60])


def test_copies_differ_where_donors_do() -> None:
    mixed = people(
        [{"sources": ["a"], "status": status} for status in ["civilian", "armed_forces"] * 10]
        + [{"sources": ["a"], "status": None}] * 40
    )

    copies = imputed(mixed, ["status"], rng=np.random.default_rng(1), draws=40)
    shares = [float((copy["status"][20:] == "civilian").mean() or 0) for copy in copies]

    assert np.mean(shares) == pytest.approx(0.5, abs=0.08)
    # binomial spread of 40 people with half a chance is .079; drawing donors anew adds that of 20 donors
    assert 0.09 < np.std(shares) < 0.2


def test_people_with_rare_histories_borrow_from_those_on_as_many_lists() -> None:
    rare = people([{"sources": ["a"], "sex": "female"}] * 20 + [{"sources": ["z"], "sex": None}])

    assert imputed(rare, ["sex"], rng=np.random.default_rng(1), draws=1)[0]["sex"].to_list()[-1] == "female"


def test_what_nobody_knows_stays_missing() -> None:
    nobody = people([{"sources": ["a"], "sex": None}] * 5)

    assert imputed(nobody, ["sex"], rng=np.random.default_rng(1), draws=1)[0]["sex"].null_count() == 5


def test_several_dimensions_are_filled_in_together() -> None:
    copy = imputed(SOME, ["status", "sex"], rng=np.random.default_rng(1), draws=1)[0]

    assert copy["status"].null_count() == copy["sex"].null_count() == 0
    assert copy.drop("status", "sex").equals(SOME.drop("status", "sex"))


def test_what_is_no_dimension_is_refused() -> None:
    with pytest.raises(EstimationError, match="'name_ar' is no dimension"):
        imputed(SOME, ["name_ar"], rng=np.random.default_rng(1))


def test_a_month_is_taken_from_donors_only_within_the_known_days_and_the_year_follows() -> None:
    known = [
        {"sources": ["a"], "month": f"2016-{month:02}", "quarter": f"2016-Q{(month + 2) // 3}", "year": "2016"}
        for month in (1, 2, 11, 12)
        for _ in range(10)
    ]
    vague = [{"sources": ["a"], "death_from": date(2016, 11, 20), "death_to": date(2016, 12, 5), "year": "2016"}] * 30
    open_ended = [{"sources": ["a"]}] * 30

    (copy,) = imputed(people(known + vague + open_ended), ["month"], rng=np.random.default_rng(1), draws=1)

    assert set(copy["month"][40:70]) == {"2016-11", "2016-12"}
    assert len(set(copy["month"][70:])) == 4
    assert set(copy["quarter"][40:70]) == {"2016-Q4"}
    assert set(copy["year"][70:]) == {"2016"}


def test_only_donors_give_their_values() -> None:
    mixed = people([{"sources": ["a"], "sex": sex} for sex in ["male"] * 20 + ["female"] * 20 + [None] * 20])
    may = pl.Series([True] * 20 + [False] * 40)

    (copy,) = imputed(mixed, ["sex"], rng=np.random.default_rng(1), draws=1, donors=may)

    assert set(copy["sex"][40:]) == {"male"}
    assert set(copy["sex"][20:40]) == {"female"}
