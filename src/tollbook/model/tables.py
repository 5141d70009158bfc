"""The columns of every table that one stage hands to the next; each is a file of `out/`.

A missing value (null) means "not stated"; the word `unknown` means that the source says it does not know.
"""

from collections.abc import Mapping

import polars as pl

from tollbook.errors import TableError

NAME_PARTS = ("given", "father", "grandfather", "family")
SCRIPTS = ("ar", "latin")

RECORDS: dict[str, pl.DataType] = {
    "record_id": pl.String(),  # source/edition/row
    "source": pl.String(),
    "edition": pl.String(),
    "file": pl.String(),  # relative to the source's folder
    "row": pl.Int64(),  # as a spreadsheet shows it: the header is row 1
    "current": pl.Boolean(),  # in the source's list as it stands now; False once a later edition replaced or dropped it
    "source_record_id": pl.String(),
    "identifier": pl.String(),  # a number that other lists share, such as a national ID
    "name_ar": pl.String(),  # the whole name as published, parts joined by a space
    "name_latin": pl.String(),  # any script that is not Arabic
    **{f"{part}_{script}": pl.String() for script in SCRIPTS for part in NAME_PARTS},
    "sex": pl.String(),
    "age_low": pl.Float64(),  # years; both ends included
    "age_high": pl.Float64(),
    "birth_from": pl.Date(),
    "birth_to": pl.Date(),
    "birth_precision": pl.String(),
    "death_from": pl.Date(),
    "death_to": pl.Date(),
    "death_precision": pl.String(),
    "reported": pl.Date(),  # when the source listed or learned of it
    "place": pl.String(),  # the finest place stated, as published
    "locality": pl.String(),
    "district": pl.String(),
    "governorate": pl.String(),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "status": pl.String(),
    "side": pl.String(),
    "cause": pl.String(),
    "perpetrator": pl.String(),
    "nationality": pl.String(),
    "people": pl.Int64(),  # how many people the row stands for; 1 unless the source says more
    "linkable": pl.Boolean(),  # names one person; rows of unnamed people or several people are counted, never merged
}

# A row that became no record: rows = records + rejections.
REJECTIONS: dict[str, pl.DataType] = {
    "source": pl.String(),
    "edition": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),  # null where the whole row is at fault
    "value": pl.String(),
    "reason": pl.String(),
    "mend": pl.String(),
}

# A value of a kept record that was left out, with its reason; same columns as a rejection.
REMARKS: dict[str, pl.DataType] = dict(REJECTIONS)

# Columns `w_<term>` (log2 weight of each term) follow these.
PAIRS: dict[str, pl.DataType] = {
    "left": pl.String(),
    "right": pl.String(),
    "match_weight": pl.Float64(),  # log2 odds, prior included
    "probability": pl.Float64(),
    "unlabelled": pl.Float64(),  # the probability by the model alone, before judgements; the lot draws by it
}

PERSONS: dict[str, pl.DataType] = {"record_id": pl.String(), "person_id": pl.String()}

# Records whose person in a draw is another than in PERSONS; each draw has a row, so that none is lost.
PARTITIONS: dict[str, pl.DataType] = {"draw": pl.Int32(), "record_id": pl.String(), "person_id": pl.String()}

# What became of a row in the next edition of its list; `before` is null where added, `after` where removed.
CHANGES: dict[str, pl.DataType] = {
    "source": pl.String(),
    "before_edition": pl.String(),
    "after_edition": pl.String(),
    "before": pl.String(),  # record_id
    "after": pl.String(),
    "change": pl.String(),  # same, changed, added, removed, renumbered, split, merged
    "fields": pl.List(pl.String()),  # of `changed`: those that differ
}

# Judgements of people on pairs, oldest first; a later one on the same pair replaces an earlier one.
JUDGEMENTS: dict[str, pl.DataType] = {
    "left": pl.String(),
    "right": pl.String(),
    "verdict": pl.String(),  # same, different, unsure
    "who": pl.String(),
    "when": pl.String(),  # ISO 8601, UTC
    "why": pl.String(),
    "drawn": pl.Boolean(),  # Tollbook drew the pair by lot, to check the linkage by; such pairs speak for others
}

# One row a person: the value taken for each field and by which rule; `conflicts` names the fields that disagree.
PEOPLE: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "records": pl.List(pl.String()),
    "sources": pl.List(pl.String()),
    "people": pl.Int64(),
    "name_ar": pl.String(),
    "name_latin": pl.String(),
    "sex": pl.String(),
    "age_low": pl.Float64(),
    "age_high": pl.Float64(),
    "age_band": pl.String(),
    "death_from": pl.Date(),
    "death_to": pl.Date(),
    "month": pl.String(),  # YYYY-MM; null where the date is not known to the month
    "quarter": pl.String(),  # YYYY-Qn; null where the date is not known to the quarter
    "year": pl.String(),  # YYYY; null where the date is not known to the year
    "place": pl.String(),
    "locality": pl.String(),
    "district": pl.String(),
    "governorate": pl.String(),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "status": pl.String(),
    "side": pl.String(),
    "cause": pl.String(),
    "perpetrator": pl.String(),
    "conflicts": pl.List(pl.String()),
    "identified": pl.Boolean(),
    "outside": pl.String(),  # period, territory; null: inside the case, or nothing known against it
}

DIMENSIONS = ("month", "governorate", "status", "sex", "age_band", "side", "cause", "perpetrator")
PERIODS = ("month", "quarter", "year")
STRATA = (*DIMENSIONS, "quarter", "year")  # by which estimates can be broken down

# One row a cell; `value` is null for "not stated". dimension "all" holds the rule's total.
COUNTS: dict[str, pl.DataType] = {
    "ref": pl.String(),
    "rule": pl.String(),
    "dimension": pl.String(),
    "value": pl.String(),
    "people": pl.Int64(),
    "persons": pl.Int64(),  # rows of PEOPLE behind the cell
}

_TERMS = pl.List(pl.Struct({"people": pl.Int64(), "text": pl.String(), "links": pl.List(pl.String())}))

# One row a check of reconciliation; `gap` is null where there is nothing to subtract, an end of it where it is open.
CHECKS: dict[str, pl.DataType] = {
    "id": pl.String(),
    "kind": pl.String(),
    "verdict": pl.String(),
    "reason": pl.String(),
    "gap": pl.Struct({"low": pl.Int64(), "high": pl.Int64()}),
    "terms": _TERMS,  # the gap term by term, where it can be explained
    "links": pl.List(pl.String()),  # references to the spans and cells that were compared
    "could_close": _TERMS,  # alternatives, not a sum
}


def empty(schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Return a table of no rows with a schema's columns."""
    return pl.DataFrame(schema=dict(schema))


def conform(frame: pl.DataFrame, schema: Mapping[str, pl.DataType], *, table: str) -> pl.DataFrame:
    """Return a frame with exactly a schema's columns first, in order, cast to its types; further columns stay behind.

    Args:
        frame: What a stage made; a missing column becomes null.
        schema: One of this module's schemas.
        table: The table's name, for the error.

    Returns:
        The frame, columns ordered.

    Raises:
        TableError: When a value does not fit its column's type.
    """
    rest = [column for column in frame.columns if column not in schema]
    try:
        return frame.select(
            *(
                (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
                for name, kind in schema.items()
            ),
            *rest,
        )
    except pl.exceptions.PolarsError as fault:
        raise TableError(
            f"a value does not fit its column: {fault}",
            where=f"table {table}",
            mend="report this: a stage broke its own schema",
        ) from fault
