"""A table as a file holds it, before anything is understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of one sheet or text file, as text.

    Attributes:
        frame: One String column per column of the file, in its order, headers made unique; null: the cell is empty.
        rows: Row number of each row of `frame` as a spreadsheet shows it (the header is row 1). Int64.
        faults: Rows of the file that are not in `frame`, because they have no sure place in its columns: REJECTIONS
            columns, with `source` and `edition` null.
        blank_rows: Rows without any value; neither rows nor faults.
        facts: What was found about the file: encoding, delimiter, sheet, header row, renamed headers.
    """

    frame: pl.DataFrame
    rows: pl.Series
    faults: pl.DataFrame
    blank_rows: int
    facts: Mapping[str, Any]
