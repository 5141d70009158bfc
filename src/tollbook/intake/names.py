"""Cells that hold names: which script they are in, and which of them name nobody or several people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tollbook.intake.cells import Cells
from tollbook.model.tables import NAME_PARTS, REMARKS, SCRIPTS, empty
from tollbook.text.scripts import ARABIC, ascii_digits

_LATIN = r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]"
_TWO_SCRIPTS = rf"^({_LATIN}[^\u0600-\u06FF]*?)[\s(/|\-]+({ARABIC}[^A-Za-z]*?)[\s)]*$"
_TWO_SCRIPTS_ARABIC_FIRST = rf"^({ARABIC}[^A-Za-z]*?)[\s(/|\-]+({_LATIN}[^\u0600-\u06FF]*?)[\s)]*$"

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7, "ثمانية": 8, "تسعة": 9, "عشرة": 10,
}  # fmt: skip
_COUNT = rf"(\d{{1,4}}|[٠-٩]{{1,4}}|{'|'.join(_NUMBERS)})"
_HUMANS = (
    "people|persons|members|bodies|civilians|children|women|men|unidentified|unknown|unnamed|victims|relatives|others|"
    "أشخاص|شخص|أفراد|فرد|مدنيين|مدنيون|أطفال|نساء|رجال|جثث|جثة|مجهول|مجهولين|مجهولي|ضحايا|شهداء"
)
_GROUP = re.compile(
    rf"(?i)\b(?:family|families|group|household|relatives) of {_COUNT}\b|\b{_COUNT} (?:{_HUMANS})\b"
    rf"|عائلة (?:من |مؤلفة من |مكونة من ){_COUNT}\b"
)
_BESIDE = re.compile(r"(?i)[^\W\d]\s+(?:and|with|&|\+|و|مع)(?:\s+(?:his|her|their))?\s*$")
# Words without which neither pattern can match: a million names are searched for them at once.
_SIGNS = [
    *_HUMANS.split("|"), "anonymous", "withheld", "not known", "family", "families", "group", "household", "عائلة",
    "جثث", "مجهولة", "مجهولو",
]  # fmt: skip
_UNNAMED = (
    r"(?i)^(?:an? |one )?(?:unidentified|unknown|unnamed|anonymous|name (?:unknown|withheld|not known))\b"
    r"|^(?:مجهول|مجهولة|مجهولو|مجهولي|جثة|جثث|شخص مجهول|طفل مجهول|امرأة مجهولة)(?:\s|$)"
    r"|(?i)^(?:family|families|group|household|relatives) of\b"
)
_SEVERAL = r"(?i)^(?:family|families|group|household|relatives) of\b|^(?:جثث|مجهولو|مجهولي)(?:\s|$)"


@dataclass(frozen=True, slots=True)
class Named:
    """The names of the rows.

    Attributes:
        columns: `name_ar`, `name_latin` and the parts in both scripts, one value a row.
        people: How many people a name's words count ("family of 6"); null where they count none.
        remarks: Texts that were left out because they name nobody, or several people.
    """

    columns: Mapping[str, pl.Series]
    people: pl.Series
    remarks: pl.DataFrame


def take_names(named: Mapping[str, Cells], *, rows: int) -> Named:
    """Return names by script, from columns of any of the name roles.

    Args:
        named: Role to its cells.
        rows: Number of rows.

    Returns:
        Whole names, built from their parts where no column holds them, and the parts.
    """
    columns: dict[str, pl.Series] = {}
    remarks = [empty(REMARKS)]
    people = pl.Series("people", [None] * rows, dtype=pl.Int64)
    for role, cells in named.items():
        text, counted, found = _of_one_person(cells)
        remarks.append(found)
        people = people.zip_with(people.is_not_null(), counted)
        stem = role.removesuffix("_ar").removesuffix("_latin")
        arabic, latin = _by_script(text, is_whole=stem == "name")
        for name, series in ((f"{stem}_ar", arabic), (f"{stem}_latin", latin)):
            kept = columns.get(name)
            if kept is None:
                columns[name] = series
                continue
            clash = kept.is_not_null() & series.is_not_null() & (kept != series)
            remarks.append(
                cells.remarks(clash, f"another column already gives {name}", "map the column to the script it holds")
            )
            columns[name] = kept.zip_with(kept.is_not_null(), series)
    frame = pl.DataFrame(columns) if columns else pl.DataFrame({"name_ar": people.cast(pl.String)})
    wanted = [
        *(f"name_{script}" for script in SCRIPTS),
        *(f"{part}_{script}" for script in SCRIPTS for part in NAME_PARTS),
    ]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in wanted if name not in frame.columns)
    for script in SCRIPTS:
        parts = pl.concat_str([pl.col(f"{part}_{script}") for part in NAME_PARTS], separator=" ", ignore_nulls=True)
        whole = pl.when(parts.str.len_chars() > 0).then(parts)
        frame = frame.with_columns(pl.col(f"name_{script}").fill_null(whole))
    return Named({name: frame[name] for name in wanted}, people, pl.concat(remarks))


def _of_one_person(cells: Cells) -> tuple[pl.Series, pl.Series, pl.DataFrame]:
    """Return the texts that may be one person's name, the people that others count, and remarks on these others."""
    text = cells.text
    letterless = ~text.str.contains(r"\p{L}")
    suspect = text.str.contains_any(_SIGNS, ascii_case_insensitive=True).fill_null(value=False).arg_true()
    none = pl.repeat(value=False, n=text.len(), dtype=pl.Boolean, eager=True)
    texts_seen = text.gather(suspect)
    group = none.clone().scatter(suspect, texts_seen.str.contains(_GROUP.pattern))
    unnamed = none.clone().scatter(suspect, texts_seen.str.contains(_UNNAMED)) & ~group
    uncounted = none.clone().scatter(suspect, texts_seen.str.contains(_SEVERAL))
    remarks = [
        cells.remarks(letterless, "the name holds no letter", "correct the name, or the column's role in profile.toml"),
        cells.remarks(
            group,
            "the words count several people and are no person's name: the row is counted, never merged",
            "nothing, if that is what the source means",
        ),
        cells.remarks(
            unnamed & uncounted,
            "the words speak of several people and do not say how many: the row counts as one person, never merged",
            "give the number in a column of people, if it is known",
        ),
        cells.remarks(
            unnamed & ~uncounted,
            "the words say that the person is not identified and are no name: the row is counted, never merged",
            "nothing, if that is what the source means",
        ),
    ]
    texts = text.filter(group.fill_null(value=False)).unique().sort().to_list()
    numbers = [_counted(words) for words in texts]
    counted = (
        text.replace_strict(texts, numbers, default=None, return_dtype=pl.Int64)
        if texts
        else pl.Series([None] * text.len(), dtype=pl.Int64)
    )
    no_name = (letterless | group | unnamed).fill_null(value=True)
    return text.zip_with(~no_name, pl.Series([None], dtype=pl.String)), counted, pl.concat(remarks)


