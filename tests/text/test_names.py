"""Names as structures: folding, particles, chains, keys that scripts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.text.names import MAX_CHARS, Chain, chain, fold, joined, key, part
from tollbook.text.romanisation import OWN_VARIANTS, VARIANTS


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمـد", "احمد"),
        ("فَاطِمَة", "فاطمه"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("جادهللا", "جادالله"),
        ("مصطفى ١٢", "مصطفي"),
        ("O’Brien-Müller", "obrien muller"),
        ("a\u200fb\x00c", "ab c"),
        ("İpek", "ipek"),
        ("Işık Łøđß", "isik lodss"),
        ("Щербина Євгенія", "shcherbina ievgeniya"),
        ("राम", "ram"),
        ("ተስፋዬ", "tesfaye"),
        ("김민수", "gimminsu"),
        ("«Ян» 3", "yan"),
    ],
)
def test_letters_written_for_one_another_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("عبد الرحمن بن حسن البستاني", Chain("عبدالرحمن", "حسن", None, "البستاني")),
        ("Abd ar-Rahman bin Hasan Al-Bustani", Chain("abdrahman", "hasan", None, "bustani")),
        ("Samer Abu Odeh", Chain("samer", None, None, "abuodeh")),
        ("Anna Maria Theresa Keller", Chain("anna", "maria", "theresa", "keller")),
        ("Vincent van der Meer", Chain("vincent", None, None, "vandermeer")),
        ("Ola", Chain("ola")),
        ("Rosa de los Milagros del Prado", Chain("rosa", "delosmilagros", None, "delprado")),
        ("Keller-Brandt, Anna Maria", Chain("anna", "maria", "keller", "brandt")),
        ("البستاني، سامر", Chain("سامر", None, None, "البستاني")),
        ("Гайовий Марко Орестович", Chain("marko", "orestovich", None, "gayoviy")),
        ("Марко Орестович Гайовий", Chain("marko", "orestovich", None, "gayoviy")),
        ("Haiovyi Marko Orestovych", Chain("marko", "orestovych", None, "haiovyi")),
        ("Петрович, Марко", Chain("marko", None, None, "petrovich")),
        ("김민수", Chain("minsu", None, None, "gim")),
        ("김 민수", Chain("minsu", None, None, "gim")),
        ("王小明", Chain("xiaoming", None, None, "wang")),
        ("", Chain()),
        (None, Chain()),
    ],
)
def test_a_whole_name_is_a_chain_with_its_particles_joined(written: str | None, made: Chain) -> None:
    assert chain(written) == made


@pytest.mark.parametrize(
    "spellings",
    [
        ("عبد الرحمن", "Abdulrahman", "Abd al-Rahman", "Abderrahmane", "Abdel Rahman"),
        ("محمد", "Mohammed", "Muhammad", "Mohamad"),
        ("عبدالله", "Abdullah", "Abdallah"),
        ("صالح", "Saleh", "Salih"),
        ("علي", "Ali", "Aly"),
        ("خليل", "Khalil", "Khaleel"),
        ("شريف", "Sharif", "Cherif", "Shareef"),
        ("الشهاب", "Al-Shihab", "el Chehab"),
        ("نور الدين", "Noureddine", "Nur ad-Din", "Nour Eddin", "Nooruddin", "Nouraddeen"),
        ("صلاح الدين", "Salah Eddine", "Slaheddine", "Salahuddin"),
        ("الياس", "Elias", "Ilyas"),
        ("ثابت", "Thabet", "Thabit"),
        ("Щербина", "Shcherbyna"),
        ("Юрченко", "Yurchenko", "Iurchenko"),
        ("ተስፋዬ", "Tesfaye"),
        ("Γιώργος", "Giorgos"),
        ("გიორგი", "Giorgi"),
        ("小明", "Xiaoming"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key(part(written) or "") for written in spellings}) == 1


def test_short_names_are_not_lost_among_others_of_their_kind() -> None:
    assert len({key(part(written) or "") for written in ("علي", "ايه", "ليلي", "وعد")}) == 4


@given(st.text(max_size=80))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=400))
def test_any_text_makes_a_bounded_chain_with_keys(text: str) -> None:
    made = chain(text)

    for value in (made.given, made.father, made.grandfather, made.family):
        assert value is None or 0 < len(value) <= MAX_CHARS
        assert value is None or key(value)
    assert all(joined(fold(text)))


def test_every_attested_spelling_has_the_key_of_its_name_and_stands_for_no_western_short_form() -> None:
    attested = {spelt: name for spelt, name in VARIANTS.items() if spelt not in OWN_VARIANTS}

    assert len(attested) > 50
    assert all(key(spelt) == key(name) and part(spelt) == spelt for spelt, name in attested.items())
    assert not attested.keys() & {*OWN_VARIANTS.values()}
