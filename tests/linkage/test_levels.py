"""Laws of every comparison: symmetric, bounded, silent on what is missing, the same without compiled code."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.linkage.blocking import blocking
from tollbook.linkage.calibration import weights_of_levels
from tollbook.linkage.candidates import scan
from tollbook.linkage.explaining import VALUES, explain_pair
from tollbook.linkage.features import Features, features
from tollbook.linkage.parameters import fitted, weights
from tollbook.linkage.plain import plain_levels
from tollbook.linkage.scan import N_TERMS, Weights, pair_levels, pair_weights
from tollbook.linkage.terms import TERM_NAMES, TERMS
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.tables import RECORDS, conform

ARABIC = ["سامر", "سمير", "ليلي", "عبد الرحمن", "أبو عمر", "البستاني", "بستاني"]
OTHERS = ["Abu Omar", "Samer", "Самер", "김민수", "Samir", "Abd al-Rahman", "Bustani", "S", "Anna", "", "\x00", "??"]
WORDS = st.sampled_from([*ARABIC, *OTHERS])
DAYS = st.one_of(st.none(), st.integers(0, 20_000).map(lambda day: date(1960, 1, 1) + timedelta(days=day)))
AGES = st.one_of(st.none(), st.integers(0, 99).map(float))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    born, died, age = draw(DAYS), draw(DAYS), draw(AGES)
    wide = draw(st.sampled_from([0, 0, 27, 364, 900]))
    return {
        **{
            f"{part}_{script}": draw(st.one_of(st.none(), WORDS))
            for part in ("given", "father", "family")
            for script in ("ar", "latin")
        },
        "name_ar": draw(st.one_of(st.none(), st.lists(WORDS, max_size=5).map(" ".join))),
        "birth_from": born,
        "birth_to": born,
        "death_from": died,
        "death_to": died + timedelta(days=wide) if died else None,
        "age_low": age,
        "age_high": age,
        "sex": draw(st.sampled_from([None, "female", "male", "unknown"])),
        "status": draw(st.sampled_from([None, "civilian", "armed_forces"])),
        "cause": draw(st.sampled_from([None, "small_arms"])),
        "locality": draw(st.sampled_from([None, "Nahr", "Nahra", "وادي"])),
        "district": draw(st.sampled_from([None, "North", "South"])),
        "governorate": draw(st.sampled_from([None, "East"])),
        "lat": draw(st.sampled_from([None, 36.2, 36.21])),
        "lon": 37.1,
        "identifier": draw(st.sampled_from([None, "123456", "123457", "9"])),
    }


def known(several: list[dict[str, Any]]) -> Features:
    frame = pl.DataFrame(
        [
            {"record_id": f"r{at:05d}", "source": "list", "current": True, "linkable": True, **row}
            for at, row in enumerate(several)
        ],
        schema_overrides=dict(RECORDS),
    )
    return features(conform(frame, RECORDS, table="records"), {})


MOST_BITS = 60.0  # of one term; a chance of 1e-12 is 40


@cache
def fitted_scales() -> Weights:
    """The weights of a fitted model."""
    made = invented(120)
    return weights(fitted(made.codes, blocking(made), rng=np.random.default_rng(1)))


def compared(made: Features, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    out = np.empty((len(left), N_TERMS), dtype=np.int64)
    pair_levels(made.codes, left, right, out)
    return out


EVERY_TERM = pytest.mark.parametrize("at", range(len(TERMS)), ids=[term.name for term in TERMS])


@EVERY_TERM
@settings(max_examples=25, deadline=None)
@given(several=st.lists(rows(), min_size=2, max_size=6))
def test_every_comparison_is_symmetric_and_bounded(at: int, several: list[dict[str, Any]]) -> None:
    made = known(several)
    left, right = np.triu_indices(len(made), 1)

    one, other = compared(made, left, right)[:, at], compared(made, right, left)[:, at]

    assert (one == other).all()
    assert ((one >= 0) & (one < len(TERMS[at].levels))).all()


@EVERY_TERM
@settings(max_examples=25, deadline=None)
@given(first=rows(), second=rows())
def test_every_comparison_is_neutral_where_a_side_does_not_state_what_it_reads(
    at: int, first: dict[str, Any], second: dict[str, Any]
) -> None:
    silent = {name: None if name in TERMS[at].reads else value for name, value in second.items()}
    made = known([first, silent])
    scales, table = fitted_scales(), np.empty((1, len(TERM_NAMES) + 1))

    pair_weights(made.codes, scales, np.array([0], np.int32), np.array([1], np.int32), table)

    assert compared(made, np.array([0]), np.array([1]))[0, at] == 0
    assert table[0, at] == 0.0


@settings(max_examples=40, deadline=None)
@given(first=rows(), second=rows())
def test_every_term_s_weight_is_bounded_the_same_both_ways_and_explained_with_both_values(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    made = known([first, second])
    scales, table = fitted_scales(), np.empty((2, len(TERM_NAMES) + 1))

    pair_weights(made.codes, scales, np.array([0, 1], np.int32), np.array([1, 0], np.int32), table)

    assert np.array_equal(table[0], table[1])
    assert np.isfinite(table).all()
    assert (np.abs(table[0, :-1]) < MOST_BITS).all()
    found = compared(made, np.array([0]), np.array([1]))[0]
    pair = {"match_weight": table[0, -1]}
    pair |= {f"w_{name}": table[0, place] for place, name in enumerate(TERM_NAMES)}
    pair |= {f"l_{term.name}": found[place] for place, term in enumerate(TERMS)}
    told = explain_pair(pair, first, second)
    assert {term.name for term in told} == {*TERM_NAMES, "prior"}
    assert all(VALUES[term.name](side) in term.reason for term in told[:-1] for side in (first, second))


def test_no_more_than_a_dozen_terms_make_a_weight() -> None:
    assert len(TERM_NAMES) <= 12
    assert {name for term in TERMS for name in term.reads} <= set(RECORDS)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), min_size=2, max_size=6))
def test_plain_and_compiled_comparisons_agree(several: list[dict[str, Any]]) -> None:
    made = known(several)
    left, right = np.triu_indices(len(made), 1)

    plain = plain_levels(made.codes, left, right, words=made.words, keys=made.keys)

    assert (plain == compared(made, left, right)).all()


@settings(max_examples=30, deadline=None)
@given(rows())
def test_a_record_without_a_value_is_neutral_on_every_term(row: dict[str, Any]) -> None:
    made = known([row, {"name_ar": None}])

    assert (compared(made, np.array([0]), np.array([1])) == 0).all()


def invented(count: int) -> Features:
    rng = np.random.default_rng(DEFAULT_SEED)
    given_names, families = ["سامر", "ليلي", "يوسف", "هناء", "كريم"], ["الزيتوني", "القمري", "البستاني", "الشجري"]
    several = [
        {
            "name_ar": " ".join(str(rng.choice(choices)) for choices in (given_names, given_names, families)),
            "age_low": float(rng.integers(0, 9)),
            "sex": str(rng.choice(["female", "male"])),
            "locality": str(rng.choice(["Nahr", "Wadi", "Tell"])),
        }
        for _ in range(count)
    ]
    return known(several)


def test_compiled_and_plain_weights_are_equal_to_the_bit() -> None:
    made = invented(120)
    model = fitted(made.codes, blocking(made), rng=np.random.default_rng(1))
    scales = weights(model)
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(made), 1))
    table = np.empty((len(left), len(TERM_NAMES) + 1))

    pair_weights(made.codes, scales, left, right, table)
    levels = plain_levels(made.codes, left.astype(np.int64), right.astype(np.int64), words=made.words, keys=made.keys)

    assert np.allclose(
        weights_of_levels(made.codes, scales, (left.astype(np.int64), right.astype(np.int64)), levels),
        table[:, -1],
        rtol=0,
        atol=1e-12,
    )


@settings(max_examples=30, deadline=None)
@given(several=st.lists(rows(), min_size=8, max_size=20))
def test_a_pair_weighs_the_same_whichever_record_comes_first(several: list[dict[str, Any]]) -> None:
    made = known(several)
    scales = weights(fitted(made.codes, blocking(made), rng=np.random.default_rng(1)))
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(made), 1))
    there, back = np.empty((2, len(left), len(TERM_NAMES) + 1))

    pair_weights(made.codes, scales, left, right, there)
    pair_weights(made.codes, scales, right, left, back)

    assert np.array_equal(there, back)


def test_bounds_skip_no_pair_that_reaches_the_floor() -> None:
    made = invented(150)
    blocked = blocking(made)
    scales = weights(fitted(made.codes, blocked, rng=np.random.default_rng(1)))

    some, every = (scan(made.codes, scales, blocked, floor=floor).whole() for floor in (-3.0, -1000.0))

    reached = every.weight >= -3.0
    assert set(zip(some.left, some.right, strict=True)) == set(
        zip(every.left[reached], every.right[reached], strict=True)
    )


def test_the_terms_of_a_pair_sum_to_its_weight() -> None:
    made = invented(60)
    model = fitted(made.codes, blocking(made), rng=np.random.default_rng(1))
    scales = weights(model, slope=0.8, lists=np.full((1, 1), -5.0))
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(made), 1))
    table = np.empty((len(left), len(TERM_NAMES) + 1))

    pair_weights(made.codes, scales, left, right, table)

    assert np.allclose(table[:, :-1].sum(axis=1) - 5.0, table[:, -1])


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        (date(1990, 5, 4), date(1990, 5, 4), "the same day"),
        (date(1990, 5, 4), date(1990, 4, 5), "one slip of the pen apart"),
        (date(1990, 5, 4), date(1991, 5, 4), "one slip of the pen apart"),
        (date(1990, 5, 4), date(1988, 5, 4), "the same but for day, month or year"),
        (date(1990, 5, 4), date(1990, 9, 17), "within a year"),
        (date(1990, 5, 4), date(1970, 9, 17), "further apart"),
    ],
)
def test_dates_of_birth_compare_by_how_they_could_be_miswritten(first: date, second: date, level: str) -> None:
    made = known([{"birth_from": day, "birth_to": day} for day in (first, second)])

    found = compared(made, np.array([0]), np.array([1]))[0, TERM_NAMES.index("birth")]

    assert TERMS[TERM_NAMES.index("birth")].levels[found].label == level


def test_an_arabic_and_a_latin_spelling_of_one_name_meet() -> None:
    made = known([{"name_ar": "عبد الرحمن محمد البستاني"}, {"name_latin": "Abdulrahman Mohammad al-Bustani"}])

    found = compared(made, np.array([0]), np.array([1]))[0]

    assert [TERMS[at].levels[found[at]].label for at in (0, 1, 3)] == ["the same consonants across scripts"] * 3


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("أبو عمر الحمصي", "خالد الحمصي", "not stated on one side or both, or a kunya on one side"),
        ("Abu Omar al-Homsi", "Khalid al-Homsi", "not stated on one side or both, or a kunya on one side"),
        ("أبو عمر الحمصي", "Abu Omar al-Homsi", "the same consonants across scripts"),
        ("أبو عمر الحمصي", "أبو سعيد الحمصي", "different in Arabic"),
        ("أم كلثوم الحمصي", "خالد الحمصي", "different in Arabic"),
        ("ابراهيم الحمصي", "امين الحمصي", "different in Arabic"),
        ("Omar al-Homsi", "Khalid al-Homsi", "different in Latin letters"),
    ],
)
def test_a_kunya_says_nothing_of_a_given_name(first: str, second: str, label: str) -> None:
    made = known([{"name_ar" if name > "z" else "name_latin": name} for name in (first, second)])

    found = compared(made, np.array([0]), np.array([1]))[0, 0]

    assert TERMS[0].levels[found].label == label


def test_an_identifier_is_the_same_in_any_digits() -> None:
    made = known([{"identifier": number} for number in ("١٢٣-٤٥٦", "123456", "۱۲۳۴۵۶")])
    left, right = np.triu_indices(3, 1)

    assert (compared(made, left, right)[:, TERM_NAMES.index("identifier")] == 1).all()
