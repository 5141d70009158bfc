from datetime import date

import pytest

from tollbook.linkage import explain_pair
from tollbook.linkage.explaining import VALUES
from tollbook.linkage.terms import TERM_NAMES, TERMS

LEFT = {"name_latin": "Invented Person", "given_latin": "Invented", "age_low": 34.0, "age_high": 34.0, "sex": "female"}
RIGHT = {
    "name_latin": "Invented Persone",
    "death_from": date(2016, 12, 1),
    "death_to": date(2016, 12, 31),
    "place": "Aleppo",
}
PAIR = {
    "match_weight": 5.0,
    **{f"w_{name}": 0.0 for name in TERM_NAMES},
    **{f"l_{term.name}": 0 for term in TERMS},
    "w_given": 9.5,
    "w_sex": -2.25,
    "l_given": 8,
}


def test_the_terms_and_the_prior_sum_to_the_match_weight() -> None:
    terms = explain_pair(PAIR, LEFT, RIGHT)

    assert sum(term.weight for term in terms) == pytest.approx(5.0)
    assert [term.name for term in terms][:2] == ["given", "sex"]
    assert terms[-1].name == "prior"


def test_every_term_quotes_both_values() -> None:
    for term in explain_pair(PAIR, LEFT, RIGHT)[:-1]:
        assert term.left in term.reason
        assert term.right in term.reason


def test_a_term_says_what_it_found_and_for_which_side_it_speaks() -> None:
    (given, *_) = explain_pair(PAIR, LEFT, RIGHT)

    assert given.reason.endswith(": the same consonants in Latin letters; speaks for one person")


def test_what_neither_record_states_is_said_to_be_not_stated() -> None:
    assert {read({}) for read in VALUES.values()} == {"not stated"}
    assert VALUES["death"](RIGHT) == "2016-12-01 to 2016-12-31"
    assert VALUES["birth"](LEFT) == "aged 34"
    assert set(VALUES) == set(TERM_NAMES)
