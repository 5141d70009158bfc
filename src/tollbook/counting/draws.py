"""The people whom each draw of linkage makes of the records in doubt."""

import polars as pl

from tollbook.counting.people import people as people_of
from tollbook.counting.scope import Scope
from tollbook.model.tables import STRATA

MOST_DRAWN_ROWS = 1_000_000  # of all draws together; a limit on time
FEWEST_DRAWS = 20
ROWS_AT_ONCE = 200_000  # a limit on memory
KEPT = ("people", "outside", "sources", "name_ar", "name_latin", "death_from", "death_to", *STRATA)


def people_of_draws(
    people: pl.DataFrame, *, records: pl.DataFrame, persons: pl.DataFrame, partitions: pl.DataFrame, scope: Scope
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the people who are the same in every draw of linkage, and the others as each draw has them.

    Args:
        people: PEOPLE of the best partition.
        records: RECORDS.
        persons: PERSONS of the best partition.
        partitions: PARTITIONS: of each draw, the records whose person is another than in the best partition.
        scope: Whom the case asks about.

    Returns:
        The settled people, and a frame for each draw, with the columns that capture histories need. Where many records
        are in doubt fewer draws are taken, 20 at least.
    """
    doubtful = partitions["record_id"].unique()
    if doubtful.is_empty():
        return people.select(KEPT), []
    in_doubt = persons.filter(pl.col("record_id").is_in(doubtful.implode()))
    touched = pl.concat([in_doubt["person_id"], partitions["person_id"]]).unique().implode()
    best = persons.filter(pl.col("person_id").is_in(touched))  # the settled too: others may join them
    records = records.filter(pl.col("record_id").is_in(best["record_id"].implode()))
    draws = partitions["draw"].unique().sort().to_list()
    draws = draws[: max(FEWEST_DRAWS, MOST_DRAWN_ROWS // records.height)]
    drawn: list[pl.DataFrame] = []
    at_once = max(1, ROWS_AT_ONCE // records.height)
    for first in range(0, len(draws), at_once):
        some = partitions.filter(pl.col("draw").is_in(draws[first : first + at_once]))
        drawn += _people_of(some, best, records, scope)
    return people.filter(~pl.col("person_id").is_in(touched)).select(KEPT), drawn


def _people_of(partitions: pl.DataFrame, best: pl.DataFrame, records: pl.DataFrame, scope: Scope) -> list[pl.DataFrame]:
    """Return the people of a few draws, counted together under names that no two draws share."""
    every = partitions.select("draw").unique().join(best, how="cross")
    drawn = every.join(partitions, on=["draw", "record_id"], how="left", suffix="_drawn").with_columns(
        person_id=pl.coalesce("person_id_drawn", "person_id")
    )
    of_draw = pl.format("{}/{}", "draw", "record_id").alias("record_id")
    stacked = drawn.select("draw", "record_id").sort("draw", "record_id").join(records, on="record_id")
    made = people_of(
        stacked.with_columns(of_draw).drop("draw"),
        drawn.select(of_draw, pl.format("{}/{}", "draw", "person_id").alias("person_id")),
        scope=scope,
    )
    draw = pl.col("person_id").str.extract(r"^(\d+)/").cast(pl.Int32).alias("draw")
    return (
        made.select(*KEPT, draw)
        .sort("draw", maintain_order=True)
        .partition_by("draw", maintain_order=True, include_key=False)
    )
