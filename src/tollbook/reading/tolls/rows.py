"""Tables in a text, a row a line: "Governorate | Killed | Injured", and below it "Aleppo | 212 | 430"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tollbook.reading.page import Sentence, Token
from tollbook.reading.tolls.headings import measure_of
from tollbook.reading.tolls.people_words import group_of, is_people
from tollbook.reading.tolls.sheet import Column, Draft, Sheet
from tollbook.reading.tolls.signs import Figure

_BAR = "|"
_FEWEST = 2  # cells of a row
_TOTALS = frozenset(("total", "totals", "all", "sum", "overall"))
_Cell = tuple[int, int]  # tokens of a sentence, [from, to)


def read_row(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Draft the counts of a table's row, or note what its columns count.

    Args:
        sheet: What was drafted before; the row's counts are added.
        sentence: The sentence.
        tokens: Its tokens.

    Returns:
        Whether it is the head or a row of a table of people, and is not to be read as prose.
    """
    cells = _cells(tokens)
    if len(cells) < _FEWEST:
        return False
    if all(token.number is None for token in tokens):
        columns = tuple(_column(sheet, sentence, tokens, cell) for cell in cells)
        sheet.columns = (sentence.paragraph, columns) if any(one.measure for one in columns) else (-2, ())
        return bool(sheet.columns[1])
    paragraph, columns = sheet.columns
    if len(columns) != len(cells) or not 0 < sentence.paragraph - paragraph <= 1:
        return False
    sheet.columns = (sentence.paragraph, columns)
    label = [token for token in tokens[cells[0][0] : cells[0][1]] if token.is_word]
    is_total = any(token.low in _TOTALS for token in label)
    for column, cell in zip(columns, cells, strict=True):
        if column.measure is not None and cell[1] - cell[0] == 1 and tokens[cell[0]].number is not None:
            _add(sheet, sentence, tokens, (column, cell[0], label), is_total=is_total)
    return True


def _cells(tokens: Sequence[Token]) -> list[_Cell]:
    bars = [-1, *(i for i, token in enumerate(tokens) if token.text == _BAR), len(tokens)]
    if len(bars) < _FEWEST + 1:
        return []
    found = [(a + 1, b) for a, b in pairwise(bars)]
    if found and found[0][0] == found[0][1]:
        found.pop(0)  # "| Aleppo | 212 |"
    if found and found[-1][0] == found[-1][1]:
        found.pop()
    return found


def _column(sheet: Sheet, sentence: Sentence, tokens: Sequence[Token], cell: _Cell) -> Column:
    """Return what a column counts: by its own words, or whom, under a heading that says what."""
    words = tokens[cell[0] : cell[1]]
    names = bool(words) and (is_people(words[-1].low) or words[-1].low in _TOTALS | {"number"})
    under = sheet.under[1] if 0 < sentence.paragraph - sheet.under[0] <= 1 else None
    measure = measure_of(words) or (under if names and cell[0] > 0 else None)
    people = [token for token in words if is_people(token.low)]
    text = sheet.page.text[words[0].start : words[-1].end] if words else ""
    return Column(measure, group_of(words, text) if people and measure_of(words) is None else None)


def _add(
    sheet: Sheet,
    sentence: Sentence,
    tokens: Sequence[Token],
    cell: tuple[Column, int, Sequence[Token]],
    *,
    is_total: bool,
) -> None:
    column, at, label = cell
    number = tokens[at].number
    if number is None or column.measure is None:
        return
    group = column.group
    if group is None and any(is_people(token.low) for token in label):
        group = group_of(label, sheet.page.text[label[0].start : label[-1].end])
    made = Draft(sentence.index, Figure(at, at + 1, None, (at, at)), number, column.measure, group, is_total=is_total)
    if is_total:
        _gather(sheet, sentence, (column, number.low))
    sheet.drafts.append(made)


def _gather(sheet: Sheet, sentence: Sentence, whole: tuple[Column, int]) -> None:
    """Make the cells above a total its parts: that they do not come to it is what a reader should see.

    Below a subtotal only cells that come to the total are its parts.
    """
    column, total = whole
    parts: list[int] = []
    for i, one in sheet.recent():
        if sentence.index - one.sentence > len(parts) + 1:
            break
        if one.sentence < sentence.index and _is_above(one, column):
            parts.append(i)
    has_subtotal = any(sheet.drafts[i].is_total for i in parts)
    if len(parts) > 1 and (not has_subtotal or sum(sheet.drafts[i].number.low for i in parts) == total):
        for i in parts:
            sheet.drafts[i] = replace(sheet.drafts[i], parent=len(sheet.drafts), is_item=True, is_exhaustive=True)


def _is_above(one: Draft, column: Column) -> bool:
    """Return whether a count stands in a column: of its measure, and of its people where the column names them."""
    return one.measure is column.measure and (column.group is None or one.group == column.group)
