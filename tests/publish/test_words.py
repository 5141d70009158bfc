"""Both editions of the report say the same things."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

import tollbook.publish
from tollbook.counting import RULES
from tollbook.errors import CaseError
from tollbook.model.results import Results
from tollbook.publish import render
from tollbook.publish.words import NOUNS, VOCABULARY, words

HOME = Path(tollbook.publish.__file__).parent
SAID = re.compile(r'\b(?:say|_without)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')


def phrases() -> set[str]:
    """Every phrase that a template or a chart says."""
    found = set()
    for path in (*HOME.glob("templates/*.j2"), *HOME.rglob("*.py")):
        for match in SAID.finditer(path.read_text(encoding="utf-8")):
            found.add("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))))
    return found


def test_every_phrase_has_an_arabic_translation_with_the_same_values() -> None:
    arabic = words("ar").phrases
    wanted = phrases() | {rule.sentence for rule in RULES.values()} | {word.replace("_", " ") for word in VOCABULARY}

    assert wanted - set(arabic) == set()
    for phrase in wanted:
        assert sorted(re.findall(r"\{\w+\}", phrase)) == sorted(re.findall(r"\{\w+\}", arabic[phrase])), phrase


def test_no_words_stand_in_two_tables_of_the_catalogue() -> None:
    held = tomllib.loads((HOME / "templates" / "ar.toml").read_text(encoding="utf-8"))

    assert set(held["phrases"]) & set(held["sentences"]) == set()
    assert set(held["verbs"]) & set(held["sentences"]) == set()


def test_every_verb_of_a_sentence_has_its_form() -> None:
    text = (HOME / "templates" / "ar.toml").read_text(encoding="utf-8")
    said = {verb for either in re.findall(r"\{verb:([^{}]*)\}", text) for verb in either.split("|")}

    assert said == set(words("ar").verbs)


def test_what_somebody_denied_is_another_word_than_what_was_denied() -> None:
    said = words("ar").sentence("The Board denied something that no statement of the case holds: “it shot at a car”.")

    assert "نفى" in said
    assert "منفي" not in said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("at least 3 more than the total, beyond rounding (0 at most).", "rounding"),
        ("7,555 people; whether the rest are people on no list, the count cannot tell", "whether"),
        (
            "the parts could also be read otherwise: '77,000 men' as 34,751 men + 1,955 women with '3,000 men' as no "
            "class, or '3,000 men' as 726 men",
            "class",
        ),
        (
            "its parts fall 847 short: 932 border guards, 486 unidentified people left out, and -23 by rounding and "
            "the changes named",
            "unidentified",
        ),
    ],
)
def test_a_figure_takes_no_clause_behind_it_for_its_own(text: str, word: str) -> None:
    said = words("ar").sentence(text)

    assert word in text
    assert word not in said
    assert 'lang="en"' not in said


def test_every_noun_has_its_five_arabic_forms() -> None:
    assert set(words("ar").nouns) == set(NOUNS)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "قائمة واحدة"), (2, "قائمتان"), (7, "7\u00a0قوائم"), (11, "11\u00a0قائمة"), (1005, "1,005\u00a0قوائم")],
)
def test_arabic_counts_in_five_ways(number: int, shown: str) -> None:
    assert words("ar").counted(number, "list") == shown


def test_the_last_two_digits_decide_the_form_of_an_arabic_noun() -> None:
    said = [words("ar").counted(n, "person").rpartition("\u00a0")[2] for n in (3, 11, 99, 100, 103, 402)]

    assert said == ["أشخاص", "شخصًا", "شخصًا", "شخص", "أشخاص", "شخص"]


def test_english_counts_in_two_ways() -> None:
    assert [words("en").counted(n, "person") for n in (1, 2)] == ["1\u00a0person", "2\u00a0people"]


def test_values_are_escaped_and_html_of_ours_is_not() -> None:
    said = words("en").say("{low} to {high}", low="<b>", high=Markup("<i>9</i>"))

    assert said == "&lt;b&gt; to <i>9</i>"


def test_a_phrase_without_translation_is_an_error() -> None:
    with pytest.raises(CaseError, match="no translation"):
        words("ar").say("A phrase that nobody wrote")


def test_a_word_of_the_sources_stays_as_it_is() -> None:
    assert words("ar").term("northern_league") == "<bdi>northern_league</bdi>"


def test_the_arabic_edition_is_written_from_right_to_left(invented: Results) -> None:
    page = html.document_fromstring(render(invented, language="ar"))

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.get_element_by_id("answer").findtext(".//h2") == "المُعلَن"
    assert "The toll of the valley war" in page.text_content()
