"""What a new edition of a list changed: rows added, removed, and changed, with the fields that differ."""

import polars as pl

from tollbook.model.tables import RECORDS

_OF_THE_FILE = frozenset({"record_id", "source", "edition", "file", "row", "current", "linkable"})
FIELDS: tuple[str, ...] = tuple(name for name in RECORDS if name not in _OF_THE_FILE)
CHANGES: dict[str, pl.DataType] = {
    "before": pl.String(),  # record_id in the earlier edition; null where added
    "after": pl.String(),  # record_id in the later edition; null where removed
    "change": pl.String(),  # added, removed, changed, same
    "fields": pl.List(pl.String()),  # those that differ
}


def changes(records: pl.DataFrame, *, source: str, before: str, after: str) -> pl.DataFrame:
    """Return what became of each row of one edition in a later one, and which rows are new.

    Rows are the same row if the list gives them one number; where it gives none, if they say the same in every field,
    each taken once. A number given twice in one edition is told apart by the order of its rows.

    Args:
        records: RECORDS of all editions.
        source: The list.
        before: Name of the earlier edition.
        after: Name of the later edition.

    Returns:
        CHANGES, by the record of the later edition, then of the earlier.
    """
    earlier, later = (_numbered(records, source, edition) for edition in (before, after))
    both = earlier.join(later, on=["_key", "_nth"], how="full", coalesce=True, suffix="_after")
    differ = [
        pl.when(pl.col(name).ne_missing(pl.col(f"{name}_after"))).then(pl.lit(name)).alias(f"_differs_{name}")
        for name in FIELDS
    ]
    return (
        both.with_columns(fields=pl.concat_list(differ).list.drop_nulls())
        .with_columns(
            change=pl.when(pl.col("record_id").is_null())
            .then(pl.lit("added"))
            .when(pl.col("record_id_after").is_null())
            .then(pl.lit("removed"))
            .when(pl.col("fields").list.len() > 0)
            .then(pl.lit("changed"))
            .otherwise(pl.lit("same"))
        )
        .with_columns(
            fields=pl.when(pl.col("change") == "changed").then("fields").otherwise(pl.lit([], pl.List(pl.String)))
        )
        .select(before="record_id", after="record_id_after", change="change", fields="fields")
        .cast({name: CHANGES[name] for name in CHANGES})
        .sort("after", "before", nulls_last=True)
    )


def _numbered(records: pl.DataFrame, source: str, edition: str) -> pl.DataFrame:
    """Return an edition's rows with a key, and a count of rows with the same key."""
    said = pl.concat_str([pl.col(name).cast(pl.String).fill_null("\x00") for name in FIELDS], separator="\x1f")
    own = pl.when(pl.col("source_record_id").is_not_null()).then("\x1e" + pl.col("source_record_id")).otherwise(said)
    return (
        records.filter((pl.col("source") == source) & (pl.col("edition") == edition))
        .sort("row")
        .select("record_id", *FIELDS, _key=own)
        .with_columns(_nth=pl.int_range(pl.len()).over("_key"))
    )
