"""Which records stand in a list now, after all its editions."""

from collections.abc import Sequence

import polars as pl

from tollbook.model.vocabulary import EditionPolicy


def with_current(records: pl.DataFrame, *, editions: Sequence[str], policy: EditionPolicy) -> pl.DataFrame:
    """Return the records of one source with `current` set over all its editions.

    Under `replaces`, only rows of the last edition stand. Under `adds`, all stand, but a row whose `source_record_id`
    comes again in a later edition is superseded by that row: a correction, or a withdrawal. A row that is itself marked
    withdrawn (`current` False as it came in) stands under neither. Rows that share an id within one edition all stand.

    Args:
        records: RECORDS of one source, any number of editions, as `take_in` made them.
        editions: Names of its editions, oldest first; each record's edition is among them.
        policy: What a new edition does to the last.

    Returns:
        The same rows in the same order.
    """
    if records.is_empty():
        return records
    if policy is EditionPolicy.REPLACES:
        present = set(records["edition"].unique())
        last = [edition for edition in editions if edition in present][-1:]
        return records.with_columns(pl.col("current") & pl.col("edition").is_in(last))
    rank = pl.col("edition").replace_strict(list(editions), range(len(editions)), return_dtype=pl.Int32)
    latest = pl.when(pl.col("source_record_id").is_not_null()).then(rank.max().over("source_record_id")).otherwise(rank)
    return records.with_columns(pl.col("current") & (rank == latest))
