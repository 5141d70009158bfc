"""A first profile of an unknown list: runs as it is, and says what it guessed and what to ask."""

import json
from dataclasses import dataclass

import polars as pl

from tollbook.intake.guesses import Guess, guesses
from tollbook.intake.roles import ROLES, Kind, role_of_header
from tollbook.intake.rows import no_records
from tollbook.intake.words import ALLOWED
from tollbook.model.raw import RawTable


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile to correct.

    Attributes:
        toml: Text of profile.toml.
        guesses: What each column is taken to mean, and why.
        unmapped: Column and value of each value that no lookup holds.
        questions: What only the user can answer; until then the cautious way is taken.
    """

    toml: str
    guesses: tuple[Guess, ...]
    unmapped: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


def draft_profile(table: RawTable, *, name: str, file: str, edition: str | None = None) -> Draft:
    """Return a profile for a list that has none.

    Args:
        table: The cells of its file.
        name: The list's name in the case, which becomes its title until corrected.
        file: The file's name in the source's folder.
        edition: Name of the edition; None takes the file's name without its ending.

    Returns:
        A profile that `parse_profile` takes and `take_in` can use at once. Columns that were not recognised are named
        in comments and will be reported when the list is taken in.
    """
    found = guesses(_people_only(table.frame))
    questions = [guess.question for guess in found if guess.question is not None]
    questions.extend(_questions_of_file(table))
    unmapped = tuple((guess.column, value) for guess in found if guess.role is not None for value in guess.unmapped)
    questions.extend(
        f"What do these values of column '{guess.column}' mean? {'; '.join(guess.unmapped[:10])}"
        for guess in found
        if guess.role is not None and guess.unmapped
    )
    if not any((guess.role or "").startswith(("name", "given", "family")) for guess in found):
        questions.append("Which column holds the names? Without one every row counts, but none can be linked.")
    edition = edition or file.rpartition(".")[0] or file
    lines = [*_top(_title(table) or name, table, questions), *_edition(edition, file), *_columns(found), *_bottom()]
    return Draft("\n".join(lines) + "\n", found, unmapped, tuple(questions))


def _people_only(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that may be people, so that totals and headers printed again do not mislead a guess."""
    roles = {name: role for name in frame.columns if (role := role_of_header(name)) is not None}
    return frame.filter(no_records(frame, roles or dict.fromkeys(frame.columns, "")).is_null())


def _title(table: RawTable) -> str | None:
    """Return the first line above the header, which mostly is the list's title."""
    above = table.facts.get("above_header")
    return str(above[0]) if above else None


def _questions_of_file(table: RawTable) -> list[str]:
    facts = table.facts
    questions = []
    if facts.get("encoding_found_by") == "letters":
        questions.append(
            f"Do names and places read right? The encoding ({facts['encoding']}) was guessed from the letters; "
            "set encoding under [file] if not."
        )
    others = facts.get("other_sheets") or []
    if others:
        questions.append(
            f"Is '{facts.get('sheet')}' the sheet meant? It also has: {', '.join(others)}. Set sheet under [file]."
        )
    return questions


def _top(title: str, table: RawTable, questions: list[str]) -> list[str]:
    asked = [f"#   {number}. {_one_line(question)}" for number, question in enumerate(questions, start=1)]
    return [
        "# What this list is and what its columns mean. Drafted from the file: correct it, then run again.",
        f"# Found: {table.frame.height} rows, {len(table.frame.columns)} columns{_found(table)}.",
        *(["#", "# Questions that only you can answer:", *asked] if asked else []),
        "",
        "ignore = []  # columns left out on purpose",
        "",
        "[list]",
        f"title = {_quoted(title)}  # as published",
        'publisher = ""  # who publishes it',
        '# licence = "CC-BY-4.0"  # the terms on which it may be used',
        '# attribution = "..."  # the line that the publisher asks for',
        '# url = "https://..."',
        'policy = "may_repeat"  # "once" if the list means to hold each person once',
        'edition_policy = "replaces"  # "adds" if a new edition only adds to the last',
        "",
    ]


def _edition(name: str, file: str) -> list[str]:
    return [
        "[[editions]]",
        f"name = {_quoted(name)}",
        f"file = {_quoted(file)}",
        "# date = 2016-12-31  # the day on which it was published; nothing in it can have happened later",
        "",
        "[coverage]  # what the list says it covers; estimation needs it",
        "# from = 2011-03-01",
        "# to = 2016-12-31",
        '# places = { "*" = "no", "Aleppo" = "yes" }  # yes, no, partial',
        '# status = { civilian = "yes", armed_forces = "no" }',
        "",
    ]


def _columns(found: tuple[Guess, ...]) -> list[str]:
    lines = ["[columns]  # column of the file = its role, or a table below"]
    tables: list[str] = []
    for guess in found:
        key = _quoted(guess.column)
        if guess.role is None:
            lines.append(f'# {key} = "..."  # not taken in: {_one_line(guess.reason)}; give it a role or ignore it')
            if guess.unmapped:
                lines.append(f"#   its values: {_one_line(', '.join(guess.unmapped[:10]))}")
        elif guess.options or guess.unmapped:
            tables.extend(_table(guess))
        else:
            lines.append(f"{key} = {_quoted(guess.role)}  # {_one_line(guess.reason)}")
    return [*lines, "", *tables]


def _table(guess: Guess) -> list[str]:
    role = guess.role or ""
    lines = [
        f"[columns.{_quoted(guess.column)}]  # {_one_line(guess.reason)}",
        f"role = {_quoted(role)}",
        *(f"{option} = {_quoted(value) if isinstance(value, str) else value}" for option, value in guess.options),
    ]
    if guess.unmapped and ROLES[role] is Kind.TERM:
        lines.append(f"[columns.{_quoted(guess.column)}.lookup]  # value = one of {', '.join(ALLOWED[role])}")
        lines.extend(f'# {_quoted(value)} = "unknown"' for value in guess.unmapped)
    return [*lines, ""]


def _bottom() -> list[str]:
    return [
        "[missing]  # further words of this list, besides those that Tollbook knows",
        "empty = []  # not stated",
        "unknown = []  # the source says that it does not know",
        "",
        "[expect]  # what the list should look like when it was read right; checked at every run",
        "# rows = { min = 1000, max = 1100 }",
        "# filled = { name = 0.95 }",
        "# range = { age = { min = 0, max = 110 } }",
        '# unique = ["id"]',
    ]


def _found(table: RawTable) -> str:
    facts = table.facts
    parts = []
    if facts.get("encoding"):
        parts.append(f"encoding {facts['encoding']} ({facts['encoding_found_by']})")
    if facts.get("delimiter"):
        parts.append(f"delimiter {json.dumps(facts['delimiter'], ensure_ascii=False)}")
    if facts.get("sheet"):
        parts.append(f"sheet {_one_line(str(facts['sheet']))}")
    if facts.get("header_row"):
        parts.append(f"header in row {facts['header_row']}")
    return "; " + ", ".join(parts) if parts else ""


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's, but for the control character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _one_line(text: str) -> str:
    return " ".join(text.split())