def _counted(words: str) -> int | None:
    """Return how many people words count in all: "Sami and 3 others" are four, "2 men and 3 women" five."""
    found = list(_GROUP.finditer(words))
    numbers = [ascii_digits(part) for match in found for part in match.groups() if part]
    people = sum(int(number) if number.isdigit() else _NUMBERS.get(number.lower(), 1) for number in numbers)
    if found and people and _BESIDE.search(words[: found[0].start()]):
        people += 1
    return people or None


def _by_script(text: pl.Series, *, is_whole: bool) -> tuple[pl.Series, pl.Series]:
    """Return the Arabic and the other names; "Name (الاسم)" gives one to each."""
    frame = text.alias("text").to_frame()
    has_arabic = pl.col("text").str.contains(ARABIC)
    if not is_whole:
        split = frame.select(
            arabic=pl.when(has_arabic).then(pl.col("text")), latin=pl.when(~has_arabic).then(pl.col("text"))
        )
        return split["arabic"], split["latin"]
    is_mixed = has_arabic & pl.col("text").str.contains(_LATIN)
    if not frame.select(is_mixed.any()).item():
        return _by_script(text, is_whole=False)
    latin_first = pl.col("text").str.extract_groups(_TWO_SCRIPTS)
    arabic_first = pl.col("text").str.extract_groups(_TWO_SCRIPTS_ARABIC_FIRST)
    arabic = pl.coalesce(latin_first.struct.field("2"), arabic_first.struct.field("1"))
    latin = pl.coalesce(latin_first.struct.field("1"), arabic_first.struct.field("2"))
    split = frame.select(
        arabic=pl.when(is_mixed & arabic.is_not_null())
        .then(arabic.str.strip_chars(" -/|()"))
        .when(has_arabic)
        .then(pl.col("text")),
        latin=pl.when(is_mixed).then(latin.str.strip_chars(" -/|()")).when(~has_arabic).then(pl.col("text")),
    )
    return split["arabic"], split["latin"]
