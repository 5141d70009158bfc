"""Words of one deed or one kind of people have one stem, whatever their form."""

import pytest

from tollbook.text.stems import plain_words, stem, weighed


@pytest.mark.parametrize(
    ("one", "two"),
    [("denied", "denies"), ("killed", "deaths"), ("warplanes", "aircraft"), ("troops", "soldiers"), ("stole", "theft")],
)
def test_words_of_one_deed_or_people_have_one_stem(one: str, two: str) -> None:
    assert stem(one) == stem(two)


@pytest.mark.parametrize(("one", "two"), [("killed", "wounded"), ("prison", "abducted"), ("army", "police")])
def test_words_of_two_deeds_or_peoples_have_two(one: str, two: str) -> None:
    assert stem(one) != stem(two)


def test_words_that_name_what_was_said_tell_nothing() -> None:
    assert plain_words("the allegations that Orsha's mill burned") == ["orsha's", "mill", "burned"]


def test_a_word_that_may_tell_a_deed_weighs_most_and_one_of_any_story_least() -> None:
    assert list(weighed("burned Orsha people").values()) == [1.0, 0.6, 0.3]
