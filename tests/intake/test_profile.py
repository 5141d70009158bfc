"""A profile says what it means, or an error names the key and the way to mend it."""

from datetime import date

import pytest

from tollbook.errors import ProfileError
from tollbook.intake import Profile, parse_profile
from tollbook.model.period import Period
from tollbook.model.vocabulary import Covers, EditionPolicy, ListPolicy
from tollbook.text.dates import Calendar, DateForm, Order

EDITIONS = '[[editions]]\nname = "e"\nfile = "f.csv"\n'


def profile(text: str) -> Profile:
    return parse_profile(text, where="sources/s/profile.toml")


def test_a_small_profile_fills_in_the_rest() -> None:
    small = profile(EDITIONS + '[columns]\nName = "name"\n')

    assert small.policy is ListPolicy.MAY_REPEAT
    assert small.edition_policy is EditionPolicy.REPLACES
    assert small.source("s").editions == ("e",)
    assert small.source("s").title == ""
    assert small.columns[0].dates == DateForm()


def test_editions_and_columns_keep_their_settings() -> None:
    full = profile(
        """
        [file]
        encoding = "utf-16"
        [[editions]]
        name = "1"
        file = "a.csv"
        date = 2016-12-31
        [[editions]]
        name = "2"
        file = "b.xlsx"
        sheet = "x"
        [coverage]
        from = 2012-01-01
        places = { "*" = "no", "Aleppo" = "yes" }
        [columns.Died]
        role = "date_of_death"
        order = "mdy"
        calendar = "hijri"
        """
    )

    assert full.editions[0].published == date(2016, 12, 31)
    assert (full.editions[1].form.sheet, full.editions[1].form.encoding) == ("x", "utf-16")
    assert full.coverage.period == Period(date(2012, 1, 1), None)
    assert full.coverage.of("governorate", "Homs") is Covers.NO
    assert full.columns[0].dates == DateForm(Order.MDY, Calendar.HIJRI)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[list", "not valid TOML"),
        ("الاسم = 1", "not valid TOML"),
        ("", "lacks 'editions'"),
        (EDITIONS, "lacks 'columns'"),
        ("editions = []\n[columns]\n", "no value for editions"),
        ("[list]\ntitel = 'x'\n" + EDITIONS + "[columns]\n", "did you mean 'title'"),
        ("ignored = []\n" + EDITIONS + "[columns]\n", "did you mean 'ignore'"),
        (EDITIONS + 'sheets = "x"\n[columns]\n', "unknown key 'editions.0.sheets'"),
        (EDITIONS + "date = 2016\n[columns]\n", "editions.0.date"),
        ('[[editions]]\nname = "a/b"\nfile = "f"\n[columns]\n', "editions.0.name"),
        ("[list]\npolicy = 'twice'\n" + EDITIONS + "[columns]\n", "'twice' is no value for list.policy"),
        ("[list]\ninvented = 'maybe'\n" + EDITIONS + "[columns]\n", "list.invented"),
        ("[file]\ndelimiter = '||'\n" + EDITIONS + "[columns]\n", "file.delimiter"),
        (EDITIONS + '[columns]\nA = "nam"\n', "did you mean 'name'"),
        (EDITIONS + '[columns]\nA = "photo"\n', "name it under ignore"),
        (EDITIONS + '[columns]\nA = "name"\nB = "name"\n', "both have the role name"),
        ('ignore = ["A"]\n' + EDITIONS + '[columns]\nA = "name"\n', "both mapped and ignored"),
        (EDITIONS + '[columns.A]\nrole = "sex"\norder = "dmy"\n', "takes no 'order'"),
        (EDITIONS + '[columns.A]\nrole = "name"\nunit = "days"\n', "takes no 'unit'"),
        (EDITIONS + '[columns.A]\nrole = "sex"\nlook = {}\n', "did you mean 'lookup'"),
        (EDITIONS + "[columns.A]\nlookup = {}\n", "role"),
        (EDITIONS + '[columns.A]\nrole = "sex"\nlookup = { W = "woman" }\n', "use one of: female, male, unknown"),
        (EDITIONS + '[columns.A]\nrole = "age"\nlookup = { child = "young" }\n', "which is no age"),
        (EDITIONS + '[columns.A]\nrole = "withdrawn"\nlookup = { z = "gone" }\n', "neither yes nor no"),
        (EDITIONS + '[columns.A]\nrole = "date_of_death"\norder = "day"\n', "order"),
        (EDITIONS + '[columns.A]\nrole = "date_of_death"\ncentury = 1800\n', "century"),
        (EDITIONS + '[columns]\nA = "death_month"\n', "need death_year"),
        (EDITIONS + '[columns]\nA = "death_year"\nB = "date_of_death"\n', "are both mapped"),
        (EDITIONS + EDITIONS + "[columns]\n", "two editions are called 'e'"),
        (EDITIONS + "[columns]\n[coverage]\nfrom = 2016-01-01\nto = 2015-01-01\n", "before it begins"),
        (EDITIONS + '[columns]\n[coverage]\nplaces = { x = "perhaps" }\n', "coverage.places.x"),
        (EDITIONS + '[columns]\n[coverage]\nstatus = { soldier = "yes" }\n', "coverage.status.soldier"),
        (EDITIONS + "[columns]\n[expect]\nfilled = { name = 0.5 }\n", "which no column maps"),
        (EDITIONS + '[columns]\nA = "name"\n[expect]\nfilled = { name = 5 }\n', "expect.filled.name"),
        (EDITIONS + "[columns]\n[expect]\nrange = { sex = { min = 1 } }\n", "expect.range.sex"),
    ],
)
def test_a_fault_of_a_profile_names_the_key_and_the_mend(text: str, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        profile(text)

    assert words in str(caught.value)
    assert "profile.toml" in caught.value.where
    assert caught.value.mend
